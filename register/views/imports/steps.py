"""The decisions about an import: confirm, discard, accept, undo."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from register.forms.imports.headings import HeadingForms
from register.models import ImportBatch
from register.reports.imports import new_councils, unused_columns
from register.views.imports.loading import awaited, batch_or_404, carried_out, context, require_step, unless_clash
from register.workflow.imports.accepting import entries_of, heading_questions
from register.workflow.imports.batches import PROCEDURE, discard
from register.workflow.imports.committing import Outdated
from register.workflow.imports.jobs import progress
from register.workflow.imports.undoing import may_undo


@require_http_methods(["GET", "HEAD", "POST"])
def import_commit(request, reference: str):
    """The last look before anything is written. A second submit finds the import committed and shows its result."""
    batch = batch_or_404(request.user, reference)
    if (going := progress(batch)) and going.running:
        return redirect(awaited(batch, "import"))
    if request.method == "POST" and batch.committed_at and request.user.pk == batch.committed_by_id:
        return redirect("register:import", reference)
    require_step(PROCEDURE.verdict(request.user, batch, "commit"), batch)
    outdated = ""
    if request.method == "POST":
        try:
            if answer := committed(request, batch):
                return answer
        except Outdated as refusal:
            outdated = refusal.reason
    return render(
        request,
        "register/imports/import_commit.html",
        context(
            batch,
            "Confirm",
            unused=unused_columns(batch),
            outdated=outdated,
            strangers=new_councils(batch),
            count=batch.totals["new"] + batch.totals["changed"],
        ),
    )


def committed(request, batch: ImportBatch):
    """Commit, and say what was written."""
    if elsewhere := carried_out(request, batch, "commit", "import"):
        return elsewhere
    new, changed = batch.totals["new"], batch.totals["changed"]
    messages.success(
        request,
        f"{new} partnership{'s' if new != 1 else ''} added and {changed} changed. A policy officer now accepts them.",
    )
    return redirect("register:import", batch.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def import_discard(request, reference: str):
    """Put an upload aside."""
    batch = batch_or_404(request.user, reference)
    require_step(PROCEDURE.verdict(request.user, batch, "discard"), batch)
    if request.method == "POST":
        if clash := unless_clash(request, batch, "import", partial(discard, batch)):
            return clash
        messages.success(request, f"{batch.file_name} is discarded. Nothing was imported.")
        return redirect("register:imports")
    return render(request, "register/imports/import_discard.html", context(batch, "Check"))


@require_http_methods(["GET", "HEAD", "POST"])
def import_accept(request, reference: str):
    """The policy officer decides the headings that the wording leaves open, and accepts."""
    batch = batch_or_404(request.user, reference)
    require_step(PROCEDURE.may_start(request.user, batch, "accept"), batch)
    formset = HeadingForms(request.POST if request.method == "POST" else None, heading_questions(batch))
    if request.method == "POST" and formset.is_valid():
        if elsewhere := carried_out(request, batch, "accept", "import", headings=formset.headings()):
            return elsewhere
        messages.success(
            request,
            f"{batch.reference} is accepted. Its entries are counted from now on; their lead officers confirm them.",
        )
        return redirect("register:import", reference)
    return render(
        request,
        "register/imports/import_accept.html",
        context(batch, "Result", formset=formset, entries=entries_of(batch)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request, reference: str):
    """Undo the import as a whole, after a last look."""
    batch = batch_or_404(request.user, reference)
    require_step(may_undo(request.user, batch), batch)
    if request.method == "POST":
        if elsewhere := carried_out(request, batch, "undo", "import"):
            return elsewhere
        messages.success(request, f"{batch.reference} is undone. The register is as it was before it.")
        return redirect("register:import", reference)
    return render(request, "register/imports/import_undo.html", context(batch, "Result", entries=entries_of(batch)))
