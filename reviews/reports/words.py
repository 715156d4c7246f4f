"""How a paper puts things into words: numbers of things, lists, and typed text as numbered paragraphs."""

import re
from collections.abc import Iterable, Iterator

from reviews.reports.shapes import Paragraph, Section

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
POINT = re.compile(r"^\s*(?:[-–•*]|\d+[.)])\s+")
NONE_DIRECTLY = "None directly associated with this report."
NOT_ANSWERED = "Not answered yet."
NOT_WRITTEN = "Not written yet."
NOTHING = "Not applicable."


def number_word(number: int) -> str:
    """Numbers up to ten in words, as they read in a sentence."""
    return SMALL[number] if number < len(SMALL) else f"{number:,}"


def count(number: int, one: str, many: str = "") -> str:
    """`one partnership`, `31 partnerships`, `no partnerships`."""
    return f"{number_word(number)} {one if number == 1 else many or one + 's'}"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends in a mark of its own."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:;" else f"{text}."


def listed(items: Iterable[str]) -> str:
    """`a, b and c`."""
    items = list(items)
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""


def paragraphs(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Typed text in paragraphs: each line is one, and lines that begin with a dash are points under the line before."""
    lead, points = "", []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if POINT.match(line) and lead:
            points.append(POINT.sub("", line))
            continue
        if lead:
            yield lead, tuple(points)
        lead, points = POINT.sub("", line), []
    if lead:
        yield lead, tuple(points)


def numbered(section: int, *texts: str, start: int = 1) -> tuple[Paragraph, ...]:
    """Typed texts as paragraphs numbered on within a section: 2.1, 2.2 …"""
    found = [paragraph for text in texts for paragraph in paragraphs(text)]
    return tuple(Paragraph(f"{section}.{place}", lead, points) for place, (lead, points) in enumerate(found, start))


def plain_section(number: int, title: str, *texts: str) -> Section:
    return Section(number, title, numbered(number, *texts))
