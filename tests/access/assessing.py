"""Who may do what with assessments: officers and auditors read them, and a portfolio holder those of the portfolio."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, button, page, step

DRAFT, SUBMITTED, CONFIRMED = "draft assessment", "submitted assessment", "confirmed assessment"
HIDDEN = "assessment of an exempt entry"


def rows(sitting: frozenset, readers: frozenset, officers: frozenset, editors: frozenset, policy: frozenset) -> dict:
    """`officers` read the register as officers, auditors among them; `editors` assess the entry that they edit."""
    auditor = frozenset({"auditor"})
    held = officers | {"portfolio_holder"}
    kinds = {"kwargs": {"kind": "risk"}}
    whole = policy | {"case_manager"}
    return {
        "assessments:entry_assessments": [
            page("own entry", held, sitting - held),
            page("entry of others", officers, readers - officers),
            page("entry of an undone import", NOBODY),
        ],
        "assessments:assessment_start": [
            button("entry of others", readers, whole, **kinds),
            button("own entry", sitting, editors, kwargs={"kind": "governance"}),
            button("own entry", sitting, NOBODY, **kinds),
            button("ended entry", readers, NOBODY, **kinds),
        ],
        "assessments:assessment_list": [page("no record", held, SIGNED_IN - held)],
        "assessments:calibration": [page("no record", held, SIGNED_IN - held)],
        "assessments:assessment": [
            *(page(about, officers) for about in (DRAFT, HIDDEN)),
            *(page(about, held) for about in (SUBMITTED, CONFIRMED)),
        ],
        "assessments:assessment_compare": [page(DRAFT, officers), page(HIDDEN, officers)],
        "assessments:assessment_edit": answering(officers, editors, whole, {"overall": "low"}),
        "assessments:assessment_step": answering(officers, editors, whole, {"overall": "low"}, {"number": 3}),
        "assessments:assessment_check": answering(officers, editors, whole, {}),
        "assessments:assessment_confirm": [
            step(SUBMITTED, held, policy),
            step(DRAFT, officers, NOBODY),
            step(CONFIRMED, held, NOBODY),
        ],
        "assessments:assessment_return": [
            step(SUBMITTED, held, policy, fill={"comment": "Say why."}),
            step(CONFIRMED, held, NOBODY),
        ],
        "assessments:assessment_verify": [
            step(CONFIRMED, held, auditor, fill={"note": "The minutes were seen."}),
            step(SUBMITTED, held, NOBODY),
        ],
    }


def answering(
    officers: frozenset, editors: frozenset, policy: frozenset, fill: dict, kwargs: dict | None = None
) -> list[Row]:
    """A page on which an assessment is answered: as long as it is a draft, and by who may assess the entry."""
    more, held = {"kwargs": kwargs or {}}, officers | {"portfolio_holder"}
    return [
        step(DRAFT, officers, editors, fill=fill, **more),
        step(HIDDEN, officers, policy, fill=fill, **more),
        step(SUBMITTED, held, NOBODY, **more),
        step(CONFIRMED, held, NOBODY, **more),
    ]
