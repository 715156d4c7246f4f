"""The cells of the list page: every text is prepared here, so that the template only prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from django.urls import reverse

from partnerships.templatetags.council import NOT_KNOWN, TONES, money, plain_number, short_day, yes_no
from partnerships.words import shortened
from register.columns import BY_FIELD, Kind
from register.listing.codes import words_for
from register.listing.record import Record, total_unknown
from register.listing.sorting import SORTS
from register.models.choices import RatingSource, Status
from register.rules.money import year_name
from register.rules.saying import rating_tone

LONGEST = 160
PLAIN, FIGURE = "govuk-table__cell", "govuk-table__cell govuk-table__cell--numeric"
LONG = "govuk-table__cell app-cell--long"
UNBROKEN = "govuk-table__cell app-nowrap"
UNKNOWN = " app-muted"
NUMERIC = {Kind.HOURS, Kind.MONEY, Kind.NUMBER, Kind.CHANGE, Kind.COUNT}
WORDY = {Kind.LONG_TEXT, Kind.CONTACT, Kind.ORGANISATIONS, Kind.PEOPLE}
DATES = {Kind.DATE, Kind.START, Kind.END}
STYLES = dict.fromkeys(NUMERIC, FIGURE) | dict.fromkeys(WORDY, LONG) | dict.fromkeys(DATES, UNBROKEN)
SHORT = {
    "officer_hours_per_month": "Hours a month",
    "name": "Partnership",
    "contribution": "Contribution",
    "next_review_due_on": "Review due",
    "is_statutory": "Statutory",
    "risk_rating": "Risk",
    "value_rating": "Value",
}
SOURCES = dict(RatingSource.choices)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the page: its key, its words, whether it sorts, and whether its figures stand to the right."""

    field: str
    label: str
    sorts: bool
    numeric: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, ready to print: a link, a tag or plain text, with small words below it."""

    text: str
    url: str = ""
    tone: str = ""
    note: str = ""
    style: str = PLAIN
    tags: tuple[tuple[str, str], ...] = ()


def headings(columns: Sequence[str]) -> list[Heading]:
    """The heading of each column."""
    return [Heading(name, label_of(name), name in SORTS, BY_FIELD[name].kind in NUMERIC) for name in columns]


@cache
def label_of(field: str) -> str:
    """The column's label, shorter where the register's own is long for a heading."""
    return SHORT.get(field) or BY_FIELD[field].label


def cells(record: Record, columns: Sequence[str]) -> list[Cell]:
    """The cells of one entry."""
    return [SPECIAL.get(name, ordinary)(record, name) for name in columns]


def name_cell(record: Record, field: str) -> Cell:
    """The name as a link to the entry, with what everybody must know before reading on."""
    marks = (
        (record.status != Status.ACTIVE, words_for("status")[record.status], record.status),
        (record.is_exempt, "Exempt", "exempt"),
        (record.is_waiting, "Import not accepted", "unconfirmed"),
        (record.is_unconfirmed and not record.is_waiting, "Unconfirmed", "unconfirmed"),
        (record.describes_several, "Describes several", "grey"),
        (record.is_to_be_removed, "To be removed", "grey"),
    )
    tags = tuple((words, TONES.get(tone, tone)) for holds, words, tone in marks if holds)
    return Cell(record.name, url=entry_url(record.reference), tags=tags)


def entry_url(reference: str) -> str:
    """The address of an entry; worked out once, since a list prints many."""
    return pattern_url().replace("P-0000", reference)


@lru_cache(maxsize=1)
def pattern_url() -> str:
    return reverse("register:entry", args=["P-0000"])


def tag_cell(record: Record, field: str) -> Cell:
    """A code as a tag, with who says so where that matters."""
    code = record.values.get(field)
    if not code:
        return Cell("Not rated", style=PLAIN + UNKNOWN)
    source = record.notes.get(field, "")
    note = "" if source == RatingSource.OFFICER else SOURCES.get(source, "")
    return Cell(words_for(field)[code], tone=TONES.get(rating_tone(field, code), "grey"), note=note)


def hours_cell(record: Record, field: str) -> Cell:
    """Hours of all councils together."""
    value = record.values.get(field)
    if value is None:
        return Cell(NOT_KNOWN, style=FIGURE + UNKNOWN)
    doubt = record.doubt(field).capitalize()
    return Cell(plain_number(value), note=joined(doubt, total_unknown(record.hours)), style=FIGURE)


def money_cell(record: Record, field: str) -> Cell:
    """The contributions of the year shown, with that year."""
    value = record.values.get(field)
    year = f"in {year_name(record.money_year)}" if record.money_year else ""
    if value is None:
        return Cell(NOT_KNOWN, note=year, style=FIGURE + UNKNOWN)
    doubt = record.doubt(field, record.money_year)
    return Cell(money(value), note=joined(year, doubt, total_unknown(record.money)), style=FIGURE)


def joined(*notes: str) -> str:
    return ", ".join(note for note in notes if note)


def ordinary(record: Record, field: str) -> Cell:
    """Any other column: texts cut to a bearable length, lists with semicolons, dates and answers in words."""
    kind, value = BY_FIELD[field].kind, record.values.get(field)
    style = STYLES.get(kind, PLAIN)
    if value in (None, "", []):
        return Cell(NOT_KNOWN, style=PLAIN + UNKNOWN)
    return Cell(text_of(value, kind, words_for(field)), style=style)


def text_of(value: object, kind: Kind, words: dict[str, str]) -> str:
    """A known value in words."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return short_day(value)
    if kind in NUMERIC:
        return plain_number(value)
    if isinstance(value, list):
        return shortened("; ".join(words.get(each, each) for each in value), LONGEST)
    return shortened(words.get(str(value), str(value)), LONGEST)


SPECIAL: dict[str, Callable[[Record, str], Cell]] = {
    "name": name_cell,
    "status": tag_cell,
    "risk_rating": tag_cell,
    "value_rating": tag_cell,
    "officer_hours_per_month": hours_cell,
    "contribution": money_cell,
}
