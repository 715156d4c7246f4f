"""Every page there is, derived from the access table: a new page is looked at as soon as it has its row there."""

import pytest

from tests.access import procedures, table
from tests.access.rows import Row
from tests.browser import keyboard, scriptless
from tests.browser.looking import at_width, faults, said

pytestmark = [pytest.mark.browser, pytest.mark.once]
WIDTHS = (1280, 375)
FILES = {
    "kernel:branding_css",
    "kernel:health",
    "kernel:logo",
    "reviews:exit_pdf",
    "reviews:pack_pdf",
    "reviews:paper_file",
    "reviews:paper_pdf",
    "register:action_plan_pdf",
    "register:round_pdf",
    "register:file",
    "reviews:paper_colour",
    "reviews:paper_logo",
    "register:import_problems",
}
IN_EVERY_STATE = {
    "register:agreement",
    "register:entry",
    "register:import",
    "reviews:paper",
    "reviews:recommendation",
    "reviews:round",
}
LOOKING = (
    "policy_officer",
    "administrator",
    "lead_officer",
    "scrutiny_member",
    "anonymous",
    "corporate_manager",
    "head_of_service",
    "representative",
    "auditor",
)


def pages() -> list[tuple[str, int]]:
    """Each page once for each of its forms, and those that look different in each state once for each state."""
    found, seen = [], set()
    for route, rows in sorted(table.ROWS.items()):
        for number, row in enumerate(rows):
            state = row.about if route in IN_EVERY_STATE else ""
            key = (route, state, str(sorted(row.kwargs.items())))
            if row.see and row.has_page and route not in FILES and key not in seen:
                seen.add(key)
                found.append((route, number))
    return found


REFUSING = procedures.ASKING | {
    "account_change_password",
    "account_login",
    "account_reauthenticate",
    "account_reset_password",
    "register:agreement_new",
    "register:agreement_outcome_add",
    "register:agreement_outcome_edit",
    "register:agreement_put_in_force",
    "register:agreement_renew",
    "register:agreement_terminate",
    "assessments:assessment_return",
    "assessments:assessment_verify",
    "register:document_file_add",
    "register:end",
    "register:exclude",
    "register:file_replace",
    "register:import_new",
    "register:meeting_file_add",
    "register:new",
    "register:readmit",
    "register:partner_paper_ask",
    "register:partner_paper_file_add",
    "register:partner_paper_hear",
    "register:partner_papers_ask",
    "register:reopen",
    "register:appointment_end",
    "register:appointment_renew",
    "register:appointment_resign",
    "register:calendar_add",
    "register:calendar_edit",
    "register:round_cancel",
    "register:round_edit",
    "register:round_new",
    "register:seat_appoint",
    "reviews:paper_correct",
    "reviews:paper_files",
    "reviews:round_cancel",
    "reviews:round_edit",
    "reviews:round_late",
    "reviews:round_new",
    "reviews:paper_new",
}
ASKING = {"register:line_add", "register:line_edit", "reviews:paper_edit"}


def asks(route: str, number: int) -> bool:
    """Does the form ask for something that must be there?"""
    about = table.ROWS[route][number].kwargs.get("section") == "about"
    return route in REFUSING | ASKING or about or (route.startswith("admin:") and route.endswith("_add"))


PAGES = pages()
FORMS = [(route, number) for route, number in PAGES if asks(route, number)]
EMPTIED = """() => {
  const form = [...document.querySelectorAll("main form")].find(each => each.method === "post");
  for (const each of form.elements) {
    if (["checkbox", "radio"].includes(each.type)) each.checked = false;
    else if (!["hidden", "submit", "button"].includes(each.type)) each.value = "";
  }
  form.querySelector("button[type=submit], button:not([type]), input[type=submit]").click();
}"""

HEADING_AS_SENT = """(sent) => {
  const heading = (page) => page.querySelector("h1")?.textContent;
  return heading(document) === heading(new DOMParser().parseFromString(sent, "text/html"));
}"""


def who_looks(row: Row) -> str:
    return next(role for role in LOOKING if role in row.see)


def opened(route: str, number: int, site, window):
    """The page, in the window of somebody who may see it."""
    row = table.ROWS[route][number]
    page = at_width(window(who_looks(row)), WIDTHS[0])
    said(page)
    response = page.goto(site.world.address(route, row.about, row.kwargs))
    assert response.status == 200
    assert page.evaluate(HEADING_AS_SENT, response.text())
    return page


def at_all_widths(page) -> list[str]:
    return [fault for width in WIDTHS for fault in faults(at_width(page, width))]


@pytest.mark.parametrize(("route", "number"), PAGES, ids=[f"{route}-{number}" for route, number in PAGES])
def test_page_is_accessible_quiet_and_fits_and_needs_no_mouse(route, number, site, window):
    """The keyboard walks it at the last width, the narrow one."""
    page = opened(route, number, site, window)
    assert [*at_all_widths(page), *keyboard.faults(page)] == []


@pytest.mark.parametrize(("route", "number"), PAGES, ids=[f"{route}-{number}" for route, number in PAGES])
def test_page_needs_no_scripts_and_answers_every_form_sent_as_it_stands(route, number, site, window):
    row = table.ROWS[route][number]
    page = window(who_looks(row), java_script_enabled=False)
    response = page.goto(site.world.address(route, row.about, row.kwargs))
    assert response.status == 200
    assert [*scriptless.dead(page), *scriptless.unanswered(page)] == []


@pytest.mark.parametrize(("route", "number"), FORMS, ids=[f"{route}-{number}" for route, number in FORMS])
def test_form_sent_empty_is_answered_by_a_page_without_faults(route, number, site, window):
    """Where something must be filled in, the title and a summary say that something is wrong."""
    page = opened(route, number, site, window)
    with page.expect_navigation():
        page.evaluate(EMPTIED)
    if page.title().startswith("Error: "):
        assert page.get_by_role("alert").count() == 1
        said(page)
        assert at_all_widths(page) == []
    else:
        assert route not in REFUSING


@pytest.mark.parametrize("address", ["/partnerships/P-9999/", "/nowhere/", "/imports/new/"])
def test_page_of_a_refusal_is_accessible_and_fits(address, site, window):
    page = at_width(window("scrutiny_member"), WIDTHS[0])
    assert page.goto(address).status in (403, 404)
    said(page)
    assert at_all_widths(page) == []
