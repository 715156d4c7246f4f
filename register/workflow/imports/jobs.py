"""The steps of an import, done at once or, where they take long, by the worker, so that nobody waits before a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from partnerships.models import User
from partnerships.saving import Conflict, claimed, sentences
from partnerships.verdict import Refused, require
from register.models import ImportBatch, Partnership
from register.workflow.imports.accepting import accept
from register.workflow.imports.batches import PROCEDURE
from register.workflow.imports.checking import answer, arrange, check, use_suggestions
from register.workflow.imports.committing import commit
from register.workflow.imports.undoing import undo

PATIENCE = 1_500  # milliseconds that a person waits for the page that follows
WRITING = {"commit": 8, "accept": 1, "undo": 6}  # milliseconds for each row that is written
READING, COMPARING = 1, 3  # milliseconds for each line of the file, and for each entry of the register
STOPPED = "The work stopped before it was finished, and nothing was changed. Do it again."
MOVED = "Somebody changed this import before the work began. Look at it again."


@dataclass(frozen=True)
class Step:
    """One step: the transition that allows it, who does it, and what the page says meanwhile."""

    transition: str
    work: Callable[..., ImportBatch]
    meanwhile: str


READ = "The file is being read and compared with the register."
STEPS = {
    "check": Step("check", check, READ),
    "arrange": Step("check", arrange, READ),
    "answer": Step("check", answer, "Your answers are being put in force."),
    "suggestions": Step("check", use_suggestions, "The suggestions are being put in force."),
    "commit": Step("commit", commit, "The import is being written."),
    "accept": Step("accept", accept, "The entries are being accepted."),
    "undo": Step("undo", undo, "The register is being brought back to what it was before."),
}


@dataclass(frozen=True)
class Progress:
    """A step in the background: still running, or ended with a sentence instead of a result."""

    running: bool
    sentence: str


def milliseconds(batch: ImportBatch, name: str) -> int:
    """About how long a step takes."""
    if name in WRITING:
        return WRITING[name] * (batch.totals.get("new", 0) + batch.totals.get("changed", 0))
    return READING * batch.options.get("lines", 0) + COMPARING * Partnership.objects.count()


def carry_out(batch: ImportBatch, name: str, *, version: int, by, at: datetime, **given: Any) -> ImportBatch | None:
    """Take a step at once, or leave it to the worker and return None. Raises what the step itself raises.

    `given` is what the step needs besides: `layout` and `options`, `given` answers, or `headings`.
    """
    if milliseconds(batch, name) <= PATIENCE:
        return STEPS[name].work(batch, version=version, by=by, at=at, **given)
    leave(batch, name, version=version, by=by, at=at, **given)
    return None


def leave(batch: ImportBatch, name: str, *, version: int, by, at: datetime, **given: Any) -> ImportBatch:
    """Leave a step to the worker. Raises Refused or Conflict at once, as the step would."""
    require(PROCEDURE.verdict(by, batch, STEPS[name].transition))
    with transaction.atomic():
        waiting = later.enqueue(batch.pk, name, version + 1, by.pk, given)
        job = {"id": str(waiting.id), "step": name, "status": batch.status, "sentence": ""}
        options = {**batch.options, "job": job}
        return claimed(ImportBatch, batch.pk, version, {"options": options}, by=by, at=at, reason="Left to the worker")


@task()
def later(batch_id: int, name: str, version: int, user_id: int, given: dict[str, Any]) -> None:
    """The step itself, as the person who asked for it. A refusal is kept for the page."""
    batch, by, at = ImportBatch.objects.get(pk=batch_id), User.objects.get(pk=user_id), timezone.now()
    if name == "answer":
        given = {"given": {int(key): each for key, each in given["given"].items()}}
    try:
        STEPS[name].work(batch, version=version, by=by, at=at, **given)
    except Refused as refusal:
        keep(batch, refusal.reason, by=by, at=at)
    except ValidationError as error:
        keep(batch, " ".join(sentences(error)), by=by, at=at)
    except Conflict:
        keep(batch, MOVED, by=by, at=at)


def keep(batch: ImportBatch, sentence: str, *, by, at: datetime) -> None:
    """Say on the import why the step was not taken."""
    batch.refresh_from_db()
    options = {**batch.options, "job": {**batch.options.get("job", {}), "sentence": sentence}}
    claimed(ImportBatch, batch.pk, batch.version, {"options": options}, by=by, at=at, reason="Not done")


def progress(batch: ImportBatch) -> Progress | None:
    """How a step in the background stands; None when there is none."""
    job = batch.options.get("job")
    if not job or batch.status != job.get("status"):
        return None
    if job["sentence"]:
        return Progress(False, job["sentence"])
    try:
        status = later.get_result(job["id"]).status
    except TaskResultDoesNotExist:
        return Progress(False, STOPPED)
    if status in (TaskResultStatus.READY, TaskResultStatus.RUNNING):
        return Progress(True, STEPS[job["step"]].meanwhile)
    return Progress(False, STOPPED)
