"""What the register does by itself every day. Run it from cron; running it twice changes nothing."""

from datetime import date, datetime, time

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnerships import contributions
from register.workflow import decisions
from register.workflow.handing_over import carry_out_due
from register.workflow.seats import bring_into_force
from register.workflow.significance import recompute_all


class Command(BaseCommand):
    help = (
        "Bring appointments, handovers and bodies' decisions into force on their day, end appointments whose term ran "
        "out, judge significance by the tests, rates and financial year of the day, "
        "and run the policy checks."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="DATE", help="as if it were this day, such as 2027-05-18"
        )

    def handle(self, *, today: date | None, **options):
        at = timezone.make_aware(datetime.combine(today, time(12))) if today else timezone.now()
        day = timezone.localdate(at)
        changed = bring_into_force(day, at=at)
        self.stdout.write(f"Places that changed hands or became vacant: {changed}.")
        done, refused = carry_out_due(day, at=at)
        self.stdout.write(f"Handovers carried out: {done}.")
        effective, held_up = decisions.carry_out_due(day, at=at)
        self.stdout.write(f"Decisions that took effect: {effective}.")
        for sentence in [*refused, *held_up]:
            self.stderr.write(sentence)
        recompute_all(by=None, at=at)
        for keep in contributions.collect("nightly"):
            self.stdout.write(keep(day, at=at))
