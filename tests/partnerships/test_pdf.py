"""Documents: usable with a screen reader, every letter as itself, the same bytes again."""

import builtins
import gc
import hashlib
import os
import struct
import subprocess
import sys
import unicodedata
import zlib
from io import BytesIO

import pytest
from django.core.checks import registry
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from partnerships import checks, pdf, pdf_engine
from tests.partnerships.papers import HEAD, printed
from tests.pdf_structure import faults, opened, page_text, pdf_text, structure, unicode_map

REGULAR = {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Extended"}
ROWS = "".join(f'<tr><th scope="row">Partnership {number}</th><td>{number} hours</td></tr>' for number in range(80))
TABLE = (
    f"<table><thead><tr><th scope='col'>Name</th><th scope='col'>Time</th></tr></thead><tbody>{ROWS}</tbody></table>"
)
PAPER = f"""{HEAD}<h1>Partnership register</h1><p>Caffi’r Dŵr – £5,710 &amp; ŷ, office fjord</p>
<h2>1. Time</h2>{TABLE}<h2>2. Money</h2><ol><li>one</li><li>two</li></ol>
<p><a href="#end">end</a> <a href="https://example.org/">web</a> <a href="mailto:a@example.org">mail</a></p>
<svg viewBox="0 0 90 20" role="img"><title>Money by theme</title><rect width="9" height="9"/>
<text class="app-chart__label" y="15">Health</text></svg><p id="end">The end</p></body></html>"""


def png() -> bytes:
    """A picture of one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def paper() -> bytes:
    return printed(PAPER, author="Harborough District Council")


def test_a_paper_has_no_fault_of_structure(paper):
    assert faults(paper) == []


def test_the_text_of_the_file_is_the_text_of_the_page(paper):
    assert pdf_text(paper) == page_text(PAPER)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Emoji \U0001f389 Partnership", "Emoji[partypopper]Partnership"),
        ("\u2764\ufe0f care", "[heavyblackheart]care"),
        ("Grwp y Dw\u0302r", "GrwpyDŵr"),
        ("soft\u00adhyphen, no\u200bspace, \u2192", "softhyphen,nospace,[rightwardsarrow]"),
        ("own \ue000 sign", "own[charactere000]sign"),
    ],
)
def test_a_character_that_the_typeface_lacks_stands_by_its_name_and_never_as_a_box(typed, read):
    content = printed(f"{HEAD}<h1>{typed}</h1><p>{typed}</p></body></html>")
    assert faults(content) == []
    assert unicodedata.normalize("NFC", pdf_text(content)) == read * 2


def test_the_head_of_a_table_that_goes_on_is_repeated_and_counted_once(paper):
    with opened(paper) as file:
        heads = [node for node in structure(file).walk() if node.kind == "/THead"]
    assert len(heads) > 1
    assert pdf_text(paper).count("NameTime") == 1


def test_two_tables_with_the_same_head_both_count():
    two = f"{HEAD}<h1>A</h1>{TABLE}<h2 style='break-before: page'>B</h2>{TABLE}</body></html>"
    assert pdf_text(printed(two)) == page_text(two)


def test_the_same_page_gives_the_same_bytes(paper):
    assert printed(PAPER, author="Harborough District Council") == paper


def test_another_process_gives_the_same_bytes(paper, tmp_path):
    (tmp_path / "page.html").write_text(PAPER)
    code = (
        "import django, hashlib, sys, datetime, pathlib; django.setup(); from partnerships import pdf;"
        "content = pdf.render(pathlib.Path(sys.argv[1]).read_text(), title='Partnership register',"
        "as_of=datetime.date(2014, 1, 16), author='Harborough District Council');"
        "print(hashlib.sha256(content).hexdigest())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "partnerships.settings",
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
    }
    answer = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "page.html")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split()[-1] == hashlib.sha256(paper).hexdigest()


def test_the_file_shows_only_the_given_title_author_and_date(paper):
    with opened(paper) as file:
        shown = {key: str(value) for key, value in file.docinfo.items()}
    assert shown["/Title"] == "Partnership register"
    assert shown["/Author"] == "Harborough District Council"
    assert {shown["/CreationDate"], shown["/ModDate"]} == {"D:20140116"}


def outline(font: TTFont, glyph: str) -> tuple[float, ...]:
    """How far a glyph reaches, in thousandths of its size."""
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return tuple(round(edge * 1000 / font["head"].unitsPerEm) for edge in pen.bounds or ())


@pytest.mark.parametrize(("letter", "subset"), [("ŵ", "latin-ext"), ("ŷ", "latin-ext"), ("P", "latin"), ("£", "latin")])
def test_every_letter_is_drawn_as_itself(paper, letter, subset):
    path = pdf_engine.static_file(f"fonts/atkinson-hyperlegible-next-{subset}-400-normal.woff2")
    ours = TTFont(path)
    with opened(paper) as file:
        fonts = [font for font in file.pages[0].obj.Resources.Font.values() if str(font.BaseFont)[8:] in REGULAR]
        drawn = [
            outline(embedded, embedded.getGlyphName(code))
            for font in fonts
            for embedded in [TTFont(BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))]
            for code, text in unicode_map(font).items()
            if text == letter
        ]
    assert drawn == [outline(ours, ours.getBestCmap()[ord(letter)])]


def test_the_typeface_is_the_council_s_and_no_other(paper):
    with opened(paper) as file:
        fonts = {str(font.BaseFont) for page in file.pages for font in page.obj.Resources.Font.values()}
    assert len(fonts) >= 3
    assert all("Atkinson" in font for font in fonts)


def test_header_cells_have_the_scope_of_the_page(paper):
    with opened(paper) as file:
        scopes = {node.text(): str(node.source.A.Scope) for node in structure(file).walk() if node.kind == "/TH"}
    assert (scopes["Name"], scopes["Partnership 3"]) == ("/Column", "/Row")


def test_a_picture_that_is_given_is_shown_with_its_text():
    content = printed(f"{HEAD}<h1>A</h1><img src='logo.png' alt='Crest'></body></html>", images={"logo.png": png()})
    with opened(content) as file:
        figures = [str(node.source.Alt) for node in structure(file).walk() if node.kind == "/Figure"]
    assert figures == ["Crest"]
    assert faults(content) == []


def test_ornaments_are_left_out_and_a_label_becomes_the_text_of_a_drawing():
    drawing = "<svg viewBox='0 0 9 9' {}><rect width='9' height='9'/></svg>"
    html = f"{HEAD}<h1>A</h1>{drawing.format('aria-hidden=true')}one {drawing.format('aria-label=Bars')}"
    content = printed(f"{html}<img src='logo.png' alt=''> two</body></html>", images={"logo.png": png()})
    with opened(content) as file:
        figures = [str(node.source.Alt) for node in structure(file).walk() if node.kind == "/Figure"]
    assert figures == ["Bars"]
    assert pdf_text(content) == "Aonetwo"


def test_rules_for_drawings_lose_what_lies_outside_the_drawing():
    text = (
        "@font-face{src:url(x)} .paper > svg .bar, .line {fill: red} .paper p {color: blue} @media print {.a{fill:red}}"
    )
    assert list(pdf_engine._drawing_rules(text)) == [".bar,.line{fill: red}"]


def test_drawings_have_the_colours_and_the_font_of_the_style_sheet():
    drawing = "<svg viewBox='0 0 9 9'><title>x</title><rect class='app-chart__bar' width='9' height='9'/></svg>"
    page = pdf_engine.HTML(string=drawing).etree_element
    pdf_engine.style_drawings(page, ["paper.css"])
    [style] = page.iter(f"{pdf_engine.SVG}style")
    assert "app-chart__bar{fill:" in style.text


def test_a_machine_without_pango_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without_pango(name: str, *arguments: object, **more: object) -> object:
        if arguments and "pdf_engine" in (arguments[2] or ()):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(pdf.PdfUnavailable, match="apt-get install libpango"):
        printed(PAPER)


def test_a_style_sheet_that_is_not_built_is_named():
    with pytest.raises(pdf.PdfUnavailable, match=r"nowhere\.css has not been built"):
        printed(PAPER, stylesheets=("nowhere.css",))


def test_the_machine_is_checked_for_the_libraries(monkeypatch):
    assert checks.pdf_libraries(None) == []
    monkeypatch.setattr(pdf, "LIBRARIES", ("libnowhere.so.0",))
    assert [found.id for found in checks.pdf_libraries(None)] == ["partnerships.W001"]


def test_the_checks_are_registered():
    assert checks.pdf_libraries in registry.registry.registered_checks
    assert checks.built_style_sheets in registry.registry.deployment_checks


def test_the_style_sheet_is_checked_for(monkeypatch):
    assert checks.built_style_sheets(None) == []
    monkeypatch.setattr(checks.finders, "find", lambda name: None)
    assert [found.id for found in checks.built_style_sheets(None)] == ["partnerships.W002"]


def rendering_that_fails() -> None:
    """What happens when a page cannot be rendered."""
    with pdf_engine.garbage_held_back():
        raise RuntimeError(f"collecting: {gc.isenabled()}")


def test_the_garbage_collector_runs_again_after_a_failure():
    with pytest.raises(RuntimeError, match="collecting: False"):
        rendering_that_fails()
    assert gc.isenabled()


def test_the_garbage_collector_waits_for_the_last_of_two():
    with pdf_engine.garbage_held_back():
        with pdf_engine.garbage_held_back():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_page_references_follow_the_pages():
    file = pdf_engine.pydyf.PDF()
    assert file.page_references == ()
    for _ in range(2):
        file.add_page(pdf_engine.pydyf.Dictionary({}))
        assert list(file.page_references) == [f"{number} 0 R".encode() for number in file.pages["Kids"][::3]]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h2>A</h2>", "first heading"),
        ("<h1>A</h1><h3>B</h3>", "heading 3 follows heading 1"),
        ("<h1>A</h1><table><tr><th></th><td>x</td></tr></table>", "is empty"),
        ("<h1>A</h1><svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>", "no alternative text"),
    ],
)
def test_the_structure_check_finds_faults_of_the_page(body, fault):
    assert any(fault in found for found in faults(printed(f"{HEAD}{body}</body></html>")))


def test_the_structure_check_finds_what_the_renderer_leaves_out():
    links = "<a href='javascript:alert(1)'>y</a><a rel='attachment' href='data:,x'>z</a>"
    html = f"<h1>A</h1><table><tr><th>x</th></tr></table>{links}"
    found = "; ".join(faults(pdf_engine.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")))
    for fault in ["no language", "no title", "no scope", "not printed", "leads to javascript", "is attached"]:
        assert fault in found


def test_the_structure_check_finds_a_file_without_tags():
    found = faults(pdf_engine.HTML(string="<h1>A</h1>").write_pdf())
    assert {"the document is not marked as tagged", "there is no structure tree"} <= set(found)
