"""Rounds of reviews: the list, one planned, changed, opened, followed and taken through its steps (W09-09, W09-10)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.numbers import whole
from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.rules.words import number_of
from register.views.acts import Act, press, take, with_reason
from reviews.forms import rounds as forms
from reviews.models import Edition, ReviewRound
from reviews.models.choices import RoundStatus
from reviews.permissions.rounds import can_run_rounds, can_see_rounds
from reviews.reports import review_list
from reviews.reports import rounds as report
from reviews.reports.rounds import address_of
from reviews.workflow import chasing, editions
from reviews.workflow import rounds as workflow
from reviews.workflow.rounds import ROUNDS

A_PAGE = 25


def round_or_404(user, pk: int) -> ReviewRound:
    related = ("policy", "opened_by", "frozen_by", "reported_by", "closed_by")
    return get_object_or_404(ReviewRound.objects.visible_to(user).select_related(*related), pk=pk)


@require_safe
def rounds(request):
    """All rounds: under way, planned, past."""
    require(can_see_rounds(request.user))
    found = ReviewRound.objects.visible_to(request.user)
    context = {"groups": report.groups(found), "verdict": can_run_rounds(request.user)}
    return render(request, "reviews/rounds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request):
    """Plan a round."""
    back = reverse("reviews:rounds")
    require(can_run_rounds(request.user), instead=back)
    today = timezone.localdate()
    form = forms.RoundForm(
        request.POST or None, user=request.user, today=today, submit_text="Plan the round", cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            made = workflow.plan(form.round_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{made} is planned. Look at whom it would ask before you open it.")
            return redirect(address_of(made))
    return render(request, "reviews/rounds/form.html", {"form": form, "back": back, "title": "Plan a round"})


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request, pk: int):
    """Change a round that is planned."""
    found = round_or_404(request.user, pk)
    back = address_of(found)
    require(workflow.may_change(request.user, found), instead=back)
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = forms.RoundForm(
        request.POST or None, user=request.user, today=timezone.localdate(), seen=seen, cancel_url=back
    )
    if form.is_bound and form.is_valid():
        write = partial(changed, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request)):
            return answer
    return render(request, "reviews/rounds/form.html", {"form": form, "back": back, "title": "Change the round"})


def changed(found: ReviewRound, changes, *, version: int, reason: str, **who):
    return workflow.change(found, changes, version=version, **who)


def saved(request, found: ReviewRound, values: dict):
    messages.success(request, "Saved.")
    return redirect(address_of(found))


@require_safe
def round(request, pk: int):
    """One round: before it is opened its scope, afterwards how far it is and its reviews."""
    found = round_or_404(request.user, pk)
    require(can_see_rounds(request.user))
    today = timezone.localdate()
    context = {
        "round": found,
        "tone": report.TONES[RoundStatus(found.status)],
        "facts": list(report.facts(found)),
        "verdict": can_run_rounds(request.user, found),
        "steps": list(report.steps(found, request.user)),
    }
    if found.status in (RoundStatus.PLANNED, RoundStatus.CANCELLED):
        return render(request, "reviews/rounds/planned.html", {**context, **planned(request, found, today)})
    return render(request, "reviews/rounds/round.html", {**context, **followed(request, found, today)})


def planned(request, found: ReviewRound, today) -> dict:
    """Whom it would ask."""
    asked = workflow.scope(found, today) if found.status == RoundStatus.PLANNED else []
    scope = report.scope(asked, found.policy)
    return {"scope": scope, "page": Paginator(scope.rows, A_PAGE).get_page(request.GET.get("page"))}


def followed(request, found: ReviewRound, today) -> dict:
    """How far it is, what keeps it open, who came later, and its reviews."""
    form = forms.ReviewFilterForm(request.GET, of_round=True)
    reviews = review_list.narrowed(found.reviews.visible_to(request.user), form.chosen(), today)
    page = Paginator(reviews, A_PAGE).get_page(request.GET.get("page"))
    is_open = found.status == RoundStatus.OPEN
    return {
        "progress": report.progress(found, today),
        "points": report.points(found, today) if is_open else [],
        "listed": report.listed_only(found, today) if is_open else [],
        "late": workflow.asked_in(found).count() if is_open else 0,
        "is_open": is_open,
        "page": page,
        "rows": review_list.rows(page.object_list, today),
        "form": form,
        "chosen": form.chosen(),
        "runs": bool(can_run_rounds(request.user, found)),
        "version": {"version": found.version},
        "undecided": report.undecided(found),
        "edition": Edition.objects.visible_to(request.user).filter(round=found).first(),
    }


@require_POST
def round_open(request, pk: int):
    """Ask everybody of the scope that the page showed."""
    found = round_or_404(request.user, pk)
    require(ROUNDS.may_start(request.user, found, "open"), instead=address_of(found))
    write = partial(workflow.open_round, shown=whole(request.POST.get("shown", "")))
    return press(request, found, write, lambda made: f"The round is open: {asked(made)}.", address_of(found))


def asked(round: ReviewRound) -> str:
    return f"{number_of(round.reviews.count(), 'review')} asked for"


@require_POST
def round_chase(request, pk: int):
    """Write to every lead officer with reviews that are still to be answered."""
    found = round_or_404(request.user, pk)
    require(workflow.may_take_in(request.user, found), instead=address_of(found))
    letters = chasing.chase(found, by=request.user, at=timezone.now())
    if letters:
        messages.success(request, f"{number_of(len(letters), 'letter')} written.")
    else:
        messages.info(request, "Nobody is written to: nobody leads what is left, or who leads it had a letter today.")
    return redirect(address_of(found))


@require_POST
def round_freeze(request, pk: int):
    """Keep the register as it stands, as an edition."""
    return taken(request, pk, "freeze", editions.freeze, "The round is frozen, and the register kept as an edition.")


@require_http_methods(["GET", "HEAD", "POST"])
def round_late(request, pk: int):
    """Take in partnerships that came after the round was opened."""
    found = round_or_404(request.user, pk)
    back = address_of(found)
    require(workflow.may_take_in(request.user, found), instead=back)
    scope = workflow.scope(found, timezone.localdate())
    choices = [(each.entry.pk, f"{each.entry.name} ({each.entry.reference})") for each in scope]
    form = forms.LateForm(request.POST or None, choices=choices, cancel_url=back)
    if form.is_bound and form.is_valid():
        made = workflow.take_in_late(found, form.chosen(), by=request.user, at=timezone.now())
        messages.success(request, f"{number_of(len(made), 'partnership')} taken in.")
        return redirect(back)
    context = {"form": form, "back": back, "title": "Take in late joiners", "round": found, "nobody": not choices}
    return render(request, "reviews/rounds/late.html", context)


@require_POST
def round_report(request, pk: int):
    """The report on it was issued and received."""
    return taken(request, pk, "report", workflow.report, "The round is reported, with its accepted reviews.")


@require_POST
def round_close(request, pk: int):
    """Everything in it is decided."""
    return taken(request, pk, "close", workflow.close, "The round is closed.")


def taken(request, pk: int, verb: str, write, sentence: str):
    found = round_or_404(request.user, pk)
    require(ROUNDS.verdict(request.user, found, verb), instead=address_of(found))
    return press(request, found, write, sentence, address_of(found))


CANCEL = Act(
    lambda user, found: ROUNDS.may_start(user, found, "cancel"),
    forms.CancelRoundForm,
    with_reason(workflow.cancel),
    "Cancel the round",
    "Nobody was asked yet, and nobody will be. Another round of that year can be planned.",
    "The round is cancelled.",
    "reviews/rounds/act.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
def round_cancel(request, pk: int):
    """It is not held."""
    found = round_or_404(request.user, pk)
    return take(request, found, CANCEL, entry=None, back=address_of(found))
