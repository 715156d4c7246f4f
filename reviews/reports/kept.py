"""What an edition keeps of an entry, read back by the names that papers know of a live one.

Figures, recommendations and ratings of papers are worked out by the same functions from both.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from partnerships.models import Council
from register.models.choices import Rating, RatingSource, RecommendationKind, Significance
from reviews.models import Edition, EditionEntry
from reviews.models.choices import Honesty, ReviewStatus, Section
from reviews.reports.activity import with_performance
from reviews.rules.reviews import heading_of

NOT_IN_ROUND, NOT_LOOKED_AT = "Not in this round", "not looked at"


@dataclass(frozen=True)
class KeptSum:
    """One contribution as it was kept."""

    financial_year: int
    kind: str
    amount: Decimal | None
    status: str
    source: str


@dataclass(frozen=True)
class KeptPart:
    """What one council put in."""

    council: int
    officer_hours_per_month: Decimal | None
    officer_hours_is_estimate: bool
    officer_hours_source: str
    live_contributions: tuple[KeptSum, ...]


class KeptReview:
    """The review of an entry as it was kept."""

    def __init__(self, content: dict[str, Any]):
        self.content = content

    @property
    def status(self) -> ReviewStatus:
        return ReviewStatus(self.content["status"])

    @property
    def tier(self) -> str:
        return str(Significance(self.content["tier"]).label) if self.content["tier"] else ""

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self.content["due_on"])

    @property
    def submitted_on(self) -> date | None:
        moment = self.content["submitted_at"]
        return localdate(datetime.fromisoformat(moment)) if moment else None

    @property
    def is_waived(self) -> bool:
        return self.status == ReviewStatus.WAIVED

    @property
    def days_late(self) -> int:
        """How many days after its day it was handed in; nought where it was in time."""
        handed_in = self.submitted_on
        return max((handed_in - self.due_on).days, 0) if handed_in and not self.is_waived else 0

    @property
    def outcome(self) -> str:
        """`Accepted`, `Waived`, with a returned one said."""
        returned = " after it was returned" if self.content["returned_at"] and not self.is_waived else ""
        return f"{self.status.label}{returned}"

    @property
    def sections(self) -> list[tuple[str, str, str]]:
        """Each section, how it was looked at, and the note with which it was confirmed."""
        return [
            (str(Section(each["key"]).label), honesty_of(each["honesty"]), each["note"])
            for each in self.content["sections"]
        ]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """Each question with what was answered."""
        return [(each["asked"], answered(each["is_yes"], each["text"])) for each in self.content["answers"]]


def honesty_of(code: str) -> str:
    return str(Honesty(code).label) if code else NOT_LOOKED_AT


def answered(is_yes: bool | None, text: str) -> str:
    word = {True: "Yes", False: "No", None: ""}[is_yes]
    return ". ".join(part for part in (word, text) if part) or "Not answered"


class KeptEntry:
    """One entry of an edition, or of the register as it stands where there is none yet."""

    # Papers know these of a live entry; a review says at once what it recommends.
    deferred_until_on = None
    deferred_to = ""

    def __init__(self, pk: int, content: dict[str, Any]):
        self.pk, self.content = pk, content
        self.values, self.marks = content["entry"], content["marks"]
        self.reference, self.name = self.values["reference"], self.values["name"]

    @cached_property
    def review(self) -> KeptReview | None:
        return KeptReview(self.content["review"]) if self.content["review"] else None

    @property
    def is_exempt(self) -> bool:
        return self.marks["is_exempt"]

    @property
    def is_reported(self) -> bool:
        return self.marks["is_reported"]

    @property
    def is_counted(self) -> bool:
        return self.marks["is_counted"]

    @property
    def family(self) -> str:
        return self.marks["family"]

    @property
    def family_id(self) -> str:
        return self.marks["family"]

    @cached_property
    def every_part(self) -> tuple[KeptPart, ...]:
        return tuple(part_of(each) for each in self.content["parts"])

    @property
    def parts(self) -> tuple[KeptPart, ...]:
        return self.every_part

    @property
    def recommendation(self) -> str:
        return self.said("recommendation") or ""

    @property
    def recommendation_kind(self) -> str:
        code = self.said("recommendation_kind")
        return str(RecommendationKind(code).label) if code else ""

    @property
    def recommendation_heading(self) -> str:
        """As the review says it; else that of its kind, where the kind has one."""
        kind = self.said("recommendation_kind")
        return heading_of(kind, self.said("recommendation_heading")) if kind and self.recommendation else ""

    @property
    def hours_change(self) -> Decimal | None:
        return decimal(self.said("hours_change"))

    @property
    def pounds_change(self) -> Decimal | None:
        return decimal(self.said("pounds_change"))

    def said(self, name: str) -> Any:
        """What its review of the round says; nothing where there is none."""
        return self.review.content[name] if self.review else None

    def get_risk_rating_display(self) -> str:
        return self.rating("risk")

    def get_risk_rating_source_display(self) -> str:
        return self.rating_source("risk")

    def get_value_rating_display(self) -> str:
        return self.rating("value")

    def get_value_rating_source_display(self) -> str:
        return self.rating_source("value")

    @property
    def risk_rating(self) -> str:
        return self.content["ratings"]["risk"]["rating"]

    @property
    def value_rating(self) -> str:
        return self.content["ratings"]["value"]["rating"]

    def rating(self, kind: str) -> str:
        code = self.content["ratings"][kind]["rating"]
        return str(Rating(code).label) if code else ""

    def rating_source(self, kind: str) -> str:
        code = self.content["ratings"][kind]["rating_source"]
        return str(RatingSource(code).label) if code else ""

    def expires_on(self, kind: str) -> date | None:
        """When the assessment behind a rating expires."""
        day = self.content["ratings"][kind]["expires_on"]
        return date.fromisoformat(day) if day else None

    @property
    def outcome(self) -> str:
        return self.review.outcome if self.review else NOT_IN_ROUND

    def activity(self, year: int) -> str:
        """The summary that the review took down, else the one that the register had of the year (H11-06); and how it
        performed, where it is selected to report that (SH-14).
        """
        kept = {each["financial_year"]: each["text"] for each in self.content["activity"]}
        performed = {each["financial_year"]: each["text"] for each in self.content.get("performance", [])}
        return with_performance(self.said("activity") or kept.get(year, ""), performed.get(year, ""))


class CouncilEntry(KeptEntry):
    """The same with what one council put in alone, for that council's papers (SH-08)."""

    def __init__(self, pk: int, content: dict[str, Any], council: int):
        super().__init__(pk, content)
        self.council = council

    @property
    def parts(self) -> tuple[KeptPart, ...]:
        return tuple(part for part in self.every_part if part.council == self.council)

    @property
    def is_of_council(self) -> bool:
        """It takes part, or nobody has said which council does."""
        return bool(self.parts) or not self.every_part


def part_of(content: dict[str, Any]) -> KeptPart:
    return KeptPart(
        content["council"],
        decimal(content["officer_hours_per_month"]),
        content["officer_hours_is_estimate"],
        content["officer_hours_source"],
        tuple(KeptSum(**{**each, "amount": decimal(each["amount"])}) for each in content["contributions"]),
    )


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def read(row: EditionEntry) -> KeptEntry:
    """One entry of an edition."""
    return from_words(row.partnership_id, row.text)


def from_words(pk: int, words: str) -> KeptEntry:
    """An entry from its canonical words."""
    return KeptEntry(pk, json.loads(words))


def entries(edition: Edition) -> list[KeptEntry]:
    """Every entry of an edition, in the order of their references."""
    rows = edition.entries.order_by("partnership_id").values_list("partnership", "text")
    return [from_words(pk, text) for pk, text in rows.iterator()]


def of_council(found: Iterable[KeptEntry], council: Council) -> list[CouncilEntry]:
    """Those of an edition's entries that concern one council, ended ones too, in the order of the register."""
    every = [CouncilEntry(each.pk, each.content, council.pk) for each in found]
    return in_register_order(entry for entry in every if entry.is_of_council)


def reported(every: list[CouncilEntry]) -> tuple[list[CouncilEntry], int]:
    """What a paper for members may show of these as the register; how many are left out as exempt.

    Exempt entries stand in no paper and no total (H14-47).
    """
    found = [entry for entry in every if entry.is_reported]
    shown = [entry for entry in found if not entry.is_exempt]
    return shown, len(found) - len(shown)


def in_register_order(found: Iterable[CouncilEntry]) -> list[CouncilEntry]:
    """Families in the order of their list, then entries as they were entered; those of no family last."""
    return sorted(found, key=lambda each: (not each.family, each.marks["family_position"], each.family, each.pk))
