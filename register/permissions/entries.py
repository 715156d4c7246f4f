"""Who may do what with entries."""

from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.roles import Role
from partnerships.saving import Versioned
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import GoverningDocument, Meeting, MeetingReport, Partner, Partnership, PartnershipName
from register.models.choices import RatingSource
from register.rules.sections import SECTIONS


def can_create_partnership(user) -> Verdict:
    """New entries are made by the policy team (B15-32)."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer adds an entry to the register.")


# What an officer hears who attends for the council, and keeps right: facts, never judgements, people or money (B15-31).
ATTENDED_SECTIONS = ("purpose", "meetings", "information")
ATTENDED_FIELDS = frozenset(name for key in ATTENDED_SECTIONS for name in SECTIONS[key].fields)
ATTENDED_LINES = frozenset({PartnershipName, Partner, GoverningDocument})
MEETING_LINES = frozenset({Meeting, MeetingReport})
ATTENDED_ONLY = (
    "You attend it for the council, so you change its purpose, its meetings, how information is shared, its other "
    "names, partner organisations and documents. The lead officer, the head of service and the policy team change "
    "the rest."
)
SETTLED_ONLY = (
    "Only the policy team, the lead officer and the head of service put an agreement in force, renew or end it."
)


def can_edit_partnership(user, partnership: Partnership) -> Verdict:
    """All of an entry: who answers for it, and case managers, who edit all entries and approve nothing (SH-20)."""
    if user.has_role(Role.CASE_MANAGER) or answers_for(user, partnership):
        return ALLOWED
    return refused(
        "Only the policy team, the lead officer, the head of service, case managers and, in part, officers who attend "
        "it edit this entry."
    )


def answers_for(user, partnership: Partnership) -> bool:
    """The policy team for all entries, lead officers for their own, heads of service for those of their service."""
    if user.has_role(Role.POLICY_OFFICER) or user.pk in {partnership.lead_officer_id, partnership.head_of_service_id}:
        return True
    of_service = user.service_id and user.service_id == partnership.service_id
    return bool(user.has_role(Role.HEAD_OF_SERVICE) and of_service)


@dataclass(frozen=True)
class Editing:
    """How far one person may change one entry; asked once, however many sections and lines a page shows."""

    whole: Verdict
    attends: bool
    sits: bool = False
    answers: bool = False

    @property
    def rest(self) -> Verdict:
        """What is not open to who only attends."""
        return refused(ATTENDED_ONLY) if self.attends else self.whole

    def fields(self, names: Iterable[str]) -> Verdict:
        """May these fields of the entry be changed?"""
        return ALLOWED if self.attends and ATTENDED_FIELDS.issuperset(names) else self.rest

    def lines(self, model: type[Versioned]) -> Verdict:
        """May lines of this kind be added, changed and taken off? Who sits there, councillors too, keeps meetings."""
        if self.sits and model in MEETING_LINES:
            return ALLOWED
        return ALLOWED if self.attends and model in ATTENDED_LINES else self.rest

    def moving(self, line: Versioned) -> Verdict:
        """May it be taken off and put back? That of an agreement past its draft is for who settles agreements."""
        if isinstance(line, GoverningDocument) and line.status != GoverningDocument.Status.DRAFT:
            return refused(SETTLED_ONLY) if self.whole and not self.answers else self.rest
        return self.lines(type(line))


def editing(user, partnership: Partnership) -> Editing:
    """What this person may change of this entry."""
    whole = can_edit_partnership(user, partnership)
    sits = not whole and represents(user, partnership)
    return Editing(whole, sits and user.has_role(Role.OFFICER), sits, answers_for(user, partnership))


def can_see_register(user) -> Verdict:
    """Officers read the register, councillors what they are appointed to; scrutiny members read issued papers."""
    if user.reads_register:
        return ALLOWED
    if user.has_role(Role.SCRUTINY_MEMBER):
        return refused("Scrutiny members read the papers that were issued, under Reports, and not the live register.")
    return allowed_if(
        user.has_role(Role.COUNCILLOR),
        "You hold no role that reads the register. An administrator gives roles: ask yours for one.",
    )


def represents(user, partnership: Partnership) -> bool:
    """Does the person sit on this partnership for the council?"""
    return user.pk in partnership.holder_ids


def can_rate_partnership(user, partnership: Partnership) -> Verdict:
    """Risks are judged by the lead officer and the policy team; an administrator never rates."""
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk == partnership.lead_officer_id
    return allowed_if(allowed, "Only the lead officer and the policy team rate this partnership.")


def can_rate_by_hand(user, partnership: Partnership, rating: str) -> Verdict:
    """The policy team enters a rating that no assessment confirmed; the next assessment changes one that is.

    Everybody else assesses: somebody else then confirms it (H14-45, B15-08).
    """
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer enters a rating by hand. Assess the partnership instead.")
    return allowed_if(
        getattr(partnership, f"{rating}_source") != RatingSource.ASSESSMENT,
        "This rating comes from a confirmed assessment, so it is changed by assessing the partnership again.",
    )


def can_confirm_partnership(user, partnership: Partnership) -> Verdict:
    """An imported entry is confirmed by its lead officer; where that is only a post or blank, by the policy team."""
    if partnership.lead_officer_id == user.pk:
        return ALLOWED
    if partnership.lead_officer_id is None and user.has_role(Role.POLICY_OFFICER):
        return ALLOWED
    return refused("The lead officer confirms this entry; where none signs in here, a policy officer does.")


def can_exclude_partnership(user, partnership: Partnership) -> Verdict:
    """Marking an entry as not a partnership, and taking that back, is for the policy team (H14-21)."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer says that an entry is not a partnership."
    )


def can_end_partnership(user, partnership: Partnership) -> Verdict:
    """Ending an entry is for the policy team."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer ends an entry.")


def can_see_contacts(user, partnership: Partnership) -> bool:
    """Contact details are personal data: for people who read the register as officers (SH-39)."""
    return user.reads_register


def can_export_register(user) -> Verdict:
    """Exports are for those who read the whole register."""
    return allowed_if(user.reads_register, "Only people who read the whole register export it.")
