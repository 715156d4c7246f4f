"""The people of the demonstration: one for each role and relation."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from partnerships import saving, workflow
from partnerships.models import Council, Service, User
from partnerships.roles import Role

PASSWORD = "Welland-Valley-2014"
COUNCIL = {
    "name": "Harborough District Council",
    "short_name": "HDC",
    "column_prefix": "HDC",
    "brand_colour": "#1d5b4f",
    "contact_email": "policy.officer@example.org",
}
SERVICES = ("Policy and performance", "Communities", "Planning and regeneration", "Environment")
# (e-mail, name, post, service, roles, what they are there to show)
PEOPLE: tuple[tuple[str, str, str, str, tuple[str, ...], str], ...] = (
    ("administrator@example.org", "Alex Administrator", "Systems Administrator", "Policy and performance", (Role.ADMINISTRATOR,), "Administrator"),
    ("policy.officer@example.org", "Priya Policy", "Policy Officer", "Policy and performance", (Role.POLICY_OFFICER,), "Policy officer"),
    ("second.policy.officer@example.org", "Sam Second", "Policy Officer", "Policy and performance", (Role.POLICY_OFFICER,), "Second policy officer"),
    ("lead.officer@example.org", "Lee Leading", "Cultural Services Manager", "Communities", (Role.OFFICER,), "Lead officer"),
    ("representative@example.org", "Robin Representing", "Environmental Co-ordinator", "Environment", (Role.OFFICER,), "Officer who attends"),
    ("officer@example.org", "Olly Officer", "Planning Officer", "Planning and regeneration", (Role.OFFICER,), "Officer"),
    ("case.manager@example.org", "Charlie Case", "Case Manager", "Communities", (Role.CASE_MANAGER,), "Case manager"),
    ("head.of.service@example.org", "Harper Heading", "Head of Communities", "Communities", (Role.HEAD_OF_SERVICE,), "Head of service"),
    ("corporate.manager@example.org", "Casey Corporate", "Director of Community Services", "Communities", (Role.CORPORATE_MANAGER, Role.OFFICER), "Corporate manager"),
    ("portfolio.holder@example.org", "Cllr Member B", "Portfolio Holder for Planning and Environment", "", (Role.COUNCILLOR,), "Portfolio holder"),
    ("councillor@example.org", "Cllr Member A", "Councillor", "", (Role.COUNCILLOR,), "Councillor"),
    ("scrutiny.member@example.org", "Cllr Member C", "Councillor", "", (Role.COUNCILLOR, Role.SCRUTINY_MEMBER), "Scrutiny member"),
    ("democratic.services@example.org", "Dana Democratic", "Democratic Services Officer", "Policy and performance", (Role.DEMOCRATIC_SERVICES,), "Democratic services"),
    ("auditor@example.org", "Aubrey Auditing", "Internal Auditor", "Policy and performance", (Role.AUDITOR,), "Auditor"),
)  # fmt: skip


def people() -> Iterable[tuple[str, str, str]]:
    """Who can sign in to the demonstration: (who, e-mail, password), for those that exist in this database."""
    there = set(User.objects.filter(email__in=[email for email, *_ in PEOPLE]).values_list("email", flat=True))
    return [(shows, email, PASSWORD) for email, _, _, _, _, shows in PEOPLE if email in there]


def seed_people(at: datetime) -> Council:
    """The demonstration council, its services and one person for each role and relation. Made once."""
    with transaction.atomic():
        council = Council.objects.filter(name=COUNCIL["name"]).first() or saving.create(
            Council(**COUNCIL), by=None, at=at
        )
        for name in SERVICES:
            if not council.services.filter(name=name).exists():
                saving.create(Service(council=council, name=name), by=None, at=at)
        for email, full_name, post, service, roles, _ in PEOPLE:
            if not User.objects.filter(email=email).exists():
                add_person(council, email, full_name, post, service, roles, at)
    return council


def add_person(
    council: Council, email: str, full_name: str, post: str, service: str, roles: tuple[str, ...], at: datetime
) -> User:
    """One demonstration person, with the demonstration password."""
    user = User(
        email=email,
        full_name=full_name,
        post=post,
        council=council,
        service=council.services.filter(name=service).first(),
    )
    user.set_password(PASSWORD)
    user.save()
    workflow.grant_roles(user, set(roles), by=None, at=at)
    return user
