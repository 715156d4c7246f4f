"""Hourly rates, money of others and workstreams of the demonstration: invented, and marked so."""

from datetime import date, datetime
from decimal import Decimal

from partnerships import saving
from partnerships.models import ChangeSet, Council, User
from register.models import HourlyRate, OtherFunding, Partnership, Policy, Volunteering, Workstream
from register.models.choices import INVENTED, FigureStatus, Level, Period
from register.models.organisations import Organisation

YEAR = 2013
LIMIT = Decimal("315000")
LIMIT_SOURCE = "Subsidy Control Act 2022, section 36"
RATES = (
    (Level.OFFICER, date(2012, 4, 1), "21.50"),
    (Level.OFFICER, date(2013, 10, 1), "21.72"),
    (Level.SMT, date(2012, 4, 1), "48.00"),
    (Level.CMT, date(2012, 4, 1), "62.00"),
)
FUNDERS = {
    "Stepping Stones Partnership": ("Leicestershire County Council", "5000.00", "Footpaths and woodland"),
    "Rural Youth Voice Project": ("The Big Lottery Fund", "24000.00", "A youth worker for three years"),
}
VOLUNTEERS = ("Rural Youth Voice Project", Decimal(640), Decimal("12.00"))
WORKSTREAMS = (
    ("Harborough Innovation Centre", "Shared reception and post room", "4200.00", "1500.00"),
    ("Leicestershire Parking Partnership Board", "One contract for machines", "12000.00", None),
)


def seed(council: Council, by: User, at: datetime) -> None:
    """Put it on the register, in one change set."""
    change_set = ChangeSet.objects.create(
        kind=ChangeSet.Kind.DEMONSTRATION, label="Invented rates and money of others", made_at=at, made_by=by
    )
    who = {"by": by, "at": at, "change_set": change_set, "reason": INVENTED}
    entries = {entry.name: entry for entry in Partnership.objects.active()}
    saving.create_many([rate(council, *each) for each in RATES], **who)
    limited(who)
    saving.create_many([funded(entries[name], *each, who) for name, each in FUNDERS.items()], **who)
    name, hours, worth = VOLUNTEERS
    given = Volunteering(partnership=entries[name], financial_year=YEAR, hours=hours, hour_worth=worth, source=INVENTED)
    saving.create(given, **who)
    saving.create_many([project(entries[name], *each) for name, *each in WORKSTREAMS], **who)


def rate(council: Council, level: str, from_on: date, amount: str) -> HourlyRate:
    return HourlyRate(council=council, level=level, from_on=from_on, amount=Decimal(amount), source=INVENTED)


def limited(who: dict) -> None:
    """The limit of the policy in use, where it has none."""
    for policy in Policy.objects.filter(is_current=True, support_limit=None):
        saving.claimed(
            Policy, policy.pk, policy.version, {"support_limit": LIMIT, "support_source": LIMIT_SOURCE}, **who
        )


def funded(entry: Partnership, funder: str, amount: str, spent_on: str, who: dict) -> OtherFunding:
    """Money of a partner or funder."""
    organisation = Organisation.objects.filter(name=funder).first() or saving.create(Organisation(name=funder), **who)
    return OtherFunding(
        partnership=entry,
        organisation=organisation,
        financial_year=YEAR,
        amount=Decimal(amount),
        spent_on=spent_on,
        ends_on=date(2016, 3, 31),
        source=INVENTED,
        status=FigureStatus.ESTIMATE,
    )


def project(entry: Partnership, name: str, expected: str, delivered: str | None) -> Workstream:
    return Workstream(
        partnership=entry,
        name=name,
        expected_saving=Decimal(expected),
        delivered_saving=delivered and Decimal(delivered),
        saving_period=Period.ANNUAL,
        starts_on=date(2013, 4, 1),
        source=INVENTED,
    )
