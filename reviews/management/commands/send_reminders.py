"""Remind people of what is due, and send the weekly letter. Run it daily; running it twice changes nothing."""

from datetime import date, datetime, time

from django.core.management.base import BaseCommand
from django.utils import timezone

from reviews.workflow import digests, reminders


class Command(BaseCommand):
    help = "Remind people of what is due or overdue, each step once, and send the letter of the week."

    def add_arguments(self, parser):
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="DATE", help="as if it were this day, such as 2027-05-18"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be sent, and send nothing")

    def handle(self, *, today: date | None, dry_run: bool, **options):
        at = timezone.make_aware(datetime.combine(today, time(6))) if today else timezone.now()
        day = timezone.localdate(at)
        if dry_run:
            self.say(day)
            return
        self.stdout.write(reminders.send(day, at=at))
        self.stdout.write(digests.send(day, at=at))

    def say(self, day: date) -> None:
        """What would be sent today, a line for each thing and person."""
        for person, lines in reminders.wanted(day).items():
            for each in lines:
                self.stdout.write(f"{person}: {each.due.title}, due {each.due.due_on:%-d %B %Y}")
        self.stdout.write(f"Letters of the week: {len(digests.readers(day))}.")
