"""The life of one review: begun, submitted, endorsed, returned, accepted, waived, given another day, reopened.

Accepting it is in `accepting`; filling in its sections in `filling_in`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from assessments.models import Assessment
from assessments.models.choices import AssessmentKind, AssessmentStatus
from assessments.workflow import assessments
from assessments.workflow.renewing import why_not_again
from partnerships import mail
from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed
from partnerships.verdict import Refused, require
from register.models import Partnership
from register.rules.leaving import lacking_for_recommendation
from register.workflow import entries
from register.workflow.watching import tell_of_review
from reviews.models import Review
from reviews.models.choices import ANSWERED_NOW, Honesty, ReviewStatus, RoundKind, Section, SectionState
from reviews.permissions import reviews as permissions
from reviews.reports.review_answers import appendix_given, questions_given
from reviews.rules import reviews as rules

Status = ReviewStatus
CLEARED = {
    "endorsed_at": None,
    "endorsed_by": None,
    "endorsement": "",
    "returned_at": None,
    "returned_by": None,
    "return_comment": "",
}
CALLED = {RoundKind.ANNUAL: "annual review", RoundKind.BASELINE: "answer on the business case"}
DUE_AFTER_TODAY = "Enter a day to come."


def complete(review: Review) -> list[str]:
    """What must be there before it is submitted, in sentences."""
    sections = {section.key: section for section in review.sections.all()}
    found = [sentence for section in sections.values() for sentence in rules.lacks_of_section(section)]
    found += [sentence for each in questions_given(review) if (sentence := rules.lacks_of_evidence(each))]
    found += rules.lacks_of_review(review)
    if Section.APPENDIX in sections and any(rules.lacks_of_appendix(appendix_given(review))):
        found.append("Answer the questions of the business case.")
    changed = [kind for kind in assessed(review) if sections[kind].honesty == Honesty.CHANGED]
    found += [f"Hand in the new assessment of {label(kind)}." for kind in changed if not fresh(review, kind)]
    return [*found, *filter(None, [advice(review)])]


def missing(review: Review, at: datetime) -> list[str]:
    """The same, with the assessments that are to stand for another year and cannot (B15-24)."""
    entry, again = review.partnership, to_renew(review)
    kept_back = [sentence for kind in again for sentence in why_not_again(entry, kind, label(kind), at)]
    return [*complete(review), *kept_back]


def assessed(review: Review) -> list[str]:
    """The kinds of assessment whose section somebody has filled in."""
    done = review.sections.all()
    return [each.key for each in done if each.key in rules.ASSESSED and each.state == SectionState.COMPLETED]


def to_renew(review: Review) -> list[str]:
    """The kinds of assessment that are to stand for another year as they are."""
    done = {section.key: section for section in review.sections.all()}
    kept = [kind for kind in assessed(review) if done[kind].honesty != Honesty.CHANGED]
    return [kind for kind in kept if not fresh(review, kind)]


def label(kind: str) -> str:
    return AssessmentKind(kind).label.lower()


def fresh(review: Review, kind: str) -> Assessment | None:
    """The assessment of this kind that was handed in, or even confirmed, since the round was opened."""
    found = review.partnership.assessments.filter(kind=kind, submitted_at__gte=review.round.opened_at)
    return found.filter(status__in=(AssessmentStatus.SUBMITTED, AssessmentStatus.CONFIRMED)).first()


def advice(review: Review) -> str:
    """Withdrawal is recommended with the legal advice that it needs (H14-32)."""
    entry = Partnership.objects.get(pk=review.partnership_id)
    entry.recommendation_kind = review.recommendation_kind
    return lacking_for_recommendation(entry)


def says_what(review: Review) -> list[str]:
    """What must be said to return it."""
    asked = review.sections.filter(is_commented=True).exists()
    return [] if review.return_comment.strip() or asked else ["Say what is to be looked at again."]


def complete_and_endorsed(review: Review) -> list[str]:
    """All that it was submitted with is there still; where heads of service endorse, one has."""
    waits = review.round.endorsed_by_heads and review.endorsed_at is None
    return [*complete(review), *(["The head of service has not endorsed it yet."] if waits else [])]


def says_why(review: Review) -> list[str]:
    """What must be said to waive it: why, on whose authority, and when it is reviewed next."""
    found = [] if review.waiver_reason.strip() else ["Say why it is waived."]
    found += [] if review.waiver_authority.strip() else ["Say who decided that it is waived."]
    return found if review.next_on else [*found, "Say when it is reviewed next."]


REVIEWS = Machine(
    Review,
    "review",
    Status.OPENED,
    Transition("begin", "begun", (Status.OPENED,), Status.IN_PROGRESS, permissions.can_begin_review, stamp="started"),
    Transition(
        "submit",
        "submitted",
        (Status.IN_PROGRESS,),
        Status.SUBMITTED,
        permissions.can_answer_review,
        complete,
        stamp="submitted",
    ),
    Transition(
        "endorse",
        "endorsed",
        (Status.SUBMITTED,),
        Status.SUBMITTED,
        permissions.can_endorse_review,
        stamp="endorsed",
    ),
    Transition(
        "return",
        "returned",
        (Status.SUBMITTED,),
        Status.IN_PROGRESS,
        permissions.can_settle_review,
        says_what,
        stamp="returned",
    ),
    Transition(
        "accept",
        "accepted",
        (Status.SUBMITTED,),
        Status.ACCEPTED,
        permissions.can_settle_review,
        complete_and_endorsed,
        stamp="accepted",
    ),
    Transition("waive", "waived", ANSWERED_NOW, Status.WAIVED, permissions.can_waive_review, says_why, stamp="waived"),
    Transition(
        "reopen", "reopened", (Status.ACCEPTED, Status.REPORTED), Status.IN_PROGRESS, permissions.can_reopen_review
    ),
    Transition("report", "reported", (Status.ACCEPTED,), Status.REPORTED, permissions.can_run_round_of),
    Transition("close", "closed", (Status.ACCEPTED, Status.REPORTED), Status.CLOSED, permissions.can_run_round_of),
)


def submit(review: Review, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Review:
    """The lead officer declares it accurate and submits. Raises Refused with what is missing."""
    if REVIEWS.may_start(by, review, "submit") and (found := missing(review, at)):
        raise Refused(" ".join(found))
    return REVIEWS.perform("submit", review, by=by, at=at, version=version, changes={**changes, **CLEARED})


def endorse(review: Review, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Review:
    """The head of service stands behind it, in words where there is something to add."""
    return REVIEWS.perform("endorse", review, by=by, at=at, version=version, changes=changes)


def give_back(review: Review, comments: Mapping[str, str], comment: str, *, version: int, by, at: datetime) -> Review:
    """Return it with what is to be looked at again, at the sections concerned: these alone open again.

    An assessment that was handed in with a section that is asked about goes back with it.
    """
    said = {key: text for key, text in comments.items() if text.strip()}
    with transaction.atomic(), announced_once(by=by, at=at):
        require(REVIEWS.may_start(by, review, "return"))
        for section in review.sections.filter(key__in=said):
            asked = {"comment": said[section.key], "is_commented": True, "state": SectionState.IN_PROGRESS}
            claimed(type(section), section.pk, section.version, asked, by=by, at=at)
        changes = {"return_comment": comment, "submitted_at": None, "submitted_by": None}
        submitter = review.submitted_by
        returned = REVIEWS.perform("return", review, by=by, at=at, version=version, changes=changes, reason=comment)
        for kind in said.keys() & set(rules.ASSESSED):
            handed_in = fresh(returned, kind)
            if handed_in and handed_in.status == AssessmentStatus.SUBMITTED:
                assessments.send_back(handed_in, said[kind], version=handed_in.version, by=by, at=at)
        tell(returned, submitter, "returned", by=by, at=at)
    return returned


def waive(review: Review, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Review:
    """It is not held this time: why, who decided that, and when it is reviewed next."""
    with transaction.atomic(), announced_once(by=by, at=at):
        waived = REVIEWS.perform("waive", review, by=by, at=at, version=version, changes=changes)
        if waived.round.kind == RoundKind.BASELINE:
            return waived  # it asks for a business case, and says nothing of the yearly review
        entry = Partnership.objects.get(pk=waived.partnership_id)
        reason = f"Review waived: {waived.round}"
        next_on = {"next_review_due_on": waived.next_on}
        entries.edit(entry, next_on, version=entry.version, by=by, at=at, reason=reason)
    return waived


def postpone(review: Review, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str) -> Review:
    """Another day, with the reason. Raises ValidationError for a day that is not to come."""
    require(permissions.may_postpone(by, review))
    if changes["due_on"] <= localdate(at):
        raise ValidationError({"due_on": DUE_AFTER_TODAY})
    said = {"due_on": changes["due_on"], "due_reason": reason[:300]}
    return claimed(Review, review.pk, version, said, by=by, at=at, reason=reason)


def reopen(review: Review, *, version: int, by, at: datetime, reason: str) -> Review:
    """Take an accepted review up again. What it said stays in history; what it wrote into the register stays."""
    stamps = {f"{name}_{end}": None for name in ("submitted", "endorsed", "accepted") for end in ("at", "by")}
    changes = {**stamps, "episode": review.episode + 1}
    with transaction.atomic(), announced_once(by=by, at=at):
        found = REVIEWS.perform("reopen", review, by=by, at=at, version=version, changes=changes, reason=reason)
        for section in found.sections.all():
            opened = {"state": SectionState.IN_PROGRESS, "honesty": "", "changes": []}
            claimed(type(section), section.pk, section.version, opened, by=by, at=at, reason=reason)
        tell(found, found.partnership.lead_officer, "reopened", by=by, at=at, comment=reason)
    return found


def tell(review: Review, to, what: str, *, by, at: datetime, **more: str) -> None:
    """Write to a person about what became of a review, unless they did it themselves."""
    if to is None or to == by:
        return
    path = reverse("reviews:review", args=[review.pk])
    tell_of_review(to, review.partnership, f"{what} its review", path, by=by, at=at)
    mail.write(
        to,
        f"review_{what}",
        key=f"review {review.pk} {what} {review.version} to {to.pk}",
        at=at,
        partnership=review.partnership.name,
        what=CALLED[RoundKind(review.round.kind)],
        who=by.full_name,
        path=path,
        **more,
    )
