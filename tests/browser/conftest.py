"""One Chromium for each module, and one site with the world of the access tests for those that only look."""

import os
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.access.world import World
from tests.browser import looking


@pytest.fixture(scope="module")
def chromium():
    """Django is told that the loop which drives the browser in this thread is no asynchronous view."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """A running site with everybody and everything of the world; emptied when the module is done.

    Its tests must not ask for `db` or `live_server` as well: both would empty it after the first test.
    """
    folder = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("documents"), ALLOWED_HOSTS=["127.0.0.1"])
    with folder, django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        try:
            yield SimpleNamespace(url=server.url, world=World())
        finally:
            server.stop()
            call_command("flush", verbosity=0, interactive=False)


def session_of(person) -> str:
    """The cookie of a person who has just signed in."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def window(chromium, site):
    """A window for each person and kind of use, opened once: `window("policy_officer")`."""
    windows = {}

    def opened(role: str, **options):
        key = (role, *sorted(options.items()))
        if key not in windows:
            context = chromium.new_context(base_url=site.url, **options)
            if person := site.world.people[role]:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": site.url}
                context.add_cookies([cookie])
            windows[key] = context.new_page()
            looking.listen(windows[key])
        return windows[key]

    yield opened
    for page in windows.values():
        page.context.close()


@pytest.fixture
def opened(chromium, live_server):
    """A window of one's own for each person, signed in: `opened(administrator)`."""
    contexts = []

    def window(person, **options):
        contexts.append(chromium.new_context(base_url=live_server.url, **options))
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(person), "url": live_server.url}
        contexts[-1].add_cookies([cookie])
        page = contexts[-1].new_page()
        looking.listen(page)
        return page

    yield window
    for context in contexts:
        context.close()
