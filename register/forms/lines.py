"""The kinds of line that an entry has. The list is data: which table, which form, on which tab, by which words."""

from dataclasses import dataclass

from partnerships.saving import Versioned
from register.forms.base import EntryForm
from register.forms.facts import DocumentForm, LinkForm, NameForm
from register.forms.money import ContributionForm, ParticipationForm
from register.forms.people import PartnerForm, SeatForm
from register.models import (
    Contribution,
    GoverningDocument,
    Link,
    Participation,
    Partner,
    Partnership,
    PartnershipName,
    Seat,
)


@dataclass(frozen=True)
class Line:
    """One kind of line. `noun` reads in the middle of a sentence, `path` leads from the line to its entry."""

    key: str
    title: str
    noun: str
    tab: str
    model: type[Versioned]
    form: type[EntryForm]
    path: str = "partnership"
    removable: bool = True

    def of(self, entry: Partnership):
        """The entry's lines of this kind, removed ones included."""
        return self.model._default_manager.filter(**{self.path: entry})

    def new(self, entry: Partnership) -> Versioned:
        """An unsaved line of this entry."""
        return self.model(**({self.path: entry} if self.path == "partnership" else {}))


LINES = {
    line.key: line
    for line in (
        Line("names", "Other names", "name", "entry", PartnershipName, NameForm),
        Line("links", "Links to other partnerships", "link", "entry", Link, LinkForm),
        Line("partners", "Partner organisations", "partner organisation", "people", Partner, PartnerForm),
        Line("seats", "Council representatives", "seat", "people", Seat, SeatForm),
        Line(
            "councils",
            "What each council puts in",
            "council’s part",
            "money",
            Participation,
            ParticipationForm,
            removable=False,
        ),
        Line(
            "contributions",
            "Money",
            "contribution",
            "money",
            Contribution,
            ContributionForm,
            "participation__partnership",
        ),
        Line("documents", "Agreements and documents", "document", "governance", GoverningDocument, DocumentForm),
    )
}
