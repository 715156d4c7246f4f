"""Freezing a round: every entry of the register is kept as it stands, with a fingerprint that one byte would change.

Afterwards an edition is signed off by who was consulted, and adopted by a recorded decision of the bodies (SH-02).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Refused, Verdict, refused, require
from register.listing.record import text
from register.models import Matter, Partnership
from register.models.choices import DecisionEvent, Status
from register.rules.routes import Asked, Facts, route
from register.workflow import decisions, resting
from reviews.models import Edition, EditionEntry, Recommendation, ReviewRound, SignOff
from reviews.models.choices import BEFORE_BODIES, EditionStatus
from reviews.permissions import editions as permissions
from reviews.reports.edition_content import contents
from reviews.workflow.rounds import ROUNDS

CHUNK = 500
CHECKED = ("edition", "text", "sha256", "partnership__reference")
PUT_ALREADY = "It was put to the bodies already."

EDITIONS = Machine(
    Edition,
    "edition",
    EditionStatus.FROZEN,
    Transition(
        "adopt", "adopted", (EditionStatus.FROZEN,), EditionStatus.ADOPTED, permissions.can_bring_about, stamp="adopted"
    ),
    Transition(
        "supersede", "superseded", (EditionStatus.ADOPTED,), EditionStatus.SUPERSEDED, permissions.can_bring_about
    ),
)


def freeze(round: ReviewRound, *, version: int, by, at: datetime) -> Edition:
    """Freeze a round in which every review is accepted or waived, and keep the register. Raises Refused or Conflict."""
    with transaction.atomic(), announced_once(by=by, at=at):
        frozen = ROUNDS.perform("freeze", round, by=by, at=at, version=version)
        rows = list(kept(frozen, localdate(at)))
        number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        edition = Edition(
            round=frozen, number=number, sha256=of_all(rows), entry_count=len(rows), made_at=at, made_by=by
        )
        create(edition, by=by, at=at)
        for row in rows:
            row.edition = edition
        EditionEntry.objects.bulk_create(rows, batch_size=CHUNK)
    return edition


def kept(round: ReviewRound, today: date) -> Iterator[EditionEntry]:
    """Every entry of the register in canonical words."""
    entries = Partnership.objects.exclude(status=Status.IMPORT_UNDONE)
    for pk, content in contents(entries, round, today):
        words = canonical(content)
        yield EditionEntry(partnership_id=pk, text=words, sha256=digest(words))


def canonical(value: Any) -> str:
    """One way of writing the same values, whatever order they come in."""
    return json.dumps(value, default=text, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def of_all(rows: list[EditionEntry]) -> str:
    """The fingerprint of the fingerprints, in the order of the entries."""
    return digest("\n".join(f"{row.partnership_id}:{row.sha256}" for row in rows))


def rows_of(edition: Edition) -> list[EditionEntry]:
    """What it keeps, in the order of the entries."""
    return list(edition.entries.order_by("partnership_id").select_related("partnership").only(*CHECKED))


def faults(edition: Edition, rows: list[EditionEntry] | None = None) -> list[str]:
    """What is no longer as it was kept, in sentences that name the entries; nothing where the edition is whole.

    `rows` is what `rows_of` read already.
    """
    rows = rows_of(edition) if rows is None else rows
    found = [
        f"What it keeps of {row.partnership.reference} was changed after it was frozen."
        for row in rows
        if digest(row.text) != row.sha256
    ]
    if len(rows) != edition.entry_count:
        found.append(f"It was frozen with {edition.entry_count} entries and holds {len(rows)}.")
    if of_all(rows) != edition.sha256 and not found:
        found.append("The fingerprints of its entries are not those of which its own was made.")
    return found


def sign_off(edition: Edition, values: Mapping[str, Any], *, by, at: datetime) -> SignOff:
    """Keep who was consulted on it, when, and what they said (H14-46). Raises Refused or ValidationError."""
    require(permissions.can_sign_off(by, edition))
    return create(SignOff(edition=edition, **values), by=by, at=at)


def may_put(user, edition: Edition) -> Verdict:
    """Is it still to be adopted, has nobody put it yet, and is this the person?"""
    if edition.status != EditionStatus.FROZEN:
        return refused(f"This edition is {edition.get_status_display().lower()} already.")
    if newer := later_adopted(edition):
        return refused(f"{newer}, which is newer, is adopted already, so this one stays as it is.")
    if edition.matter_id and edition.matter.withdrawn_at is None and edition.matter.carried_out_on is None:
        return refused(PUT_ALREADY)
    return permissions.can_put_edition(user, edition)


def later_adopted(edition: Edition) -> Edition | None:
    """A newer edition that bodies have adopted."""
    return Edition.objects.filter(status=EditionStatus.ADOPTED, number__gt=edition.number).first()


def route_of_adoption() -> tuple[Asked, ...]:
    """The bodies that the policy in use asks, in their order; none where it has no such route."""
    policy, lines = resting.table()
    return route(lines, Facts(DecisionEvent.ADOPT), policy)


def before_bodies() -> QuerySet[Recommendation]:
    """The recommendations on which bodies are still to decide: what can be submitted with an edition (H14-02)."""
    return Recommendation.objects.filter(status__in=BEFORE_BODIES).order_by("heading", "reference")


def put(
    edition: Edition,
    recommendations: Iterable[Recommendation] = (),
    with_policy: bool = False,
    *,
    version: int,
    by,
    at: datetime,
) -> Matter:
    """Put its adoption to the bodies of the policy's route. Who froze it or puts it records no decision on it (SH-02).

    The recommendations, and the policy in use, go with it as one submission; what bodies decide on each recommendation
    is recorded at that recommendation (H14-02). Raises Refused, Conflict, or ValidationError where the route table
    names nobody.
    """

    def guard(current: Edition) -> None:
        require(may_put(by, current))

    with transaction.atomic():
        require(may_put(by, edition))
        if found := faults(edition):
            raise Refused(" ".join([*found, "It is not put to anybody as long as that stands."]))
        title = f"Adoption of {edition} of the register: {edition.round}"[:250]
        matter = decisions.put_for_register(title, drafted_by=edition.made_by, by=by, at=at)
        policy = resting.table()[0] if with_policy else None
        submitted = {"matter": matter, "recommendations": list(recommendations), "policy": policy}
        claimed(Edition, edition.pk, version, submitted, by=by, at=at, guard=guard)
    return matter


def decided(matter: Matter, *, approved: bool, by, at: datetime) -> None:
    """Adopted once the bodies' decision is in effect; the edition before it is superseded, or it is itself where a
    newer one was quicker. Under `decision_effects`.
    """
    edition = Edition.objects.filter(matter=matter, status=EditionStatus.FROZEN).first()
    if edition is None or not approved:
        return
    for earlier in Edition.objects.filter(status=EditionStatus.ADOPTED, number__lt=edition.number):
        EDITIONS.perform("supersede", earlier, by=by, at=at, reason=f"{edition} was adopted")
    adopted = EDITIONS.perform("adopt", edition, by=by, at=at)
    if newer := later_adopted(adopted):
        EDITIONS.perform("supersede", adopted, by=by, at=at, reason=f"{newer} was adopted before it")
