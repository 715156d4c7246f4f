"""The life of an agreement, step by step: put in force, renewed, terminated, its outcomes confirmed."""

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
from register.forms.agreements import AgreementStepForm, ConfirmOutcomesForm, InForceForm, RenewForm, TerminateForm
from register.models import GoverningDocument
from register.permissions import can_change_agreement
from register.reports.agreement_list import policy_in_use
from register.reports.agreements import build
from register.rules.agreements import begins_later
from register.rules.words import long_day
from register.views.agreements import document_or_404
from register.views.telling import tell
from register.workflow import agreements as workflow
from register.workflow.agreements import AGREEMENTS


@dataclass(frozen=True)
class Step:
    """One page: its template, its form, who may, the verb, and what is said afterwards of “the agreement”.

    The sentence may have `{begins}`: from which day, where that is still to come.
    """

    template: str
    form: type[AgreementStepForm]
    may: Callable[..., Verdict]
    write: Callable[..., GoverningDocument]
    button: str
    sentence: str


def step(request, pk: int, act: Step):
    """Load, decide, act once."""
    document = document_or_404(request.user, pk)
    back = reverse("register:agreement", args=[pk])
    may = act.may(request.user, document)
    seen = Seen(document, request.POST.get("version", "") if may and request.method == "POST" else document.version)
    form = act.form(request.POST or None, seen=seen, user=request.user, submit_text=act.button, cancel_url=back)
    require(may, instead=back, typed=form.in_words() if form.is_bound else ())
    if form.is_bound and form.is_valid():
        write = partial(act.write, document, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, document, write, partial(done, request, act), always=True):
            return answer
    page = build(document, request.user, timezone.localdate(), policy_in_use())
    return render(request, act.template, {"form": form, "page": page, "entry": document.partnership, "back": back})


def done(request, act: Step, document: GoverningDocument, changed: dict):
    begins = f" from {long_day(document.starts_on)}" if begins_later(document, timezone.localdate()) else ""
    sentence = act.sentence.format(begins=begins)
    tell(request, document.partnership, f"{document.partnership.name}: “{document}” {sentence}")
    return redirect("register:agreement", document.pk)


def write_in_force(document, form, changes, *, version, reason, **who):
    day = form.cleaned_data["starts_on"]
    return workflow.put_in_force(document, day, version=version, reason=reason, **who)


def write_renew(document, form, changes, *, version, reason, **who):
    days = form.cleaned_data["from_day"], form.cleaned_data["until_day"]
    return workflow.renew(document, *days, reason=reason, **who)


def write_terminate(document, form, changes, *, version, reason, **who):
    return workflow.terminate(document, form.cleaned_data["terminated_on"], reason, version=version, **who)


def write_confirm(document, form, changes, *, version, reason, **who):
    return workflow.confirm_outcomes(document, version=version, reason=reason, **who)


def may(verb: str) -> Callable[..., Verdict]:
    return lambda user, document: AGREEMENTS.may_start(user, document, verb)


IN_FORCE = Step(
    "register/agreements/agreement_put_in_force.html",
    InForceForm,
    may("put_in_force"),
    write_in_force,
    "Put in force",
    "is in force{begins}.",
)
RENEW = Step(
    "register/agreements/agreement_renew.html",
    RenewForm,
    workflow.may_renew,
    write_renew,
    "Draft the renewal",
    "is drafted as the renewal. The old agreement stands until this one is put in force and its first day has come.",
)
TERMINATE = Step(
    "register/agreements/agreement_terminate.html",
    TerminateForm,
    may("terminate"),
    write_terminate,
    "Terminate",
    "is terminated.",
)
CONFIRM = Step(
    "register/agreements/agreement_confirm.html",
    ConfirmOutcomesForm,
    can_change_agreement,
    write_confirm,
    "Confirm the outcomes",
    "has its outcomes confirmed as still right.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_put_in_force(request, pk: int):
    """A draft holds from a day on; what it renews holds until the day before."""
    return step(request, pk, IN_FORCE)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_renew(request, pk: int):
    """Draft the renewal, with the gaps that it would carry on named."""
    return step(request, pk, RENEW)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_terminate(request, pk: int):
    """End an agreement, with the day and the reason."""
    return step(request, pk, TERMINATE)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_confirm(request, pk: int):
    """Somebody has looked at the outcomes and found them right."""
    return step(request, pk, CONFIRM)
