"""What the register adds to the menu."""

from django.urls import reverse

from partnerships.roles import Role
from register.permissions.handovers import can_see_handovers
from register.permissions.returns import can_see_collections


def items(user) -> list[dict]:
    """The register, its places and its meetings, for those who read the register or hold a part of it."""
    if user.reads_register:
        places = {"label": "Places", "url": reverse("register:seats"), "order": 24}
        return [{**partnerships(), "parts": parts(user)}, places, meetings()]
    return [partnerships(), meetings()] if holds_some(user) else []


def partnerships() -> dict:
    return {"label": "Partnerships", "url": reverse("register:list"), "order": 20}


def meetings() -> dict:
    return {"label": "Meetings", "url": reverse("register:all_meetings"), "order": 25}


def parts(user) -> list[dict]:
    """What stands beside the register itself, each for those who may open it."""
    importing = user.has_role(Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR)
    found = (
        ("Register", "list", True),
        ("Risk and value", "picture", True),
        ("Agreements", "agreements", True),
        ("Money", "spent", True),
        ("Support", "support", True),
        ("Governance checks", "verifications", True),
        ("Decisions", "matters", True),
        ("Partners’ papers", "partner_papers", True),
        ("Performance returns", "performance_returns", True),
        ("Concerns", "concern_list", True),
        ("Certificates", "collections", bool(can_see_collections(user))),
        ("Handovers", "handovers", bool(can_see_handovers(user))),
        ("Imports", "imports", importing),
    )
    return [{"label": label, "url": reverse(f"register:{name}")} for label, name, allowed in found if allowed]


def holds_some(user) -> bool:
    """Does a councillor, who is no scrutiny member, hold a portfolio or a seat?"""
    if user.has_role(Role.SCRUTINY_MEMBER) or not user.has_role(Role.COUNCILLOR):
        return False
    return user.portfolios.exists() or user.seats.filter(removed_at__isnull=True).exists()
