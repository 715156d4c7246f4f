"""Meetings, what is passed on, the reporting programme and coverage: who sees them, and who acts there."""

from tests.access.rows import ELSEWHERE, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
LEAD = frozenset({"lead_officer"})
RECORDERS = POLICY | {"democratic_services"}
KEPT = frozenset({"meetings", "reports"})
KEEPERS = POLICY | LEAD | {"head_of_service", "case_manager", "representative", "councillor"}
NEW_LINES = {
    "meetings": {"held_on": "1 May 2026"},
    "reports": {
        "meeting": lambda world: world.records["meetings of own entry"].pk,
        "person": lambda world: world.people["lead_officer"].pk,
    },
    "summaries": {"financial_year": "2019/20", "text": "It met twice."},
    "recipients": {"name": "The parish clerks"},
    "programme": {"first_due_on": "1 May 2026"},
}
CHANGED_LINES = {
    "meetings": {"notes": "Much was said"},
    "reports": {"points": "The county pays half"},
    "summaries": {"text": "It met once."},
    "recipients": {"note": "Since May"},
    "programme": {"note": "Money and attendance"},
}


def rows(sitting: frozenset[str], readers: frozenset[str], whole: frozenset[str]) -> dict[str, list[Row]]:
    """`sitting` see the own entry, `readers` every entry, `whole` read the register by role."""
    others = SIGNED_IN - sitting
    told = {"meeting": "another", "held_on": "1 May 2026", "points": "The county pays"}
    heard = {"text": "The county pays", "recipients": lambda world: [world.records["recipients of own entry"].pk]}
    straight = {(role, "GET"): ELSEWHERE for role in ("representative", "councillor")}
    return {
        "register:all_meetings": [page("no record", sitting, others)],
        "register:report_start": [page("no record", sitting, others, answers=straight)],
        "register:report_back": [
            step("own entry", sitting, KEEPERS, fill=told),
            step("entry of others", readers, POLICY | {"case_manager"}, fill={"held_on": "1 May 2026"}),
        ],
        "register:report_done": [page("reports of own entry", frozenset({"representative"}))],
        "register:decision": [step("reports of own entry", sitting, LEAD, fill={"outcome": "Agreed by the Executive"})],
        "register:pass_on": [step("own entry", sitting, KEEPERS, fill=heard)],
        "register:programme": [page("no record", sitting, others)],
        "register:programme_submit": [step("programme of own entry", sitting, LEAD, fill={"text": "All is well."})],
        "register:programme_receive": [
            step("submitted report", sitting, RECORDERS, fill={"received_on": "1 May 2026"}),
            step("received report", sitting, frozenset()),
        ],
        "register:programme_note": [
            step("received report", sitting, RECORDERS, fill={"noted_on": "2 May 2026", "noted_minute": "12/26"}),
            step("submitted report", sitting, frozenset()),
        ],
        "register:coverage": [page("no record", whole, SIGNED_IN - whole)],
        "register:covered_by": [
            step(
                "kept theme", SIGNED_IN, POLICY, kwargs={"kind": "themes"}, fill={"covered_by": "The town centre team"}
            )
        ],
    }
