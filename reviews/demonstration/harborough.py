"""The demonstration register: Harborough's of 2014 from its workbook, and what the source lacks, marked as invented.

Everything goes the way that people would take: an administrator imports, a policy officer accepts, papers are issued.
"""

from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from partnerships import saving
from partnerships.models import ChangeSet, Council, User
from register.models import Body, Contribution, ImportBatch, Participation, Partnership, Seat
from register.models.choices import (
    INVENTED,
    Capacity,
    ContributionKind,
    CouncilPosition,
    FigureStatus,
    Orientation,
    Period,
    PersonKind,
    Rating,
    RatingSource,
)
from register.workflow.imports import accepting, batches, checking, committing
from reviews.demonstration import (
    agreements,
    appointments,
    assessments,
    exits,
    joining,
    meetings,
    money,
    procedures,
    recommendations,
    rounds,
    scrutiny,
    watching,
)
from reviews.workflow import papers

WORKBOOK = Path(settings.BASE_DIR) / "fixtures" / "legacy" / "harborough-2014.xlsx"
YEAR = 2013
MEETING = date(2014, 1, 16)
HEADINGS = {
    "environmental co-ordinator": "increase",
    "delegate": "reduce",
    "remain": "reduce",
    "further consideration": "reduce",
    "representation on the board": "review",
    "exit strategy": "review",
    "may want to increase": "review",
    "identify a member": "increase",
    "next two": "review",
}
LEADERS = {
    "lead.officer@example.org": [
        "Rural Youth Voice Project",
        "Harborough Tourism Partnership",
        "Harborough Innovation Centre",
    ],
    "head.of.service@example.org": ["Harborough Community Safety Partnership"],
    "corporate.manager@example.org": ["Stepping Stones Partnership", "Leicestershire Parking Partnership Board"],
}
SITTING = (
    ("representative@example.org", "Leicestershire Environment Board", PersonKind.OFFICER),
    ("councillor@example.org", "Harborough Community Safety Partnership", PersonKind.MEMBER),
)


def seed(council: Council, at: datetime) -> None:
    """Import, accept, complete and report the demonstration register."""
    who = {
        email: User.objects.get(email=f"{email}@example.org")
        for email in ("administrator", "policy.officer", "second.policy.officer")
    }
    with transaction.atomic():
        bring_in(who["administrator"], who["policy.officer"], at)
        complete(council, who["policy.officer"], at)
        money.seed(council, who["policy.officer"], at)
        agreements.seed(who["policy.officer"], at)
        meetings.seed(at)
        report(council, who["policy.officer"], at)
        procedures.seed(council, at)
        appointments.seed(council, at)
        assessments.seed(at)
        joining.seed(council, at)
        watching.seed(council, at)
        recommendations.seed(at)
        scrutiny.seed(at)
        rounds.seed(at)
        exits.seed(council, at)


def bring_in(administrator: User, policy_officer: User, at: datetime) -> None:
    """The workbook, through upload, check, commit and acceptance, with the headings of the report of 2014."""
    batch = batches.upload(WORKBOOK.read_bytes(), WORKBOOK.name, by=administrator, at=at)
    batch = checking.check(batch, by=administrator, at=at)
    batch = checking.use_suggestions(batch, version=batch.version, by=administrator, at=at)
    batch = committing.commit(batch, version=batch.version, by=administrator, at=at)
    accepting.accept(batch, headings(batch), version=batch.version, by=policy_officer, at=at)


def headings(batch: ImportBatch) -> dict[str, str]:
    """What a policy officer answers where the wording of a recommendation decides nothing: the headings of the 2014 report."""
    questions = [question for question in accepting.heading_questions(batch) if not question.heading]
    return {question.key: heading_of(question.text) for question in questions}


def heading_of(text: str) -> str:
    """The heading under which the report of 2014 has a recommendation with these words."""
    return next(heading for words, heading in HEADINGS.items() if words in text.lower())


def complete(council: Council, by: User, at: datetime) -> None:
    """Ratings, costs and people that the source lacks, each marked as invented."""
    change_set = ChangeSet.objects.create(
        kind=ChangeSet.Kind.DEMONSTRATION, label="Invented ratings, costs and people", made_at=at, made_by=by
    )
    who = {"by": by, "at": at, "change_set": change_set, "reason": INVENTED}
    with saving.announced_once(by=by, at=at):
        entries = list(Partnership.objects.active().filter(describes_several=False))
        saving.claimed_many(
            Partnership, [saving.Edit(entry.pk, entry.version, judged(entry)) for entry in entries], **who
        )
        parts = list(
            Participation.objects.filter(partnership__in=entries, officer_hours_per_month=None).select_related(
                "partnership"
            )
        )
        saving.claimed_many(Participation, [saving.Edit(part.pk, part.version, timed(part)) for part in parts], **who)
        unfunded = Participation.objects.filter(partnership__in=entries, contributions__isnull=True).select_related(
            "partnership"
        )
        saving.create_many([funded(part) for part in unfunded], **who)
        saving.create_many(seats(council), **who)
        stepping_stones = Participation.objects.get(partnership__name="Stepping Stones Partnership", council=council)
        holder = User.objects.get(email="portfolio.holder@example.org")
        saving.claimed(Participation, stepping_stones.pk, stepping_stones.version, {"lead_member": holder}, **who)


def judged(entry: Partnership) -> dict[str, object]:
    """Ratings, position, orientation and lead officer where the entry has none."""
    changes: dict[str, object] = {}
    for rating in ("risk_rating", "value_rating"):
        if not getattr(entry, rating):
            changes |= {rating: pick(entry, rating, Rating.values), f"{rating}_source": RatingSource.INVENTED}
    if not entry.council_position:
        changes["council_position"] = pick(entry, "position", CouncilPosition.values)
    if not entry.orientation:
        changes["orientation"] = pick(entry, "orientation", Orientation.values)
    leader = next((email for email, names in LEADERS.items() if entry.name in names), None)
    if leader and not entry.lead_officer_id:
        changes["lead_officer"] = User.objects.get(email=leader)
    return changes


def timed(part: Participation) -> dict[str, object]:
    """Officer hours a month."""
    hours = Decimal(pick(part.partnership, "hours", (2, 4, 6, 8, 12)))
    return {"officer_hours_per_month": hours, "officer_hours_is_estimate": True, "officer_hours_source": INVENTED}


def funded(part: Participation) -> Contribution:
    """A yearly contribution."""
    amount = Decimal(pick(part.partnership, "money", (0, 0, 500, 1500, 2500, 6000)))
    return Contribution(
        participation=part,
        financial_year=YEAR,
        amount=amount,
        period=Period.ANNUAL,
        kind=ContributionKind.CASH,
        source=INVENTED,
        status=FigureStatus.ESTIMATE,
    )


def seats(council: Council) -> list[Seat]:
    """An officer and a councillor of the demonstration, each on one partnership."""
    return [
        Seat(
            partnership=Partnership.objects.active().get(name=name),
            council=council,
            kind=kind,
            capacity=Capacity.FULL,
            holder=User.objects.get(email=email),
            note=INVENTED,
        )
        for email, name, kind in SITTING
    ]


def pick(entry: Partnership, about: str, options):
    """Always the same choice for the same entry, and spread over the options."""
    return options[int(sha256(f"{entry.name} {about}".encode()).hexdigest(), 16) % len(options)]


def report(council: Council, by: User, at: datetime) -> None:
    """The paper of January 2014, issued, and a draft for the next meeting."""
    bodies = {body.name: body for body in Body.objects.all()}
    values = {
        "title": "Partnership register and policy",
        "body": bodies["Scrutiny Panel"],
        "meeting_on": MEETING,
        "originator": "Head of Policy, Performance and Partnerships",
        "where_from": bodies["Scrutiny Commission"],
        "where_to_next": bodies["Executive"],
        "objective": "To look at the register of partnerships, and at where resources should grow, shrink or be looked at again.",
        "outcome_sought": "The panel's views on the register and on each recommendation, for the Executive.",
        "financial_year": YEAR,
    }
    paper = papers.draft(values, council, by=by, at=at)
    answers = [saving.Edit(line.pk, line.version, {"is_none": True}) for line in paper.implications.all()]
    papers.answer_implications(paper, answers, by=by, at=at)
    papers.issue(paper, version=paper.version, as_of=MEETING, by=by, at=at)
    later = {
        **values,
        "title": "Partnership register: half-year look",
        "meeting_on": date(2014, 7, 17),
        "objective": "",
        "outcome_sought": "",
    }
    papers.draft(later, council, by=by, at=at)
