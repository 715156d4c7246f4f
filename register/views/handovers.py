"""Handovers: the list with its gaps, what one person holds, the check, one handover, and calling it off."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.holdings import held
from partnerships.models import User
from partnerships.numbers import whole
from partnerships.saving import Conflict
from partnerships.verdict import Refused, require
from register.forms.handovers import HandoverForm, LeaverForm
from register.models import Handover
from register.permissions.handovers import can_cancel_handover, can_hand_over, can_see_handovers
from register.reports.handovers import gaps
from register.workflow import handing_over
from register.workflow import handovers as workflow

FLOW = ("csrfmiddlewaretoken", "confirmed", "change")
CHANGED = "Somebody else changed this meanwhile, so nothing was done. Look at it again."


@require_safe
def handovers(request):
    """What nobody took over, what waits for its day, what was done."""
    require(can_see_handovers(request.user))
    found = Handover.objects.select_related("leaver")
    if person := request.GET.get("person"):
        return chosen(request, person)
    context = {
        "gaps": gaps(),
        "waiting": found.waiting(),
        "page": Paginator(found.done(), 25).get_page(request.GET.get("page")),
        "person_form": LeaverForm(),
        "verdict": can_hand_over(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "register/handovers/list.html", context)


def chosen(request, person: str):
    """The page of the person who was chosen, or the list with what is wrong."""
    form = LeaverForm({"person": person})
    if form.is_valid():
        return redirect("register:holdings", form.cleaned_data["person"].pk)
    return redirect("register:handovers")


@require_http_methods(["GET", "HEAD", "POST"])
def holdings(request, pk: int):
    """Everything that one person holds; a policy officer hands it over, after a page that says what will happen."""
    require(can_see_handovers(request.user))
    leaver, verdict = get_object_or_404(User, pk=pk), can_hand_over(request.user)
    if request.method == "POST":
        require(verdict)
    found = held(leaver)
    form = HandoverForm(
        request.POST if request.method == "POST" else None,
        leaver=leaver,
        held=found,
        cancel_url=reverse("register:handovers"),
    )
    if form.is_bound and "change" not in request.POST and form.is_valid() and (answer := gone_on(request, form)):
        return answer
    waiting = Handover.objects.waiting().filter(leaver=leaver).first()
    context = {"leaver": leaver, "held": found, "form": form, "verdict": verdict, "waiting": waiting}
    return render(request, "register/handovers/holdings.html", context)


def gone_on(request, form: HandoverForm):
    """The check page, or the act itself once it was confirmed. None where something stands in the way."""
    on, choices, now = form.cleaned_data["takes_effect_on"], form.choices(), timezone.now()
    try:
        workflow.check(form.leaver, choices, on, timezone.localdate(now))
        if "confirmed" in request.POST:
            reason = form.cleaned_data["reason"]
            made = workflow.plan(form.leaver, choices, on, reason, by=request.user, at=now)
            messages.success(request, outcome(made, len(choices)))
            return redirect("register:handover", made.pk)
    except ValidationError as error:
        form.refuse(error)
        return None
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    typed = [(name, value) for name, value in request.POST.items() if name not in FLOW]
    context = {"leaver": form.leaver, "choices": choices, "on": on, "typed": typed, "back": request.path}
    context |= {"nobody": sum(successor is None for _, successor in choices), "is_today": on == timezone.localdate(now)}
    return render(request, "register/handovers/check.html", context)


def outcome(handover: Handover, count: int) -> str:
    things = "thing" if count == 1 else "things"
    if handover.done_at:
        return f"{count} {things} of {handover.leaver} changed hands."
    return f"{count} {things} of {handover.leaver} will change hands on {handover.takes_effect_on:%-d %B %Y}."


@require_safe
def handover(request, pk: int):
    """One handover, line by line."""
    require(can_see_handovers(request.user))
    found = get_object_or_404(Handover.objects.select_related("leaver", "done_by", "cancelled_by"), pk=pk)
    open_now = {(gap.holding.kind, gap.holding.record) for gap in gaps()} if found.done_at else set()
    lines = [(line, (line.kind, line.record) in open_now) for line in found.lines.select_related("successor")]
    context = {
        "handover": found,
        "lines": lines,
        "verdict": can_cancel_handover(request.user, found),
        "is_due": found.waits and found.takes_effect_on <= timezone.localdate(),
        "hidden": {"version": found.version},
    }
    return render(request, "register/handovers/handover.html", context)


@require_POST
def handover_cancel(request, pk: int):
    """Call it off before its day."""
    found = waiting_or_404(request, pk)
    require(can_cancel_handover(request.user, found), instead=reverse("register:handover", args=[pk]))
    try:
        workflow.cancel(found, version=version_of(request), by=request.user, at=timezone.now())
    except Conflict:
        messages.error(request, CHANGED)
    else:
        messages.success(request, f"The handover was cancelled. {found.leaver} keeps everything.")
    return redirect("register:handover", pk)


@require_POST
def handover_carry_out(request, pk: int):
    """Do by hand what should have been done on its day."""
    found = waiting_or_404(request, pk)
    require(can_cancel_handover(request.user, found), instead=reverse("register:handover", args=[pk]))
    try:
        handing_over.carry_out(found, by=request.user, at=timezone.now())
    except (ValidationError, Refused) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, f"What {found.leaver} held has changed hands.")
    return redirect("register:handover", pk)


def waiting_or_404(request, pk: int) -> Handover:
    require(can_see_handovers(request.user))
    return get_object_or_404(Handover.objects.select_related("leaver"), pk=pk)


def version_of(request) -> int:
    """The version that the button was shown for; nought where it does not say, which is a version of nothing."""
    return whole(request.POST.get("version", "")) or 0
