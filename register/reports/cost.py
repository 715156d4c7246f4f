"""What an entry costs each council in a year, in words, with the rates used and what is not known."""

from datetime import date
from decimal import Decimal

from partnerships.models import Council
from partnerships.templatetags.council import day, hours, in_hours, money
from register.models import Partnership
from register.models.choices import ContributionKind, FigureStatus, Level
from register.reports.figures import Figures, Part
from register.reports.parts import Card, Row
from register.rules.cost import Cost, Leverage, OfficerTime, Paid, Stretch, level_to_cost
from register.rules.money import Total, year_name
from register.rules.words import in_list

NOW = "Hours as the register has them now, counted for each month of the year."
LEVELS = dict(Level.choices)
KINDS = {ContributionKind.CASH: "Cash", ContributionKind.IN_KIND: "Support in kind"}
SURE = {FigureStatus.ESTIMATE: "is an estimate", FigureStatus.UNVERIFIED: "has not been verified"}


def pounds(total: Total) -> str:
    """A total in words: what is known, "at least" where something is not, or not known at all."""
    if not total.known:
        return "not known"
    return money(total.amount) if total.is_complete else f"at least {money(total.amount)}"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def cards(entry: Partnership, year: int) -> tuple[Card, ...]:
    """One card for each council, and one for the money of others where some is recorded."""
    figures = Figures(Partnership.objects.filter(pk=entry.pk), year)
    councils = {part.council_id: part.council for part in entry.participations.all()}
    parts = figures.parts.get(entry.pk, [])
    costs = [figures.cost(part) for part in parts]
    found = [
        card(part, cost, councils[part.council], figures.income(entry.pk, part.council), year)
        for part, cost in zip(parts, costs, strict=True)
    ]
    return (*found, *others(entry, figures, costs))


def card(part: Part, cost: Cost, council: Council, income: Total, year: int) -> Card:
    rows = [
        Row("Full cost", equation(cost)),
        Row("Officer time", lines=time_lines(cost.time, part), note=NOW if cost.time.hours else ""),
    ]
    if cost.in_kind.known + cost.in_kind.unknown:
        rows.append(Row("Support in kind", sentence(pounds(cost.in_kind)), note="Not part of the full cost."))
    if income.known + income.unknown:
        rows.append(Row("Paid to the council", sentence(pounds(income)), note="Not taken off the full cost."))
    if doubts := caveats(part, cost):
        rows.append(Row("Before you rely on it", lines=doubts))
    return Card(f"Full cost to {council.name} in {year_name(year)}", tuple(rows), f"cost-{council.pk}")


def equation(cost: Cost) -> str:
    """Cash + officer time at the rates used = full cost (SH-22)."""
    time = cost.time.cost
    rates = list(dict.fromkeys(each.rate.amount for each in cost.time.stretches if each.rate))
    at = f" at {in_list([money(rate) for rate in rates])} an hour" if rates and cost.time.hours else ""
    return f"Cash {pounds(cost.cash)} + officer time {pounds(time)}{at if time.known else ''} = {pounds(cost.full)}"


def time_lines(time: OfficerTime, part: Part) -> tuple[str, ...]:
    """Each stretch of months with its rate, the day from which it is in force and who says so."""
    if time.hours is None:
        return ("Not known: nobody has recorded the hours.",)
    if time.hours == 0:
        return ("None.",)
    level = LEVELS[level_to_cost(part.level)]
    return tuple(stretch_line(each, time.hours, level) for each in time.stretches)


def stretch_line(stretch: Stretch, amount: Decimal, level: str) -> str:
    months = f"{hours(amount)}, {month_span(stretch)}"
    if stretch.rate is None:
        return f"{months}: cost not known, because no hourly rate is set for “{level}”."
    rate, source = stretch.rate, f", {stretch.rate.source}" if stretch.rate.source else ""
    return f"{months}, at {money(rate.amount)} an hour (rate for “{level}” from {day(rate.from_on)}{source})"


def month_span(stretch: Stretch) -> str:
    """April 2024 to September 2024, or the one month."""
    first = stretch.first
    last = date(first.year + (first.month + stretch.months - 2) // 12, (first.month + stretch.months - 2) % 12 + 1, 1)
    return f"{first:%B %Y}" if first == last else f"{first:%B %Y} to {last:%B %Y}"


def caveats(part: Part, cost: Cost) -> tuple[str, ...]:
    """What a reader must know before relying on the figures (B15-23)."""
    found = [doubt(paid) for paid in cost.sums]
    if not any(paid.kind == ContributionKind.CASH for paid in cost.sums):
        found.append("No cash is recorded for this year. Record 0 if there is none.")
    if part.is_estimate and part.hours is not None:
        found.append(f"The hours are an estimate{said_by(part.source)}.")
    if part.hours and not part.level:
        found.append("Nobody has said at what level these officers are, so the rate for “Officer” counts.")
    return tuple(each for each in found if each)


def doubt(paid: Paid) -> str:
    """What is wrong with relying on one sum; nothing where it is known and verified."""
    kind = KINDS[paid.kind]
    if paid.amount is None:
        return f"{kind} of an amount that nobody knows{said_by(paid.source)}."
    return f"{kind} of {money(paid.amount)} {SURE[paid.status]}{said_by(paid.source)}." if paid.status in SURE else ""


def said_by(source: str) -> str:
    return f" (source: {source})" if source else ""


def others(entry: Partnership, figures: Figures, costs: list[Cost]) -> list[Card]:
    """Money of others and volunteers in the year, with the leverage; nothing where nothing is recorded."""
    given = figures.hours.get(entry.pk, [])
    in_kind = figures.others(entry.pk, ContributionKind.IN_KIND)
    leverage = figures.leverage(entry.pk, costs)
    counted = leverage.others.known + leverage.others.unknown
    rows = [Row("Money of partners and funders", sentence(pounds(leverage.others)) if counted else "None recorded")]
    if in_kind.known + in_kind.unknown:
        rows.append(Row("Given in kind", sentence(pounds(in_kind)), note="Not part of the leverage."))
    if given:
        spent = sum((hours for hours, _ in given), Decimal(0))
        worth = "" if not leverage.volunteers.known else f", counted as {pounds(leverage.volunteers)}"
        rows.append(Row("Volunteers", f"{in_hours(spent)}{worth}"))
    rows.append(Row("Leverage", *leverage_words(leverage)))
    if not given and not counted and len(rows) == 2:
        return []
    return [Card(f"Money of others in {year_name(figures.year)}", tuple(rows), "leverage")]


def leverage_words(leverage: Leverage) -> tuple[str, tuple[str, ...]]:
    """The leverage in lines: money alone, and with volunteers' hours where they have a worth (SH-29)."""
    if not leverage.own.is_complete:
        return "Not known, because the councils’ own cash is not known in full.", ()
    if not leverage.own.amount:
        return "None: no council puts in cash.", ()
    found = []
    if leverage.ratio is not None:
        least = "At least " if leverage.is_at_least else ""
        found.append(f"{least}{money(leverage.ratio)} of others for each £1 of the councils’ own cash")
    if leverage.with_volunteers is not None:
        least = "At least " if leverage.volunteers_at_least else ""
        found.append(f"{least}{money(leverage.with_volunteers)} with volunteers’ hours")
    return ("", tuple(found)) if found else ("Not known, because the amounts of others are not known.", ())
