"""Chasing a round: one letter to each lead officer about what they have not submitted, each review once a day."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from partnerships import mail
from partnerships.models import Letter, User
from partnerships.verdict import require
from reviews.models import Review, ReviewRound
from reviews.querysets import ReviewQuerySet
from reviews.workflow.letters import round_opened
from reviews.workflow.rounds import may_take_in

CHASED = "reviews_chased"


def chase(round: ReviewRound, *, by: User, at: datetime) -> list[Letter]:
    """Write to everybody who leads what is still to be answered. Returns the letters; none where all had one today."""
    with transaction.atomic():
        stands = ReviewRound.objects.select_for_update().get(pk=round.pk)
        require(may_take_in(by, stands))
        theirs: dict[User, list[Review]] = defaultdict(list)
        for review in to_chase(stands, at):
            theirs[review.partnership.lead_officer].append(review)
        letters = [letter(stands, lead, own, by=by, at=at) for lead, own in theirs.items()]
    return [each for each in letters if each]


def to_chase(round: ReviewRound, at: datetime) -> ReviewQuerySet:
    """To be answered, by somebody who signs in here, and not chased today."""
    today = {"template": CHASED, "context__round": round.pk, "context__on": localdate(at).isoformat()}
    chased = {key for keys in Letter.objects.filter(**today).values_list("context__reviews", flat=True) for key in keys}
    waiting = round.reviews.to_answer().filter(partnership__lead_officer__is_active=True).exclude(pk__in=chased)
    return waiting.select_related("partnership__lead_officer").order_by("pk")


def letter(round: ReviewRound, lead: User, own: list[Review], *, by: User, at: datetime) -> Letter | None:
    """One lead officer's letter. None where somebody else wrote it a moment ago."""
    today = localdate(at).isoformat()
    return mail.write(
        lead,
        CHASED,
        key=f"{CHASED} {round.pk} {today} {lead.pk} from {own[0].pk}",
        at=at,
        round=round.pk,
        on=today,
        reviews=[review.pk for review in own],
        who=by.full_name,
        email=by.email,
    )


def reviews_chased(letter: Letter, at: datetime) -> mail.Told | None:
    """What of it still waits when the letter is sent; contributed under `letters`."""
    return round_opened(letter, at)
