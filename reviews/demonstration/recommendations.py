"""Recommendations of the report of 2014 on their way through the bodies; who did what, and when, is invented."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships.models import User
from register.models import Family, Partnership, Seat
from register.workflow import decisions
from reviews.models import Recommendation
from reviews.workflow import audits, recommendations
from reviews.workflow import recommended_lines as lines

PARKING = "Leicestershire Parking Partnership Board"
WELLAND = "Welland Partnerships (all except Welland Audit Partnership)"
REPORT = {
    "source": "annual_review",
    "source_title": "Partnership register and policy, report to the Scrutiny Panel",
    "source_on": date(2014, 1, 16),
}


def seed(at: datetime) -> None:
    """One approved, one before the bodies, one handed in, one draft; and the audit of that year."""
    parking(at)
    welland(at)
    stepping_stones(at)
    tourism(at)
    audit(at)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def entry(name: str) -> Partnership:
    return Partnership.objects.active().get(name=name)


def begun(name: str, number: str, by: User, at: datetime, **values) -> Recommendation:
    """In the words and under the heading of the register."""
    about = entry(name)
    said = {"kind": about.recommendation_kind, "heading": about.recommendation_heading, "text": about.recommendation}
    return recommendations.begin(about, {**said, **REPORT, "source_number": number, **values}, by=by, at=at)


def put(made: Recommendation, at: datetime) -> Recommendation:
    stands = Recommendation.objects.get(pk=made.pk)
    return recommendations.propose(stands, {}, version=stands.version, by=person("policy.officer"), at=at)


def parking(at: datetime) -> None:
    """Approved by every body: the place waits for the day on which it passes from the Director to the manager."""
    seat = Seat.objects.filter(partnership__name=PARKING, post="Director of Community Services").first()
    posts = {"from_post": "Director of Community Services", "to_post": "Regulatory Services Manager"}
    made = begun(PARKING, "4.6", person("corporate.manager"), at, seat=seat, hours_change=-4, pounds_change=0, **posts)
    action = {
        "text": "Tell the Board who attends from now on",
        "owner": person("corporate.manager"),
        "due_on": timezone.localdate(at) + timedelta(days=28),
    }
    lines.add(made, "actions", action, by=person("corporate.manager"), at=at)
    for step in put(made, at).matter.steps.select_related("body"):
        decided(step, at)


def decided(step, at: datetime, outcome: str = "approved") -> None:
    """What one body said, recorded by democratic services."""
    today = timezone.localdate(at)
    values = {"outcome": outcome, "decided_on": today, "takes_effect_on": today, "minute": "21/2014"}
    decisions.record(step, values, by=person("democratic.services"), at=at)


def welland(at: datetime) -> None:
    """A group with an exception, before its bodies."""
    policy = person("policy.officer")
    made = begun(
        WELLAND, "4.4", policy, at, follow_up="condition", follow_up_until="The Audit Partnership is good value"
    )
    family = Family.objects.get(name="Welland Partnerships")
    for line in lines.add_family(made, family, {}, by=policy, at=at):
        if line.partnership.name == "Welland Audit Partnership":
            excepted = {"is_exception": True, "note": "Remain whilst it remains value for money"}
            lines.change(line, excepted, version=line.version, by=policy, at=at)
    matter = put(made, at).matter
    decided(matter.steps.filter(part="consulted").first(), at, "supported")


def stepping_stones(at: datetime) -> None:
    """Handed in, with the consultation of the portfolio holder (H14-40)."""
    by = person("corporate.manager")
    made = begun("Stepping Stones Partnership", "4.14", by, at, pounds_change=-4000)
    role = {
        "role": "Portfolio holder",
        "consulted_on": timezone.localdate(at),
        "said": "Look at what £4,000 a year buys.",
    }
    lines.add(made, "consultations", role, by=by, at=at)
    recommendations.submit(Recommendation.objects.get(pk=made.pk), {}, version=made.version, by=by, at=at)


def tourism(at: datetime) -> None:
    """A draft that waits for another paper."""
    waits = {"follow_up": "event", "follow_up_until": "The ‘Open for Business’ Action Plan is adopted"}
    plan = {"plan": "‘Open for Business’ Action Plan"}
    begun("Harborough Tourism Partnership", "4.11", person("lead.officer"), at, **waits, **plan)


def audit(at: datetime) -> None:
    """The audit that the report of 2014 names as in progress."""
    values = {
        "title": "Partnership governance",
        "auditor": "Internal Audit",
        "audited_on": date(2014, 1, 6),
        "summary": "In progress; its outcome feeds into the policy.",
    }
    audits.enter(values, by=person("auditor"), at=at)
