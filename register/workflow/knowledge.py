"""Passing something on to those who need to hear it (H14-05, H14-20), and what covers a gap (H14-19)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from partnerships import mail
from partnerships.permissions import can_keep_lists
from partnerships.saving import Versioned, claimed, create
from partnerships.verdict import require
from register import permissions
from register.models import Meeting, Partnership, PassedOn, Recipient

TWICE = timedelta(minutes=10)


def pass_on(
    entry: Partnership,
    text: str,
    recipients: Iterable[Recipient],
    *,
    direction: str,
    meeting: Meeting | None = None,
    by,
    at: datetime,
) -> PassedOn:
    """Send something that was learned to those who are chosen, and keep on record that it was sent.

    Persons get an e-mail; internal groups and names are recorded alone. The same words sent again within ten minutes
    are a button pressed twice and are not sent again. Raises Refused, or ValidationError naming who may not hear it.
    """
    require(permissions.can_keep_meetings(by, entry))
    recipients = list(recipients)
    if entry.is_exempt:
        refuse_strangers(entry, recipients)
    with transaction.atomic():
        Partnership._base_manager.select_for_update().get(pk=entry.pk)
        again = entry.passed_on.filter(text=text, sent_by=by, direction=direction, sent_at__gt=at - TWICE)
        if sent := again.first():
            return sent
        item = PassedOn(partnership=entry, meeting=meeting, direction=direction, text=text, sent_at=at, sent_by=by)
        create(item, by=by, at=at, lists={"recipients": [recipient.pk for recipient in recipients]})
        send(item, recipients, by=by, at=at)
    return item


def refuse_strangers(entry: Partnership, recipients: list[Recipient]) -> None:
    """What an exempt entry says goes to nobody who may not read that entry."""
    people = [recipient.person for recipient in recipients if recipient.person_id]
    strangers = [each.full_name for each in people if not Partnership.objects.visible_to(each).filter(pk=entry.pk)]
    if strangers:
        raise ValidationError(f"This entry is exempt, and {', '.join(strangers)} may not read it. Untick them.")


def send(item: PassedOn, recipients: list[Recipient], *, by, at: datetime) -> None:
    """One e-mail to each person; the address of the entry goes to those who read the register."""
    entry = item.partnership
    path = reverse("register:information", args=[entry.reference])
    for person in {recipient.person for recipient in recipients if recipient.person_id}:
        if person.is_active:
            words = {"name": entry.name, "text": item.text, "sender": by.full_name}
            words |= {"path": path} if person.reads_register else {}
            mail.write(person, "passed_on", key=f"passed-on-{item.pk}-{person.pk}", at=at, **words)


def say_what_covers(record: Versioned, text: str, *, version: int, by, at: datetime) -> Versioned:
    """Say what serves a theme, a priority or a client group that no partnership serves."""
    require(can_keep_lists(by))
    return claimed(type(record), record.pk, version, {"covered_by": text}, by=by, at=at)
