"""How a paper is laid out: no rows alone on a page, columns as wide as what they hold."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from partnerships import pdf
from reviews.reports.shapes import Figure, ResourceRow, ResourceTable, Sum
from reviews.reports.widths import shared_out
from tests import pdf_structure

pytestmark = pytest.mark.once
ROW = '<tr><th scope="row">Partnership {}</th><td>£0</td></tr>'
TABLE = (
    '<html><head></head><body><article class="paper"><h1>Register</h1><table><caption>Money</caption>'
    '<thead><tr><th scope="col">Name</th><th scope="col">Sum</th></tr></thead><tbody>{}</tbody>{}'
    '<tfoot><tr><th scope="row">Total</th><td>£0</td></tr></tfoot></table></article></body></html>'
)


FAMILY = '<tbody{}><tr class="paper__family"><th scope="rowgroup" colspan="2">Family</th></tr>{}</tbody>'


def rows(number: int) -> str:
    return "".join(ROW.format(each) for each in range(number))


def rows_on_pages(body: str, family: str = "") -> list[int]:
    """How many rows of a table with this body, its head left out, stand on each page."""
    return rows_of(TABLE.format(body, family))


def rows_of(page: str) -> list[int]:
    """How many rows of the tables of a paper, their heads left out, stand on each page."""
    content = pdf.render(page, title="Register", as_of=date(2014, 1, 6))
    with pdf_structure.opened(content) as document:
        nodes = list(pdf_structure.structure(document).walk())
        found = [0] * len(document.pages)
        for node in nodes:
            if node.kind == "/TR" and not any(
                child.kind == "/TH" and "Name" in child.text() for child in node.children
            ):
                found[node.page] += 1
    return found


def test_no_table_ends_with_its_total_and_fewer_than_three_rows_on_a_page():
    pages = [rows_on_pages(rows(number)) for number in range(24, 33)]
    assert {len(found) for found in pages} == {1, 2}
    assert all(found[-1] >= 4 for found in pages)


def family_table(number: int, paragraphs: int) -> str:
    """A paper of so many lines of text and then the officer time and money of a family of so many partnerships."""
    figure = Figure(Decimal(4), False)
    total = Sum(Decimal(4 * number), number, 0)
    lines = tuple(ResourceRow(f"Partnership {each}", figure, figure) for each in range(number))
    table = ResourceTable("Name of the family", "", lines, total, total, ())
    printed = render_to_string("reviews/papers/resource_table.html", {"table": table, "report": {"year": 2013}})
    return f'<html><body><article class="paper"><h1>Register</h1>{"<p>Text.</p>" * paragraphs}{printed}</article></body></html>'


@pytest.mark.parametrize("number", [5, 8])
def test_a_table_begins_on_the_page_that_has_room_for_two_rows_and_goes_on_with_three_or_more(number):
    found = [rows_of(family_table(number, paragraphs)) for paragraphs in range(18, 30)]
    broken = [pages for pages in found if len(pages) == 2 and all(pages)]
    assert broken
    assert all(first >= 2 and last >= 4 for first, last in broken)


@pytest.mark.parametrize("number", [3, 4])
def test_a_table_of_few_rows_is_not_broken(number):
    found = [rows_of(family_table(number, paragraphs)) for paragraphs in range(18, 30)]
    assert [pages for pages in found if len(pages) == 2 and all(pages)] == []
    assert {len(pages) for pages in found} == {1, 2}


@pytest.mark.parametrize(("few", "last"), [(1, 5), (2, 6), (6, 3)])
def test_no_family_stands_with_one_row_at_the_foot_or_the_top_of_a_page(few, last):
    mark = ' class="paper__few"' if few < 3 else ""
    for number in range(22, 30):
        found = rows_on_pages(rows(number), FAMILY.format(mark, rows(few)))
        assert len(found) == 1 or found[-1] >= last, (number, found)


def texts(**columns: list[str]) -> dict[str, tuple[str, list[str]]]:
    return {name: (name.title(), found) for name, found in columns.items()}


def test_an_empty_column_is_as_narrow_as_its_heading_and_leaves_the_room_to_full_ones():
    widths = shared_out(texts(function=["", ""], recommendation=["Review " * 20, "Withdraw " * 20]))
    assert widths["function"] < 8
    assert sum(widths.values()) == 100


def test_columns_of_nothing_share_the_page():
    widths = shared_out(texts(one=[], two=[]))
    assert sum(widths.values()) == 100


def test_a_sum_of_twelve_million_stays_on_its_line():
    widths = shared_out(texts(name=["Partnership " * 10], money=["£12,345,678*"]), unbroken=("money",))
    assert widths["money"] * 1.75 > len("£12,345,678*")


def test_long_words_everywhere_do_not_take_more_than_the_page():
    columns = {str(number): ("Heading", ["x" * 120]) for number in range(10)}
    widths = shared_out(columns)
    assert 90 <= sum(widths.values()) <= 100
    assert all(abs(one - two) <= 1 for one, two in pairwise(widths.values()))


def test_a_column_of_long_texts_is_wider_than_one_of_short_texts():
    widths = shared_out(texts(one=["Review " * 20] * 9, two=["Remain"] * 9))
    assert widths["one"] > 2 * widths["two"]


@pytest.mark.parametrize(("few", "groups"), [(1, 60), (2, 40)])
def test_no_heading_of_a_group_in_appendix_a_stands_alone_at_the_foot_of_a_page(few, groups):
    excerpt = TABLE.replace("<table>", '<table class="paper__excerpt">')
    group = FAMILY.format(' class="paper__few"', rows(few))
    content = pdf.render(excerpt.format(rows(1), group * groups), title="Register", as_of=date(2014, 1, 6))
    with pdf_structure.opened(content) as document:
        lines = [node for node in pdf_structure.structure(document).walk() if node.kind == "/TR"]
        assert len(document.pages) > 2
    assert [one.page for one, two in pairwise(lines) if one.text() == "Family" and one.page != two.page] == []
