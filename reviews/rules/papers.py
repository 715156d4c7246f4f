"""What a paper still lacks before it can be issued, in sentences, each with the place that mends it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from partnerships.days import read_day
from partnerships.models import Council
from register.models import Partnership
from register.querysets import PartnershipQuerySet
from register.rules.words import in_list, long_day
from reviews.models import CommitteePaper

HARBOROUGH_IMPLICATIONS = (
    "Equality", "Impact on communities", "Legal", "Resources", "Community safety", "Carbon management",
    "Risk management",
)  # fmt: skip
NEEDED = (
    ("details", "objective", "Say what the objective of the paper is."),
    ("text", "outcome_sought", "Say what outcome is sought from the meeting."),
)


NEEDED_TO_DECIDE = (
    ("decision", "portfolio_area", "Say which portfolio area the decision is in."),
    ("decision", "author", "Say who wrote the paper."),
)


@dataclass(frozen=True)
class Stop:
    """Another body that receives a paper, and the day on which it meets, where its line names one (W09-01)."""

    body: str
    on: date | None

    def __str__(self) -> str:
        return f"{self.body}, {long_day(self.on)}" if self.on else self.body


EXEMPT = "The partnership is exempt, so no paper that members read is drawn up about it. Use the exit pack."


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way: the sentence, and the section of the paper or the entry that mends it."""

    sentence: str
    section: str = ""
    entry: Partnership | None = None


def missing(paper: CommitteePaper) -> list[Missing]:
    """Everything that must be mended before the paper can be issued, in the order of the paper."""
    needed = (*NEEDED, *(NEEDED_TO_DECIDE if paper.is_for_decision else ()))
    found = [Missing(sentence, section) for section, field, sentence in needed if not getattr(paper, field).strip()]
    found += [
        Missing(
            f"{entry.name} has a recommendation but no heading: say whether it is to increase, reduce or review.",
            entry=entry,
        )
        for entry in (without_heading(paper.council) if paper.is_register_report else ())
    ]
    if paper.is_exit_report and paper.exit_strategy.partnership.is_exempt:
        found.append(Missing(EXEMPT, entry=paper.exit_strategy.partnership))
    found += [
        Missing(
            f"Say what the implications are under {implication.heading}, or that there are none directly.",
            "implications",
        )
        for implication in paper.implications.all()
        if not implication.is_answered
    ]
    return found


def missing_sentences(paper: CommitteePaper) -> list[str]:
    """The same as the refusal that the button shows and the server raises."""
    return [each.sentence for each in missing(paper)]


def passed(paper: CommitteePaper, today: date) -> str:
    """A warning about a draft for a meeting that has been held already; empty where it is still to come."""
    if not paper.is_draft or paper.meeting_on >= today:
        return ""
    return (
        f"The meeting of {long_day(paper.meeting_on)} has passed. Check the date in the header before you issue this."
    )


def stops(route: str) -> list[Stop]:
    """Where else a paper goes, as its lines say it: `Cabinet, 12 March 2027`."""
    return [stop(line.strip()) for line in route.splitlines() if line.strip()]


def stop(line: str) -> Stop:
    """One line. Where no day stands behind its last comma, all of it is the body."""
    body, _, day = line.rpartition(",")
    try:
        return Stop(body.strip(), read_day(day))
    except ValidationError:
        return Stop(line, None)


def conflicts(paper: CommitteePaper) -> list[str]:
    """Bodies that the paper names with two days, this meeting among them; somebody must say which is right (W09-01)."""
    days: dict[str, list[Stop]] = {}
    for each in (Stop(str(paper.body), paper.meeting_on), *stops(paper.route)):
        if each.on and each not in (named := days.setdefault(each.body.casefold(), [])):
            named.append(each)
    return [
        f"{named[0].body} is named with different days: {in_list([long_day(each.on) for each in named])}."
        for named in days.values()
        if len(named) > 1
    ]


def without_heading(council: Council) -> PartnershipQuerySet:
    """Reported entries whose recommendation stands under none of the three headings (H14-02)."""
    return Partnership.objects.reported().open_to_members().without_heading().of_council(council).order_by("pk")


def implication_headings(listed: list) -> list[str]:
    """The implications that a paper answers: the policy's list, else Harborough's of 2014 (H14-42, SH-38, W09-15)."""
    names = [item if isinstance(item, str) else str(item.get("name", "")) for item in listed]
    return [name for name in names if name] or list(HARBOROUGH_IMPLICATIONS)


def municipal_year(paper: CommitteePaper) -> int:
    """The year in which the municipal year of the meeting begins, in May."""
    day = paper.meeting_on
    return day.year if day.month >= 5 else day.year - 1


def file_name(paper: CommitteePaper) -> str:
    """The name under which the paper is downloaded: CP-0001-partnership-register-16-january-2014.pdf."""
    day = paper.meeting_on
    return f"{paper.reference}-{slugify(paper.title)[:60].strip('-')}-{day.day}-{slugify(f'{day:%B}')}-{day.year}.pdf"


def municipal_year_name(start: int) -> str:
    """2013 -> 'May 2013 to April 2014'."""
    return f"May {start} to April {start + 1}"
