"""The life of an entry: confirmed, not a partnership and back, ended and reopened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.snapshots import Seen
from partnerships.verdict import Verdict, require
from partnerships.views.merge import save_or_merge
from register.forms.life import ConfirmForm, EndForm, ExcludeForm, LifeForm, ReasonForm
from register.models import Partnership
from register.views.loading import entry_or_404
from register.views.telling import tell
from register.workflow import entries
from register.workflow.entries import LIFE


@dataclass(frozen=True)
class Step:
    """One page: its form, its template, who may, the verb, and what is said afterwards."""

    template: str
    form: type[LifeForm]
    may: Callable[..., Verdict]
    write: Callable[..., Partnership]
    button: str
    sentence: str


def step(request, reference: str, act: Step):
    """Load, decide, act once."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:entry", args=[reference])
    require(act.may(request.user, entry), instead=back)
    seen = Seen(entry, request.POST.get("version", "") if request.method == "POST" else entry.version)
    form = act.form(request.POST or None, seen=seen, user=request.user, submit_text=act.button, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(act.write, entry, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, entry, write, partial(done, request, act.sentence), always=True):
            return answer
    return render(request, act.template, {"form": form, "entry": entry, "back": back})


def done(request, sentence: str, entry: Partnership, changed: dict):
    tell(request, entry, f"{entry.name} {sentence}")
    return redirect("register:entry", entry.reference)


def write_exclude(entry, form, changes, *, version, reason, **who):
    return entries.exclude(entry, form.cleaned_data["exclusion_class"], reason, version=version, **who)


def write_end(entry, form, changes, *, version, reason, **who):
    cleaned = form.cleaned_data
    answers = {"waived": cleaned["waived"], "advice": cleaned.get("advice", "")}
    return entries.end(entry, cleaned["ended_on"], reason, cleaned["successor"], **answers, version=version, **who)


def write_readmit(entry, form, changes, *, version, reason, **who):
    return entries.readmit(entry, reason, version=version, **who)


def write_reopen(entry, form, changes, *, version, reason, **who):
    return entries.reopen(entry, reason, version=version, **who)


def write_confirm(entry, form, changes, *, version, reason, **who):
    return entries.confirm(entry, version=version, **who)


def may(verb: str) -> Callable[..., Verdict]:
    return lambda user, entry: LIFE.may_start(user, entry, verb)


EXCLUDE = Step(
    "register/exclude.html",
    ExcludeForm,
    may("exclude"),
    write_exclude,
    "Mark as not a partnership",
    "is marked as not a partnership.",
)
READMIT = Step(
    "register/readmit.html", ReasonForm, may("readmit"), write_readmit, "Take back", "is back in the register."
)
END = Step("register/end.html", EndForm, may("end"), write_end, "End the entry", "is shown as ended.")
REOPEN = Step("register/reopen.html", ReasonForm, may("reopen"), write_reopen, "Reopen the entry", "is active again.")
CONFIRM = Step("register/confirm.html", ConfirmForm, entries.may_confirm, write_confirm, "Confirm", "is confirmed.")


@require_http_methods(["GET", "HEAD", "POST"])
def exclude(request, reference: str):
    """Mark as not a partnership, with what it is instead and why."""
    return step(request, reference, EXCLUDE)


@require_http_methods(["GET", "HEAD", "POST"])
def readmit(request, reference: str):
    """Take that back."""
    return step(request, reference, READMIT)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, reference: str):
    """Record that the partnership ended."""
    return step(request, reference, END)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, reference: str):
    """Undo an end that was recorded by mistake."""
    return step(request, reference, REOPEN)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, reference: str):
    """The lead officer says that an imported entry is right."""
    return step(request, reference, CONFIRM)
