"""Every write about an audit: entered, corrected, reported, implemented (H11-04, H14-10, W09-04)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from partnerships.machine import Machine, Transition
from partnerships.saving import claimed, create
from partnerships.verdict import require
from register.rules.words import number_of
from reviews.models import Audit
from reviews.models.choices import AuditStatus, RecommendationStatus
from reviews.permissions.audits import can_keep_audits

SETTLED = (RecommendationStatus.CLOSED, RecommendationStatus.REJECTED, RecommendationStatus.WITHDRAWN)


def says_opinion(audit: Audit) -> list[str]:
    return [] if audit.opinion.strip() else ["Say which opinion the auditor gave."]


def why_not_implemented(audit: Audit) -> list[str]:
    """Findings that are neither closed nor turned down."""
    waiting = audit.findings.exclude(status__in=SETTLED).count()
    return [f"{number_of(waiting, 'finding is', 'findings are')} not closed yet."] if waiting else []


AUDITS = Machine(
    Audit,
    "audit",
    AuditStatus.IN_PROGRESS,
    Transition("report", "reported", (AuditStatus.IN_PROGRESS,), AuditStatus.REPORTED, can_keep_audits, says_opinion),
    Transition(
        "implement",
        "implemented",
        (AuditStatus.REPORTED,),
        AuditStatus.IMPLEMENTED,
        can_keep_audits,
        why_not_implemented,
    ),
)


def enter(values: Mapping[str, Any], *, by, at: datetime) -> Audit:
    """Enter an audit that has begun."""
    require(can_keep_audits(by))
    return create(Audit(**values), by=by, at=at)


def edit(audit: Audit, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Audit:
    """Correct or complete an audit that was read at `version`."""
    require(can_keep_audits(by))
    return claimed(Audit, audit.pk, version, changes, by=by, at=at)


def report(audit: Audit, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Audit:
    """The auditor has reported, with this opinion."""
    return AUDITS.perform("report", audit, by=by, at=at, version=version, changes=changes)


def implement(audit: Audit, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Audit:
    """Everything that it found is closed."""
    return AUDITS.perform("implement", audit, by=by, at=at, version=version)
