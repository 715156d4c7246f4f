"""A page on paper, as the tests of documents make it."""

from datetime import date

from partnerships import pdf

AS_OF = date(2014, 1, 16)
HEAD = "<!doctype html><html lang='en-GB'><head><title>t</title></head><body class='paper'>"


def printed(html: str, **arguments) -> bytes:
    """A page on paper, with what every document has."""
    return pdf.render(html, **({"title": "Partnership register", "as_of": AS_OF} | arguments))
