"""Is the council represented as it should be? Each finding is a sentence that says what to do (SH-16, B15-44)."""

from collections.abc import Iterable, Sequence
from datetime import date

from register.models import Participation, Partnership, Seat
from register.models.choices import Capacity, Level, Orientation, PersonKind, Rating, Representation
from register.querysets import YEAR
from register.rules.words import long_day

# A higher officer will do where a lower one is asked for; a member is no officer at all.
ENOUGH = {
    Level.CMT: {Level.CMT},
    Level.SMT: {Level.CMT, Level.SMT},
    Level.OFFICER: {Level.CMT, Level.SMT, Level.OFFICER},
    Level.MEMBER: {Level.MEMBER},
}
SENIOR = {Level.CMT, Level.SMT, Level.MEMBER}


def findings(entry: Partnership, seats: Iterable[Seat], parts: Iterable[Participation], today: date) -> tuple[str, ...]:
    """Everything about the representation on one entry that somebody should look at."""
    standing = [seat for seat in seats if seat.removed_at is None]
    own = [seat for seat in standing if seat.capacity != Capacity.OTHER]
    held = [seat for seat in own if not seat.is_vacant]
    found = [*needed_by_type(entry, held), *fit_for_purpose(entry, held), *fit_for_rating(entry, held)]
    found += [sentence for seat in own for sentence in of_seat(seat)]
    found += [for_another(seat) for seat in standing if seat.capacity == Capacity.OTHER]
    found += [sentence for part in parts for sentence in of_part(part, own, today)]
    return tuple(found)


def level_of(seat: Seat) -> str:
    """The level of who sits there; a member is one whatever else is not known."""
    return seat.level or (Level.MEMBER if seat.kind == PersonKind.MEMBER else "")


def reaches(seat: Seat, needed: str) -> bool:
    """Is who sits there of the level that is needed, or above it?"""
    return level_of(seat) in ENOUGH[needed]


def needed_by_type(entry: Partnership, held: Sequence[Seat]) -> list[str]:
    """The level that the type asks for (SH-16)."""
    needed = entry.type.required_level if entry.type else ""
    if not needed or any(reaches(seat, needed) for seat in held):
        return []
    return [
        f"The type “{entry.type}” needs a representative of this level: {Level(needed).label}. Nobody of it attends."
    ]


def fit_for_purpose(entry: Partnership, held: Sequence[Seat]) -> list[str]:
    """Strategic or operational should decide the level of representation (B15-44)."""
    levels = {level_of(seat) for seat in held}
    if entry.orientation == Orientation.STRATEGIC and levels == {Level.OFFICER}:
        return ["It is strategic, and only officers below the management teams attend. Appoint somebody more senior."]
    if entry.orientation == Orientation.OPERATIONAL and Level.CMT in levels:
        return ["It is operational, and somebody of the corporate management team attends. An officer may do."]
    return []


def fit_for_rating(entry: Partnership, held: Sequence[Seat]) -> list[str]:
    """The level against what is at stake (H14-08)."""
    levels = {level_of(seat) for seat in held}
    if entry.risk_rating == Rating.HIGH and levels and not levels & SENIOR and "" not in levels:
        return ["Its risk is high, and neither a member nor a senior manager attends. Look at who should."]
    if entry.value_rating == Rating.LOW and Level.CMT in levels:
        return ["Its value is low, and somebody of the corporate management team attends. Delegate to another post."]
    return []


def of_seat(seat: Seat) -> list[str]:
    """A place that is vacant, or held below its level (H14-26, H14-27)."""
    needed = seat.get_required_level_display()
    if seat.is_vacant:
        what = f"{seat.get_kind_display().lower()} place" if seat.kind != PersonKind.UNKNOWN else "place"
        level = f" It needs this level: {needed}." if needed else " Say which level it needs."
        named = f" ({seat.post})" if seat.post else ""
        return [f"{'An' if what[0] in 'aeio' else 'A'} {what} of {seat.council}{named} is vacant.{level}"]
    if seat.required_level and level_of(seat) and not reaches(seat, seat.required_level):
        return [f"The place of {seat.who()} needs this level: {needed}. They are: {Level(level_of(seat)).label}."]
    return []


def for_another(seat: Seat) -> str:
    """Who attends in another body's capacity holds no place of this council (H14-17)."""
    return f"{seat.who()} attends for another body, so this is not counted as a place of {seat.council}."


def of_part(part: Participation, own: Sequence[Seat], today: date) -> list[str]:
    """How the council says that it is represented, against what is arranged (H14-16, H14-18)."""
    seats = [seat for seat in own if seat.council_id == part.council_id]
    if part.representation == Representation.DIRECT and not seats:
        return [f"{part.council} says that its own people represent it, and no place is recorded. Add one."]
    if part.representation == Representation.WANTED and not seats:
        return [f"{part.council} is not represented and wants to be. Add a vacant place with the level that it needs."]
    if part.representation != Representation.THROUGH_ANOTHER:
        return []
    missing = [
        (part.represented_by_id, "name the council that takes the lead"),
        (part.district_lead, "add the contact there"),
        (part.briefing_arrangement, "say how we are briefed"),
        (part.last_briefed_on, "say when we were last briefed"),
    ]
    remedies = [remedy for value, remedy in missing if not value]
    found = [f"{part.council} is represented through another council: {', '.join(remedies)}."] if remedies else []
    if part.last_briefed_on and part.last_briefed_on < today - YEAR:
        found.append(f"{part.council} was last briefed on {long_day(part.last_briefed_on)}, over a year ago. Ask.")
    return found
