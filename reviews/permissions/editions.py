"""Who signs editions off, puts them to the bodies and draws up the report on them."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if
from register.permissions.decisions import RECORDERS, records_decisions
from reviews.models import Edition
from reviews.permissions import can_draft_paper


def can_see_editions(user) -> Verdict:
    """Officers who read the register; scrutiny members meet an edition through its papers."""
    return allowed_if(user.reads_register, "Officers read editions; councillors read the papers made from them.")


def can_sign_off(user, edition: Edition) -> Verdict:
    """The policy team writes down who was consulted and what they said."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer writes down who was consulted.")


def can_draw_up_report(user) -> Verdict:
    """As any other paper: the policy team and democratic services."""
    return can_draft_paper(user)


def can_put_edition(user, edition: Edition) -> Verdict:
    """The policy team puts an edition to the bodies that adopt it."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer puts an edition to the bodies.")


def can_bring_about(user, edition: Edition) -> Verdict:
    """What bodies decided on it is brought about by recording it."""
    return allowed_if(records_decisions(user), RECORDERS)


def can_record_receipt(user, paper) -> Verdict:
    """Democratic services and the policy team record that a body received a paper."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER, Role.DEMOCRATIC_SERVICES),
        "Democratic services and the policy team record that a body received a paper.",
    )
