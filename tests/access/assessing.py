"""Who may do what with assessments: officers and auditors read them, councillors never meet one."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, button, page, step

DRAFT, SUBMITTED, CONFIRMED = "draft assessment", "submitted assessment", "confirmed assessment"
HIDDEN = "assessment of an exempt entry"


def rows(sitting: frozenset, readers: frozenset, officers: frozenset, editors: frozenset, policy: frozenset) -> dict:
    """`officers` read the register as officers, auditors among them; `editors` assess the entry that they edit."""
    auditor = frozenset({"auditor"})
    kinds = {"kwargs": {"kind": "risk"}}
    whole = policy | {"case_manager"}
    return {
        "assessments:entry_assessments": [
            page("own entry", officers, sitting - officers),
            page("entry of others", officers, readers - officers),
            page("entry of an undone import", NOBODY),
        ],
        "assessments:assessment_start": [
            button("entry of others", readers, whole, **kinds),
            button("own entry", sitting, editors, kwargs={"kind": "governance"}),
            button("own entry", sitting, NOBODY, **kinds),
            button("ended entry", readers, NOBODY, **kinds),
        ],
        "assessments:assessment_list": [page("no record", officers, SIGNED_IN - officers)],
        "assessments:calibration": [page("no record", officers, SIGNED_IN - officers)],
        "assessments:assessment": [page(about, officers) for about in (DRAFT, SUBMITTED, CONFIRMED, HIDDEN)],
        "assessments:assessment_compare": [page(DRAFT, officers), page(HIDDEN, officers)],
        "assessments:assessment_edit": answering(officers, editors, whole, {"overall": "low"}),
        "assessments:assessment_step": answering(officers, editors, whole, {"overall": "low"}, {"number": 3}),
        "assessments:assessment_check": answering(officers, editors, whole, {}),
        "assessments:assessment_confirm": [
            step(SUBMITTED, officers, policy),
            step(DRAFT, officers, NOBODY),
            step(CONFIRMED, officers, NOBODY),
        ],
        "assessments:assessment_return": [
            step(SUBMITTED, officers, policy, fill={"comment": "Say why."}),
            step(CONFIRMED, officers, NOBODY),
        ],
        "assessments:assessment_verify": [
            step(CONFIRMED, officers, auditor, fill={"note": "The minutes were seen."}),
            step(SUBMITTED, officers, NOBODY),
        ],
    }


def answering(
    officers: frozenset, editors: frozenset, policy: frozenset, fill: dict, kwargs: dict | None = None
) -> list[Row]:
    """A page on which an assessment is answered: as long as it is a draft, and by who may assess the entry."""
    more = {"kwargs": kwargs or {}}
    return [
        step(DRAFT, officers, editors, fill=fill, **more),
        step(HIDDEN, officers, policy, fill=fill, **more),
        step(SUBMITTED, officers, NOBODY, **more),
        step(CONFIRMED, officers, NOBODY, **more),
    ]
