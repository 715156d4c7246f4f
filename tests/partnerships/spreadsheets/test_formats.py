"""The formats that import and export screens offer."""

from datetime import date

import pytest
import tablib
from import_export.formats.base_formats import BINARY_FORMATS

from partnerships.spreadsheets.formats import SafeCSV, SafeXLSX
from partnerships.spreadsheets.reader import Unreadable
from tests.partnerships.spreadsheets.bombs import packed, parts


@pytest.fixture
def dataset():
    return tablib.Dataset(["Welland", "=1+1", ""], ["Rutland", "-5", "x"], headers=["Name", "Notes", "More"])


@pytest.mark.parametrize("form", [SafeXLSX(), SafeCSV(encoding="utf-8")])
def test_what_is_exported_comes_back(form, dataset):
    found = form.create_dataset(form.export_data(dataset))
    assert (found.headers, list(found)) == (dataset.headers, list(dataset))


def test_a_workbook_keeps_numbers_and_dates(dataset):
    dataset.append([7, date(2014, 1, 16), 1.5])
    assert SafeXLSX().create_dataset(SafeXLSX().export_data(dataset))[-1] == (7, date(2014, 1, 16), 1.5)


def test_the_library_hands_numbers_and_dates_to_the_workbook_as_such():
    assert type(SafeXLSX()) in BINARY_FORMATS
    assert type(SafeCSV()) not in BINARY_FORMATS


def test_an_empty_data_set_can_be_exported_and_imported():
    assert SafeXLSX().create_dataset(SafeXLSX().export_data(tablib.Dataset(headers=["Name"]))).headers == ["Name"]
    assert SafeXLSX().create_dataset(packed(parts(b""))).headers is None


@pytest.mark.parametrize("form", [SafeXLSX(), SafeCSV()])
def test_a_hostile_file_is_refused_with_a_sentence(form):
    with pytest.raises(Unreadable, match="not a spreadsheet"):
        form.create_dataset(b"%PDF-1.7")


@pytest.mark.parametrize(("form", "ending"), [(SafeXLSX(), "xlsx"), (SafeCSV(), "csv")])
def test_the_format_describes_itself(form, ending):
    assert (form.get_title(), form.get_extension(), form.is_binary()) == (ending, ending, True)
    assert form.can_import()
    assert form.can_export()
    assert "/" in form.get_content_type()
