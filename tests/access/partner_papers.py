"""Partners' yearly papers and performance returns: who reads, asks for, receives and records them."""

from tests.access.agreements import new_file
from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
RECORDERS = POLICY | {"democratic_services"}
ASKED = {"kind": "annual_report", "financial_year": "2040/41", "due_on": "30 9 2040"}
PERFORMED = {"progress": "planned", "achieved": "Twelve homes."}
HEARD = {
    "body": lambda world: world.records["a body"].pk,
    "held_on": "2 11 2026",
    "minute": "9",
    "part": "considered",
    "words": "Noted.",
    "shown": lambda world: world.records["received paper of a partner"].version,
}


def rows(sitting: frozenset[str], readers: frozenset[str], editors: frozenset[str]) -> dict[str, list[Row]]:
    """`sitting` see the own entry; every paper but one is about it."""
    return {
        "register:entry_partner_papers": [
            page("own entry", sitting),
            page("entry of others", readers),
            page("exempt entry", readers),
            page("entry of an undone import", NOBODY),
        ],
        "register:partner_paper_ask": [
            step("own entry", sitting, POLICY, fill=ASKED),
            step("exempt entry", readers, POLICY, fill={**ASKED, "financial_year": "2041/42"}),
            step("entry of an undone import", NOBODY, NOBODY),
        ],
        "register:partner_papers": [page("no record", SIGNED_IN)],
        "register:partner_papers_ask": [
            step(
                "no record",
                SIGNED_IN,
                POLICY,
                fill={**ASKED, "entries": lambda world: [world.records["selected entry"].pk]},
            )
        ],
        "register:partner_paper": [
            *(page(f"{state} paper of a partner", sitting) for state in ("received", "decided")),
            page("paper of a partner", sitting),
            page("paper of an exempt partner", readers),
        ],
        "register:partner_paper_receive": [
            step("paper of a partner", sitting, editors, fill={"received_on": "1 11 2026"}),
            step("decided paper of a partner", sitting, NOBODY),
        ],
        "register:partner_paper_edit": [
            step("received paper of a partner", sitting, editors),
            step("decided paper of a partner", sitting, NOBODY),
        ],
        "register:partner_paper_hear": [
            step("received paper of a partner", sitting, RECORDERS, fill=HEARD),
            step("paper of a partner", sitting, NOBODY),
        ],
        "register:partner_paper_postpone": [
            step("paper of a partner", sitting, POLICY, fill={"due_on": "1 12 2040", "reason": "Illness"}),
            step("decided paper of a partner", sitting, NOBODY),
        ],
        "register:partner_paper_take_back": [
            step("paper of a partner", sitting, POLICY, fill={"reason": "Merged"}),
            step("decided paper of a partner", sitting, NOBODY),
        ],
        "register:performance_returns": [page("no record", SIGNED_IN)],
        "register:performance_return": [
            page("performance return", sitting),
            page("performance return of an exempt entry", readers),
        ],
        "register:performance_return_record": [
            step("performance return", sitting, editors, fill=PERFORMED),
            step("performance return of running months", sitting, NOBODY),
            step("performance return of an exempt entry", readers, POLICY | {"case_manager"}, fill=PERFORMED),
        ],
        "register:partner_paper_file_add": [
            step("received paper of a partner", sitting, editors, fill={"file": new_file}),
            step("paper of an exempt partner", readers, POLICY | {"case_manager"}, fill={"file": new_file}),
        ],
    }
