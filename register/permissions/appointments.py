"""Who may do what with places, appointments, rounds and the municipal calendar."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if
from register.models import Seat
from register.models.appointments import Appointment, AppointmentRound

RECORDERS = (Role.DEMOCRATIC_SERVICES, Role.POLICY_OFFICER)
READERS_ONLY = "Only people who read the whole register see the places that the council holds."


def can_see_places(user) -> Verdict:
    """The list of all places, outside bodies and rounds are for those who read the register."""
    return allowed_if(user.reads_register, READERS_ONLY)


def can_appoint(user, seat: Seat) -> Verdict:
    """Appointments are made by a body; democratic services and the policy team record them."""
    return allowed_if(
        user.has_role(*RECORDERS), "Only democratic services and the policy team record appointments to places."
    )


def can_change_appointment(user, appointment: Appointment) -> Verdict:
    """Ending, renewing and completing an appointment is for those who record them."""
    return can_appoint(user, appointment.seat)


def only_by_time(user, appointment: Appointment) -> Verdict:
    """A term runs out on its day; nobody makes it run out."""
    return allowed_if(user is None, "A term runs out by itself on its last day. End the appointment instead.")


def can_open_round(user) -> Verdict:
    """Rounds of appointments are run by democratic services and the policy team (B15-26)."""
    return allowed_if(
        user.has_role(*RECORDERS), "Only democratic services and the policy team run a round of appointments."
    )


def can_run_round(user, round: AppointmentRound) -> Verdict:
    """Who opens rounds also records nominations, appoints and cancels; any of them, not only who began it."""
    return can_open_round(user)


def can_keep_calendar(user) -> Verdict:
    """The municipal calendar is kept by democratic services and the policy team."""
    return allowed_if(
        user.has_role(*RECORDERS), "Only democratic services and the policy team keep the municipal calendar."
    )
