"""What the policy team and audit do with an assessment: confirm, return, verify."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.assessments import ConfirmForm, ReturnForm, StepForm, VerifyForm
from assessments.models import Assessment
from assessments.reports.sheet import sheet
from assessments.views.assessments import told
from assessments.views.loading import assessment_or_404
from assessments.workflow import assessments as workflow
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge


@dataclass(frozen=True)
class Act:
    """One page of a step: the verb, its form, what writes it, its title, what is said above and afterwards."""

    verb: str
    form: type[StepForm]
    write: Callable[..., Assessment]
    title: str
    above: str
    sentence: str


CONFIRM = Act(
    "confirm",
    ConfirmForm,
    lambda found, words, **more: workflow.confirm(found, **more),
    "Confirm this assessment",
    "The register shows the rating from now on, the assessment before it is superseded, and this one never changes.",
    "the assessment is confirmed and its rating is in the register.",
)
RETURN = Act(
    "return",
    ReturnForm,
    workflow.send_back,
    "Return this assessment",
    "It can be changed and submitted again. Whoever submitted it is told by e-mail.",
    "the assessment is returned.",
)
VERIFY = Act(
    "verify",
    VerifyForm,
    workflow.verify,
    "Record a verification",
    "The assessment stays as it is and shows that audit verified it, by whom and when.",
    "the verification is recorded.",
)


def act_on(request, pk: int, act: Act):
    """Load, decide, act once."""
    found = assessment_or_404(request.user, pk)
    back = reverse("assessments:assessment", args=[pk])
    require(workflow.ASSESSMENTS.may_start(request.user, found, act.verb), instead=back)
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = act.form(request.POST or None, seen=seen, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(written, act, found, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(done, request, act), always=True):
            return answer
    context = {
        "form": form, "assessment": found, "entry": found.partnership, "back": back, "act": act,
        "sheet": sheet(found, timezone.localdate()),
    }  # fmt: skip
    return render(request, "assessments/assessments/act.html", context)


def written(act: Act, found: Assessment, form: StepForm, changes, *, version: int, reason: str, **who) -> Assessment:
    """The step taken; a refusal is said on the page."""
    try:
        return act.write(found, form.words(), version=version, **who)
    except Refused as refusal:
        raise ValidationError(refusal.reason) from refusal


def done(request, act: Act, found: Assessment, changed: dict):
    return told(request, found, act.sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_confirm(request, pk: int):
    """The policy team agrees."""
    return act_on(request, pk, CONFIRM)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_return(request, pk: int):
    """The policy team asks for changes."""
    return act_on(request, pk, RETURN)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_verify(request, pk: int):
    """Audit says what it verified."""
    return act_on(request, pk, VERIFY)
