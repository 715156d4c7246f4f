"""What the pages of an import share: finding it, where its steps lead, and what to do when two people were at it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from partnerships.saving import Conflict, sentences
from partnerships.verdict import Refused, Verdict, require
from register.models import ImportBatch
from register.reports.imports import steps
from register.workflow.imports.jobs import carry_out

UNSEEN = "Nothing was done: the form did not say which state of the import it showed. Please look again."
CLASH = "Somebody else worked on this import at the same time. This is how it stands now; please look again."


def batch_or_404(user, reference: str) -> ImportBatch:
    """The import of a reference, for those who run, accept or audit imports."""
    batches = ImportBatch.objects.visible_to(user).select_related(
        "uploaded_by", "committed_by", "accepted_by", "undone_by"
    )
    return get_object_or_404(batches, reference=reference)


def require_step(verdict: Verdict, batch: ImportBatch) -> None:
    """Raise Refused unless the verdict allows; the refusal leads to how the import stands."""
    require(verdict, instead=address("import", batch))


def version_of(request) -> int | None:
    """The version of the import that the page showed; None where the form does not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


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


def carried_out(request, batch: ImportBatch, step: str, page: str, **given: Any):
    """Take a step. None means done; else the page to go to: where it stands now, or where the worker is waited for."""
    found: list[ImportBatch | None] = []

    def write(**who) -> None:
        found.append(carry_out(batch, step, **who, **given))

    return unless_clash(request, batch, page, write) or (None if found[0] else redirect(awaited(batch, page)))


def unless_clash(request, batch: ImportBatch, page: str, write: Callable[..., Any]):
    """Do it; where somebody else was faster, or the form is no form of ours, say so and show the page anew."""
    if (version := version_of(request)) is None:
        messages.warning(request, UNSEEN)
        return redirect(f"register:{page}", batch.reference)
    try:
        write(version=version, by=request.user, at=timezone.now())
    except Refused as refusal:
        refusal.instead = refusal.instead or address("import", batch)
        raise
    except Conflict:
        messages.warning(request, CLASH)
        return redirect(f"register:{page}", batch.reference)
    except ValidationError as error:
        messages.error(request, " ".join(sentences(error)))
        return redirect(f"register:{page}", batch.reference)
    return None


def awaited(batch: ImportBatch, page: str) -> str:
    """The address at which the worker is waited for; it leads on to a page of the import."""
    return f"{address('import', batch)}?{urlencode({'then': page})}"
