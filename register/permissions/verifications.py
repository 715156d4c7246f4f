"""Who plans the rota on which governance is verified, and who verifies."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Partnership, Verification

VERIFIERS = frozenset({Role.POLICY_OFFICER, Role.AUDITOR})
ENDED = "The council does not take part any more, so nothing is left to verify."


def can_see_verifications(user) -> Verdict:
    """The rota is about the whole register, so it is for those who read the whole."""
    return allowed_if(user.reads_register, "Only people who read the whole register see the rota.")


def can_plan_verifications(user) -> Verdict:
    """The policy team deals the entries out."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer plans who verifies what.")


def can_change_verification(user, verification: Verification) -> Verdict:
    """The policy team gives it to somebody else, changes its day, and takes it off the rota."""
    return can_plan_verifications(user)


def can_verify(user, verification: Verification) -> Verdict:
    """Only the person whom the rota names, a policy officer or an auditor, and never who answers for the entry."""
    if user.pk != verification.verifier_id:
        return refused(f"{verification.verifier} verifies it. A policy officer gives it to somebody else.")
    if sentence := unfit_to_verify(user, verification.partnership):
        return refused(sentence)
    return ALLOWED


def unfit_to_verify(person, entry: Partnership) -> str:
    """Why this person cannot verify this entry; blank where they can."""
    if not person.has_role(*VERIFIERS):
        return f"{person} is neither a policy officer nor an auditor, who alone verify."
    if person.pk in {entry.lead_officer_id, entry.head_of_service_id, entry.supporting_officer_id}:
        return f"{person} answers for this partnership, so somebody else verifies it."
    return ""
