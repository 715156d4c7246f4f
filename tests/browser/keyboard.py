"""A page walked with nothing but the keyboard: where Tab stops, whether each stop is seen, what a key does there.

The page itself notes where the focus is before each further press of Tab, so that a press costs one message only.
"""

from playwright.sync_api import Page

# A date has a stop of its own for day, month, year and calendar. Radios that belong together have one stop for all.
BEGIN = """() => {
  const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0;
  const usable = (each) => shown(each) && !each.disabled;
  const group = (radio) => [...document.querySelectorAll("input[type=radio]")]
    .filter((each) => each.name === radio.name && each.form === radio.form && usable(each));
  const entry = (radio) => group(radio).find((each) => each.checked) ?? group(radio)[0];
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const labels = (each) => [...(each.labels ?? [])];
  const drawn = (style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
    style.backgroundColor, style.borderColor, style.clipPath].join();
  const look = (each) => drawn(getComputedStyle(each))
    + labels(each).map((label) => drawn(getComputedStyle(label, "::before"))).join();
  const thirds = (low, high) => [low + 2, (low + high) / 2, high - 2];
  const meets = (each, x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && [each, ...labels(each)].some((part) => part.contains(hit));
  };
  const inSight = (each) => [...each.getClientRects()].some((box) => thirds(box.left, box.right)
    .some((x) => thirds(box.top, box.bottom).some((y) => meets(each, x, y))));
  const named = (each) => each.outerHTML.slice(0, 160).replaceAll("\\n", " ");

  for (const each of document.querySelectorAll("details")) each.open = true;
  document.querySelector(".govuk-js-service-navigation-toggle[aria-expanded=false]")?.click();
  const expected = [...document.querySelectorAll(stops)]
    .filter((each) => usable(each) && (each.type !== "radio" || entry(each) === each));
  const resting = new Map(expected.map((each) => [each, look(each)]));
  const walked = [], faults = [], hidden = [];
  let pressed = 0, out = false;
  const note = () => {
    const each = document.activeElement;
    if (out || each === walked.at(-1)) return;
    out = each === document.body || (walked.length > 1 && each === walked[0]);
    if (out) return;
    walked.push(each);
    if (look(each) === resting.get(each)) faults.push(`looks no different with the focus: ${named(each)}`);
    if (!inSight(each)) hidden.push(each);
  };
  document.addEventListener("keydown", (event) => { if (event.key === "Tab" && pressed++) note(); }, true);
  window.endOfWalk = () => {
    note();
    const places = walked.map((each) => expected.indexOf(each));
    const last = document.activeElement;
    // Keys may come faster than the browser scrolls to the next stop: what was out of sight then is looked at again.
    const seen = (each) => (each.focus(), inSight(each));
    const unseen = hidden.filter((each) => !seen(each)).map((each) => `has the focus out of sight: ${named(each)}`);
    last.focus();
    const among = (wrong, words) => walked.filter(wrong).map((each) => `${words}: ${named(each)}`);
    return [
      ...faults,
      ...unseen,
      ...(out ? [] : [`no way out after ${named(document.activeElement)}`]),
      ...(walked[0]?.matches(".govuk-skip-link") ? [] : ["the skip link is not the first stop"]),
      ...expected.filter((each) => !walked.includes(each)).map((each) => `never reached: ${named(each)}`),
      ...among((each, at) => places[at] < 0, "a stop at nothing to use"),
      ...among((each, at) => walked.indexOf(each) < at, "a stop twice"),
      ...among((each, at) => places[at] >= 0 && places[at] < places[at - 1], "out of order"),
    ];
  };
  return expected.length + 4 * expected.filter((each) => /date|time|month|week/.test(each.type)).length + 1;
}"""


def faults(page: Page) -> list[str]:
    """What somebody without a mouse cannot reach, see or open, once the page is loaded and nothing has the focus."""
    presses = page.evaluate(BEGIN)
    for _ in range(presses):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    found = [*page.evaluate("endOfWalk()"), *unopened(page), *unskipped(page)]
    return [f"{page.url} by keyboard: {fault}" for fault in found]


def unopened(page: Page) -> list[str]:
    """Each part that folds away closes and opens again with Enter and with the space bar."""
    found = []
    for summary in page.locator("summary").all():
        summary.focus()
        states = [pressed(page, summary, key) for key in ("Enter", "Space")]
        found += [] if states == [False, True] else [f"does not fold away: {summary.inner_text()}"]
    return found


def pressed(page: Page, summary, key: str) -> bool:
    page.keyboard.press(key)
    return summary.evaluate("each => each.parentElement.open")


def unskipped(page: Page) -> list[str]:
    page.locator(".govuk-skip-link").focus()
    page.keyboard.press("Enter")
    where = page.evaluate("document.activeElement.id")
    return [] if where == "main-content" else [f"the skip link leads to {where or 'nothing'}"]
