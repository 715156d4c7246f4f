"""The two formats that import and export screens offer, on our own reader and writer."""

from __future__ import annotations

from datetime import date

import tablib
from import_export.formats.base_formats import BINARY_FORMATS, Format

from partnerships.spreadsheets import writer
from partnerships.spreadsheets.reader import read_bytes
from partnerships.spreadsheets.table import Column, Table

UNDATED = date(2000, 1, 1)


class SafeFormat(Format):
    """What both formats share: bytes in, through the reading child; the first tab as a data set."""

    extension = ""
    content_type = ""

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def get_title(self) -> str:
        return self.extension

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """The first visible tab, its first row being the headings. Raises Unreadable."""
        workbook = read_bytes(in_stream, f"upload.{self.extension}")
        rows = next((sheet.rows for sheet in workbook.sheets if not sheet.hidden), ())
        dataset = tablib.Dataset(headers=[str(cell or "") for cell in rows[0]] if rows else None)
        for row in rows[1:]:
            dataset.append(["" if cell is None else cell for cell in row])
        return dataset


class SafeXLSX(SafeFormat):
    """A workbook whose text cells are typed as text."""

    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: object) -> bytes:
        """The data set as one tab."""
        return writer.xlsx([_table(dataset)], title=dataset.title or "Export", as_of=UNDATED)


class SafeCSV(SafeFormat):
    """CSV in UTF-8 with a byte order mark, with an apostrophe before text that looks like a formula."""

    extension = "csv"
    content_type = "text/csv; charset=utf-8"

    def export_data(self, dataset: tablib.Dataset, **kwargs: object) -> bytes:
        """The data set as CSV."""
        return b"".join(writer.csv_lines(_table(dataset)))


def _table(dataset: tablib.Dataset) -> Table:
    columns = [Column(str(heading)) for heading in dataset.headers or ()]
    return Table(dataset.title or "Export", columns, list(dataset))


# The library gives numbers and dates as such only to the format classes on this list.
BINARY_FORMATS.append(SafeXLSX)
