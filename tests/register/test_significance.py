"""How significant a partnership is to a council: each case by each of the five policies."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from register.models import Policy, SignificanceTests
from register.models.choices import HoursUnit, MoneyBasis, Operator
from register.rules.significance import judge
from register.workflow import policies
from tests.register.significance_cases import CASES, IN_FORCE, NOTHING, costing, pounds, replace

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "policies"
FILES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
SILENT = {
    "harborough-2011": "Harborough District Council: Partnership Working Protocol 2011 sets no test of significance.",
    "harborough-2014": "Harborough District Council: Partnership Policy 2014 sets no test of significance.",
    "wirral-2009": "Wirral Council: Partnerships Framework and Toolkit 2009 sets no test of significance.",
}
SAID = {
    "breckland-2015": "borrowed from South Hams and West Devon 2016, ",
    "south-hams-west-devon-2016": "South Hams and West Devon 2016, ",
}


def policy_of(code: str) -> tuple[Policy, list[SignificanceTests]]:
    """A shipped policy and its tests, unsaved."""
    data = FILES[code]
    policy = Policy(code=code, title=data["policy"]["title"], hours_per_day=data["policy"]["hours_per_day"])
    return policy, [
        version(**policies.tests_of(each), from_on=date.fromisoformat(each["from_on"])) for each in data["significance"]
    ]


def version(**values) -> SignificanceTests:
    """Tests with the values that the database would hold."""
    numbers = {name: Decimal(values[name]) for name in ("money_amount", "time_number") if values.get(name)}
    return SignificanceTests(**{"source": "Policy, 1", "from_on": date(2016, 4, 1), **values, **numbers})


@pytest.mark.parametrize("code", FILES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_each_case_is_answered_by_each_policy(case, code):
    """SH-12, SH-13: the tier, the tests that fired in words, and the paragraph; a silent policy says that it is."""
    result = judge(case.facts, *policy_of(code), case.day)
    if code in SILENT:
        assert (result.tier, result.sentence) == ("", SILENT[code])
        return
    assert result.tier == case.tier
    for words in (*case.words, f"{SAID[code]}{case.paragraph}" if case.paragraph else ""):
        assert words in result.sentence
    assert result.sentence.endswith(".")


def test_five_policies_are_shipped_and_two_of_them_have_tests():
    assert set(FILES) == set(SILENT) | set(SAID)
    assert {code for code, data in FILES.items() if not data["significance"]} == set(SILENT)


@pytest.mark.parametrize(
    ("operator", "basis", "tier"),
    [
        (Operator.AT_LEAST, MoneyBasis.FULL, "significant"),
        (Operator.MORE_THAN, MoneyBasis.FULL, "desirable"),
        (Operator.AT_LEAST, MoneyBasis.CASH, "desirable"),
    ],
)
def test_operator_and_basis_of_the_money_are_settings(operator, basis, tier):
    tests = version(money_amount="10000", money_operator=operator, money_basis=basis, money_source="3.1")
    assert judge(costing("10000", cash="9000"), Policy(title="Ours"), [tests], IN_FORCE).tier == tier


def test_money_can_be_added_up_over_several_years():
    facts = replace(NOTHING, cash=(pounds("6000"), pounds("5000")), full=(pounds("6000"), pounds("5000")))
    one = version(money_amount="10000", money_source="3.1")
    two = version(money_amount="10000", money_years=2, money_source="3.1")
    assert judge(facts, Policy(title="Ours"), [one], IN_FORCE).tier == "desirable"
    result = judge(facts, Policy(title="Ours"), [two], IN_FORCE)
    assert (
        result.sentence == "Significant: £11,000 over 2 financial years including officer time reaches £10,000 (3.1)."
    )


@pytest.mark.parametrize(
    ("unit", "number", "hours", "tier"),
    [
        (HoursUnit.HOURS_PER_MONTH, "30", "30", "desirable"),
        (HoursUnit.HOURS_PER_MONTH, "30", "30.01", "significant"),
        (HoursUnit.HOURS_PER_WEEK, "1", "4.33", "desirable"),
        (HoursUnit.HOURS_PER_WEEK, "1", "4.34", "significant"),
        (HoursUnit.DAYS_PER_MONTH, "4", "29.6", "desirable"),
        (HoursUnit.DAYS_PER_MONTH, "4", "29.61", "significant"),
    ],
)
def test_the_threshold_of_time_is_counted_in_the_unit_of_the_policy(unit, number, hours, tier):
    tests = version(time_number=number, time_unit=unit, time_source="3.1")
    facts = replace(NOTHING, hours=Decimal(hours))
    assert judge(facts, Policy(title="Ours"), [tests], IN_FORCE).tier == tier


def test_a_longer_day_makes_fewer_days_of_the_same_hours():
    tests = version(time_number="4", time_source="3.1")
    facts = replace(NOTHING, hours=Decimal(30))
    assert judge(facts, Policy(title="Ours", hours_per_day=Decimal("7.4")), [tests], IN_FORCE).tier == "significant"
    assert judge(facts, Policy(title="Ours", hours_per_day=Decimal(8)), [tests], IN_FORCE).tier == "desirable"


def test_a_figure_just_above_the_limit_is_not_said_to_be_the_limit():
    """29.61 hours are 4.00135 days of 7.4 hours: "4 days is more than 4" would contradict itself."""
    tests = version(time_number="4", time_source="3.1")
    facts = replace(NOTHING, hours=Decimal("29.61"))
    said = judge(facts, Policy(title="Ours", hours_per_day=Decimal("7.4")), [tests], IN_FORCE).sentence
    assert "officer time of 4.001 days a month is more than 4" in said


@pytest.mark.parametrize(
    ("day", "tier"), [(date(2021, 3, 31), "significant"), (date(2021, 4, 1), "desirable"), (date(2016, 3, 31), "")]
)
def test_the_version_in_force_on_the_day_counts(day, tier):
    """Another council raised £10,000 to £50,000: the same facts, before and after that day."""
    versions = [
        version(money_amount="50000", money_source="2021", from_on=date(2021, 4, 1)),
        version(money_amount="10000", money_source="2016"),
    ]
    assert judge(costing("12400"), Policy(title="Ours"), versions, day).tier == tier


def test_tests_that_were_switched_off_say_so():
    versions = [
        version(money_amount="10000", money_source="2016"),
        version(is_on=False, source="Council, 3 May 2021", from_on=date(2021, 4, 1)),
    ]
    result = judge(costing("12400"), Policy(title="Our policy"), versions, date(2022, 1, 1))
    assert (result.tier, result.fired, result.unknown) == ("", (), ())
    assert result.sentence == "Our policy has applied no test of significance since 1 April 2021 (Council, 3 May 2021)."


def test_a_kind_of_risk_that_the_policy_does_not_name_decides_nothing():
    tests = version(risk_kinds=["legal"], risk_source="3.1")
    facts = replace(NOTHING, risks=frozenset({"political"}))
    assert judge(facts, Policy(title="Ours"), [tests], IN_FORCE).tier == "desirable"


def test_statute_counts_only_where_the_policy_says_so():
    tests = version(money_amount="10000", money_source="3.1")
    assert judge(replace(NOTHING, is_statutory=True), Policy(title="Ours"), [tests], IN_FORCE).tier == "desirable"


def test_the_tiers_have_the_names_that_the_policy_gives_them():
    policy = Policy(title="Ours", significant_label="Key", desirable_label="Useful")
    tests = version(money_amount="10000", money_source="3.1")
    assert judge(costing("12400"), policy, [tests], IN_FORCE).sentence.startswith("Key: £12,400")
    assert judge(costing("1"), policy, [tests], IN_FORCE).sentence.startswith("Useful: £1 ")
