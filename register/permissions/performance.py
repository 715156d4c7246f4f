"""Who records how a selected partnership performs (SH-14)."""

from partnerships.verdict import Verdict, allowed_if
from register.models import PerformanceReturn
from register.permissions.entries import can_edit_partnership


def can_record_performance(user, found: PerformanceReturn) -> Verdict:
    """Whoever edits the whole entry: above all its lead officer."""
    return allowed_if(
        bool(can_edit_partnership(user, found.partnership)),
        "Only the lead officer, the head of service, case managers and the policy team record how it performs.",
    )
