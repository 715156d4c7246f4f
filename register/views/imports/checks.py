"""The check: what an import would do, row by row, and every doubt with its answers."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from register.forms.imports.answers import AnswerForms
from register.models import ImportBatch, ImportRow
from register.reports.imports import Filter, cards, headline, new_councils, unused_columns, unused_sheets
from register.rules.imports import open_questions
from register.rules.words import number_of
from register.views.imports.loading import address, awaited, batch_or_404, carried_out, context, require_step
from register.workflow.imports.assessing import vocabulary
from register.workflow.imports.batches import PROCEDURE
from register.workflow.imports.jobs import progress

PER_PAGE = 20
QUESTIONS = {"questions": "open", "answered": "answered"}
OUTCOMES = (
    ("new", "New"),
    ("changed", "Changed"),
    ("error", "With errors"),
    ("unchanged", "Unchanged"),
    ("skipped", "Not imported"),
)


@require_http_methods(["GET", "HEAD", "POST"])
def import_check(request, reference: str):
    """Show the rows, those with questions first; a POST keeps the answers of the page."""
    batch = batch_or_404(request.user, reference)
    require_step(PROCEDURE.may_start(request.user, batch, "check"), batch)
    if (going := progress(batch)) and going.running:
        return redirect(awaited(batch, "import_check"))
    show = shown(request, batch)
    page = Paginator(rows_of(batch, show), PER_PAGE).get_page(request.GET.get("page"))
    formset = AnswerForms(request.POST if request.method == "POST" else None, list(page), vocabulary())
    if request.method == "POST" and formset.is_valid():
        return kept(request, batch, formset, show, page)
    found = cards(batch, page)
    for card, form in zip(found, formset.rows, strict=True):
        card.form = form
    return render(
        request,
        "register/imports/import_check.html",
        context(
            batch,
            "Check",
            formset=formset,
            cards=found,
            page=page,
            filters=filters(batch, show),
            show=show,
            open=open_questions(batch),
            headline=headline(batch.totals),
            has_rows=batch.rows.exists(),
            strangers=new_councils(batch),
            unused=unused_columns(batch),
            aside=unused_sheets(batch),
            verdict=PROCEDURE.verdict(request.user, batch, "commit"),
        ),
    )


def kept(request, batch: ImportBatch, formset: AnswerForms, show: str, page: Page):
    """Keep the answers of the page and say how many questions are left."""
    if elsewhere := carried_out(request, batch, "answer", "import_check", given=formset.answers()):
        return elsewhere
    left = ImportBatch.objects.get(pk=batch.pk).totals.get("open", 0)
    words = f"{number_of(left, 'question is', 'questions are')} still open." if left else "No question is open."
    messages.success(request, f"Your answers are kept. {words}")
    show = show if left or show != "questions" else "all"
    return redirect(f"{address('import_check', batch)}?{urlencode({'show': show, 'page': page.number})}")


def shown(request, batch: ImportBatch) -> str:
    """Which rows the page shows: as the address says, else those with questions, else all."""
    wanted = request.GET.get("show", "")
    if wanted in {"questions", "answered", "all", *(key for key, _ in OUTCOMES)}:
        return wanted
    return "questions" if open_questions(batch) else "all"


def rows_of(batch: ImportBatch, show: str) -> QuerySet[ImportRow]:
    """The rows of one filter, in the order of the workbook."""
    rows = batch.rows.order_by("pk")
    if show in QUESTIONS:
        return rows.filter(**{f"changes__{QUESTIONS[show]}__gt": 0})
    return rows if show == "all" else rows.filter(outcome=show)


def filters(batch: ImportBatch, show: str) -> list[Filter]:
    """The ways to narrow the rows: questions by how many questions there are, the others by how many rows."""
    counts = [("questions", "Open questions", open_questions(batch))]
    if answered := batch.totals.get("answered"):
        counts.append(("answered", "Answered questions", answered))
    counts += [(key, label, batch.totals.get(key, 0)) for key, label in OUTCOMES if batch.totals.get(key)]
    counts.append(("all", "All rows", batch.rows.count()))
    return [Filter(key, label, count, key == show, f"?show={key}") for key, label, count in counts]


@require_POST
def import_suggestions(request, reference: str):
    """Answer every open question with its suggestion."""
    batch = batch_or_404(request.user, reference)
    count = open_questions(batch)
    if elsewhere := carried_out(request, batch, "suggestions", "import_check"):
        return elsewhere
    messages.success(
        request, f"{count} suggestion{'s are' if count != 1 else ' is'} used. You can still change each answer."
    )
    return redirect("register:import_check", reference)


@require_POST
def import_again(request, reference: str):
    """Read the file again and compare it with the register as it is now; answers are kept."""
    batch = batch_or_404(request.user, reference)
    if elsewhere := carried_out(request, batch, "check", "import_check"):
        return elsewhere
    messages.success(request, "The file was checked again. Your answers are kept.")
    return redirect("register:import_check", reference)
