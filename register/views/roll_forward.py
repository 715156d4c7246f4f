"""Carrying contributions into the next financial year: list, confirm, done."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.verdict import require
from register.forms.carry_forward import CarryForm, ticked
from register.permissions import can_roll_forward
from register.reports.carry_forward import groups, in_words, on_the_page, settled
from register.reports.years import Years, recorded, year_of
from register.rules.money import year_name
from register.workflow import roll_forward


@require_http_methods(["GET", "HEAD", "POST"])
def carry_forward(request):
    """The contributions of a year, ticked or with the reason why not; then what will be written; then the act."""
    require(can_roll_forward(request.user))
    years = year_of(request.GET.get("year", ""), recorded(), timezone.localdate())
    lines, more = on_the_page(roll_forward.lines(request.user, years.chosen), ticked(request.POST))
    form = CarryForm(request.POST or None, lines=lines, to_year=years.chosen + 1)
    if form.is_bound and form.gone:
        messages.warning(request, roll_forward.CHANGED)
        return redirect(request.get_full_path())
    if form.is_bound and "back" not in request.POST and form.is_valid():
        return written(request, form, years) if "confirm" in request.POST else asked(request, form, years)
    context = {
        "form": form,
        "groups": groups(lines, form.boxes),
        "years": years,
        "to_year": year_name(years.chosen + 1),
        "more": more,
    }
    return render(request, "register/money/carry_forward.html", context)


def asked(request, form: CarryForm, years: Years):
    """Once more, with the exact number and sum in the button."""
    amounts = form.amounts()
    context = {
        "years": years,
        "to_year": year_name(years.chosen + 1),
        "settled": settled(form.lines, amounts),
        "total": in_words(amounts.values()),
        "posted": [(name, value) for name, value in request.POST.items() if name.startswith(("include_", "amount_"))],
        "seen": roll_forward.next_year_count(amounts, years.chosen),
    }
    return render(request, "register/money/carry_confirm.html", context)


def written(request, form: CarryForm, years: Years):
    """Write, say so, and show the next year."""
    seen = request.POST.get("seen", "")
    try:
        made = roll_forward.carry_forward(
            form.amounts(),
            years.chosen,
            seen=int(seen) if seen.isdecimal() else -1,
            by=request.user,
            at=timezone.now(),
        )
    except roll_forward.NotAsShown:
        messages.warning(request, roll_forward.CHANGED)
        return redirect(request.get_full_path())
    words = in_words(each.amount for each in made)
    messages.success(request, f"Carried forward into {year_name(years.chosen + 1)}: {words}.")
    return redirect(f"{reverse('register:spent')}?year={years.chosen + 1}")
