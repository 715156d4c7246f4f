"""How far a collection has come, service by service, and what of it waits for whom (H11-27, W09-03)."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from partnerships.roles import Role
from partnerships.work import Task, told
from register.models import CollectionRound, Contribution, Partnership, Questionnaire, ServiceReturn
from register.rules.returns import GONE

Status, Budget = ServiceReturn.Status, Questionnaire.Budget


@dataclass(frozen=True)
class Progress:
    """One service's return in the collection."""

    service_return: ServiceReturn
    listed: int
    answered: int
    is_overdue: bool


@dataclass(frozen=True)
class Unbudgeted:
    """One partnership whose contribution is not plainly in the budget, and why."""

    row: Questionnaire
    why: str


@dataclass(frozen=True)
class Standing:
    """All of a collection's page."""

    rows: list[Progress]
    tiles: list[dict]
    missing: list[ServiceReturn]
    without_service: int
    exceptions: list[Unbudgeted]

    @property
    def outstanding(self) -> int:
        """Returns that nobody has certified."""
        return sum(row.service_return.status not in ServiceReturn.ANSWERED for row in self.rows)


def standing(collection: CollectionRound, today: date) -> Standing:
    """Progress by service, who is overdue, nil returns, and the partnerships that the lists lack."""
    answered = Count("questionnaires", filter=~Q(questionnaires__answer=""))
    returns = collection.returns.select_related("service", "chief_officer", "round", "certified_by").annotate(
        listed=Count("questionnaires"), answered=answered
    )
    is_open = collection.status == CollectionRound.Status.OPEN
    rows = [Progress(each, each.listed, each.answered, is_open and each.is_overdue(today)) for each in returns]
    entries = Partnership.objects.active().accepted().of_council(collection.council)
    return Standing(
        rows,
        tiles(rows),
        [row.service_return for row in rows if row.service_return.missing],
        entries.filter(service=None).distinct().count(),
        exceptions(collection),
    )


def exceptions(collection: CollectionRound) -> list[Unbudgeted]:
    """What is not plainly in the budget of the year asked about, service by service (B15-12).

    Also what is said to be paid although the register holds no contribution of that year.
    """
    if not collection.financial_year:
        return []
    paid = Contribution.objects.filter(
        participation__partnership=OuterRef("partnership"),
        participation__council=collection.council,
        financial_year=collection.financial_year,
        removed_at__isnull=True,
    )
    asked = Questionnaire.objects.filter(service_return__round=collection).exclude(answer__in=GONE)
    rows = asked.select_related("partnership", "service_return__service").annotate(is_recorded=Exists(paid))
    found = [(row, why(row)) for row in rows.order_by("service_return__service__name", "partnership__name")]
    return [Unbudgeted(row, said) for row, said in found if said]


def why(row: Questionnaire) -> str:
    """Why a partnership is on the list of exceptions; empty where it is not."""
    if row.budget_status in (Budget.IN_PRINCIPLE, Budget.NOT_IN_BUDGET):
        return row.get_budget_status_display()
    if row.budget_status == Budget.IN_BUDGET and not row.is_recorded:
        return "In the budget, and the register holds no contribution of that year"
    if row.budget_status == Budget.NOTHING and row.is_recorded:
        return "Nothing is to be paid, and the register holds a contribution of that year"
    return "" if row.budget_status else "Not answered yet"


def tiles(rows: list[Progress]) -> list[dict]:
    """How many returns stand where."""
    by_status = Counter(row.service_return.status for row in rows)
    counts = (
        ("Accepted", by_status[Status.ACCEPTED]),
        ("Certified", by_status[Status.CERTIFIED]),
        ("To be certified", by_status[Status.RETURNED]),
        ("Not handed in", by_status[Status.SENT]),
        ("Overdue", sum(row.is_overdue for row in rows)),
        ("Nil returns", sum(row.service_return.is_nil for row in rows)),
    )
    return [{"label": label, "count": count} for label, count in counts]


def listed(service_return: ServiceReturn) -> list[Questionnaire]:
    """The forms of a return with their entries, as many queries for one as for fifty."""
    found = service_return.questionnaires.select_related("partnership__lead_officer", "partnership__type")
    return list(found.prefetch_related("partnership__themes"))


LINE = told("register:service_return", "Return of {0.service}", due="round.due_on")


def work(user, today: date) -> Iterator[Task]:
    """Returns to fill in and to certify; for the policy team, what is overdue and what lists lack."""
    returns, address = ServiceReturn.objects.select_related("service", "round"), reverse("register:collections")
    of_service = (
        (returns.to_fill_in_by(user), "Return of your service to fill in", "Returns to fill in"),
        (returns.to_certify_by(user), "Return to certify", "Returns to certify"),
    )
    for found, one, many in of_service:
        yield waiting(found, one, many, partial(only, found, address))
    if user.has_role(Role.POLICY_OFFICER):
        accept, late, missing = returns.to_accept_by(user), returns.overdue(today), returns.naming_missing()
        yield waiting(accept, "Return to accept", "Returns to accept", partial(round_of, accept, address))
        one, many = "Service’s return overdue", "Services’ returns overdue"
        yield waiting(late, one, many, partial(round_of, late, address))
        one, many = "Return that names missing partnerships", "Returns that name missing partnerships"
        yield Task(missing, one, many, lambda: f"{round_of(missing, address)}#missing")


def waiting(found: QuerySet, one: str, many: str, where: Callable[[], str]) -> Task:
    """Returns of one kind, each with the day of its collection."""
    return Task(found, one, many, where, line=LINE, nearest=("round__due_on", "pk"))


def only(found: QuerySet, address: str) -> str:
    """The return itself where there is one alone."""
    keys = found.values_list("pk", flat=True)
    return reverse("register:service_return", args=keys) if len(keys) == 1 else address


def round_of(found: QuerySet, address: str) -> str:
    """The page of the collection, where all are of one."""
    rounds = set(found.values_list("round", flat=True))
    return reverse("register:collection", args=rounds) if len(rounds) == 1 else address
