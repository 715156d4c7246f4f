"""This year's round of the demonstration, with reviews in several states: invented, as the workbook holds none."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.rules.questions import Given
from register.models.choices import INVENTED
from register.rules.money import financial_year
from reviews.demonstration.assessments import UNKNOWN_MONEY, answered, submit
from reviews.demonstration.recommendations import person
from reviews.models import Review, ReviewRound
from reviews.models.choices import Honesty
from reviews.reports.review_answers import asked
from reviews.rules.rounds import usual_title
from reviews.workflow import accepting, filling_in, reviews, rounds
from reviews.workflow.filling_in import Said

BEFORE, AHEAD = timedelta(days=40), timedelta(days=28)
MESSAGE = "Please look at what the register says, and answer the questions. It takes about ten minutes."
SAID = {
    "added_value": {"adds_value": True, "added_value_note": "One voice for the district, at a third of the cost."},
    "activity": {"activity": "It met four times, and its work plan for the year was carried out."},
    "recommendation": {"recommendation_kind": "retain"},
}
RETURNED = {"activity": "Which two schools took part? Please name them."}
WAIVER = {
    "waiver_reason": "The board is being merged, and is reviewed with its successor.",
    "waiver_authority": f"Corporate management team ({INVENTED.lower()})",
}


def seed(at: datetime) -> None:
    """One review accepted, one submitted, one returned, one half filled in, one overdue, one waived; the others wait."""
    round = opened(at - BEFORE, at)
    policy = {"by": person("policy.officer"), "at": at}
    done = accept_ready(round, "Foxton Locks Partnership", at)
    next_on = timezone.localdate(at) + timedelta(days=365)
    accepting.accept(done, {}, next_on=next_on, version=done.version, **policy)
    handed_in(round, "Harborough Tourism Partnership", at)
    back = accept_ready(round, "Rural Youth Voice Project", at)
    reviews.give_back(back, RETURNED, "", version=back.version, **policy)
    half(round, "Harborough Innovation Centre", at)
    settle(round, at)


def opened(opened_at: datetime, at: datetime) -> ReviewRound:
    by, year = person("policy.officer"), financial_year(timezone.localdate(at))
    values = {
        "title": usual_title("annual", year),
        "financial_year": year,
        "starts_on": timezone.localdate(opened_at),
        "due_on": timezone.localdate(at + AHEAD),
        "message": MESSAGE,
    }
    planned = rounds.plan(values, by=by, at=opened_at)
    return rounds.open_round(planned, version=planned.version, by=by, at=opened_at)


def review_of(round: ReviewRound, name: str) -> Review:
    return round.reviews.select_related("partnership", "round").get(partnership__name=name)


def accept_ready(round: ReviewRound, name: str, at: datetime) -> Review:
    """With a new assessment of its risk, filled in and submitted."""
    submit(answered(name, "risk", "mlmml", "medium", at, UNKNOWN_MONEY), at)
    return handed_in(round, name, at, changed=("risk",))


def handed_in(round: ReviewRound, name: str, at: datetime, changed: Iterable[str] = ()) -> Review:
    """Every section filled in by the lead officer, and submitted."""
    found = review_of(round, name)
    by = found.partnership.lead_officer
    parts = [said(found, section, section.key in changed) for section in found.sections.all()]
    filling_in.keep(found, parts, is_final=True, by=by, at=at)
    found = review_of(round, name)
    return reviews.submit(found, {}, version=found.version, by=by, at=at)


def said(found: Review, section, is_changed: bool) -> Said:
    """A usual answer to one section."""
    section.review = found
    answers = [Given(each, True, "The minutes of the year show it.") for each in questions(found, section.key)]
    honesty = Honesty.CHANGED if is_changed else Honesty.CONFIRMED
    return Said(section, section.version, honesty, about=SAID.get(section.key, {}), answers=answers)


def questions(found: Review, key: str) -> list:
    return asked(found, key) if key in ("questions", "appendix") else []


def half(round: ReviewRound, name: str, at: datetime) -> None:
    """The facts are confirmed; the year's activity is given to a colleague."""
    found = review_of(round, name)
    by = found.partnership.lead_officer
    facts = [said(found, found.sections.get(key="facts"), False)]
    filling_in.keep(found, facts, is_final=True, by=by, at=at)
    section = found.sections.select_related("review__partnership").get(key="activity")
    filling_in.delegate(section, person("representative"), version=section.version, by=by, at=at)


def settle(round: ReviewRound, at: datetime) -> None:
    """One was wanted earlier and is overdue; one is waived until next year."""
    by, today = person("policy.officer"), timezone.localdate(at)
    early = review_of(round, "Harborough Community Safety Partnership")
    day = {"due_on": today - timedelta(days=6)}
    why = "The county asks for it before its own review."
    reviews.postpone(early, day, version=early.version, by=by, at=at - BEFORE, reason=why)
    waived = review_of(round, "Leicestershire Parking Partnership Board")
    values = {**WAIVER, "next_on": today + timedelta(days=300)}
    reviews.waive(waived, values, version=waived.version, by=by, at=at)
