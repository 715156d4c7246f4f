"""Places that the council holds: the list, outside bodies, and the page of one place."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.verdict import require
from register.forms.seats import PlacesForm
from register.models import Seat
from register.permissions import can_appoint, can_see_places
from register.querysets import SOON, SeatQuerySet
from register.reports import seats as reports
from register.views.places_tabs import place_tabs

PAGE = 50


@require_safe
def seats(request):
    """All places, searched by what is asked."""
    require(can_see_places(request.user))
    today = timezone.localdate()
    form = PlacesForm(request.GET)
    found = Seat.objects.standing().own().visible_to(request.user).order_by("partnership__name", "kind", "pk")
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    found = reports.with_appointments(narrowed(found, asked, today), today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "chosen": list(asked),
        "pages": page,
        "places": reports.places(page.object_list, today),
        "several": "council" in form.fields,
        "tabs": place_tabs("seats"),
    }
    return render(request, "register/seats/list.html", context)


def narrowed(seats: SeatQuerySet, asked: dict, today) -> SeatQuerySet:
    """The places that answer the filters."""
    if show := asked.get("show"):
        seats = seats.vacant() if show == "vacant" else seats.ending_by(today + SOON)
    if kind := asked.get("kind"):
        seats = seats.filter(kind=kind)
    if what := asked.get("what"):
        bodies = seats.on_outside_bodies()
        seats = bodies if what == "bodies" else seats.exclude(pk__in=bodies.values("pk"))
    if council := asked.get("council"):
        seats = seats.filter(council=council)
    if group := asked.get("group"):
        seats = seats.of_group(group, today)
    return seats


@require_safe
def outside_bodies(request):
    """Single organisations to which the council names somebody, outside all counts (H11-09)."""
    require(can_see_places(request.user))
    bodies = reports.outside_bodies(request.user, timezone.localdate())
    return render(request, "register/seats/outside.html", {"bodies": bodies, "tabs": place_tabs("outside_bodies")})


def seat_or_404(user, pk: int) -> Seat:
    """A place on an entry that the person may see."""
    standing = Seat.objects.visible_to(user).filter(removed_at__isnull=True)
    return get_object_or_404(standing.select_related("partnership", "council", "holder"), pk=pk)


@require_safe
def seat(request, pk: int):
    """One place: what it is, who holds it, who was appointed to it and when."""
    found = seat_or_404(request.user, pk)
    page = reports.seat_page(found, request.user, timezone.localdate())
    context = {"page": page, "seat": found, "entry": found.partnership, "verdict": can_appoint(request.user, found)}
    return render(request, "register/seats/page.html", context)
