"""Who may do what with reviews that scrutiny asks for, and with reviews of the council's involvement."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
RECORDERS = POLICY | {"democratic_services"}
SCRUTINY = frozenset({"scrutiny_member"})
DRAFTERS = POLICY | {"lead_officer", "auditor"}
SAID = {"kind": "reduce", "heading": "reduce", "text": "Attend twice a year."}
ASKED = {
    "named": lambda world: world.records["entry of others"].name,
    "entry": lambda world: world.records["own entry"].reference,
    "why": "It costs a lot.",
    "on_behalf_of": "The Communities Panel",
}
ANSWERED = {
    "commission": lambda world: world.body.pk,
    "decided_on": "20 November 2026",
    "minute": "12/26",
    "decision_reason": "It is timely.",
}
PANEL = {"panel": lambda world: world.body.pk, "lead_member": "Cllr Member A", "due_on": "1 December 2090"}
REPORT = {"reported_on": "20 November 2026", "found": "It works."}
STATES = ("requested", "agreed", "panel", "reported", "declined")


def rows(sitting: frozenset[str], officers: frozenset[str]) -> dict[str, list[Row]]:
    """By address. A scrutiny member meets the own requests alone, and no step of them."""
    readers = officers | SCRUTINY
    return {
        "reviews:scrutiny_reviews": [page("no record", readers, SIGNED_IN - readers)],
        "reviews:scrutiny_ask": [step("no record", SIGNED_IN, RECORDERS | SCRUTINY, fill=ASKED)],
        "reviews:scrutiny_review": [
            *(page(f"{state} request", readers) for state in STATES),
            page("recorded request", officers),
        ],
        "reviews:scrutiny_agree": [
            step("requested request", readers, RECORDERS, fill=ANSWERED),
            step("recorded request", officers, RECORDERS - POLICY, fill=ANSWERED),
            step("agreed request", readers, NOBODY),
        ],
        "reviews:scrutiny_decline": [
            step("requested request", readers, RECORDERS, fill=ANSWERED),
            step("reported request", readers, NOBODY),
        ],
        "reviews:scrutiny_begin": [
            step("agreed request", readers, RECORDERS, fill=PANEL),
            step("requested request", readers, NOBODY),
        ],
        "reviews:scrutiny_report": [
            step("panel request", readers, RECORDERS, fill=REPORT),
            step("agreed request", readers, NOBODY),
        ],
        "reviews:scrutiny_recommend": [
            step("reported request", readers, DRAFTERS, fill=SAID),
            step("agreed request", readers, NOBODY),
        ],
        "reviews:scrutiny_involvement": [
            step("agreed request", readers, POLICY | {"corporate_manager"}, fill={"why": "As scrutiny asks"}),
            step("requested request", readers, NOBODY),
        ],
        **involvement(sitting, officers),
    }


def involvement(sitting: frozenset[str], officers: frozenset[str]) -> dict[str, list[Row]]:
    """Read by officers and auditors; opened, dismissed and called off by the policy team."""
    why = {"settled_note": "It was answered by mistake"}
    return {
        "reviews:involvement_begin": [
            step("own entry", sitting, POLICY | {"corporate_manager"}, fill={"why": "It costs too much"}),
            step("reviewed entry", officers | {"portfolio_holder"}, NOBODY),
        ],
        "reviews:involvement_reviews": [page("no record", officers, SIGNED_IN - officers)],
        "reviews:involvement_review": [
            page(f"{state} involvement", officers) for state in ("proposed", "open", "written", "leaving")
        ],
        "reviews:involvement_confirm": [
            step("proposed involvement", officers, POLICY),
            step("open involvement", officers, NOBODY),
        ],
        "reviews:involvement_dismiss": [
            step("proposed involvement", officers, POLICY, fill=why),
            step("open involvement", officers, NOBODY),
        ],
        "reviews:involvement_call_off": [
            step("open involvement", officers, POLICY, fill=why),
            step("written involvement", officers, NOBODY),
        ],
        "reviews:involvement_write": [
            step("open involvement", officers, POLICY | {"lead_officer"}, fill={"found": "It costs too much"}),
            step("proposed involvement", officers, NOBODY),
        ],
        "reviews:involvement_recommend": [
            step("written involvement", officers, DRAFTERS, fill=SAID),
            step("open involvement", officers, NOBODY),
        ],
    }
