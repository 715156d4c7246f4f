"""A concern, a collection and a briefing of the demonstration: invented, as the workbook holds none of them."""

from datetime import datetime, timedelta

from django.utils import timezone

from partnerships.models import Council, User
from register.models import Partnership, ServiceReturn
from register.workflow import briefings, concerns, entries, returns

OF_COMMUNITIES = (
    "Rural Youth Voice Project",
    "Harborough Tourism Partnership",
    "Harborough Community Safety Partnership",
)


def seed(council: Council, at: datetime) -> None:
    """One open concern, one collection that has begun, and a briefing."""
    by = User.objects.get(email="policy.officer@example.org")
    concern(at)
    collection(council, by, at)
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
