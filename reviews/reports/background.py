"""What the report says of the register as a whole: how many partnerships, of what kind, how rated."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from partnerships.models import Council
from partnerships.templatetags.council import day as in_words
from register.models import Partnership
from register.models.choices import Classification, Rating
from register.reports.counted import RULE
from reviews.reports.entries import not_counted
from reviews.reports.excerpt import NO_FAMILY, family_name
from reviews.reports.words import capitalised, count, listed, number_word


def counted(entries: list[Partnership]) -> list[Partnership]:
    """The reported entries that the number of partnerships counts."""
    return [entry for entry in entries if entry.is_counted]


def texts(entries: list[Partnership], exempt: int, council: Council, as_of: date) -> Iterator[str]:
    """The paragraphs on the register as a whole (H14-11, H14-12, H14-13, H14-21, H14-45, H14-47)."""
    yield f"On {in_words(as_of)} the register held {count(len(counted(entries)), 'partnership')}. Counted are {RULE}"
    if exempt:
        entries_are = "entry is" if exempt == 1 else "entries are"
        left_out = f"{capitalised(number_word(exempt))} exempt {entries_are} left out"
        yield f"{left_out} of this report, its totals and its appendices."
    if others := outside(council):
        yield f"Also on the register, and not counted: {others}."
    yield from listed_note(entries)
    if families := by_family(counted(entries)):
        yield families
    if entries:
        risk = by_rating("Risk", [entry.risk_rating for entry in entries])
        value = by_rating("Value", [entry.value_rating for entry in entries])
        yield f"{uncounted_too(entries)}{risk} {value}"


def listed_note(entries: list[Partnership]) -> tuple[str, ...]:
    """Why the tables list more entries than the number of partnerships, where they do (H14-11)."""
    number = len(counted(entries))
    if not (several := len(entries) - number):
        return ()
    rest = (
        "one entry that describes several partnerships and is not counted"
        if several == 1
        else f"{number_word(several)} entries that each describe several partnerships and are not counted"
    )
    listed_are = count(len(entries), "entry", "entries")
    return (f"The tables and Appendix A list {listed_are}: {count(number, 'counted partnership')}, and {rest}.",)


def uncounted_too(entries: list[Partnership]) -> str:
    """Said before the ratings, which add up to more than the number of partnerships where entries are not counted."""
    if not (more := len(entries) - len(counted(entries))):
        return ""
    ones = "one that is" if more == 1 else f"{number_word(more)} that are"
    return f"The ratings are those of all {count(len(entries), 'entry', 'entries')}, with the {ones} not counted. "


def outside(council: Council) -> str:
    """Entries that are not counted in words: `three networks and one entry that describes several partnerships`."""
    facts = not_counted(council).values_list("classification", "describes_several", "is_to_be_removed")
    found = Counter("removed" if leaves else "several" if several else kind for kind, several, leaves in facts)
    named = [(number, str(label).lower()) for kind, label in Classification.choices if (number := found[kind])]
    parts = [count(number, noun, plural(noun)) for number, noun in sorted(named, key=lambda pair: pair[1])]
    if leaves := found["removed"]:
        parts.append(f"{count(leaves, 'entry', 'entries')} to be removed")
    if several := found["several"]:
        parts.append(
            "one entry that describes several partnerships"
            if several == 1
            else f"{number_word(several)} entries that each describe several"
        )
    return listed(parts)


def plural(noun: str) -> str:
    irregular = {"outside body": "outside bodies", "council company": "council companies"}
    return irregular.get(noun, f"{noun}s")


def by_family(entries: list[Partnership]) -> str:
    """How many partnerships stand in each family."""
    sizes = Counter(family_name(entry) for entry in entries)
    alone = sizes.pop(NO_FAMILY, 0)
    if not sizes:
        return ""
    families = listed(f"{name} ({number})" for name, number in sizes.items())
    verb = "form one family" if len(sizes) == 1 else f"form {number_word(len(sizes))} families"
    rest = (
        f" {capitalised(count(alone, 'partnership'))} {'stands' if alone == 1 else 'stand'} in no family."
        if alone
        else ""
    )
    return f"{capitalised(count(sum(sizes.values()), 'partnership'))} {verb}: {families}.{rest}"


def by_rating(what: str, levels: list[str]) -> str:
    """`Risk is rated high for three entries, medium for four and low for none, and not yet rated for 24.`"""
    found = Counter(levels)
    if found[""] == len(levels):
        return f"{what} is not yet rated for any entry."
    rated = listed(
        f"{level.label.lower()} for {number_word(found[level]) if found[level] else 'none'}" for level in Rating
    )
    unrated = f", and not yet rated for {number_word(found[''])}" if found[""] else ""
    return f"{what} is rated {rated}{unrated}."
