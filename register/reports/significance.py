"""Significance in words: on an entry for each council, and what other tests would change in the whole register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from register.models import Participation, Partnership, SignificanceTests
from register.models.choices import RiskFactor, Significance
from register.permissions import can_rate_partnership, can_settle_significance
from register.reports.parts import Card, Row
from register.rules.saying import risks
from register.rules.significance import Result, in_force, judge, tier_name
from register.rules.words import number_of
from register.workflow.significance import POLICY_TEAM, Standard, parts


@dataclass(frozen=True)
class Judged:
    """One council's part: the record, the answer of the tests, and the words of the policy."""

    part: Participation
    result: Result
    standard: Standard

    def name(self, tier: str) -> str:
        policy = self.standard.policy
        return tier_name(tier, policy) if policy else ""

    def recorded(self) -> str:
        """What stands, and who says so."""
        return self.name(self.part.significance) or self.part.get_significance_display()

    def note(self) -> str:
        """Who settled it, when and why; or where it came from."""
        part = self.part
        if part.significance_source != POLICY_TEAM:
            return part.significance_source
        verb = "Kept" if part.significance_reason else "Confirmed"
        said = f"{verb} by {part.significance_settled_by} on {said_day(part.significance_settled_at)}"
        return f"{said}, because: {part.significance_reason}" if part.significance_reason else f"{said}."


def judged(entry: Partnership, today: date) -> list[Judged]:
    """Every council's part of an entry, in the order of the councils."""
    standard = Standard.current()
    found = {part.pk: part for part in parts(Partnership.objects.filter(pk=entry.pk), today, standard.years)}
    records = entry.participations.select_related("council", "significance_settled_by")
    return [Judged(record, standard.judge(found[record.pk].facts, today), standard) for record in records]


def cards(entry: Partnership, user, today: date) -> tuple[Card, ...]:
    """For each council: what the tests say, what stands, and the risks that were judged."""
    may_settle, may_judge = can_settle_significance(user), can_rate_partnership(user, entry)
    found = []
    for each in judged(entry, today):
        found.append(significance(entry, each, bool(may_settle)))
        if risks_count(each, today):
            found.append(risk(entry, each.part, bool(may_judge)))
    return tuple(found)


def significance(entry: Partnership, each: Judged, may_settle: bool) -> Card:
    url = address("significance_settle", entry, each.part)
    rows = [Row("By the tests", each.result.sentence)]
    rows.append(Row("Recorded", each.recorded(), note=each.note(), absent="Nothing yet"))
    if each.part.is_to_settle:
        computed = each.name(each.part.computed_significance)
        ask = f"Confirm {computed}, or keep another with your reason"
        waits = f"The policy team has yet to confirm {computed} or to keep another."
        rows.append(Row("To settle", missing_url=url, remedy=ask) if may_settle else Row("To settle", waits))
    title = f"Significance to {each.part.council.name}"
    return Card(title, tuple(rows), f"significance-{each.part.pk}", url if may_settle else "")


def risk(entry: Partnership, part: Participation, may_judge: bool) -> Card:
    url = address("significance_risks", entry, part)
    asked = {"missing_url": url, "remedy": "Judge the risks"} if may_judge else {}
    factors = tuple(factor.label for factor in RiskFactor if factor in part.risk_factors)
    rows = (
        Row("Judged significant", risks(part.risk_kinds), absent="Not judged", **asked),
        Row("Taken into account", lines=factors, absent="Nothing noted"),
        Row("What it rests on", part.risk_evidence, absent="Nothing noted"),
    )
    return Card(f"Risks judged for {part.council.name}", rows, f"risks-{part.pk}", url if may_judge else "")


def risks_count(each: Judged, today: date) -> bool:
    """Do risks decide today, or has somebody judged them before?"""
    tests = in_force(each.standard.versions, today)
    return bool(each.part.risk_kinds) or bool(tests and tests.is_on and tests.risk_kinds)


def address(page: str, entry: Partnership, part: Participation) -> str:
    return reverse(f"register:{page}", args=[entry.reference, part.pk])


@dataclass(frozen=True)
class Effect:
    """What other tests would change: entries by name that become significant, or no longer are, and how many parts
    could not be answered.
    """

    gained: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]
    unanswered: int
    label: str

    @property
    def sentence(self) -> str:
        """17 entries would become Significant and 2 would no longer be."""
        gained = f"{number_of(len(self.gained), 'entry', 'entries')} would become {self.label}"
        lost = f"{len(self.lost):,} would no longer be" if self.lost else "none would no longer be"
        said = f"{gained if self.gained else f'No entry would become {self.label}'}, {lost}."
        if not self.unanswered:
            return said
        parts = number_of(self.unanswered, "council’s part", "councils’ parts")
        return f"{said} There is no answer for {parts}, because figures or judgements are missing or nothing is tested."

    @property
    def groups(self) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
        """What would change, each with its heading; nothing where nothing would."""
        found = [(f"Would become {self.label}", self.gained), (f"Would no longer be {self.label}", self.lost)]
        return [(heading, entries) for heading, entries in found if entries]


def effect(proposed: SignificanceTests, standard: Standard, today: date) -> Effect:
    """Active entries under the tests of today and under proposed ones, with the facts as they are today."""
    entries = Partnership.objects.active()
    years = max(standard.years, proposed.money_years)
    gained, lost, unanswered = set(), set(), 0
    for part in parts(entries, today, years):
        now = standard.judge(part.facts, today).tier
        then = judge(part.facts, proposed.policy, [proposed], proposed.from_on).tier
        unanswered += not then
        if (now == Significance.SIGNIFICANT) != (then == Significance.SIGNIFICANT):
            (gained if then == Significance.SIGNIFICANT else lost).add(part.entry)
    label = tier_name(Significance.SIGNIFICANT, proposed.policy)
    return Effect(named(gained - lost), named(lost - gained), unanswered, label)


def named(keys: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """Reference and name of some entries, by name."""
    return tuple(Partnership.objects.filter(pk__in=keys).order_by("name_key", "pk").values_list("reference", "name"))
