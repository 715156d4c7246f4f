"""Versions of the criteria: one that an assessment uses stays as it is, and another follows it (B15-46, B15-47)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from assessments.models import CriteriaSet, Criterion
from assessments.permissions.criteria import can_keep_criteria
from assessments.rules.criteria import LINE_FIELDS, SET_FIELDS, content, figure, line_content
from partnerships.saving import claimed, create
from partnerships.verdict import Verdict, allowed_if, require
from register.models import Policy
from register.workflow.policies import origin

PAST = "A version begins today or later: what was assessed before stays as it was."
TAKEN = "Criteria that begin on this day are in use already. Choose another day."
USED = (
    "Assessments were made by these criteria, so they stay as they are. Add a new version, which begins as a copy of "
    "them."
)


def load_criteria(policy: Policy, data: Mapping[str, Any], counts: Counter, who: dict) -> None:
    """The criteria of a policy from its file. Raises NoSource for a value without a paragraph."""
    for given in data.get("criteria", ()):
        values = {
            "title": given["title"],
            "is_binding": given["is_binding"],
            "source": origin({"name": given["title"], **given}),
        }
        lines = [line_of(line) for line in given["criteria"]]
        versions = list(policy.criteria_sets.filter(kind=given["kind"]).prefetch_related("criteria"))
        told = (tuple(values[name] for name in SET_FIELDS), tuple(map(line_content, lines)))
        if any(content(version) == told for version in versions):
            counts["unchanged"] += 1
            continue
        begins = date.fromisoformat(given["from_on"])
        taken = {version.from_on for version in versions}
        day = localdate(who["at"]) if begins in taken else begins
        begin_version(CriteriaSet(policy=policy, kind=given["kind"], from_on=day, **values), lines, who)
        counts["created"] += 1


def line_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of one criterion; figures stand as text in the file."""
    values = {name: given.get(name, "") for name in LINE_FIELDS}
    figures = {name: figure(given.get(name)) for name in ("medium_from", "medium_to")}
    return {**values, **figures, "source": origin(given)}


def begin_version(version: CriteriaSet, lines: Sequence[Mapping[str, Any]], who: dict) -> CriteriaSet:
    """Create a version with its criteria, in their order."""
    with transaction.atomic():
        made = create(version, **who)
        for position, values in enumerate(lines, start=1):
            create(Criterion(criteria=made, position=position, **values), **who)
    return made


def may_change(version: CriteriaSet) -> Verdict:
    """Criteria by which somebody has begun to assess stay as they are."""
    return allowed_if(not version.assessments.exists(), USED)


def begin(version: CriteriaSet, lines: Sequence[Mapping[str, Any]], *, by, at: datetime) -> CriteriaSet:
    """The policy team adds a version that begins today or later. Raises Refused or ValidationError."""
    require(can_keep_criteria(by))
    refuse_past(version.from_on, localdate(at))
    if CriteriaSet.objects.filter(policy=version.policy, kind=version.kind, from_on=version.from_on).exists():
        raise ValidationError({"from_on": TAKEN})
    return begin_version(version, lines, {"by": by, "at": at})


def change(
    version: CriteriaSet,
    changes: Mapping[str, Any],
    lines: Sequence[tuple[Criterion | None, Mapping[str, Any]]],
    *,
    seen: int,
    by,
    at: datetime,
) -> CriteriaSet:
    """Change a version by which nobody has assessed yet: its own columns, its criteria, and criteria that are new."""
    require(can_keep_criteria(by))
    if "from_on" in changes:
        refuse_past(changes["from_on"], localdate(at))
    who = {"by": by, "at": at}
    with transaction.atomic():
        saved = claimed(
            CriteriaSet, version.pk, seen, changes, **who, guard=lambda current: require(may_change(current))
        )
        last = saved.criteria.count()
        for line, values in lines:
            if line is None:
                last += 1
                create(Criterion(criteria=saved, position=last, **values), **who)
            elif line_content(values) != line_content({name: getattr(line, name) for name in LINE_FIELDS}):
                claimed(Criterion, line.pk, line.version, values, **who)
    return saved


def refuse_past(day: date, today: date) -> None:
    if day < today:
        raise ValidationError({"from_on": PAST})
