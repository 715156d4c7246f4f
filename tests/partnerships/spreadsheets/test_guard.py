"""Files that are refused before anything is inflated, each with one sentence for people."""

import struct
import time
import zipfile

import pytest

from partnerships.spreadsheets import guard
from partnerships.spreadsheets.limits import DEFAULT_LIMITS, Limits, Refused
from partnerships.spreadsheets.reader import Unreadable, read_bytes
from tests.partnerships.spreadsheets.bombs import packed, parts

TEN_MEGABYTES = b"0" * 10 * 1024 * 1024
ENCRYPTED = guard.COMPOUND_FILE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def refusal(content: bytes, name: str = "register.xlsx") -> str:
    """The sentence with which a file is refused, in good time."""
    begun = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_bytes(content, name)
    assert time.monotonic() - begun < 10
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.xlsx", b"", "empty"),
        ("empty.csv", b"", "empty"),
        ("paper.xlsx", b"%PDF-1.7 ...", "not a spreadsheet"),
        ("paper.csv", b"%PDF-1.7 ...", "not a spreadsheet"),
        ("page.csv", b"<!DOCTYPE html><html>", "not a spreadsheet"),
        ("setup.csv", b"MZ\x90\x00\x03", "not a spreadsheet"),
        ("setup.exe", b"MZ\x90\x00\x03", "not a spreadsheet"),
        ("register.xlsx", b"Name,Lead\n", "not a spreadsheet"),
        ("register.xls", guard.COMPOUND_FILE + b"\0" * 2000, "old .xls format"),
        ("register.xlsx", ENCRYPTED, "password protected"),
        ("register.ods", packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        ("register.xlsb", packed({"xl/workbook.bin": b""}), "binary workbook"),
        ("report.xlsx", packed({"word/document.xml": b"<w/>"}), "Word document"),
        ("things.xlsx", packed({"a.txt": b"a"}), "not a spreadsheet"),
        ("renamed.csv", packed(parts()), "Rename it"),
        ("cut.xlsx", packed(parts())[:-30], "damaged"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name_of_the_kind(name, content, sentence):
    assert sentence in refusal(content, name)


def test_a_pdf_with_a_workbook_at_its_end_is_refused():
    assert "not a spreadsheet" in refusal(b"%PDF-1.7\n" + packed(parts()))


def test_a_file_above_the_limit_is_refused_without_being_read_whole():
    assert "larger than 20 MB" in refusal(b"a,b\n" * 6_000_000, "long.csv")


def test_a_bomb_is_refused_by_its_declared_size():
    bomb = parts() | {f"xl/media/{number}.xml": TEN_MEGABYTES for number in range(6)}
    assert "unpacks to far more data" in refusal(packed(bomb))


def test_a_small_bomb_is_refused_by_its_ratio():
    bomb = parts() | {"xl/sharedStrings.xml": TEN_MEGABYTES}
    assert "unpacks to far more data" in refusal(packed(bomb))


def test_a_bomb_that_declares_too_little_is_refused_as_damaged():
    content = packed(parts() | {"xl/sharedStrings.xml": b"<sst>" + b" " * 900_000 + b"</sst>"})
    lied = content.replace(struct.pack("<L", 900_011), struct.pack("<L", 90))
    assert lied != content
    assert "damaged" in refusal(lied)


def test_overlapping_parts_are_refused():
    content = bytearray(packed(parts(), compression=zipfile.ZIP_STORED))
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 42 : directory + 46] = struct.pack("<L", 0)
    assert "damaged" in refusal(bytes(content))


def test_more_parts_than_a_workbook_has_are_refused_before_they_are_listed():
    crowd = parts() | {f"xl/worksheets/sheet{number}.xml": b"<a/>" for number in range(2, 2_002)}
    assert "more than 2,000 parts" in refusal(packed(crowd))


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "xl\\evil.xml", "XL/WORKBOOK.XML"])
def test_names_that_lead_out_of_the_package_or_clash_are_refused(name):
    assert "damaged" in refusal(packed(parts() | {name: b"<a/>"}))


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(name):
    assert "macros" in refusal(packed(parts() | {name: b"<a/>"}))


def test_a_macro_workbook_is_refused_by_its_declared_type():
    content = parts()
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main"
    )
    assert "macros" in refusal(packed(content))


ENTITIES = {
    "billion laughs": b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    "file": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "parameter": b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x.dtd"> %b;]>',
    "external": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
}


@pytest.mark.parametrize("part", sorted(parts()))
@pytest.mark.parametrize("kind", sorted(ENTITIES))
def test_entities_are_refused_in_every_part(kind, part):
    content = parts()
    head, mark, rest = content[part].partition(b"?>")
    content[part] = head + mark + ENTITIES[kind] + rest
    with pytest.raises(Refused, match="XML definitions"):
        guard.check_xml(content[part])


def test_entities_stop_the_reading():
    content = parts()
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"?>", b"?>" + ENTITIES["file"])
    assert "XML definitions" in refusal(packed(content))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_entities_in_another_encoding_are_refused(encoding):
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "lol">]><a/>'
    with pytest.raises(Refused, match="XML definitions"):
        guard.check_xml(text.encode(encoding))


def test_a_declared_encoding_that_could_hide_entities_is_refused():
    with pytest.raises(Refused, match="XML definitions"):
        guard.check_xml(b'<?xml version="1.0" encoding="UTF-7"?><a/>')


def test_limits_can_be_set():
    with pytest.raises(Unreadable, match="more than 2 rows"):
        read_bytes(b"a\nb\nc\n", "three.csv", Limits(rows=2))


def test_every_refusal_is_a_sentence_that_ends():
    sentences = [guard.NOT_A_SPREADSHEET, guard.DAMAGED, guard.PROTECTED, guard.MACROS, guard.UNPACKS, guard.ENTITIES]
    assert all(
        sentence[0].isupper() and sentence.endswith(".") for sentence in [*sentences, *guard.OTHER_PACKAGES.values()]
    )


def test_an_ordinary_workbook_passes():
    with guard.open_package(packed(parts()), DEFAULT_LIMITS) as package:
        assert "xl/workbook.xml" in package.namelist()
