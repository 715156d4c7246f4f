"""One import: what became of every row, what was not imported, and what can be done with it now."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from partnerships.downloads import attached
from partnerships.models import Event
from partnerships.spreadsheets.writer import csv_lines, xlsx
from register.models import ImportBatch
from register.reports.imports import OUTCOMES, headline, problems, unused_columns, unused_sheets
from register.rules.imports import is_understood
from register.views.imports.loading import address, awaited, batch_or_404, context
from register.workflow.imports.batches import PROCEDURE
from register.workflow.imports.jobs import progress
from register.workflow.imports.undoing import may_undo

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FOLLOWING = ("import_check", "import_columns", "import_read")
WORDS = {
    "uploaded": "Uploaded",
    "checked": "Checked",
    "committed": "Committed",
    "accepted": "Accepted",
    "undone": "Undone",
    "discarded": "Discarded",
}


@require_safe
def import_(request, reference: str):
    """The import with its counts, rows and problems, and its next step."""
    batch = batch_or_404(request.user, reference)
    going, then = progress(batch), request.GET.get("then", "")
    if going and going.running:
        page = context(batch, "Result", going=going, again=awaited(batch, then if then in FOLLOWING else "import"))
        return render(request, "register/imports/import_waiting.html", page)
    if then:
        onward = request.path if going else following(batch, then)
        return HttpResponseClientRedirect(onward) if request.htmx else redirect(onward)
    rows = batch.rows.select_related("partnership").order_by("pk")
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    return render(
        request,
        "register/imports/import.html",
        context(
            batch,
            "Result",
            page=page,
            rows=[(row, *OUTCOMES[row.outcome]) for row in page],
            headline=headline(batch.totals),
            unused=unused_columns(batch),
            aside=unused_sheets(batch),
            actions=actions(request.user, batch),
            story=story(batch),
            going=going,
            problem_count=batch.totals.get("remarks", 0),
        ),
    )


def following(batch: ImportBatch, name: str) -> str:
    """The page that follows when the worker is done. Of a file just read: the columns, where little was understood."""
    if name not in FOLLOWING:
        return address("import", batch)
    if name == "import_read":
        name = "import_check" if is_understood(batch) else "import_columns"
    return address(name, batch)


def actions(user, batch: ImportBatch) -> list[dict]:
    """The steps that this import can take now, each with the verdict for this person."""
    verdicts = {
        "check": ("Go on checking", "register:import_check", lambda: PROCEDURE.may_start(user, batch, "check")),
        "accept": ("Accept this import", "register:import_accept", lambda: PROCEDURE.may_start(user, batch, "accept")),
        "undo": ("Undo this import", "register:import_undo", lambda: may_undo(user, batch)),
        "discard": (
            "Discard this upload",
            "register:import_discard",
            lambda: PROCEDURE.may_start(user, batch, "discard"),
        ),
    }
    return [
        {"verb": verb, "label": label, "route": route, "verdict": verdict()}
        for verb, (label, route, verdict) in verdicts.items()
        if batch.status in PROCEDURE.transitions[verb].sources
    ]


def story(batch: ImportBatch) -> list[dict]:
    """Who did what with this import, the latest first."""
    return [
        {"title": WORDS.get(event.detail.get("step"), "Step"), "by": event.by_name, "at": event.happened_at}
        for event in Event.objects.about(f"import {batch.reference}")
    ]


@require_safe
def import_problems(request, reference: str, file_format: str):
    """Every problem of the import as a file."""
    if file_format not in TYPES:
        raise Http404
    batch = batch_or_404(request.user, reference)
    table = problems(batch)
    today = timezone.localdate()
    content = (
        xlsx([table], title=f"Problems of {batch.reference}", as_of=today)
        if file_format == "xlsx"
        else b"".join(csv_lines(table))
    )
    name = f"{batch.reference}-problems.{file_format}"
    return HttpResponse(content, content_type=TYPES[file_format], headers=attached(name))
