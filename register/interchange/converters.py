"""One converter for each column: the parser of its kind, which remembers every cell it has read."""

from collections.abc import Callable
from functools import partial

from partnerships.spreadsheets.workbook import Raw
from register.columns import BY_FIELD, Kind
from register.interchange import names
from register.interchange.cells import (
    dates,
    figures,
    frequency,
    hours,
    levels,
    lists,
    money,
    orientation,
    people,
    position,
    ratings,
    significance,
    text,
    types,
    yes_no,
)
from register.interchange.cells.parsed import NOTHING, Context, Parsed, Parser
from register.interchange.cells.text import repeats
from register.interchange.compound import several

PARSERS: dict[Kind, Parser] = {
    Kind.TEXT: text.parse,
    Kind.LONG_TEXT: text.long,
    Kind.NAME: names.parse,
    Kind.LIST: lists.parse,
    Kind.NUMBERS: lists.numbers,
    Kind.ORGANISATIONS: lists.organisations,
    Kind.YES_NO: yes_no.parse,
    Kind.ORIENTATION: orientation.parse,
    Kind.TYPE: types.parse,
    Kind.FREQUENCY: frequency.parse,
    Kind.NUMBER: frequency.number,
    Kind.PEOPLE: people.parse,
    Kind.LEVELS: levels.parse,
    Kind.HOURS: hours.parse,
    Kind.MONEY: money.parse,
    Kind.PERIOD: text.choice,
    Kind.RATING: ratings.parse,
    Kind.POSITION: position.parse,
    Kind.SIGNIFICANCE: significance.parse,
    Kind.DATE: dates.parse,
    Kind.START: dates.parse,
    Kind.END: dates.parse,
    Kind.CONTACT: text.contact,
    Kind.CHOICE: text.choice,
    Kind.CHANGE: figures.change,
    Kind.COUNT: figures.count,
}
OF_FIELD: dict[str, Parser] = {"acronym": names.acronym_cell}


ABOVE = Parsed()  # the cell only points to the one above it


def parser_of(field: str) -> Parser:
    """The parser for the cells of a field."""
    return OF_FIELD.get(field) or PARSERS[BY_FIELD[field].kind]


def converter(fields: tuple[str, ...], context: Context) -> Callable[[Raw], Parsed]:
    """A function from raw cell to result for one column; equal cells are read once."""
    parser = (
        parser_of(fields[0])
        if len(fields) == 1
        else partial(several, tuple((field, parser_of(field)) for field in fields))
    )
    seen: dict[tuple[type, Raw], Parsed] = {}

    def convert(raw: Raw) -> Parsed:
        if raw is None:
            return NOTHING
        known = (type(raw), raw)
        result = seen.get(known)
        if result is None:
            result = seen[known] = ABOVE if repeats(raw) and "name" not in fields else parser(raw, context)
        return result

    return convert
