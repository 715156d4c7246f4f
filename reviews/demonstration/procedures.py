"""A concern, a collection, a briefing and two partners' papers of the demonstration: invented, as the workbook holds none of them."""

from datetime import datetime, timedelta

from django.utils import timezone

from partnerships.models import Council, User
from register.models import Partnership, ServiceReturn
from register.workflow import briefings, concerns, entries, partner_papers, returns

OF_COMMUNITIES = (
    "Rural Youth Voice Project",
    "Harborough Tourism Partnership",
    "Harborough Community Safety Partnership",
)


def seed(council: Council, at: datetime) -> None:
    """One open concern, one collection that has begun, a briefing, and two papers of partners."""
    by = User.objects.get(email="policy.officer@example.org")
    concern(at)
    collection(council, by, at)
    papers(by, at)
    people = User.objects.filter(email__in=["lead.officer@example.org", "representative@example.org"])
    briefings.record(people, ["policy", "editing"], timezone.localdate(at), "Half-day course", by=by, at=at)


def concern(at: datetime) -> None:
    """The lead officer of the Tourism Partnership asks the corporate manager for advice."""
    entry = Partnership.objects.active().get(name="Harborough Tourism Partnership")
    values = {
        "title": "Two members have stopped paying",
        "text": "The last two invoices are open. Without them the visitor guide cannot be printed this year.",
        "addressed_to": User.objects.get(email="corporate.manager@example.org"),
    }
    concerns.raise_concern(entry, values, by=entry.lead_officer, at=at)


def collection(council: Council, by: User, at: datetime) -> None:
    """This year's collection: Communities has three partnerships, and its head has begun to answer."""
    service = council.services.get(name="Communities")
    for entry in Partnership.objects.active().filter(name__in=OF_COMMUNITIES):
        entries.edit(entry, {"service": service}, version=entry.version, by=by, at=at, reason="Invented")
    today = timezone.localdate(at)
    values = {
        "title": f"Partnerships {today.year}",
        "due_on": today + timedelta(days=28),
        "message": "Please look at each entry, and tell us of any partnership that the list lacks.",
    }
    returns.open_collection(council, values, by=by, at=at)
    empty = ServiceReturn.objects.filter(chief_officer=None).first()
    chief = User.objects.get(email="corporate.manager@example.org")
    returns.name_chief_officer(empty, {"chief_officer": chief}, version=empty.version, by=by, at=at)


def papers(by: User, at: datetime) -> None:
    """A business plan that has come, with one heading that it passes over, and an annual report that is wanted."""
    entry, today = Partnership.objects.active().get(name="Harborough Tourism Partnership"), timezone.localdate(at)
    who = {"by": by, "at": at}
    wanted = {"kind": "business_plan", "financial_year": today.year + 1, "due_on": today - timedelta(days=10)}
    plan = partner_papers.ask(entry, wanted, **who)
    says = {
        "received_on": today - timedelta(days=12),
        "spending": "A visitor guide in print and on line, and two weekends for families.",
        "benefit": "More visitors stay overnight, and local shops sell more.",
        "priorities": "The economy; Market Harborough and Lutterworth first.",
        "value_for_money": "Members pay £3 for each £1 of the council.",
    }
    partner_papers.receive(plan, says, version=plan.version, **who)
    partner_papers.ask(entry, {**wanted, "kind": "annual_report", "due_on": today + timedelta(days=21)}, **who)
