"""Every write about a recommendation until bodies have decided: begun, written, handed in, put, taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from partnerships.machine import Machine, Transition
from partnerships.models import Sequence, User
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import require
from register.models import Partnership
from register.workflow import decisions
from reviews.models import Recommendation, RecommendationSubject
from reviews.models.choices import BEFORE_BODIES, DECIDED_FOR, UNDECIDED, WRITTEN, RecommendationStatus
from reviews.permissions import recommendations as permissions
from reviews.rules import recommendations as rules
from reviews.workflow.promised import why_not_carried_out, why_not_closed

PREFIX = "R"
Status = RecommendationStatus


def subjects_of(recommendation: Recommendation) -> list[RecommendationSubject]:
    """The partnerships that it names, exceptions last."""
    return list(recommendation.subjects.filter(removed_at__isnull=True).select_related("partnership"))


def lacks(recommendation: Recommendation) -> list[str]:
    return rules.missing(recommendation, subjects_of(recommendation))


def lacks_to_propose(recommendation: Recommendation) -> list[str]:
    """Whoever must be consulted has been, before bodies decide (H14-40)."""
    return [*lacks(recommendation), *rules.unheard(recommendation.consultations.filter(removed_at__isnull=True))]


def says_what(recommendation: Recommendation) -> list[str]:
    return [] if recommendation.return_comment.strip() else ["Say what is to be changed."]


def says_why(recommendation: Recommendation) -> list[str]:
    return [] if recommendation.closing_note.strip() else ["Say why it is taken back."]


RECOMMENDATIONS = Machine(
    Recommendation,
    "recommendation",
    Status.DRAFT,
    Transition("submit", "handed in", WRITTEN, Status.SUBMITTED, permissions.can_submit, lacks, "submitted"),
    Transition(
        "return", "returned", (Status.SUBMITTED,), Status.RETURNED, permissions.can_return, says_what, "returned"
    ),
    Transition(
        "propose",
        "put to the bodies",
        (*WRITTEN, Status.SUBMITTED),
        Status.PROPOSED,
        permissions.can_propose,
        lacks_to_propose,
        "proposed",
    ),
    Transition("defer", "deferred", (Status.PROPOSED,), Status.DEFERRED, permissions.can_bring_about),
    Transition("resume", "taken up again", (Status.DEFERRED,), Status.PROPOSED, permissions.can_bring_about),
    Transition("approve", "approved", BEFORE_BODIES, Status.APPROVED, permissions.can_bring_about, stamp="decided"),
    Transition("amend", "amended", BEFORE_BODIES, Status.AMENDED, permissions.can_bring_about, stamp="decided"),
    Transition("reject", "rejected", BEFORE_BODIES, Status.REJECTED, permissions.can_bring_about, stamp="decided"),
    Transition(
        "withdraw", "taken back", UNDECIDED, Status.WITHDRAWN, permissions.can_take_back, says_why, stamp="closed"
    ),
    Transition(
        "carry_out",
        "carried out",
        DECIDED_FOR,
        Status.CARRIED_OUT,
        permissions.can_settle,
        why_not_carried_out,
        "carried_out",
    ),
    Transition(
        "close", "closed", (Status.CARRIED_OUT,), Status.CLOSED, permissions.can_close, why_not_closed, stamp="closed"
    ),
)


def begin(entry: Partnership, values: Mapping[str, Any], *, by, at: datetime) -> Recommendation:
    """Begin a recommendation about an entry; others are added to it, or excepted from it, afterwards."""
    require(permissions.can_draft_about(by, entry))
    return start(entry, values, by=by, at=at)


def start(entry: Partnership, values: Mapping[str, Any], *, by, at: datetime) -> Recommendation:
    """A draft with its reference and its first partnership."""
    with transaction.atomic(), announced_once(by=by, at=at):
        reference = Sequence.take(PREFIX)[0]
        made = create(Recommendation(reference=reference, drafted_at=at, drafted_by=by, **values), by=by, at=at)
        create(RecommendationSubject(recommendation=made, partnership=entry), by=by, at=at)
    return made


def write(
    recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> Recommendation:
    """Keep what was written of it. Raises Refused, Conflict or ValidationError."""

    def guard(stands: Recommendation) -> None:
        require(permissions.can_write(by, stands))

    return claimed(Recommendation, recommendation.pk, version, changes, by=by, at=at, guard=guard)


def submit(recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at) -> Recommendation:
    """Hand it in to the policy team."""
    return RECOMMENDATIONS.perform("submit", recommendation, by=by, at=at, version=version)


def give_back(recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at) -> Recommendation:
    """A policy officer returns it with what is to be changed."""
    return RECOMMENDATIONS.perform("return", recommendation, by=by, at=at, version=version, changes=changes)


def propose(
    recommendation: Recommendation,
    changes: Mapping[str, Any],
    significance: str = "",
    significance_reason: str = "",
    *,
    version: int,
    by,
    at: datetime,
) -> Recommendation:
    """Put it to the bodies of the policy's route for its first partnership, and copy the risk that it rests on.

    Raises Refused, Conflict, or ValidationError with what the route must know first.
    """
    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        written_by = writers(recommendation)
        made = RECOMMENDATIONS.perform("propose", recommendation, version=version, changes=changes, **who)
        subjects = subjects_of(made)
        for each in subjects:
            entry = each.partnership
            rested_on = {"risk": entry.risk_rating, "risk_source": entry.risk_rating_source}
            claimed(RecommendationSubject, each.pk, each.version, rested_on, **who)
        matter = decisions.put(
            rules.leading(subjects).partnership,
            rules.event_of(made),
            f"{made.reference}: {made.text}"[:250],
            drafted_by=made.drafted_by,
            also_drafted_by=written_by,
            budget=made.budget,
            significance=significance,
            significance_reason=significance_reason,
            **who,
        )
        return claimed(Recommendation, made.pk, made.version, {"matter": matter}, **who)


def writers(recommendation: Recommendation) -> QuerySet[User]:
    """Who else wrote any part of it while it was written: none of them records what is decided on it."""
    own = Q(returned_at__isnull=False, history_date=F("returned_at"))
    rows = [Recommendation.history.filter(id=recommendation.pk, status__in=WRITTEN).exclude(own)]
    for lines in (recommendation.subjects, recommendation.planned):
        rows.append(lines.model.history.filter(id__in=lines.values("pk")))
    found = {key for each in rows for key in each.values_list("history_user", flat=True) if key}
    return User.objects.filter(pk__in=found - {recommendation.drafted_by_id})


def withdraw(
    recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> Recommendation:
    """The policy team takes it back, with what was put to bodies."""
    with transaction.atomic():
        made = RECOMMENDATIONS.perform("withdraw", recommendation, by=by, at=at, version=version, changes=changes)
        if made.matter and made.matter.withdrawn_at is None:
            decisions.take_back(made.matter, by=by, at=at, reason=made.closing_note)
    return made
