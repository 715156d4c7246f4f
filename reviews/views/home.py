"""The first page after signing in: what waits for this person, what is theirs, what is new."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reviews.reports import home as report
from reviews.reports import my_work as work_report


@require_safe
def home(request):
    """Home by role: each part is there only for those whom it concerns."""
    return render(request, "reviews/home.html", {"page": report.build(request.user, timezone.localdate())})


@require_safe
def work(request):
    """All that waits for the person, record by record."""
    return render(request, "reviews/work.html", {"page": work_report.build(request.user, timezone.localdate())})
