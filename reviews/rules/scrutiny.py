"""Which partnerships a scrutiny member can name: those printed in issued papers, by the name that stands there."""

from collections.abc import Iterable

from register.interchange.names import key
from register.models import Partnership
from reviews.models import CommitteePaper
from reviews.rules.printed import names


def printed(papers: Iterable[CommitteePaper]) -> dict[str, CommitteePaper]:
    """Each name in Appendix A of these issued papers, with the first of them that prints it; in order of the names."""
    found: dict[str, CommitteePaper] = {}
    for paper in papers:
        kept = paper.frozen or {}
        for name in names(kept.get("excerpt"), kept.get("outcomes")):
            found.setdefault(name, paper)
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def meant(name: str) -> Partnership | None:
    """The entry that goes by a printed name; None where there is none by now, or more than one."""
    known = Partnership.objects.active().accepted()
    named = known.filter(name_key=key(name))
    found = list(named[:2]) or list(known.filter(other_names__name=name, other_names__removed_at=None).distinct()[:2])
    return found[0] if len(found) == 1 else None
