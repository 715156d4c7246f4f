"""Workbooks made by hand, part by part, to be as wrong as somebody could make them."""

from __future__ import annotations

import io
import zipfile

import openpyxl

Parts = dict[str, bytes]

RELATIONS = b"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>
</Relationships>"""
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(rows: bytes, *, around: bytes = b"") -> bytes:
    """A sheet with these rows as XML."""
    return b'<?xml version="1.0"?><worksheet xmlns="%s">%s<sheetData>%s</sheetData></worksheet>' % (MAIN, around, rows)


def parts(rows: bytes = b'<row r="1"><c r="A1"><v>1</v></c></row>', *, around: bytes = b"") -> Parts:
    """The parts of a small workbook with one tab."""
    return {
        "[Content_Types].xml": b"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>""",
        "_rels/.rels": RELATIONS % (b"officeDocument", b"xl/workbook.xml"),
        "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="%s" xmlns:r="%s"><sheets>'
        b'<sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>' % (MAIN, RELATION),
        "xl/_rels/workbook.xml.rels": RELATIONS % (b"worksheet", b"worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet(rows, around=around),
    }


def packed(content: Parts, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return buffer.getvalue()


def saved(workbook: openpyxl.Workbook) -> bytes:
    """The bytes that openpyxl writes."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
