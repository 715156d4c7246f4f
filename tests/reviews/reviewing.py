"""An open round and its reviews, filled in only through the workflow."""

from collections.abc import Iterable
from datetime import date

from assessments.rules.questions import Given
from assessments.workflow import assessments, policies
from partnerships import saving
from register.models import Partnership, Policy
from reviews.models import Review, ReviewRound, ReviewSection
from reviews.models.choices import Section
from reviews.reports.review_answers import asked
from reviews.rules.rounds import SHORT
from reviews.workflow import filling_in, reviews
from reviews.workflow.filling_in import Said
from tests.assessments import asking
from tests.conftest import NOW

TODAY = NOW.date()
NEXT = date(TODAY.year + 1, TODAY.month, 1)
YEAR = TODAY.year


def opened_round(by, title: str = "Annual review", year: int = YEAR, **values) -> ReviewRound:
    """A round that is open, asking by the policy in use."""
    if "policy" not in values and not Policy.objects.filter(is_current=True, question_sets__isnull=False).exists():
        asking.loaded()
    plain = {"starts_on": date(year, 4, 1), "due_on": date(year, 6, 30), "status": "open", "opened_at": NOW}
    made = ReviewRound(
        title=title,
        financial_year=year,
        **{**plain, "policy": Policy.objects.filter(is_current=True).first(), "opened_by": by, **values},
    )
    return saving.create(made, by=by, at=values.get("opened_at", NOW))


def opened(entry: Partnership, round: ReviewRound, by, keys: Iterable[str] = SHORT, tier: str = "") -> Review:
    """The review of an entry in a round."""
    made = saving.create(
        Review(round=round, partnership=entry, tier=tier, due_on=round.due_on), by=by, at=round.opened_at
    )
    for key in (key for key in Section.values if key in set(keys)):
        saving.create(ReviewSection(review=made, key=key), by=by, at=round.opened_at)
    return fresh(made)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def section(review: Review, key: str) -> ReviewSection:
    return review.sections.select_related("review__partnership", "review__round").get(key=key)


ABOUT = {
    "added_value": {"adds_value": True, "added_value_note": "It brings in more than it costs."},
    "activity": {"activity": "It met four times."},
    "recommendation": {"recommendation_kind": "retain"},
    "case": {"has_business_case": False, "business_case_note": "Older than the policy."},
}


def said(review: Review, key: str, **more) -> Said:
    """A usual answer to a section; `more` replaces parts of it."""
    own = section(review, key)
    usual = {"honesty": "confirmed", "about": ABOUT.get(key, {})}
    if key in ("questions", "appendix"):
        usual["answers"] = [Given(question, True, "As the minutes say.") for question in asked(review, key)]
    return Said(own, **{"version": own.version, **usual, **more})


def filled(review: Review, by, at=NOW, **changed) -> Review:
    """Every section filled in as usual, but those that are named: `filled(review, by, risk={"honesty": "changed"})`."""
    parts = [said(review, each.key, **changed.get(each.key, {})) for each in review.sections.all()]
    filling_in.keep(review, parts, is_final=True, by=by, at=at)
    return fresh(review)


def submitted(review: Review, by, at=NOW) -> Review:
    return reviews.submit(review, {}, version=review.version, by=by, at=at)


def assessed(entry: Partnership, kind: str, by, confirmer, at=NOW, level: str = "medium"):
    """A confirmed assessment by the criteria of the policy in use, the same level throughout."""
    begun = assessments.start(entry, kind, by=by, at=at)
    lines = [line for line in begun.criteria.criteria.all() if not line.computed]
    answers = [assessments.Given(line, level, "As last year.") for line in lines]
    overall = {"overall": level, "difference_reason": "The money is not known yet."}
    answered = assessments.answer(begun, overall, answers, version=begun.version, by=by, at=at)
    handed_in = assessments.submit(answered, version=answered.version, by=by, at=at)
    return confirmer and assessments.confirm(handed_in, version=handed_in.version, by=confirmer, at=at)


def with_criteria() -> None:
    """Breckland's criteria of risk and value, and its questions, in use."""
    asking.loaded()
    data = asking.shipped("breckland-2015")
    policies.load({"policy": data["policy"], "criteria": data["criteria"]}, by=None, at=NOW)
