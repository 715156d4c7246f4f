"""Answering an assessment: all criteria on one page or one a page, the overall rating, and handing it in."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.assessments import AnswersForm, SubmitForm
from assessments.models import Assessment
from assessments.reports.entry import is_step_by_step
from assessments.reports.sheet import Line, Sheet, sheet
from assessments.rules.ratings import RULE, RULE_SOURCE, lacks
from assessments.views.assessments import told
from assessments.views.loading import assessment_or_404
from assessments.workflow import assessments as workflow
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from register.reports.learnt import learnt

RULES = {"rule": RULE, "rule_source": RULE_SOURCE}


def to_answer(request, pk: int) -> Assessment:
    """The assessment, for who may answer it as it stands."""
    found = assessment_or_404(request.user, pk)
    require(workflow.may_edit(request.user, found), instead=reverse("assessments:assessment", args=[pk]))
    return found


def seen_by(request, found: Assessment) -> Seen:
    return Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)


def saved(request, found: Assessment, form: AnswersForm, done):
    """Keep what was answered, or say why not; None where the form is shown again."""
    if not (form.is_bound and form.is_valid()):
        return None
    given = form.given()

    def write(changes, *, version, reason):
        return workflow.answer(found, changes, given, version=version, by=request.user, at=timezone.now())

    return save_or_merge(request, form, found, write, done, always=bool(given))


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_edit(request, pk: int):
    """Every criterion and the overall rating on one page."""
    found = to_answer(request, pk)
    paper = sheet(found, timezone.localdate())
    back = reverse("assessments:assessment", args=[pk])
    form = AnswersForm(
        request.POST or None, seen=seen_by(request, found), lines=paper.lines, with_overall=True, cancel_url=back
    )
    if answer := saved(request, found, form, partial(edited, request)):
        return answer
    cards = [{"line": line, **form.boxes(line.criterion)} for line in paper.lines]
    context = {
        "form": form,
        "sheet": paper,
        "cards": cards,
        "entry": found.partnership,
        "assessment": found,
        "back": back,
        "learnt": learnt(request.user, found.partnership),
    }
    return render(request, "assessments/assessments/edit.html", context | RULES)


def edited(request, found: Assessment, changed: dict):
    if "check" in request.POST:
        return redirect("assessments:assessment_check", found.pk)
    return told(request, found, "your answers are saved. Nothing is submitted yet.")


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_step(request, pk: int, number: int):
    """One criterion; after the last of them the overall rating."""
    found = to_answer(request, pk)
    paper = sheet(found, timezone.localdate())
    if not 1 <= number <= len(paper.lines) + 1:
        raise Http404
    line = paper.lines[number - 1] if number <= len(paper.lines) else None
    back = reverse("assessments:assessment", args=[pk])
    form = AnswersForm(
        request.POST or None,
        seen=seen_by(request, found),
        lines=[line] if line else [],
        with_overall=line is None,
        cancel_url=back,
    )
    if answer := saved(request, found, form, partial(stepped, request, paper, number)):
        return answer
    card = {"line": line, **form.boxes(line.criterion)} if line else None
    context = {
        "form": form, "sheet": paper, "card": card, "entry": found.partnership, "assessment": found, "back": back,
        "number": number, "total": len(paper.lines) + 1, "steps": trail(paper, number),
        "previous": reverse("assessments:assessment_step", args=[pk, number - 1]) if number > 1 else "",
        "learnt": learnt(request.user, found.partnership),
    }  # fmt: skip
    return render(request, "assessments/assessments/step.html", context | RULES)


def stepped(request, paper: Sheet, number: int, found: Assessment, changed: dict):
    if "later" in request.POST:
        return told(request, found, "your answers are saved. Nothing is submitted yet.")
    if number > len(paper.lines):
        return redirect("assessments:assessment_check", found.pk)
    return redirect("assessments:assessment_step", found.pk, number + 1)


def trail(paper: Sheet, number: int) -> list[dict]:
    """The steps, with those that are answered."""
    pk = paper.assessment.pk
    found = [step(pk, line.number, line.criterion.name, bool(line.level.level), number) for line in paper.lines]
    return [*found, step(pk, len(paper.lines) + 1, "Overall rating", bool(paper.assessment.overall), number)]


def step(pk: int, own: int, label: str, is_answered: bool, number: int) -> dict:
    url = reverse("assessments:assessment_step", args=[pk, own])
    return {"label": label, "url": url, "done": is_answered and own != number, "current": own == number}


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_check(request, pk: int):
    """Every answer once more, what is suggested, what is missing; then it is submitted."""
    found = to_answer(request, pk)
    paper = sheet(found, timezone.localdate())
    back = reverse("assessments:assessment", args=[pk])
    form = SubmitForm(request.POST or None, seen=seen_by(request, found), cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(submitted, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(handed_in, request), always=True):
            return answer
    context = {
        "form": form, "sheet": paper, "entry": found.partnership, "assessment": found, "back": back,
        "rows": [checked(found, line) for line in paper.lines],
        "overall_url": overall_address(found, paper),
        "missing": missing(paper),
    }  # fmt: skip
    return render(request, "assessments/assessments/check.html", context | RULES)


def missing(paper: Sheet) -> list[str]:
    """What must still be said."""
    record = paper.assessment
    return lacks(paper.levels, paper.suggestion, record.overall, record.difference_reason, record.criteria.is_binding)


def checked(found: Assessment, line: Line) -> dict:
    """A criterion with where it is changed."""
    if is_step_by_step(found.partnership):
        return {"line": line, "url": reverse("assessments:assessment_step", args=[found.pk, line.number])}
    return {"line": line, "url": f"{reverse('assessments:assessment_edit', args=[found.pk])}#criterion-{line.number}"}


def overall_address(found: Assessment, paper: Sheet) -> str:
    if is_step_by_step(found.partnership):
        return reverse("assessments:assessment_step", args=[found.pk, len(paper.lines) + 1])
    return f"{reverse('assessments:assessment_edit', args=[found.pk])}#overall"


def submitted(found: Assessment, changes, *, version: int, reason: str, **who) -> Assessment:
    """Handed in; what is missing is said on the page."""
    try:
        return workflow.submit(found, version=version, **who)
    except Refused as refusal:
        raise ValidationError(f"Nothing is submitted yet. {refusal.reason}") from refusal


def handed_in(request, found: Assessment, changed: dict):
    messages.success(request, f"{found}: the assessment is submitted. The policy team confirms it or returns it.")
    return redirect("assessments:assessment", found.pk)
