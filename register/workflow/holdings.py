"""What people hold in the register, and how each kind of thing changes hands when somebody leaves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from partnerships.holdings import Holding, Judge, Kind
from partnerships.models import User
from partnerships.roles import OFFICERS, Role
from partnerships.saving import Edit, Versioned, claimed, claimed_many
from partnerships.verdict import Refused
from register.models import Concern, Participation, Partnership, ProgrammeItem, Seat, ServiceReturn, Theme, Verification
from register.models.choices import CURRENT
from register.permissions.verifications import VERIFIERS, unfit_to_verify
from register.rules import appointments as rules
from register.rules.concerns import advisers, everybody_who_advises
from register.workflow.appointments import appoint
from register.workflow.seats import APPOINTMENTS, vacated

MANAGERS = frozenset({Role.HEAD_OF_SERVICE, Role.CORPORATE_MANAGER})
COUNCILLORS = frozenset({Role.COUNCILLOR})
EVERYTHING = Q()


@dataclass(frozen=True)
class Named:
    """A column that names a person. `path` leads from the record to its entry, and is blank for lists."""

    key: str
    part: str
    model: type[Versioned]
    column: str
    roles: frozenset[str]
    needs: str
    path: str = "partnership"
    standing: Q = EVERYTHING
    cleared: dict[str, str] = field(default_factory=dict)
    may_be_nobody: bool = True

    def records(self) -> QuerySet:
        """The records of this kind that still stand, those of active entries alone."""
        found = self.model._default_manager.filter(self.standing)
        if self.path:
            entry = "" if self.path == "pk" else f"{self.path}__"
            found = found.filter(**{f"{entry}status__in": CURRENT})
            found = found if self.path == "pk" else found.select_related(self.path)
        return found.order_by("pk")

    def of(self, user: User) -> list[Holding]:
        return [self.holding(record) for record in self.records().filter(**{self.column: user})]

    def open(self, records: Iterable[int]) -> list[Holding]:
        vacant = self.records().filter(pk__in=records, **{f"{self.column}__isnull": True})
        return [self.holding(record) for record in vacant]

    def judge(self, records: Iterable[int]) -> Judge:
        return lambda person, record: self.unfit(person)

    def unfit(self, person: User) -> str:
        return "" if person.has_role(*self.roles) else f"{person} is not {self.needs}, which this needs."

    def holding(self, record) -> Holding:
        return Holding(self.key, record.pk, self.part, self.title(record), self.url(record))

    def title(self, record) -> str:
        return str(record if self.path in ("", "pk") else record.partnership)

    def url(self, record) -> str:
        entry = record if self.path == "pk" else record.partnership
        return reverse("register:people", args=[entry.reference])

    def hand_over(self, pairs: list[tuple[int, User | None]], leaver: User, on: date, **who: Any) -> None:
        successors = dict(pairs)
        still = self.records().filter(pk__in=successors, **{self.column: leaver})
        edits = [Edit(each.pk, each.version, self.changes(successors[each.pk])) for each in still]
        claimed_many(self.model, edits, **who)

    def changes(self, successor: User | None) -> dict[str, Any]:
        return {self.column: successor, **({} if successor else self.cleared)}


@dataclass(frozen=True)
class ThemeDefault(Named):
    """Who leads or answers for a theme unless an entry says otherwise (SH-11)."""

    def url(self, record) -> str:
        return reverse("admin:register_theme_change", args=[record.pk])


@dataclass(frozen=True)
class Money(Named):
    """A portfolio is read beside what the council puts in."""

    def url(self, record) -> str:
        return reverse("register:money", args=[record.partnership.reference])


@dataclass(frozen=True)
class Returns(Named):
    """The return of a service in a collection that is open (H11-27)."""

    def title(self, record) -> str:
        return str(record)

    def url(self, record) -> str:
        return reverse("register:service_return", args=[record.pk])


@dataclass(frozen=True)
class Verifications(Named):
    """Governance that somebody is to verify. It goes to somebody who may, never to nobody."""

    def judge(self, records: Iterable[int]) -> Judge:
        lines = {each.pk: each for each in self.records().filter(pk__in=records)}

        def unfit(person: User, record: int) -> str:
            return unfit_to_verify(person, lines[record].partnership) if record in lines else ""

        return unfit

    def open(self, records: Iterable[int]) -> list[Holding]:
        return []

    def url(self, record) -> str:
        return reverse("register:verification", args=[record.pk])


@dataclass(frozen=True)
class Concerns(Named):
    """A concern that waits for advice. It goes to somebody else who may advise, never to nobody (B15-19)."""

    def of(self, user: User) -> list[Holding]:
        return [self.holding(concern) for concern in self.records().waiting_for(user)]

    def open(self, records: Iterable[int]) -> list[Holding]:
        return []

    def judge(self, records: Iterable[int]) -> Judge:
        """A corporate manager or the portfolio holder of that very entry, and nobody who raised the concern."""
        concerns = {each.pk: each for each in self.records().filter(pk__in=records)}
        may_advise = set(everybody_who_advises(each.partnership_id for each in concerns.values()))

        def unfit(person: User, record: int) -> str:
            concern = concerns.get(record)
            if concern is None:
                return ""
            if concern.raised_by_id == person.pk:
                return f"{person} raised this concern. Choose somebody else."
            fit = {(person.pk, None), (person.pk, concern.partnership_id)} & may_advise
            return "" if fit else f"{person} is not {self.needs}, which this needs."

        return unfit

    def title(self, record) -> str:
        return f"{record}, {record.partnership}"

    def url(self, record) -> str:
        return reverse("register:concern", args=[record.pk])

    def hand_over(self, pairs: list[tuple[int, User | None]], leaver: User, on: date, **who: Any) -> None:
        for pk, successor in pairs:
            concern = self.records().waiting_for(leaver).filter(pk=pk).first()
            if concern is None:
                continue
            fit = advisers(concern.partnership, concern.raised_by_id)
            if successor is None or not fit.filter(pk=successor.pk).exists():
                raise Refused(f"“{concern}” waits for advice. Choose a corporate manager or the portfolio holder.")
            column = "escalated_to" if concern.escalated_to_id else "addressed_to"
            claimed(Concern, pk, concern.version, {column: successor}, **who)


@dataclass(frozen=True)
class Seats(Named):
    """A place. Its appointment ends, and the successor is appointed; nobody: the place is vacant (H14-27)."""

    def judge(self, records: Iterable[int]) -> Judge:
        """A place for a member takes councillors, a place for an officer takes officers."""
        seats = {seat.pk: seat for seat in self.records().filter(pk__in=records)}

        def unfit(person: User, record: int) -> str:
            return self.unfit(person) or (rules.unfit(seats[record], person) if record in seats else "")

        return unfit

    def open(self, records: Iterable[int]) -> list[Holding]:
        return [self.holding(seat) for seat in self.records().filter(pk__in=records, is_vacant=True)]

    def hand_over(self, pairs: list[tuple[int, User | None]], leaver: User, on: date, **who: Any) -> None:
        successors = dict(pairs)
        for seat in self.records().filter(pk__in=successors, holder=leaver):
            for appointment in seat.appointments.in_force(on).filter(holder=leaver):
                ended = {"ends_on": on, "ended_reason": who["reason"]}
                APPOINTMENTS.perform("end", appointment, changes=ended, **who)
            if successor := successors[seat.pk]:
                appoint(seat, {"holder": successor, "starts_on": on}, version=seat.version, **who)
            else:
                claimed(Seat, seat.pk, seat.version, vacated(seat), **who)


KINDS: tuple[Kind, ...] = (
    Named(
        "lead_officer", "Lead officer", Partnership, "lead_officer", OFFICERS, "an officer", "pk",
        cleared={"lead_officer_post": ""},
    ),
    Named(
        "head_of_service", "Head of service", Partnership, "head_of_service", MANAGERS,
        "a head of service or corporate manager", "pk",
    ),
    Named("supporting_officer", "Supporting officer", Partnership, "supporting_officer", OFFICERS, "an officer", "pk"),
    Money("portfolio", "Portfolio holder", Participation, "lead_member", COUNCILLORS, "a councillor"),
    Seats(
        "seat", "Representative", Seat, "holder", OFFICERS | COUNCILLORS, "an officer or a councillor",
        standing=Q(removed_at__isnull=True),
    ),
    Named(
        "programme", "Reports on", ProgrammeItem, "responsible", OFFICERS, "an officer",
        standing=Q(removed_at__isnull=True),
    ),
    Concerns(
        "concern", "Advises on", Concern, "addressed_to", MANAGERS | COUNCILLORS,
        "a corporate manager or the portfolio holder of this entry", may_be_nobody=False,
    ),
    Verifications(
        "verification", "Verifies the governance of", Verification, "verifier", VERIFIERS,
        "a policy officer or an auditor", standing=Q(status="planned"), may_be_nobody=False,
    ),
    Returns(
        "service_return", "Chief officer of a return", ServiceReturn, "chief_officer", MANAGERS,
        "a head of service or corporate manager", "",
        Q(round__status="open") & ~Q(status__in=["certified", "accepted"]),
    ),
    ThemeDefault(
        "theme_officer", "Lead officer by default", Theme, "lead_officer", OFFICERS, "an officer", "",
        Q(is_retired=False),
    ),
    ThemeDefault(
        "theme_member", "Portfolio holder by default", Theme, "lead_member", COUNCILLORS, "a councillor", "",
        Q(is_retired=False),
    ),
)  # fmt: skip


def kinds() -> tuple[Kind, ...]:
    """The register's kinds, contributed under `holdings`."""
    return KINDS
