"""Reading a PDF the way a screen reader does: its structure tree, its text in reading order, its faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate, pairwise
from xml.etree.ElementTree import Element

import pikepdf
import tinyhtml5
from pikepdf import Array, Dictionary, Name

Marked = dict[int, str]

NOT_READ = {"script", "style", "title", "template", "{http://www.w3.org/2000/svg}svg"}
LINKS = ("http://", "https://", "mailto:")
LETS_BREAK = "-/–—"
HEADING = re.compile(r"/H([1-6])$")
CODE_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
CODE_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass
class Node:
    """One element of the structure tree with the text of its marked content."""

    kind: str
    page: int
    source: Dictionary
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def lines(self) -> Iterator[str]:
        """The text below this element line by line, without drawings and the markers of lists."""
        for child in self.children if self.kind not in ("/Lbl", "/Figure") else ():
            if isinstance(child, Node):
                yield from child.lines()
            else:
                yield child

    def text(self) -> str:
        """The same in one piece."""
        return "".join(self.lines())


def opened(content: bytes) -> pikepdf.Pdf:
    """The file, ready to be looked into."""
    return pikepdf.open(BytesIO(content))


def squeezed(text: str) -> str:
    """Text without blanks, so that line breaks on paper do not count."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def pdf_text(content: bytes) -> str:
    """What is read aloud, without blanks; a table head that a new page repeats counts once."""
    with opened(content) as pdf:
        root = structure(pdf)
        for head in _repeated_heads(root):
            head.children.clear()
        return squeezed(root.text())


def torn_words(content: bytes, html: str) -> list[str]:
    """The words of a page that the PDF breaks between lines, though no hyphen or stroke lets it; empty is good.

    The two must hold the same text. A line of the PDF may end where a word or an element of the page does.
    """
    words = [word for text in _texts(_body(html), frozenset()) for word in text.split()]
    ends = set(accumulate(len(squeezed(word)) for word in words))
    text, at, torn = squeezed("".join(words)), 0, []
    for line in _lines(content):
        at += len(squeezed(line))
        if at not in ends and text[at - 1] not in LETS_BREAK:
            torn.append(text[max(0, at - 20) : at] + "|" + text[at : at + 20])
    return torn


def _lines(content: bytes) -> list[str]:
    with opened(content) as pdf:
        root = structure(pdf)
        for head in _repeated_heads(root):
            head.children.clear()
        return list(root.lines())


def _body(html: str) -> Element:
    return next(tinyhtml5.parse(html, namespace_html_elements=False).iter("body"))


def page_text(html: str, *, leave_out: frozenset[str] = frozenset()) -> str:
    """The text of a web page's body without blanks, drawings and programs, comparable with `pdf_text`.

    `leave_out` holds names of classes whose elements are not part of the document.
    """
    return squeezed("".join(_texts(_body(html), leave_out)))


def _texts(element: Element, leave_out: frozenset[str]) -> Iterator[str]:
    if element.tag not in NOT_READ and isinstance(element.tag, str) and not leave_out & set(_classes(element)):
        yield element.text or ""
        for child in element:
            yield from _texts(child, leave_out)
            yield child.tail or ""


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _repeated_heads(root: Node) -> list[Node]:
    """The heads of tables that go on at the top of a page, where the head of the page before is repeated."""
    repeated, last_head, begun = [], "", set()
    for node in root.walk():
        if node.kind == "/Table":
            parts = {child.kind: child for child in node.children if isinstance(child, Node)}
            head = parts["/THead"].text() if "/THead" in parts else ""
            if head and head == last_head and "/Caption" not in parts and node.page not in begun:
                repeated.append(parts["/THead"])
            last_head = head
        if any(isinstance(child, str) and child.strip() for child in node.children):
            begun.add(node.page)
    return repeated


def structure(pdf: pikepdf.Pdf) -> Node:
    """The structure tree from its root down."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    texts = [_marked_texts(pdf, page) for page in pdf.pages]
    return _node(pdf.Root.StructTreeRoot, 0, pages, texts)


def _node(element: Dictionary, page: int, pages: dict[tuple[int, int], int], texts: list[Marked]) -> Node:
    page = pages.get(element.Pg.objgen, page) if "/Pg" in element else page
    node = Node(str(element.get("/S", "/Root")), page, element)
    kids = element.get("/K", Array([]))
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            node.children.append(texts[page].get(kid, ""))
        elif "/S" in kid:
            node.children.append(_node(kid, page, pages, texts))
    return node


def _marked_texts(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Marked:
    fonts = {name: unicode_map(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    marks: list[int | None] = []
    font: dict[int, str] = {}
    found: Marked = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                marks.append(int(properties.MCID) if "/MCID" in properties else None)
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if marks and marks[-1] is not None:
                found[marks[-1]] = found.get(marks[-1], "") + _shown(operands[0], font)
    return found


def _shown(operand: object, font: dict[int, str]) -> str:
    return "".join(font.get(int(code, 16), "\ufffd") for code in _codes(operand))


def unicode_map(font: Dictionary) -> dict[int, str]:
    """The text that each code of a font stands for."""
    if "/ToUnicode" not in font:
        return {}
    source = font.ToUnicode.read_bytes()
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        found |= {int(code, 16): _letters(text) for code, text in CODE_PAIR.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        for first, last, text in CODE_RANGE.findall(block):
            start = int(text, 16)
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found


def _letters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def faults(content: bytes) -> list[str]:
    """What keeps a PDF from being usable with a screen reader, or makes it more than a document. Empty is good."""
    with opened(content) as pdf:
        found = [*_document_faults(pdf), *_tree_faults(pdf), *_page_faults(pdf), *_action_faults(pdf)]
        return [*found, *_glyph_faults(pdf)]


def _glyph_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("Tj", "TJ") and "0000" in _codes(operands[0]):
                yield f"a letter on page {number} has no glyph"


def _codes(operand: object) -> list[str]:
    pieces = operand if isinstance(operand, Array) else [operand]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String)).hex()
    return [codes[place : place + 4] for place in range(0, len(codes), 4)]


def _document_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "the document is not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "the document has no language"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "the document has no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    if "pdfuaid" not in (root.Metadata.read_bytes().decode() if "/Metadata" in root else ""):
        yield "the PDF/UA identifier is missing"


def _tree_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "there is no structure tree"
        return
    nodes = list(structure(pdf).walk())
    levels = [int(found[1]) for node in nodes if (found := HEADING.match(node.kind))]
    if levels and levels[0] != 1:
        yield "the first heading is not of level 1"
    yield from (f"heading {two} follows heading {one}" for one, two in pairwise(levels) if two > one + 1)
    if levels and "/Outlines" not in pdf.Root:
        yield "there are headings but no bookmarks"
    for node in nodes:
        if node.kind == "/Figure" and not str(node.source.get("/Alt", "")):
            yield f"a figure on page {node.page + 1} has no alternative text"
        if node.kind == "/TH":
            yield from _header_faults(node)


def _header_faults(node: Node) -> Iterator[str]:
    if node.source.get("/A", {}).get("/Scope") not in (Name.Column, Name.Row):
        yield f"a header cell on page {node.page + 1} has no scope: {node.text()}"
    if not node.text().strip():
        yield f"a header cell on page {node.page + 1} is empty"


def _page_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if page.obj.get("/Tabs") != Name.S:
            yield f"the tab order of page {number} is not that of the structure"
        for name, font in page.obj.Resources.get("/Font", {}).items():
            if not any(_is_embedded(descendant) for descendant in font.get("/DescendantFonts", [font])):
                yield f"the font {name} of page {number} is not embedded"
        for annotation in page.obj.get("/Annots", []):
            if not int(annotation.get("/F", 0)) & 4:
                yield f"a link on page {number} is not printed"


def _is_embedded(font: Dictionary) -> bool:
    description = font.get("/FontDescriptor", {})
    return any(key in description for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _action_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | pikepdf.Stream):
            continue
        if thing.get("/Type") == Name.EmbeddedFile or thing.get("/Subtype") == Name.FileAttachment:
            yield "a file is attached"
        for action in (thing.get("/A"), thing.get("/AA"), thing.get("/OpenAction")):
            if isinstance(action, Dictionary) and "/S" in action:
                yield from _one_action_faults(action)
        if "/JS" in thing or "/JavaScript" in thing:
            yield "there is a script"


def _one_action_faults(action: Dictionary) -> Iterator[str]:
    if action.S != Name.URI:
        yield f"there is an action of the kind {action.S}"
    elif not str(action.URI).lower().startswith(LINKS):
        yield f"a link leads to {action.URI}"
