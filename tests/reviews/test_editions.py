"""Editions: what freezing keeps, that none of it changes unseen, who is consulted on one, and how it is adopted."""

import json
import re
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from openpyxl import load_workbook

from partnerships.models import Event
from partnerships.verdict import Refused
from register.models import Matter
from register.workflow import decisions, entries
from reviews.models import Edition, EditionEntry, ReviewRound
from reviews.querysets import EditionKept
from reviews.reports import kept
from reviews.workflow import editions as workflow
from tests.conftest import NOW
from tests.register import deciding
from tests.reviews import editions, recommending


@pytest.fixture
def round(policy_officer):
    return editions.a_round(policy_officer)


@pytest.fixture
def edition(round, policy_officer, lead_officer):
    """Two entries of which one was reviewed and one waived."""
    first = editions.entry(
        policy_officer, "Tourism Partnership", lead_officer=lead_officer, contact="Ann Chair, 01234 567890"
    )
    editions.reviewed(round, first, policy_officer, sections=(("facts", "with_note"), ("money", "changed")))
    editions.waived(round, editions.entry(policy_officer, "Rivers Trust"), policy_officer)
    return editions.frozen(round, policy_officer)


def altered(row: EditionEntry, before: str, after: str) -> None:
    """Somebody with the database at hand changes what is kept."""
    with connection.cursor() as cursor:
        sql = "UPDATE reviews_editionentry SET text = REPLACE(text, %s, %s) WHERE id = %s"
        cursor.execute(sql, [before, after, row.pk])


def test_an_edition_keeps_every_entry_with_its_review(edition, round):
    """SH-02: what papers say of an entry is kept with it, under the number of its shape."""
    first, second = kept.entries(edition)
    assert (edition.number, edition.entry_count, edition.status) == (1, 2, "frozen")
    assert ReviewRound.objects.get(pk=round.pk).status == "frozen"
    assert first.content["schema"] == 3
    assert (first.recommendation, str(first.hours_change)) == ("Give it two more hours a month.", "2.00")
    assert first.review.sections == [
        ("Facts", "Confirmed, with a note", "Asked the chair."),
        ("Costs and time", "Changed", ""),
    ]
    assert (second.outcome, second.review.content["waiver_reason"]) == ("Waived", "It ends in March.")
    assert first.content["ratings"]["risk"]["rating"] == "high"


def test_the_same_values_have_the_same_fingerprint(edition):
    row = edition.entries.get(partnership__reference="P-0001")
    assert workflow.canonical(json.loads(row.text)) == row.text
    assert workflow.digest(row.text) == row.sha256


def test_what_is_kept_can_neither_be_changed_nor_deleted(edition):
    row = edition.entries.get(partnership__reference="P-0001")
    for attempt in (
        row.save,
        row.delete,
        edition.entries.all().delete,
        lambda: edition.entries.update(text="{}"),
        lambda: EditionEntry.objects.bulk_update([row], ["text"]),
    ):
        with pytest.raises(EditionKept):
            attempt()
    assert workflow.faults(edition) == []


def test_one_altered_byte_is_found_and_the_entry_named(edition, policy_officer, sign_in, capsys):
    call_command("check_editions")
    assert "Edition 1: 2 entries, whole." in capsys.readouterr().out
    altered(edition.entries.get(partnership__reference="P-0002"), "It ends in March", "It ends in march")
    assert workflow.faults(edition) == ["What it keeps of P-0002 was changed after it was frozen."]
    with pytest.raises(CommandError, match="P-0002"):
        call_command("check_editions")
    page = sign_in(policy_officer).get(reverse("reviews:edition", args=[1])).text
    assert "This edition is not whole. What it keeps of P-0002 was changed" in page
    with pytest.raises(Refused, match="P-0002 was changed"):
        workflow.put(edition, version=edition.version, by=policy_officer, at=NOW)


def test_a_missing_entry_and_new_fingerprints_are_found_too(edition):
    row = edition.entries.get(partnership__reference="P-0002")
    altered(row, "It ends in March", "It ends in May")
    text = EditionEntry.objects.get(pk=row.pk).text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_editionentry SET sha256 = %s WHERE id = %s", [workflow.digest(text), row.pk])
    assert workflow.faults(edition) == ["The fingerprints of its entries are not those of which its own was made."]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reviews_editionentry WHERE id = %s", [row.pk])
    assert workflow.faults(edition) == ["It was frozen with 2 entries and holds 1."]


def test_a_change_of_the_register_changes_no_edition(edition, policy_officer, sign_in):
    """SH-02: the register goes on; the edition does not."""
    before = edition.entries.get(partnership__reference="P-0001").text
    entry = edition.entries.get(partnership__reference="P-0001").partnership
    entries.edit(entry, {"name": "Tourism Board"}, version=entry.version, by=policy_officer, at=NOW)
    assert edition.entries.get(partnership__reference="P-0001").text == before
    page = sign_in(policy_officer).get(reverse("reviews:edition_entry", args=[1, entry.reference])).text
    assert "Tourism Partnership" in page
    assert "Tourism Board" not in page


def test_a_round_that_is_not_settled_makes_no_edition(round, policy_officer, lead_officer):
    entry = editions.entry(policy_officer, "Tourism Partnership", lead_officer=lead_officer)
    editions.reviewed(round, entry, policy_officer, status="submitted", accepted_at=None, accepted_by=None)
    with pytest.raises(Refused, match="1 review is neither accepted nor waived"):
        editions.frozen(round, policy_officer)
    assert not Edition.objects.exists()


@pytest.mark.once
def test_freezing_takes_as_many_queries_for_fifty_entries_as_for_two(
    round, policy_officer, django_assert_max_num_queries
):
    for number in range(50):
        editions.waived(round, editions.entry(policy_officer, f"Trust {number}"), policy_officer)
    with django_assert_max_num_queries(40):
        editions.frozen(round, policy_officer)


def test_who_was_consulted_is_kept_with_the_day_and_their_words(edition, policy_officer, officer, sign_in):
    """H14-46: the edition records who was consulted, when, and their sign-off."""
    said = {"who": "Senior Management Team", "on": "3 December 2026", "words": "Agreed."}
    address = reverse("reviews:edition_sign_off", args=[1])
    sign_in(officer).post(address, said)
    assert not edition.sign_offs.exists()
    answer = sign_in(policy_officer).post(address, said, follow=True)
    assert "Senior Management Team" in answer.text
    assert "3 December 2026" in answer.text
    assert "Agreed." in answer.text


@pytest.fixture
def bodies(db):
    """Scrutiny and the Executive are heard, and the Council approves."""
    heard = {"part": "consulted", "events": ("adopt",)}
    deciding.table(
        Panel={**heard, "position": 1},
        Executive={**heard, "position": 2},
        Council={"part": "approves", "events": ("adopt",), "position": 3},
    )


@pytest.fixture
def scrutiny_then_executive(db):
    """Scrutiny reviews and the Executive approves, recommendations and editions alike."""
    events = ("change", "adopt")
    deciding.table(Scrutiny={"part": "reviews", "events": events}, Executive={"part": "approves", "events": events})


def say(matter: Matter, body: str, by, outcome: str, at=NOW) -> None:
    day = localdate(at)
    said = deciding.said(outcome, decided_on=day, takes_effect_on=day)
    decisions.record(matter.steps.get(body__name=body), said, by=by, at=at)


def adopted(edition: Edition, policy_officer, democratic_services) -> None:
    matter = workflow.put(edition, version=edition.version, by=policy_officer, at=NOW)
    for body, outcome in (("Panel", "supported"), ("Executive", "supported"), ("Council", "approved")):
        say(matter, body, democratic_services, outcome)


def test_an_edition_is_adopted_by_panel_executive_and_council(
    bodies, edition, policy_officer, second_policy_officer, democratic_services, sign_in
):
    """SH-02: adoption is a recorded decision by the three-step route, and not of who froze the edition."""
    adoption = reverse("reviews:edition_put", args=[1])
    asked = sign_in(policy_officer).get(adoption).text
    assert asked.index("Panel is consulted") < asked.index("Executive is consulted") < asked.index("Council approves")
    page = sign_in(policy_officer).post(adoption, {"version": edition.version}, follow=True).text
    assert "Adoption of Edition 1 of the register" in page
    matter, now = Matter.objects.get(), timezone.now()
    assert matter.partnership is None
    with pytest.raises(Refused, match="You drafted what is decided here"):
        say(matter, "Panel", policy_officer, "supported", now)
    say(matter, "Panel", second_policy_officer, "supported", now)
    say(matter, "Executive", democratic_services, "supported", now)
    assert Edition.objects.get().status == "frozen"
    say(matter, "Council", democratic_services, "approved", now)
    found = Edition.objects.get()
    assert (found.status, found.adopted_by) == ("adopted", democratic_services)
    assert "Adopted" in sign_in(policy_officer).get(reverse("reviews:editions")).text


def test_register_recommendations_and_policy_go_to_the_bodies_as_one_submission(
    scrutiny_then_executive, edition, partnership, policy_officer, democratic_services, sign_in
):
    """H14-02: it goes to scrutiny and the Executive; what is decided on the register and each recommendation is shown."""
    going = recommending.proposed(recommending.begun(partnership, policy_officer), policy_officer)
    draft = recommending.begun(partnership, policy_officer, text="Meet twice a year.")
    address, page = reverse("reviews:edition_put", args=[1]), sign_in(policy_officer)
    asked = page.get(address).text
    assert f"Reduce resources: {going}" in asked
    assert str(draft) not in asked
    other = recommending.proposed(recommending.begun(partnership, policy_officer, text="Meet less."), policy_officer)
    stale = page.post(address, {"version": edition.version + 1, "recommendations": [going.pk]}).text
    assert "Somebody else changed this edition meanwhile" in stale
    assert not Matter.objects.filter(edition=edition).exists()
    ticked = re.findall(r'<input[^>]*value="(\d+)"[^>]*checked', stale)
    assert ticked == [str(going.pk)] != [str(other.pk)]
    assert f'name="version" value="{edition.version}"' in stale
    page.post(address, {"version": edition.version, "recommendations": [going.pk], "with_policy": "on"})
    found = Edition.objects.get()
    assert (list(found.recommendations.all()), found.policy, found.matter.drafted_by) == (
        [going], found.round.policy, found.made_by,
    )  # fmt: skip
    recommending.approved(going, democratic_services)
    shown = page.get(reverse("reviews:edition", args=[1])).text
    submitted = shown[shown.index("What was submitted with it") : shown.index("Who was consulted")]
    assert found.policy.title in submitted
    assert submitted.index("Reduce") < submitted.index(str(going)) < submitted.index("Approved")
    for body, outcome in (("Scrutiny", "supported"), ("Executive", "approved")):
        say(found.matter, body, democratic_services, outcome, timezone.now())
    assert Edition.objects.get().status == "adopted"


def test_the_edition_before_is_superseded_and_a_rejected_one_stays_frozen(
    bodies, edition, policy_officer, democratic_services
):
    adopted(edition, policy_officer, democratic_services)
    later = editions.frozen(editions.a_round(policy_officer, financial_year=2026, title="Later"), policy_officer)
    matter = workflow.put(later, version=later.version, by=policy_officer, at=NOW)
    say(matter, "Panel", democratic_services, "commented")
    say(matter, "Executive", democratic_services, "not_supported")
    say(matter, "Council", democratic_services, "rejected")
    assert [each.status for each in Edition.objects.order_by("number")] == ["adopted", "frozen"]
    again = Edition.objects.get(number=2)
    adopted(again, policy_officer, democratic_services)
    assert [each.status for each in Edition.objects.order_by("number")] == ["superseded", "adopted"]
    with pytest.raises(Refused, match="This edition is adopted already"):
        workflow.put(Edition.objects.get(number=2), version=1, by=policy_officer, at=NOW)


def test_an_older_edition_that_is_adopted_late_takes_no_newer_ones_place(
    bodies, edition, policy_officer, democratic_services
):
    later = editions.frozen(editions.a_round(policy_officer, financial_year=2026, title="Later"), policy_officer)
    first = workflow.put(edition, version=edition.version, by=policy_officer, at=NOW)
    adopted(later, policy_officer, democratic_services)
    for body, outcome in (("Panel", "supported"), ("Executive", "supported"), ("Council", "approved")):
        say(first, body, democratic_services, outcome)
    assert [each.status for each in Edition.objects.order_by("number")] == ["superseded", "adopted"]
    assert Edition.objects.get(number=1).adopted_at == NOW
    edition.matter, edition.matter_id = None, None
    assert "Edition 2, which is newer, is adopted already" in workflow.may_put(policy_officer, edition).reason


def test_the_workbook_holds_the_entries_as_they_were_kept(edition, policy_officer, scrutiny_member, sign_in):
    """Figures stay figures, formulas text; scrutiny members read papers, not editions."""
    address = reverse("reviews:edition_export", args=[1])
    assert sign_in(scrutiny_member).post(address).status_code == 404
    answer = sign_in(policy_officer).post(address)
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, (cell.value for cell in sheet[2]), strict=True))
    assert row["Partnership name"] == "Tourism Partnership"
    assert row["Recommendation of the review"] == "Give it two more hours a month."
    assert row["Pounds"] == 1500
    assert Event.objects.filter(subject="edition 1").exists()


@pytest.mark.once
def test_the_page_of_an_edition_reads_what_it_keeps_once(edition, policy_officer, sign_in):
    page = sign_in(policy_officer)
    with CaptureQueriesContext(connection) as asked:
        page.get(reverse("reviews:edition", args=[1]))
    assert len([each for each in asked if '"reviews_editionentry"."text"' in each["sql"]]) == 1
