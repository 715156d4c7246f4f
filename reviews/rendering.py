"""A report as web page, or as PDF from the same template."""

import json
from io import BytesIO

import pikepdf
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from partnerships import glyphs, pdf
from partnerships.templatetags.council import day as in_words
from reviews.reports import frozen
from reviews.reports.pack import Pack
from reviews.reports.shapes import Letterhead, RegisterReport

LOGO = "logo"


def page(report: RegisterReport, logo_url: str = "") -> str:
    """The paper alone, as a page that needs nothing of the site but its style sheet."""
    return render_to_string("reviews/papers/standalone.html", {"report": report, "logo_url": logo_url})


def printed(report: RegisterReport) -> bytes:
    """The paper as a tagged PDF. The same report gives the same bytes. Raises PdfUnavailable."""
    title = ", ".join(filter(None, [report.reference, report.title, report.body, in_words(report.meeting_on)]))
    picture = logo(report.letterhead)
    return tagged(page(report, LOGO if picture else ""), title, report, picture)


def pack(about: Pack, kind: str = "Scrutiny pack") -> bytes:
    """A pack about one partnership as a tagged PDF. Raises PdfUnavailable."""
    picture = logo(about.letterhead)
    html = render_to_string("reviews/packs/standalone.html", {"pack": about, "logo_url": LOGO if picture else ""})
    return tagged(html, f"{kind}, {about.reference} {about.title}", about, picture)


def tagged(html: str, title: str, document: RegisterReport | Pack, picture: bytes) -> bytes:
    """The page of a document as PDF, in the letterhead of its council."""
    return pdf.render(
        html,
        title=title,
        as_of=document.as_of,
        author=document.council,
        images={LOGO: picture},
        colour=document.letterhead.colour,
        site_url=settings.SITE_URL,
    )


def spelt_out(report: RegisterReport) -> str:
    """One sentence on characters that the PDF prints by their names; empty where it prints every one."""
    return glyphs.note_on([json.dumps(frozen.freeze(report), ensure_ascii=False)])


def logo(letterhead: Letterhead) -> bytes:
    """The stored picture; nothing where the council has none, or where its file is lost."""
    if not letterhead.logo:
        return b""
    try:
        with default_storage.open(letterhead.logo) as file:
            return file.read()
    except OSError:
        return b""


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)
