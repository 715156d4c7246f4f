"""Who may do what with meetings, what is reported from them, what is passed on, and the reporting programme."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import MeetingReport, Partnership, ProgrammeItem, ProgrammeReport
from register.permissions.entries import can_edit_partnership, represents


def can_keep_meetings(user, partnership: Partnership) -> Verdict:
    """Notes, attendance and reports of meetings: who edits the entry, and who sits on it, officer or councillor."""
    if can_edit_partnership(user, partnership):
        return ALLOWED
    return allowed_if(
        represents(user, partnership),
        "Only who attends it for the council, the lead officer, the head of service, case managers and the policy "
        "team write about its meetings.",
    )


def can_deal_with_decision(user, report: MeetingReport) -> Verdict:
    """A decision that somebody asks for is dealt with by the lead officer; where none signs in, by the policy team."""
    lead = report.meeting.partnership.lead_officer_id
    if lead == user.pk or (lead is None and user.has_role(Role.POLICY_OFFICER)):
        return ALLOWED
    return refused("The lead officer says what came of this; where none signs in here, a policy officer does.")


def can_submit_programme_report(user, item: ProgrammeItem) -> Verdict:
    """The report is submitted by the person whom the programme names; where it names none, by who edits the entry."""
    if item.responsible_id == user.pk:
        return ALLOWED
    if item.responsible_id is None:
        return can_edit_partnership(user, item.partnership)
    return refused(f"{item.responsible} submits this report, as the reporting programme says.")


def can_record_receipt(user, report: ProgrammeReport) -> Verdict:
    """What a body received and noted is recorded by democratic services or the policy team, never by who submitted."""
    if not user.has_role(Role.POLICY_OFFICER, Role.DEMOCRATIC_SERVICES):
        return refused("Only democratic services and the policy team record what a body received and noted.")
    return allowed_if(
        report.submitted_by_id != user.pk, "Somebody else records it than the person who submitted the report."
    )


def can_see_coverage(user) -> Verdict:
    """What the register covers is said of the whole of it, so it is for those who read the whole."""
    return allowed_if(user.reads_register, "Only people who read the whole register see what it covers and what not.")
