"""Finding entries by words: names, acronyms, other names, partners and text, which `search_text` holds folded."""

from register.querysets import PartnershipQuerySet

MOST_WORDS = 12


def search(queryset: PartnershipQuerySet, text: str) -> PartnershipQuerySet:
    """The entries that hold every word of the text, in any order and in any case."""
    for word in list(dict.fromkeys(text.casefold().split()))[:MOST_WORDS]:
        queryset = queryset.filter(search_text__contains=word)
    return queryset
