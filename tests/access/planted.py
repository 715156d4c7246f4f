"""A hundred markers where scrutiny members must never meet them: contacts, exempt entries, drafts, what was undone."""

from itertools import count

from django.db import models

from assessments.models import Assessment
from assessments.workflow import assessments as assessing
from partnerships import saving
from register.models import (
    AgreedOutcome,
    Contribution,
    Family,
    GoverningDocument,
    Link,
    Meeting,
    Organisation,
    Partner,
    Partnership,
    PartnershipName,
    PartnershipRisk,
    Seat,
)
from register.models.choices import LinkKind, RecommendationKind
from register.workflow import agreements, concerns, entries, files
from reviews.models import CommitteePaper
from tests.access.world import World
from tests.factories import NOW

HOW_MANY = 100
CHECKED_BY_CHOICE = {"statutory_basis", "exclusion_reason", "ended_reason"}


class Planted:
    """The markers by what they are in, and the records that hold them."""

    def __init__(self, world: World):
        self.world, self.numbers = world, count(1)
        self.contacts: list[str] = []
        self.hidden: list[str] = []
        self.evidence: list[str] = []
        self.exempt = self.exempt_entry()
        self.draft = self.draft_paper()
        self.worry()
        self.assess()
        self.linked_from(world.records["own entry"])
        self.hold_contact(world.records["own entry"])
        while len(self.all) < HOW_MANY:
            entry = world.entry(f"Open Partnership {len(self.all)}", recommendation_heading="review")
            self.hold_contact(entry)
        self.paper = world.issue(world.draft("Report for members"))

    @property
    def all(self) -> list[str]:
        return [*self.contacts, *self.hidden, *self.evidence]

    def marker(self, kept: list[str]) -> str:
        kept.append(f"Zq{next(self.numbers):03d}xw")
        return kept[-1]

    def hold_contact(self, entry: Partnership) -> None:
        """A contact on an entry that members may read about."""
        stands = Partnership.objects.get(pk=entry.pk)
        entries.edit(stands, {"contact": self.marker(self.contacts)}, version=stands.version, **self.world.by)

    def exempt_entry(self) -> Partnership:
        """An exempt entry of which every text, and every line's, is a marker."""
        texts = {name: self.marker(self.hidden) for name in text_fields(Partnership) if name not in CHECKED_BY_CHOICE}
        family = self.world.kept(Family(name=self.marker(self.hidden)))
        made = self.world.entry(
            is_exempt=True, exempt_paragraph=3, is_statutory=True, statutory_basis=self.marker(self.hidden),
            recommendation_heading="reduce", recommendation_kind=RecommendationKind.DEFER, family=family, **texts,
        )  # fmt: skip
        body = self.world.kept(Organisation(name=self.marker(self.hidden)))
        part = made.participations.get()
        for line in (
            PartnershipName(partnership=made, name=self.marker(self.hidden)),
            Partner(partnership=made, organisation=body, note=self.marker(self.hidden)),
            Seat(
                partnership=made,
                council=self.world.council,
                name=self.marker(self.hidden),
                post=self.marker(self.hidden),
            ),
            Contribution(participation=part, financial_year=2026, amount=77_001, source=self.marker(self.hidden)),
            Meeting(
                partnership=made, held_on=NOW.date(), title=self.marker(self.hidden), notes=self.marker(self.hidden)
            ),
            GoverningDocument(partnership=made, title=self.marker(self.hidden), note=self.marker(self.hidden)),
            PartnershipRisk(partnership=made, title=self.marker(self.hidden), likelihood=4, impact=4),
        ):
            self.world.line(line, made)
        self.promise(made)
        words = {"lead_member_post": self.marker(self.hidden), "officer_hours_source": self.marker(self.hidden)}
        saving.claimed(type(part), part.pk, part.version, words, **self.world.by)
        return made

    def promise(self, entry: Partnership) -> None:
        """An outcome and a file of the entry's agreement."""
        document = entry.documents.get()
        words = {"text": self.marker(self.hidden), "localities": self.marker(self.hidden)}
        outcome = agreements.add_outcome(AgreedOutcome(document=document, **words), **self.world.by)
        name, title = f"{self.marker(self.hidden)}.txt", self.marker(self.hidden)
        content = self.marker(self.hidden).encode()
        file = files.store(name, content, document, title=title, **self.world.by)
        self.under_agreement = (document, outcome, file)
        self.promised = [*words.values(), name.removesuffix(".txt"), title, content.decode()]

    def linked_from(self, entry: Partnership) -> None:
        """The exempt entry stands beside one that a councillor sits on."""
        self.world.line(Link(partnership=entry, kind=LinkKind.REPORTS_TO, other=self.exempt), entry)

    def worry(self) -> None:
        """A concern about the exempt entry, and one about an entry that a councillor sits on."""
        for entry in (self.exempt, self.world.records["own entry"]):
            asked = {"addressed_to": self.world.people["corporate_manager"]}
            words = {"title": self.marker(self.hidden), "text": self.marker(self.hidden)}
            concerns.raise_concern(entry, {**words, **asked}, **self.world.by)

    def assess(self) -> None:
        """Evidence and the reason for a rating, which no councillor reads: of an open entry and of an exempt one."""
        for about in ("draft assessment", "assessment of an exempt entry"):
            stands = Assessment.objects.get(pk=self.world.records[about].pk)
            line = stands.criteria.criteria.first()
            said = {"overall": "low", "difference_reason": self.marker(self.evidence)}
            given = [assessing.Given(line, "high", self.marker(self.evidence))]
            assessing.answer(stands, said, given, version=stands.version, **self.world.by)

    def draft_paper(self) -> CommitteePaper:
        """A draft of which every text is a marker."""
        draft = self.world.draft(self.marker(self.hidden))
        texts = [name for name in text_fields(CommitteePaper) if name not in {"title", "correction_reason"}]
        changes = {name: self.marker(self.hidden) for name in texts}
        stands = CommitteePaper.objects.get(pk=draft.pk)
        return saving.claimed(CommitteePaper, draft.pk, stands.version, changes, **self.world.by)


def text_fields(model) -> list[str]:
    """The texts that somebody types: no choices, no codes, nothing derived."""
    left_out = {*model.derived_fields, "reference", "kind", "status", "pdf", "pdf_sha256"}
    texts = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    return [field.name for field in texts if not field.choices and field.name not in left_out]
