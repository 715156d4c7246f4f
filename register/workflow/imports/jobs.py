"""Committing a large import in the background, so that nobody waits before a page that does not come."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from partnerships.models import User
from partnerships.saving import Conflict, claimed, sentences
from partnerships.verdict import Refused, require
from register.models import ImportBatch
from register.workflow.imports.batches import PROCEDURE
from register.workflow.imports.committing import commit

LARGE = 500
STOPPED = "The import stopped before it was finished, and nothing was written. Confirm it again."
MOVED = "Somebody changed this import before it was written. Look at the check again, then confirm."


@dataclass(frozen=True)
class Progress:
    """A commit in the background: still running, or ended with a sentence instead of a result."""

    running: bool
    sentence: str = ""


def is_large(batch: ImportBatch) -> bool:
    """Whether a commit writes so much that it is left to the worker."""
    return batch.totals.get("new", 0) + batch.totals.get("changed", 0) > LARGE


def commit_in_background(batch: ImportBatch, *, version: int, by, at: datetime) -> ImportBatch:
    """Leave the commit to the worker. Raises Refused or Conflict at once, as `commit` would."""
    require(PROCEDURE.verdict(by, batch, "commit"))
    with transaction.atomic():
        job = commit_later.enqueue(batch.pk, version + 1, by.pk)
        options = {**batch.options, "job": {"id": str(job.id), "sentence": ""}}
        return claimed(ImportBatch, batch.pk, version, {"options": options}, by=by, at=at, reason="Confirmed")


@task()
def commit_later(batch_id: int, version: int, user_id: int) -> None:
    """The commit itself, as the person who confirmed it. A refusal is kept for the page."""
    batch, by, at = ImportBatch.objects.get(pk=batch_id), User.objects.get(pk=user_id), timezone.now()
    try:
        commit(batch, version=version, by=by, at=at)
    except Refused as refusal:
        keep(batch, refusal.reason, by=by, at=at)
    except ValidationError as error:
        keep(batch, " ".join(sentences(error)), by=by, at=at)
    except Conflict:
        keep(batch, MOVED, by=by, at=at)


def keep(batch: ImportBatch, sentence: str, *, by, at: datetime) -> None:
    """Say on the import why it was not written."""
    batch.refresh_from_db()
    options = {**batch.options, "job": {**batch.options.get("job", {}), "sentence": sentence}}
    claimed(ImportBatch, batch.pk, batch.version, {"options": options}, by=by, at=at, reason="Not written")


def progress(batch: ImportBatch) -> Progress | None:
    """How a commit in the background stands; None when there is none."""
    job = batch.options.get("job")
    if not job or batch.status != ImportBatch.Status.CHECKED:
        return None
    if job["sentence"]:
        return Progress(False, job["sentence"])
    try:
        status = commit_later.get_result(job["id"]).status
    except TaskResultDoesNotExist:
        return Progress(False, STOPPED)
    waits = status in (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return Progress(waits, "" if waits else STOPPED)
