"""Appendix A: the key headings of every entry in the paper (H14-22). Contacts and notes are not among them."""

from collections.abc import Iterator
from itertools import groupby

from register.models import Participation, Partnership, Seat
from register.models.choices import Capacity, PersonKind, Representation
from reviews.reports.figures import NO_THEME, contribution_of, hours_of
from reviews.reports.recommendations import rating
from reviews.reports.shapes import ExcerptGroup, ExcerptRow

NO_FAMILY = "Other partnerships"
VACANT = "Vacant"
EXCERPT = 300


def groups(entries: list[Partnership], year: int, *, by_theme: bool = False) -> tuple[ExcerptGroup, ...]:
    """The entries family by family, in the order of the register; or theme by theme (SH-11)."""
    if by_theme:
        return tuple(
            ExcerptGroup(name, tuple(row(entry, year) for entry in members)) for name, members in themed(entries)
        )
    return tuple(
        ExcerptGroup(family, tuple(row(entry, year) for entry in members))
        for family, members in groupby(entries, key=family_name)
    )


def themed(entries: list[Partnership]) -> Iterator[tuple[str, list[Partnership]]]:
    """Each theme in the council's order with its entries, then those without; an entry of several is under each."""
    themes = {theme for entry in entries for theme in entry.themes.all()}
    for theme in sorted(themes, key=lambda theme: (theme.position, theme.name)):
        yield theme.name, [entry for entry in entries if theme in entry.themes.all()]
    if bare := [entry for entry in entries if not entry.themes.all()]:
        yield NO_THEME, bare


def family_name(entry: Partnership) -> str:
    return str(entry.family) if entry.family_id else NO_FAMILY


def row(entry: Partnership, year: int) -> ExcerptRow:
    return ExcerptRow(
        name=entry.name,
        lead_partner=", ".join(partner.organisation.name for partner in entry.live_partners if partner.is_lead),
        function=shortened(entry.function),
        lead_officer=lead_officer(entry),
        representatives=tuple(representatives(entry)),
        hours=hours_of(entry),
        contribution=contribution_of(entry, year),
        risk=rating(entry.get_risk_rating_display(), entry.get_risk_rating_source_display()),
        value=rating(entry.get_value_rating_display(), entry.get_value_rating_source_display()),
        recommendation=shortened(entry.recommendation),
    )


def shortened(text: str) -> str:
    """Text for a narrow column: an excerpt of what is longer, so that no row outgrows its page."""
    text = " ".join(text.split())
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]} …"


def lead_officer(entry: Partnership) -> str:
    """The post, never the name."""
    if entry.lead_officer_post:
        return entry.lead_officer_post
    return (entry.lead_officer.post or "Officer") if entry.lead_officer_id else ""


def representatives(entry: Partnership) -> Iterator[str]:
    """Members by name, officers by post; who attends for another body holds no seat of the council (H14-17).

    Where nobody sits there, how the council says that it is represented: blank is not the same as none (H14-16).
    """
    if not entry.live_seats:
        yield from filter(None, map(represented, entry.parts))
    for seat in entry.live_seats:
        who = representative(seat)
        if seat.capacity == Capacity.OTHER:
            yield f"{who} (for another body)"
        elif seat.capacity and seat.capacity != Capacity.FULL:
            yield f"{who} ({seat.get_capacity_display().lower()})"
        else:
            yield who


def represented(part: Participation) -> str:
    """How a council without seats is represented; empty where nobody has said so."""
    if part.representation == Representation.THROUGH_ANOTHER and part.represented_by_id:
        return f"Through {part.represented_by}"
    return "" if part.representation == Representation.DIRECT else part.get_representation_display()


def representative(seat: Seat) -> str:
    post = seat.post or (seat.holder.post if seat.holder_id else "")
    if seat.is_vacant:
        return f"{VACANT} ({post})" if post else VACANT
    if seat.kind == PersonKind.MEMBER:
        return (seat.holder.full_name if seat.holder_id else seat.name) or post or "Member"
    return post or ("Officer" if seat.kind == PersonKind.OFFICER else "Representative")
