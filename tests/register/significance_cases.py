"""The cases of the table of significance: facts of one council's part, in a word each, and what each policy answers."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from register.rules.money import UNKNOWN, Total
from register.rules.significance import Facts

IN_FORCE = date(2016, 11, 21)
DAY = Decimal("7.40")


def pounds(amount: str) -> Total:
    return Total(Decimal(amount), 1, 0)


NOTHING = Facts((pounds("0"),), (pounds("0"),), Decimal(0), False, frozenset())
NOBODY_KNOWS = Facts((UNKNOWN,), (UNKNOWN,), None, None, None)


def costing(full: str, cash: str = "0") -> Facts:
    return replace(NOTHING, full=(pounds(full),), cash=(pounds(cash),))


@dataclass(frozen=True)
class Case:
    """`tier` and `words` are the answer of a policy that has tests; a silent one answers the same to all."""

    about: str
    facts: Facts
    tier: str
    words: tuple[str, ...]
    paragraph: str = "3.1"
    day: date = IN_FORCE


CASES = [
    Case(
        "a penny below the threshold",
        costing("9999.99"),
        "desirable",
        ("£9,999.99 a year including officer time does not reach £10,000",),
    ),
    Case(
        "the threshold exactly, of which part is officer time",
        costing("10000", cash="4000"),
        "significant",
        ("£10,000 a year including officer time reaches £10,000",),
    ),
    Case(
        "four days a month",
        replace(NOTHING, hours=4 * DAY),
        "desirable",
        ("officer time of 4 days a month is not more than 4",),
    ),
    Case(
        "a tenth of a day more",
        replace(NOTHING, hours=Decimal("4.1") * DAY),
        "significant",
        ("officer time of 4.1 days a month is more than 4",),
    ),
    Case("a statute alone", replace(NOTHING, is_statutory=True), "significant", ("it is a statutory partnership",)),
    Case(
        "a factor without a kind of risk",
        replace(NOTHING, factors=frozenset({"profile", "spending"})),
        "desirable",
        ("no risk is judged significant",),
    ),
    Case(
        "a kind of risk without a factor",
        replace(NOTHING, risks=frozenset({"legal"})),
        "significant",
        ("legal risk is judged significant",),
    ),
    Case(
        "all four kinds of risk",
        replace(NOTHING, risks=frozenset({"operational", "legal", "political", "reputational"})),
        "significant",
        ("reputational, political, legal and operational risk is judged significant",),
    ),
    Case(
        "nothing known",
        NOBODY_KNOWS,
        "",
        (
            "what it costs a year including officer time, how much",
            "how much time officers spend on it",
            "whether it carries significant reputational, political, legal or operational risk",
            "whether it is a statutory partnership",
        ),
    ),
    Case(
        "money partly known, and below",
        replace(NOTHING, full=(Total(Decimal("5710"), 1, 1),)),
        "",
        ("what it costs a year including officer time, of which £5,710 is known",),
    ),
    Case(
        "money partly known, and enough",
        replace(NOBODY_KNOWS, full=(Total(Decimal("12400"), 1, 1),)),
        "significant",
        ("at least £12,400 a year including officer time reaches £10,000",),
    ),
    Case("risks that nobody has judged", replace(NOTHING, risks=None), "", ("whether it carries significant",)),
    Case(
        "two tests at once",
        replace(costing("12400"), hours=5 * DAY),
        "significant",
        ("£12,400 a year including officer time reaches £10,000", "officer time of 5 days a month is more than 4"),
    ),
    Case("nought of everything, and known", NOTHING, "desirable", ("£0 a year including officer time",)),
    Case(
        "the day before the tests begin",
        costing("250000"),
        "",
        ("had no test of significance in force on 31 March 2015",),
        paragraph="",
        day=date(2015, 3, 31),
    ),
]
