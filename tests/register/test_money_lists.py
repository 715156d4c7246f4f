"""What the council puts in, entry by entry, and what each organisation receives."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from partnerships import saving
from partnerships.models import Event
from register.models import (
    Contribution,
    HourlyRate,
    Organisation,
    OtherFunding,
    Participation,
    Partner,
    Policy,
    Volunteering,
)
from register.reports.spending import entries_of, spending
from register.reports.support import support
from register.workflow import entries
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def who(policy_officer, now):
    return {"by": policy_officer, "at": now}


@pytest.fixture
def rates(council, other_council, who):
    """A change of rate in the middle of 2024/25 at one council; one rate at the other."""
    for where, day, amount in (
        (council, date(2023, 4, 1), "21.35"),
        (council, date(2024, 10, 1), "22.47"),
        (other_council, date(2022, 4, 1), "20.99"),
    ):
        saving.create(HourlyRate(council=where, from_on=day, amount=D(amount), source="Finance"), **who)


@pytest.fixture
def shared(partnership, other_council, who, rates):
    """An entry of two councils: 6.41 and 3.25 hours a month, cash of 2024/25 of 8,249.99 and 4,000.01."""
    first = partnership.participations.get()
    saving.claimed(Participation, first.pk, first.version, {"officer_hours_per_month": D("6.41")}, **who)
    second = Participation(partnership=partnership, council=other_council, officer_hours_per_month=D("3.25"))
    entries.add_line(second, partnership, **who)
    for part, amount in ((first, "8000.00"), (first, "249.99"), (second, "4000.01")):
        entries.add_line(Contribution(participation=part, financial_year=2024, amount=D(amount)), partnership, **who)
    given = OtherFunding(partnership=partnership, financial_year=2024, amount=D("30625.00"))
    entries.add_line(given, partnership, **who)
    hours = Volunteering(partnership=partnership, financial_year=2024, hours=D(1000), hour_worth=D("12.25"))
    entries.add_line(hours, partnership, **who)
    return partnership


def paid(entry, year, amount, who, **values):
    part = entry.participations.order_by("pk").first()
    line = Contribution(participation=part, financial_year=year, amount=amount and D(amount), **values)
    return entries.add_line(line, entry, **who)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_full_cost_and_leverage_of_two_councils_are_right_to_the_penny(shared, policy_officer, council, other_council):
    """SH-22, SH-29: 6.41 x 6 x 21.35 + 6.41 x 6 x 22.47 = 1,685.3172; 3.25 x 12 x 20.99 = 818.61.

    8,249.99 + 1,685.32 = 9,935.31 and 4,000.01 + 818.61 = 4,818.62, together 14,753.93.
    30,625 / 12,250 = 2.50, and with 12,250 of volunteers' hours 3.50.
    """
    (row,) = spending(entries_of(policy_officer, 2024), 2024)
    assert row.costs[council.pk].full.amount == D("9935.31")
    assert row.costs[other_council.pk].full.amount == D("4818.62")
    assert row.full.amount == D("14753.93")
    assert (row.leverage.ratio, row.leverage.with_volunteers) == (D("2.50"), D("3.50"))


def test_the_money_tab_shows_cash_time_and_rate_for_each_council(sign_in, policy_officer, shared):
    """SH-22: a cost never stands without the rate, its first day and its source."""
    text = page(sign_in(policy_officer), f"/partnerships/{shared.reference}/money/?year=2024")
    assert "Cash £8,249.99 + officer time £1,685.32 at £21.35 and £22.47 an hour = £9,935.31" in text
    assert "6.41 hours a month, October 2024 to March 2025, at £22.47 an hour" in text
    assert "from 1 October 2024, Finance" in text
    assert "Cash £4,000.01 + officer time £818.61 at £20.99 an hour = £4,818.62" in text
    assert "£2.50 of others for each £1" in text
    assert "£3.50 with volunteers" in text


def test_unverified_figures_and_estimates_come_with_their_caveat(sign_in, policy_officer, shared, who):
    """B15-23: every figure says who says so and how sure it is."""
    paid(shared, 2024, "10", who, status="estimate", source="A guess by the clerk")
    text = page(sign_in(policy_officer), f"/partnerships/{shared.reference}/money/?year=2024")
    assert "Cash of £10 is an estimate (source: A guess by the clerk)." in text
    assert "Cash of £8,000 has not been verified." in text
    verified = paid(shared, 2023, "20", who, status="verified")
    text = page(sign_in(policy_officer), f"/partnerships/{shared.reference}/money/?year=2023")
    assert f"Cash of £{verified.amount}" not in text


def test_without_a_rate_the_full_cost_is_at_least_the_cash(sign_in, policy_officer, partnership, who):
    part = partnership.participations.get()
    saving.claimed(Participation, part.pk, part.version, {"officer_hours_per_month": D(6)}, **who)
    paid(partnership, 2024, "500", who)
    text = page(sign_in(policy_officer), f"/partnerships/{partnership.reference}/money/?year=2024")
    assert "Cash £500 + officer time not known = at least £500" in text
    assert "no hourly rate is set for “Officer”" in text


def test_hours_that_nobody_knows_are_not_nought(sign_in, policy_officer, partnership, who, rates):
    paid(partnership, 2024, "500", who)
    text = page(sign_in(policy_officer), f"/partnerships/{partnership.reference}/money/?year=2024")
    assert "Cash £500 + officer time not known = at least £500" in text
    assert "nobody has recorded the hours" in text


def test_a_year_of_which_nothing_is_recorded_is_said_and_the_newest_shown(sign_in, policy_officer, shared):
    text = page(sign_in(policy_officer), f"/partnerships/{shared.reference}/money/?year=1066")
    assert "Nothing is recorded for “1066”, so 2024/25 is shown." in text


def test_income_stands_beside_the_full_cost(sign_in, policy_officer, shared, council, who):
    """B15-50: money that the council receives is not taken off what it pays."""
    income = OtherFunding(
        partnership=shared, direction="income", council=council, financial_year=2024, amount=D("99.50")
    )
    entries.add_line(income, shared, **who)
    text = page(sign_in(policy_officer), f"/partnerships/{shared.reference}/money/?year=2024")
    assert "Paid to the council" in text
    assert "£99.50" in text
    assert "= £9,935.31" in text


def test_the_list_has_a_row_for_each_entry_and_totals_by_council_and_theme(sign_in, policy_officer, shared, who):
    """SH-36: cost lines by kind."""
    theme = factories.theme("Economy")
    entries.edit(shared, {"themes": [theme]}, version=shared.version, **who)
    factories.partnership(by=policy_officer, name="Stepping Stones Project")
    text = page(sign_in(policy_officer), "/money/?year=2024")
    for words in ("£12,250", "£2,503.93", "£14,753.93", "£30,625", "Economy (1)", "No theme (1)", "Together (2)"):
        assert words in text, words
    assert "1 not known" in text


def test_the_list_is_narrowed_by_council_and_theme(sign_in, policy_officer, shared, other_council):
    text = page(sign_in(policy_officer), f"/money/?year=2024&council={other_council.pk}")
    assert "£4,818.62" in text
    assert "£9,935.31" not in text
    assert "There is no such theme, so all are shown." in page(sign_in(policy_officer), "/money/?theme=abc")


def test_what_is_not_known_comes_last_whichever_way_the_list_runs(sign_in, policy_officer, shared):
    factories.partnership(by=policy_officer, name="A Board of which nothing is known")
    for sort in ("full", "-full"):
        text = page(sign_in(policy_officer), f"/money/?year=2024&sort={sort}")
        assert text.index(f">{shared.name}</a>") < text.index(">A Board of which nothing is known</a>")
    assert "sorted by name" in page(sign_in(policy_officer), "/money/?sort=--cash")


def test_an_entry_that_ended_before_the_year_is_left_out_and_one_that_ended_in_it_counts_until_then(
    policy_officer, shared, who
):
    """Ended on 30 June 2024: three months, 6.41 x 3 x 21.35 = 410.5605 and 3.25 x 3 x 20.99 = 204.6525."""
    entries.end(shared, date(2024, 6, 30), "Wound up", None, "CMT 12/26", version=shared.version, **who)
    (row,) = spending(entries_of(policy_officer, 2024), 2024)
    assert row.time.amount == D("410.56") + D("204.65")
    assert list(entries_of(policy_officer, 2025)) == []


def test_the_list_goes_out_as_a_file_and_the_export_is_noted(sign_in, policy_officer, shared):
    response = sign_in(policy_officer).post("/money/export/xlsx/?year=2024")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    row = [cell.value for cell in sheet[2]]
    assert row[:3] == [shared.reference, shared.name, "2024/25"]
    assert [row[3], row[6], row[7]] == [12250, 2503.93, 14753.93]
    assert Event.objects.filter(kind=Event.Kind.EXPORTED, subject="what-the-council-puts-in").count() == 1


def test_a_blank_in_the_file_is_named_as_not_known(sign_in, policy_officer, partnership):
    content = b"".join(sign_in(policy_officer).post("/money/export/csv/?year=2024").streaming_content).decode()
    assert "Cash; Hours a month; Officer time; Full cost" in content


def test_only_who_reads_the_whole_register_sees_what_it_adds_up_to(sign_in, councillor):
    assert sign_in(councillor).get("/money/").status_code == 403
    assert sign_in(councillor).get("/support/").status_code == 403


@pytest.fixture
def limited(who):
    values = {"support_limit": D("30000"), "support_years": 3, "support_source": "Subsidy Control Act 2022, section 36"}
    return saving.create(Policy(code="test", title="Policy", is_current=True, **values), **who)


def test_support_adds_up_across_entries_councils_and_years_exempt_or_not(policy_officer, shared, limited, who):
    """SH-25: 8,000.00 + 249.99 + 4,000.01 of 2024/25, 9,000.10 of 2023/24 through an exempt entry: 21,250.10.

    The lead partner receives what names nobody; 40,000 of 2021/22 lies before the three years.
    """
    advice = saving.create(Organisation(name="Citizens Advice"), **who)
    entries.add_line(Partner(partnership=shared, organisation=advice, is_lead=True), shared, **who)
    exempt = factories.partnership(by=policy_officer, name="Land Company", is_exempt=True, exempt_paragraph=3)
    paid(exempt, 2023, "9000.10", who, recipient=advice)
    paid(exempt, 2021, "40000", who, recipient=advice)
    paid(exempt, 2024, None, who, recipient=advice)
    found = support(policy_officer, 2024, limited)
    (row,) = found.rows
    assert (row.name, row.total.amount, row.total.unknown, row.standing) == ("Citizens Advice", D("21250.10"), 1, "")
    assert {entry.name for entry in row.entries} == {shared.name, "Land Company"}


@pytest.mark.parametrize(
    ("amount", "words"),
    [("11749.99", "Below"), ("11750.00", "Near the limit"), ("17750.00", "Near the limit"), ("17750.01", "Above")],
)
def test_the_list_warns_near_the_limit_and_above_it(sign_in, policy_officer, shared, limited, who, amount, words):
    """SH-25: 12,250.00 of 2024/25 beside the amount; the limit is 30,000, four fifths of it 24,000."""
    advice = saving.create(Organisation(name="Citizens Advice"), **who)
    entries.add_line(Partner(partnership=shared, organisation=advice, is_lead=True), shared, **who)
    paid(shared, 2023, amount, who)
    text = page(sign_in(policy_officer), "/support/?year=2024")
    assert words in text
    assert ("1 organisation is above the limit." in text) == (words == "Above")


def test_a_sum_of_an_entry_without_lead_partner_is_paid_to_nobody_known(sign_in, policy_officer, shared, limited):
    text = page(sign_in(policy_officer), "/support/?year=2024")
    assert "Nobody has said who is paid" in text
    assert "Not compared" in text


def test_without_a_limit_nothing_is_compared(sign_in, policy_officer, shared):
    assert "The policy sets no limit, so nothing is compared." in page(sign_in(policy_officer), "/support/?year=2024")


def test_support_goes_out_as_a_file(sign_in, policy_officer, shared, limited):
    response = sign_in(policy_officer).post("/support/export/xlsx/?year=2024")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:5] == [
        "Paid to",
        "2022/23 (£)",
        "2023/24 (£)",
        "2024/25 (£)",
        "Total (£)",
    ]
    assert [cell.value for cell in sheet[2]][3:5] == [12250, 12250]


@pytest.mark.parametrize("address", ["/money/?year=2024", "/support/?year=2024"])
@pytest.mark.once
def test_a_list_takes_as_many_queries_for_fifty_entries_as_for_one(
    sign_in, policy_officer, partnership, who, address, django_assert_max_num_queries, django_assert_num_queries
):
    paid(partnership, 2024, "1", who)
    client = sign_in(policy_officer)
    page(client, address)
    with django_assert_max_num_queries(24) as one:
        page(client, address)
    for number in range(49):
        entry = factories.partnership(by=policy_officer, name=f"Board {number}")
        paid(entry, 2024, "1", who)
    with django_assert_num_queries(len(one.captured_queries)):
        page(client, address)


def test_a_register_without_figures_says_where_they_are_recorded_and_offers_no_filter_to_clear(
    sign_in, policy_officer, council
):
    text = page(sign_in(policy_officer), "/money/")
    assert "Nothing is recorded for this year" in text
    assert "Clear all filters" not in text
    theme = factories.theme("Economy")
    assert "No entry matches" in page(sign_in(policy_officer), f"/money/?theme={theme.pk}")
