"""Running the checks: which apply in what form, over which entries, and what they find. Nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Model, Prefetch, Q, QuerySet

from assessments.models import CheckSetting
from partnerships.checking import Check, Found, Looking, checks
from register.models import Partnership
from register.models.choices import CURRENT

CHUNK = 500
# What checks look at: active entries that somebody accepted and that describe one partnership.
CHECKED = Q(status__in=CURRENT, is_to_be_removed=False, describes_several=False)
Looks = Iterator[tuple[list[int], list["Hit"]]]
READ_WITH = ("type", "lead_officer", "head_of_service")


@dataclass(frozen=True)
class Rule:
    """A check as the policy in use has it."""

    check: Check
    severity: str
    limit: Decimal | None
    source: str
    is_on: bool = True


@dataclass(frozen=True)
class Hit:
    """One thing found, by which rule."""

    rule: Rule
    found: Found

    @property
    def key(self) -> tuple[int | None, str, str]:
        return self.found.entry, self.rule.check.code, self.found.about


def rule_of(check: Check, setting: CheckSetting | None) -> Rule:
    """What a setting leaves blank is as usual."""
    if setting is None:
        return Rule(check, check.severity, check.limit, check.source)
    limit = check.limit if setting.limit is None else setting.limit
    return Rule(check, setting.severity or check.severity, limit, setting.source or check.source, setting.is_on)


def rules() -> dict[str, Rule]:
    """Every check as the policy in use has it, those switched off included."""
    settings = {each.code: each for each in CheckSetting.objects.filter(policy__is_current=True)}
    return {code: rule_of(check, settings.get(code)) for code, check in checks().items()}


def in_use(of_council: bool = False) -> list[Rule]:
    """The rules that run."""
    return [rule for rule in rules().values() if rule.is_on and rule.check.is_of_council == of_council]


def checked() -> QuerySet[Partnership]:
    """The entries that checks look at."""
    return Partnership.objects.accepted().filter(CHECKED)


def loaded(entries: QuerySet[Partnership], wanted: Iterable[Rule]) -> list[Partnership]:
    """Entries with all that these rules read, in as many queries as there are relations."""
    needs = {need for rule in wanted for need in rule.check.needs}
    return list(entries.select_related(*READ_WITH).prefetch_related(*fetching(Partnership, needs)).order_by("pk"))


def fetching(model: type[Model], needs: Iterable[str]) -> list[Prefetch]:
    """A query for each relation to many, in no order; what each of those points to comes with it."""
    after: dict[str, set[str]] = {}
    for need in sorted(needs):
        first, _, rest = need.partition("__")
        after.setdefault(first, set()).update([rest] if rest else [])
    found = []
    for name, rests in after.items():
        related = model._meta.get_field(name).related_model
        joined = sorted(rest for rest in rests if is_single(related, rest))
        rows = related._default_manager.order_by()
        rows = rows.select_related(*joined) if joined else rows
        found.append(Prefetch(name, rows.prefetch_related(*fetching(related, rests - {*joined}))))
    return found


def is_single(model: type[Model], path: str) -> bool:
    """Does each step of the path lead to one record?"""
    name, _, rest = path.partition("__")
    relation = model._meta.get_field(name)
    return not (relation.one_to_many or relation.many_to_many) and (not rest or is_single(relation.related_model, rest))


def look(entries: list[Partnership], wanted: Iterable[Rule], looking: Looking) -> Iterator[Hit]:
    """What the rules find on entries that are loaded."""
    for rule in wanted:
        for found in rule.check.found(entries, looking.with_limit(rule.limit)):
            yield Hit(rule, found)


def look_at_all(day: date, wanted: list[Rule], pks: Iterable[int] | None = None) -> Looks:
    """What the rules find on a day, so many entries at a time: (their keys, the hits)."""
    looking = Looking(day)
    asked = sorted(checked().order_by().values_list("pk", flat=True) if pks is None else pks)
    for start in range(0, len(asked), CHUNK):
        chunk = asked[start : start + CHUNK]
        yield chunk, list(look(loaded(checked().filter(pk__in=chunk), wanted), wanted, looking))


def of_council(day: date) -> list[Hit]:
    """What is wrong with the council as a whole."""
    return list(look([], in_use(of_council=True), Looking(day)))


def applicable(entry: Partnership, wanted: list[Rule], day: date) -> list[Rule]:
    """The rules that are asked of one loaded entry at all."""
    looking = Looking(day)
    return [rule for rule in wanted if rule.check.applies(entry, looking.with_limit(rule.limit))]


def counted(hits: Iterable[Hit]) -> Mapping[str, int]:
    """How many entries each check finds something on."""
    found: dict[str, set] = {}
    for hit in hits:
        found.setdefault(hit.rule.check.code, set()).add(hit.found.entry)
    return {code: len(entries) for code, entries in found.items()}
