"""Each step of an exit strategy on a page of its own, and what leaving ends."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.verdict import Refused, require
from register.reports.parts import Card
from register.views.acts import Act, plainly, take
from reviews.forms import exits as forms
from reviews.models import ExitStrategy, HandoverItem
from reviews.reports import exit_page as report
from reviews.rules import exits as rules
from reviews.rules.ends import seen_as
from reviews.rules.proposed_ends import staying
from reviews.views.exits import address_of, strategy_or_404
from reviews.workflow import carrying_out
from reviews.workflow import exits as workflow
from reviews.workflow.exits import EXITS

ACT = "reviews/exits/act.html"


@dataclass(frozen=True)
class Told:
    """What the page of a step says above its form."""

    title: str
    lines: tuple[str, ...]
    card: Card | None = None
    sent_back: report.SentBack | None = None

    def __bool__(self) -> bool:
        return bool(self.lines)


def may(verb: str):
    return lambda user, found: EXITS.may_start(user, found, verb)


def having_read(verb):
    """What is approved, or noted, is the text that the page showed. Where it is another by now, it is shown instead."""

    def write(found, form, changes, *, version, reason, **who):
        try:
            return verb(found, form, changes, seen=form.cleaned_data["seen_text"], version=version, **who)
        except Refused:
            form.show_again(ExitStrategy.objects.get(pk=found.pk))
            raise

    return write


def missing(found: ExitStrategy) -> Told:
    """What is lacking, and what it was sent back with, to be looked at once more before it is handed in again."""
    return Told("Still missing", tuple(rules.missing(found)), sent_back=report.sent_back(found))


def route(found: ExitStrategy) -> Told:
    """Who is asked, and the very text that they approve."""
    return Told("Who is asked", tuple(report.route(found, timezone.localdate())), report.text_card(found))


def still_open(found: ExitStrategy) -> Told:
    return Told("Still open", tuple(carrying_out.open_lines(found)))


def open_to_complete(found: ExitStrategy) -> Told:
    return Told("Still open", tuple(workflow.open_to_complete(found)))


def predicted(found: ExitStrategy) -> Told:
    return Told("What was predicted", tuple(report.predicted(found)))


def changed(found: ExitStrategy) -> Told:
    """Which parts were changed after the approval, and how each read before and reads now."""
    return Told("What was changed after the approval", tuple(workflow.differs(found)), report.changed_card(found))


def putting(verb):
    """The tier goes to the matter, and to no field of the strategy."""

    def write(found, form, changes, **more):
        tier = {name: form.cleaned_data[name] for name in ("significance", "significance_reason")}
        return verb(found, changes, **tier, **more)

    return having_read(write)


def noted(found, form, changes, **more):
    return workflow.note_immaterial(found, changes, **more)


def settled(item, form, changes, *, version, reason, **who):
    return carrying_out.settle_item(item, form.cleaned_data["settled_note"], version=version, **who)


ACTS = {
    "begin": Act(
        may("begin"),
        forms.PlainForm,
        plainly(workflow.begin),
        "Begin to write it",
        "It is written part by part, in any order, and handed in when nothing is missing.",
        "The exit strategy is begun. Go through its parts in any order.",
    ),
    "submit": Act(
        may("submit"),
        forms.PlainForm,
        plainly(workflow.submit),
        "Check and hand in",
        "The policy team puts it to the bodies, or returns it. Until then nothing in it is changed.",
        "The exit strategy is handed in.",
        ACT,
        missing,
    ),
    "return": Act(
        may("return"),
        forms.ReturnForm,
        plainly(workflow.give_back),
        "Return the exit strategy",
        "It is changed and handed in again.",
        "The exit strategy is returned.",
    ),
    "put": Act(
        may("put"),
        forms.PutForm,
        putting(workflow.put),
        "Put it to the bodies",
        "Their approval holds for the text as it reads now: a change afterwards is marked until it is approved, or "
        "noted as immaterial.",
        "The exit strategy is put to the bodies.",
        ACT,
        route,
    ),
    "put_again": Act(
        may("put_again"),
        forms.PutForm,
        putting(workflow.reput),
        "Put it to the bodies again",
        "Nothing of it is carried out until they have approved it as it reads now.",
        "The exit strategy is put to the bodies again.",
        ACT,
        changed,
    ),
    "immaterial": Act(
        workflow.may_note_immaterial,
        forms.ImmaterialForm,
        having_read(noted),
        "Note that the change is immaterial",
        "What the bodies approved still holds.",
        "The change is noted as immaterial.",
        ACT,
        changed,
    ),
    "start": Act(
        may("start"),
        forms.PlainForm,
        plainly(workflow.start),
        "Start carrying it out",
        "What leaving ends in the register ends on the days that were confirmed.",
        "The exit strategy is being carried out.",
    ),
    "confirm": Act(
        workflow.may_confirm,
        forms.PlainForm,
        plainly(workflow.confirm),
        "Confirm that the council is out",
        "Everything was handed over, and every control measure was taken. A policy officer completes it.",
        "It is confirmed that the council is out.",
        ACT,
        still_open,
    ),
    "complete": Act(
        may("complete"),
        forms.CompleteForm,
        plainly(workflow.complete),
        "Complete the exit",
        "The entry ends. What was predicted is looked back on in six months.",
        "The exit is completed and the entry has ended.",
        ACT,
        open_to_complete,
    ),
    "reverse": Act(
        may("reverse"),
        forms.ReverseForm,
        plainly(workflow.reverse),
        "Reverse the decision",
        "The council stays. What leaving has ended is restored where nobody has touched it since; the rest is listed.",
        "The decision is reversed and the council stays.",
    ),
    "close": Act(
        may("close"),
        forms.CloseForm,
        plainly(workflow.close),
        "Close it without leaving by it",
        "It goes no further. What was written stays on record.",
        "The exit strategy is closed.",
    ),
    "look_back": Act(
        lambda user, found: workflow.may_look_back(user, found, timezone.localdate()),
        forms.LookBackForm,
        plainly(workflow.look_back),
        "Look back",
        "What was predicted, held against what came about.",
        "What came of leaving is recorded.",
        ACT,
        predicted,
    ),
}


def step(request, pk: int, name: str):
    found = strategy_or_404(request.user, pk)
    return take(request, found, ACTS[name], entry=found.partnership, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def exit_begin(request, pk: int):
    """Somebody begins to write what is required."""
    return step(request, pk, "begin")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_submit(request, pk: int):
    """What is missing is said, and it is handed in."""
    return step(request, pk, "submit")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_return(request, pk: int):
    """A policy officer returns it."""
    return step(request, pk, "return")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_put(request, pk: int):
    """A policy officer puts it to the bodies."""
    return step(request, pk, "put")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_put_again(request, pk: int):
    """What was changed after the approval is put to the bodies again."""
    return step(request, pk, "put_again")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_immaterial(request, pk: int):
    """A policy officer says why what was changed is immaterial."""
    return step(request, pk, "immaterial")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_start(request, pk: int):
    """It begins to be carried out."""
    return step(request, pk, "start")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_confirm(request, pk: int):
    """The lead officer confirms that the council is out."""
    return step(request, pk, "confirm")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_complete(request, pk: int):
    """A policy officer completes it."""
    return step(request, pk, "complete")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_reverse(request, pk: int):
    """The decision is reversed."""
    return step(request, pk, "reverse")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_close(request, pk: int):
    """No strategy is needed any more."""
    return step(request, pk, "close")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_look_back(request, pk: int):
    """What came of leaving, six months later."""
    return step(request, pk, "look_back")


@require_http_methods(["GET", "HEAD", "POST"])
def exit_item_settle(request, pk: int):
    """Say how one thing was handed over."""
    kept = HandoverItem.objects.filter(
        removed_at__isnull=True, strategy__in=ExitStrategy.objects.visible_to(request.user)
    )
    item = get_object_or_404(kept.select_related("strategy__partnership"), pk=pk)
    act = Act(
        carrying_out.may_settle_item,
        forms.SettleForm,
        settled,
        "Settle it",
        "It was handed over, given back, destroyed or settled: say how, and where that is written.",
        "It is settled.",
    )
    return take(request, item, act, entry=item.strategy.partnership, back=address_of(item.strategy))


@require_http_methods(["GET", "HEAD", "POST"])
def exit_ends(request, pk: int):
    """Confirm what leaving ends in the register, each on its day."""
    found = strategy_or_404(request.user, pk)
    back = address_of(found)
    require(carrying_out.may_confirm_ends(request.user, found), instead=back)
    form = ends_form(found, request.POST or None, back)
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            carrying_out.confirm_ends(found, form.days(), seen=seen, by=request.user, at=timezone.now())
        except ValidationError as error:
            form = ends_form(found, {**form.as_it_stands(), **request.POST.dict(), "seen": form.initial["seen"]}, back)
            form.refuse(error)
        else:
            messages.success(request, report.confirmed_words(found))
            return redirect(back)
    context = {"form": form, "entry": found.partnership, "back": back, "strategy": found, "stays": staying(found)}
    return render(request, "reviews/exits/ends.html", context)


def ends_form(found: ExitStrategy, data, back: str) -> forms.EndsForm:
    """What would end as it stands now, each with its day."""
    proposed = carrying_out.proposed_ends(found)
    return forms.EndsForm(data, proposed=proposed, seen=seen_as(proposed), cancel_url=back)
