"""Who may do what with recommendations, their lines, their follow-up, and audits."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
LEAD = frozenset({"lead_officer"})
AUDITOR = frozenset({"auditor"})
RECORDERS = POLICY | {"democratic_services"}
SAID = {"kind": "review", "heading": "review", "text": "Look again at what it costs."}
AUDITED = {"title": "Partnerships", "auditor": "Internal Audit", "audited_on": "1 April 2026"}
STATES = ("draft", "submitted", "proposed", "amended", "passing", "finished")
LINES = {
    "subjects": {"note": "While it pays"},
    "consultations": {"consulted_on": "2 November 2026", "said": "Stay."},
    "actions": {"owner_post": "Tourism Manager"},
}
NEW_LINES = {
    "subjects": {"partnership": lambda world: world.records["exempt entry"].reference},
    "consultations": {"role": "Portfolio holder"},
    "actions": {"text": "Tell the chair", "owner_post": "Tourism Officer", "due_on": "1 December 2090"},
}


def rows(sitting: frozenset[str], officers: frozenset[str]) -> dict[str, list[Row]]:
    """By address. Recommendations are read by officers; councillors read them in papers."""
    writers = POLICY | LEAD
    return {
        "reviews:entry_recommendations": [
            page("own entry", officers, sitting - officers),
            page("entry of an undone import", NOBODY),
        ],
        "reviews:recommendation_begin": [step("own entry", sitting, writers | AUDITOR, fill=SAID)],
        "reviews:recommendations": [page("no record", officers, SIGNED_IN - officers)],
        "reviews:recommendation_new": [
            step(
                "no record",
                SIGNED_IN,
                POLICY | AUDITOR,
                fill={**SAID, "entry": lambda world: world.records["own entry"].reference},
            )
        ],
        "reviews:recommendation": [page(f"{state} recommendation", officers) for state in STATES],
        "reviews:recommendation_edit": [
            *(
                step("draft recommendation", officers, writers, kwargs={"part": part}, fill=fill)
                for part, fill in (("what", {"plan": "Open for Business"}), ("place", {"to_post": "Manager"}))
            ),
            step("submitted recommendation", officers, NOBODY, kwargs={"part": "what"}),
        ],
        "reviews:recommendation_line_add": [
            step("draft recommendation", officers, writers, kwargs={"noun": noun}, fill=fill)
            for noun, fill in NEW_LINES.items()
        ],
        "reviews:recommendation_line_change": [
            step(f"recommended {noun}", officers, writers, kwargs={"noun": noun}, fill=fill)
            for noun, fill in LINES.items()
        ],
        "reviews:recommendation_line_remove": [
            step(f"recommended {noun}", officers, writers, kwargs={"noun": noun}) for noun in LINES
        ],
        **steps(officers),
        **audits(officers),
    }


def steps(officers: frozenset[str]) -> dict[str, list[Row]]:
    """Each step from the state in which it is taken, and from one in which nobody takes it."""

    def act(state: str, who: frozenset[str], wrong: str = "finished", **fill) -> list[Row]:
        return [
            step(f"{state} recommendation", officers, who, fill=fill),
            step(f"{wrong} recommendation", officers, NOBODY),
        ]

    return {
        "reviews:recommendation_submit": act("draft", LEAD),
        "reviews:recommendation_return": act("submitted", POLICY, return_comment="Which meetings?"),
        "reviews:recommendation_propose": act("submitted", POLICY),
        "reviews:recommendation_withdraw": act("proposed", POLICY, closing_note="Overtaken"),
        "reviews:recommendation_note_changes": act("amended", POLICY, amended_text="Twice a year."),
        "reviews:recommendation_pass_on": act("passing", RECORDERS, starts_on="20 November 2026"),
        "reviews:recommendation_carry_out": act("amended", POLICY),
        "reviews:recommendation_close": act("finished", POLICY, "draft", closing_note="It saves what it promised."),
        "reviews:follow_up_report": [
            step("follow-up of an event", officers, LEAD, fill={"report": "Well."}),
            step("reported follow-up", officers, NOBODY),
        ],
        "reviews:follow_up_record": [
            step("reported follow-up", officers, POLICY, fill={"outcome": "continue", "outcome_note": "It works."}),
            step("follow-up of an event", officers, NOBODY),
        ],
        "reviews:follow_up_wait": [
            step("follow-up of an event", officers, POLICY | LEAD, fill={"reason": "The county has not decided"}),
            step("reported follow-up", officers, NOBODY),
        ],
    }


def audits(officers: frozenset[str]) -> dict[str, list[Row]]:
    """Auditors and the policy team keep them."""
    keepers = POLICY | AUDITOR
    return {
        "reviews:audits": [page("no record", officers, SIGNED_IN - officers)],
        "reviews:audit": [page("audit in progress", officers), page("reported audit", officers)],
        "reviews:audit_new": [step("no record", SIGNED_IN, keepers, fill=AUDITED)],
        "reviews:audit_edit": [step("audit in progress", officers, keepers, fill={"summary": "Minor risks"})],
        "reviews:audit_report": [
            step("audit in progress", officers, keepers, fill={"opinion": "Sound"}),
            step("reported audit", officers, NOBODY),
        ],
        "reviews:audit_implement": [
            step("reported audit", officers, keepers),
            step("audit in progress", officers, NOBODY),
        ],
    }
