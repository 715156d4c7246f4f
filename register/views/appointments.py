"""Appointing somebody to a place, and what becomes of an appointment."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.saving import Conflict
from partnerships.snapshots import Seen
from partnerships.templatetags.council import day
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.seats import AppointForm, DetailsForm, LeaveForm, RenewForm
from register.guidance import Guidance
from register.models import Seat
from register.models.appointments import Appointment
from register.permissions import can_appoint, can_change_appointment
from register.views.seats import seat_or_404
from register.workflow import appointments
from register.workflow.seats import APPOINTMENTS


def shown(request, template: str, seat: Seat, **more):
    address = reverse("register:seat", args=[seat.pk])
    return render(request, template, {"seat": seat, "entry": seat.partnership, "back": address, **more})


def back_to(seat: Seat):
    return redirect("register:seat", seat.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_appoint(request, pk: int):
    """Appoint somebody. Two people cannot fill one place: the second is told how it stands now."""
    seat = seat_or_404(request.user, pk)
    address = reverse("register:seat", args=[pk])
    require(can_appoint(request.user, seat), instead=address)
    form = AppointForm(
        request.POST or None, seat=seat, user=request.user, guidance=Guidance.current(), cancel_url=address
    )
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["seat_version"]
            made = appointments.appoint(seat, form.facts(), version=version, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        except Conflict as conflict:
            form.show_again(conflict.record)
        else:
            messages.success(request, appointed(made))
            return back_to(seat)
    return shown(request, "register/seats/appoint.html", seat, form=form)


def appointed(made: Appointment) -> str:
    """What was done, in a sentence."""
    until = f" until {day(made.ends_on)}" if made.ends_on else ""
    return f"{made.who()} is appointed to {made.seat.partnership} from {day(made.starts_on)}{until}."


def appointment_or_404(user, pk: int) -> Appointment:
    """An appointment to a place on an entry that the person may see."""
    seats = Seat.objects.visible_to(user).filter(removed_at__isnull=True)
    related = ("seat__partnership", "seat__council", "holder", "body")
    return get_object_or_404(Appointment.objects.select_related(*related).filter(seat__in=seats.values("pk")), pk=pk)


def seen(request, record: Appointment) -> Seen:
    return Seen(record, request.POST.get("version", "") if request.method == "POST" else record.version)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_edit(request, pk: int):
    """Role expected, codes of conduct, interests, insurance, minute."""
    appointment = appointment_or_404(request.user, pk)
    seat, address = appointment.seat, reverse("register:seat", args=[appointment.seat_id])
    require(can_change_appointment(request.user, appointment), instead=address)
    form = DetailsForm(
        request.POST or None, seen=seen(request, appointment), user=request.user, guidance=Guidance.current(),
        cancel_url=address,
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        write = partial(appointments.edit, appointment, by=request.user, at=timezone.now())
        done = partial(completed, request, seat)
        if answer := save_or_merge(request, form, appointment, write, done):
            return answer
    return shown(request, "register/seats/details.html", seat, form=form, appointment=appointment)


def completed(request, seat: Seat, record: Appointment, changed: dict):
    if changed:
        messages.success(request, f"The appointment of {record.who()} to {seat.partnership} was completed.")
    else:
        messages.info(request, "Nothing was changed, so nothing was saved.")
    return back_to(seat)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_end(request, pk: int):
    """End an appointment early."""
    return leaving(request, pk, "end", appointments.end, "register/seats/end.html", "End the appointment")


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_resign(request, pk: int):
    """Record that somebody resigned."""
    text = "Record the resignation"
    return leaving(request, pk, "resign", appointments.resign, "register/seats/resign.html", text)


def leaving(request, pk: int, verb: str, write, template: str, text: str):
    """The page that asks for the day and the reason, and the act itself."""
    appointment, address = standing_or_refused(request, pk, verb)
    form = LeaveForm(request.POST or None, seen=seen(request, appointment), submit_text=text, cancel_url=address)
    if form.is_bound and form.is_valid():
        act = partial(left, write, appointment, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, appointment, act, partial(gone, request), always=True):
            return answer
    return shown(request, template, appointment.seat, form=form, appointment=appointment)


def standing_or_refused(request, pk: int, verb: str) -> tuple[Appointment, str]:
    """The appointment with the address of its place, where this step may be taken by this person."""
    appointment = appointment_or_404(request.user, pk)
    address = reverse("register:seat", args=[appointment.seat_id])
    require(APPOINTMENTS.may_start(request.user, appointment, verb), instead=address)
    return appointment, address


def left(write, appointment, form, changes, *, version, reason, **who):
    return write(appointment, form.cleaned_data["leaves_on"], reason, version=version, **who)


def gone(request, record: Appointment, changed: dict):
    seat = Seat.objects.select_related("partnership").get(pk=record.seat_id)
    vacant = (
        "The place is vacant" if seat.is_vacant else "The place becomes vacant on that day, unless somebody follows"
    )
    messages.success(request, f"{record.who()} leaves {seat.partnership} on {day(record.ends_on)}. {vacant}.")
    return back_to(seat)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_renew(request, pk: int):
    """Another term for the same person."""
    appointment, address = standing_or_refused(request, pk, "end")
    form = RenewForm(request.POST or None, appointment=appointment, seen=seen(request, appointment), cancel_url=address)
    if form.is_bound and form.is_valid():
        act = partial(renewed, appointment, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, appointment, act, partial(stays, request), always=True):
            return answer
    return shown(request, "register/seats/renew.html", appointment.seat, form=form, appointment=appointment)


def renewed(appointment, form, changes, *, version, reason, **who):
    return appointments.renew(appointment, form.facts(), version=version, **who)


def stays(request, record: Appointment, changed: dict):
    messages.success(request, appointed(record))
    return back_to(record.seat)
