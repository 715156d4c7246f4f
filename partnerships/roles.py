"""The roles a person can hold, each explained. A relation to a record (lead officer, representative) is not a role."""

from django.db import models


class Role(models.TextChoices):
    """One person may hold several; what they may do is the sum."""

    POLICY_OFFICER = "policy_officer", "Policy officer"
    OFFICER = "officer", "Officer"
    CASE_MANAGER = "case_manager", "Case manager"
    HEAD_OF_SERVICE = "head_of_service", "Head of service"
    CORPORATE_MANAGER = "corporate_manager", "Corporate manager"
    COUNCILLOR = "councillor", "Councillor"
    SCRUTINY_MEMBER = "scrutiny_member", "Scrutiny member"
    DEMOCRATIC_SERVICES = "democratic_services", "Democratic services"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


EXPLAINED: dict[str, str] = {
    Role.POLICY_OFFICER: "Keeps the register right: edits entries, accepts imports, issues papers, keeps the lists.",
    Role.OFFICER: "Reads the register. Edits the entries that they lead, and some facts of those that they attend.",
    Role.CASE_MANAGER: "Reads the register and edits all entries. Approves, confirms and decides nothing.",
    Role.HEAD_OF_SERVICE: "Reads the register and edits the entries of their own service.",
    Role.CORPORATE_MANAGER: "A member of the corporate management team: reads the register and its papers.",
    Role.COUNCILLOR: "Reads issued papers and partnerships they are appointed to; a portfolio holder reads all.",
    Role.SCRUTINY_MEMBER: "Reads and downloads issued papers. Never sees drafts, exempt entries or personal contacts.",
    Role.DEMOCRATIC_SERVICES: "Keeps appointments, minutes and papers; reads the register.",
    Role.AUDITOR: "Reads everything, the history and imports included; changes nothing, and verifies by the rota.",
    Role.ADMINISTRATOR: "Manages people, their roles and register imports. Decides nothing and rates nothing.",
}

# Who is an officer of the council, whatever else they are.
OFFICERS = frozenset(
    {
        Role.POLICY_OFFICER,
        Role.OFFICER,
        Role.CASE_MANAGER,
        Role.HEAD_OF_SERVICE,
        Role.CORPORATE_MANAGER,
        Role.DEMOCRATIC_SERVICES,
    }
)

READS_REGISTER = OFFICERS | {Role.AUDITOR, Role.ADMINISTRATOR}
