"""How wide the columns of a table are: each as wide as its words need, the rest by how much the columns hold."""

from collections.abc import Collection, Mapping, Sequence
from math import ceil

# The letters of small print that a hundredth of a landscape page takes, and those that the gap to the next column does.
LETTERS = 1.75
GAP = 2
LONGEST_WORD = 18


def shared_out(columns: Mapping[str, tuple[str, Sequence[str]]], unbroken: Collection[str] = ()) -> dict[str, int]:
    """Column -> its share of the table in whole hundredths, at most 100 together.

    `columns` maps each to its heading and its texts; those of the `unbroken` ones stay on one line.
    """
    widths = {name: least(heading, texts, name in unbroken) for name, (heading, texts) in columns.items()}
    needs = {name: need(texts) for name, (_, texts) in columns.items()}
    for _ in range(100 - sum(widths.values())):
        widths[max(widths, key=lambda name: needs[name] / widths[name])] += 1
    across = max(100, sum(widths.values()))
    return {name: width * 100 // across for name, width in widths.items()}


def least(heading: str, texts: Sequence[str], unbroken: bool) -> int:
    """The hundredths that a column needs so that no ordinary word of it is broken."""
    words = [word for text in (heading, *texts) for word in ([text] if unbroken else text.split())]
    return ceil((min(LONGEST_WORD, max(map(len, words))) + GAP) / LETTERS)


def need(texts: Sequence[str]) -> float:
    """What a column asks for. One tall cell makes its whole row tall, so that long texts weigh more than many."""
    return sum(len(text) ** 2 for text in texts) ** (1 / 3)
