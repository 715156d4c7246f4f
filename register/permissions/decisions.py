"""Who puts matters to bodies, records what they decided, and keeps the actions that follow."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Action, Decision, Matter, Partnership

RECORDERS = "Democratic services and the policy team record what bodies decide."


def records_decisions(user) -> bool:
    """Is this somebody who types in what bodies decided?"""
    return user.has_role(Role.DEMOCRATIC_SERVICES, Role.POLICY_OFFICER)


def can_put_matter(user, entry: Partnership | None) -> Verdict:
    """The policy team puts matters to bodies."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer puts a matter to bodies.")


def can_withdraw_matter(user, matter: Matter) -> Verdict:
    """The policy team takes back what nobody is to decide any more."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer takes a matter back.")


def can_record_decision(user, matter: Matter) -> Verdict:
    """Democratic services or the policy team, and never who drafted what is decided."""
    if not records_decisions(user):
        return refused(RECORDERS)
    return allowed_if(
        not drafted(user, matter), "You drafted what is decided here, so somebody else records the decision."
    )


def drafted(user, matter: Matter) -> bool:
    """Is it this person's text, or did they write any part of it?"""
    return user.pk == matter.drafted_by_id or matter.also_drafted_by.filter(pk=user.pk).exists()


def can_confirm_route(user, matter: Matter) -> Verdict:
    """The policy team says that a matter goes on although other bodies would decide, never who drafted it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer confirms that a matter goes on by its route.")
    return allowed_if(
        not drafted(user, matter), "You drafted what is decided here, so another policy officer confirms its route."
    )


def can_call_in(user, decision: Decision) -> Verdict:
    """A call-in, and how it ended, are recorded by the same people as the decision."""
    return can_record_decision(user, decision.step.matter)


def is_answerable(user, action: Action) -> bool:
    """Does the person do it: its owner, or the lead officer where only a post is named?"""
    return user.pk == (action.owner_id or action.partnership.lead_officer_id)


def can_work_on_action(user, action: Action) -> Verdict:
    """Who is to do it says that it has begun and that it is done; of a post a policy officer may say so too."""
    of_post = action.owner_id is None and user.has_role(Role.POLICY_OFFICER)
    return allowed_if(
        is_answerable(user, action) or of_post,
        "Only who does it reports on it; where only a post is named, the lead officer or a policy officer does.",
    )


def can_keep_actions(user, entry: Partnership) -> Verdict:
    """The policy team adds actions, moves their day and drops them."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer adds, moves or drops an action.")


def can_see_plan(user) -> Verdict:
    """The action plan names people, so it is for officers and auditors."""
    return allowed_if(user.reads_register, "Officers who read the register see its action plan.")


def can_change_action(user, action: Action) -> Verdict:
    """The policy team moves the day of an action, and drops it."""
    return can_keep_actions(user, action.partnership)


def can_verify_action(user, action: Action) -> Verdict:
    """A policy officer looks whether it was done, but never one who does it or reported it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer verifies that an action was done.")
    if user.pk in {action.owner_id, action.done_by_id}:
        return refused("You were to do it, so another policy officer verifies that it was done.")
    return ALLOWED
