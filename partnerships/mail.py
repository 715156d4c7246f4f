"""Letters by e-mail: enqueued in the transaction of what they tell, rendered by the worker from what was committed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from partnerships import contributions
from partnerships.events import log
from partnerships.models import Event, Letter, User

TRIES = 5


@dataclass(frozen=True)
class Told:
    """What a letter says at the moment when it is sent, and the files that go with it: (name, text, kind)."""

    words: Mapping[str, Any]
    files: tuple[tuple[str, str, str], ...] = ()


def write(to: User, template: str, *, key: str, at: datetime, **context: Any) -> Letter | None:
    """Send a person the letter `mail/<template>.txt`, once for each `key`. None if it was written before.

    Joins the open transaction: if that is undone, nothing is sent.
    """
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(
            dedupe_key=key, defaults={"to": to, "template": template, "context": context, "made_at": at}
        )
        if not is_new:
            return None
        deliver.enqueue(letter.pk)
    return letter


@task()
def deliver(letter_id: int) -> None:
    """Render and send one letter, or drop it when what it tells is over.

    A mail server that refuses is asked again, later each time, five times in all.
    """
    letter = claim(letter_id)
    if letter is None:
        return
    told = told_now(letter, timezone.now())
    if told is None:
        Letter.objects.filter(pk=letter.pk).update(status=Letter.Status.DROPPED)
        return
    try:
        message(letter, told).send()
    except (OSError, SMTPException) as error:
        postpone(letter, error)
    else:
        Letter.objects.filter(pk=letter.pk).update(status=Letter.Status.SENT, sent_at=timezone.now())
        log(
            Event.Kind.MAIL_SENT,
            f"{letter.template} to {letter.to.email}",
            by=None,
            at=timezone.now(),
            letter=letter.pk,
        )


def claim(letter_id: int) -> Letter | None:
    """The letter, if it still waits and its reader may still sign in; counts the attempt before anything is sent."""
    waiting = Letter.objects.filter(pk=letter_id, status=Letter.Status.WAITING, to__is_active=True)
    if not waiting.update(attempts=F("attempts") + 1):
        return None
    return Letter.objects.select_related("to").get(pk=letter_id)


def told_now(letter: Letter, at: datetime) -> Told | None:
    """What the letter says as things stand now; None if nothing of it is true any more.

    An app contributes, under `letters`, a function of the template's name for each letter that depends on that.
    """
    tellers = {tell.__name__: tell for tell in contributions.collect("letters")}
    tell = tellers.get(letter.template)
    return tell(letter, at) if tell else Told({})


def message(letter: Letter, told: Told) -> EmailMessage:
    """The letter as it is sent: the first line of the template is its subject.

    Links start with SITE_URL, never with what a browser sent.
    """
    context = {**letter.context, **told.words, "to": letter.to, "site_url": settings.SITE_URL}
    subject, body = render_to_string(f"mail/{letter.template}.txt", context).split("\n", 1)
    found = EmailMessage(
        subject.removeprefix("Subject:").strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [letter.to.email]
    )
    for name, text, kind in told.files:
        found.attach(name, text, kind)
    return found


def postpone(letter: Letter, error: Exception) -> None:
    """Try again in one, two, four, eight minutes; then give up and say so in the event log."""
    if letter.attempts >= TRIES:
        Letter.objects.filter(pk=letter.pk).update(status=Letter.Status.FAILED)
        log(
            Event.Kind.MAIL_FAILED,
            f"{letter.template} to {letter.to.email}",
            by=None,
            at=timezone.now(),
            error=str(error)[:200],
        )
    else:
        deliver.using(run_after=timezone.now() + timedelta(minutes=2 ** (letter.attempts - 1))).enqueue(letter.pk)
