"""The plain pieces of an entry's pages: facts, rows, cards and lists of lines. They render nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One item of the identity bar; `tag` is its tone, when it is shown as a tag."""

    label: str
    value: str
    tag: str = ""


@dataclass(frozen=True)
class Row:
    """One field of a card. Without a value it is either a link that mends it, `remedy`, or said to be `absent`.

    With a `url` the value is a link.
    """

    label: str
    value: str = ""
    lines: tuple[str, ...] = ()
    tag: str = ""
    note: str = ""
    missing_url: str = ""
    remedy: str = ""
    absent: str = "Not known"
    url: str = ""


@dataclass(frozen=True)
class Card:
    """One section of an entry with its one action."""

    title: str
    rows: tuple[Row, ...]
    anchor: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Item:
    """One line of an entry: what it is, what else is known, and what can be done with it."""

    title: str
    details: tuple[str, ...] = ()
    change_url: str = ""
    remove_url: str = ""
    put_back_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class Lines:
    """All lines of one kind, those taken off apart."""

    title: str
    noun: str
    anchor: str
    items: tuple[Item, ...]
    removed: tuple[Item, ...] = ()
    add_url: str = ""
    total: str = ""
    absent: str = "None recorded."


@dataclass(frozen=True)
class Step:
    """What can be done with an entry as a whole: a link, or the sentence why not, and where that is mended.

    One that turns back, or that is seldom taken, is quiet: never the button that leads on.
    """

    label: str
    url: str
    refusal: str = ""
    mend_url: str = ""
    is_quiet: bool = False
