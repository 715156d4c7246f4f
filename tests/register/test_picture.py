"""Risk, value and cost in one look: who stands where, what is not drawn and why, and what each priority has."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from partnerships import saving
from partnerships.templatetags.council import money
from register.models import Contribution, Participation, Partnership, PlanItem
from register.reports import picture as pictures
from register.rules.picture import LEFT, RIGHT, Place, draw
from register.workflow import entries
from tests import factories

D = Decimal
YEAR = 2026


def place(number: int, value: str = "high", cost: str | None = "5000", **more) -> Place:
    given = {"risk": "low", "is_whole": True, "is_statutory": False, **more}
    return Place(number, f"Place {number}", "", value, cost=None if cost is None else D(cost), **given)


def test_no_two_marks_of_a_lane_touch_and_all_stand_inside():
    drawing = draw([place(number, cost=str(1000 + number)) for number in range(40)])
    lanes: dict[float, list[float]] = {}
    for mark in drawing.marks:
        assert LEFT < mark.x < RIGHT
        lanes.setdefault(mark.y, []).append(mark.x)
    assert len(lanes) == 40
    crowded = draw([place(number, cost=str(10**number)) for number in range(2, 7)])
    assert len({mark.y for mark in crowded.marks}) == 1


def test_a_higher_value_stands_higher_and_a_dearer_one_further_right():
    drawing = draw([place(1, "high", "200"), place(2, "medium", "2000"), place(3, "low", "20000")])
    first, second, third = drawing.marks
    assert first.y < second.y < third.y
    assert first.x < second.x < third.x


def test_the_shape_tells_the_risk_without_a_colour():
    marks = draw([place(1, risk="high"), place(2, risk="medium"), place(3, risk="low"), place(4, risk="")]).marks
    assert [len(mark.shape.split()) for mark in marks] == [3, 4, 0, 0]


def test_what_is_not_known_is_not_drawn():
    assert draw([place(1, value=""), place(2, cost=None)]) is None
    assert draw([place(1, cost="0")]).marks[0].x > LEFT


def test_a_trail_leads_from_where_it_stood_a_year_before():
    moved, stayed, unknown = draw(
        [
            place(1, "low", "5000", value_before="high", cost_before=D(500)),
            place(2, "low", "5000", value_before="low", cost_before=D(5001)),
            place(3, "low", "5000", value_before="high"),
        ]
    ).marks
    assert moved.came_from[1] < moved.y
    assert (stayed.came_from, unknown.came_from) == (None, None)


@pytest.fixture
def who(policy_officer, now):
    return {"by": policy_officer, "at": now}


@pytest.fixture
def rated(partnership, who):
    """High value and medium risk since last year, when its value was low; £4,000 then, £9,000 now."""
    early = {**who, "at": datetime(2026, 1, 5, tzinfo=UTC)}
    entry = saving.claimed(Partnership, partnership.pk, partnership.version, {"value_rating": "low"}, **early)
    changes = {"value_rating": "high", "risk_rating": "medium", "is_statutory": True}
    entry = saving.claimed(Partnership, entry.pk, entry.version, changes, **who)
    part = entry.participations.get()
    saving.claimed(Participation, part.pk, part.version, {"officer_hours_per_month": D(0)}, **who)
    for year, amount in ((YEAR - 1, "4000.00"), (YEAR, "9000.00")):
        entries.add_line(Contribution(participation=part, financial_year=year, amount=D(amount)), entry, **who)
    return entry


def built() -> pictures.Picture:
    return pictures.build(Partnership.objects.counted(), YEAR)


def test_cost_and_ratings_are_those_of_the_register_and_of_the_year_before(rated):
    (found,) = built().places
    assert (found.value, found.risk, found.is_statutory) == ("high", "medium", True)
    assert (found.cost, found.is_whole, found.cost_before, found.value_before) == (D(9000), True, D(4000), "low")


def test_every_place_stands_once_in_the_matrix_or_among_the_unrated(rated, council, policy_officer, now):
    factories.partnership(name="Unrated Board", council=council, by=policy_officer)
    found = built()
    cells = [each.name for _, row in found.matrix for cell in row for each in cell]
    assert cells == [rated.name]
    assert [each.name for each in found.unrated] == ["Unrated Board"]
    risk, (high, _, _) = found.matrix[1]
    assert (risk, [each.name for each in high]) == ("Medium", [rated.name])


def test_the_page_names_what_is_drawn_and_counts_what_is_not(rated, council, policy_officer, sign_in):
    factories.partnership(name="Unrated Board", council=council, by=policy_officer)
    page = sign_in(policy_officer).get(f"/risk-and-value/?year={YEAR}").content.decode()
    assert "1 of 2 is not drawn" in page
    assert f"value high, risk medium, {money(D(9000))}, statutory" in page
    assert "Nothing can be drawn yet" not in page


def test_without_ratings_the_page_says_what_is_missing(partnership, policy_officer, sign_in):
    assert "Nothing can be drawn yet" in sign_in(policy_officer).get("/risk-and-value/").content.decode()


def test_a_priority_without_a_partnership_shows_as_a_gap(rated, who):
    served, _ = (saving.create(PlanItem(number=number, title=title), **who) for number, title in ("1A", "2B"))
    entry = Partnership.objects.get(pk=rated.pk)
    saving.claimed(Partnership, entry.pk, entry.version, {"priorities": [served]}, **who)
    first, second = pictures.coverage(Partnership.objects.counted(), built())
    assert [each.name for each in first.columns[0]] == [rated.name]
    assert (first.cost.amount, first.count, second.count) == (D(9000), 1, 0)


def test_an_exempt_entry_is_not_drawn_in_a_paper(rated, council, who):
    from reviews.reports import register_report

    def drawn() -> list[str]:
        report = register_report.as_it_stands(council, as_of=who["at"].date())
        return [each.name for section in report.sections if section.picture for each in section.picture.places]

    assert drawn() == [rated.name]
    entry = Partnership.objects.get(pk=rated.pk)
    saving.claimed(Partnership, entry.pk, entry.version, {"is_exempt": True, "exempt_paragraph": 3}, **who)
    assert drawn() == []


@pytest.mark.once
def test_the_page_asks_as_many_queries_for_many_as_for_one(
    rated, council, policy_officer, sign_in, django_assert_max_num_queries
):
    client = sign_in(policy_officer)
    for number in range(30):
        factories.partnership(name=f"Board {number}", council=council, by=policy_officer)
    with django_assert_max_num_queries(24):
        client.get(f"/risk-and-value/?year={YEAR}")
