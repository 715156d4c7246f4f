"""The assessments of one entry: what stands, what is under way, what was before, and what can be begun."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from assessments.models import Assessment
from assessments.models.choices import AssessmentKind, AssessmentStatus
from assessments.permissions.assessments import can_see_assessments
from assessments.querysets import SOON
from assessments.rules.ratings import has_expired
from assessments.workflow.assessments import kinds, may_start
from partnerships.verdict import Verdict
from register.models import Partnership
from register.models.choices import Significance
from register.rules.saying import rating_tone


@dataclass(frozen=True)
class Standing:
    """One kind of assessment of an entry."""

    kind: str
    label: str
    current: Assessment | None
    levels: tuple
    open: Assessment | None
    start: Verdict
    today: date

    @property
    def tone(self) -> str:
        return tone(self.current) if self.current else ""

    @property
    def expiry(self) -> tuple[str, str]:
        """Whether it has expired or soon will, with the tone of the tag; nothing where neither."""
        return expiry(self.current, self.today) if self.current else ("", "")


def tone(assessment: Assessment) -> str:
    """The tone of the tag of its overall rating: a high value is good, a high risk is not."""
    return rating_tone(f"{assessment.kind}_rating", assessment.overall)


def expiry(assessment: Assessment, today: date) -> tuple[str, str]:
    """Expired, or expiring within 60 days (B15-24)."""
    if assessment.status != AssessmentStatus.CONFIRMED:
        return "", ""
    if has_expired(assessment.expires_on, today):
        return "Expired", "red"
    return ("Expires soon", "yellow") if assessment.expires_on <= today + SOON else ("", "")


def standings(entry: Partnership, user, at: datetime, today: date) -> list[Standing]:
    """Each kind that the policy has criteria for, and each that this entry was assessed by before."""
    found = list(of_entry(entry, user))
    known = [*kinds(), *(each.kind for each in found)]
    return [standing(entry, kind, found, user, at, today) for kind in AssessmentKind.values if kind in known]


def standing(entry: Partnership, kind: str, found: list, user, at: datetime, today: date) -> Standing:
    own = [each for each in found if each.kind == kind]
    current = next((each for each in own if each.status == AssessmentStatus.CONFIRMED), None)
    under_way = next((each for each in own if each.status in ("draft", "submitted", "returned")), None)
    levels = tuple(current.answers.select_related("criterion")) if current else ()
    verdict = may_start(user, entry, kind, at)
    return Standing(kind, AssessmentKind(kind).label, current, levels, under_way, verdict, today)


def of_entry(entry: Partnership, user):
    """Every assessment of an entry, the newest first."""
    people = ("submitted_by", "confirmed_by", "started_by")
    return Assessment.objects.visible_to(user).filter(partnership=entry).select_related(*people)


def is_step_by_step(entry: Partnership) -> bool:
    """A significant partnership is assessed one criterion a page, another one on one page."""
    parts = entry.participations.values_list("significance", "computed_significance")
    return any(Significance.SIGNIFICANT in (recorded or computed,) for recorded, computed in parts)


def form_address(assessment: Assessment) -> str:
    """Where it is answered: one page or the first step, by how significant the partnership is."""
    if is_step_by_step(assessment.partnership):
        return reverse("assessments:assessment_step", args=[assessment.pk, 1])
    return reverse("assessments:assessment_edit", args=[assessment.pk])


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`, for those who read assessments."""
    if not can_see_assessments(user, entry):
        return []
    url = reverse("assessments:entry_assessments", args=[entry.reference])
    return [{"key": "assessments", "label": "Assessments", "url": url}]
