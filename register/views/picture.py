"""Risk, value and cost of the whole register in one look (H14-07)."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.verdict import require
from register.forms.money_list import MoneyFilterForm
from register.models import Partnership
from register.permissions import can_see_money
from register.reports import picture as pictures
from register.reports.years import recorded, year_of


@require_safe
def picture(request):
    """Who stands where: risk against value, value against full cost, and what each priority has."""
    require(can_see_money(request.user))
    years = year_of(request.GET.get("year", ""), recorded(), timezone.localdate())
    form = MoneyFilterForm(request.GET, years)
    council, theme = form.key("council"), form.key("theme")
    entries = Partnership.objects.visible_to(request.user).counted()
    if council:
        entries = entries.filter(participations__council=council)
    if theme:
        entries = entries.filter(themes=theme)
    found = pictures.build(entries, years.chosen, council)
    context = {
        "picture": found,
        "coverage": pictures.coverage(entries, found),
        "years": years,
        "filter_form": form,
        "remarks": form.remarks,
        "chosen": form.chosen(request.path, years),
    }
    return render(request, "register/picture/page.html", context)
