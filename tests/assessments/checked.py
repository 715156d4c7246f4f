"""Small builders for the checks: each puts an entry into a state that a check finds, or that it does not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments.models import Answer, Assessment, CriteriaSet, Criterion, QuestionSet, Screening
from partnerships import saving
from partnerships.models import Service
from partnerships.saving import Versioned
from register.models import (
    Action,
    AgreedOutcome,
    Appointment,
    Benefit,
    Body,
    CollectionRound,
    Contribution,
    Decision,
    EntryReason,
    GoverningDocument,
    Matter,
    MatterStep,
    Measure,
    Meeting,
    MeetingReport,
    Organisation,
    OtherFunding,
    Participation,
    Partner,
    Partnership,
    PartnershipRisk,
    PartnershipType,
    PlanItem,
    Policy,
    ProgrammeItem,
    ProgrammeReport,
    Seat,
    ServiceReturn,
    StoredFile,
    Theme,
)
from register.models.choices import Capacity, DocumentKind, Level, PersonKind
from reviews.models import (
    CommitteePaper,
    ExitStrategy,
    FollowUp,
    Recommendation,
    RecommendationSubject,
    Review,
    ReviewRound,
)
from tests import factories

TODAY = factories.NOW.date()
YEAR = 2026


@dataclass
class Bench:
    """One entry, and those who may change it."""

    entry: Partnership
    by: Any
    people: dict[str, Any]

    @property
    def who(self) -> dict:
        return {"by": self.by, "at": factories.NOW}

    @property
    def council(self):
        return self.by.council

    def make(self, record: Versioned) -> Versioned:
        return saving.create(record, **self.who)

    def line(self, model: type[Versioned], **values) -> Versioned:
        return self.make(model(partnership=self.entry, **values))

    def edit(self, **values) -> None:
        now = Partnership.objects.get(pk=self.entry.pk)
        saving.claimed(Partnership, now.pk, now.version, values, **self.who)

    def part(self, **values) -> Participation:
        part = self.entry.participations.get()
        return saving.claimed(Participation, part.pk, part.version, values, **self.who) if values else part

    def pay(self, amount: int | None, **values) -> Contribution:
        values = {"source": "Finance", "status": "verified", "financial_year": YEAR, **values}
        return self.make(Contribution(participation=self.part(), amount=amount, **values))

    def organisation(self, name: str = "Leicestershire County Council") -> Organisation:
        return Organisation.objects.filter(name=name).first() or self.make(Organisation(name=name))

    def document(self, **values) -> GoverningDocument:
        values = {"kind": DocumentKind.SLA, "title": "The agreement", "starts_on": date(2026, 1, 1), **values}
        return self.line(GoverningDocument, **values)

    def seat(self, **values) -> Seat:
        return self.line(Seat, council=self.council, **values)

    def policy(self, **values) -> Policy:
        now = Policy.objects.filter(is_current=True).first()
        if now is None:
            return self.make(Policy(code="ours", title="Our policy", is_current=True, **values))
        return saving.claimed(Policy, now.pk, now.version, values, **self.who) if values else now

    def significant(self) -> None:
        self.part(significance="significant")

    def assessed(self, expires_on: date) -> None:
        criteria = CriteriaSet(policy=self.policy(), kind="risk", from_on=TODAY, title="Risk", source="1")
        moments = {"started_at": factories.NOW, "started_by": self.by, "confirmed_at": factories.NOW}
        self.line(
            Assessment, kind="risk", criteria=self.make(criteria), status="confirmed", overall="low",
            expires_on=expires_on, confirmed_by=self.by, **moments,
        )  # fmt: skip

    def screened(self) -> None:
        questions = QuestionSet(policy=self.policy(), kind="definition", from_on=TODAY, title="Tests", source="1")
        made = {"made_at": factories.NOW, "made_by": self.by}
        self.line(Screening, questions=self.make(questions), is_partnership=True, **made)

    def condition(self, due_on: date) -> None:
        """A condition of a decision that has taken effect."""
        put = {"put_at": factories.NOW, "put_by": self.by, "drafted_by": self.by, "carried_out_on": TODAY}
        matter = self.line(Matter, event="join", title="Joining", **put)
        step = self.make(MatterStep(matter=matter, body=self.make(Body(name="Cabinet")), part="approves", source="1"))
        recorded = {"recorded_at": factories.NOW, "recorded_by": self.by}
        decision = Decision(
            step=step, decided_on=TODAY, takes_effect_on=TODAY, outcome="approved", minute="12/26", **recorded
        )
        self.line(Action, text="A yearly report", owner=self.by, due_on=due_on, decision=self.make(decision))

    def met(self, *days: date, **values) -> list[Meeting]:
        return [self.line(Meeting, held_on=day, **values) for day in days]

    def certified(self, moment) -> None:
        """The council's one service has certified its list."""
        service = Service.objects.first() or factories.service(self.council)
        collection = self.make(
            CollectionRound(council=self.council, title="2026", opened_on=TODAY, due_on=TODAY + timedelta(days=28))
        )
        values = {"status": "certified", "certified_at": moment, "certified_by": self.by}
        self.make(ServiceReturn(round=collection, service=service, is_nil=True, **values))


Step = Callable[[Bench], object]


def dated(days: int) -> date:
    return TODAY + timedelta(days=days)


def attended(bench: Bench, *answers: bool) -> None:
    """Somebody was at some meetings, and not at others."""
    for number, answer in enumerate(answers):
        (meeting,) = bench.met(dated(-30 * (number + 1)), notes="Kept")
        bench.make(MeetingReport(meeting=meeting, person=bench.people["officer"], attended=answer))


def sits(bench: Bench, **values) -> Seat:
    return bench.seat(**{"kind": PersonKind.OFFICER, "post": "Tourism Officer", **values})


def with_outcome(bench: Bench, **values) -> GoverningDocument:
    document = bench.document(**values)
    bench.make(AgreedOutcome(document=document, text="More visitors"))
    return document


def with_file(bench: Bench, is_kept: bool = True) -> StoredFile:
    """An agreement and its file; where it is not kept, it was lost from the store since."""
    moments = {"uploaded_at": factories.NOW, "uploaded_by": bench.by}
    described = {"file_name": "signed.txt", "media_type": "text/plain", "size": 6, "sha256": "0" * 64}
    path = default_storage.save("files/signed.txt", ContentFile(b"Signed"))
    if not is_kept:
        default_storage.delete(path)
    return bench.line(StoredFile, document=bench.document(), content=path, **described, **moments)


def scrutineers(bench: Bench) -> Body:
    return bench.make(Body(name="Scrutiny Panel", scrutinises=True))


def scrutinised(bench: Bench, day: date | None) -> None:
    """Significant, with a programme under which members received a report on a day; or none yet."""
    bench.significant()
    item = bench.line(ProgrammeItem, first_due_on=dated(1), responsible=bench.by, body=scrutineers(bench))
    if day:
        submitted = {"submitted_at": factories.NOW, "submitted_by": bench.by, "status": "received", "minute": "12/26"}
        bench.make(ProgrammeReport(item=item, due_on=day, received_on=day, **submitted))


def papered(bench: Bench, name: str) -> None:
    """Significant, and members scrutinised a paper that reports on an entry of this name."""
    bench.significant()
    issued = {"issued_at": factories.NOW, "issued_by": bench.by, "as_of": TODAY, "pdf": "papers/a.pdf"}
    drafted = {"drafted_at": factories.NOW, "drafted_by": bench.by, "pdf_sha256": "0" * 64, "pdf_pages": 1}
    frozen = {"excerpt": [{"family": "", "rows": [{"name": name}]}]}
    about = {"title": "The register", "meeting_on": TODAY, "originator": "Policy", "council": bench.council}
    bench.make(
        CommitteePaper(
            reference="CP-1", body=scrutineers(bench), status="issued", frozen=frozen, **about, **issued, **drafted
        )
    )


def trustee(bench: Bench, interests: str) -> None:
    seat = sits(bench, capacity=Capacity.TRUSTEE)
    bench.pay(500)
    bench.make(Appointment(seat=seat, name="A Member", starts_on=dated(-100), interests=interests))


def paid_to(bench: Bench, limit: int) -> None:
    bench.policy(support_limit=limit)
    bench.pay(5_000, recipient=bench.organisation())


def typed(bench: Bench, level: str) -> None:
    bench.edit(type=bench.make(PartnershipType(name="Strategic", code="strategic", required_level=Level.SMT)))
    sits(bench, level=level)


def led_theme(bench: Bench, holder: str) -> None:
    theme = bench.make(Theme(name="Economy", lead_member=bench.people["portfolio_holder"]))
    bench.edit(themes=[theme])
    bench.part(lead_member=bench.people[holder])


def withdrawn(bench: Bench, now: int) -> None:
    values = {"organisation": bench.organisation(), "source": "Them", "status": "verified"}
    bench.line(OtherFunding, financial_year=YEAR - 1, amount=1_000, **values)
    bench.line(OtherFunding, financial_year=YEAR, amount=now, **values)


def risky(bench: Bench, **action) -> None:
    bench.assessed(dated(100))
    bench.edit(risk_rating="high")
    risk = bench.line(PartnershipRisk, title="Trust", likelihood=3, impact=3)
    if action:
        bench.line(Action, text="Talk", owner=bench.by, due_on=dated(30), risk=risk)


def twins(bench: Bench, name: str) -> None:
    factories.partnership(by=bench.by, name=name)
    bench.edit(comments="Looked at")


def works_with(bench: Bench, *others: str) -> None:
    """Two entries of one theme; the second one has these partners."""
    theme = bench.make(Theme(name="Economy"))
    second = factories.partnership(by=bench.by, name="Rivers Trust")
    for name in others:
        bench.make(Partner(partnership=second, organisation=bench.organisation(name)))
    for name in ("County", "Parish"):
        bench.line(Partner, organisation=bench.organisation(name))
    saving.claimed(Partnership, second.pk, second.version, {"themes": [theme]}, **bench.who)
    bench.edit(themes=[theme])


def reviewed(bench: Bench, **values) -> Review:
    """In the round of the year, as far as `values` say."""
    year = {"title": "2026/27", "financial_year": YEAR, "starts_on": dated(-400), "due_on": dated(400)}
    asked = ReviewRound.objects.first() or bench.make(ReviewRound(policy=bench.policy(), **year))
    return bench.line(Review, round=asked, **{"due_on": dated(0), **values})


def accepted(bench: Bench, **values) -> Review:
    return reviewed(bench, status="accepted", accepted_at=factories.NOW, accepted_by=bench.by, **values)


def retained(bench: Bench, level: str, kind: str = "retain") -> None:
    """The ninth criterion of value is at a level, in the assessment that stands; and what is recommended."""
    criteria = CriteriaSet(policy=bench.policy(), kind="value", from_on=TODAY, title="Value", source="1")
    words = {"name": "Benefit", "high": "Much", "medium": "Some", "low": "Little", "source": "1"}
    criterion = bench.make(Criterion(criteria=bench.make(criteria), position=9, **words))
    moments = {"started_at": factories.NOW, "started_by": bench.by, "confirmed_at": factories.NOW}
    assessment = bench.line(
        Assessment, kind="value", criteria=criterion.criteria, status="confirmed", overall=level,
        expires_on=dated(100), confirmed_by=bench.by, **moments,
    )  # fmt: skip
    bench.make(Answer(assessment=assessment, criterion=criterion, level=level))
    bench.edit(recommendation_kind=kind)


def recommended(bench: Bench, due_on: date, **subject) -> FollowUp:
    """A recommendation about the entry, with a follow-up that waits for a day."""
    said = {"kind": "retain", "heading": "review", "text": "Stay.", "drafted_at": factories.NOW}
    made = bench.make(Recommendation(reference="R-0001", drafted_by=bench.by, **said))
    bench.line(RecommendationSubject, recommendation=made, **subject)
    return bench.make(FollowUp(recommendation=made, kind="months", counted_from=dated(-180), due_on=due_on))


def agreed(bench: Bench, **values) -> Action:
    return bench.line(Action, **{"text": "Talk", "owner": bench.by, "due_on": dated(0), **values})


def who_left(bench: Bench) -> Any:
    """Somebody who may not sign in any more."""
    return factories.person("gone@example.org", "Gone Away", "officer", is_active=False)


def funded(bench: Bench, ends_on: date, year: int = YEAR) -> OtherFunding:
    """A funder's money of one year, with the day on which it ends."""
    return bench.line(OtherFunding, organisation=bench.organisation(), financial_year=year, ends_on=ends_on)


def left_by_a_strategy(bench: Bench) -> None:
    """A project is over, and an exit strategy for it is under way."""
    bench.edit(project_ends_on=dated(-1))
    opened = {"opened_at": factories.NOW, "cause": "project_ends"}
    bench.line(ExitStrategy, reference="X-0001", **opened)


# By check: (which part of it, the state that it finds, the state that it does not).
CASES: tuple[tuple[str, str, Step, Step], ...] = (
    ("D02", "", lambda b: b.edit(comments="x"), lambda b: b.edit(confirmed_at=factories.NOW, confirmed_by=b.by)),
    ("D02", "contact", lambda b: b.edit(contact_failed_on=dated(-1)), lambda b: b.edit(contact="jo@example.org")),
    ("D03", "*", lambda b: reviewed(b, due_on=dated(-1)), lambda b: reviewed(b, due_on=dated(0))),
    ("D03", "due", lambda b: b.edit(next_review_due_on=dated(-1)), lambda b: (reviewed(b), b.edit(next_review_due_on=dated(-1)))),
    ("D04", "lead_officer", lambda b: b.edit(lead_officer=None), lambda b: b.edit(lead_officer=b.people["officer"])),
    ("D04", "head_of_service", lambda b: b.edit(head_of_service_post="Head"), lambda b: b.edit(head_of_service=b.by)),
    ("D05", "*", lambda b: led_theme(b, "councillor"), lambda b: led_theme(b, "portfolio_holder")),
    ("D05", "*", lambda b: b.part(lead_member=b.people["officer"]), lambda b: b.part(lead_member=b.people["councillor"])),
    ("D06", "impact", lambda b: b.edit(comments="x"), lambda b: b.edit(exit_impact="The service would close.")),
    ("D06", "plan", lambda b: b.significant(), lambda b: (b.significant(), b.edit(exit_terms="Six months, clause 9"))),
    ("D06", "ends", lambda b: b.edit(project_ends_on=date(2027, 5, 20)), lambda b: b.edit(project_ends_on=date(2027, 5, 21))),
    ("D06", "ends", lambda b: b.document(ends_on=dated(30)), lambda b: b.document(ends_on=dated(300))),
    ("D06", "ends", lambda b: funded(b, dated(30)), lambda b: (funded(b, dated(30)), funded(b, dated(395), 2027))),
    ("D06", "ends", lambda b: b.edit(project_ends_on=dated(-1)), left_by_a_strategy),
    ("D07", "assessment", lambda b: b.assessed(dated(0)), lambda b: b.assessed(dated(1))),
    ("D07", "assessment", lambda b: b.edit(comments="x"), lambda b: b.assessed(dated(100))),
    ("D07", "action", risky, lambda b: risky(b, agreed=True)),
    ("D09", "", lambda b: b.edit(comments="x"), lambda b: b.document(link="https://example.org/tor")),
    ("D09", "*", lambda b: b.document(), lambda b: b.document(link="https://example.org/tor")),
    ("D09", "age", lambda b: b.document(starts_on=date(2023, 11, 19)), lambda b: b.document(starts_on=date(2023, 11, 20))),
    ("D09", "*lost", lambda b: with_file(b, is_kept=False), lambda b: with_file(b)),
    ("D10", "*", lambda b: with_outcome(b, ends_on=dated(-1)), lambda b: with_outcome(b, ends_on=dated(400))),
    ("D10", "*", lambda b: with_outcome(b, ends_on=dated(30)), lambda b: with_outcome(b, ends_on=dated(400))),
    ("D10", "*", lambda b: b.document(), lambda b: with_outcome(b)),
    ("D10", "*", lambda b: with_outcome(b, starts_on=date(2024, 1, 1)), lambda b: with_outcome(b)),
    ("D11", "", lambda b: b.edit(comments="x"), lambda b: b.edit(priorities=[b.make(PlanItem(number="1"))])),
    (
        "D11", "",
        lambda b: b.edit(priorities=[b.make(PlanItem(number="1", is_retired=True))]),
        lambda b: b.edit(priorities=[b.make(PlanItem(number="1"))]),
    ),
    ("D12", "reason", lambda b: b.edit(comments="x"), lambda b: b.edit(entry_reasons=[b.make(EntryReason(name="Duty", code="d"))])),
    ("D12", "case", lambda b: b.edit(comments="x"), lambda b: b.edit(has_business_case=True)),
    ("D13", "money", lambda b: b.pay(None), lambda b: b.pay(0)),
    ("D13", "*hours", lambda b: b.edit(comments="x"), lambda b: b.part(officer_hours_per_month=0)),
    ("D13", "worth", lambda b: b.pay(10), lambda b: (b.pay(10), b.edit(value_for_money="It pays"))),
    ("D13", "value", lambda b: (b.pay(10), b.edit(value_rating="low")), lambda b: (b.pay(10), b.edit(value_rating="high"))),
    ("D14", "benefit", lambda b: retained(b, "low"), lambda b: retained(b, "medium")),
    ("D14", "benefit", lambda b: (retained(b, "low", ""), accepted(b, recommendation_kind="retain")), lambda b: retained(b, "low", "reduce")),
    (
        "D14", "ratings",
        lambda b: b.edit(recommendation_kind="retain", value_rating="low", risk_rating="high"),
        lambda b: b.edit(recommendation_kind="retain", value_rating="low", risk_rating="medium"),
    ),
    ("D15", "contributions", lambda b: b.pay(10, source=""), lambda b: b.pay(10)),
    (
        "D15", "measures",
        lambda b: b.line(Measure, name="Visitors", period="2026", figure=1, status="estimate"),
        lambda b: b.line(Measure, name="Visitors", period="2026", figure=1, status="estimate", source="Office"),
    ),
    ("D15", "councils", lambda b: b.part(officer_hours_per_month=2), lambda b: b.part(officer_hours_per_month=2, officer_hours_source="Diary")),
    ("D16", "", lambda b: b.significant(), lambda b: (b.significant(), b.line(ProgrammeItem, first_due_on=dated(1), responsible=b.by))),
    ("D16", "*", lambda b: b.line(ProgrammeItem, first_due_on=dated(-1), responsible=b.by), lambda b: b.line(ProgrammeItem, first_due_on=dated(0), responsible=b.by)),
    ("D16b", "", lambda b: scrutinised(b, date(2025, 11, 19)), lambda b: scrutinised(b, date(2025, 11, 20))),
    ("D16b", "", lambda b: scrutinised(b, None), lambda b: papered(b, b.entry.name)),
    ("D16b", "", lambda b: papered(b, "Another Board"), lambda b: (scrutinised(b, None), b.edit(joined_on=dated(-30)))),
    ("D17", "quarter", lambda b: (sits(b), b.met(dated(-93))), lambda b: (sits(b), b.met(dated(-92)))),
    ("D17", "quarter", lambda b: (sits(b), b.met(dated(-93))), lambda b: (sits(b), b.met(dated(-93), notes="Kept"))),
    ("D17", "notes", lambda b: (sits(b), b.met(dated(-60), dated(-30))), lambda b: (sits(b), b.met(dated(-60), dated(-30), notes="Kept"))),
    ("D17", "*attendance", lambda b: (sits(b), attended(b, True, False, False)), lambda b: (sits(b), attended(b, True, False))),
    ("D18", "*", lambda b: sits(b, is_vacant=True), sits),
    ("D18", "*", lambda b: sits(b, ends_on=dated(-1)), lambda b: sits(b, ends_on=dated(0))),
    ("D18", "*", lambda b: sits(b, kind="member", holder=b.people["officer"]), lambda b: sits(b, kind="member", holder=b.people["councillor"])),
    ("D19", "met", lambda b: b.met(date(2025, 11, 19)), lambda b: b.met(date(2025, 11, 20))),
    (
        "D19", "*",
        lambda b: b.line(Partner, is_lead=True, organisation=b.make(Organisation(name="Gone", is_retired=True))),
        lambda b: b.line(Partner, is_lead=True, organisation=b.organisation()),
    ),
    ("D20", "tests", lambda b: b.edit(comments="x"), lambda b: b.screened()),
    (
        "D20", "slight",
        lambda b: (b.part(officer_hours_per_month=1), b.edit(council_position="information")),
        lambda b: (b.part(officer_hours_per_month=2), b.edit(council_position="information")),
    ),
    ("D21", "*", lambda b: twins(b, "Harborough Tourism Board"), lambda b: twins(b, "Harborough Transport Board")),
    ("D21", "*", lambda b: works_with(b, "County", "Parish"), lambda b: works_with(b, "County", "Town")),
    ("D22", "", lambda b: b.edit(comments="x"), lambda b: b.line(Partner, organisation=b.organisation())),
    ("D23", "*", lambda b: withdrawn(b, 749), lambda b: withdrawn(b, 750)),
    ("D23", "*", lambda b: withdrawn(b, 0), lambda b: withdrawn(b, 1_000)),
    ("D24", "", lambda b: b.edit(comments="x"), lambda b: b.edit(type=b.make(PartnershipType(name="Board", code="board")))),
    ("D25", "*", lambda b: agreed(b, due_on=dated(-1)), lambda b: agreed(b, due_on=dated(0))),
    ("D25", "*", lambda b: agreed(b, times_moved=3), lambda b: agreed(b, times_moved=2)),
    ("D25", "*", lambda b: agreed(b, owner=who_left(b)), lambda b: agreed(b, owner=who_left(b), status="dropped")),
    ("D25b", "*", lambda b: recommended(b, dated(-1)), lambda b: recommended(b, dated(0))),
    ("D25b", "*", lambda b: recommended(b, dated(-1)), lambda b: recommended(b, dated(-1), is_exception=True)),
    ("D26", "*", lambda b: b.condition(dated(-1)), lambda b: b.condition(dated(0))),
    ("D26b", "*", lambda b: (b.condition(dated(30)), accepted(b)), lambda b: b.condition(dated(30))),
    ("D27", "*", lambda b: b.document(procurement="unclear"), lambda b: b.document(procurement="unclear", procurement_cleared_on=TODAY)),
    ("D27", "*", lambda b: (with_outcome(b), b.pay(25_001)), lambda b: (with_outcome(b), b.pay(25_000))),
    ("SH-25", "*support", lambda b: paid_to(b, 4_999), lambda b: paid_to(b, 5_000)),
    (
        "D28", "*",
        lambda b: saving.derive(Participation, b.part(significance="desirable").pk, computed_significance="significant"),
        lambda b: saving.derive(Participation, b.part(significance="desirable").pk, computed_significance="desirable"),
    ),
    ("D29", "", lambda b: (sits(b, level="officer"), b.edit(risk_rating="high")), lambda b: (sits(b, level="smt"), b.edit(risk_rating="high"))),
    ("D30", "", lambda b: b.significant(), lambda b: (b.significant(), b.edit(has_dispute_protocol=True))),
    (
        "D30", "complaints",
        lambda b: (b.significant(), b.edit(has_complaints_route=False)),
        lambda b: (b.significant(), b.edit(has_complaints_route=True)),
    ),
    ("D31", "", lambda b: b.edit(shares_information=True), lambda b: b.edit(shares_information=True, data_sharing="County", data_sharing_reviewed_on=dated(-100))),
    ("D31", "", lambda b: b.edit(shares_information=True, data_sharing="County", data_sharing_reviewed_on=date(2023, 11, 19)), lambda b: b.edit(shares_information=False)),
    ("D32", "*", lambda b: trustee(b, ""), lambda b: trustee(b, "Declared: none")),
    ("W09-06", "", lambda b: b.edit(is_statutory=False), lambda b: b.edit(is_statutory=True)),
    ("W09-06", "", lambda b: b.edit(comments="x"), lambda b: b.edit(plan_link="Page 12")),
    ("B15-44", "", lambda b: (sits(b, level="officer"), b.edit(orientation="strategic")), lambda b: (sits(b, level="smt"), b.edit(orientation="strategic"))),
    ("SH-16", "", lambda b: typed(b, "officer"), lambda b: typed(b, "cmt")),
    ("SH-09", "", lambda b: b.significant(), lambda b: (b.significant(), b.line(PartnershipRisk, title="Trust", likelihood=1, impact=1))),
    ("SH-09", "", lambda b: b.edit(risk_rating="high"), lambda b: b.edit(risk_rating="medium")),
    ("B15-07", "", lambda b: b.significant(), lambda b: (b.significant(), b.line(Benefit, kind="soft", text="Trust"))),
)  # fmt: skip
