"""Matters put to bodies: an entry's own, the list of all, one with its bodies, and each step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.verdict import require
from register.forms.decisions import CallInForm, ConfirmRouteForm, DecisionForm, PutForm, ReleaseForm, WithdrawForm
from register.guidance import Guidance
from register.models import Action, Decision, Matter, MatterStep
from register.models.choices import DecisionEvent
from register.permissions.decisions import can_keep_actions, can_put_matter
from register.reports import actions as agreed
from register.reports import decisions as report
from register.reports.entry import Builder
from register.reports.route_facts import known_to_route
from register.views.acts import Act, plainly, take, with_reason
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from register.workflow import decisions as workflow
from register.workflow import resting


def matter_or_404(user, pk: int) -> Matter:
    found = Matter.objects.visible_to(user).select_related("partnership", "drafted_by", "put_by", "withdrawn_by")
    return get_object_or_404(found, pk=pk)


def back_from(matter: Matter) -> str:
    """The decisions about its entry; the list of all where it is about the register as a whole."""
    if matter.partnership is None:
        return reverse("register:matters")
    return reverse("register:decisions", args=[matter.partnership.reference])


def address_of(matter: Matter) -> str:
    return reverse("register:matter", args=[matter.pk])


@require_safe
def decisions(request, reference: str):
    """What was put to bodies about one entry, and the actions agreed about it."""
    entry = entry_or_404(request.user, reference)
    today = timezone.localdate()
    found = Matter.objects.visible_to(request.user).filter(partnership=entry)
    actions = Action.objects.visible_to(request.user).filter(partnership=entry)
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("decisions"),
        "tabs": tabs_of(request.user, entry, "decisions"),
        "matters": report.rows(found, today),
        "actions": agreed.rows(actions, today),
        "put": can_put_matter(request.user, entry),
        "add": can_keep_actions(request.user, entry),
    }
    return render(request, "register/decisions/tab.html", context)


@require_safe
def matters(request):
    """Everything put to bodies that the person may read; what waits first."""
    part = shown(request, report.SHOWN)
    page = Paginator(report.found(request.user, part.key, timezone.localdate()), 25).get_page(request.GET.get("page"))
    rows = report.rows(page.object_list, timezone.localdate())
    context = {"page": page, "rows": rows, "tabs": part.tabs, "title": part.title}
    return render(request, "register/decisions/list.html", context)


@require_safe
def matter(request, pk: int):
    """One matter: who decides and why, what each body said, and what is still missing."""
    found = matter_or_404(request.user, pk)
    context = {
        "matter": found,
        "entry": found.partnership,
        "back": back_from(found),
        "page": report.page(found, request.user, timezone.localdate()),
    }
    return render(request, "register/decisions/matter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def matter_put(request, reference: str):
    """Put a change of involvement to the bodies that the route table names."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:decisions", args=[reference])
    require(can_put_matter(request.user, entry), instead=back)
    today = timezone.localdate()
    known = {"stated_budget": resting.stated_budget(entry, today), "tier": resting.tier_of(entry)}
    form = PutForm(request.POST or None, user=request.user, cancel_url=back, **known)
    if form.is_bound and form.is_valid():
        try:
            resting.require_budget(entry, form.cleaned_data.get("budget", ""), today)
            made = workflow.put(entry, DecisionEvent.CHANGE, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{made}: put to {report.bodies(made)}.")
            return redirect("register:matter", made.pk)
    context = {"form": form, "entry": entry, "back": back, "known": known_to_route(entry, today)}
    return render(request, "register/decisions/put.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_record(request, pk: int):
    """Record what one body decided, or what it said."""
    steps = MatterStep.objects.visible_to(request.user).select_related("matter__partnership", "body")
    step = get_object_or_404(steps, pk=pk)
    back = address_of(step.matter)
    require(workflow.may_record(request.user, step), instead=back)
    form = DecisionForm(
        request.POST or None, step=step, user=request.user, guidance=Guidance.current(), cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            values, conditions = form.decision_values(), form.conditions()
            made = workflow.record(step, values, conditions, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Recorded: {step.body} on {step.matter}: {made.get_outcome_display().lower()}.")
            return redirect(back)
    waits = report.waits_for(step, workflow.steps_of(step.matter))
    context = {"form": form, "entry": step.matter.partnership, "back": back, "step": step, "waits": waits}
    return render(request, "register/decisions/record.html", context)


CALL_IN = Act(
    lambda user, decision: workflow.may_call_in(user, decision, timezone.localdate()),
    CallInForm,
    plainly(workflow.call_in),
    "Record a call-in",
    "Nothing that this decision causes happens until the call-in has ended.",
    "The call-in is recorded. The decision causes nothing until it is released.",
)
RELEASE = Act(
    workflow.may_release,
    ReleaseForm,
    plainly(workflow.release),
    "Record the end of the call-in",
    "The decision stands again. Where the body decided anew, record its new decision instead.",
    "The call-in has ended and the decision stands.",
)
WITHDRAW = Act(
    workflow.may_withdraw,
    WithdrawForm,
    with_reason(workflow.withdraw),
    "Take this matter back",
    "Nobody is to decide it any more. What was recorded stays on record and causes nothing.",
    "The matter was taken back.",
)

CONFIRM_ROUTE = Act(
    workflow.may_confirm_route,
    ConfirmRouteForm,
    plainly(workflow.confirm_route),
    "Go on by this route",
    "Other bodies would decide by what is known today. Say why those that were asked are enough. Where that changes "
    "once more, it is asked again.",
    "It goes on by this route.",
)


def decision_step(request, pk: int, act: Act):
    """Call in or release one decision."""
    found = Decision.objects.visible_to(request.user).select_related("step__matter__partnership", "step__body")
    decision = get_object_or_404(found, pk=pk)
    about = decision.step.matter
    return take(request, decision, act, entry=about.partnership, back=address_of(about), about=f"{about}. {decision}")


@require_http_methods(["GET", "HEAD", "POST"])
def decision_call_in(request, pk: int):
    """Record that a decision was called in."""
    return decision_step(request, pk, CALL_IN)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_release(request, pk: int):
    """Record how a call-in ended."""
    return decision_step(request, pk, RELEASE)


@require_http_methods(["GET", "HEAD", "POST"])
def matter_withdraw(request, pk: int):
    """Take a matter back."""
    found = matter_or_404(request.user, pk)
    return take(request, found, WITHDRAW, entry=found.partnership, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def matter_confirm_route(request, pk: int):
    """Say why a matter goes on although other bodies would decide by now."""
    found = matter_or_404(request.user, pk)
    return take(request, found, CONFIRM_ROUTE, entry=found.partnership, back=address_of(found))
