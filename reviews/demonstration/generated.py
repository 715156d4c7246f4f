"""A register of any size, made up by rule, for measuring and for trying out large lists."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice, product

from django.db import transaction

from assessments.models import Answer, Assessment, CriteriaSet
from assessments.models.choices import AssessmentStatus
from partnerships import saving
from partnerships.models import ChangeSet, Council, Sequence, User
from register.interchange.names import key
from register.models import (
    Contribution,
    GoverningDocument,
    Meeting,
    MeetingReport,
    Participation,
    Partner,
    Partnership,
    PartnershipType,
    PlanItem,
    Policy,
    ProgrammeItem,
    Seat,
    Theme,
)
from register.models.choices import (
    CouncilPosition,
    DocumentKind,
    Level,
    Orientation,
    PersonKind,
    Rating,
    RatingSource,
    RecommendationHeading,
    RecommendationKind,
)
from register.models.organisations import Organisation
from reviews.models import Review, ReviewRound
from reviews.models.choices import ReviewStatus, RoundStatus

PLACES = ("Avon", "Bourne", "Calder", "Dove", "Eden", "Forth", "Gade", "Hamble", "Itchen", "Jordan", "Kennet", "Lea", "Mole", "Nene", "Ouse", "Parrett",
          "Quarme", "Ribble", "Soar", "Tamar", "Ure", "Valley", "Welland", "Yare")  # fmt: skip
SUBJECTS = ("Community Safety", "Economic", "Health and Wellbeing", "Housing", "Tourism", "Transport", "Waste", "Youth", "Skills", "Heritage", "Sports",
            "Flood Risk", "Digital", "Voluntary Sector", "Air Quality", "Climate")  # fmt: skip
KINDS = ("Partnership", "Board", "Forum", "Joint Committee", "Alliance")
AREAS = ("", "North", "South", "East", "West", "Upper", "Lower", "Central")
THEMES = ("Economy", "Homes", "Infrastructure", "Communities", "Wellbeing", "Environment", "Heritage", "Resources")
RATED = ("risk", "value")
CHUNK = 500


def names(count: int) -> list[str]:
    """That many different names."""
    combined = (" ".join(filter(None, parts)) for parts in product(AREAS, PLACES, SUBJECTS, KINDS))
    return list(islice(combined, count))


def seed(council: Council, count: int, at: datetime) -> int:
    """Bring the register up to `count` generated entries, each with people, money, partners, work and
    judgements by the policy in use. Returns how many were added."""
    by = User.objects.get(email="policy.officer@example.org")
    there = set(Partnership.objects.values_list("name", flat=True))
    wanted = [name for name in names(count) if name not in there]
    change_set = ChangeSet.objects.create(
        kind=ChangeSet.Kind.DEMONSTRATION, label=f"{len(wanted)} generated entries", made_at=at, made_by=by
    )
    who = {"by": by, "at": at, "change_set": change_set}
    lists = Lists(who)
    for start in range(0, len(wanted), CHUNK):
        with transaction.atomic(), saving.announced_once(by=by, at=at):
            add(wanted[start : start + CHUNK], start, council, lists, who)
    return len(wanted)


class Lists:
    """The list values that generated entries choose from."""

    def __init__(self, who: dict):
        self.themes = [
            Theme.objects.filter(name=name).first() or saving.create(Theme(name=name), **who) for name in THEMES
        ]
        self.items = [
            PlanItem.objects.filter(number=str(n)).first() or saving.create(PlanItem(number=str(n)), **who)
            for n in range(1, 6)
        ]
        self.types = list(PartnershipType.objects.all())
        self.officers = list(User.objects.holding("officer"))
        self.criteria = {kind: criteria_of(kind) for kind in RATED}
        self.rounds = [round_of(year, who) for year in (2024, 2025)]
        self.bodies = [
            Organisation.objects.filter(name=name).first() or saving.create(Organisation(name=name), **who)
            for name in (f"{place} District Council" for place in PLACES)
        ]


def criteria_of(kind: str) -> CriteriaSet:
    return CriteriaSet.objects.prefetch_related("criteria").get(kind=kind, policy__is_current=True)


def round_of(year: int, who: dict) -> ReviewRound:
    """The reviews of a year, all of them handed in and none reported on yet."""
    first, of_year = date(year, 9, 1), {"kind": "annual", "financial_year": year}
    opened = {"status": RoundStatus.OPEN, "opened_at": who["at"], "opened_by": who["by"]}
    made = ReviewRound(title=f"Reviews of {year}", starts_on=first, due_on=date(year, 12, 1), **of_year, **opened)
    made.policy = Policy.objects.get(is_current=True)
    return ReviewRound.objects.filter(**of_year).first() or saving.create(made, **who)


def add(wanted: list[str], start: int, council: Council, lists: Lists, who: dict) -> None:
    """One chunk of entries with all that belongs to them."""
    references = Sequence.take("P", len(wanted))
    entries = [
        entry(name, number, reference, lists, who["at"].date())
        for number, (name, reference) in enumerate(zip(wanted, references, strict=True), start)
    ]
    chosen = [
        {"themes": [nth(lists.themes, n)], "priorities": [nth(lists.items, n)]}
        for n in range(start, start + len(entries))
    ]
    saving.create_many(entries, lists=chosen, **who)
    parts = [
        Participation(partnership=each, council=council, officer_hours_per_month=Decimal(2 + n % 30))
        for n, each in enumerate(entries, start)
    ]
    saving.create_many(parts, **who)
    saving.create_many(
        [money(part, year, n) for n, part in enumerate(parts, start) for year in (2024, 2025, 2026)], **who
    )
    saving.create_many([seat(each, council, n, m) for n, each in enumerate(entries, start) for m in range(3)], **who)
    saving.create_many(
        [
            Partner(partnership=each, organisation=nth(lists.bodies, n), is_lead=True)
            for n, each in enumerate(entries, start)
        ],
        **who,
    )
    add_work(list(enumerate(entries, start)), lists, who)
    add_judgements(list(enumerate(entries, start)), lists, who)


def add_judgements(entries: list[tuple[int, Partnership]], lists: Lists, who: dict) -> None:
    """Risk and value of each, confirmed with every criterion answered, and its reviews of two years."""
    made = [assessment(each, kind, lists, who) for _, each in entries for kind in RATED]
    saving.create_many(made, **who)
    answers = [
        Answer(assessment=each, criterion=criterion, level=each.overall, evidence="As the minutes of the year show.")
        for each in made
        for criterion in lists.criteria[each.kind].criteria.all()
    ]
    saving.create_many(answers, **who)
    saving.create_many([review(each, round, who) for _, each in entries for round in lists.rounds], **who)


def assessment(each: Partnership, kind: str, lists: Lists, who: dict) -> Assessment:
    by, at, rating = who["by"], who["at"], getattr(each, f"{kind}_rating")
    handed_in = {
        "started_at": at,
        "started_by": each.lead_officer,
        "submitted_at": at,
        "submitted_by": each.lead_officer,
    }
    confirmed = {"status": AssessmentStatus.CONFIRMED, "confirmed_at": at, "confirmed_by": by}
    return Assessment(
        partnership=each,
        kind=kind,
        criteria=lists.criteria[kind],
        overall=rating,
        suggested=rating,
        expires_on=at.date() + timedelta(days=365),
        **handed_in,
        **confirmed,
    )


def review(each: Partnership, round: ReviewRound, who: dict) -> Review:
    at = who["at"]
    return Review(
        round=round,
        partnership=each,
        due_on=round.due_on,
        status=ReviewStatus.ACCEPTED,
        submitted_at=at,
        submitted_by=each.lead_officer,
        accepted_at=at,
        accepted_by=who["by"],
        recommendation_kind=RecommendationKind.RETAIN,
        recommendation="Retain as it is.",
        activity="It met four times.",
    )


def add_work(entries: list[tuple[int, Partnership]], lists: Lists, who: dict) -> None:
    """A meeting with its report for each, an agreement for every third, a line of the programme for every fourth."""
    today = who["at"].date()
    held = [Meeting(partnership=each, held_on=today - timedelta(days=n % 700), title="Board") for n, each in entries]
    saving.create_many(held, **who)
    saving.create_many([report(meeting, n, lists) for (n, _), meeting in zip(entries, held, strict=True)], **who)
    saving.create_many([agreement(each, n, today) for n, each in entries if n % 3 == 0], **who)
    saving.create_many([programmed(each, n, today, lists) for n, each in entries if n % 4 == 0], **who)


def report(meeting: Meeting, number: int, lists: Lists) -> MeetingReport:
    return MeetingReport(
        meeting=meeting,
        person=nth(lists.officers, number),
        attended=True,
        points=f"The work plan for area {number % 20 + 1} was agreed.",
        hours=Decimal(1 + number % 4),
    )


def agreement(each: Partnership, number: int, today: date) -> GoverningDocument:
    return GoverningDocument(
        partnership=each,
        kind=DocumentKind.SLA,
        title=f"Agreement {number}",
        starts_on=today - timedelta(days=400),
        ends_on=today + timedelta(days=number % 900 - 90),
    )


def programmed(each: Partnership, number: int, today: date, lists: Lists) -> ProgrammeItem:
    return ProgrammeItem(
        partnership=each,
        every_months=12,
        first_due_on=today + timedelta(days=number % 365 - 60),
        responsible=nth(lists.officers, number),
    )


def entry(name: str, number: int, reference: str, lists: Lists, today: date) -> Partnership:
    """One generated entry; every value follows from its number."""
    return Partnership(
        reference=reference, name=name, name_key=key(name), function=f"Joint work on {name.lower()} across the area.",
        orientation=nth(Orientation.values, number), type=nth(lists.types, number), council_position=nth(CouncilPosition.values, number),
        meeting_frequency="Quarterly", meetings_per_year=4, is_statutory=number % 5 == 0, exit_impact="Joint work would have to be done alone.",
        risk_rating=nth(Rating.values, number), risk_rating_source=RatingSource.ASSESSMENT, value_rating=nth(Rating.values, number // 3),
        value_rating_source=RatingSource.ASSESSMENT, value_added="Shared resources and a say in what is decided.", lead_officer=nth(lists.officers, number),
        information_to_officers="Minutes go to the service's managers.", recommendation="Review how much time this takes.",
        recommendation_heading=nth(RecommendationHeading.values, number), next_review_due_on=date(2027, 3, 31) + timedelta(days=number % 180),
        risk_assessed_on=today, value_assessed_on=today,
    )  # fmt: skip


def money(part: Participation, year: int, number: int) -> Contribution:
    return Contribution(
        participation=part, financial_year=year, amount=Decimal(500 * (number % 40)), source="Generated"
    )


def seat(each: Partnership, council: Council, number: int, which: int) -> Seat:
    kind, level = (
        (PersonKind.OFFICER, Level.OFFICER),
        (PersonKind.OFFICER, Level.SMT),
        (PersonKind.MEMBER, Level.MEMBER),
    )[which]
    return Seat(
        partnership=each, council=council, kind=kind, level=level, post=f"{kind.label} for area {number % 20 + 1}"
    )


def nth(options, number: int):
    return options[number % len(options)]
