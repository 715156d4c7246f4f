"""What the register adds to the menu."""

from django.urls import reverse

from partnerships.roles import Role


def items(user) -> list[dict]:
    """Partnerships and meetings for those who read or hold some; imports for those who run, accept or audit them."""
    links = []
    if user.reads_register or holds_some(user):
        links.append({"label": "Partnerships", "url": reverse("register:list"), "order": 20})
        links.append({"label": "Meetings", "url": reverse("register:all_meetings"), "order": 25})
    if user.reads_register:
        links.append({"label": "Places", "url": reverse("register:seats"), "order": 24})
    if user.reads_register:
        links.append({"label": "Agreements", "url": reverse("register:agreements"), "order": 30})
        links.append({"label": "Money", "url": reverse("register:spent"), "order": 28})
    if user.has_role(Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR):
        links.append({"label": "Imports", "url": reverse("register:imports"), "order": 60})
    return links


def holds_some(user) -> bool:
    """Does a councillor, who is no scrutiny member, hold a portfolio or a seat?"""
    if user.has_role(Role.SCRUTINY_MEMBER) or not user.has_role(Role.COUNCILLOR):
        return False
    return user.portfolios.exists() or user.seats.filter(removed_at__isnull=True).exists()
