"""What a file must be before it is read, and what an import still lacks, in sentences."""

import re
from datetime import date

from register.models import ImportBatch
from register.rules.money import financial_year
from register.rules.words import number_of

KINDS = (".xlsx", ".csv")
NOT_READ = {
    ".xls": "The selected file is an old Excel file. Open it in Excel and save it as .xlsx, then choose it again.",
    ".ods": "The selected file is an OpenDocument file. Save it as .xlsx, then choose it again.",
    ".xlsm": "The selected file may hold macros. Save it as .xlsx, which holds none, then choose it again.",
    ".numbers": "The selected file is a Numbers file. Export it as Excel (.xlsx), then choose it again.",
}


def file_fault(name: str, size: int, *, most: int) -> str:
    """Why a file of this name and size (bytes) is not taken; blank when it is."""
    ending = f".{name.lower().rpartition('.')[2]}" if "." in name else ""
    if ending not in KINDS:
        return NOT_READ.get(ending, "The selected file must be an .xlsx or .csv file.")
    if size == 0:
        return "The selected file is empty. Choose the file that holds the table."
    if size > most:
        return (
            f"The selected file must be smaller than {most // 1024**2} MB. Delete tabs that are not needed and save it."
        )
    return ""


def is_understood(batch: ImportBatch) -> bool:
    """Was the file read like a register: some tab is used and has rows, and each used tab has most of its filled
    columns explained?

    Where not, somebody looks at the columns before anything else: a wrong row of headings hides whole entries.
    """
    used = [sheet for sheet in batch.sheets if sheet["used"]]
    rows = batch.totals.get("error", 0) + sum(batch.totals.get(key, 0) for key in ("new", "changed", "unchanged"))
    return bool(used and rows) and all(explained(sheet) and not misplaced(sheet) for sheet in used)


def explained(sheet: dict) -> bool:
    """Does at least half of the filled columns of a tab fill a field, or belong to the register itself?"""
    filled = [column for column in sheet["columns"] if column["filled"]]
    return 2 * sum(bool(column["fields"]) or column.get("kept", False) for column in filled) >= len(filled)


def misplaced(sheet: dict) -> bool:
    """Do rows filled like a table stand above the headings?"""
    return any("above the headings" in note for note in sheet["notes"])


def open_questions(batch: ImportBatch) -> int:
    """How many doubts nobody has answered yet."""
    return batch.totals.get("open", 0)


def ready_to_commit(batch: ImportBatch) -> list[str]:
    """What stands between a checked import and the register."""
    if not batch.options.get("council"):
        return ["There is no council yet. A policy officer adds it under Administration; then check the file again."]
    if count := open_questions(batch):
        return [
            f"{number_of(count, 'question is', 'questions are')} open. Answer each, or use the suggestions for all."
        ]
    if not batch.totals.get("new", 0) + batch.totals.get("changed", 0):
        return ["Nothing in this file is new or changed, so there is nothing to import."]
    return []


MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SPAN = re.compile(r"(?<![\d/.–-])(?:20)?(\d{2})\s?[/–-]\s?(?:20)?(\d{2})\b(?!\s?[/.–-]\s?\d)")
DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(?:20)?(\d{2})(?!\d)")
DATED = re.compile(rf"\b({'|'.join(month[:3] for month in MONTHS)})[a-z]*\.?,?\s+(20\d{{2}})\b", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


def guessed_year(titles: list[str], today: date) -> tuple[int, str]:
    """The financial year of a workbook's figures, as the year in which it begins, and why.

    Titles are asked first: '2013/14' says it, 'January 2014' lies in 2013/14, '2016' alone is taken for 2016/17.
    """
    for title in titles:
        if year := year_in(title):
            return year, f"because of “{title}”"
    return financial_year(today), "because that is the present year"


def year_in(title: str) -> int | None:
    """The financial year that a title names, or None; a date that never was names none."""
    if match := DAY.search(title):
        return year_of_day(int(match[1]), int(match[2]), 2000 + int(match[3]))
    for match in SPAN.finditer(title):
        if (int(match[1]) + 1) % 100 == int(match[2]):
            return 2000 + int(match[1])
    if match := DATED.search(title):
        month = next(index for index, name in enumerate(MONTHS, start=1) if name.startswith(match[1].lower()))
        return financial_year(date(int(match[2]), month, 1))
    return int(match[1]) if (match := YEAR.search(title)) else None


def year_of_day(day: int, month: int, year: int) -> int | None:
    """The financial year of a day written in figures, day first, or None where no calendar has that day."""
    try:
        return financial_year(date(year, month, day))
    except ValueError:
        return None
