"""Filling in a review, section by section: nothing is in the register before the review is accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from assessments.rules.questions import Given
from partnerships.models import User
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import require
from register.models import Partnership
from register.workflow.watching import tell_of_review
from reviews.models import Review, ReviewAnswer, ReviewSection
from reviews.models.choices import Honesty, ReviewStatus, SectionState
from reviews.permissions import reviews as permissions
from reviews.rules.reviews import LOOKED_AT, serial
from reviews.workflow.reviews import REVIEWS


@dataclass(frozen=True)
class Said:
    """What somebody said in one section, at the version that they saw: how they looked at it, what of the review's own
    answers they set, and the questions they answered.
    """

    section: ReviewSection
    version: int
    honesty: str = ""
    note: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    answers: Iterable[Given] = ()


def keep(review: Review, said: Iterable[Said], *, is_final: bool, by: User, at: datetime) -> Review:
    """Keep sections of one page, all or none; `is_final` says that they are filled in, else they are kept as far as
    they are: what says nothing new stays as it was. Raises Refused, Conflict or ValidationError.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        begun = begin(review, by=by, at=at)
        kept = {each.question_id: each for each in begun.answers.all()}
        about: dict[str, Any] = {}
        for each in said:
            require_open(each.section, begun, by=by)
            if not is_final and not says_more(each, begun, kept):
                continue
            keep_section(each, is_final=is_final, by=by, at=at)
            about |= each.about
            for given in each.answers:
                keep_answer(begun, given, kept.get(given.question.pk), by=by, at=at)
        changes = {name: value for name, value in about.items() if getattr(begun, name) != value}
        return claimed(Review, begun.pk, begun.version, changes, by=by, at=at) if changes else begun


def locked(review: Review) -> Review:
    """The review as it stands, locked: nobody submits it while a section of it is written."""
    return Review.objects.select_for_update().select_related("partnership", "round").get(pk=review.pk)


def require_open(section: ReviewSection, review: Review, *, by: User) -> None:
    """Ask the locked review, not the one that the page was opened with. Raises Refused."""
    section.review = review
    require(permissions.may_fill_in(by, section))


def begin(review: Review, *, by: User, at: datetime) -> Review:
    """The review as it stands, locked and begun by its first answer."""
    found = locked(review)
    if found.status != ReviewStatus.OPENED:
        return found
    return REVIEWS.perform("begin", found, by=by, at=at)


def says_more(said: Said, review: Review, kept: Mapping[int, ReviewAnswer]) -> bool:
    """Is anything in it that is not kept already? What is asked anew has no honesty before it is filled in."""
    section = said.section
    if section.key in LOOKED_AT and (said.honesty, said.note) != (section.honesty, section.note):
        return True
    if any(getattr(review, name) != value for name, value in said.about.items()):
        return True
    stand = [kept.get(each.question.pk) for each in said.answers]
    answers = [(own.is_yes, own.text) if own else (None, "") for own in stand]
    return answers != [(each.is_yes, each.text) for each in said.answers]


def keep_section(said: Said, *, is_final: bool, by: User, at: datetime) -> None:
    """How far a section is and how it was looked at. Who fills in what was asked again takes the question off."""
    section = said.section
    values = {"honesty": said.honesty, "note": said.note, "state": SectionState.IN_PROGRESS}
    if is_final:
        values |= {"state": SectionState.COMPLETED, "is_commented": False}
    changes = {name: value for name, value in values.items() if getattr(section, name) != value}
    claimed(ReviewSection, section.pk, said.version, changes, by=by, at=at)


def keep_answer(review: Review, given: Given, own: ReviewAnswer | None, *, by: User, at: datetime) -> None:
    """One answer, if it says anything that is not kept already."""
    said = {"is_yes": given.is_yes, "text": given.text}
    if own is None:
        if given.is_yes is not None or given.text:
            create(ReviewAnswer(review=review, question=given.question, **said), by=by, at=at)
    elif changes := {name: value for name, value in said.items() if getattr(own, name) != value}:
        claimed(ReviewAnswer, own.pk, own.version, changes, by=by, at=at)


def stage(
    section: ReviewSection,
    original: Mapping[str, Any],
    wanted: Mapping[str, Any],
    *,
    version: int,
    by: User,
    at: datetime,
) -> ReviewSection:
    """Keep facts of the entry as they should be, each with what it was when the person saw it. They are written into
    the register when the review is accepted; what is as it was is taken off again.
    """
    rest = [each for each in section.changes if each["field"] not in wanted]
    staged = [
        {"field": name, "before": serial(original[name]), "after": serial(value)}
        for name, value in wanted.items()
        if value != original[name]
    ]
    found = [*rest, *staged]
    values = {"changes": found, "state": SectionState.IN_PROGRESS, "honesty": Honesty.CHANGED if found else ""}
    with transaction.atomic(), announced_once(by=by, at=at):
        require_open(section, begin(section.review, by=by, at=at), by=by)
        return claimed(ReviewSection, section.pk, version, values, by=by, at=at)


def delegate(section: ReviewSection, to: User | None, *, version: int, by: User, at: datetime) -> ReviewSection:
    """Give a section to a colleague, or take it back. The lead officer still submits."""
    with transaction.atomic():
        section.review = locked(section.review)
        require(permissions.may_delegate(by, section))
        given = claimed(ReviewSection, section.pk, version, {"delegated_to": to}, by=by, at=at)
        path = reverse("reviews:review", args=[section.review_id])
        tell_of_review(to, section.review.partnership, f"gave you “{given}” of its review", path, by=by, at=at)
    return given


def entry_of(review: Review) -> Partnership:
    """The entry as it stands now."""
    return Partnership.objects.get(pk=review.partnership_id)
