"""Lists of assessments, and what of them waits for a person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from assessments.models import Assessment
from assessments.models.choices import AssessmentStatus
from assessments.permissions.assessments import can_see_assessments
from assessments.querysets import AssessmentQuerySet
from partnerships.roles import Role
from partnerships.work import Task, told

SHOWN = (
    ("to_confirm", "To confirm"),
    ("returned", "Returned"),
    ("under_way", "Under way"),
    ("to_renew", "Expired or expiring"),
    ("confirmed", "Confirmed"),
)


def found(user, show: str, today: date, is_mine: bool = False) -> AssessmentQuerySet:
    """The assessments of one kind that the person may read; `is_mine` leaves those that are theirs to deal with."""
    assessments = Assessment.objects.visible_to(user)
    if is_mine:
        assessments = assessments.of(user)
    kinds = {
        "to_confirm": lambda: assessments.to_confirm_by(user),
        "returned": lambda: assessments.filter(status=AssessmentStatus.RETURNED),
        "under_way": lambda: assessments.under_way(),
        "to_renew": lambda: assessments.to_renew(today).order_by("expires_on", "pk"),
        "confirmed": lambda: assessments.confirmed().order_by("-confirmed_at", "-pk"),
    }
    return kinds[show]().select_related("partnership", "submitted_by", "confirmed_by", "started_by")


LINE = told("assessments:assessment")


def work(user, today: date) -> Iterator[Task]:
    """Returned, and to be renewed, for who deals with them; to confirm, and all to be renewed, for the policy team."""
    if not can_see_assessments(user):
        return
    address = reverse("assessments:assessment_list")
    yield Task(
        found(user, "returned", today, is_mine=True),
        "Assessment returned to you",
        "Assessments returned to you",
        f"{address}?show=returned&mine=yes",
        "The policy team says what is to be changed",
        LINE,
        ("pk",),
    )
    keeps = user.has_role(Role.POLICY_OFFICER)
    if keeps:
        waiting = found(user, "to_confirm", today)
        words = ("Assessment to confirm", "Assessments to confirm")
        yield Task(waiting, *words, f"{address}?show=to_confirm", line=LINE, nearest=("submitted_at", "pk"))
    expiring = found(user, "to_renew", today, is_mine=not keeps)
    yield Task(
        expiring,
        "Assessment to renew",
        "Assessments to renew",
        f"{address}?show=to_renew{'' if keeps else '&mine=yes'}",
        "Expired, or within 60 days",
        told("assessments:assessment", due="expires_on"),
        ("expires_on", "pk"),
    )
