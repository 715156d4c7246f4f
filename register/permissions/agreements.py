"""Who may write about agreements, their outcomes and files, and who puts them in force, renews and ends them."""

from partnerships.verdict import ALLOWED, Verdict, refused
from register.models import GoverningDocument, Meeting, Partnership, StoredFile
from register.permissions.entries import can_edit_partnership, editing

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
    if document.removed_at is not None:
        return refused(REMOVED)
    if can_edit_partnership(user, document.partnership):
        return ALLOWED
    return refused(
        "Only the policy team, the lead officer and the head of service put an agreement in force, renew or end it."
    )


def can_keep_files(user, owner: GoverningDocument | Meeting) -> Verdict:
    """Files of a document or a meeting are kept by who keeps the document or the meeting."""
    if owner.removed_at is not None:
        return refused("What this file belongs to was taken off the entry. Put that back first.")
    return editing(user, owner.partnership).lines(type(owner))


def can_change_file(user, file: StoredFile) -> Verdict:
    """The same for a file that is there."""
    return can_keep_files(user, file.document or file.meeting)
