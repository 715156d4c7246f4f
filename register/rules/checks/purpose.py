"""Checks of why the council is there (D11, D24, W09-06)."""

from collections.abc import Iterator

from partnerships.checking import Found, Looking
from register.models import Partnership
from register.rules.checks.where import OfPartnerships, field
from register.rules.gaps import TYPE_REMEDY


class AlignedToPlan(OfPartnerships):
    code = "D11"
    title = "It serves a priority of the plan"
    source = "Breckland 2015, Appendix A"
    remedy = "Choose the priorities that it serves now"
    place = field("priorities")
    needs = ("priorities",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        served = list(entry.priorities.all())
        if not served:
            yield Found("No priority of the plan is chosen.")
        elif retired := [str(each) for each in served if each.is_retired]:
            yield Found(f"No longer in the plan: {', '.join(retired)}."[:400])


class TypeKnown(OfPartnerships):
    code = "D24"
    title = "Its type is known"
    source = "Maldon 2021; South Hams and West Devon 2016, paragraph 3.1"
    remedy = TYPE_REMEDY
    place = field("type")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        if entry.type_id is None:
            yield Found("No type is chosen.")


class LinkedAtAll(OfPartnerships):
    code = "W09-06"
    title = "It serves a target, an objective or a statutory duty"
    source = "Wirral 2009, paragraph 2.4"
    remedy = "Choose a priority, say where the plan names it, or say that it is statutory"
    place = field("plan_link")
    needs = ("priorities", "themes")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        """A target of the plan, an objective or theme, a duty: one is enough."""
        links = (entry.plan_link.strip(), entry.priorities.all(), entry.themes.all(), entry.is_statutory)
        if not any(links):
            yield Found("It is linked to no target of the plan, to no objective, and to no statutory duty.")
