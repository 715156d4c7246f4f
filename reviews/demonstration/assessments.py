"""Assessments of the demonstration, one in each state: invented, as the workbook holds none."""

from datetime import datetime, timedelta

from assessments.models import Assessment
from assessments.workflow import assessments as workflow
from partnerships.models import User
from register.models import Partnership
from register.models.choices import INVENTED

LAST_YEAR = timedelta(days=400)
EVIDENCE = f"{INVENTED}: the minutes of the last two meetings."
UNKNOWN_MONEY = "The money of this year is not in the register yet; the other criteria speak for this rating."
INNOVATION, TOURISM = "Harborough Innovation Centre", "Harborough Tourism Partnership"


def seed(at: datetime) -> None:
    """A rating that was renewed, one that has expired, and others that are a draft, submitted and returned."""
    first = answered(INNOVATION, "value", "mmmlmmllm", "medium", at - LAST_YEAR)
    confirm(submit(first, at - LAST_YEAR), at - LAST_YEAR)
    again = answered(
        INNOVATION, "value", "hmhlmmlhh", "medium", at, "Two tenants left in spring, which weighs heavily."
    )
    confirm(submit(again, at), at)
    expired = answered(TOURISM, "risk", "mlmml", "medium", at - LAST_YEAR, UNKNOWN_MONEY)
    confirm(submit(expired, at - LAST_YEAR), at - LAST_YEAR)
    confirm(submit(answered(TOURISM, "value", "mlhhmlmlm", "medium", at), at), at)
    submit(
        answered("Stepping Stones Partnership", "value", "mlhhmmmlh", "high", at, "It brings in most of the money."), at
    )
    risky = answered("Harborough Community Safety Partnership", "risk", "mhhmh", "high", at, UNKNOWN_MONEY)
    question = "What would follow if it failed? Please name the services that would stop."
    found = submit(risky, at)
    workflow.send_back(found, question, version=found.version, by=person("policy.officer"), at=at)
    answered("Rural Youth Voice Project", "value", "mlm", "", at)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def answered(entry: str, kind: str, levels: str, overall: str, at: datetime, reason: str = "") -> Assessment:
    """An assessment by the lead officer of the entry; `levels` are the first letters, in the order of the criteria."""
    partnership = Partnership.objects.active().get(name=entry)
    by = partnership.lead_officer
    begun = workflow.start(partnership, kind, by=by, at=at)
    names = {"h": "high", "m": "medium", "l": "low"}
    asked = [line for line in begun.criteria.criteria.all() if not line.computed]
    given = [workflow.Given(line, names[letter], EVIDENCE) for line, letter in zip(asked, levels, strict=False)]
    changes = {"overall": overall, "difference_reason": reason}
    return workflow.answer(begun, changes, given, version=begun.version, by=by, at=at)


def submit(assessment: Assessment, at: datetime) -> Assessment:
    by = assessment.partnership.lead_officer
    return workflow.submit(assessment, version=assessment.version, by=by, at=at)


def confirm(assessment: Assessment, at: datetime) -> Assessment:
    return workflow.confirm(assessment, version=assessment.version, by=person("policy.officer"), at=at)
