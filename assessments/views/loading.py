"""Finding the assessment that an address names, as far as the person may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Assessment
from assessments.models.choices import AssessmentKind

PEOPLE = ("started_by", "submitted_by", "returned_by", "confirmed_by", "verified_by")


def assessment_or_404(user, pk: int) -> Assessment:
    """The assessment with its entry and criteria; anything else is as good as absent."""
    found = Assessment.objects.visible_to(user).select_related(
        "partnership__lead_officer", "partnership__service", "criteria__policy", *PEOPLE
    )
    return get_object_or_404(found, pk=pk)


def kind_or_404(kind: str) -> str:
    if kind not in AssessmentKind.values:
        raise Http404
    return kind
