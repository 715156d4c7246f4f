"""What accepting a review does, all or nothing: its assessments are confirmed, its facts written into the register."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from assessments.models.choices import AssessmentStatus
from assessments.workflow import assessments
from assessments.workflow.renewing import confirmed, renew
from partnerships.merging import THEIRS, Merge, decided, three_way, undecided
from partnerships.saving import announced_once, claimed, create
from partnerships.snapshots import for_saving, values_of
from register.models import ActivitySummary
from register.models.choices import GOING_ON, RecommendationKind
from register.workflow import entries
from register.workflow.proposals import note_business_case
from reviews.models import Recommendation, Review
from reviews.models.choices import (
    WRITTEN,
    InvolvementSource,
    RecommendationStatus,
    ReviewStatus,
    Section,
    Source,
)
from reviews.rules.reviews import ASSESSED, heading_of, unserial
from reviews.rules.rounds import next_review
from reviews.workflow import recommendations
from reviews.workflow.filling_in import entry_of
from reviews.workflow.involvement import propose
from reviews.workflow.reviews import REVIEWS, fresh, tell, to_renew

CLASHES = "Others changed the same facts meanwhile. Say for each which should stand."
NO_VALUE = "{round}: there is no clear added value (W09-05). {note}"
TAKEN_BACK = "The review that recommended it was taken up again, and recommends to stay as it is."
NO_NEXT = "Say when it is reviewed next."
NOT_TO_COME = "Enter a day to come, on which it is reviewed next."
ACTIVITY = "activity"
ACTIVITY_STANDS = "What somebody wrote of the year into the register meanwhile stands."


def merge(review: Review) -> Merge:
    """The facts that its sections change against the register as it stands now."""
    now, staged = values_of(entry_of(review)), staged_of(review)
    original = {each["field"]: unserial(each["before"]) for each in staged}
    mine = {each["field"]: unserial(each["after"]) for each in staged}
    return three_way(original, {name: now[name] for name in original}, mine)


def staged_of(review: Review) -> list[dict[str, Any]]:
    """Every fact that the review changes."""
    return [each for section in review.sections.all() for each in section.changes]


def accept(
    review: Review, choices: Mapping[str, str], *, next_on: date | None, version: int, by, at: datetime
) -> Review:
    """Accept it. `choices` says for each fact that somebody else changed meanwhile whose value stands, and under
    `activity` whose words on the year do.

    Raises Refused, Conflict, or ValidationError where a clash is undecided or the next day is not to come.
    """
    if next_on is None or next_on <= localdate(at):
        raise ValidationError({"next_on": NO_NEXT if next_on is None else NOT_TO_COME})
    with transaction.atomic(), announced_once(by=by, at=at):
        again, submitter = to_renew(review), review.submitted_by
        day = {"next_on": next_review(review.round.kind, next_on, entry_of(review).next_review_due_on)}
        stands = choices.get(ACTIVITY) == THEIRS
        why = ACTIVITY_STANDS if stands else ""
        accepted = REVIEWS.perform("accept", review, by=by, at=at, version=version, changes=day, reason=why)
        links = {f"{kind}_assessment": signed_off(accepted, kind, kind in again, by=by, at=at) for kind in ASSESSED}
        if made := {name: found for name, found in links.items() if found}:
            accepted = claimed(Review, accepted.pk, accepted.version, made, by=by, at=at)
        found = merge(accepted)
        if undecided(found, choices) or (activity_meanwhile(accepted) and ACTIVITY not in choices):
            raise ValidationError(CLASHES)
        mine = {each["field"]: unserial(each["after"]) for each in staged_of(accepted)}
        write(accepted, decided(found, mine, choices), by=by, at=at)
        if accepted.activity.strip() and not stands:
            summarise(accepted, by=by, at=at)
        note_what_was_left(accepted, [name for name in found.clashes if choices[name] == THEIRS], by=by, at=at)
        recommend(accepted, at=at)
        if accepted.adds_value is False and entry_of(accepted).status in GOING_ON:
            why = NO_VALUE.format(round=accepted.round, note=accepted.added_value_note)
            propose(accepted.partnership, why, InvolvementSource.ANNUAL_REVIEW, by=accepted.submitted_by, at=at)
        tell(accepted, submitter, "accepted", by=by, at=at)
    return accepted


def note_what_was_left(review: Review, names: list[str], *, by, at: datetime) -> None:
    """Facts of the review that gave way to what the register says are marked in the section that changed them."""
    for section in review.sections.all():
        marked = [{**each, "is_left": True} if each["field"] in names else each for each in section.changes]
        if marked != section.changes:
            claimed(type(section), section.pk, section.version, {"changes": marked}, by=by, at=at)


def signed_off(review: Review, kind: str, is_again: bool, *, by, at: datetime):
    """The assessment of one kind that the review rests on, confirmed: one sign-off, not two."""
    if not any(section.key == kind for section in review.sections.all()):
        return None
    if is_again and (last := confirmed(review.partnership, kind)):
        handed_in = renew(last, submitter=review.submitted_by, by=by, at=at)
    else:
        handed_in = fresh(review, kind)
    if handed_in and handed_in.status == AssessmentStatus.SUBMITTED:
        return assessments.confirm(handed_in, version=handed_in.version, by=by, at=at)
    return handed_in


def write(review: Review, facts: Mapping[str, Any], *, by, at: datetime) -> None:
    """The facts of the review, its recommendation and the next date, in one write of the entry."""
    keys = {section.key for section in review.sections.all()}
    wanted = {**facts, "next_review_due_on": review.next_on}
    if Section.RECOMMENDATION in keys:
        wanted |= {
            "recommendation_kind": review.recommendation_kind,
            "recommendation_heading": heading_of(review.recommendation_kind, review.recommendation_heading),
            "recommendation": review.recommendation,
            "hours_change": review.hours_change,
            "pounds_change": review.pounds_change,
        }
    entry = entry_of(review)
    entries.edit(
        entry, for_saving(entry, wanted), version=entry.version, by=by, at=at, reason=f"Accepted review: {review.round}"
    )
    if review.has_business_case is not None:
        reason = review.business_case_note[:200]
        note_business_case(review.partnership_id, review.has_business_case, by=by, at=at, reason=reason)


def summary_of(review: Review) -> ActivitySummary | None:
    """What the register says of the entry's activity in the year of the review."""
    known = ActivitySummary.objects.filter(partnership=review.partnership_id, removed_at__isnull=True)
    return known.filter(financial_year=review.round.financial_year).first()


def activity_meanwhile(review: Review) -> str:
    """What somebody else wrote of the year since the review began, where the review says otherwise; it is not
    overwritten unasked. What the review itself wrote before it was taken up again is nobody else's.
    """
    known = summary_of(review)
    if known is None or review.started_at is None or review.activity.strip() in ("", known.text.strip()):
        return ""
    is_new = ActivitySummary.history.filter(id=known.pk, history_date__gt=review.started_at).exists()
    is_own = Review.history.filter(id=review.pk, status=ReviewStatus.ACCEPTED, activity=known.text).exists()
    return known.text if is_new and not is_own else ""


def summarise(review: Review, *, by, at: datetime) -> None:
    """The year's activity becomes the entry's summary of that year (H11-06)."""
    known = summary_of(review)
    if known is None:
        year = review.round.financial_year
        made = ActivitySummary(partnership=review.partnership, financial_year=year, text=review.activity)
        create(made, by=by, at=at)
    elif known.text != review.activity:
        claimed(ActivitySummary, known.pk, known.version, {"text": review.activity}, by=by, at=at)


def recommend(review: Review, *, at: datetime) -> None:
    """Anything but to stay as it is becomes a recommendation, drafted by who submitted the review (H14-04). A review
    that was reopened changes the draft that it left; one that bodies have seen stays as they saw it.
    """
    values = {
        "kind": review.recommendation_kind,
        "heading": heading_of(review.recommendation_kind, review.recommendation_heading),
        "text": review.recommendation,
        "hours_change": review.hours_change,
        "pounds_change": review.pounds_change,
        "source": Source.ANNUAL_REVIEW,
        "source_title": str(review.round)[:200],
        "source_on": localdate(at),
        "review": review,
    }
    earlier = review.recommendations.order_by("-pk").first()
    if review.recommendation_kind in ("", RecommendationKind.RETAIN):
        if earlier and earlier.status in WRITTEN:
            gone = {"closing_note": TAKEN_BACK}
            recommendations.withdraw(earlier, gone, version=earlier.version, by=review.accepted_by, at=at)
    elif earlier is None or earlier.status == RecommendationStatus.WITHDRAWN:
        recommendations.start(review.partnership, values, by=review.submitted_by, at=at)
    elif earlier.status in WRITTEN:
        claimed(Recommendation, earlier.pk, earlier.version, values, by=review.submitted_by, at=at)
