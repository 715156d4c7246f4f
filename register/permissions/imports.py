"""Who may do what with imports."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if, refused
from register.models import ImportBatch, Partnership


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
