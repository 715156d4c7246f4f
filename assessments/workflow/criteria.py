"""Versions of the criteria: one that an assessment uses stays as it is, and another follows it (B15-46, B15-47)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from assessments.models import CriteriaSet, Criterion
from assessments.permissions.criteria import can_keep_criteria
from assessments.rules.criteria import LINE_FIELDS, SET_FIELDS, content, figure, line_content
from assessments.workflow.versions import Versions
from partnerships.verdict import Verdict, allowed_if
from register.models import Policy
from register.workflow.policies import origin

TAKEN = "Criteria that begin on this day are in use already. Choose another day."
USED = (
    "Assessments were made by these criteria, so they stay as they are. Add a new version, which begins as a copy of "
    "them."
)


def may_change(version: CriteriaSet) -> Verdict:
    """Criteria by which somebody has begun to assess stay as they are."""
    return allowed_if(not version.assessments.exists(), USED)


CRITERIA = Versions(
    CriteriaSet, Criterion, "criteria", "criteria", line_content, LINE_FIELDS, can_keep_criteria, may_change, TAKEN
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
        CRITERIA.make(CriteriaSet(policy=policy, kind=given["kind"], from_on=day, **values), lines, who)
        counts["created"] += 1


def line_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of one criterion; figures stand as text in the file."""
    values = {name: given.get(name, "") for name in LINE_FIELDS}
    figures = {name: figure(given.get(name)) for name in ("medium_from", "medium_to")}
    return {**values, **figures, "source": origin(given)}
