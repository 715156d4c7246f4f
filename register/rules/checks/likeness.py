"""A check of entries that may be the same, or do the same (D21)."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from partnerships.checking import LOW, Found, Looking
from register.models import Partner, Partnership
from register.querysets import PartnershipQuerySet
from register.rules.checks.where import REPORTED, OfPartnerships, kept, page

FEW = 20
Sign = tuple[str, str]
Other = tuple[int, str]
KINDS = frozenset(
    [
        "partnership",
        "partnerships",
        "board",
        "forum",
        "group",
        "committee",
        "joint",
        "alliance",
        "network",
        "the",
        "and",
    ]
)


def stem(name_key: str) -> str:
    """The words of a name that tell it apart, in their order."""
    return " ".join(word for word in name_key.split() if word not in KINDS)


class NoDuplicates(OfPartnerships):
    code = "D21"
    title = "It is no duplicate of another entry"
    today = "the names of the other entries"
    source = "Audit Commission 2005, paragraph 55; Vale of Glamorgan"
    severity = LOW
    remedy = "Look at both, and end one or say how they differ"
    place = page("register:entry", "names")
    needs = ("partners", "themes")
    is_nightly = True

    def found(self, entries: list[Partnership], looking: Looking) -> Iterator[Found]:
        """By name: the same but for words such as board or forum, or the same acronym. By work: the same partners, two
        at least, under a common theme.
        """
        asked = [entry for entry in entries if self.applies(entry, looking)]
        names = self.names(asked, looking)
        works = by_work(asked)
        for entry in asked:
            alike = {other for sign in signs(entry.name_key, entry.acronym) for other in names.get(sign, ())}
            for pk, words in sorted(alike):
                if pk != entry.pk:
                    yield Found(f"Its name is like that of {words}."[:400], str(pk), entry.pk)
            for pk, words in sorted(works.get(entry.pk, set()) - alike):
                yield Found(f"{words} has the same partners and a common theme."[:400], str(pk), entry.pk)

    def names(self, entries: list[Partnership], looking: Looking) -> dict[Sign, list[Other]]:
        """Who is called alike. For a few entries only those are read that can be."""
        if len(entries) > FEW:
            return looking.once(everybody)
        likely: set[int] = set()
        for entry in entries:
            likely.update(likely_of(entry))
        return by_sign(reported().filter(pk__in=likely))


def likely_of(entry: Partnership) -> Iterator[int]:
    """Who may be called alike: read from the index of names, since the table itself is wide."""
    active = Partnership.objects.active().order_by()
    if words := stem(entry.name_key).split():
        yield from active.filter(*(Q(name_key__contains=word) for word in words)).values_list("pk", flat=True)
    if entry.acronym:
        yield from active.filter(acronym__iexact=entry.acronym).values_list("pk", flat=True)


def signs(name_key: str, acronym: str) -> list[Sign]:
    """By what a name is known again."""
    return [sign for sign in (("name", stem(name_key)), ("acronym", acronym.casefold())) if sign[1]]


def reported() -> PartnershipQuerySet:
    """The entries that can be the same as another."""
    return Partnership.objects.accepted().active().filter(classification__in=REPORTED).order_by()


def by_sign(entries: PartnershipQuerySet) -> dict[Sign, list[Other]]:
    found: dict[Sign, list[Other]] = defaultdict(list)
    for pk, reference, name, name_key, acronym in entries.values_list("pk", "reference", "name", "name_key", "acronym"):
        for sign in signs(name_key, acronym):
            found[sign].append((pk, f"{reference} {name}"))
    return found


def everybody() -> dict[Sign, list[Other]]:
    return by_sign(reported())


def by_work(entries: list[Partnership]) -> dict[int, set[Other]]:
    """For each entry with two partners or more: the others with exactly its partners and a common theme."""
    bodies = {entry.pk: frozenset(each.organisation_id for each in kept(entry.partners.all())) for entry in entries}
    bodies = {pk: found for pk, found in bodies.items() if len(found) > 1}
    if not bodies:
        return {}
    lines = Partner.objects.filter(removed_at__isnull=True, organisation__in=set().union(*bodies.values()))
    others = reported().filter(pk__in=lines.values("partnership")).prefetch_related("partners", "themes")
    known = defaultdict(list)
    for other in others:
        theirs = frozenset(each.organisation_id for each in kept(other.partners.all()))
        known[theirs].append((other, {theme.pk for theme in other.themes.all()}))
    themes = {entry.pk: {theme.pk for theme in entry.themes.all()} for entry in entries}
    return {
        pk: {
            (other.pk, f"{other.reference} {other.name}")
            for other, theirs in known[mine]
            if other.pk != pk and theirs & themes[pk]
        }
        for pk, mine in bodies.items()
    }
