"""Who may raise a concern, advise on it, take it further and resolve it (B15-19)."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Concern, Partnership
from register.models.choices import CURRENT
from register.rules.concerns import raisers

WHO_RAISES = "The lead officer and those who attend for the council raise concerns; the policy team does so for them."


def can_raise_concern(user, entry: Partnership) -> Verdict:
    """Representatives and the lead officer raise concerns, policy officers on somebody's behalf."""
    if entry.status not in CURRENT:
        return refused("The entry is not active, so no concern is raised about it.")
    if user.has_role(Role.POLICY_OFFICER) or user.pk == entry.lead_officer_id:
        return ALLOWED
    return allowed_if(raisers(entry).filter(pk=user.pk).exists(), WHO_RAISES)


def can_advise_on_concern(user, concern: Concern) -> Verdict:
    """Only the person who was asked, corporate manager or portfolio holder, advises."""
    return allowed_if(user.pk == concern.asked_id, f"{concern.asked} was asked, so nobody else advises.")


def can_escalate_concern(user, concern: Concern) -> Verdict:
    """Whoever raised it, whoever was asked or advised, and the policy team take it further."""
    involved = {concern.raised_by_id, concern.addressed_to_id, concern.advised_by_id}
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk in involved
    return allowed_if(allowed, "Only who raised the concern, who was asked and the policy team take it further.")


def can_resolve_concern(user, concern: Concern) -> Verdict:
    """The adviser or the policy team; nobody settles what they raised themselves before somebody has advised."""
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk in {concern.asked_id, concern.advised_by_id}
    if not allowed:
        return refused("Only who was asked and the policy team say that a concern is resolved.")
    alone = user.pk == concern.raised_by_id and concern.advised_at is None
    return allowed_if(not alone, "You raised this concern. Somebody has to advise on it before you resolve it.")
