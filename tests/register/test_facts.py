"""The facts that a register entry holds: each is saved with its section and read on the entry."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from partnerships import saving
from register.interchange.cells.parsed import Context
from register.interchange.converters import converter
from register.interchange.vocabulary import Vocabulary
from register.models import (
    Body,
    Contribution,
    EntryReason,
    ExclusionClass,
    Organisation,
    Participation,
    Partner,
    Partnership,
)
from register.models.choices import ContributionKind
from register.rules.support import support
from register.workflow import entries
from tests import factories

pytestmark = pytest.mark.django_db
FACTS = (
    # H11-12 purpose and outcomes sought
    ("purpose", {"function": "Safer streets", "outcomes_sought": "Fewer burglaries"}, ("Safer streets", "Fewer burglaries")),
    ("purpose", {"decision_role": "decides"}, ("Takes decisions and acts",)),  # H11-13
    ("purpose", {"origin": "local"}, ("Grown locally",)),  # H11-15
    # H11-18 what it is resourced with
    ("resources", {"has_own_staff": "yes", "has_own_budget": "no", "in_kind_support": "A meeting room"}, ("A meeting room",)),
    ("governance", {"is_statutory": "yes", "statutory_basis": "Crime and Disorder Act 1998"}, ("Crime and Disorder Act 1998",)),  # H11-24
    ("governance", {"governance_form": "informal"}, ("Informal joint working",)),  # B15-18
    ("meetings", {"formality": "informal"}, ("Less formal meetings",)),
    ("future", {"comments": "Worth another look", "recommendation": "Stay another year"}, ("Worth another look", "Stay another year")),  # B15-11
    # B15-45 the four questions of knowledge flow
    (
        "information",
        {"information_to_officers": "Bulletin", "information_between": "Chairs meet", "information_to_councils": "Minutes sent", "information_from_districts": "Told by telephone"},
        ("Bulletin", "Chairs meet", "Minutes sent", "Told by telephone"),
    ),
)  # fmt: skip


def saved(client, entry: Partnership, section: str, values: dict):
    """Open a section, fill in some of it, save, and read the page that it leads to."""
    address = reverse("register:edit", args=[entry.reference, section])
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    return client.post(address, {**data, **values}, follow=True)


@pytest.mark.parametrize(("section", "values", "words"), FACTS)
def test_a_fact_is_saved_with_its_section_and_shown_on_the_entry(
    sign_in, policy_officer, partnership, section, values, words
):
    page = saved(sign_in(policy_officer), partnership, section, values).content.decode()
    assert [word for word in words if word not in page] == []
    partnership.refresh_from_db()
    assert partnership.version == 2


def test_several_reasons_for_entering_are_kept_and_shown(sign_in, policy_officer, partnership, now):
    """H11-21: more than one reason may apply."""
    names = ("The issue is too big for one organisation", "A statutory requirement")
    reasons = [
        saving.create(EntryReason(name=name, code=f"reason-{n}"), by=policy_officer, at=now)
        for n, name in enumerate(names)
    ]
    page = saved(
        sign_in(policy_officer), partnership, "purpose", {"entry_reasons": [reason.pk for reason in reasons]}
    ).content.decode()
    assert all(name in page for name in names)


def test_an_entry_to_be_removed_is_out_of_the_count_and_then_removed_with_class_reason_and_date(
    sign_in, policy_officer, partnership, now
):
    """H14-21: classed, marked as to be removed, removed with reason and date, found by a search all the same."""
    client = sign_in(policy_officer)
    page = saved(client, partnership, "about", {"classification": "network", "is_to_be_removed": "on"}).content.decode()
    assert "To be removed" in page
    assert not Partnership.objects.counted().exists()
    kind = saving.create(ExclusionClass(name="Network", code="network"), by=policy_officer, at=now)
    entry = entries.exclude(Partnership.objects.get(), kind, "No joint decisions", version=2, by=policy_officer, at=now)
    assert (entry.status, entry.exclusion_reason, entry.history.get(version=3).history_date) == (
        "not_partnership",
        "No joint decisions",
        now,
    )
    assert entry.name in client.get("/partnerships/?status=any&q=tourism").content.decode()


def test_a_partner_has_its_sector_and_the_level_of_its_people(sign_in, policy_officer, partnership, now):
    """H11-14."""
    body = saving.create(Organisation(name="Leicestershire Police", sector="police_fire"), by=policy_officer, at=now)
    entries.add_line(
        Partner(partnership=partnership, organisation=body, level="Chief constable"),
        partnership,
        by=policy_officer,
        at=now,
    )
    page = sign_in(policy_officer).get(reverse("register:people", args=[partnership.reference])).content.decode()
    assert "Police and fire" in page
    assert "Chief constable" in page


@pytest.mark.parametrize("typed", ["Y/N", "Y / N", "y/n"])
def test_y_n_as_printed_is_unknown(typed):
    """H11-28: an answer that nobody filled in is no answer."""
    read = converter(("is_statutory",), Context("is_statutory", "Statutory (Y/N)", Vocabulary()))(typed)
    assert "is_statutory" not in read.values


def test_the_three_positions_are_offered_with_what_each_means(sign_in, policy_officer, partnership):
    """B15-39: that somebody chairs or leads is a hint beside Control, not a condition."""
    page = (
        sign_in(policy_officer)
        .get(reverse("register:edit", args=[partnership.reference, "judgement"]))
        .content.decode()
    )
    for label, meaning in (
        ("Control", "chairs, leads"),
        ("Influence", "effect on what is decided"),
        ("Information", "gains expertise"),
    ):
        assert label in page
        assert meaning in page


def test_a_body_is_called_what_the_council_calls_it(sign_in, policy_officer, now):
    """B15-54: Executive in one council, Cabinet in another."""
    body = saving.create(Body(name="Executive"), by=policy_officer, at=now)
    client = sign_in(policy_officer)
    client.post(
        f"/admin/register/body/{body.pk}/change/", {"name": "Cabinet", "kind": "meeting", "position": "0", "seen": "1"}
    )
    assert escape("Cabinet") in client.get("/reports/new/").content.decode()


@pytest.mark.parametrize(
    ("hours", "sums", "words"),
    [
        (None, [], "not known"),
        (0, [], "nothing"),
        (4, [], "officer time"),
        (0, [(500, ContributionKind.CASH)], "money"),
        (None, [(None, ContributionKind.CASH)], "money"),
        (4, [(500, ContributionKind.CASH)], "money and officer time"),
        (4, [(500, ContributionKind.CASH), (50, ContributionKind.IN_KIND)], "money, officer time and support in kind"),
        (0, [(0, ContributionKind.CASH)], "nothing"),
    ],
)
def test_what_the_council_puts_in_is_named_from_its_figures(hours, sums, words):
    """SH-10: some are funded, some get officer time only."""
    part = Participation(officer_hours_per_month=hours)
    assert support(part, [Contribution(amount=amount, kind=kind) for amount, kind in sums]) == words


def test_what_the_council_puts_in_is_said_on_the_entry(sign_in, policy_officer, council):
    entry = factories.partnership(by=policy_officer, council=council)
    page = sign_in(policy_officer).get(reverse("register:money", args=[entry.reference])).content.decode()
    assert "Puts in: not known" in page
