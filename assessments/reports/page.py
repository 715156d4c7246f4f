"""One assessment as its page shows it: facts, steps with their refusals, and what happened."""

from datetime import date

from django.urls import reverse

from assessments.models import Assessment
from assessments.models.choices import AssessmentStatus
from assessments.reports.entry import expiry, form_address, tone
from assessments.reports.sheet import sheet
from assessments.workflow.assessments import ASSESSMENTS, may_edit
from register.reports.parts import Step

STEPS = (("confirm", "Confirm"), ("return", "Return"), ("verify", "Record a verification"))
TITLES = {
    AssessmentStatus.SUBMITTED: "Submitted",
    AssessmentStatus.RETURNED: "Returned",
    AssessmentStatus.CONFIRMED: "Confirmed",
    AssessmentStatus.SUPERSEDED: "Superseded by a later one",
}


def page(assessment: Assessment, user, today: date) -> dict:
    """Everything that the page of an assessment shows."""
    words, colour = expiry(assessment, today)
    return {
        "assessment": assessment,
        "sheet": sheet(assessment, today),
        "tone": tone(assessment),
        "expiry": words,
        "expiry_tone": colour,
        "steps": steps(assessment, user),
        "items": story(assessment),
    }


def steps(assessment: Assessment, user) -> list[Step]:
    """What the state of the assessment allows; to who may not, with the reason why."""
    found = []
    if assessment.status in ASSESSMENTS.transitions["submit"].sources:
        check = reverse("assessments:assessment_check", args=[assessment.pk])
        refusal = may_edit(user, assessment).reason
        found = [
            Step("Answer the criteria", form_address(assessment), refusal),
            Step("Check and submit", check, refusal),
        ]
        return found if not refusal else [Step("Answer and submit", check, refusal)]
    for verb, label in STEPS:
        if assessment.status in ASSESSMENTS.transitions[verb].sources:
            url = reverse(f"assessments:assessment_{verb}", args=[assessment.pk])
            found.append(Step(label, url, ASSESSMENTS.may_start(user, assessment, verb).reason))
    return found


def story(assessment: Assessment) -> list[dict]:
    """What happened to it, newest first: every step, and not every time that somebody saved."""
    found, last = [], None
    for row in Assessment.history.filter(id=assessment.pk).order_by("version"):
        title = happened(row, last)
        if title:
            said = row.verification_note if title == "Verified" else row.history_change_reason or ""
            found.append({"title": title, "by": row.history_by_name, "at": row.history_date, "reason": said})
        last = row
    return found[::-1]


def happened(row, last) -> str:
    """One row of history as the step that it was; nothing where somebody only saved answers."""
    if last is None:
        return "Started"
    if row.status != last.status:
        return TITLES[row.status]
    return "Verified" if row.verified_at and not last.verified_at else ""
