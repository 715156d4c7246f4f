"""What only a whole row can show: dates in the wrong order, an Act beside a No."""

from datetime import date

from register.interchange.cells.dates import END, START, contradiction
from register.interchange.reading import ReadRow, Severity


def row(read: ReadRow) -> None:
    """Point out contradictions between the cells of a row."""
    if read.values.get("representatives") or read.values.get("vacant_seats"):
        read.values.pop("representation", None)
    _dates(read)
    _act(read)


def _place(read: ReadRow, field: str) -> str:
    return next((issue.cell for issue in read.issues if issue.field == field), f"{next(iter(read.raw), 'A')}{read.row}")


def _dates(read: ReadRow) -> None:
    starts, ends = read.values.get(START), read.values.get(END)
    if not isinstance(starts, date) or not isinstance(ends, date):
        return
    if remark := contradiction(starts, ends):
        read.add(_place(read, END), Severity.CONFIRM, remark.message, END)
        del read.values[END]


def _act(read: ReadRow) -> None:
    if "statutory_basis" not in read.values or read.values.get("is_statutory") is True:
        return
    act = read.values["statutory_basis"]
    if "is_statutory" not in read.values:
        read.values["is_statutory"] = True
        read.add(
            _place(read, "statutory_basis"),
            Severity.CONFIRM,
            f"'{act}' is named, so the partnership is taken to be statutory. Confirm or correct it.",
            "is_statutory",
        )
        return
    read.add(
        _place(read, "statutory_basis"),
        Severity.CONFIRM,
        f"'{act}' is named although the partnership is said not to be statutory. Confirm or correct it.",
        "statutory_basis",
    )
    del read.values["statutory_basis"]
