"""Every cell parser: what it makes of cells that people really write, and what it never does."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.columns import BY_FIELD, COLUMNS, Kind
from register.interchange.cells.parsed import Context, Parsed
from register.interchange.converters import converter, parser_of
from register.interchange.reading import Severity
from register.interchange.vocabulary import KnownCouncil, Vocabulary

FIELDS = (*tuple({column.kind: column.field for column in COLUMNS}.values()), "acronym", "is_statutory", "risk_rating")
VOCABULARY = Vocabulary(
    councils=(KnownCouncil("South Hams District Council", ("SH",)), KnownCouncil("West Devon Borough Council", ("WD",)))
)


def parsed(field, raw, heading="") -> Parsed:
    column = BY_FIELD[field]
    context = Context(field, heading, VOCABULARY, choices=column.choices)
    return parser_of(field)(raw, context)


def severities(result):
    return [remark.severity.value for remark in result.remarks]


MONEY = (
    ("£8,000", "8000", None, []),
    (0, "0", None, []),
    ("Nil", "0", None, []),
    ("£4,000 per annum", "4000", "annual", []),
    ("£8,400 p.a.", "8400", "annual", []),
    ("£48,000 pa", "48000", "annual", []),
    ("£1.2m (one off)", "1200000", "one_off", []),
    ("8k", "8000", None, []),
    ("Â£500", "500", None, []),
    ("£5605 +VAT", "5605", None, ["confirm"]),
    ("£70,867 (an increase of £10,000 per annum)", "70867", "annual", ["confirm"]),
    ("£50k a year or more", "50000", "annual", ["confirm"]),
    ("£5-10k", "7500", None, ["confirm"]),
    ("no City Council funding", "0", None, ["confirm"]),
    ("£500 per month", "6000", "annual", ["confirm"]),
    ("TBC", None, None, ["note"]),
    ("in kind", None, None, ["note"]),
    ("£ officer time only", None, None, ["note"]),
    ("50p per head", None, None, ["confirm"]),
    ("(1,500)", None, None, ["confirm"]),
    ("(£500)", None, None, ["confirm"]),
    ("-500", None, None, ["confirm"]),
    (-500, None, None, ["confirm"]),
    (float("nan"), None, None, ["confirm"]),
    (float("inf"), None, None, ["confirm"]),
    (True, None, None, ["confirm"]),
    ("-", None, None, []),
    ("", None, None, []),
)


@pytest.mark.parametrize(("raw", "amount", "period", "asked"), MONEY)
def test_money_is_read(raw, amount, period, asked):
    result = parsed("contribution", raw)
    assert result.values.get("contribution") == (None if amount is None else Decimal(amount))
    assert result.values.get("contribution_period") == period
    assert severities(result) == asked


def test_money_for_two_councils_in_one_cell_is_parted():
    result = parsed("contribution", "£2k SH / £1.5k WD")
    assert [(item["council"], item["amount"]) for item in result.contributions] == [
        ("South Hams District Council", Decimal(2000)),
        ("West Devon Borough Council", Decimal(1500)),
    ]
    assert result.doubt is not None


HOURS = (
    (6, "6", False, []),
    ("37", "37", False, []),
    ("c. 10", "10", True, []),
    ("4 (approx)", "4", True, []),
    ("2-3", "2.5", True, ["confirm"]),
    ("1 day pm", "7.4", False, ["note"]),
    ("½ day per qtr", "1.23", False, ["note"]),
    ("2 hours per week", "8.67", False, ["note"]),
    ("8 p/a", "0.67", False, ["note"]),
    ("0.2 FTE", "32.07", False, ["confirm"]),
    ("3.5h prep + 2h mtg", "5.5", True, ["confirm"]),
    ("2hrs x 6 meetings", "1", False, ["confirm"]),
    ("none", "0", False, []),
    ("minimal", None, None, ["note"]),
    ("lots!", None, None, ["note"]),
    ("see above group", None, None, ["note"]),
    (900, None, None, ["confirm"]),
    (-1, None, None, ["confirm"]),
    (time(2, 30), "2.5", False, []),
    (timedelta(hours=30), "30", False, []),
    (date(2016, 4, 3), None, None, ["confirm"]),
)


@pytest.mark.parametrize(("raw", "hours", "estimate", "asked"), HOURS)
def test_officer_time_is_read_as_hours_a_month(raw, hours, estimate, asked):
    result = parsed("officer_hours_per_month", raw, "Officer hours per month")
    assert result.values.get("officer_hours_per_month") == (None if hours is None else Decimal(hours))
    assert result.values.get("officer_hours_is_estimate") is estimate
    assert severities(result) == asked


def test_the_unit_of_the_heading_counts_where_the_cell_names_none():
    assert parsed("officer_hours_per_month", 3, "Days per month").values["officer_hours_per_month"] == Decimal("22.2")
    assert parsed("officer_hours_per_month", 3, "Hours per week").values["officer_hours_per_month"] == 13


def test_a_range_of_hours_names_the_value_and_the_remedy():
    assert parsed("officer_hours_per_month", "2-3").doubt == "'2-3' is a range. Enter one figure, such as 2.5."


FREQUENCIES = (
    ("Quarterly", "4", []),
    ("Monthly", "12", []),
    ("4 x pa", "4", []),
    ("3 times a year", "3", []),
    ("6 weekly", "8.67", []),
    ("every two months", "6", []),
    ("Half-yearly", "2", []),
    ("twice a year", "2", []),
    ("Annually", "1", []),
    ("Qtrly", "4", []),
    ("1/4ly", "4", []),
    ("fortnightly", "26", []),
    ("1st Tues of month", "12", []),
    ("usually meets three times a year", "3", []),
    ("bi-monthly", "6", ["confirm"]),
    ("2-3 times a year", "2.5", ["confirm"]),
    ("every 6-8 weeks", "7.4", ["confirm"]),
    ("Annual + sub groups monthly", "1", ["confirm"]),
    ("As required", None, []),
    ("ad-hoc basis", None, []),
    ("Not met since 2012", None, ["confirm"]),
    (4, "4", ["note"]),
)


@pytest.mark.parametrize(("raw", "number", "asked"), FREQUENCIES)
def test_a_frequency_keeps_its_words_and_gives_meetings_a_year(raw, number, asked):
    result = parsed("meeting_frequency", raw)
    assert result.values["meeting_frequency"] == str(raw)
    assert result.values.get("meetings_per_year") == (None if number is None else Decimal(number))
    assert severities(result) == asked


RATINGS = (
    ("H", "high", []),
    ("L ", "low", []),
    ("HIGH", "high", []),
    ("Med", "medium", []),
    ("high - reputational", "high", ["note"]),
    ("M/H", "high", ["confirm"]),
    ("Med-High", "high", ["confirm"]),
    ("Hgih", "high", ["confirm"]),
    ("Amber", "medium", ["confirm"]),
    ("major", "high", ["confirm"]),
    ("3", None, ["confirm"]),
    ("12 (4x3)", None, ["confirm"]),
    ("Substantial", None, ["confirm"]),
    ("H / M / L", None, ["note"]),
    ("?", None, ["note"]),
)


@pytest.mark.parametrize(("raw", "rating", "asked"), RATINGS)
def test_a_rating_is_read(raw, rating, asked):
    result = parsed("risk_rating", raw)
    assert result.values.get("risk_rating") == rating
    assert severities(result) == asked


ANSWERS = (
    ("Y", True, None),
    ("yes", True, None),
    ("У", True, None),
    ("✓", True, None),
    ("Stat.", True, None),
    ("N", False, None),
    ("Non- statutory partnership", False, None),
    ("No (was until 2012)", False, None),
    ("Yes, Crime and Disorder Act 1998", True, "Crime and Disorder Act 1998"),
    ("Y (CROW Act 2000 Part IV)", True, "CROW Act 2000 Part IV"),
    ("Y/N", None, None),
    ("Y / N", None, None),
    ("maybe", None, None),
)


@pytest.mark.parametrize(("raw", "answer", "act"), ANSWERS)
def test_a_yes_or_no_is_read_with_the_act_beside_it(raw, answer, act):
    result = parsed("is_statutory", raw)
    assert result.values.get("is_statutory") is answer
    assert result.values.get("statutory_basis") == act


DATES = (
    ("1 April 2016 to 31 March 2019", "2016-04-01", "2019-03-31", []),
    ("1/4/16 - 31/3/17", "2016-04-01", "2017-03-31", []),
    ("1 April to 31 March 2019", "2018-04-01", "2019-03-31", []),
    ("3/4/14", "2014-04-03", None, []),
    (datetime.combine(date(2016, 4, 1), time()), "2016-04-01", None, []),
    (41655, "2014-01-16", None, ["confirm"]),
    ("45678", "2025-01-21", None, ["confirm"]),
    ("April 2015 to March 2018", "2015-04-01", "2018-03-31", ["note"]),
    ("17/18 onwards", "2017-04-01", None, ["confirm"]),
    ("2017/18", "2017-04-01", "2018-03-31", ["confirm"]),
    ("2014-2020", "2014-01-01", "2020-12-31", ["confirm"]),
    ("five year project - ends January 2015", None, "2015-01-31", ["confirm"]),
    ("Current SLA commenced in April 2016", "2016-04-01", None, ["confirm"]),
    ("31/2/15", None, None, ["confirm"]),
    ("20115-1815", None, None, ["confirm"]),
    ("31 March 2019 to 1 April 2016", None, None, ["confirm"]),
    ("Ongoing", None, None, ["note"]),
    ("five year Lottery funded project", None, None, ["note"]),
)


@pytest.mark.parametrize(("raw", "starts", "ends", "asked"), DATES)
def test_the_dates_of_an_agreement_are_read_day_first(raw, starts, ends, asked):
    result = parsed("agreement_starts_on", raw)
    assert [result.values.get(f"agreement_{end}_on") for end in ("starts", "ends")] == [
        None if day is None else date.fromisoformat(day) for day in (starts, ends)
    ]
    assert severities(result) == asked


PEOPLE = (
    (
        "Cllr Member A; Chief Executive",
        [("member", "Member A", None, None), ("officer", None, "Chief Executive", None)],
    ),
    (
        "Head of Policy, Performance and Partnerships",
        [("officer", None, "Head of Policy, Performance and Partnerships", None)],
    ),
    ("Cllr Member F and Cllr Member H", [("member", "Member F", None, None), ("member", "Member H", None, None)]),
    ("Cllrs X, Y & Z", [("member", "X", None, None), ("member", "Y", None, None), ("member", "Z", None, None)]),
    ("Cllr B (deputy: Cllr C)", [("member", "B", None, None), ("member", "C", None, "deputy")]),
    ("Cllr E (observer)", [("member", "E", None, "observer")]),
    (
        "A Name, Assistant Director (Special Projects)",
        [("officer", "A Name", "Assistant Director (Special Projects)", None)],
    ),
    ("Councillor X, Leader of the Executive", [("member", "X", "Leader of the Executive", None)]),
    ("Portfolio Holder for Planning", [("member", None, "Portfolio Holder for Planning", None)]),
)


@pytest.mark.parametrize(("raw", "people"), PEOPLE)
def test_representatives_are_read(raw, people):
    found = parsed("representatives", raw).values["representatives"]
    assert [(one["kind"], one["name"], one["post"], one["capacity"]) for one in found] == people


@pytest.mark.parametrize(
    "raw",
    ["None direct - a Member attends in his LCC portfolio role", "Not currently represented", "Vacant", "Various"],
)
def test_words_that_name_nobody_give_no_representative_and_are_told(raw):
    result = parsed("representatives", raw)
    assert "representatives" not in result.values
    assert severities(result) == ["note"]


def test_the_other_closed_lists_are_read():
    assert parsed("orientation", "Operational").values == {"orientation": "operational"}
    assert parsed("orientation", "Both").values == {}
    assert parsed("orientation", "Both").doubt is not None
    assert parsed("significance", "Desireable").values == {"significance": "desirable"}
    assert parsed("significance", "Significant/Desirable").values == {}
    assert parsed("significance", "S (WD only)").doubt is not None
    assert parsed("council_position", "Control (chairs)").values == {"council_position": "control"}
    assert parsed("council_position", "Inform").doubt is not None
    assert parsed("partnership_type", "Community delivery").values == {"partnership_type": "community_delivery"}
    assert parsed("partnership_type", "Service Delivery").doubt is not None
    assert parsed("representative_level", "Member/CMT").values == {"representative_level": ["cmt", "member"]}
    assert parsed("representative_level", "HoS").values == {"representative_level": ["smt"]}


def test_lists_are_parted_where_one_name_ends():
    assert parsed("themes", "Children and young people").values == {"themes": ["Children and young people"]}
    assert parsed("themes", "Economy, Homes").values == {"themes": ["Economy", "Homes"]}
    assert parsed("priorities", "1, 3 & 4").values == {"priorities": ["1", "3", "4"]}
    assert parsed("priorities", 3.0).values == {"priorities": ["3"]}
    assert parsed("priorities", "1-4").values == {"priorities": ["1", "2", "3", "4"]}
    assert parsed("priorities", date(2016, 4, 3)).doubt is not None
    assert parsed("partners", "County Council, Fire and Rescue Service").values == {
        "partners": ["County Council", "Fire and Rescue Service"]
    }
    assert parsed("partners", "Police, Fire, Health etc.").values == {"partners": ["Police", "Fire", "Health"]}


def test_text_that_says_nothing_is_told_and_left_out():
    assert parsed("lead_partner", "tbc").values == {}
    assert severities(parsed("lead_partner", "#REF!")) == ["confirm"]
    assert parsed("contact", "[email protected]").values == {}
    assert parsed("function", "First\n\n second  line").values == {"function": "First\nsecond line"}


RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.text(max_size=60),
    st.text(alphabet="0123456789 £,.-/kKmhHMLYN()x½apx\n;&", max_size=40),
    st.sampled_from(
        [
            " ",
            "-",
            "£",
            "Cllr",
            "1/1/1",
            "0/0",
            "99/99",
            "1-2-3-4",
            "()",
            "((",
            "£-",
            "31/2/2016",
            "29/2/15",
            "=1+1",
            "\x00",
            "\ufeff",
            "٣",
            "²",
            "Ⅳ",
        ]
    ),
)


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=80, deadline=None)
@given(raw=RAW)
def test_no_cell_makes_a_parser_fail_or_give_a_number_that_is_none(field, raw):
    result = parsed(field, raw)
    for value in result.values.values():
        assert value is not None
        assert value not in ("", [])
        if isinstance(value, Decimal):
            assert value.is_finite()
            assert value >= 0 or BY_FIELD[field].kind is Kind.CHANGE
    for remark in result.remarks:
        assert remark.message[-1] in ".!?"
        assert remark.severity is not Severity.ERROR or field == "name"


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("raw", [None, "", "   ", "\u200b", "\xa0"])
def test_a_blank_cell_is_unknown_and_never_nought(field, raw):
    assert parsed(field, raw).values == {}


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=40, deadline=None)
@given(raw=RAW)
def test_reading_a_cell_twice_gives_the_same(field, raw):
    context = Context(field, "", VOCABULARY, choices=BY_FIELD[field].choices)
    convert = converter((field,), context)
    assert convert(raw) == convert(raw) == converter((field,), context)(raw)


STABLE = tuple(field for field in FIELDS if BY_FIELD[field].kind not in {"people", "contact"} and field != "name")


@pytest.mark.parametrize("field", STABLE)
@settings(max_examples=40, deadline=None)
@given(raw=RAW)
def test_reading_what_was_read_changes_nothing(field, raw):
    value = parsed(field, raw).values.get(field)
    if value is None:
        return
    written = "; ".join(value) if isinstance(value, list) else value
    again = parsed(
        field,
        int(written)
        if isinstance(written, Decimal) and written == written.to_integral_value()
        else float(written)
        if isinstance(written, Decimal)
        else written,
    )
    assert again.values.get(field) == value


@pytest.mark.parametrize("field", FIELDS)
def test_a_huge_cell_is_read_fast(field):
    for piece in ("a", "1", " ", "1-", "(", "Cllr a, ", "£1 ", "and ", "\n", "1/4/16 ", "x;", "-"):
        started = process_time()
        parsed(field, piece * (200_000 // len(piece)))
        assert process_time() - started < 2, piece


@pytest.mark.parametrize("raw", ["Vacant", "vacant (under recruitment)", "Post vacant", "Currently vacant"])
def test_a_vacant_post_names_nobody_and_says_so(raw):
    read = converter(("lead_officer",), Context("lead_officer", "Lead Officer", Vocabulary()))(raw)
    assert "lead_officer" not in read.values
    assert "nobody holds the post" in read.remarks[0].message


def test_nobody_at_all_is_recorded_as_not_represented_and_no_members_alone_is_not():
    assert parsed("representatives", "None direct").values == {"representation": "none"}
    assert parsed("representatives", "None", "Council Representatives (Members)").values == {}
