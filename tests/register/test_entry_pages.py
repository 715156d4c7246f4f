"""The pages of an entry: what is shown to whom, what is offered, what is refused, at what cost."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships import saving
from register.models import (
    Contribution,
    GoverningDocument,
    Organisation,
    Participation,
    Partner,
    Partnership,
    PartnershipName,
    Seat,
)
from register.workflow import entries
from tests import factories

TABS = ("entry", "people", "money", "governance", "history")
QUERIES = {"governance": 18, "entry": 27, "money": 25}


def page(client, entry, tab="entry", **query):
    return client.get(reverse(f"register:{tab}", args=[entry.reference]), query)


@pytest.fixture
def filled(partnership, council, policy_officer, now):
    """An entry with lines of every kind."""
    return fill(partnership, council, policy_officer, now)


def fill(entry, council, by, now, count=1):
    part = entry.participations.get(council=council)
    for number in range(count):
        organisation = saving.create(Organisation(name=f"Leicestershire Police {number}"), by=by, at=now)
        lines = (
            Seat(partnership=entry, council=council, kind="officer", post=f"Director {number}"),
            Partner(partnership=entry, organisation=organisation),
            Contribution(participation=part, financial_year=2025, amount=Decimal("8000"), budget_code=f"C{number}"),
            GoverningDocument(partnership=entry, title=f"Agreement {number}", starts_on=date(2024, 4, 1)),
            PartnershipName(partnership=entry, name=f"Tourism Board {number}"),
        )
        for line in lines:
            entries.add_line(line, entry, by=by, at=now)
    return entry


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_a_full_entry_opens(sign_in, filled, policy_officer, tab):
    answer = page(sign_in(policy_officer), filled, tab)
    assert answer.status_code == 200
    assert filled.reference in answer.content.decode()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_an_empty_entry_opens(sign_in, partnership, policy_officer, tab):
    assert page(sign_in(policy_officer), partnership, tab).status_code == 200


def test_what_is_missing_is_offered_as_a_link_to_the_field_that_mends_it(sign_in, partnership, lead_officer):
    text = page(sign_in(lead_officer), partnership).content.decode()
    assert 'edit/purpose/#div_id_function">Add the function of the partnership' in text


def test_nothing_is_offered_to_who_may_not_edit_and_the_reason_is_shown(sign_in, partnership, auditor):
    text = page(sign_in(auditor), partnership).content.decode()
    assert "/edit/" not in text
    assert "Only the policy team, the lead officer" in text
    assert "Only a policy officer ends an entry." in text


def test_an_entry_is_not_there_for_a_scrutiny_member(sign_in, partnership, scrutiny_member):
    assert {page(sign_in(scrutiny_member), partnership, tab).status_code for tab in TABS} == {404}


def test_a_councillor_on_a_seat_reads_the_entry_without_its_contact(
    sign_in, partnership, council, councillor, policy_officer, now
):
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=councillor), partnership, by=policy_officer, at=now
    )
    entries.edit(partnership, {"contact": "07700 900123"}, version=1, by=policy_officer, at=now)
    client = sign_in(councillor)
    for tab in TABS:
        answer = page(client, partnership, tab)
        assert answer.status_code == 200
        assert "07700 900123" not in answer.content.decode()
    assert "07700 900123" in page(sign_in(policy_officer), partnership, "people").content.decode()


def test_a_rating_that_somebody_invented_says_so_beside_it(sign_in, policy_officer, council, now):
    values = {
        "name": "A",
        "risk_rating": "high",
        "risk_rating_source": "invented",
        "value_rating": "low",
        "value_rating_source": "spreadsheet",
    }
    entry = entries.make(values, by=policy_officer, at=now)
    text = page(sign_in(policy_officer), entry).content.decode()
    assert "High (invented" in text
    assert "Low (from spreadsheet)" in text


def test_significance_is_said_for_each_council_that_takes_part(
    sign_in, partnership, other_council, policy_officer, now
):
    from register.models import Participation

    entries.add_line(
        Participation(partnership=partnership, council=other_council, significance="desirable"),
        partnership,
        by=policy_officer,
        at=now,
    )
    text = page(sign_in(policy_officer), partnership).content.decode()
    assert "Significance to HDC" in text
    assert "Significance to WDBC" in text
    assert "Desirable" in text


def test_an_exempt_entry_names_its_paragraph_in_a_tag(sign_in, partnership, policy_officer, now):
    entries.edit(partnership, {"is_exempt": True, "exempt_paragraph": 3}, version=1, by=policy_officer, at=now)
    assert "Exempt: paragraph 3 of Schedule 12A" in page(sign_in(policy_officer), partnership).content.decode()


def test_money_that_nobody_knows_is_not_counted_as_nought(sign_in, partnership, council, policy_officer, now):
    part = partnership.participations.get()
    for amount in (Decimal("8000"), None):
        entries.add_line(
            Contribution(participation=part, financial_year=2025, amount=amount), partnership, by=policy_officer, at=now
        )
    assert (
        "Total for 2025/26: £8,000, and 1 not known"
        in page(sign_in(policy_officer), partnership, "money").content.decode()
    )


@pytest.mark.parametrize("tab", TABS)
def test_reading_writes_nothing(sign_in, filled, policy_officer, tab):
    before = Partnership.objects.get(pk=filled.pk).version, Partnership.history.count()
    page(sign_in(policy_officer), filled, tab)
    assert (Partnership.objects.get(pk=filled.pk).version, Partnership.history.count()) == before


@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "history"])
@pytest.mark.once
def test_a_tab_takes_so_many_queries_at_most_however_many_lines(
    sign_in, partnership, council, officer, policy_officer, now, tab, django_assert_max_num_queries
):
    fill(partnership, council, policy_officer, now, count=8)
    client = sign_in(officer)
    page(client, partnership, tab)
    with django_assert_max_num_queries(QUERIES.get(tab, 17)):
        page(client, partnership, tab)


def test_a_high_risk_and_a_high_value_do_not_look_alike(sign_in, policy_officer, council):
    entry = factories.partnership(by=policy_officer, council=council, risk_rating="high", value_rating="high")
    client = sign_in(policy_officer)
    for address in (reverse("register:entry", args=[entry.reference]), reverse("register:list")):
        text = client.get(address).content.decode()
        assert re.search(r'govuk-tag--orange">High', text)
        assert re.search(r'govuk-tag--green">High', text)


def test_an_entry_that_is_not_exempt_says_so_instead_of_not_known(sign_in, partnership, auditor):
    text = sign_in(auditor).get(reverse("register:entry", args=[partnership.reference])).content.decode()
    assert "Not exempt" in text


def test_a_tier_that_nobody_confirmed_is_shown_as_what_the_tests_say(sign_in, partnership, policy_officer):
    Participation.objects.filter(partnership=partnership).update(computed_significance="significant")
    page = sign_in(policy_officer).get(reverse("register:entry", args=[partnership.reference])).content.decode()
    assert "Significant by the tests, not confirmed" in page
