"""The lines of a recommendation: partnerships and exceptions, who is consulted, what is to be done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Verdict, allowed_if, refused, require
from register.models import Family, Partnership
from reviews.models import Consultation, PlannedAction, Recommendation, RecommendationSubject
from reviews.models.choices import UNDECIDED
from reviews.models.recommendations import RecommendationLine
from reviews.permissions import recommendations as permissions

LAST = "It is about this partnership alone. Name another one before you take this one off."
LINES: dict[str, type[RecommendationLine]] = {
    "subjects": RecommendationSubject,
    "consultations": Consultation,
    "actions": PlannedAction,
}


def may_change_lines(user, recommendation: Recommendation, noun: str) -> Verdict:
    """What it says is written until it is handed in; who was consulted, until bodies have decided."""
    if noun != "consultations" or recommendation.status not in UNDECIDED:
        return permissions.can_write(user, recommendation)
    own = user.pk == recommendation.drafted_by_id or permissions.can_take_back(user, recommendation)
    if own or permissions.leads(user, recommendation):
        return permissions.ALLOWED
    return refused(permissions.WRITERS)


def noun_of(line: RecommendationLine) -> str:
    return next(noun for noun, model in LINES.items() if isinstance(line, model))


def add(recommendation: Recommendation, noun: str, values: Mapping[str, Any], *, by, at: datetime):
    """Add a line. Raises Refused, or ValidationError where a constraint does not hold."""
    require(may_change_lines(by, recommendation, noun))
    return create(LINES[noun](recommendation=recommendation, **values), by=by, at=at)


def add_family(
    recommendation: Recommendation, family: Family, values: Mapping[str, Any], *, by, at: datetime
) -> list[RecommendationSubject]:
    """All active entries of a family that it does not name yet (H14-25, H14-31). Returns those added."""
    require(may_change_lines(by, recommendation, "subjects"))
    there = recommendation.subjects.filter(removed_at__isnull=True).values("partnership")
    entries = Partnership.objects.active().accepted().filter(family=family).exclude(pk__in=there)
    if not entries:
        raise ValidationError({"family": "Every entry of this family is named already."})
    with transaction.atomic(), announced_once(by=by, at=at):
        if not recommendation.group_name:
            name = {"group_name": str(family)[:160]}
            claimed(Recommendation, recommendation.pk, recommendation.version, name, by=by, at=at)
        lines = [RecommendationSubject(recommendation=recommendation, partnership=each, **values) for each in entries]
        return [create(line, by=by, at=at) for line in lines]


def change(line: RecommendationLine, changes: Mapping[str, Any], *, version: int, by, at: datetime):
    """Change a line that was read at `version`."""

    def guard(stands: RecommendationLine) -> None:
        require(may_change_lines(by, stands.recommendation, noun_of(stands)))

    return claimed(type(line), line.pk, version, changes, by=by, at=at, guard=guard)


def remove(line: RecommendationLine, changes: Mapping[str, Any], *, version: int, by, at: datetime):
    """Take a line off; it stays in the history. The last partnership stays: a recommendation is about something."""
    if isinstance(line, RecommendationSubject):
        others = line.recommendation.subjects.filter(removed_at__isnull=True).exclude(pk=line.pk)
        require(allowed_if(others.exists(), LAST))
    return change(line, {"removed_at": at, "removed_by": by}, version=version, by=by, at=at)
