"""Actions: the list, one of them, and each step."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.verdict import require
from register.forms.actions import ActionForm, GiveBackForm, MoveForm, ReportForm, VerifyForm
from register.guidance import Guidance
from register.models import Action
from register.permissions.decisions import can_keep_actions
from register.reports import actions as report
from register.views.acts import Act, plainly, press, take, with_reason
from register.views.loading import entry_or_404
from register.views.shown import shown
from register.workflow import actions as workflow
from register.workflow.actions import ACTIONS


def action_or_404(user, pk: int) -> Action:
    related = ("partnership", "owner", "decision__step__matter", "decision__step__body", "done_by", "verified_by")
    return get_object_or_404(Action.objects.visible_to(user).select_related(*related), pk=pk)


@require_safe
def actions(request):
    """The actions that the person may read: their own, all that are open, and the rest by what they wait for."""
    part, today = shown(request, report.SHOWN), timezone.localdate()
    page = Paginator(report.found(request.user, part.key, today), 25).get_page(request.GET.get("page"))
    rows = report.rows(page.object_list, today)
    context = {"page": page, "rows": rows, "tabs": part.tabs, "title": part.title}
    return render(request, "register/decisions/actions.html", context)


@require_safe
def action(request, pk: int):
    """One action: where it stands and what can be done."""
    found = action_or_404(request.user, pk)
    context = {
        "action": found,
        "entry": found.partnership,
        "back": reverse("register:decisions", args=[found.partnership.reference]),
        "page": report.page(found, request.user, timezone.localdate()),
        "hidden": {"version": found.version},
    }
    return render(request, "register/decisions/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action_add(request, reference: str):
    """Agree an action about an entry."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:decisions", args=[reference])
    require(can_keep_actions(request.user, entry), instead=back)
    form = ActionForm(
        request.POST or None, entry=entry, user=request.user, guidance=Guidance.current(), cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            workflow.add(entry, form.action_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "The action was added.")
            return redirect(back)
    return render(request, "register/decisions/action_add.html", {"form": form, "entry": entry, "back": back})


def may(verb: str):
    return lambda user, action: ACTIONS.may_start(user, action, verb)


REPORT = Act(
    may("report"),
    ReportForm,
    plainly(workflow.report),
    "Report it as done",
    "A policy officer looks at it and confirms.",
    "The action is reported as done.",
)
VERIFY = Act(
    may("verify"),
    VerifyForm,
    plainly(workflow.verify),
    "Confirm that it was done",
    "The action is closed with that.",
    "The action is done and verified.",
)
GIVE_BACK = Act(
    may("return"),
    GiveBackForm,
    with_reason(workflow.give_back),
    "Give it back",
    "It is not done yet: say what is missing.",
    "The action was given back.",
)
MOVE = Act(
    workflow.may_move,
    MoveForm,
    lambda action, form, changes, *, reason, **who: workflow.move(
        action, form.cleaned_data["due_on"], reason, form.cleaned_data.get("authority", ""), **who
    ),
    "Change its day",
    "How often a day was changed is counted and shown.",
    "The day was changed.",
)
DROP = Act(
    may("drop"),
    GiveBackForm,
    with_reason(workflow.drop),
    "Drop it",
    "It is no longer needed, and stays on record.",
    "The action was dropped.",
)


def step(request, pk: int, act: Act):
    found = action_or_404(request.user, pk)
    return take(request, found, act, entry=found.partnership, back=reverse("register:action", args=[pk]))


@require_POST
def action_start(request, pk: int):
    """Its owner says that it has begun."""
    found = action_or_404(request.user, pk)
    back = reverse("register:action", args=[pk])
    require(ACTIONS.verdict(request.user, found, "start"), instead=back)
    return press(request, found, partial(workflow.start, changes={}), "The action has begun.", back)


@require_http_methods(["GET", "HEAD", "POST"])
def action_report(request, pk: int):
    """Its owner says that it is done."""
    return step(request, pk, REPORT)


@require_http_methods(["GET", "HEAD", "POST"])
def action_verify(request, pk: int):
    """A policy officer confirms that it is done."""
    return step(request, pk, VERIFY)


@require_http_methods(["GET", "HEAD", "POST"])
def action_return(request, pk: int):
    """A policy officer gives it back."""
    return step(request, pk, GIVE_BACK)


@require_http_methods(["GET", "HEAD", "POST"])
def action_move(request, pk: int):
    """A policy officer changes its day."""
    return step(request, pk, MOVE)


@require_http_methods(["GET", "HEAD", "POST"])
def action_drop(request, pk: int):
    """A policy officer says that it is no longer needed."""
    return step(request, pk, DROP)
