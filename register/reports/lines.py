"""The lines of an entry in words: names, links, partners, seats, councils' parts, money, documents."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.urls import reverse

from partnerships.saving import Versioned
from partnerships.templatetags.council import financial_year, hours, money, short_day
from register.models import (
    Contribution,
    GoverningDocument,
    ImportBatch,
    ImportRow,
    Link,
    Participation,
    Partner,
    Partnership,
    PartnershipName,
    Seat,
)
from register.models.choices import FigureStatus, HoursUnit
from register.permissions import Editing, can_see_contacts
from register.reports import meeting_lines, resource_lines, risk_lines
from register.reports.links import from_others
from register.reports.parts import Item, Lines
from register.rules.agreements import renewal_of
from register.rules.lines import Line
from register.rules.money import total
from register.rules.support import support

Words = tuple[str, tuple[str, ...], str]

RELATED = {
    "documents": ("renewed_by",),
    "links": ("other",),
    "partners": ("organisation",),
    "seats": ("council", "holder"),
    "representation": ("council", "represented_by"),
    "councils": ("council", "lead_member"),
    "contributions": ("participation__council", "recipient"),
    "funding": ("organisation", "council"),
    "recipients": ("person", "group"),
    "programme": ("responsible", "body"),
    "risks": ("named",),
}
WITH = {"councils": ("contributions",)}
PERSONAL = {"representation": "district_lead"}


def said(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def named(line: PartnershipName) -> Words:
    return line.name, said(line.get_kind_display(), line.until_on and f"until {short_day(line.until_on)}"), ""


def linked(line: Link) -> Words:
    url = reverse("register:entry", args=[line.other.reference])
    return f"{line.get_kind_display()} {line.other}", said(line.note), url


def partner(line: Partner) -> Words:
    lead = "Leads or hosts the partnership" if line.is_lead else ""
    return line.organisation.name, said(lead, line.organisation.get_sector_display(), line.level, line.note), ""


def seat(line: Seat) -> Words:
    needed = line.get_required_level_display()
    needs = f"The seat needs: {needed}" if needed and line.required_level != line.level else ""
    kind = "" if line.kind == "unknown" else line.get_kind_display()
    known = said(kind, line.get_level_display(), line.get_capacity_display())
    url = reverse("register:seat", args=[line.pk])
    return line.who(), said(", ".join(known), needs, term(line), f"For {line.council}", line.note), url


def representation(line: Participation) -> Words:
    """Who speaks for a council: its own people, or another council that takes the lead (H14-16, H14-18)."""
    how = line.get_representation_display() or "Not said yet"
    through = f"Through {line.represented_by}" if line.represented_by else ""
    briefed = f"Last briefed on {short_day(line.last_briefed_on)}" if line.last_briefed_on else ""
    attends = f"Attends: {line.get_attendance_display().lower()}" if line.attendance else ""
    contact = line.district_lead and f"Contact there: {line.district_lead}"
    briefing = line.briefing_arrangement and f"Briefing: {line.briefing_arrangement}"
    return line.council.name, said(how, through, contact, briefing, briefed, attends), ""


def term(line: Seat | GoverningDocument) -> str:
    """From when to when, in words."""
    start = line.starts_on and f"from {short_day(line.starts_on)}"
    end = line.ends_on and f"until {short_day(line.ends_on)}"
    words = " ".join(said(start, end))
    return words[:1].upper() + words[1:]


def part(line: Participation) -> Words:
    figure = hours(line.officer_hours_per_month)
    doubt = " (estimate)" if line.officer_hours_is_estimate and line.officer_hours_per_month is not None else ""
    member = line.lead_member.full_name if line.lead_member else ""
    holder = ", ".join(said(member, line.lead_member_post))
    return (
        line.council.name,
        said(
            f"Puts in: {support(line, line.contributions.all())}",
            f"Officer time: {figure}{doubt}",
            typed(line),
            line.officer_level and f"Level of these officers: {line.get_officer_level_display()}",
            line.officer_hours_source and f"Hours from: {line.officer_hours_source}",
            holder and f"Portfolio holder: {holder}",
            line.get_significance_display() and significance(line),
        ),
        "",
    )


def typed(line: Participation) -> str:
    """How the hours were typed, where that is not how they are shown."""
    plain = line.officer_hours_unit == HoursUnit.HOURS_PER_MONTH and line.officer_hours_per_month is not None
    if not line.officer_hours_as_typed or (plain and not unlike(line)):
        return ""
    return f"Typed as: {line.officer_hours_as_typed}"


def unlike(line: Participation) -> bool:
    """Does the text say more than the number?"""
    bare = line.officer_hours_as_typed.replace("hours a month", "").strip()
    try:
        return Decimal(bare) != line.officer_hours_per_month
    except ArithmeticError:
        return True


def significance(line: Participation) -> str:
    said_by = f" ({line.significance_source})" if line.significance_source else ""
    return f"{line.get_significance_display()}{said_by}"


def contribution(line: Contribution) -> Words:
    sure = "" if line.status == FigureStatus.VERIFIED else line.get_status_display().lower()
    title = f"{financial_year(line.financial_year)}: {money(line.amount)}" + (f" ({sure})" if sure else "")
    budget = ", ".join(said(line.get_budget_status_display(), line.budget_code))
    raw = f"Typed as: {line.amount_as_typed}" if line.amount is None and line.amount_as_typed else ""
    what = ", ".join(said(line.get_kind_display(), line.get_period_display()))
    details = (
        line.participation.council.name,
        what,
        line.recipient and f"Paid to: {line.recipient}",
        line.spent_on and f"Spent on: {line.spent_on}",
        budget,
        line.strategy_line and f"Financial strategy: {line.strategy_line}",
        raw,
        line.source and f"Source: {line.source}",
        line.note,
    )
    return title, said(*details), ""


def document(line: GoverningDocument) -> Words:
    raw = f"Dates as typed: {line.dates_as_typed}" if line.dates_as_typed and not line.starts_on else ""
    title = line.title or line.get_kind_display()
    status = "" if line.status == GoverningDocument.Status.IN_FORCE else line.get_status_display()
    if (renewal := renewal_of(line)) and renewal.starts_on:
        status = f"Renewed from {short_day(renewal.starts_on)}"
    kept = line.link and f"Kept at {line.link}"
    details = said(line.title and line.get_kind_display(), status, term(line), raw, kept, line.note)
    return title, details, reverse("register:agreement", args=[line.pk]) if line.pk else ""


WORDS: dict[str, Callable[..., Words]] = {
    "names": named, "links": linked, "partners": partner, "seats": seat,
    "representation": representation,
    "councils": part, "contributions": contribution, "documents": document,
    "funding": resource_lines.funding, "volunteering": resource_lines.volunteering,
    "workstreams": resource_lines.workstream,
    "meetings": meeting_lines.meeting, "reports": meeting_lines.report, "summaries": meeting_lines.summary,
    "recipients": meeting_lines.recipient, "programme": meeting_lines.programme_item,
    "risks": risk_lines.risk, "benefits": risk_lines.benefit, "measures": risk_lines.measure,
}  # fmt: skip


def build(line: Line, entry: Partnership, user, editing: Editing) -> Lines:
    """All lines of one kind, in the same few queries however many there are. A link to an entry that the person
    may not read is left out.
    """
    found = line.of(entry).select_related(*RELATED.get(line.key, ())).prefetch_related(*WITH.get(line.key, ()))
    rows = list(found.filter(other__in=Partnership.objects.visible_to(user)) if line.model is Link else found)
    if (hidden := PERSONAL.get(line.key)) and not can_see_contacts(user, entry):
        for row in rows:
            setattr(row, hidden, "")
    may_add = bool(editing.lines(line.model)) and line.addable
    standing = [row for row in rows if getattr(row, "removed_at", None) is None]
    removed = [row for row in rows if row not in standing]
    coming = from_others(entry, user) if line.model is Link else ()
    return Lines(
        line.title, line.noun, line.key,
        (*(item(line, entry, row, editing) for row in standing), *coming),
        tuple(item(line, entry, row, editing) for row in removed),
        reverse("register:line_add", args=[entry.reference, line.key]) if may_add else "",
        summed(standing) if line.key == "contributions" else "",
    )  # fmt: skip


def item(line: Line, entry: Partnership, row: Versioned, editing: Editing) -> Item:
    """A line with the links that this person may follow."""
    title, details, url = WORDS[line.key](row)
    may_edit, may_move = editing.lines(line.model), editing.moving(row)
    where = [entry.reference, line.key, row.pk]
    if getattr(row, "removed_at", None):
        put_back = reverse("register:line_put_back", args=where) if may_move else ""
        return Item(title, details, put_back_url=put_back, url=url)
    change = reverse("register:line_edit", args=where) if may_edit else ""
    remove = reverse("register:line_remove", args=where) if may_move and line.removable else ""
    return Item(title, details, change, remove, url=url)


def summed(rows: Iterable[Contribution]) -> str:
    """The newest year's total, and how many of its figures nobody knows."""
    if not (rows := list(rows)):
        return ""
    year = max(row.financial_year for row in rows)
    figures = total(row.amount for row in rows if row.financial_year == year)
    unknown = f", and {figures.unknown} not known" if figures.unknown else ""
    known = money(figures.amount) if figures.known else "Not known"
    return f"Total for {financial_year(year)}: {known}{unknown if figures.known else ''}"


def cells(entry: Partnership) -> tuple[tuple[str, str], ...]:
    """The cells of the spreadsheet that the entry came from, as they were: (heading with sheet and cell, text)."""
    if entry.batch_id is None:
        return ()
    written = (ImportBatch.Status.COMMITTED, ImportBatch.Status.ACCEPTED)
    rows = ImportRow.objects.filter(partnership=entry, batch__status__in=written).select_related("batch").order_by("pk")
    return tuple(
        (f"{heading_of(row, letters)} ({place_of(row, letters, entry)})".strip(), str(text))
        for row in rows
        for letters, text in row.raw.items()
        if str(text).strip()
    )


def place_of(row: ImportRow, letters: str, entry: Partnership) -> str:
    """Sheet and cell, after the file where it is not the one that the entry first came from."""
    place = f"{row.sheet}, {letters}{row.number}"
    return place if row.batch_id == entry.batch_id else f"{row.batch.file_name}, {place}"


def heading_of(row: ImportRow, letters: str) -> str:
    """The heading that the column had in the spreadsheet."""
    columns = (column for sheet in row.batch.sheets if sheet["name"] == row.sheet for column in sheet["columns"])
    return next((column["heading"] for column in columns if column["letters"] == letters), "")
