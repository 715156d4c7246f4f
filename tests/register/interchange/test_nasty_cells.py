"""Cells that look like something else: each is read for what it says, or asked; never taken for something it is not."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules.imports import year_in
from tests.register.interchange.test_cells import parsed

MONEY_ASKED = (
    "(500 officer time)",
    "500 officer time",
    "£500 officer time",
    "500 in kind",
    "£500 in kind",
    "20 hours",
    "3 days",
    "1 FTE",
    "2 officers",
    "12 meetings",
    "1.500",
    "1.500,00",
    "£1,5k",
    "£5,,000",
    "£5,0000",
    "8.000.000",
    "€500",
    "$500",
    "10%",
    "50% of 8000",
    "half of £5,000",
    "£500 each",
    "4 x £500",
    "£500 per partner",
    "£5,000 bi-annually",
    "£5,000 every two years",
    "£5k pm",
    "£8k per annum for 2 years",
    "£10k for 3 years",
    "£500 (was £400)",
    "previously £500",
    "no longer £500",
    "No contribution in 2014, £500 in 2015",
    "£500?",
    "£500 tbc",
    "£500 (unconfirmed)",
    "up to £500",
    "<£500",
    "£5,000 received",
    "£12,000 (total from all partners)",
    "£8000-",
    "8000 CR",
    "P12345",
    "budget code 4521",
    "see row 12",
    "2015",
    2015,
    "£2000 in 2015",
    "1e5",
    "£8000²",
    "ten thousand pounds",
    "3",
    3,
    "=SUM(A1)",
)
MONEY_READ = (
    ("£8,000pa", "8000", "annual"),
    ("2013/14: 2000", "2000", None),
    ("£ 10 000", "10000", None),
    ("GBP8000", "8000", None),
    ("8000 pounds", "8000", None),
    ("£8,000 subscription", "8000", None),
    ("£8000 pa (2013/14 only)", "8000", "annual"),
    (2000, "2000", None),
)


@pytest.mark.parametrize("raw", MONEY_ASKED)
def test_what_may_not_be_a_plain_sum_is_asked(raw):
    assert parsed("contribution", raw).doubt is not None


@pytest.mark.parametrize(("raw", "amount", "period"), MONEY_READ)
def test_a_sum_in_known_words_is_read_without_a_question(raw, amount, period):
    result = parsed("contribution", raw)
    assert (result.values["contribution"], result.values.get("contribution_period")) == (Decimal(amount), period)
    assert result.remarks == ()


def test_officer_time_is_no_cash():
    assert parsed("contribution", "(500 officer time)").values == {}
    assert parsed("contribution", "£500 in kind").values["contribution_in_kind"] is True


def test_a_heading_in_thousands_counts_and_is_told():
    result = parsed("contribution", 8, "Contribution (£000)")
    assert result.values["contribution"] == 8000
    assert result.note == "'8' is read as £8,000: the heading is in thousands."
    assert parsed("contribution", 8000, "Contribution (£000)").doubt is not None


def test_a_heading_that_names_a_shorter_period_is_asked():
    result = parsed("contribution", 500, "Contribution per month")
    assert (result.values["contribution"], result.values["contribution_period"]) == (6000, "annual")
    assert result.doubt == "'500' is turned into £6,000 a year. Confirm or correct it."
    assert parsed("contribution", 500, "Contribution per head").values == {}


@given(
    st.sampled_from([raw for raw in MONEY_ASKED if isinstance(raw, str) and raw not in ("2015", "3")]),
    st.sampled_from(["", " ", " pa", "; n/a"]),
)
def test_known_words_do_not_hide_a_doubt_about_a_sum(raw, known):
    assert parsed("contribution", raw + known).doubt is not None


@given(st.integers(10, 1989), st.text("abcdefghijklmnopqrstuvwxyz ()-/%$€?", min_size=1, max_size=25))
def test_a_sum_read_without_a_question_is_the_figure_that_stands_there(amount, words):
    result = parsed("contribution", f"£{amount} {words}")
    if result.doubt is None and "contribution" in result.values:
        assert result.values["contribution"] / amount in (1, 1_000, 1_000_000)


HOURS_ASKED = (
    "500 officer time p",
    "£500",
    "6%",
    "6 meetings",
    "2 officers",
    "2 hrs each",
    "1h30",
    "1h 30m",
    "2.30 hrs",
    "2 hours plus travel",
    "2 hrs fortnightly",
    "2 hours a meeting",
    "2 hours bi-monthly",
    "2 hours every other month",
    "1 hour per day",
    "daily 1 hour",
    "8 hours per term",
    "0,5",
    "1,5 hours",
    "20% of post",
    "2 posts",
    "nil currently (was 6)",
    "was 6",
    "see note 3",
    "row 14",
    "Grade 9",
    "SO2",
    "(6)",
    "6-",
    "6*",
    "6?",
    "tbc (6)",
    "6 members",
    "6 hours member time",
    "1e2",
    "6²",
    "May-06",
    "6.5.1",
    "01/05/2016",
    "6hpw",
    "2hr mtg",
    "6 not including prep",
)
HOURS_READ = (
    ("1½", "1.5", False),
    ("6 hours in total", "6", False),
    ("6 on average", "6", True),
    ("120 hours annually", "10", False),
    ("37 hours p.w.", "160.33", False),
    ("twelve hours", "12", False),
    ("monthly 2hr mtg", "2", False),
)


@pytest.mark.parametrize("raw", HOURS_ASKED)
def test_what_may_not_be_hours_a_month_is_asked(raw):
    assert parsed("officer_hours_per_month", raw, "Officer hours per month").doubt is not None


@pytest.mark.parametrize(("raw", "hours", "estimate"), HOURS_READ)
def test_hours_in_known_words_are_read_without_a_question(raw, hours, estimate):
    result = parsed("officer_hours_per_month", raw, "Officer hours per month")
    assert result.values["officer_hours_per_month"] == Decimal(hours)
    assert (result.values["officer_hours_is_estimate"], result.doubt) == (estimate, None)


@pytest.mark.parametrize(("raw", "hours"), [("½ day", "3.7"), ("half a day", "3.7"), ("2 days", "14.8")])
def test_days_without_a_period_under_a_heading_of_hours_are_read_and_asked(raw, hours):
    result = parsed("officer_hours_per_month", raw, "Officer hours per month")
    assert result.values["officer_hours_per_month"] == Decimal(hours)
    assert f"'{raw}'" in result.doubt
    assert parsed("officer_hours_per_month", raw, "Officer days per month").doubt is None


@pytest.mark.parametrize(
    ("raw", "heading"),
    [
        (6, "Officer hours per meeting"),
        (6, "% of officer time"),
        (600, "Cost of officer time (£)"),
        (0.2, "Officer time"),
        (0.2, "FTE"),
    ],
)
def test_hours_under_a_heading_that_counts_something_else_are_asked(raw, heading):
    assert parsed("officer_hours_per_month", raw, heading).doubt is not None


DATES_ASKED = (
    "31/2/2026",
    "29/2/2015",
    "4/13/16",
    "00/01/2016",
    "1/4/216",
    "1/4/20016",
    "2016-02-30",
    "31 June 2016",
    "31st September 2016",
    "16-Apr",
    "4/16",
    "4/2016",
    "2016/18",
    "12/13",
    "2016-17",
    "31/3",
    "March 31",
    "Apr 16",
    "1/4/16, 1/5/16",
    "1/4/16 and 1/5/16",
    "1 and 2 April 2016",
    "1-3 April 2016",
    "1/2 April 2016",
    "1/4/16-",
    "-1/4/16",
    "1/4/16?",
    "reviewed 1/4/2016",
    "not renewed after 2014",
    "31/3/17 - 1/4/16",
    "1/1/1900",
    "31/12/2099",
    "1/1/69",
    "31/12/9999",
    "20160505",
    "05052016",
    20160505,
    "minute 12/13",
    "l/4/16",
    "1/IV/2016",
    "99 years",
)
DATES_READ = (
    ("May 5, 2016", date(2016, 5, 5)),
    ("5th May '16", date(2016, 5, 5)),
    ("1 /4/ 16", date(2016, 4, 1)),
    ("from 1/4/16", date(2016, 4, 1)),
    ("Apr-16", date(2016, 4, 1)),
)


@pytest.mark.parametrize("raw", DATES_ASKED)
def test_what_may_not_be_that_day_is_asked(raw):
    assert parsed("agreement_starts_on", raw).doubt is not None


@pytest.mark.parametrize(("raw", "day"), DATES_READ)
def test_a_day_in_known_words_is_read_without_a_question(raw, day):
    result = parsed("agreement_starts_on", raw)
    assert (result.values, result.doubt) == ({"agreement_starts_on": day}, None)


@given(st.integers(0, 45), st.integers(0, 45), st.integers(1950, 2050), st.sampled_from("/.-"))
def test_a_date_in_figures_is_that_day_or_asked(day, month, year, mark):
    result = parsed("agreement_starts_on", f"{day}{mark}{month}{mark}{year}")
    try:
        meant = date(year, month, day)
    except ValueError:
        assert (result.values, result.doubt is None) == ({}, False)
    else:
        assert (result.values, result.remarks) == ({"agreement_starts_on": meant}, ())


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Register at 31/2/2026", None),
        ("Register at 31/3/2014", 2013),
        ("Register at 1.4.14", 2014),
        ("Register 1/12/13", 2013),
        ("Register 31/12/13", 2013),
        ("Register 2013/14", 2013),
        ("Register 13-14", 2013),
    ],
)
def test_the_year_of_a_title_comes_from_a_day_that_was(title, year):
    assert year_in(title) == year


@pytest.mark.parametrize("raw", ["£500 31/2/2026", "£500 (1/12/13)", "£500 (30/31/2026)"])
def test_a_date_beside_a_sum_gives_no_financial_year_unasked(raw):
    result = parsed("contribution", raw)
    assert "contribution_year" not in result.values
    assert result.doubt is not None


YES_NO_ASKED = (
    "yes?",
    "n?",
    "yes (no longer)",
    "Yes but lapsed",
    "Yes until 2012",
    "Yes, was",
    "No longer",
    "no - previously yes",
    "No (Crime and Disorder Act 1998)",
    "No, but required by Act",
    "not statutory but expected",
    "Y and N",
    "Yes/Part",
    "Statutory (part)",
    "Statutory and non-statutory",
    "Statutory function, non-statutory partnership",
    "Formerly statutory",
    "No longer statutory",
    "Statutory - repealed",
    "Yes probably",
    "Yes tbc",
    "x",
    "No. 5",
    "no. of partners 6",
    "Y1",
    "Yes - non-statutory",
    "No - statutory",
    "Yes, voluntary",
    "Yes - only advisory",
    "Partly",
    "N/S",
)
YES_NO_READ = (
    ("Y*", True),
    ("no duty", False),
    ("No statutory basis", False),
    ("Yes - C&D Act 1998", True),
    ("Y (CROW Act 2000 Part IV)", True),
    ("Yes (see LSP)", True),
)


@pytest.mark.parametrize("raw", YES_NO_ASKED)
def test_what_is_neither_a_plain_yes_nor_a_plain_no_is_asked(raw):
    assert parsed("is_statutory", raw).doubt is not None


@pytest.mark.parametrize(("raw", "answer"), YES_NO_READ)
def test_a_plain_answer_is_read_without_a_question(raw, answer):
    result = parsed("is_statutory", raw)
    assert (result.values["is_statutory"], result.doubt) == (answer, None)


RATINGS_ASKED = (
    "H/M",
    "H→M",
    "H (was M)",
    "M was H",
    "Was high",
    "not high",
    "HL",
    "M+",
    "H-",
    "High?",
    "L tbc",
    "3",
    3,
    "H3",
    "4x3",
    "12 (4x3)",
    "Amber",
    "Significant",
    "Substantial",
    "Weak",
    "High impact low likelihood",
    "High impact",
    "Low (HDC); high for partners",
    "L, except finance",
    "Low, rising",
    "High - until 2014",
    "High value",
    "Hgih",
    "No risk",
    "Good",
    True,
)
RATINGS_READ = (
    ("HIGH!!", "high"),
    ("L.", "low"),
    ("Low risk", "low"),
    ("Moderate", "medium"),
    ("H (reputation)", "high"),
)


@pytest.mark.parametrize("raw", RATINGS_ASKED)
def test_what_is_not_one_rating_is_asked(raw):
    assert parsed("risk_rating", raw, "Risk (H/M/L)").doubt is not None


@pytest.mark.parametrize(("raw", "rating"), RATINGS_READ)
def test_a_plain_rating_is_read_without_a_question(raw, rating):
    result = parsed("risk_rating", raw, "Risk (H/M/L)")
    assert (result.values["risk_rating"], result.doubt) == (rating, None)


PEOPLE_ASKED = (
    "Smith, John",
    "J Smith, K Brown",
    "John Smith and Jane Doe",
    "John Smith/Jane Doe",
    "Cllr Smith or Cllr Jones",
    "Cllr Smith sub Cllr Jones",
    "Cllr Smith; deputy Cllr Jones",
    "Cllr Smith Cllr Jones",
    "Cllr Smith. Cllr Jones",
    "1. Cllr Smith 2. Cllr Jones",
    "Head of Housing - John Smith",
    "Head of Housing (John Smith)",
    "J Smith, Head of Housing, K Brown, Head of Planning",
    "Leader or Deputy",
    "2 members",
    "Two councillors",
    "Cllr x 2",
    "1 member + 1 officer",
    "Members: Smith, Jones; Officers: Brown",
    "Observer: Cllr Smith",
    "Cllr Smith as observer",
    "ex Cllr Smith",
    "Cllr Smith (resigned)",
    "Vacant (was Cllr Smith)",
    "2 vacancies",
    "Cllr Smith and one vacancy",
    "No longer Cllr Smith",
    "Cllr Smith?",
    "Cllr Smith tbc",
    "Cllr",
    "J.S.",
    "j.smith@example.org",
    "123",
    "Ward members",
    "Harborough District Council",
)


@pytest.mark.parametrize("raw", PEOPLE_ASKED)
def test_what_does_not_name_one_person_at_a_time_is_asked(raw):
    assert parsed("representatives", raw).doubt is not None


@pytest.mark.parametrize("raw", ["ex Cllr Smith", "Cllr Smith (resigned)", "Vacant (was Cllr Smith)", "Cllr"])
def test_nobody_who_has_left_is_suggested(raw):
    assert parsed("representatives", raw).values == {}


@pytest.mark.parametrize(
    "raw",
    ["Cllr Smith (Leader)", "Cllr Smith, Leader", "Cllr Dr J Smith OBE", "Cllr van der Berg", "Deputy Head of Finance"],
)
def test_a_person_or_a_post_alone_is_read_without_a_question(raw):
    result = parsed("representatives", raw)
    assert (len(result.values["representatives"]), result.remarks) == (1, ())
