"""Who may do what with editions, the report drawn up from one, its receipts, and packs about one partnership."""

from tests.access.rows import NOBODY, PAGE, SIGNED_IN, Row, button, page, step

POLICY = frozenset({"policy_officer"})
PREPARERS = POLICY | {"democratic_services"}
SCRUTINY = frozenset({"scrutiny_member"})
FIRST = {"kwargs": {"number": 1}}
HEAD = {
    "title": "Annual review",
    "body": lambda world: world.body.pk,
    "meeting_on": "1 December 2026",
    "originator": "Head of Policy",
}
RECEIVED = {"body": lambda world: world.body.pk, "received_on": "20 November 2026", "minute": "12/26"}


def rows(officers: frozenset[str], draft_readers: frozenset[str]) -> dict[str, list[Row]]:
    """By address: officers read editions; scrutiny members what stands in papers, and packs from those editions."""
    consulted = {"who": "Senior Management Team", "on": "20 November 2026", "words": "Agreed."}
    return {
        "reviews:editions": [page("no record", officers, SIGNED_IN - officers)],
        "reviews:edition": [page("edition", officers, **FIRST)],
        "reviews:edition_entry": [page("own entry", officers, **FIRST), page("exempt entry", officers, **FIRST)],
        "reviews:edition_export": [button("edition", officers, officers, posts=PAGE, logged=True, **FIRST)],
        "reviews:edition_sign_off": [step("edition", officers, POLICY, fill=consulted, **FIRST)],
        "reviews:edition_put": [step("edition", officers, POLICY, **FIRST)],
        "reviews:edition_report": [step("edition", officers, PREPARERS, fill=HEAD, **FIRST)],
        "reviews:paper_receive": [
            step("issued paper", SIGNED_IN, PREPARERS, fill=RECEIVED),
            step("draft paper", draft_readers, NOBODY),
        ],
        "reviews:pack": packs(officers),
        "reviews:pack_pdf": packs(officers, logged=True),
    }


def packs(officers: frozenset[str], **more) -> list[Row]:
    return [
        page("own entry", officers | SCRUTINY, **more),
        page("exempt entry", officers, **more),
        page("entry of an undone import", NOBODY, **more),
    ]
