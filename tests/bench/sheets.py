"""A legacy workbook of any size, of 25 columns such as councils keep."""

import tempfile
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

ROWS = 5_000
COLUMNS: dict[str, tuple[str, ...]] = {
    "Lead partner": ("County Council", "District Council", "Police", "Health Board"),
    "Function of partnership": ("Joint work on housing", "Planning for floods", "Safer streets"),
    "Strategic / Operational": ("Strategic", "Operational", "S", "O"),
    "Statutory (Y/N)": ("Y", "N", "Yes", "no"),
    "Frequency of meetings": ("Quarterly", "Monthly", "Six times a year", "As required"),
    "Member(s) / Officer(s) attending": ("Cllr Member A", "Head of Housing; Cllr Member B", "Planning Officer"),
    "CMT / SMT / Member / Officer": ("CMT", "Member", "Officer", "SMT / Member"),
    "Officer hours per month": ("2", "4.5", "10", "3"),
    "Financial contribution": ("5000", "£8,000", "Nil", "1,250.50"),
    "Risk (H / M / L)": ("H", "M", "L", "Medium"),
    "Value (H / M / L)": ("High", "M", "L", "H"),
    "Lead officer": ("Head of Housing", "Head of Planning", "Community Manager"),
    "Lead member": ("Leader of the Council", "Portfolio Holder", "Cllr Member A"),
    "Agreement dates": ("1 April 2016 to 31 March 2019", "01/04/2016 - 31/03/2017", "2014-2020"),
    "Comments": ("Works well", "To be looked at again", ""),
    "Theme": ("Economy", "Homes", "Communities", "Environment"),
    "Area covered": ("District", "County", "Two districts"),
    "Partners": ("Parish councils; Police", "Health; Fire service", "County; districts"),
    "Type of partnership": ("Strategic", "Community delivery", "Service improvement"),
    "Impact / risk of exit": ("Loss of influence", "Inconvenience", "Service would stop"),
    "What is our role": ("Influence", "Control", "Information"),
    "How is information shared": ("Minutes to managers", "Verbal update", "E-mail"),
    "Significant / Desirable": ("Significant", "D", "Sig", "Desirable"),
    "Contact details": ("first@partner.example", "second@partner.example", "01234 567890"),
}


@cache
def made(rows: int = ROWS) -> Path:
    """The workbook in a file of its own; every name in it is new to the register, and no two are alike."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Register")
    sheet.append(["Partnership name", *COLUMNS])
    for number in range(rows):
        sheet.append([named(number), *(options[number % len(options)] for options in COLUMNS.values())])
    path = Path(tempfile.mkdtemp()) / "register.xlsx"
    book.save(path)
    return path


def named(number: int) -> str:
    """A name that no other number has, nor one that looks like it."""
    words = ["amber", "birch", "cedar", "dune", "ember", "fern", "grove", "heath", "iris", "jade", "kelp", "larch"]
    parts = [words[number // 12**place % 12].title() for place in range(4)]
    return f"{' '.join(parts)} Panel {number}"


def read_plainly(path: Path) -> int:
    """Every cell, read by openpyxl and looked at by nobody."""
    book = load_workbook(path, read_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)
