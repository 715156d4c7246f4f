"""Recording who was briefed on what, and taking a mistake back (W09-12)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.models import User
from partnerships.saving import claimed, create_many
from partnerships.verdict import Refused, require
from register.models import Briefing
from register.permissions.briefings import can_record_briefing
from register.rules.guides import TOPICS


def record(
    people: Iterable[User], topics: Iterable[str], held_on: date, note: str, *, by: User, at: datetime
) -> list[Briefing]:
    """Record that these people were briefed on these topics on a day. Who was so already is not recorded twice.

    Raises Refused, or ValidationError for a day that is still to come and for a topic that does not exist.
    """
    require(can_record_briefing(by))
    if held_on > timezone.localdate(at):
        raise ValidationError({"held_on": "That day is still to come. Enter the day on which people were briefed."})
    if unknown := set(topics) - set(TOPICS):
        raise ValidationError({"topics": f"{', '.join(sorted(unknown))} is not a topic. Choose from the list."})
    with transaction.atomic():
        there = set(Briefing.objects.filter(removed_at__isnull=True, held_on=held_on).values_list("person_id", "topic"))
        wanted = [(person, topic) for person in people for topic in topics if (person.pk, topic) not in there]
        briefings = [Briefing(person=person, topic=topic, held_on=held_on, note=note) for person, topic in wanted]
        return create_many(briefings, by=by, at=at)


def remove(briefing: Briefing, *, version: int, by: User, at: datetime) -> Briefing:
    """Take a briefing off the record that never was; it stays in history."""
    require(can_record_briefing(by))
    if briefing.removed_at:
        raise Refused("This briefing was taken off the record already.")
    changes = {"removed_at": at, "removed_by": by}
    return claimed(Briefing, briefing.pk, version, changes, by=by, at=at, reason="Recorded by mistake")
