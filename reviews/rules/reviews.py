"""How a review is asked: which sections stand on which page, what each lacks, how facts are kept until accepted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.models.choices import AnswerKind
from assessments.rules.questions import Given
from assessments.rules.questions import lacks as lacks_of_answer
from register.models.choices import RecommendationHeading, RecommendationKind, Significance
from reviews.models import Review, ReviewSection
from reviews.models.choices import Section, SectionState

RESOURCES = (RecommendationKind.INCREASE, RecommendationKind.REDUCE)
HEADINGS = {
    RecommendationKind.INCREASE: RecommendationHeading.INCREASE,
    RecommendationKind.REDUCE: RecommendationHeading.REDUCE,
    RecommendationKind.WITHDRAW: RecommendationHeading.REDUCE,
}
# What the register knows is looked at and confirmed, or changed; a section that asks is answered anew each year.
LOOKED_AT = (
    Section.FACTS,
    Section.MONEY,
    Section.OUTCOMES,
    Section.APPENDIX,
    Section.RISK,
    Section.VALUE,
    Section.EXIT,
    Section.GOVERNANCE,
    Section.REPRESENTATION,
)
ASSESSED = (Section.RISK, Section.VALUE)
# The cards of the entry that a section shows: what is changed there waits for the review to be accepted.
CARDS: Mapping[str, tuple[str, ...]] = {
    Section.FACTS: ("about", "purpose", "plan", "lead"),
    Section.MONEY: ("resources", "efficiencies"),
    Section.EXIT: ("judgement",),
    Section.GOVERNANCE: ("governance", "meetings", "running", "sharing", "safeguards"),
    Section.REPRESENTATION: ("information",),
}
# The lines of the entry that a section shows: these are kept in the register itself.
LINES_SHOWN: Mapping[str, tuple[str, ...]] = {
    Section.MONEY: ("councils", "contributions", "funding"),
    Section.OUTCOMES: ("measures", "workstreams"),
    Section.EXIT: ("risks",),
    Section.GOVERNANCE: ("documents",),
    Section.REPRESENTATION: ("seats", "representation"),
}
# A section that is filled in on this many or fewer, where the partnership is not significant, is one page.
SHORT_UP_TO = 7


@dataclass(frozen=True)
class ReviewPage:
    """Some sections that are filled in together."""

    key: str
    title: str
    sections: tuple[str, ...]


PAGES = (
    ReviewPage("facts", "Check the facts", (Section.CASE, Section.FACTS)),
    ReviewPage("money", "Costs and time this year", (Section.MONEY,)),
    ReviewPage(
        "outcomes",
        "Outcomes and value",
        (Section.OUTCOMES, Section.QUESTIONS, Section.APPENDIX, Section.ADDED_VALUE),
    ),
    ReviewPage("risk", "Risk, value and leaving", (Section.RISK, Section.VALUE, Section.EXIT)),
    ReviewPage("governance", "Governance and people", (Section.GOVERNANCE, Section.REPRESENTATION)),
    ReviewPage("recommendation", "The year and your recommendation", (Section.ACTIVITY, Section.RECOMMENDATION)),
)
WHOLE = ReviewPage("answers", "Your review", tuple(section for page in PAGES for section in page.sections))


def is_short(tier: str, keys: Iterable[str]) -> bool:
    """Does it fit on one page? A partnership that is not significant, of which little is asked."""
    return tier != Significance.SIGNIFICANT and len(list(keys)) <= SHORT_UP_TO


def pages_of(tier: str, keys: Iterable[str]) -> list[ReviewPage]:
    """The pages on which these sections are filled in, in their order."""
    keys = set(keys)
    whole = [WHOLE] if is_short(tier, keys) else PAGES
    found = [ReviewPage(page.key, page.title, tuple(key for key in page.sections if key in keys)) for page in whole]
    return [page for page in found if page.sections]


def page_of(tier: str, keys: Iterable[str], section: str) -> ReviewPage:
    """The page on which a section stands."""
    return next(page for page in pages_of(tier, keys) if section in page.sections)


def lacks_of_section(section: ReviewSection) -> list[str]:
    """A section that nobody has looked at, or that was asked about again."""
    if section.is_commented:
        return [f"Look again at “{section}”: {section.comment}"]
    return [] if section.state == SectionState.COMPLETED else [f"Fill in “{section}”."]


def lacks_of_evidence(given: Given) -> str:
    """What an answer of the review still lacks: yes or no, and for either what shows it (B15-21)."""
    if given.question.answer == AnswerKind.YES_NO and given.is_yes is None:
        return f"Answer yes or no: “{given.question}”"
    return "" if given.text.strip() else f"Say what shows it: “{given.question}”"


def lacks_of_appendix(given: Iterable[Given]) -> list[str]:
    """What the questions of the business case still lack (B15-49)."""
    return [sentence for each in given if (sentence := lacks_of_answer(each))]


def lacks_of_added_value(adds_value: bool | None, note: str) -> list[str]:
    """The council stays where there is clear added value and the benefits outweigh the risks (W09-05)."""
    if adds_value is None:
        return ["Say whether there is clear added value."]
    return [] if adds_value or note.strip() else ["Say why there is no clear added value."]


def lacks_of_case(has_one: bool | None, note: str) -> list[str]:
    """Whether there is a business case, and where or why not (W09-09)."""
    if has_one is None:
        return ["Say whether there is a business case."]
    return [] if note.strip() else ["Say where the business case is, or why there is none."]


def lacks_of_recommendation(said: Mapping[str, Any]) -> list[str]:
    """What must be recommended: what should happen; for anything but to stay as it is, in words and under which
    heading; where resources change, by how much (H14-44).
    """
    kind = said.get("recommendation_kind")
    if not kind:
        return ["Choose what should happen."]
    found = []
    if kind != RecommendationKind.RETAIN and not (said.get("recommendation") or "").strip():
        found.append("Write the recommendation.")
    if kind in RESOURCES and said.get("hours_change") is None and said.get("pounds_change") is None:
        found.append("Say what changes in hours or in pounds.")
    return [*found, *lacks_of_figures(kind, said.get("hours_change"), said.get("pounds_change"))]


def lacks_of_figures(kind: str, hours: Decimal | None, pounds: Decimal | None) -> list[str]:
    """Figures that say otherwise than what should happen (H14-44)."""
    known = [figure for figure in (hours, pounds) if figure]
    if kind == RecommendationKind.RETAIN and known:
        return ["Nothing changes where it is retained: leave hours and pounds blank."]
    if kind == RecommendationKind.REDUCE and known and not any(figure < 0 for figure in known):
        return ["A reduction takes hours or pounds away: write it as a figure below nought, such as -4."]
    if kind == RecommendationKind.INCREASE and known and not any(figure > 0 for figure in known):
        return ["An increase adds hours or pounds: write it as a figure above nought, such as 4."]
    return []


def heading_of(kind: str, chosen: str) -> str:
    """Under which heading it is reported: as chosen, else by what should happen; staying as it is has none.

    To withdraw reduces resources, as in section 4.4 of Harborough's report of 2014.
    """
    if kind == RecommendationKind.RETAIN:
        return ""
    return chosen or HEADINGS.get(kind, RecommendationHeading.REVIEW)


def lacks_of_review(review: Review) -> list[str]:
    """What the review's own answers lack, as they are kept."""
    keys = {section.key for section in review.sections.all()}
    found = []
    if Section.ADDED_VALUE in keys:
        found += lacks_of_added_value(review.adds_value, review.added_value_note)
    if Section.CASE in keys:
        found += lacks_of_case(review.has_business_case, review.business_case_note)
    if Section.ACTIVITY in keys and not review.activity.strip():
        found.append("Say what it did in the year.")
    if Section.RECOMMENDATION in keys:
        found += lacks_of_recommendation(vars(review))
    return found


def serial(value: Any) -> Any:
    """A plain value as JSON keeps it."""
    if isinstance(value, frozenset):
        return {"many": sorted(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def unserial(kept: Any) -> Any:
    """The same value back."""
    if not isinstance(kept, dict):
        return kept
    ((kind, value),) = kept.items()
    return {"many": frozenset, "decimal": Decimal, "date": date.fromisoformat}[kind](value)
