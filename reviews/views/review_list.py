"""Lists of reviews, the tab of an entry, and what the policy team does from there: another day, a waiver."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.verdict import require
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from reviews.forms import rounds as forms
from reviews.models import Review
from reviews.permissions.rounds import can_run_rounds, can_see_rounds
from reviews.reports import review_list as report


@require_safe
def reviews(request):
    """All reviews by what is to be done with them, narrowed."""
    require(can_see_rounds(request.user))
    part, today = shown(request, report.SHOWN), timezone.localdate()
    form = forms.ReviewFilterForm(request.GET)
    found = report.narrowed(report.found(request.user, part.key, today), form.chosen(), today)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": report.rows(page.object_list, today),
        "tabs": part.tabs,
        "title": part.title,
        "form": form,
        "kept": [("show", part.key)],
        "chosen": form.chosen(),
        "clear": f"{request.path}?show={part.key}",
        "runs": bool(can_run_rounds(request.user)),
    }
    return render(request, "reviews/rounds/reviews.html", context)


@require_safe
def entry_reviews(request, reference: str):
    """The reviews of one entry over the years, and when the next is due and why."""
    entry = entry_or_404(request.user, reference)
    require(can_see_rounds(request.user), instead=reverse("register:entry", args=[reference]))
    today = timezone.localdate()
    found = Review.objects.visible_to(request.user).filter(partnership=entry)
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("reviews"),
        "tabs": tabs_of(request.user, entry, "reviews"),
        "rows": report.rows(found.order_by("-round__financial_year", "-pk"), today),
        "next": report.next_review(entry),
    }
    return render(request, "reviews/rounds/tab.html", context)
