"""The rota on which governance is verified: the list, dealing out, one line of it, and each step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.saving import Conflict
from partnerships.templatetags.council import yes_no
from partnerships.verdict import require
from partnerships.views.merge import carried
from register.forms.verifications import ChangeForm, DealForm, DropForm, VerifyForm, documents_of
from register.models import Verification
from register.permissions.verifications import can_plan_verifications, can_see_verifications
from register.reports import verifications as report
from register.reports.governance import facts_of
from register.rules.governance import checklist
from register.rules.words import number_of
from register.views.acts import Act, plainly, take, with_reason
from register.views.shown import shown
from register.workflow import verifications as workflow


def verification_or_404(user, pk: int) -> Verification:
    related = ("partnership", "verifier", "verified_by")
    return get_object_or_404(Verification.objects.visible_to(user).select_related(*related), pk=pk)


@require_safe
def verifications(request):
    """The rota: what is to be verified, by whom and until when; and what was verified."""
    require(can_see_verifications(request.user))
    part, today = shown(request, report.SHOWN), timezone.localdate()
    page = Paginator(report.found(request.user, part.key, today), 25).get_page(request.GET.get("page"))
    rows = [(each, report.is_overdue(each, today)) for each in page.object_list]
    may_deal = bool(can_plan_verifications(request.user))
    context = {"page": page, "rows": rows, "tabs": part.tabs, "title": part.title, "may_deal": may_deal}
    return render(request, "register/verifications/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def verification_deal(request):
    """Among whom and for how long; then who would verify what; then the act."""
    back = reverse("register:verifications")
    require(can_plan_verifications(request.user), instead=back)
    form = DealForm(request.POST or None, today=timezone.localdate(), cancel_url=back)
    if form.is_bound and "back" not in request.POST and form.is_valid():
        try:
            return dealt(request, form)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return render(request, "register/verifications/deal.html", {"form": form, "back": back})


def dealt(request, form: DealForm):
    """The check page, or the act itself once it was confirmed. Raises ValidationError."""
    now, expected = timezone.now(), request.POST.get("expected", "")
    if "confirmed" in request.POST:
        number = int(expected) if expected.isdecimal() else -1
        made = workflow.deal(form.asked(), number, by=request.user, at=now)
        messages.success(request, f"{number_of(len(made), 'partnership is', 'partnerships are')} on the rota.")
        return redirect("register:verifications")
    deal = workflow.proposed(**form.asked(), at=now)
    names = {"confirmed", "back", "expected"}
    context = {
        "deal": deal,
        "shares": report.shares(deal),
        "carried": [(name, value) for name, value in carried(request.POST) if name not in names],
    }
    return render(request, "register/verifications/deal_check.html", context)


@require_safe
def verification(request, pk: int):
    """One line of the rota: where it stands, what was found and what can be done."""
    line = verification_or_404(request.user, pk)
    context = {
        "line": line,
        "entry": line.partnership,
        "back": reverse("register:governance", args=[line.partnership.reference]),
        "page": report.page(line, request.user, timezone.localdate()),
    }
    return render(request, "register/verifications/verification.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def verification_verify(request, pk: int):
    """Its verifier says of each feature what the documents say."""
    line = verification_or_404(request.user, pk)
    back = reverse("register:verification", args=[pk])
    require(workflow.may_verify(request.user, line), instead=back)
    checks = checklist(facts_of(line.partnership, request.user, timezone.localdate()))
    said = [f"{yes_no(check.answer)} ({check.feature.source})" for check in checks]
    form = VerifyForm(
        request.POST or None,
        checks=checks,
        said=said,
        documents=documents_of(line.partnership),
        initial={"version": line.version},
        cancel_url=back,
    )
    if form.is_bound and form.is_valid():
        try:
            values = form.cleaned_data
            workflow.verify(
                line, form.found(), values["note"], version=values["version"], by=request.user, at=timezone.now()
            )
        except Conflict:
            form.add_error(None, "Somebody else changed this meanwhile. Look at it again.")
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "What you found is recorded.")
            return redirect(back)
    context = {"form": form, "line": line, "entry": line.partnership, "back": back}
    return render(request, "register/verifications/verify.html", context)


CHANGE = Act(
    workflow.may_change,
    ChangeForm,
    plainly(workflow.change),
    "Change who or when",
    "A policy officer or an auditor who does not answer for the partnership verifies it.",
    "The rota was changed.",
)
DROP = Act(
    workflow.may_change,
    DropForm,
    with_reason(workflow.drop),
    "Take it off the rota",
    "It stays on record. The partnership can be dealt out again.",
    "It is off the rota.",
)


def step(request, pk: int, act: Act):
    line = verification_or_404(request.user, pk)
    back = reverse("register:verification", args=[pk])
    return take(request, line, act, entry=line.partnership, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def verification_change(request, pk: int):
    """A policy officer gives it to somebody else, or moves its day."""
    return step(request, pk, CHANGE)


@require_http_methods(["GET", "HEAD", "POST"])
def verification_drop(request, pk: int):
    """A policy officer takes it off the rota."""
    return step(request, pk, DROP)
