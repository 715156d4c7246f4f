"""What one person can do next for one entry: computed, the most pressing first, each with its guidance (SH-18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.roles import Role
from register.models import Concern, GoverningDocument, Partnership, Policy
from register.models.choices import CURRENT, RATINGS
from register.permissions.entries import Editing, can_rate_by_hand, editing
from register.permissions.imports import can_accept_batch
from register.reports.follow_up import why
from register.rules.agreements import is_expired, is_renewal_due
from register.rules.follow_up import COUNTED
from register.rules.gaps import gaps
from register.rules.sections import SECTIONS
from register.workflow.entries import may_confirm

MOST = 5
SECTION_OF = {name: section.key for section in SECTIONS.values() for name in section.fields}
RECORDERS = (Role.POLICY_OFFICER, Role.DEMOCRATIC_SERVICES)


@dataclass(frozen=True)
class NextStep:
    """One thing to do: what, where, and the procedure that it belongs to."""

    label: str
    url: str
    guide: str


def next_steps(entry: Partnership, user, today: date) -> list[NextStep]:
    """At most five, and none where the entry is not active or nothing is open to this person."""
    if entry.status not in CURRENT:
        return []
    may_edit = editing(user, entry)
    parts = (
        imported(entry, user),
        concerns(entry, user),
        nobody_leads(entry, may_edit),
        places(entry, user),
        agreements(entry, may_edit, today),
        looking_again(entry, may_edit, today),
        headings(entry, may_edit),
        blanks(entry, user, may_edit),
        reviews(entry, may_edit, today),
    )
    return [step for part in parts for step in part][:MOST]


def imported(entry: Partnership, user) -> Iterator[NextStep]:
    if entry.is_awaiting_acceptance and can_accept_batch(user, entry.batch):
        address = reverse("register:import_accept", args=[entry.batch.reference])
        yield NextStep(f"Accept the import {entry.batch.reference}", address, "importing")
    if may_confirm(user, entry):
        yield NextStep("Confirm that the entry is right", on(entry, "confirm"), "importing")


def concerns(entry: Partnership, user) -> Iterator[NextStep]:
    open_ones = Concern.objects.visible_to(user).filter(partnership=entry)
    settles = user.has_role(Role.POLICY_OFFICER)
    for concern in open_ones.open().select_related(None):
        address = reverse("register:concern", args=[concern.pk])
        waits = concern.status != Concern.Status.ADVISED
        if waits and concern.asked_id == user.pk:
            yield NextStep(f"Advise on the concern “{concern}”", address, "concerns")
        elif not waits and (settles or concern.asked_id == user.pk):
            yield NextStep(f"Resolve the concern “{concern}”", address, "concerns")


def nobody_leads(entry: Partnership, may_edit: Editing) -> Iterator[NextStep]:
    if not (entry.lead_officer_id or entry.lead_officer_post) and may_edit.fields(["lead_officer"]):
        yield NextStep("Name the lead officer", field(entry, "lead_officer"), "editing")


def places(entry: Partnership, user) -> Iterator[NextStep]:
    if not user.has_role(*RECORDERS):
        return
    for seat in entry.seats.filter(removed_at__isnull=True, is_vacant=True)[:MOST]:
        label = f"Fill the vacant place: {seat.post}" if seat.post else "Fill the vacant place"
        yield NextStep(label, reverse("register:seat", args=[seat.pk]), "appointments")


def agreements(entry: Partnership, may_edit: Editing, today: date) -> Iterator[NextStep]:
    if not may_edit.lines(GoverningDocument):
        return
    policy = Policy.objects.filter(is_current=True).first() or Policy()
    for document in entry.documents.filter(removed_at__isnull=True):
        address = reverse("register:agreement", args=[document.pk])
        if is_expired(document, today):
            yield NextStep(f"Renew or terminate “{document}”: it has expired", address, "agreements")
        elif is_renewal_due(document, today, policy):
            yield NextStep(f"Renew “{document}”: its renewal is due", address, "agreements")


def looking_again(entry: Partnership, may_edit: Editing, today: date) -> Iterator[NextStep]:
    """As many meetings were held as were asked for, or what was deferred falls due (H14-32, H14-39)."""
    if may_edit.fields([COUNTED]):
        for reason in why(entry, today):
            yield NextStep(f"Look at it again: {reason}", field(entry, COUNTED), "editing")


def headings(entry: Partnership, may_edit: Editing) -> Iterator[NextStep]:
    if entry.recommendation and not entry.recommendation_heading and may_edit.fields(["recommendation_heading"]):
        yield NextStep(
            "Say under which heading papers report the recommendation", field(entry, "recommendation_heading"), "papers"
        )


def blanks(entry: Partnership, user, may_edit: Editing) -> Iterator[NextStep]:
    """What is missing, as far as this person may fill it in; the lead officer is asked for before."""
    for gap in gaps(entry):
        if gap.field != "lead_officer" and may_edit.fields([gap.field]) and may_rate(user, entry, gap.field):
            yield NextStep(gap.remedy, field(entry, gap.field), "editing")


def may_rate(user, entry: Partnership, field: str) -> bool:
    """May this person fill it in, where it is a rating?"""
    return field not in RATINGS or bool(can_rate_by_hand(user, entry, field))


def reviews(entry: Partnership, may_edit: Editing, today: date) -> Iterator[NextStep]:
    due = entry.next_review_due_on
    if due and due < today and may_edit.fields(["next_review_due_on"]):
        yield NextStep("Review it, and set when the next review is due", field(entry, "next_review_due_on"), "editing")


def on(entry: Partnership, route: str) -> str:
    return reverse(f"register:{route}", args=[entry.reference])


def field(entry: Partnership, name: str) -> str:
    """The box in which a field of the entry is changed."""
    address = reverse("register:edit", args=[entry.reference, SECTION_OF[name]])
    return f"{address}#div_id_{name}"
