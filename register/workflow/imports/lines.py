"""The lines of an entry that a row makes: parts, sums, seats, partners, names, agreement. Nothing is saved here."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from partnerships.models import Council
from register.listing.figures import year_to_show
from register.models import Contribution, GoverningDocument, Participation, Partner, Partnership, PartnershipName, Seat
from register.models.choices import DocumentKind, NameKind, PersonKind
from register.workflow.imports.columns import (
    agreement_columns,
    contribution_columns,
    councils_in,
    fitting,
    part_columns,
)
from register.workflow.imports.lists import Lists
from register.workflow.imports.staged import Facts

LEVEL_NOTE = "Known by level only"
LEVEL_POSTS = {
    "cmt": "Corporate management team",
    "smt": "Senior management team",
    "member": "Member",
    "officer": "Officer",
}
OFFICER_LEVELS = ("cmt", "smt", "officer")
SEAT_CAPACITIES = {"full", "deputy", "observer", "trustee", "director", "other"}


def parts(
    entry: Partnership, facts: Facts, lists: Lists, council: Council, typed: Mapping[str, str]
) -> list[Participation]:
    """One part for each council of the row. `typed` has the hours as the sheet has them, by council."""
    return [
        Participation(
            partnership=entry,
            council=each,
            **part_columns(facts.by_council.get(each.name, {}), lists, typed.get(each.name, "")),
        )
        for each in councils_in(facts, lists, council)
    ]


def sums(parts_of_entry: Iterable[Participation], facts: Facts) -> list[Contribution]:
    """The sums of money, each under its council's part."""
    by_council = {part.council.name: part for part in parts_of_entry}
    return [
        Contribution(participation=by_council[item["council"]], **contribution_columns(item))
        for item in facts.contributions
        if item["council"] in by_council and says_something(item)
    ]


def told_of(sums: Iterable[Contribution], today: date) -> Contribution | None:
    """The one of a council's sums that the details of a row are about, and whose details a file has: the first of the
    latest year that has begun.
    """
    found = sorted(sums, key=lambda each: each.financial_year)
    year = year_to_show([each.financial_year for each in found], today) or (found and found[0].financial_year)
    return next((each for each in found if each.financial_year == year), None)


def says_something(item: Mapping[str, Any]) -> bool:
    """Whether a sum is known, or at least that something is put in."""
    return item.get("amount") is not None or bool(item.get("in_kind"))


def seats(entry: Partnership, facts: Facts, council: Council) -> list[Seat]:
    """The seats that a row names, each with its level; a level that nobody holds becomes a seat of its own."""
    people = facts.values.get("representatives") or []
    levels = list(dict.fromkeys(facts.values.get("representative_level") or []))
    found = [seat(entry, council, person) for person in people]
    for each in found:
        fits = [level for level in levels if (level == "member") == (each.kind == PersonKind.MEMBER)]
        each.level = fits[0] if fits else ""
    missing = [level for level in levels if level not in {each.level for each in found}]
    found += [seat_of_level(entry, council, level) for level in missing]
    return found + [Seat(partnership=entry, council=council, is_vacant=True) for _ in range(vacancies(facts))]


def vacancies(facts: Facts) -> int:
    return min(int(facts.values.get("vacant_seats") or 0), 20)


def seat(entry: Partnership, council: Council, person: Mapping[str, Any]) -> Seat:
    """One representative as the sheet names them; matched to nobody until somebody does so."""
    kind = person.get("kind") if person.get("kind") in PersonKind.values else PersonKind.UNKNOWN
    capacity = person.get("capacity") if person.get("capacity") in SEAT_CAPACITIES else ""
    return Seat(
        partnership=entry,
        council=council,
        kind=kind,
        capacity=capacity,
        name=fitting(Seat, "name", person.get("name") or ""),
        post=fitting(Seat, "post", person.get("post") or ""),
    )


def seat_of_level(entry: Partnership, council: Council, level: str) -> Seat:
    """A seat of which the sheet says the level and not who sits there."""
    kind = PersonKind.MEMBER if level == "member" else PersonKind.OFFICER
    return Seat(partnership=entry, council=council, kind=kind, level=level, post=LEVEL_POSTS[level], note=LEVEL_NOTE)


def partners(entry: Partnership, facts: Facts, lists: Lists) -> list[Partner]:
    """The lead partner and the partners, each organisation once in each capacity."""
    lead = facts.values.get("lead_partner")
    others = {lists.get("organisation", name) for name in facts.values.get("partners") or []}
    leading = [Partner(partnership=entry, organisation=lists.get("organisation", lead), is_lead=True)] if lead else []
    return leading + [
        Partner(partnership=entry, organisation=other) for other in sorted(others, key=lambda each: each.name)
    ]


def other_names(entry: Partnership, facts: Facts) -> list[PartnershipName]:
    """Aliases and former names."""
    return [
        PartnershipName(partnership=entry, name=fitting(PartnershipName, "name", name), kind=NameKind.ALIAS)
        for name in facts.values.get("aliases") or []
    ]


def agreements(entry: Partnership, facts: Facts, typed: str) -> list[GoverningDocument]:
    """The agreement whose dates the row gives."""
    columns = agreement_columns(facts, typed)
    return [GoverningDocument(partnership=entry, kind=DocumentKind.AGREEMENT, **columns)] if columns else []
