"""A round with its reviews settled and frozen, for tests of editions and of the papers made from them."""

from datetime import date, timedelta

from partnerships import saving
from register.models import Policy
from reviews.models import Edition, Review, ReviewRound, ReviewSection
from reviews.workflow import editions
from tests import factories
from tests.conftest import NOW

DUE = NOW.date() - timedelta(days=10)
MADE = {"by": None, "at": NOW}
SAID = {
    "status": "accepted",
    "tier": "significant",
    "due_on": DUE,
    "adds_value": True,
    "added_value_note": "Visitors stay longer.",
    "activity": "It ran the summer season.",
    "recommendation_kind": "increase",
    "recommendation_heading": "increase",
    "recommendation": "Give it two more hours a month.",
    "hours_change": 2,
    "pounds_change": 1500,
}


def a_round(by, **values) -> ReviewRound:
    """An annual round that is open and asks nobody yet."""
    policy = Policy.objects.first() or saving.create(Policy(code="test", title="Policy", is_current=True), **MADE)
    given = {
        "title": "Reviews of 2025/26",
        "policy": policy,
        "financial_year": 2025,
        "starts_on": date(2026, 9, 1),
        "due_on": DUE,
        "status": "open",
        "opened_at": NOW - timedelta(days=60),
        "opened_by": by,
    }
    return saving.create(ReviewRound(**{**given, **values}), **MADE)


def reviewed(round: ReviewRound, entry, by, sections=(("facts", "confirmed"),), **values) -> Review:
    """An entry's review, accepted unless told otherwise."""
    stamps = {
        "submitted_at": NOW - timedelta(days=12),
        "submitted_by": entry.lead_officer or by,
        "accepted_at": NOW - timedelta(days=5),
        "accepted_by": by,
    }
    review = saving.create(Review(round=round, partnership=entry, **{**SAID, **stamps, **values}), **MADE)
    for key, honesty in sections:
        note = "Asked the chair." if honesty == "with_note" else ""
        saving.create(
            ReviewSection(
                review=review, key=key, state="completed" if honesty else "not_started", honesty=honesty, note=note
            ),
            **MADE,
        )
    return review


def waived(round: ReviewRound, entry, by) -> Review:
    blank = dict.fromkeys(("submitted_at", "submitted_by", "accepted_at", "accepted_by", "adds_value"))
    silent = dict.fromkeys(("activity", "recommendation", "recommendation_kind", "recommendation_heading"), "")
    nothing = {"hours_change": None, "pounds_change": None}
    said = {
        "status": "waived",
        "waived_at": NOW,
        "waived_by": by,
        "waiver_reason": "It ends in March.",
        "waiver_authority": "CMT, 3 November 2026",
        **blank,
        **silent,
        **nothing,
    }
    return reviewed(round, entry, by, sections=(("facts", ""),), **said)


def entry(by, name: str, **values):
    return factories.partnership(by=by, name=name, **{"risk_rating": "high", **values})


def frozen(round: ReviewRound, by, at=NOW) -> Edition:
    return editions.freeze(round, version=ReviewRound.objects.get(pk=round.pk).version, by=by, at=at)
