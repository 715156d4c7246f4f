"""The outcomes of an agreement: added, changed, taken off, put back."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from partnerships.words import BRIEF, shortened
from register.forms.agreements import OutcomeForm
from register.forms.life import RemovalForm
from register.guidance import Guidance
from register.models import AgreedOutcome
from register.permissions import can_change_agreement
from register.views.agreements import document_or_404
from register.views.telling import said, tell
from register.workflow import agreements as workflow


def opened(request, pk: int) -> tuple[AgreedOutcome, str]:
    """The outcome that the person may change, and the page of its agreement."""
    found = AgreedOutcome.objects.visible_to(request.user).select_related("document__partnership", "theme")
    outcome = get_object_or_404(found, pk=pk)
    back = reverse("register:agreement", args=[outcome.document_id])
    require(can_change_agreement(request.user, outcome.document), instead=back)
    return outcome, back


def seen_by(request, outcome: AgreedOutcome) -> Seen:
    return Seen(outcome, request.POST.get("version", "") if request.method == "POST" else outcome.version)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_outcome_add(request, pk: int):
    """One more outcome."""
    document = document_or_404(request.user, pk)
    back = reverse("register:agreement", args=[pk])
    require(can_change_agreement(request.user, document), instead=back)
    form = OutcomeForm(
        request.POST or None, entry=document.partnership, user=request.user, guidance=Guidance.current(),
        cancel_url=back, instance=AgreedOutcome(document=document),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            made = workflow.add_outcome(form.line(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            told(request, made, "outcome added")
            return redirect(back)
    context = {"form": form, "document": document, "entry": document.partnership, "back": back}
    return render(request, "register/agreements/outcome_add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_outcome_edit(request, pk: int):
    """Change an outcome."""
    outcome, back = opened(request, pk)
    entry = outcome.document.partnership
    form = OutcomeForm(
        request.POST or None, entry=entry, user=request.user, guidance=Guidance.current(), cancel_url=back,
        seen=seen_by(request, outcome),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        write = partial(workflow.edit_outcome, outcome, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, outcome, write, partial(said, request, entry, back, form)):
            return answer
    context = {"form": form, "document": outcome.document, "entry": entry, "back": back}
    return render(request, "register/agreements/outcome_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_outcome_remove(request, pk: int):
    """Take an outcome off, after a page that says what stays."""
    return moved(request, pk, workflow.remove_outcome, "register/agreements/outcome_remove.html", "Remove")


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_outcome_put_back(request, pk: int):
    """Undo a removal."""
    return moved(request, pk, workflow.put_back_outcome, "register/agreements/outcome_put_back.html", "Put back")


def moved(request, pk: int, verb, template: str, button: str):
    """The page that asks once more and takes the reason, and the act itself."""
    outcome, back = opened(request, pk)
    removing = button == "Remove"
    if bool(outcome.removed_at) == removing:
        raise Refused(f"This outcome has been {'taken off' if removing else 'put back'} already.", back)
    form = RemovalForm.over(AgreedOutcome)(
        request.POST or None, seen=seen_by(request, outcome), submit_text=button, cancel_url=back
    )
    if form.is_bound and form.is_valid():
        write = partial(stepped, verb, outcome, by=request.user, at=timezone.now())
        done = partial(after, request, f"outcome {'removed' if removing else 'put back'}", back)
        if answer := save_or_merge(request, form, outcome, write, done, always=True):
            return answer
    context = {"form": form, "outcome": outcome, "entry": outcome.document.partnership, "back": back}
    return render(request, template, context)


def stepped(verb, outcome, changes, **who):
    return verb(outcome, **who)


def after(request, what: str, back: str, outcome: AgreedOutcome, changed: dict):
    told(request, outcome, what)
    return redirect(back)


def told(request, outcome: AgreedOutcome, what: str) -> None:
    entry = outcome.document.partnership
    tell(request, entry, f"{entry.name}: {what}: {shortened(outcome.text, BRIEF)}.")
