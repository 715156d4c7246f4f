"""What the pages of an import share: finding it, where its steps lead, and what to do when two people were at it."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from partnerships.saving import Conflict
from register.models import ImportBatch
from register.reports.imports import steps

CLASH = "Somebody else worked on this import at the same time. This is how it stands now; please look again."


def batch_or_404(user, reference: str) -> ImportBatch:
    """The import of a reference, for those who run, accept or audit imports."""
    batches = ImportBatch.objects.visible_to(user).select_related(
        "uploaded_by", "committed_by", "accepted_by", "undone_by"
    )
    return get_object_or_404(batches, reference=reference)


def version_of(request, batch: ImportBatch) -> int:
    """The version of the import that the page showed."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else batch.version


def context(batch: ImportBatch, step: str, **more) -> dict:
    """What every page of an import shows: its name, its steps, its place in the trail."""
    urls = {"Match columns": address("import_columns", batch), "Check": address("import_check", batch)}
    open_to_change = batch.status in (ImportBatch.Status.UPLOADED, ImportBatch.Status.CHECKED)
    trail = [
        ("Imports", reverse("register:imports")),
        (batch.reference, "" if step == "Result" else address("import", batch)),
    ]
    return {
        "batch": batch,
        "steps": steps(batch, step, urls if open_to_change else {}),
        "trail": trail if step == "Result" else [*trail, (step, "")],
        **more,
    }


def address(name: str, batch: ImportBatch) -> str:
    return reverse(f"register:{name}", args=[batch.reference])


def unless_clash(request, batch: ImportBatch, name: str, write: Callable[[], ImportBatch]):
    """Do it; where somebody else was faster, say so and show the page anew. None means done."""
    try:
        write()
    except Conflict:
        messages.warning(request, CLASH)
        return redirect(f"register:{name}", batch.reference)
    return None
