"""Who may do what with exit strategies, their parts and lines, and each step (B15-40 to B15-42)."""

from tests.access.editions import HEAD, PREPARERS
from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
LEAD = frozenset({"lead_officer"})
KEEPERS = POLICY | LEAD
WRITERS = KEEPERS | {"case_manager"}
RECORDERS = POLICY | {"democratic_services"}
STATES = (
    "required", "begun", "submitted", "returned", "waiting", "approved", "changed", "running", "completed",
    "reversed", "closed",
)  # fmt: skip
NEW_LINES = {
    "reasons": {"leaving_reason": lambda world: world.records["kept leavingreason"].pk, "note": "Others do it."},
    "controls": {"kind": "users", "text": "Tell them", "owner_post": "Manager", "due_on": "1 December 2090"},
    "messages": {"audience": "Members", "by_whom": "The manager", "due_on": "1 December 2090"},
    "items": {
        "kind": "record",
        "text": "Minutes",
        "outcome": "kept",
        "owner_post": "Manager",
        "due_on": "1 December 2090",
    },
    "consulted": {"who": "The trades unions"},
}
LINES = {
    "reasons": {"note": "Still so."},
    "controls": {"text": "Settle every invoice"},
    "messages": {"how": "By letter"},
    "items": {"recipient": "The county council"},
    "consulted": {"who": "Cllr Member C"},
}
FIELDS = {
    "options": {"options_considered": "To share the place."},
    "notice": {"notice_given_on": "1 November 2026"},
    "takeover": {"taken_over_by": "Nobody."},
}
HELD = "exit of the portfolio"
PAGED = ("reasons", "effects", "telling", "takeover", "consultation")


def rows(sitting: frozenset[str], officers: frozenset[str]) -> dict[str, list[Row]]:
    """By address. Officers read exit strategies, and a portfolio holder those of the portfolio."""
    held = officers | {"portfolio_holder"}
    return {
        "reviews:exits": [page("no record", held, SIGNED_IN - held)],
        "reviews:entry_exits": [
            page("own entry", held, sitting - held),
            page("entry of an undone import", NOBODY),
        ],
        "reviews:exit_open": [
            step("own entry", sitting, KEEPERS, fill={"cause": "funding_ends", "cause_note": "The grant ends."})
        ],
        "reviews:exit_strategy": [*(page(f"{state} exit", officers) for state in STATES), page(HELD, held)],
        "reviews:exit_whole": [page("running exit", officers), page("required exit", officers), page(HELD, held)],
        "reviews:exit_pdf": [page("running exit", officers, logged=True), page(HELD, held, logged=True)],
        "reviews:exit_paper": [
            step("submitted exit", officers, PREPARERS, fill=HEAD),
            step("begun exit", officers, NOBODY),
        ],
        "reviews:exit_history": [page("running exit", officers), page(HELD, held)],
        "reviews:exit_part": [
            *(page("begun exit", officers, kwargs={"part": part}) for part in PAGED),
            page(HELD, held, kwargs={"part": "effects"}),
        ],
        "reviews:exit_edit": [
            *(step("begun exit", officers, WRITERS, kwargs={"part": part}, fill=fill) for part, fill in FIELDS.items()),
            step("submitted exit", officers, NOBODY, kwargs={"part": "options"}),
            step(HELD, held, WRITERS, kwargs={"part": "takeover"}, fill=FIELDS["takeover"]),
        ],
        "reviews:exit_effects": [
            step("begun exit", officers, WRITERS, fill={"money_impact": "The fee and the room are saved."}),
            step("submitted exit", officers, NOBODY),
        ],
        "reviews:exit_line_add": [
            step("begun exit", officers, WRITERS, kwargs={"noun": noun}, fill=fill) for noun, fill in NEW_LINES.items()
        ],
        "reviews:exit_line_change": [
            step(f"exit {noun}", officers, WRITERS, kwargs={"noun": noun}, fill=fill) for noun, fill in LINES.items()
        ],
        "reviews:exit_line_remove": [step(f"exit {noun}", officers, WRITERS, kwargs={"noun": noun}) for noun in LINES],
        **steps(officers),
    }


def steps(officers: frozenset[str]) -> dict[str, list[Row]]:
    """Each step from the state in which it is taken, and from one in which nobody takes it."""

    def act(state: str, who: frozenset[str], wrong: str = "closed", **fill) -> list[Row]:
        return [step(f"{state} exit", officers, who, fill=fill), step(f"{wrong} exit", officers, NOBODY)]

    return {
        "reviews:exit_begin": act("required", WRITERS),
        "reviews:exit_submit": act("begun", KEEPERS),
        "reviews:exit_return": act("submitted", POLICY, return_comment="Which invoices?"),
        "reviews:exit_put": act("submitted", POLICY),
        "reviews:exit_put_again": act("changed", POLICY),
        "reviews:exit_immaterial": act("changed", POLICY, immaterial_reason="A slip of the pen."),
        "reviews:exit_ends": act("seated", KEEPERS),
        "reviews:exit_start": act("approved", KEEPERS),
        "reviews:exit_confirm": act("settled", LEAD),
        "reviews:exit_complete": act("confirmed", POLICY, lessons="Ask for the terms first."),
        "reviews:exit_reverse": act("running", RECORDERS, reversal="The Executive on 1 December: the grant goes on."),
        "reviews:exit_close": act("required", POLICY, "completed", closing_note="The grant goes on."),
        "reviews:exit_look_back": act("completed", KEEPERS, impact_came_true="Yes."),
        "reviews:exit_item_settle": [
            step("open exit item", officers, POLICY, fill={"settled_note": "Given back on 1 December."}),
            step("settled exit item", officers, NOBODY),
        ],
    }
