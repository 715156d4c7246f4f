"""Who is told what: everybody reads their own work and notices alone, and watches what they may read."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, button, page


def rows(sitting: frozenset[str], readers: frozenset[str]) -> dict[str, list[Row]]:
    """By address."""
    lead = frozenset({"lead_officer"})
    watched = [button("own entry", sitting, sitting), button("entry of others", readers, readers)]
    return {
        "reviews:work": [page("no record", SIGNED_IN)],
        "register:notices": [page("no record", SIGNED_IN)],
        "register:notices_read": [button("no record", SIGNED_IN, SIGNED_IN)],
        "register:notice_read": [button("notice of the lead officer", lead, lead)],
        "register:watch": [*watched, button("entry of an undone import", NOBODY, NOBODY)],
        "register:watch_stop": watched,
    }
