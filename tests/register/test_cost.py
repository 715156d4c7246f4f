"""Full cost, leverage and cumulative support, to the penny, with the arithmetic written out."""

from datetime import date
from decimal import Decimal

import pytest

from register.models.choices import HoursUnit, Level
from register.rules.cost import Cost, Leverage, OfficerTime, Paid, Rate, in_force, stretches, volunteers_worth
from register.rules.money import NOTHING, UNKNOWN, Total, hours_per_month, total
from register.rules.recipients import Payment, Standing, against, received, years_added_up

D = Decimal
RATES = {
    "South Hams": [
        Rate("officer", date(2023, 4, 1), D("21.35"), "Finance, pay scales of 2023"),
        Rate("officer", date(2024, 10, 1), D("22.47"), "Finance, pay award of October 2024"),
        Rate("officer", date(2025, 6, 15), D("23.10"), "Finance, pay award of June 2025"),
        Rate("smt", date(2023, 4, 1), D("48.00"), "Finance, pay scales of 2023"),
    ],
    "West Devon": [Rate("officer", date(2022, 4, 1), D("20.99"), "Finance, pay scales of 2022")],
}
HOURS = {"South Hams": D("6.41"), "West Devon": D("3.25")}
CASH = {
    "South Hams": {2023: ["8000.00"], 2024: ["8000.00", "249.99"], 2025: ["8250.50"]},
    "West Devon": {2023: ["4000.00"], 2024: ["4000.01"], 2025: ["4100.00"]},
}


def cost(council: str, year: int) -> Cost:
    time = OfficerTime(HOURS[council], stretches(RATES[council], "officer", year))
    return Cost(tuple(Paid(D(amount)) for amount in CASH[council][year]), time)


def known(amount: str) -> Total:
    return Total(D(amount), 1, 0)


@pytest.mark.parametrize(
    ("council", "year", "time", "full"),
    [
        # 6.41 hours x 12 months x 21.35 = 76.92 x 21.35 = 1,642.242; with 8,000.00 of cash 9,642.24
        ("South Hams", 2023, "1642.24", "9642.24"),
        # April to September 6.41 x 6 x 21.35 = 821.121; October to March 6.41 x 6 x 22.47 = 864.1962: 1,685.3172.
        # Cash is 8,000.00 + 249.99 = 8,249.99: together 9,935.31
        ("South Hams", 2024, "1685.32", "9935.31"),
        # The rate of 15 June counts from 1 July. April to June 6.41 x 3 x 22.47 = 432.0981,
        # July to March 6.41 x 9 x 23.10 = 1,332.639: 1,764.7371. With 8,250.50 it is 10,015.24
        ("South Hams", 2025, "1764.74", "10015.24"),
        # 3.25 x 12 x 20.99 = 39 x 20.99 = 818.61, in each of the three years
        ("West Devon", 2023, "818.61", "4818.61"),
        ("West Devon", 2024, "818.61", "4818.62"),
        ("West Devon", 2025, "818.61", "4918.61"),
    ],
)
def test_full_cost_of_two_councils_over_three_years_is_right_to_the_penny(council, year, time, full):
    """SH-22, SH-36: cash and officer time, with a change of rate in mid-year."""
    found = cost(council, year)
    assert found.time.cost.amount == D(time)
    assert found.full.amount == D(full)
    assert found.full.is_complete


def test_the_rates_used_come_with_their_first_days_and_their_sources():
    """SH-22: a cost never stands without its rate."""
    assert [
        (each.first, each.months, each.rate.amount, each.rate.source)
        for each in cost("South Hams", 2024).time.stretches
    ] == [
        (date(2024, 4, 1), 6, D("21.35"), "Finance, pay scales of 2023"),
        (date(2024, 10, 1), 6, D("22.47"), "Finance, pay award of October 2024"),
    ]


def test_a_rate_that_begins_in_the_middle_of_a_month_counts_from_the_first_of_the_next():
    months = stretches(RATES["South Hams"], "officer", 2025)
    assert [(each.first, each.months) for each in months] == [(date(2025, 4, 1), 3), (date(2025, 7, 1), 9)]
    assert in_force(RATES["South Hams"], "officer", date(2025, 6, 15)).amount == D("23.10")
    assert in_force(RATES["South Hams"], "officer", date(2025, 6, 14)).amount == D("22.47")


def test_hours_cost_the_rate_of_their_own_level():
    """6.41 hours x 12 months x 48.00 = 3,692.16."""
    time = OfficerTime(D("6.41"), stretches(RATES["South Hams"], "smt", 2024))
    assert time.cost == Total(D("3692.16"), 12, 0)


def test_without_a_rate_or_without_hours_the_cost_is_not_known_and_never_nought():
    assert OfficerTime(None, stretches(RATES["South Hams"], "officer", 2024)).cost == UNKNOWN
    unpriced = OfficerTime(D(6), stretches([], "officer", 2024)).cost
    assert (unpriced.known, unpriced.unknown) == (0, 12)
    full = Cost((Paid(D(500)),), OfficerTime(D(6), stretches([], "officer", 2024))).full
    assert (full.amount, full.is_complete) == (D(500), False)


def test_months_before_the_first_rate_are_counted_as_unknown():
    """Only October to March have a rate: 4 hours x 6 months x 20.00 = 480.00, at the least."""
    time = OfficerTime(D(4), stretches([Rate("officer", date(2024, 10, 1), D(20))], "officer", 2024))
    assert time.cost == Total(D("480.00"), 6, 6)


def test_no_hours_cost_nothing_whatever_the_rate():
    assert OfficerTime(D(0), stretches([], "officer", 2024)).cost == Total(D(0), 1, 0)


def test_a_year_without_a_recorded_sum_has_no_known_cash_and_a_recorded_nought_is_known():
    assert Cost((), OfficerTime(D(0), ())).cash == UNKNOWN
    assert Cost((Paid(D(0)),), OfficerTime(D(0), ())).cash == Total(D(0), 1, 0)


def test_support_in_kind_stands_beside_the_full_cost():
    found = Cost((Paid(D(500)), Paid(D(120), "in_kind")), OfficerTime(D(0), ()))
    assert (found.full.amount, found.in_kind.amount) == (D(500), D(120))


def test_hours_after_the_month_in_which_a_partnership_ended_cost_nothing():
    """Ended on 15 June: April, May and June are 3 months, 4 x 3 x 20.00 = 240.00."""
    months = stretches([Rate("officer", date(2020, 4, 1), D(20))], "officer", 2024, until=date(2024, 6, 15))
    assert OfficerTime(D(4), months).cost.amount == D("240.00")


def test_leverage_is_money_of_others_to_each_pound_of_the_councils_own_cash():
    """SH-29: cash of 2024 is 8,249.99 + 4,000.01 = 12,250.00; others put in 30,625.00; 30,625 / 12,250 = 2.50.

    Volunteers give 1,000 hours at 12.25 = 12,250.00: 42,875 / 12,250 = 3.50.
    """
    own = total([cost("South Hams", 2024).cash.amount, cost("West Devon", 2024).cash.amount])
    worth = volunteers_worth([(D(1000), D("12.25"))])
    found = Leverage(own, total([D("20000.00"), D("10625.00")]), worth)
    assert (found.ratio, found.with_volunteers) == (D("2.50"), D("3.50"))
    assert not found.is_at_least


def test_an_unknown_amount_of_others_makes_the_leverage_at_least():
    found = Leverage(known("1000"), total([D(2000), None]))
    assert (found.ratio, found.is_at_least) == (D("2.00"), True)


@pytest.mark.parametrize("own", [UNKNOWN, total([D(100), None]), known("0"), NOTHING])
def test_without_own_cash_that_is_known_in_full_there_is_no_leverage(own):
    assert Leverage(own, known("2000")).ratio is None


def test_money_of_others_that_nobody_recorded_gives_no_leverage_and_not_nought():
    assert Leverage(known("1000"), NOTHING).ratio is None
    assert Leverage(known("1000"), UNKNOWN).ratio is None


def test_volunteers_hours_without_a_worth_are_not_turned_into_money():
    assert volunteers_worth([(D(40), None)]) == Total(D("0.00"), 0, 1)
    assert Leverage(known("1000"), known("500"), volunteers_worth([(D(40), None)])).with_volunteers is None


ADVICE, YOUTH = 1, 2


def payments() -> list[Payment]:
    """Both councils pay the advice service through one entry; South Hams pays it through a second as well."""
    first = [
        Payment(ADVICE, 10, year, D(amount))
        for council in CASH
        for year, sums in CASH[council].items()
        for amount in sums
    ]
    second = [Payment(ADVICE, 11, 2024, D("1200.10")), Payment(ADVICE, 11, 2025, None)]
    return [*first, *second, Payment(ADVICE, 11, 2022, D(90_000)), Payment(YOUTH, 12, 2025, D(7))]


def test_cumulative_support_adds_up_three_years_across_entries_and_councils_to_the_penny():
    """SH-25: 2023: 8,000.00 + 4,000.00 = 12,000.00. 2024: 8,000.00 + 249.99 + 4,000.01 + 1,200.10 = 13,450.10.

    2025: 8,250.50 + 4,100.00 = 12,350.50 and one amount that nobody knows. Together 37,800.60.
    """
    found = next(each for each in received(payments(), years_added_up(2025, 3)) if each.recipient == ADVICE)
    assert {year: each.amount for year, each in found.by_year.items()} == {
        2023: D("12000.00"),
        2024: D("13450.10"),
        2025: D("12350.50"),
    }
    assert (found.total.amount, found.total.unknown, found.entries) == (D("37800.60"), 1, {10, 11})


def test_years_outside_the_period_do_not_count():
    assert years_added_up(2025, 3) == (2023, 2024, 2025)
    found = received(payments(), years_added_up(2022, 1))
    assert [(each.recipient, each.total.amount) for each in found] == [(ADVICE, D(90_000))]


@pytest.mark.parametrize(
    ("amount", "limit", "expected"),
    [
        ("79999.99", "100000", Standing.NONE),
        ("80000.00", "100000", Standing.NEAR),
        ("100000.00", "100000", Standing.NEAR),
        ("100000.01", "100000", Standing.ABOVE),
        ("500000.00", None, Standing.NONE),
    ],
)
def test_a_total_is_near_the_limit_from_four_fifths_and_above_it_only_beyond(amount, limit, expected):
    assert against(known(amount), limit and D(limit)) == expected


def test_what_is_known_can_be_above_the_limit_while_another_amount_is_unknown():
    assert against(total([D(101), None]), D(100)) == Standing.ABOVE
    assert against(UNKNOWN, D(0)) == Standing.NONE


def test_an_hour_a_week_costs_what_fifty_two_hours_cost():
    """26 weeks at £21.72 and 26 at £23.37: nothing is lost by keeping the figure as hours a month (SH-22, B15-53)."""
    hours = hours_per_month(
        Decimal(1), HoursUnit.HOURS_PER_WEEK, hours_per_day=Decimal("7.4"), weeks_per_year=Decimal(52)
    )
    rates = [
        Rate(Level.OFFICER, date(2026, 4, 1), Decimal("21.72"), "Finance"),
        Rate(Level.OFFICER, date(2026, 10, 1), Decimal("23.37"), "Finance"),
    ]
    assert OfficerTime(hours, stretches(rates, Level.OFFICER, 2026)).cost.amount == Decimal("1172.34")
