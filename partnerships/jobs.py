"""Signs of life of the job workers, and what becomes of the jobs of one that died.

django-tasks has no reaper: a job whose worker was killed would stay "running" for ever.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from partnerships import contributions
from partnerships.models import Heartbeat

DAILY = "daily work"
MORNING = time(6)
BEAT_EVERY = timedelta(seconds=20)
SILENT_AFTER = timedelta(minutes=2)


class WorkerDied(Exception):
    """The worker that ran this job stopped without finishing it."""


def beat(worker_id: str, at: datetime) -> None:
    """This worker lives."""
    Heartbeat.objects.update_or_create(name=worker_id, defaults={"beat_at": at})


def worker_lives(at: datetime) -> bool:
    """Has any worker given a sign of life within the last two minutes?"""
    return Heartbeat.objects.exclude(name=DAILY).filter(beat_at__gte=at - SILENT_AFTER).exists()


def reap(at: datetime) -> int:
    """Mark the jobs of silent workers as failed, and forget those workers. Returns how many jobs were marked."""
    with transaction.atomic():
        alive = set(Heartbeat.objects.filter(beat_at__gte=at - SILENT_AFTER).values_list("name", flat=True))
        running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - SILENT_AFTER)
        orphans = [job for job in running if not alive & set(job.worker_ids[-1:])]
        for job in orphans:
            job.set_failed(WorkerDied("The worker stopped before it finished this job."))
        Heartbeat.objects.exclude(name=DAILY).filter(beat_at__lt=at - 10 * SILENT_AFTER).delete()
    return len(orphans)


def begin_day(at: datetime) -> bool:
    """Have the work of the day done: once a day, from six in the morning on, by one of the workers.

    A service that was never run before begins on its second day, so that nobody is written to while it is set up.
    """
    morning = timezone.make_aware(datetime.combine(timezone.localdate(at), MORNING))
    if at < morning:
        return False
    if not Heartbeat.objects.filter(name=DAILY).exists():
        Heartbeat.objects.get_or_create(name=DAILY, defaults={"beat_at": at})
        return False
    with transaction.atomic():
        if not Heartbeat.objects.filter(name=DAILY, beat_at__lt=morning).update(beat_at=at):
            return False
        for begin in contributions.collect("daily"):
            begin()
    return True
