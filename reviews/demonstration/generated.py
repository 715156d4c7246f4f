"""A register of any size, made up by rule, for measuring and for trying out large lists."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice, product

from django.db import transaction

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
)
from register.models.organisations import Organisation

PLACES = ("Avon", "Bourne", "Calder", "Dove", "Eden", "Forth", "Gade", "Hamble", "Itchen", "Jordan", "Kennet", "Lea", "Mole", "Nene", "Ouse", "Parrett",
          "Quarme", "Ribble", "Soar", "Tamar", "Ure", "Valley", "Welland", "Yare")  # fmt: skip
SUBJECTS = ("Community Safety", "Economic", "Health and Wellbeing", "Housing", "Tourism", "Transport", "Waste", "Youth", "Skills", "Heritage", "Sports",
            "Flood Risk", "Digital", "Voluntary Sector", "Air Quality", "Climate")  # fmt: skip
KINDS = ("Partnership", "Board", "Forum", "Joint Committee", "Alliance")
AREAS = ("", "North", "South", "East", "West", "Upper", "Lower", "Central")
THEMES = ("Economy", "Homes", "Infrastructure", "Communities", "Wellbeing", "Environment", "Heritage", "Resources")
CHUNK = 500


def names(count: int) -> list[str]:
    """That many different names."""
    combined = (" ".join(filter(None, parts)) for parts in product(AREAS, PLACES, SUBJECTS, KINDS))
    return list(islice(combined, count))


def seed(council: Council, count: int, at: datetime) -> int:
    """Bring the register up to `count` generated entries, each with people, money, partners and work. Returns how many were added."""
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
        self.bodies = [
            Organisation.objects.filter(name=name).first() or saving.create(Organisation(name=name), **who)
            for name in (f"{place} District Council" for place in PLACES)
        ]


def add(wanted: list[str], start: int, council: Council, lists: Lists, who: dict) -> None:
    """One chunk of entries with all that belongs to them."""
    references = Sequence.take("P", len(wanted))
    entries = [
        entry(name, number, reference, lists)
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


def entry(name: str, number: int, reference: str, lists: Lists) -> Partnership:
    """One generated entry; every value follows from its number."""
    return Partnership(
        reference=reference, name=name, name_key=key(name), function=f"Joint work on {name.lower()} across the area.",
        orientation=nth(Orientation.values, number), type=nth(lists.types, number), council_position=nth(CouncilPosition.values, number),
        meeting_frequency="Quarterly", meetings_per_year=4, is_statutory=number % 5 == 0, exit_impact="Joint work would have to be done alone.",
        risk_rating=nth(Rating.values, number), risk_rating_source=RatingSource.INVENTED, value_rating=nth(Rating.values, number // 3),
        value_rating_source=RatingSource.INVENTED, value_added="Shared resources and a say in what is decided.", lead_officer=nth(lists.officers, number),
        information_to_officers="Minutes go to the service's managers.", recommendation="Review how much time this takes.",
        recommendation_heading=nth(RecommendationHeading.values, number), next_review_due_on=date(2027, 3, 31) + timedelta(days=number % 180),
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
