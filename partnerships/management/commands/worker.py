"""The job worker: django-tasks' own, with a sign of life, a look after jobs whose worker died, and the day's work."""

import threading

from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from partnerships import jobs


class Command(DatabaseWorker):
    help = "Work on the jobs that are waiting: mail, and imports of large files."

    def handle(self, *args, worker_id: str, **options):
        stop = threading.Event()
        threading.Thread(target=live, args=(worker_id, stop), daemon=True).start()
        try:
            super().handle(*args, worker_id=worker_id, **{**options, "reload": False})
        finally:
            stop.set()


def live(worker_id: str, stop: threading.Event) -> None:
    """Give a sign of life and begin each day's work, until told to stop.

    A database that is busy just now is tried again at the next beat.
    """
    while not stop.is_set():
        try:
            jobs.beat(worker_id, timezone.now())
            jobs.reap(timezone.now())
            jobs.begin_day(timezone.now())
        except OperationalError:
            connection.close()
        stop.wait(jobs.BEAT_EVERY.total_seconds())
    connection.close()
