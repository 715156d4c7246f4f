"""Two assessments side by side, and how services rate beside each other."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Assessment
from assessments.models.choices import AssessmentKind
from assessments.permissions.assessments import can_see_assessments
from assessments.reports import compare as report
from assessments.reports.entry import tone
from assessments.reports.sheet import last_before, levels_kept
from assessments.rules.ratings import suggested
from assessments.views.assessments import list_tabs
from assessments.views.loading import assessment_or_404
from assessments.workflow.assessments import kinds
from partnerships.verdict import require
from register.models.choices import CURRENT


@require_safe
def assessment_compare(request, pk: int):
    """This assessment beside another of the same kind, at first the one before it."""
    found = assessment_or_404(request.user, pk)
    others = report.others(found, request.user)
    other = chosen(found, others, request.GET.get("with", ""))
    context = {
        "assessment": found,
        "entry": found.partnership,
        "back": reverse("assessments:assessment", args=[pk]),
        "others": others,
        "other": other,
    }
    if other:
        earlier, later = sorted((found, other), key=lambda each: (each.started_at, each.pk))
        context |= {"earlier": column(earlier), "later": column(later), "pairs": report.pairs(earlier, later)}
        context["change"] = report.word(earlier.overall, later.overall) if earlier.overall != later.overall else ""
    return render(request, "assessments/assessments/compare.html", context)


def chosen(found: Assessment, others: list[Assessment], wanted: str) -> Assessment | None:
    """The one that was asked for, else the one before, else any other."""
    before = last_before(found)
    for pk in (wanted, str(before.pk) if before else ""):
        if match := next((each for each in others if str(each.pk) == pk), None):
            return match
    return others[0] if others else None


def column(assessment: Assessment) -> dict:
    """One side: when, by whom, what was set and suggested."""
    return {
        "assessment": assessment,
        "on": timezone.localdate(assessment.confirmed_at or assessment.submitted_at or assessment.started_at),
        "suggestion": suggested(levels_kept(assessment)),
        "tone": tone(assessment),
    }


@require_safe
def calibration(request):
    """After a round: how the ratings of each service lie beside those of all."""
    require(can_see_assessments(request.user))
    known = kinds() or [AssessmentKind.RISK]
    kind = request.GET.get("kind", "")
    kind = kind if kind in known else known[0]
    address = reverse("assessments:calibration")
    visible = Assessment.objects.visible_to(request.user).filter(partnership__status__in=CURRENT)
    confirmed = visible.confirmed().filter(kind=kind)
    everything, rows = report.calibration(confirmed)
    page = Paginator(report.judged_otherwise(confirmed), 25).get_page(request.GET.get("page"))
    context = {
        "tabs": list_tabs("calibration"),
        "kinds": [
            {"label": AssessmentKind(each).label, "url": f"{address}?kind={each}", "current": each == kind}
            for each in known
        ],
        "kind": AssessmentKind(kind).label,
        "everything": everything,
        "rows": rows,
        "page": page,
        "rule": report.OUTLYING,
    }
    return render(request, "assessments/assessments/calibration.html", context)
