"""Who writes an exit strategy, puts it to bodies, carries it out and ends it (B15-41, B15-42, SH-20)."""

from assessments.permissions.assessments import holds_portfolio
from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Partnership
from register.permissions.decisions import drafted
from register.permissions.proposals import can_carry_out_decision
from reviews.models import ExitStrategy
from reviews.models.choices import ExitCause, ExitStatus
from reviews.permissions import can_draft_paper
from reviews.rules.papers import EXEMPT

WRITERS = "Only the lead officer, case managers and the policy team write an exit strategy."
BEFORE_BODIES = (ExitStatus.SUBMITTED, ExitStatus.WITH_BODIES, ExitStatus.APPROVED)
BY_BODIES = (ExitCause.RECOMMENDATION, ExitCause.DECISION)


def can_see_exits(user, entry: Partnership | None = None) -> Verdict:
    """Officers and auditors, and a portfolio holder those of the portfolio, on which they are consulted (B15-42)."""
    return allowed_if(
        user.reads_register or holds_portfolio(user, entry),
        "Exit strategies are read by officers and the portfolio holder; other councillors read them in papers.",
    )


def leads_or_keeps(user, entry: Partnership) -> bool:
    """The lead officer of the entry, and the policy team."""
    return user.pk == entry.lead_officer_id or user.has_role(Role.POLICY_OFFICER)


def can_open_exit(user, entry: Partnership, cause: ExitCause | str) -> Verdict:
    """The lead officer and the policy team open one; what bodies decided opens one by being recorded."""
    if cause in BY_BODIES:
        return can_carry_out_decision(user, entry)
    return allowed_if(
        leads_or_keeps(user, entry), "Only the lead officer and the policy team open an exit strategy by hand."
    )


def can_write_exit(user, strategy: ExitStrategy) -> Verdict:
    """The lead officer and the policy team, and case managers, who edit all entries and approve nothing (SH-20)."""
    return allowed_if(user.has_role(Role.CASE_MANAGER) or leads_or_keeps(user, strategy.partnership), WRITERS)


def can_submit_exit(user, strategy: ExitStrategy) -> Verdict:
    """The lead officer and the policy team hand it in."""
    return allowed_if(
        leads_or_keeps(user, strategy.partnership),
        "Only the lead officer and the policy team hand an exit strategy in.",
    )


def can_return_exit(user, strategy: ExitStrategy) -> Verdict:
    """The policy team returns what somebody else handed in."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer returns an exit strategy.")
    return allowed_if(
        user.pk != strategy.submitted_by_id, "You handed it in yourself, so another policy officer returns it."
    )


def can_put_exit(user, strategy: ExitStrategy) -> Verdict:
    """The policy team puts to the bodies what somebody else handed in."""
    if not (verdict := can_put_exit_again(user, strategy)):
        return verdict
    return allowed_if(
        user.pk != strategy.submitted_by_id,
        "You handed it in yourself, so another policy officer puts it to the bodies.",
    )


def can_put_exit_again(user, strategy: ExitStrategy) -> Verdict:
    """The policy team puts a change to the bodies; who wrote any part of it never records what they decide."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer puts an exit strategy to the bodies.")


def can_bring_about(user, strategy: ExitStrategy) -> Verdict:
    """What bodies decided on it is brought about by recording it."""
    return can_carry_out_decision(user, strategy.partnership)


def can_close_exit(user, strategy: ExitStrategy) -> Verdict:
    """The policy team closes one that is not needed any more."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer closes an exit strategy that is not needed any more."
    )


def can_start_exit(user, strategy: ExitStrategy) -> Verdict:
    """The lead officer and the policy team begin to carry it out."""
    return allowed_if(
        leads_or_keeps(user, strategy.partnership),
        "Only the lead officer and the policy team begin to carry an exit strategy out.",
    )


def can_confirm_exit(user, strategy: ExitStrategy) -> Verdict:
    """The lead officer confirms that the council is out; a policy officer where no lead officer is named."""
    if strategy.confirmed_at:
        return refused("It is confirmed already that the council is out.")
    lead = strategy.partnership.lead_officer_id
    allowed = user.pk == lead if lead else user.has_role(Role.POLICY_OFFICER)
    return allowed_if(
        allowed, "The lead officer confirms that the council is out; where none is named, a policy officer does."
    )


def can_complete_exit(user, strategy: ExitStrategy) -> Verdict:
    """A policy officer completes it, never who confirmed that the council is out."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer completes an exit strategy.")
    return allowed_if(
        user.pk != strategy.confirmed_by_id,
        "You confirmed that the council is out, so another policy officer completes it.",
    )


def can_reverse_exit(user, strategy: ExitStrategy) -> Verdict:
    """What the deciding body took back is recorded by those who record decisions, never by who drafted any of it."""
    if not (verdict := can_bring_about(user, strategy)):
        return verdict
    return allowed_if(
        not drafted(user, strategy.matter),
        "You drafted what was decided here, so somebody else records that it is reversed.",
    )


def can_note_immaterial(user, strategy: ExitStrategy) -> Verdict:
    """A policy officer says that a change of what was approved is immaterial."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer notes that a change is immaterial.")


def can_draft_exit_paper(user, strategy: ExitStrategy) -> Verdict:
    """As any other paper: the policy team and democratic services, about what is handed in and no secret."""
    if not (verdict := can_draft_paper(user)):
        return verdict
    if strategy.partnership.is_exempt:
        return refused(EXEMPT)
    return allowed_if(
        strategy.status in BEFORE_BODIES,
        "A paper is drafted on an exit strategy once it is handed in, and before it is carried out.",
    )


def can_look_back(user, strategy: ExitStrategy) -> Verdict:
    """The lead officer and the policy team say what came of it."""
    if leads_or_keeps(user, strategy.partnership):
        return ALLOWED
    return refused("Only the lead officer and the policy team say what came of leaving.")
