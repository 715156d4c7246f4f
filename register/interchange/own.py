"""The register's own files: their first row is known word for word, so nothing about it is guessed."""

from collections.abc import Sequence

from partnerships.spreadsheets.workbook import Raw, Sheet, column_letters
from register.columns import BY_FIELD, COLUMNS
from register.interchange.cells.money import financial_year
from register.interchange.fold import plain, tidy
from register.interchange.reading import ReadColumn
from register.interchange.vocabulary import Vocabulary

REFERENCE, VERSION, SURE = "Reference", "Version", "How sure it is"
KEPT = frozenset({plain(VERSION), plain(SURE), *(plain(each.label) for each in COLUMNS if not each.imported)})
FIELDS = {plain(column.label): column.field for column in COLUMNS if column.imported}


def is_own(sheet: Sheet) -> bool:
    """Whether a tab was written by the register: its first row names the columns by which entries are found again."""
    headings = {plain(raw) for raw in (sheet.rows[0] if sheet.rows else ()) if isinstance(raw, str)}
    return {plain(REFERENCE), plain(VERSION), plain(BY_FIELD["name"].label)} <= headings


def recognised(headings: Sequence[str], below: Sequence[Sequence[Raw]], vocabulary: Vocabulary) -> list[ReadColumn]:
    """The columns whose heading the register itself writes; those that it keeps itself have no field and say so."""
    found = []
    for index, heading in enumerate(headings):
        label, council = of_council(tidy(heading), vocabulary)
        cells = below[index]
        column = ReadColumn(index, column_letters(index), tidy(heading), council=council)
        column.filled = len(cells) - cells.count(None) - cells.count("")
        if name := FIELDS.get(plain(without_year(label))):
            column.fields, column.score = (name,), 1.0
        elif plain(label) in KEPT:
            column.kept = True
        else:
            continue
        found.append(column)
    return found


def of_council(heading: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """A heading without the council before it, and that council; the heading as it is where it names none."""
    if plain(without_year(heading)) in FIELDS or plain(heading) in KEPT:
        return heading, None
    for council in vocabulary.councils:
        for name in sorted((council.name, *council.short_names), key=len, reverse=True):
            if plain(heading).startswith(f"{plain(name)} "):
                return heading[len(name) :].strip(), council.name
    return heading, None


def without_year(label: str) -> str:
    """A label without the financial year that a sum's heading ends with."""
    return label.rpartition(" ")[0] if financial_year(label.rpartition(" ")[2]) else label
