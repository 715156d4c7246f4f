"""How WeasyPrint is held: what it may fetch, what is cleaned before and mended after it.

Imported only by the function that renders, because it needs Pango and takes half a second.
"""

from __future__ import annotations

import gc
import logging
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, SubElement

import pydyf
import tinycss2
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from partnerships.glyphs import spelt

log = logging.getLogger(__name__)
# It repeats what the page says, addresses and all; what matters is counted by the fetcher.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)

# A name that no resolver answers: whatever slipped past the fetcher would lead nowhere.
BASE = "https://static.invalid/"
SERVED = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}
LINK_SCHEMES = {"http", "https", "mailto"}
SVG = "{http://www.w3.org/2000/svg}"
NEVER_PRINTED = {"script", "link", "base", "object", "embed", "iframe", "audio", "video", "noscript", "template"}
PRINTED_WITH_THE_PAGE = 4
BRAND = re.compile(r"var\(--brand-colour(?:,\s*([^)]*))?\)")
SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


class NotBuilt(Exception):
    """A static file of ours is not there. The message names it."""


class Fetcher(URLFetcher):
    """Serves static files of ours and the images given, from memory and disk; refuses everything else."""

    def __init__(self, images: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.images = {urljoin(BASE, source): content for source, content in images.items()}
        self.refused: list[str] = []
        self.missing: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url in self.images:
            return URLFetcherResponse(url, self.images[url])
        path = self._static_path(url)
        if path is None:
            self.refused.append(url)
            raise ValueError("This address is not served to documents.")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": SERVED[path.suffix]})

    def _static_path(self, url: str) -> Path | None:
        if not url.startswith(BASE):
            return None
        name = unquote(urlsplit(url).path).lstrip("/").removeprefix(settings.STATIC_URL.strip("/") + "/")
        path = static_file(name) if Path(name).suffix in SERVED else None
        if path is None:
            self.missing.append(name)
        return path


def static_file(name: str) -> Path | None:
    """Where a static file of this name is, found as the web server would find it."""
    try:
        found = finders.find(name) or (settings.STATIC_ROOT and safe_join(settings.STATIC_ROOT, name))
    except SuspiciousFileOperation:
        return None
    return Path(found) if found and Path(found).is_file() else None


class Paper:
    """One page on its way to paper."""

    def __init__(self, html: str, *, title: str, as_of: date, language: str, author: str, site_url: str) -> None:
        self.html = html
        self.title = title
        self.as_of = as_of
        self.language = language
        self.author = author
        self.site_url = site_url

    def printed(self, stylesheets: Sequence[str], images: Mapping[str, bytes], colour: str = "") -> bytes:
        """The bytes of the PDF. Raises NotBuilt."""
        fetcher = Fetcher(images)
        page = self._cleaned_page(fetcher)
        style_drawings(page.etree_element, stylesheets, colour)
        clothes = worn(stylesheets, colour)
        with garbage_held_back():
            content = page.write_pdf(
                stylesheets=clothes.sheets,
                font_config=clothes.fonts,
                pdf_variant="pdf/ua-1",
                pdf_identifier=True,
                finisher=finish,
            )
        if fetcher.refused:
            log.warning("A document asked for %d addresses that are not served.", len(fetcher.refused))
        return content

    def _cleaned_page(self, fetcher: Fetcher) -> HTML:
        page = HTML(string=self.html, base_url=BASE, url_fetcher=fetcher)
        page.base_url = BASE
        clean(page.etree_element, self.site_url)
        spell_out(page.etree_element)
        self._describe(page.etree_element)
        return page

    def _describe(self, root: Element) -> None:
        root.set("lang", self.language)
        head = next(root.iter("head"))
        for element in [child for child in head if child.tag in {"title", "meta"}]:
            head.remove(element)
        SubElement(head, "title").text = self.title
        described = {"dcterms.created": self.as_of.isoformat(), "dcterms.modified": self.as_of.isoformat()}
        if self.author:
            described["author"] = self.author
        for name, content in described.items():
            SubElement(head, "meta", name=name, content=content)


class Clothes(threading.local):
    """The style sheets that this thread has read last, with their typefaces: reading them takes a third of the time
    of a short paper. One set for each thread, because Pango's typefaces must not be shared between two.
    """

    key: tuple = ()
    sheets: list[CSS]
    fonts: FontConfiguration

    def put_on(self, names: Sequence[str], colour: str) -> None:
        self.key, self.fonts = (), FontConfiguration()
        self.sheets = [_stylesheet(name, self.fonts, colour) for name in names]


_clothes = Clothes()


def worn(names: Sequence[str], colour: str) -> Clothes:
    """The style sheets in this colour; read again when a file of theirs has changed. Raises NotBuilt."""
    key = (colour, *((path, path.stat().st_mtime_ns) for path in map(_path, names)))
    if _clothes.key != key:
        _clothes.put_on(names, colour)
        _clothes.key = key
    return _clothes


def _path(name: str) -> Path:
    path = static_file(name)
    if path is None:
        raise NotBuilt(f"The style sheet {name}")
    return path


def _stylesheet(name: str, fonts: FontConfiguration, colour: str) -> CSS:
    fetcher = Fetcher({})
    text = coloured(_path(name).read_text(), colour)
    sheet = CSS(string=text, base_url=urljoin(BASE, name), url_fetcher=fetcher, font_config=fonts)
    if fetcher.missing:
        raise NotBuilt(f"The file {fetcher.missing[0]}")
    return sheet


def coloured(text: str, colour: str) -> str:
    """A style sheet with this colour where it asks for that of the council; its own where there is none."""
    return BRAND.sub(lambda asked: colour or asked[1] or "currentcolor", text)


def clean(root: Element, site_url: str) -> None:
    """Take away what a document on paper must not hold, in place: programs, frames, foreign links."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for element in list(root.iter()):
        if element.tag in NEVER_PRINTED or _is_ornament(element):
            _remove(element, parents[element])
        elif element.tag == "a":
            element.attrib.pop("rel", None)
            _set_link(element, site_url)
        elif element.tag == f"{SVG}svg":
            _give_title(element)


def spell_out(root: Element) -> None:
    """Put names for characters that the typeface lacks, in place: PDF/UA forbids the box that would stand there."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in ("style", "title"):
            element.text = element.text and spelt(element.text)
        element.tail = element.tail and spelt(element.tail)


def _is_ornament(element: Element) -> bool:
    if element.tag == f"{SVG}svg":
        return element.get("aria-hidden") == "true" and element.find(f"{SVG}title") is None
    return element.tag == "img" and not element.get("alt", "").strip()


def _remove(element: Element, parent: Element) -> None:
    place = list(parent).index(element)
    if element.tail and place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _set_link(element: Element, site_url: str) -> None:
    target = "".join(letter for letter in element.attrib.pop("href", "") if letter.isprintable()).strip()
    if target.startswith("#"):
        element.set("href", target)
    elif target:
        absolute = urljoin(site_url, target)
        if scheme_of(absolute) in LINK_SCHEMES:
            element.set("href", absolute)


def scheme_of(address: str) -> str:
    """The scheme of an address in small letters, empty where there is none or the address is broken."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _give_title(svg: Element) -> None:
    # WeasyPrint takes the alternative text of a drawing from its title alone.
    label = svg.get("aria-label")
    if label and svg.find(f"{SVG}title") is None:
        title = Element(f"{SVG}title")
        title.text = label
        svg.insert(0, title)


def style_drawings(root: Element, stylesheets: Sequence[str], colour: str = "") -> None:
    """Give each drawing the rules that concern drawings, because the style of the page does not reach into them."""
    drawings = list(root.iter(f"{SVG}svg"))
    if drawings:
        texts = [coloured(path.read_text(), colour) for name in stylesheets if (path := static_file(name))]
        rules = "".join(rule for text in texts for rule in _drawing_rules(text))
        for drawing in drawings:
            SubElement(drawing, f"{SVG}style").text = rules


def _drawing_rules(text: str) -> Iterator[str]:
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            names = {one.name for one in tinycss2.parse_blocks_contents(rule.content) if one.type == "declaration"}
            if names & {"fill", "stroke"}:
                # What stands before the last part of a selector lies outside the drawing.
                selectors = tinycss2.serialize(rule.prelude).split(",")
                places = ",".join(selector.split()[-1] for selector in selectors)
                yield f"{places}{{{tinycss2.serialize(rule.content)}}}"


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Add what PDF/UA asks for and WeasyPrint leaves out, and drop actions that are no plain link."""
    for page in document.pages:
        for box in page._page_box.descendants():
            mark = getattr(box, "mark", None)
            if mark is not None and box.element is not None and box.element.tag == "th":
                mark["A"]["Scope"] = SCOPES.get(box.element.get("scope", ""), "/Column")
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("Subtype") == "/Link":
            thing["F"] = PRINTED_WITH_THE_PAGE
            if "A" in thing and scheme_of(thing["A"]["URI"].string) not in LINK_SCHEMES:
                del thing["A"]


_holding = threading.Lock()
_holders = 0


@contextmanager
def garbage_held_back() -> Iterator[None]:
    """Render without the garbage collector, which would walk a growing tree again and again.

    It runs again when the last document of this process is done.
    """
    global _holders
    with _holding:
        _holders += 1
        gc.disable()
    try:
        yield
    finally:
        with _holding:
            _holders -= 1
            if not _holders:
                gc.enable()


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """The references of all pages, made once for each number of pages.

    The library makes them anew for every tag, which takes most of the time of a long paper.
    """
    kids = pdf.pages["Kids"]
    known = pdf.__dict__.get("known_references", ())
    if len(known) * 3 != len(kids):
        known = pdf.__dict__["known_references"] = tuple(f"{number} 0 R".encode() for number in kids[::3])
    return known


pydyf.PDF.page_references = property(_page_references)
