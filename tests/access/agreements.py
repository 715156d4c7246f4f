"""Who may do what with agreements, their outcomes, and the files of documents and meetings."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

TITLE = {"title": "A new agreement"}
STANDING, EXEMPT = "agreement in force", "agreement of an exempt entry"


def new_file(world) -> SimpleUploadedFile:
    return SimpleUploadedFile("new.txt", b"Something new.")


def rows(sitting: frozenset, readers: frozenset, editors: frozenset, attending: frozenset, policy: frozenset) -> dict:
    """By address. `attending` keep what agreements say; `editors` settle them, but for case managers."""
    whole, settling = policy | {"case_manager"}, editors - {"case_manager"}
    upload = {"file": new_file}
    begin, end = {"from_day": "1 May 2027"}, {"terminated_on": "1 May 2026", "reason": "Wound up"}
    return {
        "register:agreements": [page("no record", sitting, SIGNED_IN - sitting)],
        "register:agreement_new": [
            step("own entry", sitting, attending, fill=TITLE),
            step("entry of others", readers, whole, fill=TITLE),
            step("entry of an undone import", NOBODY, NOBODY),
        ],
        "register:agreement": [
            *(page(about, sitting) for about in ("draft agreement", STANDING, "renewed agreement")),
            page(EXEMPT, readers),
        ],
        "register:agreement_put_in_force": [
            step("draft agreement", sitting, settling, fill={"starts_on": "1 May 2026"}),
            step(STANDING, sitting, NOBODY),
        ],
        "register:agreement_renew": [
            *settled(sitting, readers, settling, policy, begin),
            step("draft agreement", sitting, NOBODY),
        ],
        "register:agreement_terminate": [
            *settled(sitting, readers, settling, policy, end),
            step("renewed agreement", sitting, NOBODY),
        ],
        "register:agreement_confirm": [step(STANDING, sitting, attending), step("renewed agreement", sitting, NOBODY)],
        "register:agreement_outcome_add": [
            step(STANDING, sitting, attending, fill={"text": "Fewer empty shops"}),
            step(EXEMPT, readers, whole, fill={"text": "Fewer empty shops"}),
        ],
        "register:agreement_outcome_edit": [step("outcome", sitting, attending, fill={"localities": "All"})],
        "register:agreement_outcome_remove": [
            step("outcome", sitting, attending),
            step("removed outcome", sitting, NOBODY),
        ],
        "register:agreement_outcome_put_back": [
            step("removed outcome", sitting, attending),
            step("outcome", sitting, NOBODY),
        ],
        "register:document_file_add": [
            step(STANDING, sitting, attending, fill=upload),
            step(EXEMPT, readers, whole, fill=upload),
        ],
        "register:meeting_file_add": [
            step("meetings of own entry", sitting, attending | {"councillor"}, fill=upload),
        ],
        "register:file": [
            page("stored file", sitting, logged=True),
            page("file of an exempt entry", readers, logged=True),
            page("removed file", NOBODY),
        ],
        "register:file_replace": [
            step("stored file", sitting, attending, fill=upload),
            step("removed file", sitting, NOBODY),
        ],
        "register:file_remove": [step("stored file", sitting, attending), step("removed file", sitting, NOBODY)],
        "register:file_put_back": [step("removed file", sitting, attending), step("stored file", sitting, NOBODY)],
    }


def settled(sitting: frozenset, readers: frozenset, editors: frozenset, policy: frozenset, fill: dict) -> list[Row]:
    return [step(STANDING, sitting, editors, fill=fill), step(EXEMPT, readers, policy, fill=fill)]
