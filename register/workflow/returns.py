"""The yearly collection: opened, filled in by each service, certified by its chief officer, closed (H11-27, W09-13)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnerships import mail
from partnerships.machine import Machine, Transition
from partnerships.models import Council, Service, User
from partnerships.roles import Role
from partnerships.saving import Edit, claimed, claimed_many, create, create_many
from partnerships.verdict import require
from register.models import CollectionRound, Contribution, Partnership, Questionnaire, ServiceReturn
from register.models.choices import BudgetStatus
from register.permissions import returns as permissions
from register.rules.returns import GONE, lacks

Status = ServiceReturn.Status
BLANK = {
    "returned_at": None,
    "returned_by": None,
    "certified_at": None,
    "certified_by": None,
    "entry_count": None,
    "answer": "",
}

COLLECTIONS = Machine(
    CollectionRound,
    "collection",
    CollectionRound.Status.OPEN,
    Transition(
        "close",
        "closed",
        (CollectionRound.Status.OPEN,),
        CollectionRound.Status.CLOSED,
        permissions.can_run_collection,
    ),
)
RETURNS = Machine(
    ServiceReturn,
    "return",
    Status.SENT,
    Transition(
        "return", "filled in", (Status.SENT,), Status.RETURNED, permissions.can_fill_in, lacks, stamp="returned"
    ),
    Transition(
        "certify", "certified", (Status.RETURNED,), Status.CERTIFIED, permissions.can_certify, lacks, stamp="certified"
    ),
    Transition("accept", "accepted", (Status.CERTIFIED,), Status.ACCEPTED, permissions.can_accept, stamp="accepted"),
    Transition("send_back", "sent back", (Status.RETURNED, Status.CERTIFIED), Status.SENT, permissions.can_send_back),
)


def open_collection(council: Council, values: Mapping[str, Any], *, by, at: datetime) -> CollectionRound:
    """Ask every service of a council for its list: a return for each, with a form for each of its active entries.

    Its chief officer is the head of that service; where nobody is, the return waits until somebody is named.
    """
    require(permissions.can_run_collection(by))
    with transaction.atomic():
        collection = CollectionRound(council=council, opened_on=timezone.localdate(at), **values)
        create(collection, by=by, at=at)
        services = list(council.services.filter(is_retired=False))
        heads = chief_officers(services)
        returns = [
            ServiceReturn(round=collection, service=service, chief_officer=heads.get(service.pk))
            for service in services
        ]
        create_many(returns, by=by, at=at)
        create_many(questionnaires(returns), by=by, at=at)
        for service_return in returns:
            ask(service_return, by=by, at=at)
    return collection


def chief_officers(services: Iterable[Service]) -> dict[int, User]:
    """The head of each service; of several the first by name."""
    heads = User.objects.active().holding(Role.HEAD_OF_SERVICE).filter(service__in=services).order_by("full_name")
    return {head.service_id: head for head in reversed(heads)}


def questionnaires(returns: Iterable[ServiceReturn]) -> list[Questionnaire]:
    """One form for each active entry of each service."""
    of_service = {each.service_id: each for each in returns}
    entries = Partnership.objects.active().accepted().filter(service__in=of_service).order_by("name")
    return [Questionnaire(service_return=of_service[entry.service_id], partnership=entry) for entry in entries]


def ask(service_return: ServiceReturn, *, by, at: datetime) -> None:
    """Write to the chief officer of a return, if there is one."""
    tell(service_return, "asked", service_return.chief_officer, at=at)


def tell(service_return: ServiceReturn, what: str, to: User | None, *, at: datetime, **more: str) -> None:
    """Write to somebody about a return."""
    if to is None:
        return
    mail.write(
        to,
        f"return_{what}",
        key=f"return {service_return.pk} {what} {service_return.version} to {to.pk}",
        at=at,
        service=service_return.service.name,
        due=f"{service_return.round.due_on:%-d %B %Y}",
        message=service_return.round.message,
        path=reverse("register:service_return", args=[service_return.pk]),
        **more,
    )


def name_chief_officer(
    service_return: ServiceReturn, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> ServiceReturn:
    """Say who certifies this return, and write to them."""
    require(permissions.can_name_chief_officer(by, service_return))
    with transaction.atomic():
        found = claimed(ServiceReturn, service_return.pk, version, changes, by=by, at=at, reason=reason)
        ask(found, by=by, at=at)
    return found


def fill_in(
    service_return: ServiceReturn,
    changes: Mapping[str, Any],
    answers: Iterable[Edit],
    *,
    version: int,
    by,
    at: datetime,
) -> ServiceReturn:
    """Keep what was answered so far. Raises Refused once it was returned, Conflict when somebody saved meanwhile."""

    def still_open(current: ServiceReturn) -> None:
        require(RETURNS.may_start(by, current, "return"))

    with transaction.atomic():
        found = claimed(ServiceReturn, service_return.pk, version, changes, by=by, at=at, guard=still_open)
        claimed_many(Questionnaire, answers, by=by, at=at)
    return found


def fill_in_and_hand_in(
    service_return: ServiceReturn,
    changes: Mapping[str, Any],
    answers: Iterable[Edit],
    *,
    version: int,
    by,
    at: datetime,
) -> ServiceReturn:
    """Keep the answers and hand the return in, or do neither. Raises Refused with what is missing, or Conflict."""
    with transaction.atomic():
        found = fill_in(service_return, changes, answers, version=version, by=by, at=at)
        return hand_in(found, version=found.version, by=by, at=at)


def hand_in(service_return: ServiceReturn, *, version: int, by, at: datetime) -> ServiceReturn:
    """Give the filled-in return to the chief officer, who is written to. Raises Refused with what is missing."""
    with transaction.atomic():
        found = RETURNS.perform("return", service_return, by=by, at=at, version=version)
        if found.chief_officer_id != by.pk:
            tell(found, "to_certify", found.chief_officer, at=at, who=by.full_name)
    return found


def certify(service_return: ServiceReturn, *, version: int, by, at: datetime) -> ServiceReturn:
    """The chief officer says that the list is right and complete; how many entries that were is kept."""
    with transaction.atomic():
        count = service_return.questionnaires.exclude(answer__in=GONE).count()
        changes = {"entry_count": count}
        return RETURNS.perform(
            "certify", service_return, by=by, at=at, version=version, changes=changes, reason="Certified as complete"
        )


def accept(service_return: ServiceReturn, *, version: int, by, at: datetime) -> ServiceReturn:
    """The policy team accepts a certified return; the budgets it confirms are written to the year's contributions.

    Raises Refused for who handed it in or certified it (B15-12, B15-32).
    """
    with transaction.atomic():
        found = RETURNS.perform(
            "accept", service_return, by=by, at=at, version=version, reason="Accepted by the policy team"
        )
        claimed_many(Contribution, confirmed_budgets(found), by=by, at=at, reason=f"Confirmed in {found.round}")
    return found


def confirmed_budgets(service_return: ServiceReturn) -> list[Edit]:
    """The contributions of the year asked about whose budget status the return changes."""
    asked = service_return.questionnaires.filter(budget_status__in=BudgetStatus.values)
    said = dict(asked.values_list("partnership", "budget_status"))
    lines = Contribution.objects.filter(
        participation__partnership__in=said,
        participation__council=service_return.round.council_id,
        financial_year=service_return.round.financial_year,
        removed_at__isnull=True,
    ).select_related("participation")
    wanted = [(line, said[line.participation.partnership_id]) for line in lines]
    return [
        Edit(line.pk, line.version, {"budget_status": status})
        for line, status in wanted
        if line.budget_status != status
    ]


def send_back(service_return: ServiceReturn, reason: str, *, version: int, by, at: datetime) -> ServiceReturn:
    """Ask again, with why: the return is open once more, and what was certified stays in history.

    What the policy team asks is answered before the return is handed in again (B15-32).
    """
    question = reason if by.pk != service_return.chief_officer_id else ""
    with transaction.atomic():
        found = RETURNS.perform(
            "send_back",
            service_return,
            by=by,
            at=at,
            version=version,
            changes={**BLANK, "question": question},
            reason=reason,
        )
        tell(found, "sent_back", found.chief_officer, at=at, reason=reason, who=by.full_name)
    return found


def close(collection: CollectionRound, *, version: int, by, at: datetime) -> CollectionRound:
    """End a collection. Its returns stay as they are."""
    return COLLECTIONS.perform("close", collection, by=by, at=at, version=version)
