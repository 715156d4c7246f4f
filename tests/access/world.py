"""A small register in which every kind of person has something to do with something, in every state there is."""

from datetime import date

from django.urls import get_resolver, reverse

from assessments.models import CheckSetting
from partnerships import saving
from partnerships.models import User
from register.models import (
    Body,
    ClientGroup,
    Contribution,
    EntryReason,
    ExclusionClass,
    Family,
    FieldGuide,
    GoverningDocument,
    HourlyRate,
    ImportBatch,
    InternalGroup,
    LeavingReason,
    Link,
    NamedRisk,
    OtherFunding,
    Partner,
    Partnership,
    PartnershipName,
    PartnershipType,
    PlanItem,
    Policy,
    ReviewFrequency,
    Seat,
    SignificanceTests,
    Volunteering,
    Workstream,
)
from register.models.choices import LinkKind, PersonKind
from register.models.organisations import Organisation
from register.workflow import entries
from register.workflow.imports import accepting, batches, checking, committing, undoing
from reviews.models import CommitteePaper
from reviews.workflow import paper_files, papers
from tests import factories
from tests.access import (
    routes,
    world_agreements,
    world_assessments,
    world_checks,
    world_decisions,
    world_editions,
    world_exits,
    world_joining,
    world_meetings,
    world_noticing,
    world_partner_papers,
    world_places,
    world_procedures,
    world_recommending,
    world_reviewing,
    world_risks,
    world_rounds,
    world_scrutinising,
    world_verifying,
)
from tests.factories import NOW

ROLES = (
    "anonymous",
    "nobody",
    "officer",
    "lead_officer",
    "representative",
    "case_manager",
    "head_of_service",
    "corporate_manager",
    "councillor",
    "portfolio_holder",
    "scrutiny_member",
    "democratic_services",
    "auditor",
    "administrator",
    "policy_officer",
)
HELD = {
    "nobody": (),
    "lead_officer": ("officer",),
    "representative": ("officer",),
    "portfolio_holder": ("councillor",),
    "scrutiny_member": ("councillor", "scrutiny_member"),
}
LINES = ("names", "links", "partners", "seats", "councils", "contributions", "documents")
TODAY = NOW.date()
SHEET = "Partnership,Function\n{0},Talks about {0}\n"


class Records(dict):
    """Records by what the table calls them. A name for things of two kinds would ask about either, as chance has it."""

    def __setitem__(self, name: str, record: object) -> None:
        assert type(self.get(name, record)) is type(record), f"Things of two kinds are called {name!r}."
        super().__setitem__(name, record)

    def __ior__(self, more: dict) -> "Records":
        for name, record in more.items():
            self[name] = record
        return self


class World:
    """People by role or relation, and the records that addresses are asked about, by what the table calls them."""

    def __init__(self):
        self.council = factories.council()
        self.second_council = factories.council("West Devon Borough Council", "WDBC", "WD")
        self.service = factories.service(self.council)
        self.people: dict[str, User | None] = {role: self.person(role) for role in ROLES}
        self.by = {"by": self.people["policy_officer"], "at": NOW}
        self.records = Records({"no record": None})
        self.kept_lists()
        self.register()
        self.lines()
        self.imports()
        self.papers()
        world_places.plant(self)
        world_meetings.plant(self)
        world_risks.plant(self)
        world_procedures.plant(self)
        world_agreements.plant(self)
        world_decisions.plant(self)
        world_assessments.plant(self)
        world_joining.plant(self)
        world_verifying.plant(self)
        world_checks.plant(self)
        world_recommending.plant(self)
        world_partner_papers.plant(self)
        world_rounds.plant(self)
        world_noticing.plant(self)
        world_scrutinising.plant(self)
        world_reviewing.plant(self)
        world_editions.plant(self)
        world_exits.plant(self)

    def address(self, route: str, about: str, more: dict) -> str:
        """The address of a route about one of the records; `more` is what the record does not say itself."""
        wanted = {"reference": self.reference, "pk": self.key, "object_id": self.key}
        names = {
            name for _, pattern in routes.walk(get_resolver()) if _ == route for name in pattern.pattern.converters
        }
        return reverse(route, kwargs={**{name: wanted[name](about) for name in names & set(wanted)}, **more})

    def reference(self, about: str) -> str:
        """Of an entry or a paper, its own; of a line, its entry's."""
        record = self.records["own entry"] if about.endswith("of own entry") else self.records[about]
        return record.reference

    def key(self, about: str) -> int:
        return self.records[about].pk

    def person(self, role: str) -> User | None:
        if role == "anonymous":
            return None
        service = self.service if role == "head_of_service" else None
        name = role.replace("_", " ").title()
        return factories.person(
            f"{role}@example.org", name, *HELD.get(role, (role,)), council=self.council, service=service
        )

    def kept_lists(self) -> None:
        """One value of each list that the policy team keeps, and the policy with its guidance."""
        self.theme = factories.theme()
        self.body = self.kept(Body(name="Scrutiny Panel"))
        self.contract = self.kept(ExclusionClass(name="Contract", code="contract"))
        self.organisation = self.kept(Organisation(name="Leicestershire County Council"))
        self.policy = self.kept(Policy(code="test", title="Partnership policy", is_current=True))
        guide = self.kept(
            FieldGuide(policy=self.policy, field="function", label="Function", help_text="What it is for.")
        )
        others = (
            Family(name="LLEP"),
            PartnershipType(name="Board", code="board"),
            EntryReason(name="Duty", code="duty"),
            LeavingReason(name="Done", code="done"),
            PlanItem(number="1"),
            ClientGroup(name="Older people"),
            InternalGroup(name="Economic Prosperity Board"),
            NamedRisk(name="Trust is lost", code="trust"),
            HourlyRate(council=self.council, from_on=date(2026, 4, 1), amount="21.50", source="Finance"),
            ReviewFrequency(policy=self.policy, every_months=12, source="1"),
            CheckSetting(policy=self.policy, code="D22", source="1"),
            SignificanceTests(
                policy=self.policy, from_on=date(2080, 4, 1), source="Council", money_amount=10_000, money_source="3.1"
            ),
        )
        values = (self.theme, self.body, self.contract, self.organisation, self.policy, guide, *map(self.kept, others))
        for record in (*values, self.council, self.service, self.people["officer"]):
            self.records[f"kept {record._meta.model_name}"] = record

    def kept(self, record):
        return saving.create(record, **self.by)

    def register(self) -> None:
        """An entry that everybody has to do with, one that is nobody's, and one in each other state."""
        people = self.people
        own = self.entry("Harborough Tourism Partnership", lead_officer=people["lead_officer"], service=self.service)
        part = own.participations.get()
        saving.claimed(type(part), part.pk, part.version, {"lead_member": people["portfolio_holder"]}, **self.by)
        for role, kind in (("representative", PersonKind.OFFICER), ("councillor", PersonKind.MEMBER)):
            self.line(Seat(partnership=own, council=self.council, kind=kind, holder=people[role]), own)
        excluded = self.entry("Leisure Contract")
        ended = self.entry("Welland Market Towns Board")
        self.records |= {
            "own entry": own,
            "entry of others": self.entry("Stepping Stones Project"),
            "exempt entry": self.entry("Joint Land Company", is_exempt=True, exempt_paragraph=3),
            "excluded entry": entries.exclude(excluded, self.contract, "A contract", version=1, **self.by),
            "ended entry": entries.end(ended, date(2026, 3, 31), "Wound up", None, "CMT 12/26", version=1, **self.by),
        }

    def entry(self, name: str, **values) -> Partnership:
        return factories.partnership(by=self.people["policy_officer"], council=self.council, name=name, **values)

    def line(self, line, entry: Partnership):
        return entries.add_line(line, entry, **self.by)

    def lines(self) -> None:
        """One line of each kind on the entry, and one of each that was taken off."""
        own, other = self.records["own entry"], self.records["entry of others"]
        part = own.participations.get()
        made = {
            "names": lambda word: PartnershipName(partnership=own, name=f"{word} name"),
            "links": lambda word: Link(
                partnership=own, kind=LinkKind.RELATED if word == "One" else LinkKind.OVERLAPS, other=other
            ),
            "partners": lambda word: Partner(partnership=own, organisation=self.organisation, is_lead=word == "One"),
            "seats": lambda word: Seat(partnership=own, council=self.council, post=f"{word} post"),
            "contributions": lambda word: Contribution(participation=part, financial_year=2026, note=word),
            "funding": lambda word: OtherFunding(partnership=own, financial_year=2026, note=word),
            "volunteering": lambda word: Volunteering(partnership=own, financial_year=2026, hours=1),
            "workstreams": lambda word: Workstream(partnership=own, name=f"{word} workstream"),
            "documents": lambda word: GoverningDocument(partnership=own, title=f"{word} document"),
        }
        self.records["councils of own entry"] = self.records["representation of own entry"] = part
        for noun, make in made.items():
            self.records[f"{noun} of own entry"] = self.line(make("One"), own)
            gone = self.line(make("Another"), own)
            self.records[f"removed {noun} of own entry"] = entries.remove_line(gone, own, version=1, **self.by)

    def imports(self) -> None:
        """An import in each state; the undone one leaves an entry behind that is as good as absent."""
        self.records["uploaded import"] = self.uploaded("Uploaded Forum")
        self.records["checked import"] = self.checked("Checked Forum")
        self.records["committed import"] = self.committed("Committed Forum")
        accepted = self.committed("Accepted Forum")
        self.records["accepted import"] = accepting.accept(accepted, {}, version=accepted.version, **self.by)
        undone = self.committed("Undone Forum")
        self.records["entry of an undone import"] = Partnership.objects.get(batch=undone)
        self.records["undone import"] = undoing.undo(undone, version=undone.version, **self.by)
        waiting = Partnership.objects.get(batch=accepted)
        lead = {"lead_officer": self.people["lead_officer"], "service": self.service}
        self.records["imported entry"] = entries.edit(waiting, lead, version=waiting.version, **self.by)
        self.records["imported entry without lead officer"] = Partnership.objects.get(
            batch=self.records["committed import"]
        )

    def uploaded(self, name: str) -> ImportBatch:
        return batches.upload(SHEET.format(name).encode(), f"{name}.csv", by=self.people["administrator"], at=NOW)

    def checked(self, name: str) -> ImportBatch:
        who = {"by": self.people["administrator"], "at": NOW}
        batch = checking.check(self.uploaded(name), **who)
        return checking.use_suggestions(batch, version=batch.version, **who) if batch.totals.get("open") else batch

    def committed(self, name: str) -> ImportBatch:
        batch = self.checked(name)
        return committing.commit(batch, version=batch.version, by=self.people["administrator"], at=NOW)

    def papers(self) -> None:
        """A draft that is complete, an issued paper, and one that a correction has replaced."""
        self.records["draft paper"] = self.draft("Draft report")
        to_issue = self.draft("Issued report")
        for state, paper in (("draft", self.records["draft paper"]), ("issued", to_issue)):
            file = paper_files.attach(paper, "analysis.txt", b"Who gains and who loses.", **self.by)
            self.records[f"file of the {state} paper"] = file
            paper.refresh_from_db()
        self.records["issued paper"] = self.issue(to_issue)
        superseded = self.issue(self.draft("Superseded report"))
        self.issue(papers.correct(superseded, "A wrong sum", **self.by))
        self.records["superseded paper"] = CommitteePaper.objects.get(pk=superseded.pk)

    def draft(self, title: str) -> CommitteePaper:
        words = {
            "objective": "To consider the register.",
            "outcome_sought": "Note the register.",
            "originator": "Head of Policy",
        }
        paper = papers.draft({"title": title, "body": self.body, "meeting_on": TODAY, **words}, self.council, **self.by)
        blank = [saving.Edit(row.pk, row.version, {"is_none": True}) for row in paper.implications.all()]
        papers.answer_implications(paper, blank, **self.by)
        return paper

    def issue(self, paper: CommitteePaper) -> CommitteePaper:
        return papers.issue(paper, version=paper.version, as_of=TODAY, **self.by)
