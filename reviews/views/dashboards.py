"""Dashboards of rounds, recommendations and resources."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.verdict import require
from reviews.permissions.rounds import can_see_rounds
from reviews.reports import dashboards as report


@require_safe
def dashboards(request):
    """How the rounds go, what is overdue, where recommendations stand, what is put in over the years."""
    user, today = request.user, timezone.localdate()
    require(can_see_rounds(user))
    years = report.trend(user, today)
    context = {
        "rounds": report.rounds(user),
        "overdue": report.overdue(user, today),
        "waiting": report.waiting(user),
        "recommendations": report.recommendations(user),
        "years": years,
        "most": report.most(years),
    }
    return render(request, "reviews/dashboards/dashboards.html", context)
