"""The kinds of line that an entry has. The list is data: which table, on which tab, by which words."""

from dataclasses import dataclass

from partnerships.saving import Versioned
from register.models import (
    ActivitySummary,
    Benefit,
    Contribution,
    GoverningDocument,
    Link,
    Measure,
    Meeting,
    MeetingReport,
    OtherFunding,
    Participation,
    Partner,
    Partnership,
    PartnershipName,
    PartnershipRisk,
    ProgrammeItem,
    Recipient,
    Seat,
    Volunteering,
    Workstream,
)


@dataclass(frozen=True)
class Line:
    """One kind of line. `noun` reads in the middle of a sentence, `path` leads from the line to its entry.

    A kind that is not `listed` is shown by its tab in a way of its own; one that is not `addable` is there already, as
    part of another.
    """

    key: str
    title: str
    noun: str
    tab: str
    model: type[Versioned]
    path: str = "partnership"
    removable: bool = True
    listed: bool = True
    addable: bool = True

    def of(self, entry: Partnership):
        """The entry's lines of this kind, removed ones included."""
        return self.model._default_manager.filter(**{self.path: entry})

    def new(self, entry: Partnership) -> Versioned:
        """An unsaved line of this entry."""
        return self.model(**({self.path: entry} if self.path == "partnership" else {}))


LINES = {
    line.key: line
    for line in (
        Line("names", "Other names", "name", "entry", PartnershipName),
        Line("links", "Links to other partnerships", "link", "entry", Link),
        Line("partners", "Partner organisations", "partner organisation", "people", Partner),
        Line("seats", "Council representatives", "seat", "people", Seat),
        Line(
            "representation",
            "How each council is represented",
            "council’s representation",
            "people",
            Participation,
            removable=False,
            addable=False,
        ),
        Line("councils", "What each council puts in", "council’s part", "money", Participation, removable=False),
        Line("contributions", "Money", "contribution", "money", Contribution, "participation__partnership"),
        Line("funding", "Money of others, and income", "sum of money of others", "money", OtherFunding),
        Line("volunteering", "Volunteers", "year of volunteers’ hours", "money", Volunteering),
        Line("workstreams", "Workstreams and savings", "workstream", "money", Workstream),
        Line("documents", "Agreements and documents", "document", "governance", GoverningDocument),
        Line("meetings", "Meetings", "meeting", "meetings", Meeting, listed=False),
        Line("reports", "Reports", "report", "meetings", MeetingReport, "meeting__partnership", listed=False),
        Line("summaries", "Activity of each year", "summary of a year", "meetings", ActivitySummary),
        Line("recipients", "Who hears of it", "recipient", "information", Recipient),
        Line("risks", "Risks", "risk", "risks", PartnershipRisk, listed=False),
        Line("benefits", "Benefits", "benefit", "risks", Benefit),
        Line("measures", "How it performs", "measure", "risks", Measure),
        Line("programme", "Reporting programme", "line of the reporting programme", "information", ProgrammeItem),
    )
}
