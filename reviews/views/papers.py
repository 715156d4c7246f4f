"""Committee papers: the list, the paper as a page and as PDF, drafting, issuing, correcting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.downloads import attached
from partnerships.models import Council
from partnerships.roles import Role
from partnerships.saving import Conflict
from partnerships.verdict import require
from reviews import permissions, rendering
from reviews.forms import papers as forms
from reviews.models import CommitteePaper
from reviews.reports import frozen
from reviews.reports import papers as reports
from reviews.rules import papers as rules
from reviews.views import paper_editing as editing
from reviews.workflow import papers as workflow
from reviews.workflow import receipts

START = {
    "title": "Partnership register",
    "status_line": "For discussion",
    "objective": "To consider the partnership register, and the recommendations to increase, reduce or review what the "
    "council puts into partnerships.",
}


def visible(request, reference: str) -> CommitteePaper:
    """The paper, or 404 where this person must not know of it."""
    papers = CommitteePaper.objects.visible_to(request.user).select_related(
        "body", "where_from", "where_to_next", "council", "supersedes", "edition__round", "exit_strategy__partnership"
    )
    return get_object_or_404(papers, reference=reference)


@require_safe
def papers(request):
    """All papers that the person may read, by meeting; the municipal year runs from May to April."""
    found = CommitteePaper.objects.visible_to(request.user).select_related("body", "correction").defer("frozen")
    years = sorted({rules.municipal_year(paper) for paper in found}, reverse=True)
    form = forms.YearForm(request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else None
    context = {
        "papers": [paper for paper in found if shown(paper, year, request.GET.get("status", ""))],
        "years": [(start, rules.municipal_year_name(start)) for start in years],
        "year": year,
        "year_name": rules.municipal_year_name(year) if year else "",
        "may_draft": permissions.can_draft_paper(request.user),
    }
    return render(request, "reviews/papers/list.html", context)


def shown(paper: CommitteePaper, year: int | None, status: str) -> bool:
    """Does the list, narrowed to a municipal year and to drafts, show this paper?"""
    return (year is None or rules.municipal_year(paper) == year) and (status != "draft" or paper.is_draft)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request):
    """Begin a paper with its header."""
    require(permissions.can_draft_paper(request.user))
    form = forms.DetailsForm(
        request.POST or None,
        initial={**START, "originator": request.user.post},
        submit_text="Start the draft",
        cancel_url=reverse("reviews:papers"),
    )
    if form.is_valid():
        council = Council.objects.of(request.user)
        made = workflow.draft(form.cleaned_data, council, by=request.user, at=timezone.now())
        messages.success(
            request,
            f"{made.reference} was started as a draft. Only those who prepare papers, and the auditor, see it.",
        )
        return redirect("reviews:paper", made.reference)
    return render(request, "reviews/papers/new.html", {"form": form})


@require_safe
def paper(request, reference):
    """The paper as a page: as issued, or, for a draft, as the register stands today."""
    shown = visible(request, reference)
    report = reports.report(shown, as_of=timezone.localdate())
    context = {
        "paper": shown,
        "report": report,
        "logo_url": reverse("reviews:paper_logo", args=[reference]) if rendering.logo(report.letterhead) else "",
        "missing": rules.missing(shown) if shown.is_draft else [],
        "passed": rules.passed(shown, timezone.localdate()),
        "conflicts": rules.conflicts(shown) if shown.is_draft else [],
        "spelt_out": rendering.spelt_out(report) if shown.is_draft else "",
        "edit_verdict": permissions.can_edit_paper(request.user, shown),
        "issue_verdict": permissions.can_issue_paper(request.user, shown),
        "correct_verdict": permissions.can_correct_paper(request.user, shown),
        "prepares": permissions.can_draft_paper(request.user),
        "asks": shown.status == CommitteePaper.Status.ISSUED and request.user.has_role(Role.SCRUTINY_MEMBER),
        "receipts": shown.receipts.select_related("body"),
        "receipt_verdict": receipts.may_record(request.user, shown),
        "correction": CommitteePaper.objects.visible_to(request.user).filter(supersedes=shown).first(),
    }
    return render(request, "reviews/papers/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_edit(request, reference, section):
    """One part of a draft; a clash with somebody else's edit keeps what was typed."""
    shown = visible(request, reference)
    require(permissions.can_edit_paper(request.user, shown))
    screen = editing.screen(section, shown, request.POST or None)
    if screen.form.is_valid() and screen.save(by=request.user, at=timezone.now()):
        messages.success(request, f"{screen.title} of {shown.reference} saved.")
        return redirect("reviews:paper", shown.reference)
    return render(
        request,
        "reviews/papers/edit.html",
        {"paper": shown, "form": screen.form, "screen": screen},
        status=screen.http_status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paper_issue(request, reference):
    """What will be frozen, what is missing, and the button."""
    shown = visible(request, reference)
    require(permissions.can_edit_paper(request.user, shown))
    require(permissions.can_issue_paper(request.user, shown))
    today = timezone.localdate()
    if request.method == "POST":
        return issue(request, shown, today)
    report = reports.build(shown, as_of=today)
    context = {
        "paper": shown,
        "report": report,
        "missing": rules.missing(shown),
        "passed": rules.passed(shown, today),
        "conflicts": rules.conflicts(shown),
        "spelt_out": rendering.spelt_out(report),
        "attached": shown.files.kept(),
        "hidden": {"version": shown.version, "seen": frozen.digest(report)},
        "verdict": workflow.PAPERS.verdict(request.user, shown, "issue"),
    }
    return render(request, "reviews/papers/issue.html", context)


def issue(request, shown: CommitteePaper, today):
    try:
        version = int(request.POST.get("version", "0") or 0)
        issued = workflow.issue(
            shown, version=version, seen=request.POST.get("seen", ""), as_of=today, by=request.user, at=timezone.now()
        )
    except (Conflict, ValueError):
        messages.error(
            request,
            "Somebody changed this paper while you were reading it, so it was not issued. Read it again first.",
        )
        return redirect("reviews:paper_issue", shown.reference)
    messages.success(
        request,
        f"{issued.reference} was issued. Its file and its figures no longer change, whatever happens in the register.",
    )
    return redirect("reviews:paper", issued.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_correct(request, reference):
    """Begin a correction of an issued paper."""
    shown = visible(request, reference)
    require(permissions.can_correct_paper(request.user, shown))
    form = forms.CorrectionForm(request.POST or None, cancel_url=reverse("reviews:paper", args=[shown.reference]))
    if form.is_valid():
        correction = workflow.correct(shown, form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(
            request,
            f"{correction.reference} corrects {shown.reference}, which stands until the correction is issued.",
        )
        return redirect("reviews:paper", correction.reference)
    return render(request, "reviews/papers/correct.html", {"paper": shown, "form": form})


@require_safe
def paper_pdf(request, reference):
    """The PDF. Who downloaded which issued paper is noted."""
    shown = visible(request, reference)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    content = workflow.download(shown, as_of=timezone.localdate(), by=request.user, at=timezone.now())
    return HttpResponse(content, content_type="application/pdf", headers=attached(rules.file_name(shown)))
