"""Who makes a business case, hands it in, challenges it and closes it (B15-13 to B15-17, W09-11)."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if, refused
from register.models import Partnership
from register.models.choices import CURRENT, Status
from register.permissions import can_edit_partnership
from register.permissions.decisions import records_decisions

WITH_CASE = (*CURRENT, Status.PROPOSED)


def can_open_case(user, entry: Partnership) -> Verdict:
    """Who edits the entry begins its business case: of a proposal, or of a partnership that the council is in."""
    if entry.status not in WITH_CASE:
        return refused(f"This entry is {entry.get_status_display().lower()}, so no business case is begun.")
    return allowed_if(
        bool(can_edit_partnership(user, entry)),
        "Only the lead officer, the head of service, case managers and the policy team work on the business case.",
    )


def can_write_case(user, case) -> Verdict:
    """The same people answer its questions."""
    return allowed_if(
        bool(can_edit_partnership(user, case.partnership)),
        "Only the lead officer, the head of service, case managers and the policy team work on the business case.",
    )


def can_submit_case(user, case) -> Verdict:
    """The lead officer alone hands it in."""
    return allowed_if(
        user.pk == case.partnership.lead_officer_id,
        "Only the lead officer hands the business case in. Name one on the entry.",
    )


def can_challenge_case(user, case) -> Verdict:
    """The policy team challenges, never who handed it in or wrote a part of it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer challenges a business case.")
    if user.pk == case.submitted_by_id:
        return refused("You handed this business case in, so another policy officer challenges it.")
    wrote = case.pk is not None and case.writers.filter(pk=user.pk).exists()
    return allowed_if(not wrote, "You wrote a part of this business case, so another policy officer challenges it.")


def can_ask_to_join(user, case) -> Verdict:
    """The lead officer says that the council has joined; a policy officer confirms it."""
    return allowed_if(
        user.pk == case.partnership.lead_officer_id, "Only the lead officer says that the council has joined."
    )


def can_close_case(user, case) -> Verdict:
    """The policy team confirms joining, lets lapse and says why something went no further."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer takes this step.")


def can_withdraw_case(user, case) -> Verdict:
    """The lead officer and the policy team take it back."""
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk == case.partnership.lead_officer_id
    return allowed_if(allowed, "Only the lead officer and the policy team take it back.")


def can_carry_out_case(user, case) -> Verdict:
    """What bodies decided on it is brought about by recording it."""
    return allowed_if(records_decisions(user), "Democratic services and the policy team record what a body decided.")
