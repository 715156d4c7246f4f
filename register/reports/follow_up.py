"""Entries to be looked at again, each with why (H14-32, H14-39)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from partnerships.roles import Role
from partnerships.work import Task
from register.models import Meeting, Partnership
from register.permissions import editing
from register.querysets import PartnershipQuerySet
from register.rules.follow_up import COUNTED, SINCE, reasons


@dataclass(frozen=True)
class Again:
    """One entry to be looked at again: why, who leads it, how the council attends, and where that is settled."""

    entry: Partnership
    why: tuple[str, ...]
    who: str
    attends: tuple[str, ...]
    url: str = ""


def counted(entries: PartnershipQuerySet, today: date) -> PartnershipQuerySet:
    """The entries, each with how many meetings were held since they are counted, as `held`."""
    held = Meeting.objects.filter(
        partnership=OuterRef("pk"), removed_at__isnull=True, held_on__gt=OuterRef(SINCE), held_on__lte=today
    )
    number = held.order_by().values("partnership").annotate(number=Count("pk")).values("number")
    return entries.annotate(held=Coalesce(Subquery(number), Value(0)))


def found(user, today: date, *, mine: bool = False) -> PartnershipQuerySet:
    """The active entries that this person may read and that are to be looked at again; those they lead, if asked."""
    entries = Partnership.objects.visible_to(user).active()
    entries = entries.led_by(user) if mine else entries
    held_enough = Q(**{f"{COUNTED}__isnull": False}) & Q(**{f"{COUNTED}__lte": F("held")})
    due = held_enough | Q(deferred_until_on__lte=today)
    return counted(entries, today).filter(due)


def again(user, today: date, *, mine: bool = False) -> list[Again]:
    """The same as rows, in the order of their names."""
    entries = found(user, today, mine=mine).select_related("lead_officer").prefetch_related("participations__council")
    return [row(entry, user, today) for entry in entries.order_by("name_key", "pk")]


def row(entry: Partnership, user, today: date) -> Again:
    parts = [part for part in entry.participations.all() if part.attendance]
    attends = tuple(
        f"{part.council.short_name}: {part.get_attendance_display().lower()}"
        if len(parts) > 1
        else part.get_attendance_display()
        for part in parts
    )
    may = editing(user, entry).fields([COUNTED])
    url = f"{reverse('register:edit', args=[entry.reference, 'future'])}#div_id_{COUNTED}" if may else ""
    who = str(entry.lead_officer or entry.lead_officer_post)
    return Again(entry, tuple(reasons(entry, entry.held, today)), who, attends, url)


def why(entry: Partnership, today: date) -> list[str]:
    """Why this entry is to be looked at again; nothing where it is not."""
    if not (entry.look_again_meetings or entry.deferred_until_on):
        return []
    held = counted(Partnership.objects.filter(pk=entry.pk), today).values_list("held", flat=True).get()
    return reasons(entry, held, today)


def work(user, today: date) -> Iterator[Task]:
    """What the lead officer, and the policy team for all entries, look at again."""
    address = f"{reverse('register:programme')}?show=again"
    one, many = "Partnership to look at again", "Partnerships to look at again"
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(found(user, today), one, many, address, "As many meetings were held as were asked for")
    else:
        waiting = found(user, today, mine=True)
        yield Task(waiting, one, many, f"{address}&whose=mine", "You are the lead officer")
