"""What the register report says: numbers, headings, totals, and what it leaves out."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships import saving
from register.models import Organisation, Participation, Partnership, Seat
from register.models.choices import INVENTED
from register.workflow import entries
from reviews.reports import frozen, register_report
from reviews.reports.shapes import RegisterReport
from tests import factories
from tests.reviews import harborough, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(policy_officer, now):
    return harborough.make(by=policy_officer, at=now)


@pytest.fixture
def report(register, policy_officer):
    return register_report.build(papers.draft(by=policy_officer), as_of=papers.AS_OF)


def recommendations(report: RegisterReport) -> dict[str, list]:
    return {group.title.split()[2]: list(group.recommendations) for group in report.sections[3].groups}


def texts(report: RegisterReport, section: int) -> str:
    return " ".join(paragraph.text for paragraph in report.sections[section - 1].paragraphs)


def again(policy_officer, **values) -> RegisterReport:
    return register_report.build(papers.draft(by=policy_officer, **values), as_of=papers.AS_OF)


def test_recommendations_are_numbered_across_the_headings_as_in_2014(report):
    numbers = {title: (found[0].number, found[-1].number) for title, found in recommendations(report).items()}
    assert numbers == {"increase": ("4.1", "4.3"), "reduce": ("4.4", "4.6"), "review": ("4.7", "4.14")}


def test_a_family_with_one_wording_is_one_paragraph_with_its_table(report):
    first = recommendations(report)["increase"][0]
    assert first.family == harborough.LLEP
    assert len(first.statements) == 1
    assert (first.table.hours.amount, first.table.contribution.amount) == (Decimal(104), Decimal(538000))
    assert "* Rough estimate." in first.table.notes


def test_a_family_most_of_which_is_recommended_alike_is_one_paragraph_with_several_statements(report):
    first = recommendations(report)["reduce"][0]
    assert first.family == harborough.WELLAND
    assert [statement.wording for statement in first.statements] == [
        "Withdraw from most.",
        "Withdraw formally.",
        "Remain whilst it remains value for money.",
        "Further consideration in a future report.",
    ]


def test_a_few_of_a_large_family_stand_alone(report):
    names = [each.statements[0].names for each in recommendations(report)["increase"][1:]]
    assert names == [("Leicestershire Environment Board",), ("Leicestershire Rural Partnership",)]


def test_each_recommendation_shows_the_rating_it_rested_on(report):
    welland = recommendations(report)["reduce"][0]
    assert welland.statements[1].ratings == ("Risk not rated, value low (from spreadsheet).",)


def test_the_number_of_partnerships_comes_with_rule_and_date(report):
    assert report.partnerships == Partnership.objects.counted().count() == 29
    assert "On 6 January 2014 the register held 29 partnerships. Counted are" in texts(report, 2)
    assert "not counted: one internal group and one entry that describes several partnerships" in texts(report, 2)


def test_families_are_counted(report):
    assert "19 partnerships form three families: LLEP and associated groups (5), Leicestershire Together (11)" in texts(
        report, 2
    )


def test_unknown_figures_are_counted_in_words_and_never_nought(report):
    summary = report.sections[4].summary
    together = next(line for line in summary.lines if line.family == harborough.TOGETHER)
    assert (together.hours.known, together.hours.unknown) == (0, 11)
    assert "Officer time is not known for 25 entries; the total leaves them out." in summary.notes


def test_totals_of_the_whole_register_are_those_of_its_families(report):
    summary = report.sections[4].summary
    assert summary.contribution.amount == sum(line.contribution.amount for line in summary.lines) == Decimal(542000)
    assert sum(line.partnerships for line in summary.lines) == report.partnerships


def test_contributions_of_other_years_are_left_out(register, policy_officer, now):
    part = Participation.objects.get(partnership=register[-4])
    harborough.contribution(part, 999, by=policy_officer, at=now, year=2012)
    assert again(policy_officer).sections[4].summary.contribution.amount == Decimal(542000)
    assert again(policy_officer, financial_year=2012).sections[4].summary.contribution.amount == Decimal(999)


def test_contributions_in_kind_are_not_added_to_cash(register, policy_officer, now):
    part = Participation.objects.get(partnership=register[-4])
    harborough.contribution(part, 700, by=policy_officer, at=now, kind="in_kind")
    assert again(policy_officer).sections[4].summary.contribution.amount == Decimal(542000)


def test_a_theme_has_its_share_and_several_themes_count_once(register, policy_officer, now):
    economy, health = factories.theme("Economy"), factories.theme("Health")
    entries.edit(register[0], {"themes": [economy]}, version=1, by=policy_officer, at=now)
    entries.edit(register[-4], {"themes": [economy, health]}, version=1, by=policy_officer, at=now)
    shares = {share.theme: share.contribution.amount for share in again(policy_officer).sections[4].themes}
    assert shares["Economy"] == Decimal(8000)
    assert shares["Several themes"] == Decimal(4000)
    assert sum(shares.values()) == Decimal(542000)


def test_exempt_entries_are_left_out_and_their_number_is_said(register, policy_officer, now):
    entries.edit(register[3], {"is_exempt": True, "exempt_paragraph": 3}, version=1, by=policy_officer, at=now)
    report = again(policy_officer)
    assert report.partnerships == 28
    assert "One exempt entry is left out" in texts(report, 2)
    assert "Totals leave out one exempt entry." in report.sections[4].summary.notes
    assert recommendations(report)["increase"][0].table.contribution.amount == Decimal(8000)


def test_ended_and_unaccepted_entries_are_not_reported(register, policy_officer, now):
    entries.end(register[0], date(2014, 1, 1), "Merged", None, "CMT 12/26", version=1, by=policy_officer, at=now)
    assert again(policy_officer).partnerships == 28


def test_a_council_reports_its_own_part_of_a_shared_register(register, policy_officer, other_council, now):
    factories.partnership(by=policy_officer, council=other_council, name="Only of the other council")
    saving.create(
        Participation(partnership=register[0], council=other_council, officer_hours_per_month=500),
        by=policy_officer,
        at=now,
    )
    report = again(policy_officer)
    assert report.partnerships == 29
    assert report.sections[4].summary.hours.amount == Decimal(104)


def test_officers_are_named_by_post_and_members_by_name(register, policy_officer, council, now):
    people = [
        {"kind": "officer", "name": "Olga Officer", "post": "Planning Manager"},
        {"kind": "officer", "name": "Nameless Officer"},
        {"kind": "member", "name": "Cllr Ada Member", "post": "Portfolio Holder"},
        {"kind": "unknown", "name": "Somebody Unknown"},
        {"is_vacant": True},
    ]
    for person in people:
        saving.create(Seat(partnership=register[0], council=council, **person), by=policy_officer, at=now)
    row = again(policy_officer).excerpt[0].rows[0]
    assert sorted(row.representatives) == ["Cllr Ada Member", "Officer", "Planning Manager", "Representative", "Vacant"]


def test_the_lead_officer_is_named_by_post(register, policy_officer, lead_officer, now):
    entries.edit(register[0], {"lead_officer": lead_officer}, version=1, by=policy_officer, at=now)
    assert again(policy_officer).excerpt[0].rows[0].lead_officer == "Officer"


def test_the_header_names_body_status_and_where_it_goes(report):
    assert [(fact.label, fact.text) for fact in report.facts] == [
        ("Status", "For discussion"),
        ("Title", "Partnership register"),
        ("Originator", "Head of Policy, Performance & Partnerships"),
        ("Where from", "Scrutiny Commission"),
        ("Where to next", "Executive"),
        ("Objective", "To consider the register."),
    ]


def test_every_implication_of_the_policy_has_a_section(report):
    titles = [section.title for section in report.sections if section.title.startswith("Implications")]
    assert titles == [
        "Implications: equality",
        "Implications: impact on communities",
        "Implications: legal",
        "Implications: resources",
        "Implications: community safety",
        "Implications: carbon management",
        "Implications: risk management",
    ]


def test_typed_lines_become_numbered_paragraphs_and_dashes_a_list(policy_officer):
    paragraphs = again(policy_officer, background="First.\nTwo things:\n- one\n- two\n\nLast.").sections[1].paragraphs
    assert [(each.number, each.text, each.points) for each in paragraphs[:3]] == [
        ("2.1", "First.", ()),
        ("2.2", "Two things:", ("one", "two")),
        ("2.3", "Last.", ()),
    ]


def test_an_empty_register_makes_a_report(policy_officer):
    report = again(policy_officer)
    assert (report.partnerships, report.excerpt) == (0, ())
    assert "the register held no partnerships" in texts(report, 2)


def test_a_frozen_report_is_the_same_report(report):
    assert frozen.thaw(RegisterReport, frozen.freeze(report)) == report


@pytest.mark.once
def test_the_report_takes_as_many_queries_for_one_entry_as_for_many(policy_officer, now, django_assert_max_num_queries):
    paper = papers.draft(by=policy_officer)
    factories.partnership(by=policy_officer)
    with django_assert_max_num_queries(20):
        register_report.build(paper, as_of=papers.AS_OF)
    harborough.make(by=policy_officer, at=now)
    with django_assert_max_num_queries(20):
        register_report.build(paper, as_of=papers.AS_OF)


def test_contributions_that_nobody_has_verified_come_with_a_caveat(register, policy_officer, now):
    """B15-23: in the table of the family and above Appendix A."""
    part = Participation.objects.get(partnership=register[-4])
    line = harborough.contribution(part, 999, by=policy_officer, at=now, year=2012)
    caveat = "The contribution has not been verified for one entry."
    found = again(policy_officer, financial_year=2012)
    assert caveat in str(found)
    saving.claimed(type(line), line.pk, line.version, {"status": "verified"}, by=policy_officer, at=now)
    assert caveat not in str(again(policy_officer, financial_year=2012))


def test_where_tables_list_more_entries_than_are_counted_a_sentence_says_why(report):
    money = report.sections[4]
    listed = sum(len(group.rows) for group in report.excerpt)
    assert (listed, report.partnerships) == (30, 29)
    sentence = (
        "The tables and Appendix A list 30 entries: 29 counted partnerships, "
        "and one entry that describes several partnerships and is not counted."
    )
    assert sentence in texts(report, 2)
    assert sentence in money.summary.notes
    assert money.themes_total.known + money.themes_total.unknown == listed
    assert sentence in money.theme_notes


def test_the_ratings_say_that_the_entry_that_is_not_counted_is_in(report):
    assert "The ratings are those of all 30 entries, with the one that is not counted. Risk is" in texts(report, 2)


def test_where_every_listed_entry_is_counted_nothing_is_explained(policy_officer, partnership):
    text = texts(again(policy_officer), 2)
    assert "counted partnership" not in text
    assert "The ratings are those" not in text


def test_every_table_and_chart_with_invented_figures_says_so_and_names_the_entries(register, policy_officer, now):
    """By name up to five entries, else how many of them; a chart of money says nothing of hours."""
    timed, paid = (Participation.objects.get(partnership=entry) for entry in (register[5], register[-4]))
    invented = {"officer_hours_per_month": 6, "officer_hours_source": INVENTED}
    saving.claimed(Participation, timed.pk, timed.version, invented, by=policy_officer, at=now)
    harborough.contribution(paid, 6000, by=policy_officer, at=now, source=INVENTED)
    found = again(policy_officer)
    money = found.sections[4]
    board, stepping = register[5].name, register[-4].name
    both = f"Hours or sums of {board} and {stepping} are invented for the demonstration."
    sums = f"Sums of {stepping} are invented for the demonstration."
    assert both in money.summary.notes
    assert both in found.excerpt_notes
    assert sums in money.theme_notes
    assert sums in money.chart_notes
    family = next(table for table in money.tables if table.title.startswith(harborough.TOGETHER))
    assert f"Hours or sums of {board} are invented for the demonstration." in family.notes
    for entry in register[6:10]:
        part = Participation.objects.get(partnership=entry)
        saving.claimed(Participation, part.pk, part.version, invented, by=policy_officer, at=now)
    notes = again(policy_officer).sections[4].summary.notes
    assert "Hours or sums of six of the 30 entries are invented for the demonstration." in notes


def test_the_chart_says_which_themes_have_no_bar_and_how_many_entries_no_theme(register, policy_officer, now):
    economy, health, sport = (factories.theme(name) for name in ("Economy", "Health", "Sport"))
    for place, theme in ((0, economy), (1, health), (6, sport)):
        entries.edit(register[place], {"themes": [theme]}, version=1, by=policy_officer, at=now)
    assert again(policy_officer).sections[4].chart_notes == (
        "One theme receives £0 (Health); nothing is known of one theme (Sport); 27 entries have no theme recorded.",
        "The contribution has not been verified for six entries.",
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [({}, ()), ({"representation": "none"}, ("Not represented",)),
     ({"representation": "through_another"}, ("Through another council",)), ({"representation": "direct"}, ())],
)  # fmt: skip
def test_the_excerpt_says_how_a_council_without_seats_is_represented(register, policy_officer, now, values, words):
    part = Participation.objects.get(partnership=register[0])
    saving.claimed(Participation, part.pk, 1, values, by=policy_officer, at=now)
    assert again(policy_officer).excerpt[0].rows[0].representatives == words


def test_the_council_that_takes_the_lead_is_named(register, policy_officer, now):
    part = Participation.objects.get(partnership=register[0])
    lead = saving.create(Organisation(name="Oadby and Wigston Borough Council"), by=policy_officer, at=now)
    values = {"representation": "through_another", "represented_by": lead}
    saving.claimed(Participation, part.pk, 1, values, by=policy_officer, at=now)
    assert again(policy_officer).excerpt[0].rows[0].representatives == ("Through Oadby and Wigston Borough Council",)


def test_the_year_of_the_figures_is_that_of_entries_which_the_paper_reports(register, policy_officer, now):
    network = factories.partnership(by=policy_officer, name="A network", classification="network")
    harborough.contribution(network.participations.get(), 999, by=policy_officer, at=now, year=2014)
    later = {"meeting_on": date(2016, 1, 14)}
    assert again(policy_officer, **later).year == 2013
    harborough.contribution(register[0].participations.get(), 999, by=policy_officer, at=now, year=2014)
    assert again(policy_officer, **later).year == 2014
