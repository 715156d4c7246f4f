"""What an empty service needs first, told to those who can do it. Each step is gone once it is taken."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from partnerships.models import Council, RoleGrant, User
from partnerships.roles import Role
from partnerships.work import Task


def items(user: User, today: date) -> Iterator[Task]:
    """Somebody who keeps policy and lists, then the council itself: nothing can be entered without either."""
    if user.has_role(Role.ADMINISTRATOR):
        yield Task(
            int(not RoleGrant.objects.filter(role=Role.POLICY_OFFICER).exists()),
            "Policy officer to add",
            "Policy officers to add",
            reverse("admin:partnerships_user_add"),
            "First of all: somebody who enters the council, its policy and its lists",
        )
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(
            int(user.council_id is None and not Council.objects.exists()),
            "Council to add",
            "Councils to add",
            reverse("admin:partnerships_council_add"),
            "First of all: people, entries and imports belong to a council",
        )
