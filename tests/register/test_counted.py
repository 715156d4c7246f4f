"""What the number of partnerships counts, in words, in the database and on each entry, over all combinations."""

from datetime import date
from itertools import product

import pytest

from partnerships import saving
from partnerships.models import User
from register.models import ExclusionClass, ImportBatch, Partnership
from register.models.choices import Classification, Status
from register.reports.counted import RULE, Count
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NEEDED = {
    Status.NOT_PARTNERSHIP: {"exclusion_reason": "A contract"},
    Status.EXITED: {"ended_on": date(2014, 1, 1), "ended_reason": "Merged"},
}
FLAGS = ("describes_several", "is_to_be_removed", "is_exempt")
EXPECTED = {
    (status, kind, accepted, False, False, exempt)
    for status in (Status.ACTIVE, Status.UNDER_REVIEW, Status.EXITING)
    for kind in (Classification.PARTNERSHIP, Classification.SHARED_SERVICE)
    for accepted in ("typed", "accepted")
    for exempt in (False, True)
}


@pytest.fixture
def every_kind(policy_officer: User) -> dict[int, tuple]:
    """One entry for each status, class, way in and flag: its key -> what it is."""
    batches = {name: batch(name, policy_officer) for name in ("accepted", "waiting")} | {"typed": None}
    excluded = saving.create(ExclusionClass(code="contract", name="Contract"), by=policy_officer, at=NOW)
    kinds = list(product(Status, Classification, batches, *[(False, True)] * len(FLAGS)))
    made = []
    for number, (status, kind, way, *flags) in enumerate(kinds):
        values = NEEDED.get(status, {}) | dict(zip(FLAGS, flags, strict=True))
        values |= {"exempt_paragraph": 3} if values["is_exempt"] else {}
        values |= {"exclusion_class": excluded} if status == Status.NOT_PARTNERSHIP else {}
        entry = Partnership(reference=f"P{number}", name=f"P{number}", status=status, classification=kind, **values)
        entry.batch = batches[way]
        made.append(entry)
    saved = Partnership.objects.bulk_create(made)
    return {entry.pk: what for entry, what in zip(saved, kinds, strict=True)}


def batch(name: str, by: User) -> ImportBatch:
    accepted = {"accepted_at": NOW, "accepted_by": by} if name == "accepted" else {}
    file = {"file": name, "file_name": name, "sha256": "0", "uploaded_at": NOW, "uploaded_by": by}
    made = ImportBatch(reference=name, **file, **accepted)
    return saving.create(made, by=by, at=NOW)


def test_the_count_takes_exactly_what_its_words_say(every_kind):
    """H14-11: the words are checked once, here, against every kind of entry."""
    assert {every_kind[entry.pk] for entry in Partnership.objects.counted()} == EXPECTED
    assert RULE.startswith("active, accepted entries of the class partnership or shared service, those whose")


def test_an_entry_says_of_itself_what_the_count_says_of_it(every_kind):
    said = {every_kind[entry.pk] for entry in Partnership.objects.with_counted() if entry.is_counted}
    assert said == {every_kind[entry.pk] for entry in Partnership.objects.counted()}


def test_what_is_counted_is_reported_and_what_is_reported_is_counted_or_describes_several(every_kind):
    reported, counted = set(Partnership.objects.reported()), set(Partnership.objects.counted())
    assert counted < reported
    assert all(entry.describes_several for entry in reported - counted)


def test_the_number_stands_in_a_sentence_with_its_day_and_rule():
    assert Count(1, date(2014, 1, 6)).sentence == f"1 partnership is counted on 6 January 2014: {RULE}"
