"""Three-way merging of one record that two people changed at once. Pure: values in, values out.

Values are plain: foreign keys are keys, many-to-many values are frozensets of keys. Lists are joined item by item and
so never clash; any other field that both people set to different values does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Merge:
    """What became of two sets of changes to one original.

    `mine` is what is still to be written without asking, `theirs` what the other person changed and what stays as they
    left it, `clashes` the fields on which somebody must decide.
    """

    mine: dict[str, Any]
    theirs: dict[str, Any]
    clashes: tuple[str, ...]


def three_way(original: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merge:
    """Compare both changes with the original. A field that `mine` does not name was not on my form: I left it alone."""
    kept, wanted, clashes = {}, {}, []
    for name, before in original.items():
        now, own = theirs[name], mine.get(name, before)
        if isinstance(before, frozenset):
            own = joined(before, now, own)
        elif now != before and own not in (before, now):
            clashes.append(name)
            continue
        elif own == before:
            own = now
        if own != now:
            wanted[name] = own
        if now != before:
            kept[name] = now
    return Merge(wanted, kept, tuple(clashes))


def joined(original: frozenset, theirs: frozenset, mine: frozenset) -> frozenset:
    """Both people's additions and removals of a list, applied one after the other."""
    return (theirs | (mine - original)) - (original - mine)


def decided(merge: Merge, mine: Mapping[str, Any], choices: Mapping[str, str]) -> dict[str, Any]:
    """What to write once every clash is decided: my undisputed changes, and the clashing fields where mine was kept."""
    return {**merge.mine, **{name: mine[name] for name in merge.clashes if choices.get(name) == MINE}}


def undecided(merge: Merge, choices: Mapping[str, str]) -> list[str]:
    """The clashing fields for which nobody has chosen yet."""
    return [name for name in merge.clashes if choices.get(name) not in (MINE, THEIRS)]


def packed(values: Mapping[str, Any], groups: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """Fields that only make sense together become one value, a tuple under the first one's name."""
    packed_values = dict(values)
    for group in groups:
        if group[0] in values:
            packed_values[group[0]] = tuple(packed_values.pop(name) for name in group)
    return packed_values


def unpacked(values: Mapping[str, Any], groups: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """The single fields again."""
    single = dict(values)
    for group in groups:
        if group[0] in values:
            single.update(zip(group, values[group[0]], strict=True))
    return single
