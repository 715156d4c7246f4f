"""Bringing the lines under an entry together into the values of its columns."""

from datetime import date
from decimal import Decimal

from register.listing.figures import year_to_show
from register.listing.lines import Line
from register.listing.record import Part, Record
from register.models.choices import INVENTED, FigureStatus
from register.rules.money import CENT, total

DETAILS = ("contribution_period", "budget_code", "budget_status", "paid_to", "spent_on", "strategy_line")
REPRESENTED = (
    "representation", "represented_by", "district_lead", "briefing_arrangement", "last_briefed_on", "attendance",
)  # fmt: skip
LEVELS = ("cmt", "smt", "member", "officer")


def known(value):
    """The value; a blank text is nothing known."""
    return None if value == "" else value


def fill_names(column: str):
    """A list of names, one a line."""

    def fill(made: Record, found: list[Line], today: date) -> None:
        made.values[column] = [line.texts[0] for line in found]

    return fill


def fill_partners(made: Record, found: list[Line], today: date) -> None:
    made.values["lead_partner"] = known("; ".join(line.texts[0] for line in found if line.texts[1]))
    made.values["partners"] = [line.texts[0] for line in found if not line.texts[1]]


def fill_representatives(made: Record, found: list[Line], today: date) -> None:
    made.values["representatives"] = [seat(*line.texts[:6]) for line in found]
    levels = {line.texts[6] for line in found}
    made.values["representative_level"] = [level for level in LEVELS if level in levels]


def seat(kind: str, holder: str, holder_post: str, name: str, post: str, vacant: str) -> str:
    """A seat in words, as the entry's page has it, a member with the title that says so."""
    post = post or holder_post
    if vacant:
        return f"Vacant ({post})" if post else "Vacant"
    person = holder or name
    titled = (
        f"Cllr {person}" if kind == "member" and person and not person.startswith(("Cllr", "Councillor")) else person
    )
    return ", ".join(part for part in (titled, post) if part)


def fill_agreements(made: Record, found: list[Line], today: date) -> None:
    """The agreement that began last."""
    starts, ends, *_ = max((line.texts for line in found), key=lambda texts: texts[:2])
    made.values["agreement_starts_on"] = date.fromisoformat(starts) if starts else None
    made.values["agreement_ends_on"] = date.fromisoformat(ends) if ends else None


def fill_parts(made: Record, found: list[Line], today: date) -> None:
    """Each council's hours, tier and lead member, and all of them together (SH-08)."""
    for line in found:
        council, hours, estimate, significance, person, post, level, source, *_ = line.texts
        values = made.parts.setdefault(council, Part()).values
        values["officer_hours_per_month"] = Decimal(hours) if hours else None
        values["officer_hours_is_estimate"] = bool(estimate) if hours else None
        if hours:
            invented = source == INVENTED
            made.add_doubt(f"officer_hours_per_month {council}", estimate=bool(estimate), invented=invented)
        values["officer_level"] = known(level)
        values["significance"] = known(significance)
        values["lead_member"] = known(person or post)
    values = [part.values for part in made.parts.values() if part.values]
    made.hours = total(each["officer_hours_per_month"] for each in values)
    made.values["officer_hours_per_month"] = made.hours.amount if made.hours.known else None
    made.values["officer_hours_is_estimate"] = any(each["officer_hours_is_estimate"] for each in values)
    levels = {each["officer_level"] for each in values}
    made.values["officer_level"] = levels.pop() if len(levels) == 1 else None
    tiers = {each["significance"] for each in values}
    made.values["significance"] = next((tier for tier in ("significant", "desirable") if tier in tiers), None)
    made.values["lead_member"] = known(
        "; ".join(dict.fromkeys(str(each["lead_member"]) for each in values if each["lead_member"]))
    )


def fill_representation(made: Record, found: list[Line], today: date) -> None:
    """How each council is represented; what differs between councils stands side by side (H14-16, H14-18)."""
    for line in found:
        council, *texts = line.texts
        values = dict(zip(REPRESENTED, map(known, texts[: len(REPRESENTED)]), strict=True))
        if day := values["last_briefed_on"]:
            values["last_briefed_on"] = date.fromisoformat(day)
        made.parts.setdefault(council, Part()).values |= values
    for name in REPRESENTED:
        given = list(dict.fromkeys(part.values[name] for part in made.parts.values() if part.values.get(name)))
        made.values[name] = given[0] if len(given) == 1 else together(name, given)


def together(name: str, given: list):
    """Several councils' values in one cell: the latest day, codes as a list, texts with semicolons."""
    if not given:
        return None
    if name == "last_briefed_on":
        return max(given)
    return given if name in ("representation", "attendance") else "; ".join(given)


def fill_contributions(made: Record, found: list[Line], today: date) -> None:
    """The sums of each council and year; for the list, those of the latest year that has begun."""
    by_year: dict[int, list[Decimal | None]] = {}
    for line in found:
        council, year, text, status, source, *_ = line.texts
        amount = Decimal(text).quantize(CENT) if text else None
        by_year.setdefault(int(year), []).append(amount)
        part = made.parts.setdefault(council, Part())
        if amount is not None:
            estimate = status == FigureStatus.ESTIMATE
            made.add_doubt(f"contribution {council} {year}", estimate=estimate, invented=source == INVENTED)
            part.paid[year] = (part.paid.get(year) or Decimal(0)) + amount
        part.paid.setdefault(year, None)
    made.money_year = year_to_show(by_year, today)
    made.money = total(by_year.get(made.money_year, ()))
    made.values["contribution"] = made.money.amount if made.money.known else None
    for line in found:
        council, year, _, _, _, *details = line.texts
        if int(year) == made.money_year:
            for name, text in zip(DETAILS, details, strict=True):
                made.values.setdefault(name, known(text))
                made.parts[council].values.setdefault(name, known(text))


FILL = {
    "aliases": fill_names("aliases"),
    "reasons_for_entering": fill_names("reasons_for_entering"),
    "themes": fill_names("themes"),
    "priorities": fill_names("priorities"),
    "client_groups": fill_names("client_groups"),
    "partners": fill_partners,
    "representatives": fill_representatives,
    "agreements": fill_agreements,
    "parts": fill_parts,
    "representation": fill_representation,
    "contributions": fill_contributions,
}
