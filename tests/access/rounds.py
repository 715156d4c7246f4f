"""Who may do what with rounds of reviews, lists of reviews and dashboards."""

from tests.access.procedures import version
from tests.access.rows import NOBODY, SIGNED_IN, Row, button, page, step

POLICY = frozenset({"policy_officer"})
PLANNED = {"kind": "annual", "financial_year": "2040/41", "starts_on": "1 April 2040", "due_on": "30 June 2040"}


def rows(sitting: frozenset[str], officers: frozenset[str]) -> dict[str, list[Row]]:
    """By address: officers who read the register follow rounds, the policy team runs them."""
    return {
        **{
            f"reviews:{name}": [page("no record", officers, SIGNED_IN - officers)]
            for name in ("rounds", "reviews", "dashboards")
        },
        "reviews:entry_reviews": [
            page("own entry", officers, sitting - officers),
            page("entry of an undone import", NOBODY),
        ],
        "reviews:round": [page(f"{state} round", officers) for state in ("planned", "open", "reported", "cancelled")],
        "reviews:round_new": [step("no record", SIGNED_IN, POLICY, fill=PLANNED)],
        "reviews:round_edit": [
            step("planned round", officers, POLICY, fill={"title": "Another title"}),
            step("open round", officers, NOBODY),
        ],
        "reviews:round_cancel": [
            step("planned round", officers, POLICY, fill={"reason": "Too early"}),
            step("open round", officers, NOBODY),
        ],
        "reviews:round_late": [step("open round", officers, POLICY), step("planned round", officers, NOBODY)],
        **pressed("open", "planned", "open", officers),
        **pressed("chase", "open", "planned", officers),
        **pressed("freeze", "settled", "open", officers),
        **pressed("close", "reported", "open", officers),
        "reviews:round_report": [button("open round", officers, NOBODY, fill=version("open round"))],
    }


def pressed(step_of: str, state: str, wrong: str, officers: frozenset[str]) -> dict[str, list[Row]]:
    """A button of the policy team's in one state, and of nobody's in another."""
    found = [
        button(f"{about} round", officers, who, fill=version(f"{about} round"))
        for about, who in ((state, POLICY), (wrong, NOBODY))
    ]
    return {f"reviews:round_{step_of}": found}
