"""The questions that a review asks, with what was answered: this year, and the last time."""

from collections.abc import Mapping

from assessments.models import CaseAnswer, Question
from assessments.models.choices import QuestionKind
from assessments.rules.questions import Given, asked_of
from assessments.workflow.questions import current
from reviews.models import Review, ReviewAnswer
from reviews.models.choices import ReviewStatus, Section

ENDED = (ReviewStatus.ACCEPTED, ReviewStatus.REPORTED, ReviewStatus.CLOSED)
KINDS = {Section.QUESTIONS: QuestionKind.REVIEW, Section.APPENDIX: QuestionKind.CASE}


def last_review(review: Review) -> Review | None:
    """The review of the same partnership that was accepted last before this one."""
    others = Review.objects.filter(partnership=review.partnership_id, status__in=ENDED).exclude(pk=review.pk)
    return others.select_related("round", "accepted_by").order_by("-accepted_at", "-pk").first()


def asked(review: Review, section: str) -> list[Question]:
    """The questions of a section: of the version with which it was begun, whatever is asked later."""
    kind = KINDS[section]
    begun = review.answers.filter(question__set__kind=kind).select_related("question__set").first()
    version = begun.question.set if begun else current(kind, review.round.opened_at)
    return asked_of(version.questions.all(), review.tier, True) if version else []


def kept(review: Review) -> dict[int, ReviewAnswer]:
    return {each.question_id: each for each in review.answers.all()}


def given(review: Review, section: str) -> list[Given]:
    """The questions of a section with the answers kept so far."""
    own = kept(review)
    pairs = [(question, own.get(question.pk)) for question in asked(review, section)]
    return [Given(question, each and each.is_yes, each.text if each else "") for question, each in pairs]


def questions_given(review: Review) -> list[Given]:
    """The questions of the annual review (B15-21); none where the policy does not ask this partnership."""
    return given(review, Section.QUESTIONS) if has(review, Section.QUESTIONS) else []


def appendix_given(review: Review) -> list[Given]:
    """The questions of the business case (B15-49), answered anew or as before."""
    return given(review, Section.APPENDIX) if has(review, Section.APPENDIX) else []


def has(review: Review, key: str) -> bool:
    return any(section.key == key for section in review.sections.all())


def before(review: Review, section: str) -> Mapping[str, Given]:
    """What was answered the last time, by the words of the question: in the review before, else in the case."""
    kind = KINDS[section]
    last = last_review(review)
    answers = list(last.answers.filter(question__set__kind=kind).select_related("question")) if last else []
    if not answers and section == Section.APPENDIX:
        cases = CaseAnswer.objects.filter(case__partnership=review.partnership_id, question__set__kind=kind)
        newest = cases.order_by("-case").values_list("case", flat=True).first()
        answers = list(cases.filter(case=newest).select_related("question")) if newest else []
    return {each.question.text: Given(each.question, each.is_yes, each.text) for each in answers}


def carried(review: Review, section: str) -> list[Given]:
    """The answers of the last time to the questions that are asked in the same words now."""
    earlier = before(review, section)
    found = [(question, earlier.get(question.text)) for question in asked(review, section)]
    return [Given(question, old and old.is_yes, old.text if old else "") for question, old in found]
