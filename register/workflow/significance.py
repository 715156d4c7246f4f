"""Significance: computed whenever money, hours, rates or tests change, and settled by the policy team (SH-12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from partnerships.saving import announce, claimed, derive_many
from partnerships.verdict import require
from register import permissions
from register.models import Contribution, HourlyRate, Participation, Partnership, Policy, SignificanceTests
from register.models.choices import NO_RISK, RiskFactor, RiskKind
from register.querysets import PartnershipQuerySet
from register.reports.figures import Figures
from register.rules.money import Total, financial_year
from register.rules.significance import Facts, Result, judge

COUNTED = {Contribution, HourlyRate, Participation, Partnership}
JUDGED = (
    "pk",
    "partnership",
    "computed_significance",
    "significance",
    "significance_answered",
    "partnership__is_statutory",
    "risk_kinds",
    "risk_factors",
)
OWN = 5
POLICY_TEAM = "Policy team"
CHANGED_MEANWHILE = "The tests give another answer by now. Look at it again, and settle that."
NO_REASON = "Say why the significance is not what the tests say."


@dataclass(frozen=True)
class Standard:
    """The policy in use, with every version of its tests."""

    policy: Policy | None
    versions: tuple[SignificanceTests, ...]

    @classmethod
    def current(cls) -> "Standard":
        policy = Policy.objects.filter(is_current=True).first()
        return cls(policy, tuple(policy.significance_tests.all()) if policy else ())

    @property
    def years(self) -> int:
        """How many financial years its tests look at, at most."""
        return max((each.money_years for each in self.versions), default=1)

    def judge(self, facts: Facts, day: date) -> Result:
        """The answer for one council's part; where no policy is loaded, in words that say so."""
        if self.policy is None:
            return Result("", (), "No policy is loaded, so there is no test of significance.")
        return judge(facts, self.policy, self.versions, day)


@dataclass(frozen=True)
class Part:
    """One council's part with what its significance is judged by."""

    pk: int
    entry: int
    computed: str
    recorded: str
    answered: str
    facts: Facts


def parts(entries: PartnershipQuerySet, day: date, years: int) -> list[Part]:
    """The parts of some entries with their facts on a day, in the same few queries however many there are."""
    rows = Participation.objects.filter(partnership__in=entries.order_by().values("pk"))
    costs = costs_of(entries, day, years)
    found = rows.order_by("pk").values_list(*JUDGED)
    return [Part(*row[:OWN], facts(costs[row[0]], *row[OWN:])) for row in found]


def facts(cost: tuple, is_statutory: bool | None, kinds: list, factors: list) -> Facts:
    risks = frozenset(kinds) - {NO_RISK} if kinds else None
    return Facts(*cost, is_statutory, risks, frozenset(factors))


def costs_of(entries: PartnershipQuerySet, day: date, years: int) -> dict[int, tuple]:
    """For each part: its cash and its full cost year by year, this year's first, and its hours a month."""
    found: dict[int, tuple[list[Total], list[Total], object]] = {}
    for back in range(years):
        figures = Figures(entries, financial_year(day) - back)
        for part in (each for own in figures.parts.values() for each in own):
            cash, full, _ = found.setdefault(part.pk, ([], [], part.hours))
            cost = figures.cost(part)
            cash.append(cost.cash)
            full.append(cost.full)
    return found


def recompute(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """Bring the computed tiers of these entries up to date. Writes only what changed."""
    if not COUNTED.isdisjoint(models):
        bring_up_to_date(Partnership._base_manager.filter(pk__in=ids), localdate(at))


def recompute_all(*, by, at: datetime) -> None:
    """The same for the whole register: after a change of policy, tests or rates, and every day.

    Every app is told of the entries whose answer changed.
    """
    announce(bring_up_to_date(Partnership._base_manager.all(), localdate(at)), Participation, by=by, at=at)


def bring_up_to_date(entries: PartnershipQuerySet, day: date) -> set[int]:
    """The entries of which something changed."""
    standard = Standard.current()
    values, changed = {}, set()
    for part in parts(entries, day, standard.years):
        tier = standard.judge(part.facts, day).tier
        answered = part.answered if part.answered == answer(tier, part.recorded) else ""
        if (tier, answered) != (part.computed, part.answered):
            values[part.pk] = {"computed_significance": tier, "significance_answered": answered}
            changed.add(part.entry)
    derive_many(Participation, values)
    return changed


def answer(computed: str, recorded: str) -> str:
    """What was settled: the tier that the tests gave, and the tier that stands. Either changing asks again."""
    return f"{computed}:{recorded}"


def settle(part: Participation, tier: str, reason: str, *, shown: str, version: int, by, at: datetime) -> Participation:
    """Record a tier: that of the tests confirms them, another overrides them and needs a reason.

    `shown` is the computed tier that the person saw. Raises ValidationError when it changed meanwhile or the reason is
    missing, Refused, or Conflict; nothing is written then.
    """
    require(permissions.can_settle_significance(by))

    def guard(current: Participation) -> None:
        if current.computed_significance != shown:
            raise ValidationError(CHANGED_MEANWHILE)

    if tier != shown and not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    changes = {
        "significance": tier,
        "significance_source": POLICY_TEAM,
        "significance_reason": "" if tier == shown else reason.strip(),
        "significance_settled_at": at,
        "significance_settled_by": by,
        "significance_answered": answer(shown, tier),
    }
    return claimed(Participation, part.pk, version, changes, by=by, at=at, reason=reason.strip(), guard=guard)


def judge_risks(
    part: Participation, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> Participation:
    """Record which kinds of risk are judged significant, what was taken into account, and what it rests on."""
    require(permissions.can_rate_partnership(by, part.partnership))
    changes = dict(changes)
    if "risk_kinds" in changes:
        kinds = changes["risk_kinds"]
        none = [NO_RISK] if NO_RISK in kinds else []
        changes["risk_kinds"] = [kind.value for kind in RiskKind if kind in kinds] or none
    if "risk_factors" in changes:
        changes["risk_factors"] = [factor.value for factor in RiskFactor if factor in changes["risk_factors"]]
    return claimed(Participation, part.pk, version, changes, by=by, at=at, reason=reason)
