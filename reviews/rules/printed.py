"""Which partnerships an issued paper prints, as it keeps them: its Appendix A lists the register, or outcomes."""

from collections.abc import Iterator, Mapping
from typing import Any


def names(excerpt: list[Mapping[str, Any]] | None, outcomes: Mapping[str, Any] | None) -> Iterator[str]:
    """The names of the excerpt, group by group, and of the table of outcomes, whose first column they are."""
    for group in excerpt or ():
        yield from (row["name"] for row in group["rows"])
    if outcomes:
        yield from (row[0] for row in outcomes["rows"])
