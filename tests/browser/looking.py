"""What is wrong with a page in front of a person: for axe, in the console, in its width, in its bones."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to describe each place that passes takes longer than to look at it
}
AXE = Axe().axe_script
VIOLATIONS = "options => axe.run(options).then(found => found.violations)"
SIDEWAYS = """() => {
  const root = document.documentElement;
  const found = root.scrollWidth > root.clientWidth ? ["the page scrolls sideways"] : [];
  for (const each of document.querySelectorAll("main *, header *, footer *")) {
    const style = getComputedStyle(each);
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
    const region = each.getAttribute("role") === "region" && (each.ariaLabel || each.getAttribute("aria-labelledby"));
    if (scrolls && !region && !["TEXTAREA", "INPUT", "SELECT"].includes(each.tagName))
      found.push(`scrolls sideways outside a labelled region: ${each.outerHTML.slice(0, 160)}`);
  }
  return found;
}"""
BONES = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(each => each.id);
  const twice = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  const headings = document.querySelectorAll("h1").length;
  const jumping = document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex^='-'])").length;
  return [
    headings === 1 ? "" : `${headings} headings of the first level`,
    document.title.trim() ? "" : "no title",
    document.documentElement.lang === "en-GB" ? "" : `language ${document.documentElement.lang || "missing"}`,
    twice.length ? `used twice as id: ${twice.join(", ")}` : "",
    jumping ? `${jumping} elements jump the order of the keyboard` : "",
    document.querySelectorAll("main").length === 1 ? "" : "not one main part",
  ].filter(Boolean);
}"""


def violations(page: Page) -> list[str]:
    """What axe finds, with the first place of each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in page.evaluate(VIOLATIONS, OPTIONS)]


def faults(page: Page) -> list[str]:
    """Everything that is wrong with the page, once it is loaded, as it stands in its window."""
    page.wait_for_load_state()
    found = [*violations(page), *page.evaluate(SIDEWAYS), *page.evaluate(BONES)]
    found += [f"the console says: {text}" for text in said(page)]
    width = page.viewport_size["width"]
    return [f"{page.url} at {width}: {fault}" for fault in found]


def listen(page: Page) -> None:
    """Keep what the console says from now on."""
    page.heard = []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))


def said(page: Page) -> list[str]:
    """What the console has said since it was last asked."""
    heard, page.heard = page.heard, []
    return heard


def at_width(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    return page
