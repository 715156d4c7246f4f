"""What scrutiny asked for, and how the council looks again at its involvement; who did what, and when, is invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from register.models import Body, Partnership
from reviews.demonstration.recommendations import person
from reviews.models import ScrutinyReview
from reviews.workflow import involvement, scrutiny

TOURISM = "Harborough Tourism Partnership"
SAFETY = "Harborough Community Safety Partnership"
IMPROVEMENT = "Harborough Improvement Team"
PARKING = "Leicestershire Parking Partnership Board"


def seed(at: datetime) -> None:
    """One request that waits, one with a panel that opened a review; another review is proposed."""
    scrutiny.ask(TOURISM, "What has it brought to the district? (Invented.)", by=person("scrutiny.member"), at=at)
    asked = scrutiny.ask(SAFETY, "How does it share its figures? (Invented.)", by=person("scrutiny.member"), at=at)
    with_panel(asked, at)
    why = "Its meetings no longer touch the council’s priorities. (Invented.)"
    proposed = Partnership.objects.active().get(name=PARKING)
    involvement.propose(proposed, why, "hand", by=person("corporate.manager"), at=at)
    looked_at_again(at)


def with_panel(asked: ScrutinyReview, at: datetime) -> None:
    """Agreed by the commission, and held by the panel."""
    who, today = {"by": person("democratic.services"), "at": at}, timezone.localdate(at)
    bodies = {body.name: body for body in Body.objects.all()}
    answer = {"commission": bodies["Scrutiny Commission"], "decided_on": today - timedelta(days=6)}
    words = {"minute": "Invented, minute 8", "decision_reason": "It was last looked at three years ago."}
    agreed = scrutiny.agree(asked, {**answer, **words}, version=asked.version, **who)
    panel = {"panel": bodies["Scrutiny Panel"], "lead_member": "The chair", "due_on": today + timedelta(days=90)}
    scrutiny.begin(agreed, panel, version=agreed.version, **who)


def looked_at_again(at: datetime) -> None:
    """Under way, with options to be found, reported once and to be reported again."""
    who, today = {"by": person("policy.officer"), "at": at}, timezone.localdate(at)
    entry = Partnership.objects.active().get(name=IMPROVEMENT)
    why = {"kind": "delivery_options", "why": "Who is to do its work from next year? (Invented.)"}
    made = involvement.begin(entry, why, **who)
    found = {
        "found": "Most of its work could be done by others. (Invented.)",
        "reported_to": "Steering Group",
        "reported_on": today - timedelta(days=3),
        "next_report_to": "Executive",
        "next_report_on": today + timedelta(days=60),
    }
    involvement.write(made, found, version=made.version, **who)
