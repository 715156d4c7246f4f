"""One review as its pages show it: where each section stands, what the register says, what was said the last time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from assessments.models import Assessment
from assessments.models.choices import AssessmentKind
from assessments.permissions.assessments import can_submit
from assessments.reports.entry import form_address
from assessments.rules.questions import Given
from assessments.workflow.assessments import may_start
from assessments.workflow.renewing import confirmed
from partnerships.templatetags.council import day
from partnerships.verdict import Verdict
from partnerships.words import Names, difference
from register.models import Partnership
from register.models.choices import Asked
from register.reports import lines
from register.reports.activity import draft_of
from register.reports.entry import Builder
from register.reports.parts import Lines, Row, Step
from register.rules.frequency import asked as asked_how_often
from register.rules.lines import LINES
from register.rules.programme import due_on
from register.rules.sections import SECTIONS
from reviews.models import Review, ReviewSection
from reviews.models.choices import Section, SectionState
from reviews.permissions import reviews as permissions
from reviews.reports import review_answers
from reviews.rules import reviews as rules
from reviews.workflow.reviews import REVIEWS, fresh

STEPS = (
    ("submit", "Check and submit", "review_check"),
    ("endorse", "Endorse it", "review_endorse"),
    ("accept", "Accept it", "review_accept"),
    ("return", "Return it", "review_return"),
    ("waive", "Waive it", "review_waive"),
    ("reopen", "Take it up again", "review_reopen"),
)
# Steps of who runs the round: nobody else looks for them.
RUNNING = ("waive", "reopen")
TONES = {"Completed": "", "In progress": "blue", "Not started": "grey", "Look again": "yellow"}
HAPPENED = {
    "in_progress": "Begun",
    "submitted": "Submitted",
    "accepted": "Accepted",
    "reported": "Reported",
    "closed": "Closed",
    "waived": "Waived",
}


@dataclass(frozen=True)
class Task:
    """One page of a review in the task list."""

    key: str
    title: str
    url: str
    state: str
    sections: tuple[ReviewSection, ...]

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def hint(self) -> str:
        """Its sections, with whom those are given to that somebody else fills in."""
        return ", ".join(
            f"{each}{f' (given to {each.delegated_to})' if each.delegated_to else ''}" for each in self.sections
        )


@dataclass(frozen=True)
class Shown:
    """One section on its page: what the register says, what changes, what was said the last time, what was asked."""

    section: ReviewSection
    cards: tuple["Facts", ...]
    lines: tuple[Lines, ...]
    changes: tuple[tuple[str, str], ...]
    standing: "Standing | None"
    given: tuple[Given, ...]
    may: Verdict

    @property
    def key(self) -> str:
        return self.section.key


@dataclass(frozen=True)
class Facts:
    """A card of the entry: what is known, the names of what is not, and where it is changed."""

    title: str
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    change_url: str


@dataclass(frozen=True)
class Standing:
    """The assessment of one kind: what counts, what is under way, where it is assessed again."""

    kind: str
    current: Assessment | None
    handed_in: Assessment | None
    under_way: Assessment | None
    start: Verdict

    @property
    def url(self) -> str:
        """Where the one under way is gone on with."""
        return form_address(self.under_way) if self.under_way else ""


def sections_of(review: Review) -> list[ReviewSection]:
    """Its sections, each with the review at hand."""
    found = list(review.sections.select_related("delegated_to"))
    for section in found:
        section.review = review
    return found


def tasks(review: Review, sections: Iterable[ReviewSection], user=None) -> list[Task]:
    """The pages, each with how far it is; without an address where this person fills nothing in."""
    own = {section.key: section for section in sections}
    found = []
    for page in rules.pages_of(review.tier, own):
        members = tuple(own[key] for key in page.sections)
        is_theirs = user is None or any(permissions.may_fill_in(user, section) for section in members)
        url = reverse("reviews:review_page", args=[review.pk, page.key]) if is_theirs else ""
        found.append(Task(page.key, page.title, url, state_of(members), members))
    return found


def state_of(sections: Iterable[ReviewSection]) -> str:
    states = {section.state for section in sections}
    if any(section.is_commented for section in sections):
        return "Look again"
    if states == {SectionState.COMPLETED}:
        return "Completed"
    return "Not started" if states == {SectionState.NOT_STARTED} else "In progress"


def starts(review: Review, last: Review | None) -> dict[str, Any]:
    """What the boxes of words start with: what was written, else what was written the last time, else a draft."""
    year = review.round.financial_year
    summary = review.partnership.summaries.filter(financial_year=year, removed_at__isnull=True).first()
    is_drafted = review.sections.filter(key=Section.ACTIVITY).exists()
    activity = (
        review.activity or (summary and summary.text) or (draft_of(review.partnership, year) if is_drafted else "")
    )
    return {
        "last": last,
        "activity": activity,
        "added_value_note": review.added_value_note or (last.added_value_note if last else ""),
        "recommendation": review.recommendation or (last.recommendation if last else ""),
    }


def shown(review: Review, sections: Iterable[ReviewSection], user) -> list[Shown]:
    """The sections of a page as this person sees them."""
    builder = Builder(review.partnership, user)
    return [shown_section(section, builder, user) for section in sections]


def shown_section(section: ReviewSection, builder: Builder, user) -> Shown:
    review, key = section.review, section.key
    entry, may = review.partnership, permissions.may_fill_in(user, section)
    cards = [card(section, builder, each, bool(may)) for each in rules.CARDS.get(key, ())]
    shown_lines = [lines.build(LINES[each], entry, user, builder.editing) for each in rules.LINES_SHOWN.get(key, ())]
    is_assessed = key in rules.ASSESSED
    given = review_answers.given(review, key) if key in review_answers.KINDS else ()
    if key == Section.APPENDIX and not any(each.text or each.is_yes is not None for each in given):
        given = review_answers.carried(review, key)
    return Shown(
        section,
        tuple(cards),
        tuple(shown_lines),
        tuple(changes(section)),
        standing(review, key, user) if is_assessed else None,
        tuple(each for each in given if not each.question.fact),
        may,
    )


def card(section: ReviewSection, builder: Builder, key: str, may_change: bool) -> Facts:
    """A card of the entry, whose Change leads to a form that waits for the review to be accepted."""
    plain = builder.card(SECTIONS[key])
    url = reverse("reviews:review_change", args=[section.review_id, section.key, key]) if may_change else ""
    known = tuple(row for row in plain.rows if row.value or row.lines)
    return Facts(plain.title, known, tuple(row.label for row in plain.rows if row not in known), url)


def changes(section: ReviewSection) -> list[tuple[str, str]]:
    """The facts that the section changes: what, and from what to what."""
    names, found = Names(), []
    for each in section.changes:
        field = Partnership._meta.get_field(each["field"])
        label = str(field.verbose_name)
        said = difference(field, rules.unserial(each["before"]), rules.unserial(each["after"]), names)
        left = "; left as the register has it" if each.get("is_left") else ""
        found.append((label[:1].upper() + label[1:], f"{said}{left}"))
    return found


def standing(review: Review, kind: str, user) -> Standing:
    entry = review.partnership
    under_way = entry.assessments.filter(kind=kind).under_way().first()
    is_open = under_way if under_way and under_way.status != "submitted" and can_submit(user, under_way) else None
    at = review.started_at or review.round.opened_at
    return Standing(AssessmentKind(kind).label, confirmed(entry, kind), fresh(review, kind), is_open,
                    may_start(user, entry, kind, at))  # fmt: skip


def steps(review: Review, user) -> list[Step]:
    """What the state of the review allows; to who may not, with the reason why."""
    found = []
    for verb, label, name in STEPS:
        if review.status not in REVIEWS.transitions[verb].sources:
            continue
        refusal = REVIEWS.may_start(user, review, verb).reason
        if (verb == "endorse" and not review.round.endorsed_by_heads) or (verb in RUNNING and refusal):
            continue
        found.append(Step(label, reverse(f"reviews:{name}", args=[review.pk]), refusal, is_quiet=verb in RUNNING))
    if permissions.may_postpone(user, review):
        found.append(Step("Give it another day", reverse("reviews:review_postpone", args=[review.pk]), is_quiet=True))
    return found


def next_day(review: Review, today: date) -> tuple[date, str]:
    """When it is reviewed next by the policy, at the latest after twelve months, and why (W09-10)."""
    entry = review.partnership
    parts = entry.participations.all()
    found = asked_how_often(
        review.round.policy.frequencies.all(),
        Asked.REVIEW,
        tiers=[part.significance or part.computed_significance for part in parts],
        risk=entry.risk_rating,
        is_selected=entry.is_selected_for_returns,
    )
    months = min(found.months, 12) if found else 12
    return due_on(today, months, 1), found.sentence if found else "Every year (Wirral 2009, paragraph 2.7)"


def story(review: Review) -> list[dict]:
    """What happened to it, newest first: every step, and not every time that somebody saved."""
    found, last = [], None
    for row in Review.history.filter(id=review.pk).order_by("version"):
        if title := happened(row, last):
            reason = row.history_change_reason if title not in ("Begun",) else ""
            found.append({"title": title, "by": row.history_by_name, "at": row.history_date, "reason": reason or ""})
        last = row
    return found[::-1]


def happened(row, last) -> str:
    """One row of history as the step that it was; nothing where somebody only saved answers."""
    if last is None:
        return "Opened with the round"
    if row.endorsed_at and not last.endorsed_at:
        return "Endorsed"
    if row.due_on != last.due_on:
        return f"Given another day: {day(row.due_on)}"
    if row.status == last.status:
        return ""
    if row.status == "in_progress" and last.status != "opened":
        return "Returned" if last.status == "submitted" else "Taken up again"
    return HAPPENED.get(row.status, "")
