"""Risks, benefits and measures: who sees them, and who acts there."""

from tests.access.rows import Row, page, step

NEW_LINES = {
    "risks": {"title": "The host leaves", "likelihood": "2", "impact": "3"},
    "benefits": {"kind": "soft", "text": "A say in what is decided"},
    "measures": {"name": "Visitors", "period": "2025/26"},
}
CHANGED_LINES = {
    "risks": {"controls": "A second host is found"},
    "benefits": {"text": "A say in everything"},
    "measures": {"comment": "Counted at the door"},
}


def rows(sitting: frozenset[str], readers: frozenset[str], editors: frozenset[str]) -> dict[str, list[Row]]:
    """`sitting` see the own entry, `readers` every entry, `editors` change the own one."""
    acts = {"text": "Find a second host", "owner_post": "Clerk", "due_on": "1 May 2027"}
    return {
        "register:risks": [
            page("own entry", sitting),
            page("entry of others", readers),
            page("exempt entry", readers),
            page("entry of an undone import", frozenset()),
        ],
        "register:risk_action": [
            step("risks of own entry", sitting, editors, fill=acts),
            step("removed risks of own entry", sitting, frozenset()),
        ],
    }
