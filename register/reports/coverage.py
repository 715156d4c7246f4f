"""Which themes, priorities and client groups have a partnership, and what covers those that have none (H14-19)."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from partnerships.permissions import can_keep_lists
from partnerships.saving import Versioned
from register.models import ClientGroup, Partnership, PlanItem, Theme

KINDS: dict[str, tuple[type[Versioned], str, str]] = {
    "groups": (ClientGroup, "Client groups", "client group"),
    "themes": (Theme, "Themes", "theme"),
    "plan": (PlanItem, "Priorities and outcomes", "priority or outcome"),
}


@dataclass(frozen=True)
class Covered:
    """One value: how many partnerships serve it, where they are listed, and what covers it otherwise."""

    name: str
    count: int
    covered_by: str
    list_url: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class Table:
    """One of the council's lists, those without a partnership first."""

    title: str
    noun: str
    anchor: str
    rows: tuple[Covered, ...]

    @property
    def missing(self) -> int:
        return sum(row.count == 0 for row in self.rows)


def build(user) -> list[Table]:
    """The three tables; counted is what the number of partnerships counts."""
    return [table(kind, user) for kind in KINDS]


def table(kind: str, user) -> Table:
    model, title, noun = KINDS[kind]
    counted = Partnership.objects.visible_to(user).counted().order_by().values("pk")
    served = Count("partnerships", filter=Q(partnerships__in=counted), distinct=True)
    found = list(model.objects.filter(is_retired=False).annotate(served=served))
    found.sort(key=lambda value: (value.served > 0, value.position, str(value)))
    may_change = can_keep_lists(user)
    return Table(title, noun, kind, tuple(row(kind, value, bool(may_change)) for value in found))


def row(kind: str, value: models.Model, may_change: bool) -> Covered:
    """One value. An outcome of the plan also counts for its priority in the list, which filters by both."""
    filters = {"themes": "theme", "plan": "priority", "groups": "client_group"}
    listed = f"{reverse('register:list')}?{urlencode({filters[kind]: value.pk})}" if value.served else ""
    change = reverse("register:covered_by", args=[kind, value.pk]) if may_change else ""
    return Covered(str(value), value.served, value.covered_by, listed, change)
