"""What the checks found: who reads it, and who waives a finding."""

from tests.access.rows import PAGE, SIGNED_IN, Row, button, page

POLICY = frozenset({"policy_officer"})
FOUND_ON = ("own entry", "the council")
WAIVER = {"reason": "It is being written", "authorised_by": "Cabinet", "until_on": "1 May 2028"}


def rows(readers: frozenset[str]) -> dict[str, list[Row]]:
    """`readers` read the register by role; everybody else is told that findings are read by officers and auditors."""
    closed = SIGNED_IN - readers
    return {
        "assessments:checks": [page("no record", readers, closed)],
        "assessments:entry_checks": [
            page("own entry", readers, closed),
            page("exempt entry", readers, closed),
            page("entry of an undone import", frozenset(), closed),
        ],
        "assessments:checks_export": [
            button("no record", SIGNED_IN, readers, kwargs={"file_format": kind}, posts=PAGE, logged=True)
            for kind in ("csv", "xlsx")
        ],
        "assessments:waive": [
            Row(f"finding on {what}", POLICY, SIGNED_IN - POLICY, POLICY, fill=WAIVER) for what in FOUND_ON
        ],
        "assessments:lift": [
            Row(f"waiver on {what}", POLICY, SIGNED_IN - POLICY, POLICY, fill={"reason": "Written"})
            for what in FOUND_ON
        ],
    }
