"""Who may do what with matters put to bodies, their decisions, and actions."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, button, page, step

POLICY = frozenset({"policy_officer"})
RECORDERS = POLICY | {"democratic_services"}
OWNER = frozenset({"lead_officer"})
DECIDED = {
    "decided_on": "20 November 2026",
    "takes_effect_on": "1 December 2090",
    "minute": "12/26",
    "outcome": "approved",
}
CHANGE = {"title": "A seat on the board", "budget": "in_budget"}
AGREED = {"text": "Ask for accounts", "owner_post": "Treasurer", "due_on": "1 December 2090"}
MOVED = {"due_on": "1 December 2091", "reason": "Nobody was there"}


def rows(sitting: frozenset[str], readers: frozenset[str]) -> dict[str, list[Row]]:
    """By address. The policy team puts and keeps; democratic services record too, never what they drafted."""
    officers = readers - {"portfolio_holder"}
    return {
        "register:decisions": [
            page("own entry", sitting),
            page("entry of others", readers),
            page("entry of an undone import", NOBODY),
        ],
        "register:matter_put": [step("own entry", sitting, POLICY, fill=CHANGE)],
        "register:matters": [page("no record", SIGNED_IN)],
        "register:matter": [page("open matter", sitting), page("matter about an exempt entry", readers)],
        "register:matter_confirm_route": [
            step("open matter", sitting, NOBODY),
            step("carried out matter", sitting, NOBODY),
        ],
        "register:matter_withdraw": [
            step("open matter", sitting, POLICY, fill={"reason": "Not wanted any more"}),
            step("carried out matter", sitting, NOBODY),
        ],
        "register:decision_record": [
            step("deciding body of another", sitting, RECORDERS, fill=DECIDED),
            step("deciding body", sitting, frozenset({"democratic_services"}), fill=DECIDED),
            step("body that decided", sitting, NOBODY),
        ],
        "register:decision_call_in": [
            step("decision to call in", sitting, RECORDERS, fill={"call_in_reason": "Five members ask"}),
            step("called in decision", sitting, NOBODY),
        ],
        "register:decision_release": [
            step("called in decision", sitting, RECORDERS, fill={"release_note": "Scrutiny agrees"}),
            step("decision to call in", sitting, NOBODY),
        ],
        "register:actions": [page("no record", SIGNED_IN)],
        "register:action_plan": [page("no record", officers, SIGNED_IN - officers)],
        "register:action_plan_pdf": [page("no record", officers, SIGNED_IN - officers, logged=True)],
        "register:action_add": [step("own entry", sitting, POLICY, fill=AGREED)],
        "register:action": [page("open action", sitting), page("reported action", sitting)],
        "register:action_start": [
            button("open action", sitting, OWNER, fill={"version": lambda world: world.records["open action"].version}),
            button("reported action", sitting, NOBODY),
        ],
        "register:action_report": [
            step("open action", sitting, OWNER, fill={"done_note": "They came."}),
            step("reported action", sitting, NOBODY),
        ],
        "register:action_verify": [
            step("reported action", sitting, POLICY),
            step("open action", sitting, NOBODY),
        ],
        "register:action_return": [
            step("reported action", sitting, POLICY, fill={"reason": "Half of them"}),
            step("open action", sitting, NOBODY),
        ],
        "register:action_move": [
            step("open action", sitting, POLICY, fill=MOVED),
            step("reported action", sitting, NOBODY),
        ],
        "register:action_drop": [
            step("open action", sitting, POLICY, fill={"reason": "Not needed"}),
            step("reported action", sitting, NOBODY),
        ],
    }
