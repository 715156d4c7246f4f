"""Business cases: an entry's own, the list of all, one with its task list, its parts, and each step."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms import cases as forms
from assessments.forms.questions import QuestionsForm
from assessments.models import BusinessCase
from assessments.permissions.assessments import can_see_assessments
from assessments.reports import cases as report
from assessments.reports.case_text import answered
from assessments.rules.cases import ASKED, PARTS, TITLES
from assessments.workflow import cases as workflow
from assessments.workflow.case_contents import given
from partnerships.saving import Conflict
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from register.models import Partnership
from register.reports.alike import alike
from register.reports.entry import Builder
from register.reports.learnt import learnt
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from register.workflow.resting import stated_budget

BY_SUMS = "The sums in the register say whether the budget holds the money. Change it there if it is wrong."
ELSEWHERE = "Somebody else saved this business case meanwhile. Look at it again, and save once more."


def case_or_404(user, pk: int) -> BusinessCase:
    people = ("started_by", "submitted_by", "challenged_by", "partnership__lead_officer")
    return get_object_or_404(BusinessCase.objects.visible_to(user).select_related("partnership", *people), pk=pk)


def address_of(case: BusinessCase) -> str:
    return reverse("assessments:case", args=[case.pk])


@require_safe
def entry_cases(request, reference: str):
    """The business cases of one entry, and the way to begin one."""
    entry = entry_or_404(request.user, reference)
    require(can_see_assessments(request.user, entry), instead=reverse("register:entry", args=[reference]))
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("cases"),
        "tabs": tabs_of(request.user, entry, "cases"),
        "cases": BusinessCase.objects.visible_to(request.user).filter(partnership=entry).select_related("started_by"),
        "verdict": workflow.may_open(request.user, entry),
    }
    return render(request, "assessments/cases/tab.html", context)


@require_safe
def cases(request):
    """Proposals and business cases that the person may read; those under way first."""
    require(can_see_assessments(request.user))
    part = shown(request, report.SHOWN)
    page = Paginator(report.found(request.user, part.key), 25).get_page(request.GET.get("page"))
    return render(request, "assessments/cases/list.html", {"page": page, "tabs": part.tabs, "title": part.title})


@require_safe
def case(request, pk: int):
    """One business case with its task list and everything that it says."""
    found = case_or_404(request.user, pk)
    context = {
        "page": report.page(found, request.user, timezone.now(), timezone.localdate()),
        "learnt": learnt(request.user, found.partnership),
        "case": found,
        "entry": found.partnership,
        "back": reverse("assessments:entry_cases", args=[found.partnership.reference]),
    }
    return render(request, "assessments/cases/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def case_open(request, reference: str):
    """Begin a business case."""
    entry = entry_or_404(request.user, reference)
    back = reverse("assessments:entry_cases", args=[reference])
    require(workflow.may_open(request.user, entry), instead=back)
    form = forms.OpenForm(request.POST if request.method == "POST" else None, cancel_url=back)
    if form.is_bound and form.is_valid():
        made = workflow.open_case(entry, form.cleaned_data["is_complex"], by=request.user, at=timezone.now())
        messages.success(request, "The business case is begun.")
        return redirect(address_of(made))
    return render(request, "assessments/cases/open.html", {"form": form, "entry": entry, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def case_part(request, pk: int, part: str):
    """One part of the case: some of its fields, or some of its questions."""
    found = case_or_404(request.user, pk)
    if part not in PARTS and part not in ASKED:
        raise Http404
    require(workflow.may_write(request.user, found), instead=address_of(found))
    if part == "money" and stated_budget(found.partnership, timezone.localdate()):
        raise Refused(BY_SUMS, reverse("register:money", args=[found.partnership.reference]))
    return fields(request, found, part) if part in PARTS else questions(request, found, part)


def fields(request, found: BusinessCase, part: str):
    """Fields of the case itself."""
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form_class = forms.PartForm.over(PARTS[part][1])
    form = form_class(request.POST or None, seen=seen, user=request.user, cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        write = partial(written, found, part=part, by=request.user, at=timezone.now())
        if answer := save_or_merge(
            request, form, found, write, partial(saved, request), always=part in found.to_confirm
        ):
            return answer
    return part_page(request, found, part, form)


def questions(request, found: BusinessCase, part: str):
    """Questions of one kind; what the register answers is shown, and linked."""
    asked = given(found, timezone.now())[part]
    own = [each for each in asked if not each.question.fact]
    form = QuestionsForm(
        request.POST or None,
        questions=[each.question for each in own],
        answers={each.question.pk: each for each in own},
        cancel_url=address_of(found),
        submit_text="Save",
    )
    if form.is_bound and form.is_valid():
        try:
            who = {"by": request.user, "at": timezone.now()}
            workflow.write(found, {}, form.given(), part=part, version=found.version, **who)
        except Conflict:
            form.add_error(None, ELSEWHERE)
        else:
            return saved(request, found, {})
    kept = [answered(found, each) for each in asked if each.question.fact]
    return part_page(request, found, part, form, kept)


def part_page(request, found: BusinessCase, part: str, form, kept=()):
    near = alike(found.partnership.name, Partnership.objects.visible_to(request.user).exclude(pk=found.partnership_id))
    context = {
        "form": form,
        "case": found,
        "entry": found.partnership,
        "back": address_of(found),
        "title": TITLES[part],
        "kept": kept,
        "alike": near if part == "worth" else (),
        "part": part,
        "is_carried": part in found.to_confirm,
    }
    return render(request, "assessments/cases/part.html", context)


def written(found: BusinessCase, changes, *, version: int, reason: str, **who):
    return workflow.write(found, changes, version=version, **who)


def saved(request, found: BusinessCase, changed: dict):
    messages.success(request, "Saved.")
    return redirect(address_of(found))
