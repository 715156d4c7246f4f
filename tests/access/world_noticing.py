"""Watching and notices of the world."""

from register.models import Notice
from register.workflow import watching
from tests.factories import NOW


def plant(world) -> None:
    """The lead officer watches an entry, and has been told of a change of the own one."""
    entry, lead = world.records["own entry"], world.people["lead_officer"]
    watching.watch(world.records["exempt entry"], by=lead, at=NOW)
    path = f"/partnerships/{entry.reference}/"
    about = {"partnership": entry, "by_name": "Pat Policy", "parts": ["money and time"], "path": path}
    world.records["notice of the lead officer"] = Notice.objects.create(
        person=lead, kind=Notice.Kind.CHANGED, made_at=NOW, **about
    )
