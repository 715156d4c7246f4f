"""How a policy sets its checks: whether each runs, how much it matters, its limit, and its paragraph."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from assessments.models import CheckSetting
from assessments.workflow.checks import run_all
from partnerships.checking import checks
from partnerships.permissions import can_keep_lists
from partnerships.saving import claimed, create
from partnerships.verdict import require
from register.models import Policy
from register.workflow.policies import origin, write

UNKNOWN = "There is no check of this code."
NO_LIMIT = "This check has no limit, so leave it blank."
NO_SOURCE = "Say which paragraph this comes from, or who decided it."


def load_settings(policy: Policy, data: Mapping[str, Any], counts: Counter, who: dict) -> None:
    """What a policy's file says of the checks. Raises NoSource for a value without a paragraph."""
    for given in data.get("checks", ()):
        values = {name: given[name] for name in ("is_on", "severity", "limit") if name in given}
        source = origin({"name": f"Check {given['code']}", **given})
        write(CheckSetting, {"policy": policy, "code": given["code"]}, values | {"source": source}, counts, who)
    if counts["created"] + counts["changed"]:
        run_all(localdate(who["at"]))


def refuse(setting: CheckSetting) -> None:
    """What a setting must say. Raises ValidationError."""
    check = checks().get(setting.code)
    if check is None:
        raise ValidationError({"code": UNKNOWN})
    wrong = {}
    if setting.limit is not None and check.limit is None:
        wrong["limit"] = NO_LIMIT
    if not setting.source.strip():
        wrong["source"] = NO_SOURCE
    if wrong:
        raise ValidationError(wrong)


def add(setting: CheckSetting, *, by, at: datetime) -> CheckSetting:
    """Set a check for the first time, and run the checks. Raises Refused, or ValidationError."""
    require(can_keep_lists(by))
    refuse(setting)
    with transaction.atomic():
        made = create(setting, by=by, at=at)
        run_all(localdate(at))
    return made


def change(setting: CheckSetting, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> CheckSetting:
    """Set a check otherwise, and run the checks. Raises Refused, Conflict, or ValidationError."""
    require(can_keep_lists(by))
    with transaction.atomic():
        changed = claimed(CheckSetting, setting.pk, version, changes, by=by, at=at)
        refuse(changed)
        run_all(localdate(at))
    return changed
