"""Who may do what with entries and imports. Every refusal is a sentence that the person reads."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import ImportBatch, Partnership


def can_create_partnership(user) -> Verdict:
    """New entries are made by the policy team (B15-32)."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer adds an entry to the register.")


def can_edit_partnership(user, partnership: Partnership) -> Verdict:
    """The policy team edits all entries; lead officers and representatives their own; heads of service those of it."""
    if user.has_role(Role.POLICY_OFFICER) or user.pk in {partnership.lead_officer_id, partnership.head_of_service_id}:
        return ALLOWED
    if user.has_role(Role.HEAD_OF_SERVICE) and user.service_id and user.service_id == partnership.service_id:
        return ALLOWED
    if user.has_role(Role.OFFICER) and represents(user, partnership):
        return ALLOWED
    return refused(
        "Only the policy team, the lead officer, the head of service and officers who attend it edit this entry."
    )


def represents(user, partnership: Partnership) -> bool:
    """Does the person sit on this partnership for the council?"""
    return partnership.seats.filter(holder=user, removed_at__isnull=True).exists()


def can_rate_partnership(user, partnership: Partnership) -> Verdict:
    """Ratings are judgements of the lead officer and the policy team; an administrator never rates."""
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk == partnership.lead_officer_id
    return allowed_if(allowed, "Only the lead officer and the policy team rate this partnership.")


def can_confirm_partnership(user, partnership: Partnership) -> Verdict:
    """An imported entry is confirmed by its lead officer; where that is only a post or blank, by the policy team."""
    if partnership.lead_officer_id == user.pk:
        return ALLOWED
    if partnership.lead_officer_id is None and user.has_role(Role.POLICY_OFFICER):
        return ALLOWED
    return refused("The lead officer confirms this entry; where none signs in here, a policy officer does.")


def can_exclude_partnership(user, partnership: Partnership) -> Verdict:
    """Marking an entry as not a partnership, and taking that back, is for the policy team (H14-21)."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer says that an entry is not a partnership."
    )


def can_end_partnership(user, partnership: Partnership) -> Verdict:
    """Ending an entry is for the policy team."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer ends an entry.")


def can_see_contacts(user, partnership: Partnership) -> bool:
    """Contact details are personal data: for people who read the register as officers (SH-39)."""
    return user.reads_register


def can_export_register(user) -> Verdict:
    """Exports are for those who read the whole register."""
    return allowed_if(user.reads_register, "Only people who read the whole register export it.")


def can_import(user) -> Verdict:
    """Uploading, checking and committing a spreadsheet is for administrators."""
    return allowed_if(user.has_role(Role.ADMINISTRATOR), "Only an administrator imports spreadsheets.")


def can_see_imports(user) -> Verdict:
    """Imports are read by those who run, accept or audit them."""
    readers = (Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR)
    return allowed_if(user.has_role(*readers), "Only administrators, policy officers and auditors see imports.")


def can_work_on_batch(user, batch: ImportBatch) -> Verdict:
    """Mapping, checking, answering, committing and discarding an upload: any administrator, not only its uploader."""
    return can_import(user)


def can_accept_batch(user, batch: ImportBatch) -> Verdict:
    """A committed import is accepted by a policy officer who did not commit it: nobody accepts their own work (D33)."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer accepts an import.")
    return allowed_if(
        batch.committed_by_id != user.pk, "Somebody else accepts an import than the person who committed it."
    )


def can_undo_batch(user, batch: ImportBatch) -> Verdict:
    """An import is undone by an administrator or a policy officer."""
    allowed = user.has_role(Role.ADMINISTRATOR, Role.POLICY_OFFICER)
    return allowed_if(allowed, "Only an administrator or a policy officer undoes an import.")


def can_undo_entry(user, partnership: Partnership) -> Verdict:
    """An entry that an import made goes with that import."""
    return allowed_if(
        partnership.batch_id is not None, "Only an entry that an import made can be undone with it."
    ) and can_undo_batch(user, partnership.batch)
