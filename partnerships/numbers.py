"""Whole numbers as addresses and hidden fields carry them: typed by machines, and by whoever tries something."""


def whole(text: object) -> int | None:
    """The number, where it is one to nine plain digits; None for anything else, however much it looks like a number."""
    word = str(text)
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None
