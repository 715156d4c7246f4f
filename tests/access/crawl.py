"""Following every link that somebody is shown, from the first page on."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.pages import Page

START = "/"
WORDLESS = ("/static/", "/health/", "mailto:", "tel:")
MOST_OF_A_KIND = 3
# Pages with links of their own are all opened; of the forms that a page leads to, and of files, a few about different
# records: that a form opens for who may send it, the table of routes says.
FORM_OR_FILE = re.compile(r"/(?:add|edit|begin|ask|put|new|pdf|report-back)/|/edit/|\.\w+$")
NUMBER = re.compile(r"\d+")


@dataclass
class Crawl:
    """What somebody reaches by links from the first page: every address, the text of each page, the links that fail.

    Of addresses that differ in their query alone a few are followed, and of forms and files that differ in what they
    are about.
    """

    addresses: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)


def crawl(visitor) -> Crawl:
    found, seen, kinds, waiting = Crawl(), set(), Counter(), [(START, START)]
    while waiting:
        address, seen_on = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        kinds[kind := kind_of(address)] += 1
        if kinds[kind] > MOST_OF_A_KIND:
            continue
        found.addresses.append(address)
        visit = visitor.visit("GET", address)
        if visit.response.status_code >= 400:
            found.dead.append(f"{address}: {visit.response.status_code}, linked on {seen_on}")
        if visit.response.headers.get("Content-Type", "").startswith("text/html"):
            found.pages[address] = visit.content.decode()
            waiting += [(link, address) for link in links(found.pages[address], address)]
    return found


def kind_of(address: str) -> str:
    """What an address has in common with others of which it is enough to open a few."""
    path = urlsplit(address).path
    return NUMBER.sub("N", path) if FORM_OR_FILE.search(path) else path


def links(text: str, address: str) -> list[str]:
    """The addresses of this service that a page links to, whole and without their fragments."""
    wanted = [urldefrag(urljoin(address, link)).url for link in Page(text).links if not link.startswith(WORDLESS)]
    return [link for link in dict.fromkeys(wanted) if not urlsplit(link).netloc and not link.startswith(WORDLESS)]
