"""Who asks partners for their yearly papers, receives them, and records what bodies said of them (SH-04, SH-23)."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if
from register.models import PartnerPaper
from register.permissions.decisions import RECORDERS, records_decisions
from register.permissions.entries import can_edit_partnership


def can_ask_partners(user) -> Verdict:
    """The policy team asks, and says when a paper is no longer needed."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer asks partners for their papers.")


def can_change_paper(user, paper: PartnerPaper) -> Verdict:
    """The policy team moves its day and takes the request back."""
    return can_ask_partners(user)


def can_receive_paper(user, paper: PartnerPaper) -> Verdict:
    """Whoever edits the whole entry receives the paper and keeps its files."""
    return allowed_if(
        bool(can_edit_partnership(user, paper.partnership)),
        "Only the policy team, the lead officer, the head of service and case managers receive the partner’s paper.",
    )


def can_record_hearing(user, paper: PartnerPaper) -> Verdict:
    """Democratic services and the policy team record what bodies said."""
    return allowed_if(records_decisions(user), RECORDERS)
