"""What a recommendation promised, against what the register says a year later (H14-44)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from partnerships.days import after_months
from partnerships.templatetags.council import day as said_day
from partnerships.templatetags.council import hours, money
from register.rules.saying import money_change, time_change
from reviews.models import Recommendation, RecommendationSubject
from reviews.models.choices import HOLDING
from reviews.rules.recommendations import EVERY_YEAR, changed_by
from reviews.workflow.promised import hours_of, pounds_of

UNKNOWN = "Not known"


@dataclass(frozen=True)
class Compared:
    """Time or money of all its partnerships: promised, then, and a year later."""

    what: str
    promised: str
    before: str
    now: str
    change: str


def compared(recommendation: Recommendation, subjects: list[RecommendationSubject], today: date) -> Iterator[Compared]:
    """Nothing before it was approved; before the year is over, when it will be compared."""
    if recommendation.status not in HOLDING or recommendation.decided_at is None:
        return
    about = [each for each in subjects if not each.is_exception]
    day = after_months(localdate(recommendation.decided_at), EVERY_YEAR)
    is_due = today >= day
    figures = (
        ("Officer time", recommendation.hours_change, time_change, hours, [each.hours_before for each in about],
         lambda entry: hours_of(entry)),
        ("Money", recommendation.pounds_change, money_change, lambda sum_of: f"{money(sum_of)} a year",
         [each.pounds_before for each in about], lambda entry: pounds_of(entry, today)),
    )  # fmt: skip
    for what, promised, say_change, say, before, read in figures:
        then = added(before)
        now = added([read(each.partnership) for each in about]) if is_due else None
        changed = changed_by(then, now)
        yield Compared(
            what,
            "Not worked out" if promised is None else say_change(promised),
            UNKNOWN if then is None else say(then),
            f"Compared on {said_day(day)}" if not is_due else UNKNOWN if now is None else say(now),
            "" if changed is None else say_change(changed),
        )


def added(figures: list[Decimal | None]) -> Decimal | None:
    """The sum; None where nobody knows one of them."""
    known = [each for each in figures if each is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(figures) else None
