"""Keeping what the checks find: after every save for the entries that changed, every night for all; and waivers."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.transaction import on_commit
from django.utils.timezone import localdate

from assessments.models import Finding, Waiver
from assessments.permissions.checks import can_waive
from assessments.reports.findings import in_force
from assessments.reports.looking import Hit, checked, in_use, look_at_all, of_council
from partnerships.checking import checks
from partnerships.saving import claimed, create
from partnerships.verdict import refused, require
from register.models import Partnership
from register.rules.programme import due_on
from register.rules.words import long_day

OVER = "The day until which it is waived must be later than today."
TOO_LONG = "A finding is waived for two years at most, until {}. Look at it again then."
MONTHS = 24
MENDED = "This is mended already, so there is nothing to waive."
LIFTED = "This waiver was lifted already."


class Waiting(threading.local):
    """The entries that this thread changed and has not looked at since; `asked` and `answered` count the changes."""

    def __init__(self):
        self.ids: set[int] = set()
        self.asked = self.answered = 0


WAITING = Waiting()


def run_when_kept(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """Look at the entries that changed as soon as the change is kept, once however often it touched them.

    Contributed under `after_change`. A check that breaks does not undo the save: the night looks again.
    """
    WAITING.ids |= ids
    WAITING.asked += 1
    number = WAITING.asked
    on_commit(lambda: run_waiting(number, at), robust=True)


def run_waiting(number: int, at: datetime) -> None:
    if number > WAITING.answered:
        ids, WAITING.ids, WAITING.answered = WAITING.ids, set(), WAITING.asked
        run(ids, at=at)


@transaction.atomic
def run(ids: Iterable[int], *, at: datetime) -> None:
    """Look at these entries, one look at a time for each. What adds up the register waits for night."""
    found = Partnership.objects.filter(pk__in=ids).order_by("pk").select_for_update()
    locked = list(found.values_list("pk", flat=True))
    wanted = [rule for rule in in_use() if not rule.check.is_nightly]
    waiting = [code for code, check in checks().items() if check.is_nightly]
    keep(look_at_all(localdate(at), wanted, locked), localdate(at), waiting)


def run_all(day: date, *, at: datetime | None = None) -> str:
    """Look at every entry, as every night, and say what came of it; contributed under `nightly`."""
    return keep_all(look_at_all(day, in_use()), of_council(day), day)


@transaction.atomic
def keep_all(looks: Iterable[tuple[list[int], list[Hit]]], council: list[Hit], day: date) -> str:
    """Keep what was found on all entries and on the council; what is no longer checked has no finding."""
    counts = keep(looks, day) + settle(Finding.objects.filter(partnership=None), council, day)
    of_entries = Finding.objects.filter(mended_on=None, partnership__isnull=False)
    gone = of_entries.exclude(partnership__in=checked().order_by().values("pk"))
    counts["mended"] += gone.update(mended_on=day)
    standing = Finding.objects.filter(mended_on=None).count()
    return f"Findings of the checks: {standing:,}; {counts['new']:,} new, {counts['mended']:,} mended."


def keep(looks: Iterable[tuple[list[int], list[Hit]]], day: date, waiting: Iterable[str] = ()) -> Counter:
    """Write what was found: new findings, changed words, and what is mended. Those of checks that wait stay."""
    counts: Counter = Counter()
    for pks, hits in looks:
        counts += settle(Finding.objects.filter(partnership__in=pks).exclude(code__in=waiting), hits, day)
    return counts


def settle(known: QuerySet[Finding], hits: list[Hit], day: date) -> Counter:
    """The findings of some entries, or of the council, in a query or four however many they are.

    They are asked for in no order: for the sake of one, a database would read every finding of the register.
    """
    wanted = {hit.key: hit for hit in hits}
    mended, changed = [], []
    for row in known.filter(mended_on=None).order_by():
        hit = wanted.pop((row.partnership_id, row.code, row.about), None)
        if hit is None:
            mended.append(row.pk)
        elif (row.evidence, row.severity) != (said := (evidence(hit), hit.rule.severity)):
            row.evidence, row.severity = said
            changed.append(row)
    if mended:
        Finding.objects.filter(pk__in=mended).update(mended_on=day)
    if changed:
        Finding.objects.bulk_update(changed, ["evidence", "severity"], batch_size=200)
    if wanted:
        Finding.objects.bulk_create([new(hit, day) for hit in wanted.values()], batch_size=200)
    return Counter(new=len(wanted), mended=len(mended))


def evidence(hit: Hit) -> str:
    """The evidence, as much of it as is kept."""
    return hit.found.evidence[:400]


def new(hit: Hit, day: date) -> Finding:
    entry, code, about = hit.key
    return Finding(
        partnership_id=entry, code=code, about=about, severity=hit.rule.severity, evidence=evidence(hit), found_on=day
    )


def waive(finding: Finding, values: Mapping[str, Any], *, by, at: datetime) -> Waiver:
    """Accept a finding until a day, with the reason and on whose authority. It comes back after that day.

    Raises Refused, or ValidationError where there is nothing to waive or it is waived already.
    """
    require(can_waive(by))
    today = localdate(at)
    if finding.mended_on:
        raise ValidationError(MENDED)
    if values["until_on"] <= today:
        raise ValidationError({"until_on": OVER})
    if values["until_on"] > (latest := due_on(today, MONTHS, 1)):
        raise ValidationError({"until_on": TOO_LONG.format(long_day(latest))})
    if standing := in_force(today).filter(**about(finding)).first():
        raise ValidationError(f"This is waived already, until {long_day(standing.until_on)}. Lift that waiver first.")
    return create(Waiver(**about(finding), **values, made_at=at, made_by=by), by=by, at=at)


def about(finding: Finding) -> dict[str, Any]:
    return {"partnership": finding.partnership, "code": finding.code, "about": finding.about}


def lift(waiver: Waiver, reason: str, *, version: int, by, at: datetime) -> Waiver:
    """End a waiver before its day; the finding counts again."""
    require(can_waive(by))

    def guard(current: Waiver) -> None:
        if current.lifted_at:
            require(refused(LIFTED))

    changes = {"lifted_at": at, "lifted_by": by}
    return claimed(Waiver, waiver.pk, version, changes, by=by, at=at, reason=reason.strip(), guard=guard)
