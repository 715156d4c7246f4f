"""How ready the council is to leave: what is known beforehand, what is at stake, and what ends soon (B15-25, H14-35).

All of it is read from entries that hold their lines in memory; `READ` says which.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Manager
from django.utils.timezone import localdate

from partnerships.checking import Place
from partnerships.templatetags.council import yes_no
from register.models import OtherFunding, Partnership, Policy
from register.models.appointments import Cover
from register.models.choices import AGREEMENT_KINDS, CURRENT, GOING_ON, LinkKind
from register.rules.agreements import begins_later, holds, is_agreed
from register.rules.checks.where import add, field, months_before, page, significant
from register.rules.checks.where import kept as not_removed
from register.rules.money import year_name
from register.rules.words import in_list, long_day, number_of
from reviews.models import ExitStrategy
from reviews.models.choices import ExitCause, ExitStatus
from reviews.rules.recommendations import after_months

READ = (
    "participations",
    "documents__renewed_by",
    "other_funding__organisation",
    "links_from__partnership",
    "seats__appointments",
    "exit_strategies",
)
SET_ASIDE = (ExitStatus.REVERSED, ExitStatus.CLOSED)
TOLD = (ExitStatus.SUBMITTED, ExitStatus.WITH_BODIES, ExitStatus.APPROVED, ExitStatus.IMPLEMENTING)
NOTHING = frozenset({"none", "no", "nil", "nothing", "not applicable", "n/a"})


@dataclass(frozen=True)
class Ending:
    """Something that ends soon, and what an exit strategy for it is opened for."""

    cause: ExitCause
    what: str
    on: date

    @property
    def words(self) -> str:
        return f"{self.what}: {long_day(self.on)}."


@dataclass(frozen=True)
class Fact:
    """One thing that must be known before the council leaves: what the register says, where, and where to mend it."""

    title: str
    lines: tuple[str, ...]
    source: str
    place: Place

    @property
    def is_known(self) -> bool:
        return bool(self.lines)


def kept(lines: Manager) -> list:
    """Those not taken off the entry, in the order in which they were recorded."""
    return sorted(not_removed(lines.all()), key=attrgetter("pk"))


def endings(entry: Partnership, day: date, policy: Policy) -> list[Ending]:
    """What of the entry ends within the months of the policy, the earliest first; a project may have ended before."""
    last = after_months(day, policy.exit_months)
    found = [*project_end(entry, last), *agreement_ends(entry, day, last), *funding_ends(entry, day, last)]
    return sorted(found, key=lambda each: (each.on, each.what))


def project_end(entry: Partnership, last: date) -> Iterator[Ending]:
    if entry.project_ends_on and entry.project_ends_on <= last:
        yield Ending(ExitCause.PROJECT_ENDS, "End of the project", entry.project_ends_on)


def agreement_ends(entry: Partnership, day: date, last: date) -> Iterator[Ending]:
    """What is agreed, has begun and is not renewed."""
    for each in kept(entry.documents):
        is_running = each.kind in AGREEMENT_KINDS and is_agreed(each) and not begins_later(each, day)
        if is_running and each.ends_on and day <= each.ends_on <= last:
            yield Ending(ExitCause.PROJECT_ENDS, f"End of “{each}”", each.ends_on)


def funding_ends(entry: Partnership, day: date, last: date) -> Iterator[Ending]:
    for each in funders(entry):
        if each.ends_on and day <= each.ends_on <= last:
            yield Ending(ExitCause.FUNDING_ENDS, f"End of the money from {payer(each)}", each.ends_on)


def first_end(entry: Partnership, since: date) -> date | None:
    """By when a strategy that was opened on a day is written: the first end of an agreement or of outside money from
    then on, or the end of the project.
    """
    last = date.max
    found = (*project_end(entry, last), *agreement_ends(entry, since, last), *funding_ends(entry, since, last))
    return min((each.on for each in found), default=None)


def funders(entry: Partnership) -> list[OtherFunding]:
    """What each partner or funder puts in, in the newest financial year that is recorded of them."""
    lines = [each for each in kept(entry.other_funding) if each.direction == OtherFunding.Direction.MATCH]
    newest: dict[int | None, int] = {}
    for each in lines:
        newest[each.organisation_id] = max(each.financial_year, newest.get(each.organisation_id, 0))
    return [each for each in lines if each.financial_year == newest[each.organisation_id]]


def payer(line: OtherFunding) -> str:
    return str(line.organisation or "a funder who is not named")


def is_standing(strategy: ExitStrategy, since: date) -> bool:
    """Is it under way or completed, or was it reversed or closed no earlier than on a day?"""
    if strategy.status not in SET_ASIDE:
        return True
    return localdate(strategy.reversed_at or strategy.closed_at) >= since


def answers(strategy: ExitStrategy, ending: Ending, since: date) -> bool:
    """Does it stand for what an end asks for? One that was reversed or closed stands for the end that opened it until
    its day is another, and for other ends since a day.
    """
    if strategy.status in SET_ASIDE and f"{ending.what}: " in strategy.cause_note:
        return ending.words in strategy.cause_note
    return is_standing(strategy, since)


def is_planned(entry: Partnership, day: date, policy: Policy) -> bool:
    """An exit strategy is under way or completed, or was set aside within the policy's months."""
    since = months_before(day, policy.exit_months)
    return any(is_standing(each, since) for each in entry.exit_strategies.all())


def unanswered(entry: Partnership, day: date, policy: Policy) -> list[Ending]:
    """What ends soon and no exit strategy stands for, the earliest first."""
    since, known = months_before(day, policy.exit_months), list(entry.exit_strategies.all())
    found = endings(entry, day, policy)
    return [ending for ending in found if not any(answers(each, ending, since) for each in known)]


def is_due(entry: Partnership, day: date, policy: Policy) -> bool:
    """Is an exit strategy due: something ends soon, and none answers it? (H14-35)"""
    return entry.status in GOING_ON and bool(unanswered(entry, day, policy))


def facts(entry: Partnership, day: date) -> list[Fact]:
    """What must be known before the council leaves, each with what the register says of it."""
    held = [each for each in kept(entry.documents) if holds(each, day)]
    paid = funders(entry)
    agreements = "Agreements and documents"
    return [
        Fact("Notice", tuple(notices(held)), agreements, page("register:governance", "documents")),
        said(entry, "exit_terms", "Terms of leaving"),
        said(entry, "assets_held", "Assets held"),
        Fact("Staff", tuple(staff(entry)), "What it has of its own", field("has_own_staff")),
        Fact("Insurance", tuple(insured(entry)), "If the council left, and places", field("insurance")),
        said(entry, "liabilities", "Guarantees and liabilities"),
        Fact(
            "Data and records", tuple(data(entry)), "If the council left, and what partners share", field("data_held")
        ),
        Fact("Other funders", tuple(funds(paid)), "Money of others", add("funding")),
        Fact("What depends on it", tuple(dependants(entry)), "If the council left, and links", field("depends_on_it")),
        Fact("Impact of leaving", texts(entry.exit_impact), "Risk, value and position", field("exit_impact")),
        Fact(
            "End of the project or agreement",
            tuple(ends(entry, held)),
            "If the council left, and agreements",
            field("project_ends_on"),
        ),
        Fact("End of outside money", tuple(ends_of_money(paid)), "Money of others", page("register:money", "funding")),
        said(entry, "exit_owner_post", "Answers for the exit strategy"),
    ]


def said(entry: Partnership, name: str, title: str) -> Fact:
    """What the entry itself says."""
    return Fact(title, texts(getattr(entry, name)), "If the council left", field(name))


def texts(*words: str) -> tuple[str, ...]:
    return tuple(each for each in words if each.strip())


def notices(held: list) -> Iterator[str]:
    for each in held:
        if each.notice_months is not None:
            yield (
                f"{number_of(each.notice_months, 'month')} under “{each}”"
                if each.notice_months
                else f"None under “{each}”"
            )


def staff(entry: Partnership) -> Iterator[str]:
    if entry.has_own_staff is not None:
        yield f"It employs staff: {yes_no(entry.has_own_staff)}"


def insured(entry: Partnership) -> Iterator[str]:
    """What is said of the partnership, and who answers for those who sit on it."""
    yield from texts(entry.insurance)
    sitting = [each for seat in kept(entry.seats) for each in seat.appointments.all() if each.status == "appointed"]
    for cover in Cover:
        if count := sum(each.cover == cover for each in sitting):
            yield f"{number_of(count, 'representative')}: {cover.label}"


def data(entry: Partnership) -> Iterator[str]:
    yield from texts(entry.data_held)
    if entry.data_sharing:
        yield f"Data sharing agreement: {entry.data_sharing}"


def funds(paid: list[OtherFunding]) -> Iterator[str]:
    for each in paid:
        yield f"{payer(each)}, {year_name(each.financial_year)}"


def dependants(entry: Partnership) -> Iterator[str]:
    yield from texts(entry.depends_on_it)
    if names := [str(each.partnership) for each in reporting(entry)]:
        yield f"These report to it: {in_list(names)}"


def reporting(entry: Partnership) -> list:
    """The links of partnerships that report to it."""
    links = kept(entry.links_from)
    return [each for each in links if each.kind == LinkKind.REPORTS_TO and each.partnership.status in CURRENT]


def ends(entry: Partnership, held: list) -> Iterator[str]:
    if entry.project_ends_on:
        yield f"The project: {long_day(entry.project_ends_on)}"
    for each in held:
        if each.ends_on:
            yield f"“{each}”: {long_day(each.ends_on)}"


def ends_of_money(paid: list[OtherFunding]) -> Iterator[str]:
    for each in paid:
        if each.ends_on:
            yield f"{payer(each)}: {long_day(each.ends_on)}"


def is_something(text: str) -> bool:
    """Said, and not said to be nothing."""
    plain = text.strip().rstrip(".").casefold()
    return bool(plain) and plain not in NOTHING


@dataclass(frozen=True)
class Stake:
    """What decides how exposed the council is, read from one entry or from many at once."""

    is_significant: bool
    is_reported_to: bool
    has_notice: bool
    has_strategy: bool
    is_statutory: bool | None
    is_attendance_obligatory: bool | None
    has_own_staff: bool | None
    liabilities: str
    depends_on_it: str
    exit_impact: str
    exit_terms: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it would hurt if it failed: the more there are, the more exposed the council is."""
        blind = not (self.has_notice or self.has_strategy or self.exit_impact.strip() or self.exit_terms.strip())
        found = (
            (self.is_significant, "It is significant"),
            (self.is_statutory, "The law asks for it"),
            (self.is_attendance_obligatory, "The council is obliged to attend"),
            (self.has_own_staff, "It employs staff"),
            (is_something(self.liabilities), "There are guarantees or liabilities"),
            (self.is_reported_to or is_something(self.depends_on_it), "Others depend on it"),
            (blind, "Nobody has said how to leave"),
        )
        return tuple(words for applies, words in found if applies)


# What of a stake stands on the entry itself.
ELSEWHERE = ("is_significant", "is_reported_to", "has_notice", "has_strategy")
OWN = tuple(name for name in Stake.__annotations__ if name not in ELSEWHERE)


def stake_of(entry: Partnership, day: date) -> Stake:
    held = [each for each in kept(entry.documents) if holds(each, day)]
    own = {name: getattr(entry, name) for name in OWN}
    strategy = strategy_of(entry) is not None
    return Stake(significant(entry), bool(reporting(entry)), any(notices(held)), strategy, **own)


def strategy_of(entry: Partnership) -> ExitStrategy | None:
    """The exit strategy that says how it is left: one that is handed in, or further; as `ExitStrategyQuerySet.told`."""
    return next((each for each in entry.exit_strategies.all() if each.status in TOLD), None)
