"""Who may do what in the register, by noun. Every refusal is a sentence that the person reads."""

from register.permissions.entries import (
    ATTENDED_ONLY,
    Editing,
    can_confirm_partnership,
    can_create_partnership,
    can_edit_partnership,
    can_end_partnership,
    can_exclude_partnership,
    can_export_register,
    can_rate_partnership,
    can_see_contacts,
    can_see_register,
    editing,
    represents,
)
from register.permissions.imports import (
    can_accept_batch,
    can_import,
    can_see_imports,
    can_undo_batch,
    can_undo_entry,
    can_work_on_batch,
)
from register.permissions.meetings import (
    can_deal_with_decision,
    can_keep_meetings,
    can_record_receipt,
    can_submit_programme_report,
)

__all__ = [
    "ATTENDED_ONLY",
    "Editing",
    "can_accept_batch",
    "can_confirm_partnership",
    "can_create_partnership",
    "can_deal_with_decision",
    "can_edit_partnership",
    "can_end_partnership",
    "can_exclude_partnership",
    "can_export_register",
    "can_import",
    "can_keep_meetings",
    "can_rate_partnership",
    "can_record_receipt",
    "can_see_contacts",
    "can_see_imports",
    "can_see_register",
    "can_submit_programme_report",
    "can_undo_batch",
    "can_undo_entry",
    "can_work_on_batch",
    "editing",
    "represents",
]
