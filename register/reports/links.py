"""Links that other entries have to this one, in the words of this one (H11-16)."""

from django.urls import reverse

from register.models import Link, Partnership
from register.models.choices import LinkKind
from register.reports.parts import Item

SEEN_FROM_THERE = {
    LinkKind.REPORTS_TO: "Is reported to by",
    LinkKind.OVERLAPS: "Overlaps with",
    LinkKind.RELATED: "Is related to",
    LinkKind.SUCCEEDED_BY: "Follows",
}


def from_others(entry: Partnership, user) -> tuple[Item, ...]:
    """The links that stand on other entries and lead here; they are changed there. Only entries that may be read."""
    found = Link.objects.filter(
        other=entry, removed_at__isnull=True, partnership__in=Partnership.objects.visible_to(user)
    )
    return tuple(
        Item(
            f"{SEEN_FROM_THERE[link.kind]} {link.partnership}",
            tuple(text for text in (link.note, f"Recorded on {link.partnership.reference}") if text),
            url=reverse("register:entry", args=[link.partnership.reference]),
        )
        for link in found.select_related("partnership")
    )
