"""The register report as plain values: what the web page, the PDF and the frozen copy of an issued paper all show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from register.reports.picture import Picture


@dataclass(frozen=True)
class Figure:
    """Hours a month, or pounds in a year. `amount` None means that nobody knows; nought is a figure like any other."""

    amount: Decimal | None
    is_estimate: bool = False


@dataclass(frozen=True)
class Sum:
    """A total: what is known added up, how many figures could not be added because nobody knows them."""

    amount: Decimal
    known: int
    unknown: int
    has_estimate: bool = False


@dataclass(frozen=True)
class ResourceRow:
    """One partnership's officer time a month and contribution in the year."""

    name: str
    hours: Figure
    contribution: Figure


@dataclass(frozen=True)
class ResourceTable:
    """Officer time and contribution of one family, with totals (H14-24). `place` is the paragraph that shows it."""

    title: str
    place: str
    rows: tuple[ResourceRow, ...]
    hours: Sum
    contribution: Sum
    notes: tuple[str, ...]


@dataclass(frozen=True)
class FamilyLine:
    """One line of the table over all families. `place` says where its partnerships are listed one by one."""

    family: str
    partnerships: int
    hours: Sum
    contribution: Sum
    place: str


@dataclass(frozen=True)
class Summary:
    """All families and what they add up to."""

    lines: tuple[FamilyLine, ...]
    hours: Sum
    contribution: Sum
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ThemeShare:
    """What the partnerships of one theme receive. Each partnership counts once."""

    theme: str
    partnerships: int
    contribution: Sum


@dataclass(frozen=True)
class Statement:
    """One wording of a recommendation, the partnerships it is about, and its ratings (H14-45), and what it changes."""

    names: tuple[str, ...]
    wording: str
    ratings: tuple[str, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recommendation:
    """One numbered paragraph: about one partnership, or about a family (H14-25, H14-31)."""

    number: str
    family: str
    statements: tuple[Statement, ...]
    table: ResourceTable | None


@dataclass(frozen=True)
class RecommendationGroup:
    """The recommendations to increase, to reduce, or to review resources (H14-02)."""

    title: str
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True)
class ChangeLine:
    """What the recommendations of one heading, or all of them, add or save (H14-44)."""

    title: str
    recommendations: int
    hours: Sum
    pounds: Sum


@dataclass(frozen=True)
class Changes:
    """The change of officer hours a month and pounds a year, by heading and in all."""

    lines: tuple[ChangeLine, ...]
    total: ChangeLine
    notes: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Has anybody worked out any of it?"""
        return bool(self.total.hours.known or self.total.pounds.known)


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph that can be cited, with the points listed under it."""

    number: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table of words. `numbers` are the places of columns that hold figures; `total` is its last row."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    total: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file that goes with the paper: its key, what it is called, and the words before it."""

    key: int
    words: str
    label: str = ""


@dataclass(frozen=True)
class Section:
    """A numbered section. Most have paragraphs alone."""

    number: int
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    groups: tuple[RecommendationGroup, ...] = ()
    changes: Changes | None = None
    tables: tuple[ResourceTable, ...] = ()
    summary: Summary | None = None
    themes: tuple[ThemeShare, ...] = ()
    themes_total: Sum | None = None
    theme_notes: tuple[str, ...] = ()
    chart_notes: tuple[str, ...] = ()
    picture: Picture | None = None
    closing: tuple[Paragraph, ...] = ()
    grids: tuple[Grid, ...] = ()
    attached: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A line of the header."""

    label: str
    text: str


@dataclass(frozen=True)
class ExcerptRow:
    """One line of Appendix A: the key headings of the register (H14-22)."""

    name: str
    lead_partner: str
    function: str
    lead_officer: str
    representatives: tuple[str, ...]
    hours: Figure
    contribution: Figure
    risk: str
    value: str
    recommendation: str


@dataclass(frozen=True)
class ExcerptGroup:
    """The partnerships of one family, in the order of the register; or of one theme, where the paper asks for it."""

    family: str
    rows: tuple[ExcerptRow, ...]


@dataclass(frozen=True)
class GuidanceNote:
    """What one heading of the register means, and where that is laid down (H14-12)."""

    label: str
    text: str
    source: str


@dataclass(frozen=True)
class Activity:
    """What one partnership did in a year (H11-06)."""

    name: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class ActivityAppendix:
    """What partnerships did in a financial year, and how many nobody has written about."""

    year: int
    entries: tuple[Activity, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Letterhead:
    """The council's colour, as #1a4f76, and the stored name of its logo; empty where there is none."""

    colour: str = ""
    logo: str = ""


@dataclass(frozen=True)
class RegisterReport:
    """The report on the register for a meeting, as the register stood on `as_of`.

    `outcomes` is what the reviews of a round came to; a report on the register itself has none. A paper on one exit
    strategy has no appendices.
    """

    reference: str
    council: str
    title: str
    kicker: str
    body: str
    meeting_on: date
    as_of: date
    year: int
    is_draft: bool
    corrects: str
    facts: tuple[Fact, ...]
    partnerships: int
    exempt: int
    sections: tuple[Section, ...]
    is_sensitive: bool
    excerpt: tuple[ExcerptGroup, ...]
    excerpt_notes: tuple[str, ...]
    guidance: tuple[GuidanceNote, ...]
    letterhead: Letterhead = Letterhead()
    activity: ActivityAppendix | None = None
    outcomes: Grid | None = None
    has_appendices: bool = True
