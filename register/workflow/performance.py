"""Every write about a performance return: asked for by the night, recorded by the lead officer, put right (SH-14)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.saving import create_many
from partnerships.verdict import Verdict, refused, require
from register.models import Partnership, PerformanceReturn, ReviewFrequency
from register.models.choices import GOING_ON, Asked
from register.models.performance import ReturnStatus
from register.permissions import performance as permissions
from register.rules.frequency import asked
from register.rules.performance import TIME_TO_RECORD, missing, months_of
from register.rules.words import long_day

NOT_OVER = "It is about the months until {}. Record it once they are over."

PERFORMANCE = Machine(
    PerformanceReturn,
    "performance return",
    ReturnStatus.ASKED,
    Transition(
        "record",
        "recorded",
        (ReturnStatus.ASKED, ReturnStatus.RECORDED),
        ReturnStatus.RECORDED,
        permissions.can_record_performance,
        missing,
        stamp="recorded",
    ),
)


def ask_for_what_falls_due(day: date, *, at: datetime) -> str:
    """Ask for the return of the months that run, as often as the policy says, of each partnership that is selected.

    Contributed under `nightly`. Running it twice asks once.
    """
    made = create_many(list(to_ask(day)), by=None, at=at)
    return f"Performance returns asked for: {len(made)}."


def to_ask(day: date) -> Iterator[PerformanceReturn]:
    """What nobody has asked for yet. Selected is a tick, never automatic."""
    lines = list(ReviewFrequency.objects.filter(policy__is_current=True, asks=Asked.RETURN))
    if not lines:
        return
    selected = Partnership.objects.accepted().filter(status__in=GOING_ON, is_selected_for_returns=True)
    known = set(PerformanceReturn.objects.filter(ends_on__gte=day).values_list("partnership", flat=True))
    for entry in selected.exclude(pk__in=known).prefetch_related("participations").order_by("pk"):
        tiers = [part.significance or part.computed_significance for part in entry.participations.all()]
        if asking := asked(lines, Asked.RETURN, tiers=tiers, risk=entry.risk_rating, is_selected=True):
            first, last = months_of(day, asking.months)
            because = asking.sentence[:300]
            yield PerformanceReturn(
                partnership=entry, starts_on=first, ends_on=last, due_on=last + TIME_TO_RECORD, asked_because=because
            )


def may_record(user, found: PerformanceReturn, today: date) -> Verdict:
    """Are its months over, and is this the person?"""
    if today <= found.ends_on:
        return refused(NOT_OVER.format(long_day(found.ends_on)))
    return PERFORMANCE.may_start(user, found, "record")


def record(
    found: PerformanceReturn, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> PerformanceReturn:
    """The lead officer says how it went; what was recorded is put right in the same way. Raises Refused or Conflict."""
    require(may_record(by, found, localdate(at)))
    return PERFORMANCE.perform("record", found, by=by, at=at, version=version, changes=changes)
