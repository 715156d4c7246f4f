"""A page in a browser that runs no scripts: what would then do nothing, and what each of its forms is answered by."""

import sqlite3
from contextlib import contextmanager

from django.db import connection
from playwright.sync_api import Locator, Page

DEAD = """() => {
  const shown = (each) => each.checkVisibility({ visibilityProperty: true });
  const found = (css, words, wrong = () => true) => [...document.querySelectorAll(css)]
    .filter((each) => shown(each) && wrong(each))
    .map((each) => `${words}: ${each.outerHTML.slice(0, 160).replaceAll("\\n", " ")}`);
  const sends = (each) => each.matches("button[type=submit], button:not([type]), input[type=submit]") && shown(each);
  for (const each of document.querySelectorAll("details")) each.open = true;
  return [
    ...found("button[type=button], a:not([href]), a[href='#'], [contenteditable]", "does nothing"),
    ...found("[role=button], [role=tab], [role=menu]", "does nothing", (each) => !each.matches("a[href], button")),
    ...found("button, input:not([type=hidden]), select, textarea", "belongs to no form", (each) => !each.form),
    ...found("form", "has no button that sends it", (each) => ![...each.elements].some(sends)),
    ...found("form", "does not say how it is sent", (each) => !each.hasAttribute("method")),
    ...(document.querySelectorAll("h1").length === 1 ? [] : ["not one main heading"]),
  ];
}"""
SENDING = ":is(button[type=submit], button:not([type]), input[type=submit])"


def dead(page: Page) -> list[str]:
    """What stands on the page and does nothing. Everything that folds away is open afterwards."""
    return [f"{page.url} without scripts: {fault}" for fault in page.evaluate(DEAD)]


def unanswered(page: Page) -> list[str]:
    """Send each form of the main part as it stands; what is not answered by a page that says what came of it."""
    address, found = page.url, []
    for place in range(page.locator("main form").count()):
        if page.url != address or place:
            page.goto(address)
            page.evaluate(DEAD)
        form = page.locator("main form").nth(place)
        with undone(page):
            if fault := sent(page, form):
                found.append(f"{address} without scripts, form {place}: {fault}")
    return found


def sent(page: Page, form: Locator) -> str:
    """What is wrong with the answer, if anything. A file is an answer."""
    posts, heading = form.get_attribute("method") == "post", page.locator("h1").inner_text()
    with page.expect_response(lambda each: each.request.is_navigation_request() and each.status // 100 != 3) as answer:
        form.locator(SENDING).first.click()
    if answer.value.status != 200:
        return f"answered {answer.value.status}"
    if "attachment" in answer.value.headers.get("content-disposition", ""):
        return ""
    page.wait_for_load_state()
    headings = page.locator("h1").all_inner_texts()
    if len(headings) != 1:
        return f"headings {headings}"
    told = page.locator(".app-banner, .govuk-error-summary").count() or headings != [heading]
    return "" if told or not posts else "nothing says what came of it"


@contextmanager
def undone(page: Page):
    """Whatever is written and whoever signs out meanwhile: afterwards the register and the cookies are as before."""
    connection.ensure_connection()
    cookies, kept = page.context.cookies(), sqlite3.connect(":memory:")
    connection.connection.backup(kept)
    try:
        yield
    finally:
        page.context.clear_cookies()
        page.context.add_cookies(cookies)
        kept.backup(connection.connection)
        kept.close()
