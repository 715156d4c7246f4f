"""Who sees how ready the council is to leave: those who read the whole register."""

from tests.access.rows import NOBODY, PAGE, SIGNED_IN, Row, button, page


def rows(sitting: frozenset[str], officers: frozenset[str]) -> dict[str, list[Row]]:
    """By address. Whoever sits on a partnership reads its entry, and not what leaving it would cost."""
    return {
        "reviews:entry_readiness": [
            page("own entry", officers, sitting - officers),
            page("entry of an undone import", NOBODY),
        ],
        "reviews:readiness": [page("no record", officers, SIGNED_IN - officers)],
        "reviews:readiness_export": [
            button("no record", SIGNED_IN, officers, kwargs={"file_format": kind}, posts=PAGE, logged=True)
            for kind in ("csv", "xlsx")
        ],
    }
