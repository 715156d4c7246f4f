"""Harborough's register of January 2014 in short: families, figures and recommendations, as the committee saw them."""

from datetime import datetime
from decimal import Decimal

from partnerships import saving
from register.models import Body, Contribution, Family, Participation, Partnership
from register.workflow import entries
from tests.factories import NOW

LLEP, TOGETHER, WELLAND = "LLEP and associated groups", "Leicestershire Together", "Welland Partnerships"
SAME = "Review the council's resources input; it may need to increase with the role of the LLEP"
# (family, name, hours, estimate, pounds, heading, recommendation)
NIL = (None, False, None)
ROWS = (
    (LLEP, "Leicester & Leicestershire Economic Partnership Board", 0, False, 8000, "increase", SAME),
    (LLEP, "LLEP Private Sector Growth Group", 40, True, 0, "increase", SAME),
    (LLEP, "Better Business Partnership", 4, True, 0, "increase", SAME),
    (LLEP, "Broadband Leicestershire Programme Board", 40, True, 530000, "increase", SAME),
    (LLEP, "Housing Planning & Infrastructure Group", 20, True, 0, "increase", SAME),
    (TOGETHER, "Leicestershire Together Commissioning Board", *NIL, "", ""),
    (TOGETHER, "Leicestershire Together Commissioning Executive", *NIL, "", ""),
    (TOGETHER, "Leicestershire Environment Board", *NIL, "increase", "Support the lead officer as a priority"),
    (TOGETHER, "Leicestershire Health and Wellbeing Board", *NIL, "", ""),
    (TOGETHER, "Supporting Leicestershire Families Commissioning Board", *NIL, "", ""),
    (TOGETHER, "Leicestershire Safer Communities Strategy Board", *NIL, "", ""),
    (TOGETHER, "Leicestershire Children & Young People Board", *NIL, "review", "Review when the outcome is known"),
    (TOGETHER, "Strategic Partnership Board", *NIL, "", ""),
    (TOGETHER, "Leicestershire Rural Partnership", *NIL, "increase", "Identify a member of the Executive to attend"),
    (TOGETHER, "Leicestershire Stronger Communities Board", *NIL, "", ""),
    (TOGETHER, "Leicestershire Together Housing Partnership Group", *NIL, "reduce", "Delegate"),
    (WELLAND, "Welland Partnerships (all except the audit one)", *NIL, "reduce", "Withdraw from most"),
    (WELLAND, "Welland Market Towns Group", *NIL, "reduce", "Withdraw formally"),
    (WELLAND, "Welland Audit Partnership", *NIL, "reduce", "Remain whilst it remains value for money"),
    (WELLAND, "Welland Independent Remuneration Panel", *NIL, "reduce", "Further consideration in a future report"),
    ("", "Leicestershire Parking Partnership Board", *NIL, "reduce", "Delegate to the Regulatory Services Manager"),
    ("", "Rural Youth Voice Project", *NIL, "review", "Develop a partnership exit strategy"),
    ("", "Harborough Improvement Team", *NIL, "review", "Report on future options to the Executive"),
    ("", "Harborough Innovation Centre", *NIL, "review", "Explore how it can become a key deliverer"),
    ("", "Harborough Tourism Partnership", *NIL, "review", "Ascertain how it can help to deliver the action plan"),
    ("", "Sustainable Harborough", *NIL, "review", "Review attendance and benefits after 6 months"),
    ("", "Voluntary Sector Strategy Group", *NIL, "review", "Attend the next two meetings, then review"),
    ("", "Stepping Stones Partnership", None, False, 4000, "review", "Review whether to engage and contribute"),
    ("", "Harborough Health and Wellbeing Partnership", *NIL, "", ""),
    ("", "Harborough Community Safety Partnership", *NIL, "", ""),
    ("", "Economic Prosperity Board", *NIL, "", ""),
)  # fmt: skip


def make(*, by, at: datetime) -> list[Partnership]:
    """All of it, in the order of the spreadsheet; the last row is an internal group, and one describes several."""
    families = {name: saving.create(Family(name=name), by=by, at=at) for name in (LLEP, TOGETHER, WELLAND)}
    with saving.announced_once(by=by, at=at):
        return [entry(row, families, by=by, at=at) for row in ROWS]


def entry(row: tuple, families: dict[str, Family], *, by, at: datetime) -> Partnership:
    family, name, hours, estimate, pounds, heading, recommendation = row
    values = {
        "name": name,
        "family": families.get(family),
        "recommendation": recommendation,
        "recommendation_heading": heading,
        "describes_several": "(all except" in name,
        "classification": "internal_group" if name.startswith("Economic Prosperity") else "partnership",
        "value_rating": "low" if family == WELLAND and "Withdraw" in recommendation else "",
        "value_rating_source": "spreadsheet" if family == WELLAND and "Withdraw" in recommendation else "",
    }
    made = entries.make(values, by=by, at=at)
    part = Participation(
        partnership=made, council=by.council, officer_hours_per_month=hours, officer_hours_is_estimate=estimate
    )
    saving.create(part, by=by, at=at)
    if pounds is not None:
        contribution(part, pounds, by=by, at=at)
    return made


def contribution(part: Participation, pounds, *, by, at: datetime, year: int = 2013, **values) -> Contribution:
    amount = None if pounds is None else Decimal(pounds)
    return saving.create(Contribution(participation=part, financial_year=year, amount=amount, **values), by=by, at=at)


def body(name: str = "Scrutiny Panel") -> Body:
    return Body.objects.filter(name=name).first() or saving.create(Body(name=name), by=None, at=NOW)
