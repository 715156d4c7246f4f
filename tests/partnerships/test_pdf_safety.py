"""What a page asks for and does not get: other people's files, this machine's files, links that are programs."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version

import pytest
from packaging.version import Version

from partnerships import pdf_engine
from tests.partnerships.papers import HEAD, printed
from tests.pdf_structure import faults, opened, pdf_text


def addresses(content: bytes) -> list[str]:
    """Where the links of a file lead that leave it."""
    with opened(content) as file:
        annotations = [annotation for page in file.pages for annotation in page.obj.get("/Annots", [])]
        return [str(annotation.A.URI) for annotation in annotations if "/A" in annotation]


@pytest.fixture
def canary():
    """A web server on this machine that counts who asks, and the address of a file on it."""
    hits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.hits = hits
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


REQUESTS = [
    "<img src='{}' alt='x'>",
    "<img srcset='{} 2x' src='{}' alt='x'>",
    "<link rel='stylesheet' href='{}'>",
    "<link rel='attachment' href='{}'>",
    "<a rel='attachment' href='{}'>x</a>",
    "<style>@import url('{}');</style>",
    "<style>@font-face {{ font-family: x; src: url('{}') }} p {{ font-family: x }}</style><p>x</p>",
    "<p style=\"background: url('{}')\">x</p>",
    "<ul style=\"list-style-image: url('{}')\"><li>x</li></ul>",
    "<style>h1::before {{ content: url('{}') }}</style>",
    "<style>@page {{ @top-left {{ content: url('{}') }} }}</style>",
    "<object data='{}'>x</object>",
    "<embed src='{}'>",
    "<iframe src='{}'></iframe>",
    "<video src='{}' poster='{}'></video>",
    "<input type='image' src='{}'>",
    "<svg viewBox='0 0 9 9'><title>x</title><image href='{}' width='9' height='9'/></svg>",
    "<svg viewBox='0 0 9 9'><title>x</title><use href='{}#a'/></svg>",
    "<svg viewBox='0 0 9 9'><title>x</title><style>@import url('{}');</style><rect width='9' height='9'/></svg>",
    "<base href='{}'><img src='x.png' alt='x'>",
    "<meta http-equiv='refresh' content='0; url={}'>",
]


@pytest.mark.parametrize("element", REQUESTS)
def test_nothing_is_fetched_from_anywhere_else(element, canary, monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    port = canary.server_address[1]
    targets = [
        f"http://127.0.0.1:{port}/x.svg",
        f"//127.0.0.1:{port}/x.css",
        "file:///etc/passwd",
        "data:text/css,h1{color:red}",
    ]
    body = "".join(element.format(target, target) for target in targets)
    content = printed(f"{HEAD}<h1>A</h1>{body}</body></html>")
    assert (canary.hits, asked) == ([], [])
    assert "root:" not in pdf_text(content)
    assert not [fault for fault in faults(content) if "attached" in fault]


def test_a_refused_address_is_logged_by_number_only(caplog):
    printed(f"{HEAD}<h1>A</h1><img src='http://127.0.0.1:9/secret' alt='x'></body></html>")
    assert "1 addresses" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "name", ["../settings.py", "/static/../settings.py", "%2e%2e/settings.py", "app.js", "", "a\x00.css"]
)
def test_only_style_sheets_fonts_and_pictures_of_ours_are_served(name):
    fetcher = pdf_engine.Fetcher({})
    with pytest.raises(ValueError, match="not served"):
        fetcher.fetch(pdf_engine.BASE + name)


def test_static_files_are_served_under_both_of_their_names():
    fetcher = pdf_engine.Fetcher({})
    assert (
        fetcher.fetch(pdf_engine.BASE + "paper.css").read()
        == fetcher.fetch(pdf_engine.BASE + "static/paper.css").read()
    )


@pytest.mark.parametrize(
    "link",
    [
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' JaVa&#9;Script:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='file:///etc/passwd'>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<a href='//example.org/x'>x</a>",
        "<a href='http://[broken'>x</a>",
        "<a href='/entries/'>x</a>",
        "<p style='-weasy-link: url(javascript:alert(1))'>x</p>",
        "<p style='-weasy-link: url(file:///etc/passwd)'>x</p>",
    ],
)
def test_links_that_are_none_are_plain_text(link):
    content = printed(f"{HEAD}<h1>A</h1>{link}</body></html>")
    assert addresses(content) == []
    assert faults(content) == []
    assert pdf_text(content) == "Ax"


def test_links_of_the_site_lead_to_its_address():
    html = f"{HEAD}<h1>A</h1><a href='/entries/P-0001/'>x</a><a href='https://example.org/'>y</a></body></html>"
    found = addresses(printed(html, site_url="https://register.example.gov.uk/"))
    assert found == ["https://register.example.gov.uk/entries/P-0001/", "https://example.org/"]


def test_the_renderer_is_not_older_than_its_last_known_hole():
    assert Version(version("weasyprint")) >= Version("70.0")
