"""Who starts, submits, confirms, returns and verifies an assessment. An administrator never does (B15-48)."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if, refused
from register.models import Partnership
from register.models.choices import Status
from register.permissions import can_edit_partnership

OVER = (Status.REJECTED, Status.NOT_PARTNERSHIP, Status.EXITED, Status.IMPORT_UNDONE)


def can_see_assessments(user, entry: Partnership | None = None) -> Verdict:
    """Officers who read the register and auditors read them all, a portfolio holder those of their own portfolio.

    Of an entry, or of any at all where none is named. No other councillor reads one.
    """
    return allowed_if(
        user.reads_register or holds_portfolio(user, entry),
        "Assessments are read by officers, by auditors, and by the portfolio holder of the partnership.",
    )


def holds_portfolio(user, entry: Partnership | None) -> bool:
    """Does an entry, or any, name this councillor as its portfolio holder?"""
    if user.has_role(Role.SCRUTINY_MEMBER) or not user.has_role(Role.COUNCILLOR):
        return False
    return (user.portfolios.filter(partnership=entry) if entry else user.portfolios).exists()


def can_assess(user, entry: Partnership) -> Verdict:
    """The lead officer, the head of service and the policy team assess a partnership, as long as it is one."""
    if entry.status in OVER:
        state = entry.get_status_display().lower()
        return refused(f"This entry is {state}, so it is not assessed any more.")
    return allowed_if(
        bool(can_edit_partnership(user, entry)),
        "Only the lead officer, the head of service, case managers and the policy team assess this partnership.",
    )


def can_submit(user, assessment) -> Verdict:
    """Whoever may assess the entry submits its assessment."""
    return can_assess(user, assessment.partnership)


def can_confirm(user, assessment) -> Verdict:
    """The policy team confirms, never the person who submitted (vocabulary, section 3)."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer confirms or returns an assessment.")
    return allowed_if(
        user.pk != assessment.submitted_by_id,
        "You submitted this assessment, so another policy officer confirms or returns it.",
    )


def can_supersede(user, assessment) -> Verdict:
    """The next confirmed assessment takes the place of this one."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer confirms an assessment.")


def can_verify(user, assessment) -> Verdict:
    """An auditor says once that a confirmed assessment was verified."""
    if not user.has_role(Role.AUDITOR):
        return refused("Only an auditor verifies an assessment.")
    return allowed_if(
        assessment.verified_at is None, f"This assessment was verified already, by {assessment.verified_by}."
    )
