"""The tests of significance of the policy in use: a version to come is changed; one that has begun stays."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.saving import claimed, create
from partnerships.verdict import Verdict, allowed_if, require
from register import permissions
from register.models import SignificanceTests
from register.rules.words import long_day
from register.workflow.significance import recompute_all

PAST = "A version begins today or later: what was judged before stays as it was."


def may_change(tests: SignificanceTests, today: date) -> Verdict:
    """Tests that have begun have judged entries, so they stay and are followed by others."""
    return allowed_if(
        tests.from_on > today,
        f"These tests have been in force since {long_day(tests.from_on)}, so they stay as they are. "
        "Add tests that begin on another day.",
    )


def begin(tests: SignificanceTests, *, by, at: datetime) -> SignificanceTests:
    """Add a version that begins today or later, and judge the register by it as soon as it has begun."""
    require(permissions.can_keep_significance_tests(by))
    refuse_past(tests.from_on, localdate(at))
    with transaction.atomic():
        made = create(tests, by=by, at=at)
        recompute_all(by=by, at=at)
    return made


def change(
    tests: SignificanceTests, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> SignificanceTests:
    """Change a version that has not begun. Raises Refused where it has."""
    require(permissions.can_keep_significance_tests(by))
    today = localdate(at)
    refuse_past(changes.get("from_on", tests.from_on), today)
    with transaction.atomic():
        saved = claimed(
            SignificanceTests,
            tests.pk,
            version,
            changes,
            by=by,
            at=at,
            guard=lambda current: require(may_change(current, today)),
        )
        recompute_all(by=by, at=at)
    return saved


def refuse_past(day: date, today: date) -> None:
    if day < today:
        raise ValidationError({"from_on": PAST})
