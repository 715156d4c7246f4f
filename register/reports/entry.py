"""The pages of one entry: the identity bar, the cards of each tab, the lines, what is missing, the raw cells."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.urls import reverse

from partnerships.templatetags.council import day
from partnerships.words import Names, in_words
from register.guidance import Guidance
from register.models import Participation, Partnership, ReviewFrequency, Watch
from register.models.choices import CURRENT, RATINGS, Asked, RatingSource, Status
from register.permissions import can_rate_by_hand, can_see_contacts, editing
from register.reports import lines
from register.reports.parts import Card, Fact, Lines, Row, Step
from register.rules.frequency import asked
from register.rules.gaps import gaps
from register.rules.lines import LINES
from register.rules.saying import rating_tone
from register.rules.sections import SECTIONS, Section
from register.workflow.entries import LIFE, may_confirm

ABSENT = {
    **dict.fromkeys(RATINGS, "Not rated"),
    "exempt_paragraph": "Not exempt",
    "external_review_by": "None under way",
    **dict.fromkeys(("deferred_until_on", "deferred_to"), "Not deferred"),
    **dict.fromkeys(("hours_change", "pounds_change"), "Not worked out"),
    **dict.fromkeys(("look_again_meetings", "look_again_from"), "Not asked for"),
    **dict.fromkeys(("external_review_ends_on", "external_review_waits"), "None"),
}
TABS = (
    ("entry", "Summary"),
    ("people", "People"),
    ("money", "Money and time"),
    ("governance", "Governance and documents"),
    ("meetings", "Meetings"),
    ("information", "Information"),
    ("risks", "Risks and benefits"),
    ("decisions", "Decisions and actions"),
    ("entry_partner_papers", "Partner’s papers"),
    ("concerns", "Concerns"),
    ("history", "History"),
)
STEPS = (
    ("exclude", "Mark as not a partnership"),
    ("end", "End"),
    ("readmit", "Take back into the register"),
    ("reopen", "Reopen"),
    ("propose_again", "Propose again"),
)
ASKED = {"next_review_due_on": Asked.REVIEW, "is_selected_for_returns": Asked.RETURN}
SOURCE_NOTES = {
    RatingSource.SPREADSHEET: "From spreadsheet",
    RatingSource.INVENTED: "Invented",
    RatingSource.OFFICER: "By hand, not assessed",
}


@dataclass(frozen=True)
class Page:
    """One tab of an entry, as one person sees it."""

    entry: Partnership
    facts: tuple[Fact, ...]
    tags: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    cards: tuple[Card, ...]
    lines: tuple[Lines, ...]
    cells: tuple[tuple[str, str], ...] = ()
    refusal: str = ""
    changes_part: bool = False
    watch: Step | None = None

    @property
    def name(self) -> str:
        return f"{self.entry.name} ({self.entry.acronym})" if self.entry.acronym else self.entry.name

    @property
    def actions(self) -> list[Step]:
        """What this person may do with the entry."""
        return [step for step in self.steps if not step.refusal]

    @property
    def refusals(self) -> list[tuple[str, str]]:
        """What they may not do, each with the sentence that the server refuses with."""
        found = [(step.label, step.refusal) for step in self.steps if step.refusal]
        label = "Change everything" if self.changes_part else "Change"
        return [(label, self.refusal), *found] if self.refusal else found


class Builder:
    """Builds the pages of one entry for one person, asking the database as little as it can."""

    def __init__(self, entry: Partnership, user):
        self.entry, self.user = entry, user
        prefetch_related_objects([entry], "participations__council")
        self.guidance = Guidance.current()
        self.editing = editing(user, entry)
        self.names = Names()
        found = gaps(entry) if entry.status in CURRENT else []
        self.remedies = {gap.field: gap.remedy for gap in found}

    def page(self, tab: str) -> Page:
        sections = [section for section in SECTIONS.values() if section.tab == tab]
        return Page(
            self.entry,
            facts(self.entry, self.guidance),
            tags(self.entry),
            steps(self.entry, self.user),
            (*[self.card(section) for section in sections], *self.endings(tab)),
            tuple(
                lines.build(line, self.entry, self.user, self.editing)
                for line in LINES.values()
                if line.tab == tab and line.listed
            ),
            lines.cells(self.entry) if tab == "entry" and can_see_contacts(self.user, self.entry) else (),
            "" if self.entry.status == Status.IMPORT_UNDONE else self.editing.rest.reason,
            self.editing.attends,
            self.watch(),
        )

    def watch(self) -> Step | None:
        """The button that has the person told of changes, or told no more."""
        if self.entry.status == Status.IMPORT_UNDONE:
            return None
        is_watched = Watch.objects.filter(person=self.user, partnership=self.entry).exists()
        label, name = ("Stop watching", "watch_stop") if is_watched else ("Watch", "watch")
        return Step(label, reverse(f"register:{name}", args=[self.entry.reference]))

    def card(self, section: Section) -> Card:
        hidden = set() if can_see_contacts(self.user, self.entry) else {"contact"}
        rows = [self.row(section, name) for name in section.fields if name not in hidden]
        open_to_change = self.editing.fields(section.fields)
        url = reverse("register:edit", args=[self.entry.reference, section.key]) if open_to_change else ""
        return Card(section.title, tuple(rows), section.key, url)

    def row(self, section: Section, name: str) -> Row:
        field = Partnership._meta.get_field(name)
        label = self.guidance.label(name)
        rated = name not in RATINGS or can_rate_by_hand(self.user, self.entry, name)
        extra = {"absent": ABSENT.get(name, "Not known")}
        if rated and name in self.remedies and self.editing.fields(section.fields):
            url = reverse("register:edit", args=[self.entry.reference, section.key])
            extra |= {"missing_url": f"{url}#div_id_{name}", "remedy": self.remedies[name]}
        if field.many_to_many:
            return Row(label, lines=tuple(str(each) for each in getattr(self.entry, name).all()), **extra)
        if name in RATINGS:
            return Row(label, *rating(self.entry, name), **extra)
        if name in ASKED:
            extra["note"] = self.asked(ASKED[name])
        return Row(label, self.words(field), **extra)

    def asked(self, what: Asked) -> str:
        """How often the policy asks for it, and why (SH-14)."""
        tiers = [part.significance or part.computed_significance for part in self.entry.participations.all()]
        found = asked(
            self.frequencies,
            what,
            tiers=tiers,
            risk=self.entry.risk_rating,
            is_selected=self.entry.is_selected_for_returns,
        )
        return found.sentence if found else ""

    @cached_property
    def frequencies(self) -> list[ReviewFrequency]:
        return list(ReviewFrequency.objects.filter(policy__is_current=True))

    def words(self, field) -> str:
        if field.is_relation:
            return str(getattr(self.entry, field.name) or "")
        return in_words(field, getattr(self.entry, field.name), self.names)

    def endings(self, tab: str) -> list[Card]:
        """Why an entry is out of the register, at the end of its first page."""
        entry = self.entry
        if tab != "entry":
            return []
        if entry.status == Status.NOT_PARTNERSHIP:
            rows = (Row("What it is instead", str(entry.exclusion_class)), Row("Reason", entry.exclusion_reason))
            return [Card("Not a partnership", rows, "not-a-partnership")]
        if entry.status == Status.EXITED:
            found = Partnership.objects.visible_to(self.user).filter(pk=entry.successor_id).first()
            successor = f"{found.reference} {found}" if found else ""
            on = in_words(Partnership._meta.get_field("ended_on"), entry.ended_on, self.names)
            rows = (
                Row("Ended on", on),
                Row("Reason", entry.ended_reason),
                Row("What follows it", successor, absent="Nothing"),
                Row("Exit strategy waived", entry.leaving_waived, absent="No"),
            )
            return [Card("Ended", rows, "ended")]
        return []


def rating(entry: Partnership, name: str) -> tuple[str, tuple[str, ...], str, str]:
    """Value, lines, tone and note of a rating: what it is and who says so."""
    code = getattr(entry, name)
    note = said_by(entry, name)
    return (getattr(entry, f"get_{name}_display")(), (), rating_tone(name, code), note) if code else ("", (), "", "")


def said_by(entry: Partnership, name: str) -> str:
    """Where a rating comes from: a spreadsheet, the demonstration, or the assessment confirmed on a day."""
    source = getattr(entry, f"{name}_source")
    if source == RatingSource.ASSESSMENT:
        return f"From a confirmed assessment of {day(getattr(entry, name.replace('_rating', '_assessed_on')))}"
    return SOURCE_NOTES.get(source, "")


def facts(entry: Partnership, guidance: Guidance) -> tuple[Fact, ...]:
    """The identity bar."""
    rated = [
        Fact(guidance.label(name), with_source(entry, name), rating_tone(name, getattr(entry, name)))
        for name in RATINGS
    ]
    officer = str(entry.lead_officer or entry.lead_officer_post or "")
    due = in_words(Partnership._meta.get_field("next_review_due_on"), entry.next_review_due_on, Names())
    return (
        Fact("Status", entry.get_status_display(), entry.status),
        Fact("Classification", str(entry.exclusion_class or entry.get_classification_display())),
        *rated,
        *significance(entry, guidance),
        Fact(guidance.policy.lead_officer_label, officer),
        Fact("Next review due", due),
    )


def with_source(entry: Partnership, name: str) -> str:
    word, _, _, note = rating(entry, name)
    return f"{word} ({note[:1].lower()}{note[1:]})" if note else word


def significance(entry: Partnership, guidance: Guidance) -> list[Fact]:
    """How significant the partnership is to each council that has said so (SH-12)."""
    labels = {"significant": guidance.policy.significant_label, "desirable": guidance.policy.desirable_label}
    parts = entry.participations.all()
    several = len(parts) > 1
    return [
        Fact(f"Significance to {part.council.short_name}" if several else "Significance", tier_of(part, labels))
        for part in parts
    ]


def tier_of(part: Participation, labels: dict[str, str]) -> str:
    """The tier that stands; where none does, what the tests say, as long as nobody has confirmed it."""
    if part.significance or not part.computed_significance:
        return labels.get(part.significance, "")
    return f"{labels[part.computed_significance]} by the tests, not confirmed"


def tags(entry: Partnership) -> tuple[tuple[str, str], ...]:
    """What the reader must know before they rely on the entry: (words, tone). Nobody relies on one that was undone."""
    if entry.status == Status.IMPORT_UNDONE:
        return ()
    found = (
        (entry.is_awaiting_acceptance, "Imported, waiting for acceptance", "yellow"),
        (entry.is_unconfirmed, "Imported, unconfirmed", "unconfirmed"),
        (entry.is_exempt, f"Exempt: paragraph {entry.exempt_paragraph} of Schedule 12A", "exempt"),
        (entry.describes_several, "Describes several partnerships", "grey"),
        (entry.is_to_be_removed, "To be removed", "grey"),
        (entry.has_business_case is False, "No business case", "yellow"),
        (bool(entry.external_review_by), "External review under way", "blue"),
    )
    return tuple((words, tone) for applies, words, tone in found if applies)


def steps(entry: Partnership, user) -> tuple[Step, ...]:
    """The steps that the state of the entry allows; to who may not take them, with the reason why."""
    possible = [(verb, label) for verb, label in STEPS if entry.status in LIFE.transitions[verb].sources]
    found = [Step(label, address(entry, verb), LIFE.may_start(user, entry, verb).reason) for verb, label in possible]
    if entry.is_unconfirmed and entry.status != Status.IMPORT_UNDONE:
        found.insert(
            0, Step("Confirm that the entry is right", address(entry, "confirm"), may_confirm(user, entry).reason)
        )
    return tuple(found)


def address(entry: Partnership, verb: str) -> str:
    return reverse(f"register:{verb}", args=[entry.reference])


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The register's own tabs of an entry, contributed under `tabs`. The history stands after those of all apps."""
    return [
        {
            "key": key,
            "label": label,
            "url": reverse(f"register:{key}", args=[entry.reference]),
            "last": key == "history",
        }
        for key, label in TABS
    ]
