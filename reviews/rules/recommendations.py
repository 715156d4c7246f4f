"""What a recommendation must say, and when it is followed up (H14-28, H14-31, H14-34)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from partnerships.days import after_months
from register.models.choices import DecisionEvent, RecommendationKind
from register.rules.words import long_day, number_of
from reviews.models import Consultation, FollowUp, Recommendation, RecommendationSubject
from reviews.models.choices import FollowUpKind

# A named event is asked after every three months (H14-34); a condition at each annual review (H14-31).
EVERY_QUARTER, EVERY_YEAR = 3, 12
EVENTS = {
    RecommendationKind.WITHDRAW: DecisionEvent.LEAVE,
    RecommendationKind.JOIN: DecisionEvent.JOIN,
}
MONTHS_TO = {FollowUpKind.EVENT: EVERY_QUARTER, FollowUpKind.CONDITION: EVERY_YEAR}


def event_of(recommendation: Recommendation) -> DecisionEvent:
    """Which routes of the policy it takes."""
    return EVENTS.get(RecommendationKind(recommendation.kind), DecisionEvent.CHANGE)


def missing(recommendation: Recommendation, subjects: Iterable[RecommendationSubject]) -> list[str]:
    """What it still lacks before somebody else reads it, in sentences."""
    about = [each for each in subjects if not each.is_exception]
    passes = recommendation.kind == RecommendationKind.CHANGE_REPRESENTATION
    found = (
        (about, "Name at least one partnership that it is about."),
        (recommendation.text.strip(), "Say what is recommended."),
        (not passes or (recommendation.seat_id and recommendation.to_post), "Say which place passes to which post."),
    )
    return [sentence for there, sentence in found if not there]


def unheard(consultations: Iterable[Consultation]) -> list[str]:
    """Who must be consulted and has not been (H14-40)."""
    silent = [each.role for each in consultations if each.consulted_on is None]
    return [f"Record what {role} said, or take that consultation off." for role in silent]


def leading(subjects: Iterable[RecommendationSubject]) -> RecommendationSubject:
    """The partnership whose facts the route rests on: the first that is no exception, rather than a mere heading."""
    every = list(subjects)
    about = [each for each in every if not each.is_exception] or every
    return next((each for each in about if not each.partnership.describes_several), about[0])


def named(subjects: Iterable[RecommendationSubject]) -> list[RecommendationSubject]:
    """The partnerships that it is carried out on: an entry that describes several only gives the group its name."""
    about = [each for each in subjects if not each.is_exception]
    single = [each for each in about if not each.partnership.describes_several]
    return single or about


def first_follow_up(recommendation: Recommendation, day: date) -> dict[str, object]:
    """What the first follow-up says, counted from the day of approval or the day on which the place was taken."""
    kind = FollowUpKind(recommendation.follow_up)
    said = {"kind": kind, "counted_from": day}
    if kind == FollowUpKind.MEETINGS:
        return {**said, "meetings": recommendation.follow_up_meetings}
    months = MONTHS_TO.get(kind, recommendation.follow_up_months)
    return {**said, "due_on": after_months(day, months), "until": recommendation.follow_up_until}


def when(follow_up: FollowUp) -> str:
    """When it is due, in words."""
    if follow_up.kind == FollowUpKind.MEETINGS and follow_up.due_on is None:
        return f"After {number_of(follow_up.meetings or 0, 'meeting')} from {long_day(follow_up.counted_from)}"
    day = long_day(follow_up.due_on)
    if follow_up.kind == FollowUpKind.EVENT:
        return f"Once this has happened: {follow_up.until}. Asked after again on {day}"
    if follow_up.kind == FollowUpKind.CONDITION:
        return f"As long as this holds: {follow_up.until}. Looked at on {day}"
    return f"On {day}"


def changed_by(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    """What has changed; None where one of the two is not known."""
    return None if before is None or now is None else now - before
