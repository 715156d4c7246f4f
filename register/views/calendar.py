"""The municipal calendar, from which the end of a term is computed."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.rounds import YearForm
from register.models.calendar import MunicipalYear
from register.permissions import can_keep_calendar, can_see_places
from register.views.places_tabs import place_tabs
from register.workflow import calendar as workflow


@require_safe
def calendar(request):
    """The years of every council, the latest first."""
    require(can_see_places(request.user))
    context = {
        "years": MunicipalYear.objects.select_related("council"),
        "verdict": can_keep_calendar(request.user),
        "tabs": place_tabs("calendar"),
    }
    return render(request, "register/calendar/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_add(request):
    """Add a year."""
    require(can_keep_calendar(request.user))
    back = reverse("register:calendar")
    form = YearForm(request.POST or None, user=request.user, submit_text="Add the year", cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            year = workflow.add_year(MunicipalYear(**form.cleaned_data), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{year} is in the calendar.")
            return redirect(back)
    return render(request, "register/calendar/form.html", {"form": form, "title": "Add a year", "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_edit(request, pk: int):
    """Correct a year."""
    require(can_keep_calendar(request.user))
    year = get_object_or_404(MunicipalYear.objects.select_related("council"), pk=pk)
    back = reverse("register:calendar")
    seen = Seen(year, request.POST.get("version", "") if request.method == "POST" else year.version)
    form = YearForm(request.POST or None, seen=seen, user=request.user, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(workflow.edit_year, year, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, year, write, partial(corrected, request)):
            return answer
    return render(request, "register/calendar/form.html", {"form": form, "title": f"Change {year}", "back": back})


def corrected(request, record: MunicipalYear, changed: dict):
    messages.success(request, f"{record} is changed.") if changed else messages.info(request, "Nothing was changed.")
    return redirect("register:calendar")
