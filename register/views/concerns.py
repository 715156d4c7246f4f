"""Concerns about an entry: its tab, the list of all, one concern with its story, and each step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.concerns import AdviseForm, ConcernForm, EscalateForm, ResolveForm, StepForm
from register.guidance import Guidance
from register.models import Concern
from register.permissions.concerns import can_raise_concern
from register.reports import concerns as report
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from register.workflow import concerns as workflow


def concern_or_404(user, pk: int) -> Concern:
    people = ("raised_by", "addressed_to", "escalated_to", "advised_by", "resolved_by")
    found = Concern.objects.visible_to(user).select_related("partnership", *people)
    return get_object_or_404(found, pk=pk)


@require_safe
def concerns(request, reference: str):
    """The concerns about one entry that the person may read."""
    entry = entry_or_404(request.user, reference)
    found = Concern.objects.visible_to(request.user).filter(partnership=entry)
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("concerns"),
        "tabs": tabs_of(request.user, entry, "concerns"),
        "concerns": found.select_related("raised_by", "addressed_to", "escalated_to"),
        "verdict": can_raise_concern(request.user, entry),
    }
    return render(request, "register/concerns/tab.html", context)


@require_safe
def concern_list(request):
    """All concerns that the person may read; the open ones first."""
    part = shown(request, report.SHOWN)
    page = Paginator(report.found(request.user, part.key), 25).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": part.tabs, "title": part.title}
    return render(request, "register/concerns/list.html", context)


@require_safe
def concern(request, pk: int):
    """One concern: where it stands, what can be done, and everything that happened."""
    found = concern_or_404(request.user, pk)
    context = {
        "concern": found,
        "entry": found.partnership,
        "back": reverse("register:concerns", args=[found.partnership.reference]),
        "steps": report.steps(found, request.user),
        "items": report.story(found),
    }
    return render(request, "register/concerns/concern.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_raise(request, reference: str):
    """Raise a concern about an entry."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:concerns", args=[reference])
    require(can_raise_concern(request.user, entry), instead=back)
    form = ConcernForm(
        request.POST or None, entry=entry, user=request.user, guidance=Guidance.current(), cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            whose = form.cleaned_data.get("for_whom")
            made = workflow.raise_concern(
                entry, form.concern_values(), for_whom=whose, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"The concern was raised, and {made.addressed_to} was written to.")
            return redirect("register:concern", made.pk)
    return render(request, "register/concerns/raise.html", {"form": form, "entry": entry, "back": back})


@dataclass(frozen=True)
class Step:
    """One page of a step: its form, the verb, its title and what is said above and afterwards."""

    verb: str
    form: type[StepForm]
    write: Callable[..., Concern]
    title: str
    above: str
    sentence: str


ADVISE = Step(
    "advise",
    AdviseForm,
    workflow.advise,
    "Advise on this concern",
    "Whoever raised it is told by e-mail.",
    "Your advice was sent.",
)
ESCALATE = Step(
    "escalate",
    EscalateForm,
    workflow.escalate,
    "Escalate this concern",
    "It goes to another member of the corporate management team or to the portfolio holder, who is told by e-mail.",
    "The concern was escalated.",
)
RESOLVE = Step(
    "resolve",
    ResolveForm,
    workflow.resolve,
    "Resolve this concern",
    "The concern is closed and kept. Whoever raised it is told by e-mail.",
    "The concern is resolved.",
)


def step(request, pk: int, act: Step):
    """Load, decide, act once."""
    found = concern_or_404(request.user, pk)
    back = reverse("register:concern", args=[pk])
    require(workflow.CONCERNS.may_start(request.user, found, act.verb), instead=back)
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = act.form(request.POST or None, seen=seen, concern=found, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(written, act.write, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(done, request, act), always=True):
            return answer
    context = {"form": form, "concern": found, "entry": found.partnership, "back": back, "act": act}
    return render(request, "register/concerns/step.html", context)


def written(write: Callable[..., Concern], concern: Concern, changes, *, version: int, reason: str, **who) -> Concern:
    return write(concern, changes, version=version, **who)


def done(request, act: Step, concern: Concern, changed: dict):
    messages.success(request, f"{concern.title}: {act.sentence[:1].lower()}{act.sentence[1:]}")
    return redirect("register:concern", concern.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_advise(request, pk: int):
    """The person who was asked says what they advise."""
    return step(request, pk, ADVISE)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_escalate(request, pk: int):
    """It goes further, with why."""
    return step(request, pk, ESCALATE)


@require_http_methods(["GET", "HEAD", "POST"])
def concern_resolve(request, pk: int):
    """How it ended."""
    return step(request, pk, RESOLVE)
