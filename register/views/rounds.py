"""A round of appointments, from the vacancy list to the appointments."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.downloads import attached
from partnerships.saving import Conflict, sentences
from partnerships.snapshots import Seen
from partnerships.verdict import Verdict, require
from partnerships.views.merge import save_or_merge
from register import rendering
from register.forms.rounds import CancelForm, ConfirmForm, NominationForm, PlacesChoiceForm, RoundForm
from register.models.appointments import AppointmentRound, Nomination
from register.permissions import can_open_round, can_run_round, can_see_places
from register.reports import rounds as reports
from register.rules.rounds import without_end
from register.rules.words import number_of
from register.views.places_tabs import place_tabs
from register.workflow import rounds as workflow

CHANGED = "Somebody changed this round while you were reading it, so nobody was appointed. Look at it again first."


def round_or_404(user, pk: int) -> AppointmentRound:
    require(can_see_places(user))
    rounds = AppointmentRound.objects.visible_to(user).select_related("council", "body")
    return get_object_or_404(rounds, pk=pk)


def address_of(round: AppointmentRound) -> str:
    return reverse("register:round", args=[round.pk])


def seen(request, record) -> Seen:
    return Seen(record, request.POST.get("version", "") if request.method == "POST" else record.version)


def to_run(request, pk: int, verb: str = "") -> AppointmentRound:
    """An open round, for who may run it; anybody else is told why not. Without a verb its places are to be changed."""
    found = round_or_404(request.user, pk)
    may = workflow.ROUNDS.may_start(request.user, found, verb) if verb else workflow.may_change(request.user, found)
    require(may, instead=address_of(found))
    return found


@require_safe
def rounds(request):
    """All rounds."""
    require(can_see_places(request.user))
    context = {
        "rounds": reports.listed(request.user),
        "verdict": can_open_round(request.user),
        "tabs": place_tabs("rounds"),
    }
    return render(request, "register/rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request):
    """Open a round; it takes in the vacancies and what ends by then."""
    require(can_open_round(request.user))
    form = RoundForm(
        request.POST or None, user=request.user, today=timezone.localdate(), submit_text="Open the round",
        cancel_url=reverse("register:rounds"),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            made = workflow.open_round(form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            taken = number_of(made.nominations.count(), "place")
            messages.success(request, f"{made.title} is open, with {taken} to fill.")
            return redirect(address_of(made))
    return render(request, "register/rounds/new.html", {"form": form})


@require_safe
def round_(request, pk: int):
    """The places by group, what is named and what is not, and what can be done."""
    found = round_or_404(request.user, pk)
    context = {
        "round": found,
        "schedule": reports.schedule(found, timezone.localdate()),
        "is_open": found.status == AppointmentRound.Status.OPEN,
        "may_run": can_run_round(request.user, found),
        "verdict": workflow.ROUNDS.verdict(request.user, found, "appoint"),
        "because": reports.cancelled_because(found),
    }
    return render(request, "register/rounds/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request, pk: int):
    """Change the title, the days, the body or the minute."""
    found = to_run(request, pk)
    form = RoundForm(
        request.POST or None, seen=seen(request, found), user=request.user, today=timezone.localdate(),
        cancel_url=address_of(found),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        write = partial(workflow.edit, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request, found)):
            return answer
    return render(request, "register/rounds/edit.html", {"form": form, "round": found, "back": address_of(found)})


def saved(request, round: AppointmentRound, record, changed: dict):
    messages.success(request, f"{record} saved.") if changed else messages.info(request, "Nothing was changed.")
    return redirect(address_of(round))


@require_http_methods(["GET", "HEAD", "POST"])
def round_places(request, pk: int):
    """Tick the places that the round asks for."""
    found = to_run(request, pk)
    choices, chosen = reports.choices(found, timezone.localdate())
    form = PlacesChoiceForm(
        request.POST or None, choices=choices, initial={"places": chosen, "version": found.version},
        cancel_url=address_of(found),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            workflow.choose_places(found, form.wanted(), version=version, by=request.user, at=timezone.now())
        except Conflict:
            form.add_error(None, "Somebody changed this round meanwhile. Look at your ticks, and save them again.")
            form.data = form.data.copy()
            form.data["version"] = AppointmentRound.objects.get(pk=pk).version
        else:
            messages.success(request, f"{found.title} asks for {number_of(len(form.wanted()), 'place')}.")
            return redirect(address_of(found))
    return render(request, "register/rounds/places.html", {"form": form, "round": found, "back": address_of(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def nomination(request, pk: int):
    """Whom a group names for one place."""
    require(can_see_places(request.user))
    related = ("round__council", "seat__partnership", "seat__holder", "seat__council", "nominee")
    found = get_object_or_404(Nomination.objects.select_related(*related), pk=pk)
    to_run(request, found.round_id)
    back = f"{address_of(found.round)}#place-{found.pk}"
    form = NominationForm(request.POST or None, seen=seen(request, found), cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(workflow.nominate, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(named, request, back)):
            return answer
    present = reports.present_of(found.seat, timezone.localdate())
    context = {"form": form, "nomination": found, "round": found.round, "back": back, "present": present}
    return render(request, "register/rounds/nomination.html", context)


def named(request, back: str, record: Nomination, changed: dict):
    place = record.seat.partnership
    who = f"{record.who()} is named" if record.who() else "nobody is named yet"
    messages.success(request, f"{place}: {who}.") if changed else messages.info(request, "Nothing was changed.")
    if missing := without_end(record):
        messages.warning(request, missing)
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def round_appoint(request, pk: int):
    """How many are appointed and how many places stay vacant, and the button."""
    found = to_run(request, pk, "appoint")
    form = ConfirmForm(
        request.POST or None, seen=seen(request, found), submit_text="Appoint everybody named",
        cancel_url=address_of(found), initial={"shown": workflow.nominated(found)},
    )  # fmt: skip
    verdict: Verdict = workflow.ROUNDS.verdict(request.user, found, "appoint")
    if form.is_bound and form.is_valid() and (answer := appointed(request, found, form)):
        return answer
    schedule = reports.schedule(found, timezone.localdate())
    context = {"form": form, "round": found, "schedule": schedule, "verdict": verdict, "back": address_of(found)}
    context["cuts"] = reports.cuts(found)
    return render(request, "register/rounds/appoint.html", context)


def appointed(request, found: AppointmentRound, form: ConfirmForm):
    try:
        version = form.seen.version
        shown = form.cleaned_data["shown"]
        made = workflow.appoint_all(found, version=version, shown=shown, by=request.user, at=timezone.now())
    except Conflict:
        messages.error(request, CHANGED)
        return redirect("register:round_appoint", found.pk)
    except ValidationError as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return None
    left = found.nominations.filter(is_left_out=False).count() - len(made)
    vacant = f" {number_of(left, 'place')} had nobody named." if left else ""
    messages.success(request, f"{number_of(len(made), 'person is', 'people are')} appointed.{vacant}")
    return redirect(address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def round_cancel(request, pk: int):
    """Give the round up."""
    found = to_run(request, pk, "cancel")
    form = CancelForm(request.POST or None, seen=seen(request, found), cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        write = partial(given_up, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(cancelled, request), always=True):
            return answer
    return render(request, "register/rounds/cancel.html", {"form": form, "round": found, "back": address_of(found)})


def given_up(found, changes, *, version, reason, **who):
    return workflow.cancel(found, reason, version=version, **who)


def cancelled(request, record: AppointmentRound, changed: dict):
    messages.success(request, f"{record.title} is cancelled. Nobody was appointed by it.")
    return redirect(address_of(record))


@require_safe
def round_schedule(request, pk: int):
    """The schedule as a page to print."""
    found = round_or_404(request.user, pk)
    schedule = reports.schedule(found, timezone.localdate())
    return render(request, "register/rounds/schedule.html", {"round": found, "schedule": schedule})


@require_safe
def round_pdf(request, pk: int):
    """The schedule as PDF. Who downloaded it is noted: it names people."""
    found = round_or_404(request.user, pk)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    content = rendering.schedule_pdf(reports.schedule(found, timezone.localdate()))
    workflow.note_download(found, by=request.user, at=timezone.now())
    return HttpResponse(
        content, content_type="application/pdf", headers=attached(f"{slugify(found.title) or 'schedule'}.pdf")
    )
