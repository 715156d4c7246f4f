"""Fifty people edit one entry at the same time, through a real web server: every acknowledged save is kept."""

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from register.models import Partnership
from tests import factories

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
EDITORS, EDITS = 50, 20
PATIENCE = 1000
SHORTEST, LONGEST = 0.1, 8
SECTION = "future"


class Fields(HTMLParser):
    """What the edit form would post if nobody changed anything."""

    def __init__(self, html: str):
        super().__init__()
        self.values: dict[str, str] = {}
        self.textarea = self.select = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name", "")
        if tag == "textarea":
            self.textarea, self.values[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.values[self.select] = given.get("value", "")
        elif tag == "input" and (given.get("type") not in {"radio", "checkbox"} or "checked" in given):
            self.values[name] = given.get("value", "")

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data.lstrip("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = ""


class Editor:
    """One person's browser, as far as this test needs one."""

    def __init__(self, port: int, cookie: str, address: str):
        self.port, self.cookie, self.address, self.token = port, cookie, address, ""
        self.level = LONGEST // 2

    def ask(self, method: str, body: str = "") -> tuple[int, str]:
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Cookie": f"sessionid={self.cookie}; csrftoken={self.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        server.request(method, self.address, body, headers)
        response = server.getresponse()
        text = response.read().decode()
        if found := re.search(r"csrftoken=(\w+)", response.getheader("Set-Cookie") or ""):
            self.token = found[1]
        server.close()
        return response.status, text

    def save(self, words: str) -> int:
        """Open the form, write a comment, save; after a clash wait longer before the next try. Returns the clashes.

        The wait is drawn at random, and how long it may be is remembered from one save to the next: that is how many
        editors of one entry come to leave each other room.
        """
        for clashes in range(PATIENCE):
            time.sleep(random.uniform(0, SHORTEST * 2**self.level))
            _, page = self.ask("GET")
            status, _ = self.ask("POST", urlencode({**Fields(page).values, "comments": words}))
            if status == 302:
                self.level = max(self.level - 1, 0)
                return clashes
            assert status == 409
            self.level = min(self.level + 1, LONGEST)
        raise AssertionError("The server never let this editor save.")


@pytest.fixture
def server():
    """gunicorn on this test's database, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "partnerships.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread",
               "--threads", "4", "--log-level", "error", "--no-control-socket"]  # fmt: skip
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment())
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def environment() -> dict[str, str]:
    database = connection.settings_dict
    address = f"postgresql://{quote(database['USER'])}:{quote(database['PASSWORD'])}@/{database['NAME']}?host={quote(database['HOST'])}&port={database['PORT']}"
    return {**os.environ, "DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY}


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("The web server did not start.")


def test_every_acknowledged_save_of_fifty_editors_is_kept(server):
    council = factories.council()
    officer = factories.person("policy.officer@example.org", "Pat Policy", "policy_officer", council=council)
    entry = factories.partnership(by=officer, council=council)
    client = Client()
    client.force_login(officer)
    cookie = client.cookies["sessionid"].value
    address = f"/partnerships/{entry.reference}/edit/{SECTION}/"

    def work(who: int) -> int:
        editor = Editor(server, cookie, address)
        return sum(editor.save(f"Comment {number} of editor {who}") for number in range(EDITS))

    with ThreadPoolExecutor(EDITORS) as people:
        clashes = sum(people.map(work, range(EDITORS)))
    entry.refresh_from_db()
    history = Partnership.history.filter(id=entry.pk)
    acknowledged = EDITORS * EDITS
    assert clashes > 0, "The editors never met, so this run proved nothing."
    assert (entry.version - 1, history.count() - 1) == (acknowledged, acknowledged)
    assert sorted(history.values_list("version", flat=True)) == list(range(1, acknowledged + 2))
    kept = Counter(history.exclude(version=1).values_list("comments", flat=True))
    assert kept == Counter(f"Comment {number} of editor {who}" for who in range(EDITORS) for number in range(EDITS))
