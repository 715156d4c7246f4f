"""What the register does by itself when a day comes."""

from collections.abc import Iterable
from datetime import date, datetime, time
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from register.workflow.handing_over import carry_out_due
from register.workflow.seats import bring_into_force


def bring_into_force_on(days: Iterable[date], today: date) -> None:
    """See to it that seats follow their appointments on these days; days that are past need nothing."""
    for day in sorted(set(days)):
        if day > today:
            midnight = timezone.make_aware(datetime.combine(day, time()))
            bring_into_force_later.using(run_after=midnight).enqueue()


@task()
def bring_into_force_later() -> int:
    """Everything that is due by now, so that a day on which no worker ran is made up for."""
    now = timezone.now()
    return bring_into_force(timezone.localdate(now), at=now)


def hand_over_on(day: date) -> None:
    """See to it that a handover is carried out when its day comes."""
    hand_over_later.using(run_after=timezone.make_aware(datetime.combine(day, time()))).enqueue()


@task()
def hand_over_later() -> int:
    """Every handover that is due by now, so that a day on which no worker ran is made up for."""
    now = timezone.now()
    return carry_out_due(timezone.localdate(now), at=now)[0]


def keep_register_today() -> None:
    """Have everything done that falls due by date. Contributed under `daily`."""
    keep_register_now.enqueue()


@task()
def keep_register_now() -> None:
    """What `manage.py keep_register` does, whoever runs it; what it could not do is said where the worker logs."""
    call_command("keep_register", stdout=StringIO())
