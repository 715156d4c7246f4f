"""Who opens a collection, fills in a service's return, certifies it and sends it back (H11-27, W09-13)."""

from partnerships.roles import OFFICERS, Role
from partnerships.verdict import Verdict, allowed_if, refused
from register.models import CollectionRound, ServiceReturn

CLOSED = "This collection is closed, so its returns stay as they are."


def can_see_collections(user) -> Verdict:
    """A whole collection is for the policy team, the management team and audit; services see their own return."""
    readers = (Role.POLICY_OFFICER, Role.CORPORATE_MANAGER, Role.AUDITOR)
    return allowed_if(user.has_role(*readers), "Only the policy team, corporate managers and auditors see collections.")


def can_run_collection(user, collection: CollectionRound | None = None) -> Verdict:
    """Collections are opened and closed by the policy team."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer runs a collection.")


def can_fill_in(user, service_return: ServiceReturn) -> Verdict:
    """The chief officer, and officers of the service on their behalf."""
    if service_return.round.status == CollectionRound.Status.CLOSED:
        return refused(CLOSED)
    of_service = user.has_role(*OFFICERS) and user.service_id == service_return.service_id
    return allowed_if(
        of_service or user.pk == service_return.chief_officer_id,
        f"Only the chief officer and officers of {service_return.service} fill in this return.",
    )


def can_certify(user, service_return: ServiceReturn) -> Verdict:
    """The chief officer alone says that the list is complete."""
    if service_return.round.status == CollectionRound.Status.CLOSED:
        return refused(CLOSED)
    officer = service_return.chief_officer or "a chief officer, who is not named yet,"
    return allowed_if(
        user.pk == service_return.chief_officer_id, f"Only {officer} certifies the list of {service_return.service}."
    )


def can_accept(user, service_return: ServiceReturn) -> Verdict:
    """The policy team accepts what a service certified, never somebody who handed it in or certified it (B15-32)."""
    if service_return.round.status == CollectionRound.Status.CLOSED:
        return refused(CLOSED)
    if user.pk in {service_return.returned_by_id, service_return.certified_by_id}:
        return refused("You handed this return in or certified it, so another policy officer accepts it.")
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer accepts a return.")


def can_send_back(user, service_return: ServiceReturn) -> Verdict:
    """The policy team asks again; the chief officer may send back what a colleague returned."""
    if service_return.round.status == CollectionRound.Status.CLOSED:
        return refused(CLOSED)
    own = user.pk == service_return.chief_officer_id and service_return.status == ServiceReturn.Status.RETURNED
    return allowed_if(own or user.has_role(Role.POLICY_OFFICER), "Only a policy officer sends a return back.")


def can_name_chief_officer(user, service_return: ServiceReturn) -> Verdict:
    """The policy team says who certifies, until it has been certified."""
    if service_return.round.status == CollectionRound.Status.CLOSED:
        return refused(CLOSED)
    if service_return.status in ServiceReturn.ANSWERED:
        return refused("This return is certified already. Send it back before somebody else certifies it.")
    return can_run_collection(user)
