"""Documents for people: a rendered page becomes a tagged PDF that screen readers can use (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
UNAVAILABLE = (
    "PDF files cannot be made on this machine because Pango is missing: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
)


class PdfUnavailable(RuntimeError):
    """This machine cannot make PDF files. The message says what to install or to run."""


def render(
    html: str,
    *,
    title: str,
    as_of: date,
    language: str = "en-GB",
    author: str = "",
    stylesheets: Sequence[str] = ("paper.css",),
    images: Mapping[str, bytes] | None = None,
    colour: str = "",
    site_url: str = "",
) -> bytes:
    """The page as PDF; the same arguments give the same bytes.

    `as_of` is the only date that the file shows. `stylesheets` are names of static files. `images` maps the
    `src` of an `<img>` to its bytes, such as the council's logo; everything else but static files is refused,
    whatever the page asks for. `colour`, such as #1a4f76, is taken where a style sheet asks for `--brand-colour`.
    Links that are not relative, http, https or mailto are taken away, and so are relative ones where no `site_url`
    is given. Raises PdfUnavailable.
    """
    try:
        from partnerships import pdf_engine
    except OSError as error:
        raise PdfUnavailable(UNAVAILABLE) from error
    paper = pdf_engine.Paper(html, title=title, as_of=as_of, language=language, author=author, site_url=site_url)
    try:
        return paper.printed(stylesheets, images or {}, colour)
    except pdf_engine.NotBuilt as error:
        raise PdfUnavailable(f"{error} has not been built: run make setup.") from error
