"""Every write about a concern, in the order of its life: raised, advised on, escalated, resolved (B15-19)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from partnerships import mail
from partnerships.machine import Machine, Transition
from partnerships.models import User
from partnerships.saving import create
from partnerships.verdict import require
from register.models import Concern, Partnership
from register.permissions import concerns as permissions
from register.rules.concerns import advisers, raisers

Status = Concern.Status


def has_advice(concern: Concern) -> list[str]:
    """What must be said to advise."""
    return [] if concern.advice else ["Say what you advise."]


def goes_to_somebody(concern: Concern) -> list[str]:
    """What must be said to escalate."""
    return [] if concern.escalated_to_id and concern.escalation else ["Say to whom the concern goes, and why."]


def says_how(concern: Concern) -> list[str]:
    """What must be said to resolve."""
    return [] if concern.resolution else ["Say how the concern was resolved."]


CONCERNS = Machine(
    Concern,
    "concern",
    Status.RAISED,
    Transition(
        "advise",
        "advised on",
        (Status.RAISED, Status.ESCALATED),
        Status.ADVISED,
        permissions.can_advise_on_concern,
        has_advice,
        stamp="advised",
    ),
    Transition(
        "escalate",
        "escalated",
        (Status.RAISED, Status.ADVISED),
        Status.ESCALATED,
        permissions.can_escalate_concern,
        goes_to_somebody,
        stamp="escalated",
    ),
    Transition(
        "resolve",
        "resolved",
        (Status.ADVISED, Status.ESCALATED),
        Status.RESOLVED,
        permissions.can_resolve_concern,
        says_how,
        stamp="resolved",
    ),
)


def raise_concern(
    entry: Partnership, values: Mapping[str, Any], *, by, at: datetime, for_whom: User | None = None
) -> Concern:
    """Raise a concern about an entry and write to the person who is to advise. Returns it.

    A policy officer may raise one `for_whom` leads or attends it. Raises Refused, or ValidationError for a person who
    cannot advise.
    """
    require(permissions.can_raise_concern(by, entry))
    whose = for_whom or by
    if whose != by and not raisers(entry).filter(pk=whose.pk).exists():
        raise ValidationError({"for_whom": f"{whose} neither leads this entry nor attends it. Choose somebody else."})
    with transaction.atomic():
        concern = Concern(partnership=entry, raised_at=at, raised_by=whose, **values)
        check_adviser("addressed_to", concern.addressed_to_id, entry, whose.pk)
        create(concern, by=by, at=at)
        tell(concern, "raised", concern.addressed_to, by=by, at=at)
    return concern


def check_adviser(field: str, pk: int | None, entry: Partnership, *besides: int | None) -> None:
    """Raises ValidationError unless this person may be asked about the entry."""
    if not advisers(entry, *besides).filter(pk=pk).exists():
        raise ValidationError({field: "Choose a member of the corporate management team or the portfolio holder."})


def tell(concern: Concern, what: str, to: User, *, by, at: datetime) -> None:
    """Write to somebody about a step, unless they took it themselves."""
    if to == by:
        return
    mail.write(
        to,
        f"concern_{what}",
        key=f"concern {concern.pk} {what} {concern.version} to {to.pk}",
        at=at,
        partnership=concern.partnership.name,
        title=concern.title,
        who=by.full_name,
        path=reverse("register:concern", args=[concern.pk]),
    )


def advise(concern: Concern, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Concern:
    """The person who was asked says what they advise; whoever raised the concern is written to."""
    with transaction.atomic():
        concern = CONCERNS.perform("advise", concern, by=by, at=at, version=version, changes=changes)
        tell(concern, "advised", concern.raised_by, by=by, at=at)
    return concern


def escalate(concern: Concern, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Concern:
    """Take a concern further, to somebody who has not been asked yet; both they and the raiser are written to."""
    with transaction.atomic():
        found = CONCERNS.perform("escalate", concern, by=by, at=at, version=version, changes=changes)
        check_adviser("escalated_to", found.escalated_to_id, found.partnership, found.raised_by_id, concern.asked_id)
        tell(found, "escalated", found.escalated_to, by=by, at=at)
        tell(found, "taken_further", found.raised_by, by=by, at=at)
    return found


def resolve(concern: Concern, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Concern:
    """Say how a concern ended; whoever raised it is written to."""
    with transaction.atomic():
        concern = CONCERNS.perform("resolve", concern, by=by, at=at, version=version, changes=changes)
        tell(concern, "resolved", concern.raised_by, by=by, at=at)
    return concern
