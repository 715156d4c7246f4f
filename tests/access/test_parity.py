"""What a page shows, it keeps: whatever link somebody is shown, they may follow, and whatever button, press."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from tests.access.world import ROLES
from tests.pages import Page

pytestmark = pytest.mark.access
START = "/"
WORDLESS = ("/static/", "/health/", "mailto:", "tel:")
FILES = ("/pdf/", ".csv", ".xlsx")
MOST_OF_A_KIND = 3


@dataclass
class Crawl:
    """What somebody reaches by links from the first page: the text of each page by address, and the links that fail.

    Of addresses that differ in their query alone, a few are followed.
    """

    pages: dict[str, str] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)


def crawl(visitor) -> Crawl:
    found, seen, kinds, waiting = Crawl(), set(), Counter(), [(START, START)]
    while waiting:
        address, seen_on = waiting.pop()
        path = urlsplit(address).path
        kinds[path] += 1
        if address in seen or kinds[path] > MOST_OF_A_KIND:
            continue
        seen.add(address)
        visit = visitor.visit("GET", address)
        if visit.response.status_code >= 400:
            found.dead.append(f"{address}: {visit.response.status_code}, linked on {seen_on}")
        if visit.response.headers.get("Content-Type", "").startswith("text/html"):
            found.pages[address] = visit.content.decode()
            waiting += [(link, address) for link in links(found.pages[address], address)]
    return found


@pytest.fixture(scope="module")
def crawled(visitors) -> Callable[[str], Crawl]:
    """One walk for each person, whatever is asked of it."""
    return cache(lambda role: crawl(visitors[role]))


def links(text: str, address: str) -> list[str]:
    """The addresses of this service that a page links to, whole and without their fragments."""
    wanted = [urldefrag(urljoin(address, link)).url for link in Page(text).links if not link.startswith(WORDLESS)]
    return [link for link in dict.fromkeys(wanted) if not urlsplit(link).netloc and not link.startswith(WORDLESS)]


@pytest.mark.parametrize("role", ROLES)
def test_every_link_that_a_person_is_shown_can_be_followed(role, crawled):
    assert crawled(role).dead == []


@pytest.mark.parametrize("role", ROLES)
def test_every_button_that_a_person_is_shown_is_one_they_may_press(role, crawled, visitors):
    """Posting what the form holds is answered; a refusal of what is still missing is an answer, 403 or 404 is not."""
    visitor, refused, pressed = visitors[role], [], set()
    for address, text in crawled(role).pages.items():
        for form in [form for form in Page(text).forms if form.method == "post"]:
            targets = {urljoin(address, target) for target in form.elsewhere or [form.action or address]}
            for target in sorted(targets - pressed):
                status = visitor.visit("POST", target, form.values).response.status_code
                if status in (403, 404, 405) or status >= 500:
                    refused.append(f"{target}: {status}, on {address}")
            pressed |= targets
    assert refused == []
