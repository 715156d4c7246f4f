"""Every write about the rota on which governance is verified against its documents (H11-12–20)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.models import User
from partnerships.saving import announced_once, claimed, create_many
from partnerships.verdict import Verdict, refused, require
from register.models import GoverningDocument, Participation, Partnership, Verification, VerifiedFeature
from register.models.choices import CURRENT, Significance
from register.models.verifications import BorneOut
from register.permissions import verifications as permissions
from register.rules import verifications as rules
from register.rules.governance import FEATURES, Check
from register.rules.programme import due_on

Status = Verification.Status
ANOTHER_NUMBER = "The entries to be dealt out changed meanwhile. Look at them again."
NOBODY_LEFT = "There is nothing to deal out: every entry was verified in that time, or is on the rota already."
PAST = "That month is over. Begin with this month or a later one."


VERIFICATIONS = Machine(
    Verification,
    "verification",
    Status.PLANNED,
    Transition("verify", "verified", (Status.PLANNED,), Status.VERIFIED, permissions.can_verify, stamp="verified"),
    Transition("drop", "dropped", (Status.PLANNED,), Status.DROPPED, permissions.can_change_verification),
)


@dataclass(frozen=True)
class Found:
    """What somebody found of one feature: the answer that stands in the register, and what the documents say."""

    check: Check
    finding: str
    document: GoverningDocument | None = None
    note: str = ""


def to_deal(years: int, most: int | None, at: datetime) -> list[Partnership]:
    """Entries that count, not on the rota and not verified within so many years; the first `most` of them."""
    since = due_on(localdate(at), 12, -years)
    verified = Verification.objects.filter(status=Status.VERIFIED).values("partnership")
    last = dict(verified.annotate(last=Max(TruncDate("verified_at"))).values_list("partnership", "last"))
    recent = [pk for pk, day in last.items() if day > since]
    planned = Verification.objects.planned().values("partnership")
    entries = Partnership.objects.counted().exclude(pk__in=planned).exclude(pk__in=recent)
    tiers = dict(
        Participation.objects.filter(partnership__in=entries, significance=Significance.SIGNIFICANT).values_list(
            "partnership", "significance"
        )
    )
    return rules.in_order(entries, last, tiers)[:most]


def proposed(
    people: Sequence[User], first: date, months: int, years: int, most: int | None, at: datetime
) -> rules.Deal:
    """What would be dealt to whom. Raises ValidationError for a month that is over, and where nothing is left."""
    today = localdate(at)
    if rules.month_end(first) < today:
        raise ValidationError({"first": PAST})
    found = rules.deal(to_deal(years, most, at), people, first, months, permissions.unfit_to_verify)
    if not found.dealt and not found.left:
        raise ValidationError(NOBODY_LEFT)
    return found


def deal(asked: Mapping[str, Any], expected: int, *, by, at: datetime) -> list[Verification]:
    """Put them on the rota, exactly as many as were shown. Raises Refused or ValidationError."""
    require(permissions.can_plan_verifications(by))
    found = proposed(**asked, at=at)
    if len(found.dealt) != expected:
        raise ValidationError(ANOTHER_NUMBER)
    lines = [Verification(partnership=each.entry, verifier=each.person, due_on=each.due_on) for each in found.dealt]
    return create_many(lines, by=by, at=at)


def may_verify(user, verification: Verification) -> Verdict:
    """Is it planned, does the council still take part, and is this the person?"""
    if verification.partnership.status not in CURRENT:
        return refused(permissions.ENDED)
    return VERIFICATIONS.may_start(user, verification, "verify")


def verify(
    verification: Verification, found: Iterable[Found], note: str = "", *, version: int, by, at: datetime
) -> Verification:
    """Its verifier says of each of the nine features what the documents say. Raises Refused or ValidationError."""
    require(may_verify(by, verification))
    told = list(found)
    if {each.check.feature.code for each in told} != {each.code for each in FEATURES}:
        raise ValidationError("Say of each feature what the documents say.")
    if missing := [each.check.feature.name for each in told if lacks_document(each)]:
        raise ValidationError([f"Choose the document, or say what you looked at: “{name}”." for name in missing])
    with transaction.atomic(), announced_once(by=by, at=at):
        done = VERIFICATIONS.perform("verify", verification, by=by, at=at, version=version, changes={"note": note})
        create_many([line_of(done, each) for each in told], by=by, at=at)
    return done


def lacks_document(found: Found) -> bool:
    """What bears an answer out, or says otherwise, is named."""
    return found.finding != BorneOut.NOTHING and found.document is None and not found.note.strip()


def line_of(verification: Verification, found: Found) -> VerifiedFeature:
    return VerifiedFeature(
        verification=verification,
        feature=found.check.feature.code,
        answer=found.check.answer,
        finding=found.finding,
        document=found.document,
        note=found.note,
    )


def may_change(user, verification: Verification) -> Verdict:
    """Only what is still planned is given to somebody else, or moved."""
    if verification.status != Status.PLANNED:
        return refused(f"This verification is {VERIFICATIONS.state_name(verification.status)}, so it stays as it is.")
    return permissions.can_change_verification(user, verification)


def change(verification: Verification, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Verification:
    """Give it to somebody else who may verify it, or change its day. Raises Refused or ValidationError."""

    def guard(stands: Verification) -> None:
        require(may_change(by, stands))

    person = User.objects.filter(pk=getattr(changes.get("verifier"), "pk", changes.get("verifier"))).first()
    if person and (sentence := permissions.unfit_to_verify(person, verification.partnership)):
        raise ValidationError({"verifier": sentence})
    return claimed(Verification, verification.pk, version, changes, by=by, at=at, guard=guard)


def drop(verification: Verification, reason: str, *, version: int, by, at: datetime) -> Verification:
    """Take it off the rota, with why; it stays on record."""
    return VERIFICATIONS.perform("drop", verification, by=by, at=at, version=version, reason=reason)
