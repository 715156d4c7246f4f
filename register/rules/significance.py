"""How significant a partnership is to one council, by the tests of its policy (SH-12 to SH-14).

Nothing unknown counts as nought: a test without its figure is not answered, and no tier follows from it. Factors are
evidence for the judgement of risks and no test of their own (SH-13).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from partnerships.templatetags.council import money, plain_number
from register.models import Policy, SignificanceTests
from register.models.choices import HoursUnit, MoneyBasis, Operator, RiskKind, Significance
from register.rules.money import CENT, Total, hours_per_month, together
from register.rules.words import in_list, long_day

FINEST = Decimal("0.000001")
FIRED, QUIET, UNKNOWN = "fired", "quiet", "unknown"
UNITS = {
    HoursUnit.DAYS_PER_MONTH: ("day", "a month"),
    HoursUnit.HOURS_PER_MONTH: ("hour", "a month"),
    HoursUnit.HOURS_PER_WEEK: ("hour", "a week"),
}


@dataclass(frozen=True)
class Facts:
    """One council's part on a day. Cash and full cost are those of financial years, this year's first.

    `risks` are the kinds judged significant: none of them where it is empty, and None where nobody has judged.
    """

    cash: Sequence[Total]
    full: Sequence[Total]
    hours: Decimal | None
    is_statutory: bool | None
    risks: frozenset[str] | None
    factors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """One test: what came of it, in words, what is missing where it cannot be answered, and its paragraph."""

    test: str
    state: str
    words: str
    source: str


@dataclass(frozen=True)
class Result:
    """The tier, empty where none follows; every test; and one sentence that says why."""

    tier: str
    findings: tuple[Finding, ...]
    sentence: str

    @property
    def fired(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.state == FIRED)

    @property
    def unknown(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.state == UNKNOWN)


def in_force(versions: Iterable[SignificanceTests], day: date) -> SignificanceTests | None:
    """The tests of a day: the latest that have begun."""
    return max((each for each in versions if each.from_on <= day), key=lambda each: each.from_on, default=None)


def tier_name(tier: str, policy: Policy) -> str:
    """What the policy calls a tier; empty for none."""
    return {Significance.SIGNIFICANT: policy.significant_label, Significance.DESIRABLE: policy.desirable_label}.get(
        tier, ""
    )


def judge(facts: Facts, policy: Policy, versions: Sequence[SignificanceTests], day: date) -> Result:
    """The tier of one council's part on a day, by the tests that were in force then."""
    tests = in_force(versions, day)
    if tests is None or not tests.is_on:
        return Result("", (), silence(policy, versions, tests, day))
    found = findings(facts, policy, tests)
    if fired := [each for each in found if each.state == FIRED]:
        name = tier_name(Significance.SIGNIFICANT, policy)
        return Result(Significance.SIGNIFICANT, found, f"{name}: {said(fired)}.")
    if unknown := [each for each in found if each.state == UNKNOWN]:
        missing = said(unknown)
        return Result("", found, f"Not known yet: no test is met by what is known, and nobody has said {missing}.")
    name = tier_name(Significance.DESIRABLE, policy)
    return Result(Significance.DESIRABLE, found, f"{name}: {said(found)}.")


def said(found: Sequence[Finding]) -> str:
    """Findings in one sentence; those that come from the same paragraph share it."""
    groups = [(paragraph, [each.words for each in own]) for paragraph, own in groupby(found, lambda each: each.source)]
    parts = [f"{in_list(words)} ({within(paragraph)})" for paragraph, words in groups]
    return "; ".join(parts)


def within(paragraph: str) -> str:
    """A source inside a sentence."""
    return f"b{paragraph[1:]}" if paragraph.startswith("Borrowed from") else paragraph


def silence(policy: Policy, versions: Sequence[SignificanceTests], tests: SignificanceTests | None, day: date) -> str:
    """Why there is no answer: the policy sets no test, none yet, or none any more. Never a false `not significant`."""
    if tests:
        since = f"{long_day(tests.from_on)} ({within(tests.source)})"
        return f"{policy.title} has applied no test of significance since {since}."
    if not versions:
        return f"{policy.title} sets no test of significance."
    first = min(each.from_on for each in versions)
    return (
        f"{policy.title} had no test of significance in force on {long_day(day)}: the first begins on "
        f"{long_day(first)}."
    )


def findings(facts: Facts, policy: Policy, tests: SignificanceTests) -> tuple[Finding, ...]:
    """Every test that the policy sets, answered in the order of the policy."""
    found = []
    if tests.money_amount is not None:
        found.append(of_money(facts, tests))
    if tests.time_number is not None:
        found.append(of_time(facts, policy, tests))
    if tests.risk_kinds:
        found.append(of_risk(facts, tests))
    if tests.statute_counts:
        found.append(of_statute(facts, tests))
    return tuple(found)


def of_money(facts: Facts, tests: SignificanceTests) -> Finding:
    """Pounds of so many financial years against the threshold; what is known may be enough."""
    is_full = tests.money_basis == MoneyBasis.FULL
    figure = together(*(facts.full if is_full else facts.cash)[: tests.money_years])
    period = "a year" if tests.money_years == 1 else f"over {tests.money_years} financial years"
    counted = f"{period} including officer time" if is_full else f"{period} in cash"
    amount = f"{'' if figure.is_complete else 'at least '}{money(figure.amount)} {counted}"
    limit = money(tests.money_amount)
    if meets(figure.amount, tests.money_amount, tests.money_operator):
        verb = "reaches" if tests.money_operator == Operator.AT_LEAST else "is more than"
        return Finding("money", FIRED, f"{amount} {verb} {limit}", tests.money_source)
    if not figure.is_complete:
        known = f", of which {money(figure.amount)} is known" if figure.known else ""
        return Finding("money", UNKNOWN, f"what it costs {counted}{known}", tests.money_source)
    verb = "does not reach" if tests.money_operator == Operator.AT_LEAST else "is not more than"
    return Finding("money", QUIET, f"{amount} {verb} {limit}", tests.money_source)


def of_time(facts: Facts, policy: Policy, tests: SignificanceTests) -> Finding:
    """Officer time against the threshold, both as hours a month, said in the unit of the policy."""
    rates = {"hours_per_day": Decimal(policy.hours_per_day), "weeks_per_year": Decimal(policy.weeks_per_year)}
    noun, period = UNITS[tests.time_unit]
    if facts.hours is None:
        return Finding("time", UNKNOWN, "how much time officers spend on it", tests.time_source)
    limit = hours_per_month(Decimal(tests.time_number), tests.time_unit, **rates)
    one = {
        HoursUnit.DAYS_PER_MONTH: rates["hours_per_day"],
        HoursUnit.HOURS_PER_WEEK: rates["weeks_per_year"] / 12,
    }.get(tests.time_unit, Decimal(1))
    figure = rounded(facts.hours / one, tests.time_number)
    is_met = meets(facts.hours, limit, tests.time_operator)
    verb = {
        (Operator.AT_LEAST, True): "reaches",
        (Operator.AT_LEAST, False): "does not reach",
        (Operator.MORE_THAN, True): "is more than",
        (Operator.MORE_THAN, False): "is not more than",
    }[tests.time_operator, is_met]
    unit = noun if figure == 1 else f"{noun}s"
    words = f"officer time of {written(figure)} {unit} {period} {verb} {plain_number(tests.time_number)}"
    return Finding("time", FIRED if is_met else QUIET, words, tests.time_source)


def written(figure: Decimal) -> str:
    """With all its places, and none that say nothing."""
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(figure: Decimal, limit: Decimal) -> Decimal:
    """A figure in hundredths, or as much finer as it takes not to look like the limit that it only comes near."""
    step = CENT
    while (found := figure.quantize(step, ROUND_HALF_UP)) == limit != figure and step > FINEST:
        step /= 10
    return found


def of_risk(facts: Facts, tests: SignificanceTests) -> Finding:
    """The judged kinds of risk. Factors stand beside the judgement and decide nothing (SH-13)."""
    kinds = [RiskKind(code).label.lower() for code in RiskKind if code in tests.risk_kinds]
    if facts.risks is None:
        either = " or ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))
        return Finding("risk", UNKNOWN, f"whether it carries significant {either} risk", tests.risk_source)
    judged = [RiskKind(code).label.lower() for code in RiskKind if code in facts.risks & set(tests.risk_kinds)]
    if judged:
        return Finding("risk", FIRED, f"{in_list(judged)} risk is judged significant", tests.risk_source)
    return Finding("risk", QUIET, "no risk is judged significant", tests.risk_source)


def of_statute(facts: Facts, tests: SignificanceTests) -> Finding:
    """Whether a statute requires the partnership."""
    state, words = {
        True: (FIRED, "it is a statutory partnership"),
        False: (QUIET, "it is not a statutory partnership"),
        None: (UNKNOWN, "whether it is a statutory partnership"),
    }[facts.is_statutory]
    return Finding("statute", state, words, tests.statute_source)


def meets(figure: Decimal, threshold: Decimal, operator: str) -> bool:
    """£10,000 reaches £10,000, and is not more than it."""
    return figure >= threshold if operator == Operator.AT_LEAST else figure > threshold
