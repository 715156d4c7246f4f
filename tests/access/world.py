"""A small register in which every kind of person has something to do with something."""

from partnerships.models import User
from register.models import Partnership
from tests import factories
from tests.factories import NOW

ROLES = (
    "anonymous",
    "nobody",
    "officer",
    "lead_officer",
    "representative",
    "head_of_service",
    "corporate_manager",
    "councillor",
    "portfolio_holder",
    "scrutiny_member",
    "democratic_services",
    "auditor",
    "administrator",
    "policy_officer",
)
HELD = {
    "nobody": (),
    "lead_officer": ("officer",),
    "representative": ("officer",),
    "portfolio_holder": ("councillor",),
    "scrutiny_member": ("councillor", "scrutiny_member"),
}


class World:
    """People by role or relation, and the records that routes are asked about."""

    def __init__(self):
        self.council = factories.council()
        self.people: dict[str, User | None] = {role: self.person(role) for role in ROLES}

    def person(self, role: str) -> User | None:
        if role == "anonymous":
            return None
        return factories.person(f"{role}@example.org", role.replace("_", " ").title(), *HELD.get(role, (role,)), council=self.council)

    def arguments(self, about: str) -> dict[str, object]:
        """The arguments in the address of a route, by what it is about."""
        return {}
