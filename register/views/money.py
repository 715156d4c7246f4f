"""What the councils put in, across the register: by entry, and by who receives it."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnerships.verdict import require
from register.forms.money_list import MoneyFilterForm
from register.guidance import Guidance
from register.listing.export import TYPES
from register.permissions import can_export_register, can_roll_forward, can_see_money
from register.reports import money_list, support_list
from register.reports.spending import entries_of, spending
from register.reports.support import support as support_of
from register.reports.years import recorded, year_of
from register.views.tables import sent


def narrowed(request):
    """The filters of the address, the year, and the entries with their figures."""
    years = year_of(request.GET.get("year", ""), recorded(), timezone.localdate())
    form = MoneyFilterForm(request.GET, years)
    council, theme = form.key("council"), form.key("theme")
    rows = spending(entries_of(request.user, years.chosen, council, theme), years.chosen, council)
    return years, form, rows


@require_safe
def spent(request):
    """One row for each entry, with totals for each council and theme."""
    require(can_see_money(request.user))
    years, form, rows = narrowed(request)
    page = money_list.build(rows, request.GET.get("sort", ""), request.GET.get("page", ""))
    context = {
        "page": page,
        "years": years,
        "filter_form": form,
        "remarks": [*form.remarks, *page.remarks],
        "chosen": form.chosen(request.path, years),
        "may_export": can_export_register(request.user),
        "may_carry": can_roll_forward(request.user),
        "sort": request.GET.get("sort", "") or money_list.DEFAULT_SORT,
    }
    return render(request, "register/money/spent.html", context)


@require_safe
def support(request):
    """What each organisation receives, year by year, against the policy's limit."""
    require(can_see_money(request.user))
    years = year_of(request.GET.get("year", ""), recorded(), timezone.localdate())
    found = support_of(request.user, years.chosen, Guidance.current().policy)
    numbers, rows = support_list.build(found, request.GET.get("page", ""))
    form = MoneyFilterForm(request.GET, years, only_year=True)
    context = {
        "found": found,
        "rows": rows,
        "numbers": numbers,
        "rule": support_list.rule(found),
        "years": years,
        "filter_form": form,
        "remarks": form.remarks,
        "may_export": can_export_register(request.user),
    }
    return render(request, "register/money/support.html", context)


@require_POST
def spent_exported(request, file_format: str):
    """The list of the same address as a file; the export is noted in the event log."""
    known_format(file_format)
    require(can_export_register(request.user))
    years, _, rows = narrowed(request)
    return sent(request, money_list.table(rows, years.chosen), "what-the-council-puts-in", file_format, len(rows))


@require_POST
def support_exported(request, file_format: str):
    """Support by recipient as a file; the export is noted in the event log."""
    known_format(file_format)
    require(can_export_register(request.user))
    years = year_of(request.GET.get("year", ""), recorded(), timezone.localdate())
    found = support_of(request.user, years.chosen, Guidance.current().policy)
    return sent(request, support_list.table(found), "support-by-recipient", file_format, len(found.rows))


def known_format(file_format: str) -> None:
    if file_format not in TYPES:
        raise Http404
