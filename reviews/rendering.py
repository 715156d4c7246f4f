"""A report as web page, or as PDF from the same template."""

from io import BytesIO

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string

from partnerships import pdf
from partnerships.templatetags.council import day as in_words
from reviews.reports.shapes import RegisterReport


def page(report: RegisterReport) -> str:
    """The paper alone, as a page that needs nothing of the site but its style sheet."""
    return render_to_string("reviews/papers/standalone.html", {"report": report})


def printed(report: RegisterReport) -> bytes:
    """The paper as a tagged PDF. The same report gives the same bytes. Raises PdfUnavailable."""
    title = ", ".join(filter(None, [report.reference, report.title, report.body, in_words(report.meeting_on)]))
    return pdf.render(page(report), title=title, as_of=report.as_of, author=report.council, site_url=settings.SITE_URL)


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)
