"""A list by what is to be done with its records: the part that the address asks for, and the tabs to the others."""

from collections.abc import Sequence
from dataclasses import dataclass

Parts = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Shown:
    """The part of a list that a page shows."""

    key: str
    title: str
    tabs: list[dict]


def tabs_to(parts: Parts, address: str, current: str) -> list[dict]:
    """A tab to each part of the list at this address."""
    return [{"label": label, "url": f"{address}?show={key}", "current": key == current} for key, label in parts]


def shown(request, parts: Parts) -> Shown:
    """The part that the address names; the first where it names none that there is."""
    wanted = request.GET.get("show", "")
    key = wanted if wanted in dict(parts) else parts[0][0]
    return Shown(key, dict(parts)[key], tabs_to(parts, request.path, key))
