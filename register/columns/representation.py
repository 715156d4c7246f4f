"""Who supports the lead officer, and how each council is represented where its own people do not sit."""

from register.columns.column import Column, Kind
from register.models.choices import Attendance, Representation


def inside(field: str, label: str, help: str, source: str, kind: Kind = Kind.TEXT, choices=()) -> Column:
    """A column for the council's own use, which is recorded on the People tab and not by spreadsheet."""
    return Column(field, label, help, source, kind, public=False, council=True, imported=False, choices=tuple(choices))


REPRESENTATION: tuple[Column, ...] = (
    Column(
        "supporting_officer",
        "Supporting officer",
        "The officer who helps the lead officer or the member who attends.",
        "H14-27",
        public=False,
    ),
    inside(
        "representation",
        "How represented",
        "Whether the council's own people attend, another council does, or nobody does.",
        "H14-16",
        Kind.CHOICE,
        Representation.choices,
    ),
    inside("represented_by", "Represented by", "The council that takes the lead there for this one.", "H14-16"),
    inside(
        "district_lead",
        "Contact at the lead council",
        "Whom to ask at the council that takes the lead. Personal data: shown only to officers.",
        "H14-18",
    ),
    inside("briefing_arrangement", "Briefing arrangement", "How we hear of what is said and decided there.", "H14-18"),
    inside("last_briefed_on", "Last briefed", "The day on which we last heard.", "H14-18", Kind.DATE),
    inside(
        "attendance",
        "Footing of attendance",
        "Every meeting, when the agenda calls for it, or by correspondence.",
        "H14-39",
        Kind.CHOICE,
        Attendance.choices,
    ),
)
PERSONAL = frozenset({"contact", "district_lead"})
