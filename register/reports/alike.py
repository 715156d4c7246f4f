"""Entries whose name is so near to another that they may be the same partnership."""

from django.db.models import QuerySet

from register.interchange.names import key, near
from register.models import Partnership

MOST = 5


def alike(name: str, entries: QuerySet[Partnership]) -> list[Partnership]:
    """Entries of this very name or acronym, then those that are spelt nearly so; five at most."""
    if not (wanted := key(name)):
        return []
    known = list(entries.values_list("pk", "name", "name_key", "acronym"))
    same = [pk for pk, _, name_key, acronym in known if wanted in (name_key, key(acronym) if acronym else None)]
    close = [known[like.other][0] for like in near([name], [row[1] for row in known])]
    found = entries.in_bulk(list(dict.fromkeys(same + close))[:MOST])
    return list(found.values())
