"""The rota on which governance is verified: who sees it, who deals it out, and who verifies."""

from tests.access.rows import NOBODY, PAGE, SIGNED_IN, Row, page, step

CODES = ("purpose", "role", "partners", "lead", "place", "constitution", "resources", "sharing", "disputes")
FOUND = {f"{code}_finding": "nothing" for code in CODES}
DEAL = {"months": "12", "years": "4", "people": lambda world: [world.people["auditor"].pk]}


def rows(
    sitting: frozenset[str], readers: frozenset[str], exporters: frozenset[str], policy: frozenset[str]
) -> dict[str, list[Row]]:
    """`exporters` read the whole register, `sitting` see the own entry; the policy officer is on the rota twice."""
    moved = {"due_on": "1 December 2091"}
    dealing = Row("no record", policy, SIGNED_IN - policy, policy, posts=PAGE, fill=DEAL)
    return {
        "register:verifications": [page("no record", exporters, SIGNED_IN - exporters)],
        "register:verification_deal": [dealing],
        "register:verification": [
            page("planned verification", sitting),
            page("done verification", readers),
            page("verification of an exempt entry", exporters | {"portfolio_holder"}),
        ],
        "register:verification_verify": [
            step("planned verification", sitting, policy, fill=FOUND),
            step("verification of an auditor", readers, frozenset({"auditor"}), fill=FOUND),
            step("done verification", readers, NOBODY),
        ],
        "register:verification_change": [
            step("planned verification", sitting, policy, fill=moved),
            step("done verification", readers, NOBODY),
        ],
        "register:verification_drop": [
            step("planned verification", sitting, policy, fill={"reason": "Verified last year"}),
            step("done verification", readers, NOBODY),
        ],
    }
