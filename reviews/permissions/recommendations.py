"""Who drafts recommendations, puts them to bodies, sees to them and follows them up (H14-02 to H14-45)."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Action, Partnership
from register.permissions.appointments import RECORDERS
from register.permissions.decisions import records_decisions
from reviews.models import Recommendation
from reviews.models.choices import WRITTEN

WRITERS = "Only its drafter, the lead officers of its partnerships and the policy team work on it."


def can_see_recommendations(user) -> Verdict:
    """Officers and auditors; councillors read the papers in which they are printed."""
    return allowed_if(user.reads_register, "Recommendations are read by officers; councillors read them in papers.")


def can_draft(user) -> Verdict:
    """The policy team and auditors, about any partnership."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER, Role.AUDITOR), "Only the policy team and auditors begin one from here."
    )


def can_draft_about(user, entry: Partnership) -> Verdict:
    """The lead officer of an entry too."""
    return allowed_if(
        bool(can_draft(user)) or user.pk == entry.lead_officer_id,
        "Only the lead officer, the policy team and auditors recommend a change.",
    )


def leads(user, recommendation: Recommendation) -> bool:
    """Does the person lead a partnership that it is about?"""
    kept = recommendation.subjects.filter(removed_at__isnull=True, is_exception=False)
    return kept.filter(partnership__lead_officer=user).exists()


def can_write(user, recommendation: Recommendation) -> Verdict:
    """Drafter, lead officers and policy team write it, until it is handed in or put to the bodies."""
    if recommendation.status not in WRITTEN:
        return refused(f"This recommendation is {said(recommendation)}, so it stays as it is.")
    own = user.pk == recommendation.drafted_by_id or user.has_role(Role.POLICY_OFFICER)
    return allowed_if(own or leads(user, recommendation), WRITERS)


def said(recommendation: Recommendation) -> str:
    """Its status as it reads in the middle of a sentence."""
    return recommendation.get_status_display().lower()


def can_submit(user, recommendation: Recommendation) -> Verdict:
    """Who drafted it, or leads one of its partnerships, hands it in."""
    own = user.pk == recommendation.drafted_by_id
    return allowed_if(
        own or leads(user, recommendation), "Only its drafter and the lead officers of its partnerships hand it in."
    )


def can_return(user, recommendation: Recommendation) -> Verdict:
    """The policy team returns what somebody else handed in."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer returns a recommendation.")
    return allowed_if(
        user.pk != recommendation.submitted_by_id, "You handed it in yourself. Take it back instead of returning it."
    )


def can_propose(user, recommendation: Recommendation) -> Verdict:
    """The policy team puts it to the bodies; who drafted it never records what they decide."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer puts a recommendation to the bodies.")


def can_take_back(user, recommendation: Recommendation) -> Verdict:
    """The policy team takes it back before it is decided."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer takes a recommendation back.")


def can_bring_about(user, recommendation: Recommendation) -> Verdict:
    """What bodies decided on it is brought about by recording it."""
    return allowed_if(records_decisions(user), "Democratic services and the policy team record what a body decided.")


def can_pass_on(user, recommendation: Recommendation) -> Verdict:
    """Who records appointments records that the place has passed from post to post."""
    return allowed_if(
        user.has_role(*RECORDERS), "Only democratic services and the policy team record who takes a place."
    )


def is_owner(user, recommendation: Recommendation) -> bool:
    """Does the person do one of its actions?"""
    actions = Action.objects.filter(decision__step__matter__isnull=False, decision__step__matter=recommendation.matter)
    return any(user.pk == (each.owner_id or each.partnership.lead_officer_id) for each in actions)


def can_settle(user, recommendation: Recommendation) -> Verdict:
    """The policy team, never one who was to do it, says that it is carried out, and how it was amended."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer settles what was approved.")
    return not_owner(user, recommendation)


def can_close(user, recommendation: Recommendation) -> Verdict:
    """The policy team closes it, and an auditor what came from an audit; never one who was to do it."""
    if recommendation.audit_id and not user.has_role(Role.AUDITOR):
        return refused("An auditor closes what came from an audit.")
    if not recommendation.audit_id and not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer closes a recommendation.")
    return not_owner(user, recommendation)


def not_owner(user, recommendation: Recommendation) -> Verdict:
    if is_owner(user, recommendation):
        return refused("You were to do some of it, so somebody else takes this step.")
    return ALLOWED


def can_report_follow_up(user, follow_up) -> Verdict:
    """The lead officers of its partnerships say how it went."""
    return allowed_if(
        leads(user, follow_up.recommendation) or is_owner(user, follow_up.recommendation),
        "Only a lead officer of its partnerships, or who does one of its actions, says how it went.",
    )


def can_wait(user, follow_up) -> Verdict:
    """They, or the policy team, say that the event has not come about yet."""
    return ALLOWED if user.has_role(Role.POLICY_OFFICER) else can_report_follow_up(user, follow_up)


def can_record_follow_up(user, follow_up) -> Verdict:
    """The policy team records what came of it, never who reported it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer records what came of it.")
    return allowed_if(
        user.pk != follow_up.reported_by_id, "You said how it went, so another policy officer records what came of it."
    )
