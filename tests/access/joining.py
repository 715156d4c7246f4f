"""Who may do what with the definition test, proposals and business cases."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
LEAD = frozenset({"lead_officer"})
NOTE = {"closing_note": "No time."}
REASON = {"reason": "There is time now"}
PROPOSED = {"name": "Swift Valley Alliance", "function": "Paths", "councils": lambda world: [world.council.pk]}
JOINED = {"joined_on": "2 November 2026", "no_document_reason": "Being written"}


def version_of(about: str) -> dict:
    return {"version": lambda world: world.records[about].version}


def all_yes(world) -> dict:
    """Yes to every test of the policy."""
    return {f"q{each.pk}": "yes" for each in world.tests}


def rows(sitting: frozenset[str], readers: frozenset[str], editors: frozenset[str]) -> dict[str, list[Row]]:
    """By address. A councillor reads what was said of the entries in the own portfolio, and of no other."""
    officers, held = readers - {"portfolio_holder"}, readers | {"portfolio_holder"}
    inner = {"see": held, "refused": sitting - held}
    proposers = officers - {"auditor", "administrator"}
    return {
        "register:propose": [step("no record", SIGNED_IN, proposers, fill=PROPOSED)],
        "register:propose_again": [step("rejected entry", readers, POLICY | LEAD, fill=REASON)],
        "assessments:entry_screenings": [page("own entry", **inner), page("entry of an undone import", NOBODY)],
        "assessments:screenings": [page("no record", held, SIGNED_IN - held)],
        "assessments:screen": [
            Row("own entry", editors, sitting - editors, editors, fill={"q0": ""}, posts="page"),
        ],
        "assessments:screening_settle": [
            step("failed test", officers, POLICY, fill={"reason": "Notes"}),
            step("passed test", officers, NOBODY),
        ],
        "assessments:entry_cases": [page("own entry", **inner), page("entry of an undone import", NOBODY)],
        "assessments:case_open": [step("own entry", sitting, editors)],
        "assessments:cases": [page("no record", held, SIGNED_IN - held)],
        "assessments:case": [page(f"{state} case", officers) for state in ("draft", "submitted", "approved")],
        "assessments:case_part": [
            step("draft case", officers, editors, kwargs={"part": "worth"}, fill={"consulted": "All"}),
            step("draft case", officers, editors, kwargs={"part": "conditions"}),
            step("submitted case", officers, NOBODY, kwargs={"part": "worth"}),
        ],
        "assessments:case_submit": [
            step("complete case", officers, LEAD),
            step("submitted case", officers, NOBODY),
        ],
        "assessments:case_return": [
            step("submitted case", officers, POLICY, fill={"return_comment": "More"}),
            step("draft case", officers, NOBODY),
        ],
        "assessments:case_challenge": [
            step("submitted case", officers, POLICY, fill={"challenge_note": "Sound"}),
            step("draft case", officers, NOBODY),
        ],
        "assessments:case_withdraw": [
            step("draft case", officers, POLICY | LEAD, fill=NOTE),
            step("approved case", officers, NOBODY),
        ],
        "assessments:case_ask_to_join": [
            step("approved case", officers, LEAD, fill=JOINED),
            step("draft case", officers, NOBODY),
        ],
        "assessments:case_join": [
            step("reported case", officers, POLICY, fill=JOINED),
            step("approved case", officers, NOBODY),
            step("draft case", officers, NOBODY),
        ],
        "assessments:case_lapse": [
            step("forgotten case", officers, POLICY, fill=NOTE),
            step("draft case", officers, NOBODY),
        ],
        "assessments:case_rejection": [
            step("rejected case", officers, POLICY, fill={"rejection": "other_leads", "closing_note": "The county"}),
            step("draft case", officers, NOBODY),
        ],
    }
