"""The register as a list: who sees what, finding, filters, order, pages, columns, addresses that make no sense."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import saving
from register.listing import page
from register.listing.columns import columns_for
from register.listing.filters import PartnershipFilters, find
from register.listing.records import records
from register.listing.sorting import SORTS, in_order
from register.listing.state import FILTERS, ListState
from register.models import (
    Contribution,
    ExclusionClass,
    Family,
    ImportBatch,
    Organisation,
    OrganisationName,
    Participation,
    Partner,
    Partnership,
    PartnershipName,
    PartnershipType,
    PlanItem,
    Seat,
)
from register.models.choices import INVENTED, Classification, NameKind
from register.workflow import entries, proposals
from tests import factories

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


def names(query: str, user) -> list[str]:
    """The names of the entries on the page of an address, in their order."""
    built = page.build(QueryDict(query), "/partnerships/", user, TODAY)
    place = built.state.columns.index("name")
    return [row[place].text for row in built.rows]


def shown(query: str, user) -> page.ListPage:
    return page.build(QueryDict(query), "/partnerships/", user, TODAY)


def cell(query: str, user, field: str):
    """One cell of the first entry."""
    built = shown(query, user)
    return built.rows[0][built.state.columns.index(field)]


@pytest.fixture
def add(policy_officer, council):
    """Put an entry on the register."""

    def added(name: str, **values) -> Partnership:
        return factories.partnership(by=policy_officer, council=council, name=name, **values)

    return added


@pytest.fixture
def part(policy_officer):
    """Set a council's own part of an entry."""

    def changed(entry: Partnership, **values) -> Participation:
        own = entry.participations.first()
        return saving.claimed(Participation, own.pk, own.version, values, by=policy_officer, at=NOW)

    return changed


@pytest.fixture
def pay(policy_officer):
    """Record a contribution of an entry's first council."""

    def paid(entry: Partnership, year: int, amount: str | None) -> Contribution:
        value = None if amount is None else Decimal(amount)
        line = Contribution(participation=entry.participations.first(), financial_year=year, amount=value)
        return saving.create(line, by=policy_officer, at=NOW)

    return paid


@pytest.fixture
def batch(administrator):
    """An import that waits for acceptance."""
    return saving.create(
        ImportBatch(
            reference="I-0001",
            file="x.xlsx",
            file_name="x.xlsx",
            sha256="0" * 64,
            uploaded_at=NOW,
            uploaded_by=administrator,
        ),
        by=administrator,
        at=NOW,
    )


# Who sees what


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(reverse("register:list")).status_code == 302


def test_a_councillor_sees_only_the_entries_they_are_appointed_to(add, councillor, council, policy_officer):
    mine = add("Rural Partnership")
    add("Housing Forum")
    saving.create(Seat(partnership=mine, council=council, holder=councillor), by=policy_officer, at=NOW)
    assert names("", councillor) == ["Rural Partnership"]


def test_the_choices_of_the_filters_name_nobody_of_entries_that_a_councillor_may_not_see(add, councillor, lead_officer):
    add("Housing Forum", lead_officer=lead_officer)
    add("Canal Trust", lead_officer_post="Head of Canals")
    labels = [label for _, label in shown("", councillor).form.fields["lead_officer"].choices]
    assert not {lead_officer.full_name, "Head of Canals"} & set(labels)


@pytest.mark.parametrize(
    ("roles", "reason"),
    [
        (("councillor", "scrutiny_member"), "Scrutiny members read the papers that were issued, under Reports"),
        ((), "You hold no role that reads the register. An administrator gives roles"),
    ],
)
def test_who_does_not_read_the_register_is_told_why_instead_of_seeing_an_empty_list(
    add, council, sign_in, roles, reason
):
    add("Harborough Tourism Partnership")
    somebody = factories.person("somebody@example.org", "Some Body", *roles, council=council)
    answer = sign_in(somebody).get(reverse("register:list"))
    assert answer.status_code == 403
    assert reason in answer.content.decode()
    assert "Harborough Tourism" not in answer.content.decode()


def test_contacts_are_a_column_only_for_those_who_may_see_them(add, councillor, policy_officer, council):
    entry = add("Rural Partnership", contact="alice@example.org")
    saving.create(Seat(partnership=entry, council=council, holder=councillor), by=policy_officer, at=NOW)
    assert cell("columns=contact", policy_officer, "contact").text == "alice@example.org"
    assert "contact" not in shown("columns=contact&columns=name", councillor).state.columns
    assert "contact" not in shown("columns=all", councillor).state.columns


def test_a_search_does_not_look_into_contacts(add, policy_officer):
    add("Rural Partnership", contact="alice@example.org")
    assert names("q=alice", policy_officer) == []


# Finding


def test_a_search_finds_an_acronym_in_any_case(add, policy_officer):
    add("Leicester and Leicestershire Enterprise Partnership", acronym="LLEP")
    add("Housing Forum")
    assert names("q=llep", policy_officer) == ["Leicester and Leicestershire Enterprise Partnership"]


def test_a_search_finds_another_name_of_the_entry(add, policy_officer):
    entry = add("Business Gateway Board")
    saving.create(PartnershipName(partnership=entry, name="LLEP", kind=NameKind.ALIAS), by=policy_officer, at=NOW)
    add("Housing Forum")
    assert names("q=llep", policy_officer) == ["Business Gateway Board"]


def test_a_search_finds_a_partner_by_its_present_and_its_former_name(add, policy_officer):
    entry = add("Rural Partnership")
    add("Housing Forum")
    partner = saving.create(Organisation(name="Voluntary Action"), by=policy_officer, at=NOW)
    saving.create(Partner(partnership=entry, organisation=partner), by=policy_officer, at=NOW)
    saving.create(
        OrganisationName(organisation=partner, name="Council of Service", kind=NameKind.FORMER),
        by=policy_officer,
        at=NOW,
    )
    assert (
        names("q=voluntary", policy_officer) == names("q=council+of+service", policy_officer) == ["Rural Partnership"]
    )


def test_a_search_finds_a_partner_by_its_name_as_soon_as_it_is_renamed(add, policy_officer):
    entry, partner = add("Waste Board"), saving.create(Organisation(name="Waste Trust"), by=policy_officer, at=NOW)
    saving.create(Partner(partnership=entry, organisation=partner), by=policy_officer, at=NOW)
    renamed = {"name": "Recycling Trust"}
    saving.claimed(Organisation, partner.pk, partner.version, renamed, by=policy_officer, at=NOW)
    assert names("q=recycling+trust", policy_officer) == ["Waste Board"]


def test_every_word_of_a_search_must_be_there_in_any_order(add, policy_officer):
    add("Rural Housing Partnership", function="Builds homes")
    add("Rural Transport Partnership")
    assert names("q=homes+RURAL", policy_officer) == ["Rural Housing Partnership"]


@pytest.mark.parametrize("text", ["%25", "_", "%5C", "%27", "%00", "100%25"])
def test_signs_that_mean_something_to_a_database_are_searched_as_they_stand(text, add, policy_officer):
    add("Rural Partnership")
    found = names(f"q={text}", policy_officer)
    assert found == (["Rural Partnership"] if text == "%00" else [])


# Filters


def test_active_entries_are_shown_first_and_any_status_on_request(add, policy_officer):
    add("Active Partnership")
    ended = add("Ended Partnership")
    entries.end(ended, date(2026, 1, 1), "Merged", None, "CMT 12/26", version=ended.version, by=policy_officer, at=NOW)
    assert names("", policy_officer) == ["Active Partnership"]
    assert names("status=exited", policy_officer) == ["Ended Partnership"]
    assert names("status=any", policy_officer) == ["Active Partnership", "Ended Partnership"]


def test_what_is_proposed_current_and_past_are_three_views(add, policy_officer, council):
    """H11-03"""
    add("Current Partnership")
    past = add("Past Partnership")
    entries.end(past, date(2026, 1, 1), "Merged", None, "CMT 12/26", version=past.version, by=policy_officer, at=NOW)
    future = {"name": "Future Partnership", "function": "Paths"}
    proposals.propose(future, councils=[council], by=policy_officer, at=NOW)
    assert names("", policy_officer) == ["Current Partnership"]
    assert names("status=proposals", policy_officer) == ["Future Partnership"]
    assert names("status=exited", policy_officer) == ["Past Partnership"]


def test_an_entry_that_is_not_active_says_so_beside_its_name(add, policy_officer):
    entry = add("Lunch Club")
    kind = saving.create(ExclusionClass(name="Network", code="network"), by=policy_officer, at=NOW)
    entries.exclude(entry, kind, "It only exchanges news", version=entry.version, by=policy_officer, at=NOW)
    assert ("Not a partnership", "grey") in cell("status=not_partnership", policy_officer, "name").tags


def test_lists_of_the_council_filter(add, policy_officer, council):
    theme = factories.theme("Economy")
    family = saving.create(Family(name="LLEP"), by=policy_officer, at=NOW)
    kind = saving.create(PartnershipType(name="Strategic", code="strategic"), by=policy_officer, at=NOW)
    service = factories.service(council)
    add("Match", themes=[theme], family=family, type=kind, service=service)
    add("Other")
    for query in (f"theme={theme.pk}", f"family={family.pk}", f"type={kind.pk}", f"service={service.pk}"):
        assert names(query, policy_officer) == ["Match"], query
    for query in ("theme=none", "family=none", "type=none", "service=none"):
        assert names(query, policy_officer) == ["Other"], query


def test_a_priority_finds_the_entries_of_its_outcomes_once(add, policy_officer):
    priority = saving.create(PlanItem(number="1", title="Prosperity"), by=policy_officer, at=NOW)
    outcome = saving.create(PlanItem(number="1.2", title="Jobs", parent=priority), by=policy_officer, at=NOW)
    add("Match", priorities=[priority, outcome])
    add("Other")
    assert (
        names(f"priority={priority.pk}", policy_officer) == names(f"priority={outcome.pk}", policy_officer) == ["Match"]
    )


@pytest.mark.parametrize("name", ["risk", "value"])
def test_a_rating_filters_and_so_does_its_absence(name, add, policy_officer):
    add("Match", **{f"{name}_rating": "low"})
    add("Other")
    assert names(f"{name}=low", policy_officer) == ["Match"]
    assert names(f"{name}=none", policy_officer) == ["Other"]


def test_significance_filters_by_what_any_council_says(add, part, policy_officer):
    part(add("Match"), significance="significant")
    add("Other")
    assert names("significance=significant", policy_officer) == ["Match"]
    assert names("significance=none", policy_officer) == ["Other"]


def test_a_lead_officer_is_found_as_a_person_and_as_a_post(add, policy_officer, lead_officer):
    add("Person", lead_officer=lead_officer)
    add("Post", lead_officer_post="Head of Planning")
    add("Nobody")
    assert names(f"lead_officer={lead_officer.pk}", policy_officer) == ["Person"]
    assert names("lead_officer=post:Head+of+Planning", policy_officer) == ["Post"]
    assert names("lead_officer=none", policy_officer) == names("no_lead_officer=yes", policy_officer) == ["Nobody"]


def test_statutory_has_three_answers(add, policy_officer):
    for name, answer in (("Yes", True), ("No", False), ("Unknown", None)):
        add(name, is_statutory=answer)
    assert [names(f"statutory={answer}", policy_officer) for answer in ("yes", "no", "unknown")] == [
        ["Yes"],
        ["No"],
        ["Unknown"],
    ]


def test_reviews_are_overdue_from_the_day_after_they_were_due(add, policy_officer):
    for name, due in (
        ("Yesterday", date(2026, 11, 20)),
        ("Today", TODAY),
        ("In 30", date(2026, 12, 21)),
        ("In 90", date(2027, 2, 19)),
    ):
        add(name, next_review_due_on=due)
    add("No date")
    assert names("review=overdue", policy_officer) == ["Yesterday"]
    assert names("review=30", policy_officer) == ["In 30", "Today"]
    assert names("review=90", policy_officer) == ["In 30", "In 90", "Today"]
    assert names("review=none", policy_officer) == ["No date"]


def test_a_contribution_of_nought_is_known_and_a_blank_one_is_not(add, pay, policy_officer):
    pay(add("Nought"), 2026, "0")
    pay(add("Blank"), 2026, None)
    add("Nothing")
    assert names("no_contribution=yes", policy_officer) == ["Blank", "Nothing"]


def test_imported_entries_are_found_until_they_are_accepted_and_confirmed(add, batch, policy_officer):
    add("Own")
    add("Imported", batch=batch)
    assert names("unconfirmed=yes", policy_officer) == names("waiting=yes", policy_officer) == ["Imported"]
    assert ("Import not accepted", "purple") in cell("waiting=yes", policy_officer, "name").tags


def test_filters_narrow_together(add, policy_officer):
    add("Match", risk_rating="high", classification=Classification.NETWORK)
    add("Other", risk_rating="high")
    assert names("risk=high&classification=network", policy_officer) == ["Match"]


def test_every_filter_of_the_panel_can_stand_in_the_address():
    assert set(PartnershipFilters.base_filters) == set(FILTERS)


def test_a_selected_filter_can_be_taken_off_and_leaves_the_rest(add, policy_officer):
    add("Match", risk_rating="low")
    built = shown("risk=low&value=none&sort=-name&page=1&size=50", policy_officer)
    assert [(tag["label"], tag["value"]) for tag in built.chosen] == [("Risk", "Low"), ("Value", "Not rated")]
    assert built.chosen[0]["url"] == "/partnerships/?value=none&sort=-name&size=50"


# Counting


def test_the_count_says_its_rule_and_its_day(add, batch, policy_officer):
    add("Partnership")
    add("Service", classification=Classification.SHARED_SERVICE)
    add("Network", classification=Classification.NETWORK)
    add("Several", describes_several=True)
    add("Imported", batch=batch)
    built = shown("", policy_officer)
    assert built.found == "5 entries"
    assert built.counted.sentence.startswith("2 partnerships are counted on 21 November 2026: active, accepted entries")
    assert "are not counted" in built.counted.sentence


def test_one_partnership_is_counted_in_the_singular(add, policy_officer):
    add("Partnership", risk_rating="low")
    built = shown("risk=low", policy_officer)
    assert (built.found, built.counted.sentence[:26]) == ("1 entry found", "1 partnership is counted o")


# Order


@pytest.mark.parametrize("key", sorted(SORTS))
def test_every_order_runs_both_ways_and_loses_nobody(key, add, part, pay, policy_officer):
    first = add("One", acronym="A", risk_rating="high", value_rating="low", next_review_due_on=TODAY, is_statutory=True)
    part(first, officer_hours_per_month=Decimal(3), significance="desirable")
    pay(first, 2026, "10")
    add("Two")
    up, down = names(f"sort={key}", policy_officer), names(f"sort=-{key}", policy_officer)
    assert sorted(up) == sorted(down) == ["One", "Two"]


@pytest.mark.parametrize(
    ("key", "field", "order"),
    [
        ("risk_rating", "risk_rating", ["low", "medium", "high"]),
        ("next_review_due_on", "next_review_due_on", [date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 1)]),
        ("acronym", "acronym", ["ab", "AC", "ad"]),
    ],
)
def test_what_is_unknown_stands_last_whichever_way_the_order_runs(key, field, order, add, policy_officer):
    add("Unknown")
    for place, value in enumerate(order):
        add(f"Entry {place}", **{field: value})
    assert names(f"sort={key}", policy_officer) == ["Entry 0", "Entry 1", "Entry 2", "Unknown"]
    assert names(f"sort=-{key}", policy_officer) == ["Entry 2", "Entry 1", "Entry 0", "Unknown"]


def test_references_are_ordered_as_numbers(add, policy_officer):
    long = add("Long")
    Partnership.objects.filter(pk=long.pk).update(reference="P-10000")
    add("Short")
    assert names("sort=reference", policy_officer) == ["Short", "Long"]


def test_sorting_by_contribution_agrees_with_the_sums_shown(add, pay, policy_officer):
    for place, lines in enumerate(
        [[(2026, "5"), (2025, "900")], [(2025, "40"), (2025, "2")], [(2027, "999")], [(2026, None)], []]
    ):
        entry = add(f"Entry {place}")
        for year, amount in lines:
            pay(entry, year, amount)
    ordered = in_order(Partnership.objects.all(), "-contribution", TODAY)
    sums = [record.values.get("contribution") for record in records(ordered, ["contribution"], TODAY)]
    assert sums[:2] == [Decimal(42), Decimal(5)]
    assert sums[2:] == [None, None, None]


# Cells


def test_money_is_that_of_the_latest_year_that_has_begun(add, pay, policy_officer):
    entry = add("Rural Partnership")
    for year, amount in ((2024, "1"), (2025, "8000"), (2025, "250.50"), (2027, "9")):
        pay(entry, year, amount)
    found = cell("", policy_officer, "contribution")
    assert (found.text, found.note) == ("£8,250.50", "in 2025/26")


def test_a_sum_says_how_many_figures_it_cannot_count(add, pay, policy_officer):
    entry = add("Rural Partnership")
    pay(entry, 2026, "8000")
    pay(entry, 2026, None)
    found = cell("", policy_officer, "contribution")
    assert (found.text, found.note) == ("£8,000", "in 2026/27, 1 figure is not known")


def test_unknown_is_not_shown_as_nought(add, part, pay, policy_officer):
    entry = add("Rural Partnership")
    part(entry, officer_hours_per_month=None)
    pay(entry, 2026, None)
    assert cell("", policy_officer, "contribution").text == "Not known"
    assert cell("", policy_officer, "officer_hours_per_month").text == "Not known"
    assert cell("", policy_officer, "risk_rating").text == "Not rated"


def test_hours_of_several_councils_are_added_up(add, part, policy_officer, other_council):
    entry = add("Rural Partnership")
    part(entry, officer_hours_per_month=Decimal(10), officer_hours_is_estimate=True)
    saving.create(
        Participation(partnership=entry, council=other_council, officer_hours_per_month=Decimal("3.5")),
        by=policy_officer,
        at=NOW,
    )
    found = cell("", policy_officer, "officer_hours_per_month")
    assert (found.text, found.note) == ("13.5", "Estimate")


def test_hours_and_sums_say_where_they_are_estimates_or_invented(add, part, policy_officer):
    entry = add("Rural Partnership")
    part(entry, officer_hours_per_month=Decimal(6), officer_hours_is_estimate=True, officer_hours_source=INVENTED)
    who = {"by": policy_officer, "at": NOW}
    for year, status, source in ((2025, "estimate", ""), (2026, "verified", INVENTED)):
        values = {"financial_year": year, "amount": Decimal(6000), "status": status, "source": source}
        saving.create(Contribution(participation=entry.participations.first(), **values), **who)
    hours, sums = cell("", policy_officer, "officer_hours_per_month"), cell("", policy_officer, "contribution")
    assert (hours.text, hours.note) == ("6", "Estimate, invented")
    assert (sums.text, sums.note) == ("£6,000", "in 2026/27, invented")


def test_a_rating_says_that_it_comes_from_a_spreadsheet(add, policy_officer):
    add(
        "Rural Partnership",
        risk_rating="high",
        risk_rating_source="spreadsheet",
        value_rating="low",
        value_rating_source="officer",
    )
    risk, value = cell("", policy_officer, "risk_rating"), cell("", policy_officer, "value_rating")
    assert (risk.text, risk.tone, risk.note) == ("High", "orange", "From spreadsheet")
    assert (value.text, value.note) == ("Low", "")


def test_an_exempt_entry_says_so(add, policy_officer):
    add("Rural Partnership", is_exempt=True, exempt_paragraph=3)
    assert ("Exempt", "magenta") in cell("", policy_officer, "name").tags


def test_removed_lines_are_not_shown(add, policy_officer):
    entry = add("Rural Partnership")
    kept = saving.create(PartnershipName(partnership=entry, name="Kept"), by=policy_officer, at=NOW)
    gone = saving.create(PartnershipName(partnership=entry, name="Gone"), by=policy_officer, at=NOW)
    entries.remove_line(gone, entry, version=gone.version, by=policy_officer, at=NOW)
    assert cell("columns=aliases", policy_officer, "aliases").text == kept.name


# The address


def test_the_state_of_a_list_is_its_address(policy_officer):
    allowed = columns_for(policy_officer)
    query = "q=rural&risk=low&sort=-risk_rating&size=50&columns=name&columns=status&page=3"
    assert ListState.from_query(QueryDict(query), allowed).to_query() == query


def test_a_fresh_list_has_a_bare_address(policy_officer):
    assert ListState.from_query(QueryDict(""), columns_for(policy_officer)).to_query() == ""


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("sort=password", "sorted by name"),
        ("sort=--name", "sorted by name"),
        ("page=minus", "no such page"),
        ("page=0", "no such page"),
        ("page=99999999999999999999", "no such page"),
        ("page=99", "There is no page 99, so page 1 is shown"),
        ("size=1000000", "25, 50 or 100"),
        ("columns=password", "left out"),
        ("risk=unheard", "not a choice of the filter Risk"),
        ("theme=99999999999999999999999", "not a choice of the filter Theme"),
        ("lead_officer=post:Nobody", "not a choice of the filter Lead officer"),
        ("unconfirmed=maybe", "not a choice of the filter Imported, unconfirmed"),
        ("q=" + "x" * 10_000, "cut to its first 200"),
    ],
)
def test_an_address_that_makes_no_sense_is_told_and_the_rest_is_shown(query, remark, add, policy_officer, sign_in):
    add("Rural Partnership")
    answer = sign_in(policy_officer).get(f"{reverse('register:list')}?{query}")
    assert answer.status_code == 200
    assert any(remark in each for each in answer.context["page"].remarks)


@pytest.mark.parametrize(
    "query",
    ["name__startswith=R", "status__in=exited", "lead_officer__password=x", "q[]=1", "=", "%ff=%ff", "q=%ED%A0%80"],
)
def test_lookups_that_nobody_offers_do_nothing(query, add, policy_officer, sign_in):
    add("Rural Partnership")
    answer = sign_in(policy_officer).get(f"{reverse('register:list')}?{query}")
    assert answer.status_code == 200


def test_pages_hold_as_many_entries_as_asked(add, policy_officer):
    for number in range(27):
        add(f"Partnership {number:02}")
    assert names("", policy_officer)[-1] == "Partnership 24"
    assert names("page=2", policy_officer) == ["Partnership 25", "Partnership 26"]
    assert len(names("size=50", policy_officer)) == 27


# What is shown when there is nothing


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("policy_officer", "Add the first entry here"),
        ("administrator", "Import a spreadsheet that the council already has"),
        ("officer", "The policy team adds entries"),
        ("councillor", "You are not appointed to any partnership"),
    ],
)
def test_an_empty_register_says_what_to_do(who, words, request, sign_in):
    person = request.getfixturevalue(who)
    assert words in sign_in(person).get(reverse("register:list")).content.decode()


def test_a_search_without_a_match_offers_to_clear_the_filters(add, policy_officer, sign_in):
    add("Rural Partnership")
    text = sign_in(policy_officer).get(reverse("register:list"), {"q": "nothing"}).content.decode()
    assert "No entry matches" in text
    assert "Clear all filters" in text


# The page


def test_a_heading_says_how_the_list_is_sorted(add, policy_officer, sign_in):
    add("Rural Partnership")
    text = sign_in(policy_officer).get(reverse("register:list"), {"sort": "-risk_rating"}).content.decode()
    assert text.count('aria-sort="descending"') == 1
    assert "?sort=risk_rating" in text


def test_text_of_entries_is_printed_as_text(add, policy_officer, sign_in):
    add("<script>alert(1)</script>", lead_officer_post='"><img src=x>')
    text = sign_in(policy_officer).get(reverse("register:list"), {"q": "<b>"}).content.decode()
    assert "<b>" not in text
    text = sign_in(policy_officer).get(reverse("register:list")).content.decode()
    assert "<script>alert" not in text
    assert "<img" not in text


@pytest.mark.parametrize("query", ["", "columns=all&sort=-contribution&q=partnership&risk=none&size=50"])
@pytest.mark.once
def test_a_page_costs_the_same_few_queries_for_one_entry_and_for_fifty(
    query, add, part, pay, policy_officer, council, sign_in
):
    def costs() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{reverse('register:list')}?size=50&{query}").status_code == 200
        return len(queries)

    def filled(name: str) -> None:
        entry = add(name)
        part(entry, officer_hours_per_month=Decimal(1))
        pay(entry, 2026, "1")
        saving.create(Seat(partnership=entry, council=council, name="A"), by=policy_officer, at=NOW)

    client = sign_in(policy_officer)
    client.get(reverse("register:list"))
    filled("Partnership 0")
    one = costs()
    for number in range(1, 50):
        filled(f"Partnership {number}")
    assert costs() == one <= 10


def test_entries_are_read_in_chunks_and_keep_their_order(add, policy_officer, monkeypatch):
    monkeypatch.setattr("register.listing.records.CHUNK", 2)
    for name in "EDCBA":
        add(name)
    ordered = in_order(find(ListState(), policy_officer, TODAY).queryset, "name", TODAY)
    assert [record.name for record in records(ordered, ["name"], TODAY)] == list("ABCDE")


def test_a_scrutiny_member_reads_no_entry_even_of_a_seat_of_their_own(
    sign_in, partnership, scrutiny_member, council, policy_officer, now
):
    """Scrutiny members read issued papers, never the live register."""
    seat = Seat(partnership=partnership, council=council, kind="member", holder=scrutiny_member)
    entries.add_line(seat, partnership, by=policy_officer, at=now)
    assert not Partnership.objects.visible_to(scrutiny_member).exists()
    assert sign_in(scrutiny_member).get(f"/partnerships/{partnership.reference}/").status_code == 404
