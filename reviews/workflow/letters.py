"""The letter that opens a round: one to each lead officer, with all that is asked of them (A2)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from partnerships import mail
from partnerships.models import Letter, User
from register.rules.words import long_day, number_of
from reviews.models import Review, ReviewRound
from reviews.reports import due
from reviews.rules.ical import Day, calendar
from reviews.rules.reminders import minutes, window
from reviews.workflow import reminders

OPENED = "round_opened"


def tell_of_round(
    round: ReviewRound, *, by: User, at: datetime, reviews: Iterable[Review] | None = None
) -> list[Letter]:
    """Write to each lead officer once, about all of their reviews; of `reviews` alone where some joined late.

    The letter counts as the reminder whose window is open that day. What has no lead officer is nobody's letter.
    """
    asked = round.reviews.to_answer()
    if reviews is not None:
        asked = asked.filter(pk__in=[each.pk for each in reviews])
    by_lead = defaultdict(list)
    for review in asked.select_related("partnership__lead_officer").order_by("pk"):
        if (lead := review.partnership.lead_officer) and lead.is_active:
            by_lead[lead].append(review)
    with transaction.atomic():
        found = [ask(lead, own, round, by=by, at=at) for lead, own in by_lead.items()]
    return [letter for letter in found if letter]


def ask(lead: User, own: list[Review], round: ReviewRound, *, by: User, at: datetime) -> Letter | None:
    """One lead officer's letter, and the note that it stands for today's reminders."""
    today = localdate(at)
    letter = mail.write(
        lead,
        OPENED,
        key=f"{OPENED} {round.pk} {today} {lead.pk} {own[0].pk}",
        at=at,
        round=round.pk,
        on=today.isoformat(),
        reviews=[review.pk for review in own],
        who=by.full_name,
        email=by.email,
    )
    if letter:
        remind_no_more(letter, own, today)
    return letter


def remind_no_more(letter: Letter, own: Iterable[Review], today: date) -> None:
    """This letter is the reminder of the windows that are open today."""
    steps = [(due.review(review), window(review.due_on, today)) for review in own]
    wanted = [reminders.Wanted(told, now.first, letter.to_id) for told, now in steps if now]
    sent = reminders.logged(wanted)
    reminders.log(letter, [each for each in wanted if each.key not in sent])


def round_opened(letter: Letter, at: datetime) -> mail.Told | None:
    """The reviews that still wait for this person, with a calendar of their days."""
    told = asked_still(letter)
    return told and mail.Told(told, (("reviews.ics", events(waiting_in(letter), at), "text/calendar"),))


def waiting_in(letter: Letter) -> list[Review]:
    """The reviews of a letter that still wait for its reader, the nearest first."""
    kept = Review.objects.to_answer_by(letter.to).visible_to(letter.to).filter(pk__in=letter.context["reviews"])
    return list(kept.select_related("partnership", "round").order_by("due_on", "partnership__name_key"))


def asked_still(letter: Letter) -> dict[str, Any] | None:
    """What still waits for this person, with the minutes that each takes; None once nothing does."""
    waiting = waiting_in(letter)
    if not waiting:
        return None
    round = waiting[0].round
    return {
        "subject": subject(waiting, round),
        "lines": [
            {
                "name": review.partnership.name,
                "due": long_day(review.due_on),
                "minutes": minutes(review.tier),
                "path": due.review(review).url,
            }
            for review in waiting
        ],
        "title": round.title,
        "message": round.message,
        "minutes": sum(minutes(review.tier) for review in waiting),
        "number": number_of(len(waiting), "partnership"),
    }


def subject(waiting: list[Review], round: ReviewRound) -> str:
    """The review itself, or how many there are and by when."""
    first = long_day(waiting[0].due_on)
    if len(waiting) == 1:
        return f"Review of {waiting[0].partnership.name} due {first}"
    return f"{round.title}: {number_of(len(waiting), 'review')} due from {first}"


def events(waiting: Iterable[Review], at: datetime) -> str:
    """An all-day event for each review, for the reader's own calendar."""
    days = [Day(f"review-{each.pk}", each.due_on, f"Review of {each.partnership.name} is due") for each in waiting]
    return calendar(days, at)
