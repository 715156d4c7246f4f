"""Checks of what a partnership costs and how sure that is (D13, D15, D23)."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from partnerships.checking import HIGH, Found, Looking, Place
from partnerships.templatetags.council import financial_year as year_in_words
from partnerships.templatetags.council import money
from register.models import OtherFunding, Partnership
from register.models.choices import Rating
from register.rules.checks.where import OfPartnerships, add, field, kept, line, page
from register.rules.money import financial_year
from register.rules.words import number_of


def lines_of(entry: Partnership) -> list:
    """The contributions of every council, those taken off left out."""
    return [each for part in entry.participations.all() for each in kept(part.contributions.all())]


class CostsKnown(OfPartnerships):
    code = "D13"
    title = "What it costs is known, and that it is worth it"
    source = "South Hams and West Devon 2016, paragraph 3.5"
    severity = HIGH
    remedy = "Record the figure, nought included, or say what the money is worth"
    place = add("contributions")
    needs = ("participations__contributions", "participations__council")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        year = financial_year(looking.day)
        mine = [each for each in lines_of(entry) if each.financial_year == year]
        if any(each.amount is None for each in mine) or not mine:
            what = "An amount is not known" if mine else "No contribution is recorded"
            yield Found(f"{what} for {year_in_words(year)}.", "money")
        for part in entry.participations.all():
            if part.officer_hours_per_month is None:
                yield Found(f"The officer time of {part.council} is not known.", f"hours {part.pk}")
        paid = sum((each.amount for each in mine if each.amount), Decimal(0))
        if paid and not entry.value_for_money.strip():
            yield Found(f"{money(paid)} is paid in {year_in_words(year)}, and nothing says what it is worth.", "worth")
        if paid and entry.value_rating == Rating.LOW:
            yield Found(f"{money(paid)} is paid in {year_in_words(year)}, and its value is rated Low.", "value")

    def place_of(self, about: str) -> Place:
        if about.startswith("hours"):
            return Place(
                "register:line_edit", ("{reference}", "councils", about.removeprefix("hours ")), line="councils"
            )
        return {"worth": field("value_for_money"), "value": field("value_for_money")}.get(about, self.place)


class FiguresSourced(OfPartnerships):
    code = "D15"
    title = "Every figure says where it comes from"
    source = "Breckland 2015, Reviewing and Evaluating Partnerships"
    remedy = "Say who says so, and how sure the figure is"
    place = page("register:money", "contributions")
    needs = ("participations__contributions", "measures", "other_funding")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        kinds = (
            ("contributions", "contribution", [each for each in lines_of(entry) if each.amount is not None]),
            ("funding", "sum of others", [each for each in kept(entry.other_funding.all()) if each.amount is not None]),
            ("measures", "measure", [each for each in kept(entry.measures.all()) if each.figure is not None]),
        )
        for key, noun, figures in kinds:
            bare = [each for each in figures if not each.source.strip() or not each.status]
            if bare:
                many = "sums of others" if key == "funding" else f"{noun}s"
                verb = "does" if len(bare) == 1 else "do"
                yield Found(f"{number_of(len(bare), noun, many)} {verb} not say where the figure comes from.", key)
        times = [part for part in entry.participations.all() if part.officer_hours_per_month is not None]
        if any(not part.officer_hours_source.strip() for part in times):
            yield Found("It is not said where the officer time comes from.", "councils")

    def place_of(self, about: str) -> Place:
        return page("register:risks", "measures") if about == "measures" else page("register:money", about)


class NobodyWithdraws(OfPartnerships):
    code = "D23"
    title = "No partner has withdrawn money"
    source = "Chichester 2017"
    remedy = "Look at the council’s involvement again"
    place = line("funding")
    limit, unit = Decimal(25), "per cent down on the year before"
    needs = ("other_funding__organisation",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        year = financial_year(looking.day)
        sums: dict = defaultdict(list)
        for each in kept(entry.other_funding.all()):
            if each.direction == OtherFunding.Direction.MATCH and each.organisation_id and each.amount is not None:
                sums[each.organisation, each.financial_year].append(each)
        for (body, then), lines in sums.items():
            if then == year - 1 and (now := sums.get((body, year))):
                yield from self.drop(body, lines, now, looking.limit)

    def drop(self, body, before: list, now: list, limit: Decimal) -> Iterator[Found]:
        """A fall by more than the limit, or to nothing."""
        was, is_now = (sum((each.amount for each in lines), Decimal(0)) for lines in (before, now))
        if was and (is_now == 0 or (was - is_now) * 100 > was * limit):
            yield Found(f"{body} put in {money(was)} last year and {money(is_now)} this year.", str(now[0].pk))
