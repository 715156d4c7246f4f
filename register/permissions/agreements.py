"""Who may write about agreements, their outcomes and files, and who puts them in force, renews and ends them."""

from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import GoverningDocument, Meeting, PartnerPaper, Partnership, StoredFile
from register.permissions.entries import SETTLED_ONLY, answers_for, editing
from register.permissions.partner_papers import can_receive_paper
from register.rules.words import long_day

Status = GoverningDocument.Status
REMOVED = "This document was taken off the entry. Put it back first, under Agreements and documents."


def can_keep_agreements(user, entry: Partnership) -> Verdict:
    """Who edits the entry, and officers who attend it, add agreements and keep what they say."""
    return editing(user, entry).lines(GoverningDocument)


def can_change_agreement(user, document: GoverningDocument) -> Verdict:
    """Outcomes and files of an agreement that stands; one that was renewed or terminated stays as it was."""
    if document.removed_at is not None:
        return refused(REMOVED)
    if document.status in (Status.RENEWED, Status.TERMINATED):
        return refused(f"This agreement is {document.get_status_display().lower()}, so its outcomes stay as they are.")
    return can_keep_agreements(user, document.partnership)


def can_settle_agreement(user, document: GoverningDocument) -> Verdict:
    """Putting in force, renewing and terminating: the policy team, the lead officer and the head of service."""
    return refused(REMOVED) if document.removed_at is not None else can_resume(user, document)


def can_resume(user, document: GoverningDocument) -> Verdict:
    """Who settles agreements, when its renewal is taken off the entry."""
    return allowed_if(answers_for(user, document.partnership), SETTLED_ONLY)


def can_put_in_force(user, document: GoverningDocument) -> Verdict:
    """Who settles agreements, unless another renewal of the same agreement stands."""
    verdict = can_settle_agreement(user, document)
    return unrivalled(document) if verdict else verdict


def unrivalled(document: GoverningDocument) -> Verdict:
    """One agreement is renewed once: refused while another renewal of what this one renews or renewed stands."""
    old = renewed_once(document)
    others = GoverningDocument.objects.filter(renews=old, removed_at=None).exclude(pk=document.pk)
    other = others.exclude(status=Status.TERMINATED).first() if old else None
    if other is None:
        return ALLOWED
    since = f", from {long_day(other.starts_on)}," if other.starts_on else ""
    state = "a draft" if other.status == Status.DRAFT else other.get_status_display().lower()
    return refused(
        f"Another renewal of “{old}”{since} is {state}: “{other}”. Take that one off the entry first, or leave this."
    )


def renewed_once(document: GoverningDocument) -> GoverningDocument | None:
    """What it renews, or renewed until another renewal was drafted in its place."""
    if document.renews_id:
        return document.renews
    row = GoverningDocument.history.filter(id=document.pk, renews__isnull=False).order_by("-version").first()
    return GoverningDocument.objects.filter(pk=row.renews_id).first() if row else None


def can_keep_files(user, owner: GoverningDocument | Meeting | PartnerPaper) -> Verdict:
    """Files of a document, a meeting or a partner's paper are kept by who keeps what they belong to."""
    if isinstance(owner, PartnerPaper):
        return can_receive_paper(user, owner)
    if owner.removed_at is not None:
        return refused("What this file belongs to was taken off the entry. Put that back first.")
    return editing(user, owner.partnership).lines(type(owner))


def can_change_file(user, file: StoredFile) -> Verdict:
    """The same for a file that is there."""
    return can_keep_files(user, file.owner)
