"""What a workbook says about its cells besides their values.

The fast reader yields neither hidden rows nor error texts nor comments, and it allocates the whole rectangle
that the filled cells span. This module looks at the sheets as bytes first: how far they reach, what is hidden
or crossed out, which cells hold an error, which formulas were never calculated.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from partnerships.spreadsheets.guard import DAMAGED, XML_ENDINGS, check_xml, part
from partnerships.spreadsheets.limits import Limits, Refused
from partnerships.spreadsheets.workbook import cell_name

Place = tuple[int, int]

FILLED = re.compile(rb"""<(?:\w+:)?c\s[^<>]{0,400}?\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]{0,400}(?<!/)>(?!</)""")
CELL_OPENS = re.compile(rb"""<(?:\w+:)?c\s([^<>]*)(?<!/)>""")
CELL_CLOSES = re.compile(rb"</(?:\w+:)?c>")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
TEXT = re.compile(rb"""\bt=["']str["']""")
ERROR = re.compile(rb"""\bt=["']e["']""")
# Plain searches are ten times faster than patterns; most sheets hold none of these.
SIGNS = (b't="e"', b"t='e'", b"<f", b":f>", b":f ")
ROW = re.compile(rb"""<(?:\w+:)?row\s([^<>]*)>""")
ROW_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
COLUMNS = re.compile(rb"""<(?:\w+:)?col\s([^<>]*)>""")
FIRST_AND_LAST = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")


@dataclass
class Facts:
    """Of one tab; places are (row, column) counted from 0."""

    last_row: int = -1
    last_column: int = -1
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    uncalculated: list[Place] = field(default_factory=list)
    comments: dict[Place, str] = field(default_factory=dict)
    source: bytes = b""

    def numbers_at(self, places: set[Place]) -> dict[Place, float]:
        """The numbers that are stored in these cells, whatever their formats make of them."""
        found = {}
        for attributes, content in _cells(self.source) if places else ():
            place = _place(attributes)
            value = VALUE.search(content) if place in places else None
            if place and value:
                found[place] = float(value[1])
        return found


def facts_of(package: zipfile.ZipFile, limits: Limits) -> dict[str, Facts]:
    """The facts of each tab by its name. Raises Refused where a part is unsafe or a tab reaches too far."""
    for name in package.namelist():
        if name.lower().endswith(XML_ENDINGS):
            check_xml(part(package, name))
    struck = _struck_styles(package)
    facts = {}
    for title, name in _sheet_parts(package, limits).items():
        facts[title] = _facts(part(package, name), struck)
        facts[title].comments = _comments(package, name)
        _check_extent(title, facts[title], limits)
    _check_total(facts, limits)
    return facts


def _check_extent(title: str, facts: Facts, limits: Limits) -> None:
    if facts.last_row < limits.rows and facts.last_column < limits.columns:
        return
    far = cell_name(facts.last_row, facts.last_column)
    raise Refused(
        f'The tab "{title}" reaches as far as {far}; {limits.rows:,} rows and {limits.columns:,} columns are read. '
        "Delete what stands far outside the table and upload the workbook again."
    )


def _check_total(facts: dict[str, Facts], limits: Limits) -> None:
    if sum((one.last_row + 1) * (one.last_column + 1) for one in facts.values()) > limits.cells:
        raise Refused(f"This workbook holds more than {limits.cells:,} cells. Split it and upload the parts.")


def _facts(source: bytes, struck: set[bytes]) -> Facts:
    facts = Facts(source=source)
    filled = FILLED.findall(source)
    if filled:
        facts.last_row = max(int(row) for row in {row for _, row in filled}) - 1
        facts.last_column = max(_column(letters) for letters in {letters for letters, _ in filled})
    if b"hidden=" in source:
        facts.hidden_rows = _hidden_rows(source)
        facts.hidden_columns = _hidden_columns(source)
    if struck or any(sign in source for sign in SIGNS):
        _look_at_cells(facts, struck)
    return facts


def _look_at_cells(facts: Facts, struck: set[bytes]) -> None:
    for attributes, content in _cells(facts.source):
        place = _place(attributes)
        if place is None:
            continue
        style = STYLE.search(attributes)
        value = VALUE.search(content)
        if style and style[1] in struck:
            facts.struck.add(place)
        if value and ERROR.search(attributes):
            facts.errors[place] = unescape(value[1].decode("utf-8", "replace"))
        empty_text = value is not None and TEXT.search(attributes)
        if not (value and value[1]) and not empty_text and FORMULA.search(content):
            facts.uncalculated.append(place)


def _cells(source: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Attributes and content of each cell that has any, in time that grows with the source and no faster."""
    for piece in CELL_CLOSES.split(source)[:-1]:
        opened = deque(CELL_OPENS.finditer(piece), maxlen=1)
        if opened:
            yield opened[0][1], piece[opened[0].end() :]


def _place(attributes: bytes) -> Place | None:
    reference = REFERENCE.search(attributes)
    return (int(reference[2]) - 1, _column(reference[1])) if reference else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _hidden_rows(source: bytes) -> set[int]:
    rows = (ROW_NUMBER.search(attributes) for attributes in ROW.findall(source) if HIDDEN.search(attributes))
    return {int(row[1]) - 1 for row in rows if row}


def _hidden_columns(source: bytes) -> set[int]:
    columns: set[int] = set()
    for attributes in COLUMNS.findall(source):
        ends = dict(FIRST_AND_LAST.findall(attributes))
        if HIDDEN.search(attributes) and len(ends) == 2:
            columns.update(range(int(ends[b"min"]) - 1, min(int(ends[b"max"]), 16_384)))
    return columns


def _xml(package: zipfile.ZipFile, name: str) -> Element:
    try:
        return fromstring(part(package, name), forbid_dtd=True)
    except Refused:
        raise
    except Exception as error:
        raise Refused(DAMAGED) from error


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name]


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _targets(package: zipfile.ZipFile, of: str) -> dict[str, tuple[str, str]]:
    """Relationship id to (kind, part), of one part of the package; targets outside the package are left out."""
    folder, _, name = of.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.namelist():
        return {}
    found = {}
    for relation in _children(_xml(package, relations), "Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if path in package.namelist() and relation.get("TargetMode") != "External":
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
    return found


def _sheet_parts(package: zipfile.ZipFile, limits: Limits) -> dict[str, str]:
    targets = _targets(package, "xl/workbook.xml")
    sheets = _children(_xml(package, "xl/workbook.xml"), "sheet")
    if len(sheets) > limits.sheets:
        raise Refused(f"This workbook has more than {limits.sheets:,} tabs. Copy those you need to a new workbook.")
    named = {sheet.get("name", ""): targets.get(_attribute(sheet, "id"), ("", "")) for sheet in sheets}
    return {title: path for title, (kind, path) in named.items() if kind == "worksheet"}


def _struck_styles(package: zipfile.ZipFile) -> set[bytes]:
    if "xl/styles.xml" not in package.namelist() or b"strike" not in part(package, "xl/styles.xml"):
        return set()
    styles = _xml(package, "xl/styles.xml")
    fonts = [font for group in _children(styles, "fonts") for font in _children(group, "font")]
    struck = {
        str(number)
        for number, font in enumerate(fonts)
        if any(strike.get("val", "1") not in {"0", "false"} for strike in _children(font, "strike"))
    }
    formats = [xf for group in _children(styles, "cellXfs") for xf in _children(group, "xf")]
    return {str(number).encode() for number, xf in enumerate(formats) if xf.get("fontId") in struck}


def _comments(package: zipfile.ZipFile, sheet: str) -> dict[Place, str]:
    found = {}
    for kind, path in _targets(package, sheet).values():
        if kind != "comments":
            continue
        for comment in _children(_xml(package, path), "comment"):
            place = _place(b'r="%s"' % comment.get("ref", "").encode())
            if place:
                found[place] = "".join(text.text or "" for text in _children(comment, "t"))
    return found
