"""Audits for people: the list, and one with its findings (H11-04, H14-10, W09-04)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from register.reports.parts import Card, Row, Step
from reviews.models import Audit
from reviews.models.choices import AuditStatus
from reviews.permissions.audits import can_keep_audits
from reviews.reports.recommendation_list import ListRow, rows
from reviews.workflow.audits import AUDITS

TONES = {AuditStatus.IN_PROGRESS: "yellow", AuditStatus.REPORTED: "blue", AuditStatus.IMPLEMENTED: "green"}


@dataclass(frozen=True)
class Page:
    """One audit as one person sees it."""

    audit: Audit
    tone: str
    card: Card
    findings: tuple[ListRow, ...]
    steps: tuple[Step, ...]


def page(audit: Audit, user) -> Page:
    """Everything about one audit."""
    change = reverse("reviews:audit_edit", args=[audit.pk]) if can_keep_audits(user) else ""
    card = Card("The audit", tuple(facts(audit)), change_url=change)
    findings = audit.findings.select_related("drafted_by")
    return Page(audit, TONES[AuditStatus(audit.status)], card, tuple(rows(findings)), tuple(steps(audit, user)))


def facts(audit: Audit) -> Iterator[Row]:
    yield Row("Auditor", audit.auditor, note="External" if audit.is_external else "Internal")
    yield Row("Date", said_day(audit.audited_on))
    yield Row("Opinion", audit.opinion, absent="Not reported yet")
    yield Row("What it found", audit.summary, absent="Nothing written down")
    yield Row("Report", "The report" if audit.link else "", url=audit.link, absent="No link")


def steps(audit: Audit, user) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    labels = (("report", "Record that it reported"), ("implement", "Say that everything is implemented"))
    for verb, label in labels:
        if audit.status in AUDITS.transitions[verb].sources:
            refusal = AUDITS.may_start(user, audit, verb).reason
            yield Step(label, reverse(f"reviews:audit_{verb}", args=[audit.pk]), refusal)
