"""How pages and papers write money, time and states: British, in words, and never by colour alone."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.http import urlencode

NOT_KNOWN = "Not known"

TONES = {
    "active": "green",
    "not_partnership": "grey",
    "exited": "grey",
    "import_undone": "grey",
    "high": "orange",
    "medium": "yellow",
    "low": "teal",
    "value_high": "green",
    "value_medium": "grey",
    "value_low": "orange",
    "significant": "purple",
    "desirable": "grey",
    "draft": "yellow",
    "issued": "green",
    "superseded": "grey",
    "raised": "yellow",
    "advised": "blue",
    "escalated": "orange",
    "resolved": "green",
    "sent": "grey",
    "returned": "yellow",
    "certified": "green",
    "open": "blue",
    "closed": "grey",
    "overdue": "red",
    "due_soon": "yellow",
    "unconfirmed": "purple",
    "confirmed": "green",
    "verified": "green",
    "estimate": "yellow",
    "unverified": "yellow",
    "exempt": "magenta",
    "failed": "red",
    "uploaded": "grey",
    "checked": "blue",
    "committed": "yellow",
    "accepted": "green",
    "undone": "grey",
    "discarded": "grey",
}

register = template.Library()


@register.filter
def money(amount: Decimal | int | None) -> str:
    """Pounds with thousands separated; pence only when there are any. None is unknown, never zero."""
    if amount is None or amount == "":
        return NOT_KNOWN
    pounds = Decimal(amount).quantize(Decimal("0.01"))
    text = f"{abs(pounds):,.2f}".removesuffix(".00")
    return f"{'−' if pounds < 0 else ''}£{text}"


@register.filter
def plain_number(number: Decimal | int | float | None) -> str:
    """A number with thousands separated, at most two decimal places and no trailing zeros: 1,200 or 3.5."""
    if number is None or number == "":
        return NOT_KNOWN
    exact = Decimal(str(number))
    shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP) if exact.as_tuple().exponent < -2 else exact
    text = f"{shown:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def hours(amount: Decimal | int | float | None) -> str:
    """Officer time in words: "104 hours a month"."""
    if amount is None or amount == "":
        return NOT_KNOWN
    return f"{in_hours(amount)} a month"


@register.filter
def in_hours(amount: Decimal | int | float) -> str:
    """An amount of time in words: "1 hour" or "37.5 hours"."""
    return f"{plain_number(amount)} {'hour' if Decimal(str(amount)) == 1 else 'hours'}"


def local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | datetime | None) -> str:
    """21 November 2026, the day as it is in the United Kingdom."""
    if not value:
        return NOT_KNOWN
    value = local(value)
    return f"{value.day} {value:%B %Y}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """21 Nov 2026, for tables."""
    if not value:
        return NOT_KNOWN
    value = local(value)
    return f"{value.day} {value:%b %Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """21 November 2026 at 9:32am, by the clocks of the United Kingdom."""
    if not value:
        return NOT_KNOWN
    value = local(value)
    return f"{day(value)} at {value:%I:%M}{value:%p}".replace(" at 0", " at ").replace("AM", "am").replace("PM", "pm")


@register.filter
def financial_year(starts: int | None) -> str:
    """The year that starts on 1 April: 2013 is 2013/14."""
    return NOT_KNOWN if starts in (None, "") else f"{starts}/{(int(starts) + 1) % 100:02d}"


@register.filter
def yes_no(value: bool | None) -> str:
    """Yes, No or Not known."""
    return {True: "Yes", False: "No"}.get(value, NOT_KNOWN)


@register.filter
def or_missing(value, words: str = NOT_KNOWN):
    """The value, or words in its place when there is none. Zero and False are values."""
    return words if value is None or value == "" else value


@register.filter
def file_size(size: int | None) -> str:
    """214 KB, 1.2 MB."""
    if size is None:
        return NOT_KNOWN
    if size < 1000:
        return f"{size} bytes"
    return f"{round(size / 1000)} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


@register.filter
def open_to(steps) -> list:
    """Of the steps of a record those that this person may take; the others are said with their reason."""
    return [step for step in steps if not step.refusal]


BANNERS = {
    "success": ("Done", "alert"),
    "info": ("For your information", "status"),
    "warning": ("Please check", "alert"),
    "error": ("There is a problem", "alert"),
}


@register.filter
def banners(messages) -> list[dict]:
    """The messages by tone, the gravest first, each tone with its heading and how a screen reader announces it."""
    found = {tone: [] for tone in reversed(BANNERS)}
    for message in messages:
        found[message.level_tag if message.level_tag in found else "info"].append(message)
    return [
        {"tone": tone, "heading": BANNERS[tone][0], "role": BANNERS[tone][1], "messages": kept}
        for tone, kept in found.items()
        if kept
    ]


@register.inclusion_tag("components/tag.html")
def tag(label, tone: str = ""):
    """A tag: its words, and a tone, either a colour or a state that has one. An empty label prints nothing."""
    colours = {*TONES.values(), "blue"}
    return {"label": label, "colour": tone if tone in colours else TONES.get(str(tone), "blue")}


@register.simple_tag(takes_context=True)
def address_with(context, **changes) -> str:
    """The address of this page with some of its query changed: None removes a key, a list repeats it."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query.setlist(key, value if isinstance(value, list | tuple) else [value])
    return "?" + urlencode(list(query.lists()), doseq=True)


@register.simple_tag(takes_context=True)
def address_without(context, key: str, value: str = "") -> str:
    """The address of this page without one value of a key, or without the key; back on the first page."""
    kept = [each for each in context["request"].GET.getlist(key) if value and each != str(value)]
    return address_with(context, **{key: kept or None, "page": None})


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context, label: str, key: str, numeric: bool = False):
    """A column heading that sorts by `key`: the address's `sort` is the key, with - in front for descending."""
    current = context["request"].GET.get("sort", context.get("sort", ""))
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    wanted = f"-{key}" if direction == "ascending" else key
    start, _, last = label.rpartition(" ")
    return {
        "start": f"{start} " if start else "",
        "last": last,
        "direction": direction,
        "numeric": numeric,
        "url": address_with(context, sort=wanted, page=None),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, name: str = "page"):
    """Links to the pages of a Django `Page`; nothing when there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    gap = page.paginator.ELLIPSIS
    items = [
        {"gap": True}
        if number == gap
        else {"number": number, "current": number == page.number, "url": address_with(context, **{name: number})}
        for number in numbers
    ]
    return {
        "items": items if page.has_other_pages() else [],
        "previous": address_with(context, **{name: page.number - 1}) if page.has_previous() else "",
        "next": address_with(context, **{name: page.number + 1}) if page.has_next() else "",
    }


@register.inclusion_tag("components/bar.html")
def bar(number: Decimal | int | None, longest: Decimal | int):
    """A bar beside a figure that a table says in words, as long as its share of the longest one."""
    share = Decimal(number or 0) / Decimal(longest) if longest else Decimal(0)
    return {"width": f"{max(share, Decimal(0)) * 100:.1f}"}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(title: str, bars, description: str = ""):
    """Horizontal bars as SVG: `bars` is a sequence of (label, number, number as text). Put the table beside it."""
    rows = [(label, Decimal(str(number or 0)), text) for label, number, text in bars]
    longest = max((number for _, number, _ in rows), default=Decimal(0)) or Decimal(1)
    return {
        "title": title,
        "description": description,
        "height": len(rows) * 36 + 4,
        "bars": [
            {
                "label": label,
                "text": text,
                "label_y": index * 36 + 13,
                "bar_y": index * 36 + 17,
                "amount_y": index * 36 + 28,
                "width": f"{max(number, Decimal(0)) / longest * 500:.1f}",
                "amount_x": f"{max(number, Decimal(0)) / longest * 500 + 8:.1f}",
            }
            for index, (label, number, text) in enumerate(rows)
        ],
    }
