"""What issued papers add to the checks of an entry: were members told of it? (D16)"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from partnerships.checking import HIGH, Found, Looking, Place
from register.interchange.names import key
from register.models import Body, Partnership
from register.rules.checks.where import OfSignificant, kept, months_before
from register.rules.words import long_day
from reviews.models import CommitteePaper

Told = tuple[date, frozenset[str]]


def is_scrutinised() -> bool:
    """Has the council said where its members scrutinise?"""
    return Body.objects.filter(scrutinises=True).exists()


def papers(until: date) -> list[Told]:
    """The meetings up to a day at which members scrutinised a paper, each with the names that it reports on."""
    issued = CommitteePaper.objects.issued().filter(body__scrutinises=True, meeting_on__lte=until)
    return [
        (day, frozenset(names(groups or ()))) for day, groups in issued.values_list("meeting_on", "frozen__excerpt")
    ]


def names(groups: Iterable[dict]) -> Iterator[str]:
    """The partnerships of an issued paper's Appendix A, as names are compared."""
    for group in groups:
        for row in group["rows"]:
            yield key(row["name"])


class ReportedToScrutiny(OfSignificant):
    """Read from issued papers and from received reports of the programme. What joined in the year has time yet."""

    code = "D16b"
    title = "Members have scrutinised it in the year"
    source = "Community Care 2005; Durham: scrutiny of partnerships was patchy"
    severity = HIGH
    remedy = "Take it to a body where members scrutinise, by a paper or a report of the programme"
    place = Place("reviews:papers", ())
    limit, unit = Decimal(12), "months"
    needs = (*OfSignificant.needs, "programme__reports", "programme__body", "other_names")
    is_nightly = True

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        if not super().applies(entry, looking) or not looking.once(is_scrutinised):
            return False
        return entry.joined_on is None or entry.joined_on < months_before(looking.day, looking.limit)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        last = max(self.told(entry, looking), default=None)
        if last is None:
            yield Found("It is significant, and no report of it to members who scrutinise is known.")
        elif last < months_before(looking.day, looking.limit):
            yield Found(f"It is significant, and members scrutinised it last on {long_day(last)}.")

    def told(self, entry: Partnership, looking: Looking) -> Iterator[date]:
        for item in kept(entry.programme.all()):
            if item.body_id and item.body.scrutinises:
                received = (each.received_on for each in item.reports.all())
                yield from (day for day in received if day and day <= looking.day)
        if papers not in looking.memory:
            looking.memory[papers] = papers(looking.day)
        called = {key(entry.name), *(key(other.name) for other in kept(entry.other_names.all()))}
        yield from (day for day, reported in looking.memory[papers] if called & reported)


CHECKS = (ReportedToScrutiny(),)
