"""An entry that an import changes: only what the row knows, only where it differs, each record at its version."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.timezone import localdate

from partnerships.models import Council
from partnerships.saving import Versioned, claimed, create
from register.interchange.fold import plain
from register.models import Contribution, ImportRow, Participation, Partnership, Seat
from register.models.base import Removable
from register.rules.follow_up import counted_from
from register.workflow.imports import lines
from register.workflow.imports.adding import typed, typed_dates
from register.workflow.imports.columns import (
    DETAILS,
    agreement_columns,
    detail_columns,
    entry_columns,
    entry_lists,
    part_columns,
)
from register.workflow.imports.lists import Lists
from register.workflow.imports.staged import Facts
from register.workflow.imports.standing import people

Who = Mapping[str, Any]
# Facts that decide whether others can stand beside them.
DECIDING = {"is_statutory", "safeguarding", "external_review_by", "recommendation_kind", "look_again_meetings"}


def change_entry(
    entry: Partnership, row: ImportRow, facts: Facts, lists: Lists, council: Council, who: Who
) -> Partnership:
    """Bring an entry and its lines to what the row says. A blank cell changes nothing. Returns the entry as it stands.

    Raises Conflict when somebody changes a record at the same moment.
    """
    fields = {difference["field"] for difference in row.changes["differences"]}
    entry_now = change_columns(entry, facts, lists, fields, who)
    parts = change_parts(entry, row, facts, lists, council, who)
    change_sums(parts, facts, who)
    if fields & set(DETAILS):
        change_details(parts, row, facts, lists, who)
    if fields & {"representatives", "representative_level"}:
        replace(entry.seats.all(), seats_after(entry, facts, council), seat_key, who)
    if fields & {"lead_partner", "partners"}:
        change_partners(entry, facts, lists, fields, who)
    if "aliases" in fields:
        add_only(entry.other_names.all(), lines.other_names(entry, facts), lambda name: plain(name.name), who)
    if fields & {"agreement_starts_on", "agreement_ends_on"}:
        change_agreement(entry, row, facts, who)
    return entry_now


def change_columns(entry: Partnership, facts: Facts, lists: Lists, fields: set[str], who: Who) -> Partnership:
    """The entry's own columns and lists, of the fields that differ."""
    known = Facts({name: value for name, value in facts.values.items() if name in fields | DECIDING})
    wanted: dict[str, Any] = {**entry_columns(known, lists), **entry_lists(known, lists)}
    if "themes" in wanted:
        wanted["themes"] = list(dict.fromkeys([*entry.themes.all(), *wanted["themes"]]))
    changes = {name: value for name, value in wanted.items() if differs(entry, name, value)}
    if not changes:
        return entry
    changes = counted_from(changes, entry, localdate(who["at"]))
    return claimed(Partnership, entry.pk, entry.version, changes, reason="Import", **who)


def differs(record: Versioned, name: str, value: Any) -> bool:
    """Whether a column or list of a record holds something else than the value."""
    if record._meta.get_field(name).many_to_many:
        return set(getattr(record, name).all()) != set(value)
    return getattr(record, name) != value


def change_parts(
    entry: Partnership, row: ImportRow, facts: Facts, lists: Lists, council: Council, who: Who
) -> list[Participation]:
    """Each council's part: changed where it is known already, otherwise added."""
    standing = {part.council_id: part for part in entry.participations.all()}
    hours = typed(row.batch, row, "officer_hours_per_month")
    named = [*facts.by_council, *(item["council"] for item in facts.contributions)]
    for name in dict.fromkeys(named):
        part, values = standing.get(lists.councils[name].pk), facts.by_council.get(name, {})
        columns = part_columns(values, lists, hours.get(name, ""))
        if part is None:
            part = create(
                Participation(partnership=entry, council=lists.councils[name], **columns), reason="Import", **who
            )
        elif facts_differ(part, columns):
            part = claimed(Participation, part.pk, part.version, columns, reason="Import", **who)
        standing[part.council_id] = part
    return list(standing.values())


def facts_differ(part: Participation, columns: Mapping[str, Any]) -> bool:
    """Whether what a part says differs; where it comes from and how it was typed is no difference by itself."""
    telling = (
        "officer_hours_per_month",
        "officer_hours_is_estimate",
        "officer_level",
        "lead_member",
        "lead_member_post",
        "significance",
        "representation",
    )
    return any(name in columns and getattr(part, name) != columns[name] for name in telling)


def change_sums(parts: Iterable[Participation], facts: Facts, who: Who) -> None:
    """Each sum of money: changed for a council and year that has one, otherwise added. Of several none changes."""
    for wanted in lines.sums(parts, facts):
        kept = wanted.participation.contributions.filter(removed_at__isnull=True, financial_year=wanted.financial_year)
        standing = list(kept.order_by("pk")[:2])
        known = standing[0] if len(standing) == 1 else None
        if not standing:
            create(wanted, reason="Import", **who)
        elif known and (known.amount, known.period or wanted.period) != (wanted.amount, wanted.period or known.period):
            columns = (
                "amount",
                "amount_as_typed",
                "period",
                "kind",
                "source",
                "status",
                "budget_code",
                "budget_status",
            )
            changes = {name: getattr(wanted, name) for name in columns if getattr(wanted, name) not in (None, "")}
            claimed(type(known), known.pk, known.version, changes, reason="Import", **who)


def change_details(parts: Iterable[Participation], row: ImportRow, facts: Facts, lists: Lists, who: Who) -> None:
    """What a row says of each council's sum beside its amount; where none is known, of one that nobody knows yet."""
    for part in parts:
        wanted = detail_columns(facts.by_council.get(part.council.name, {}), lists)
        kept = part.contributions.filter(removed_at__isnull=True).order_by("pk")
        known = lines.told_of(kept, localdate(who["at"]))
        if known is None and wanted:
            year = row.batch.options["financial_year"]
            create(Contribution(participation=part, financial_year=year, **wanted), reason="Import", **who)
        elif changes := {name: value for name, value in wanted.items() if getattr(known, name) != value}:
            claimed(Contribution, known.pk, known.version, changes, reason="Import", **who)


def seats_after(entry: Partnership, facts: Facts, council: Council) -> list[Seat]:
    """The seats as the row has them; where it names only people or only levels, the other stays as it is."""
    known = people(entry)
    values = {
        "representatives": known["representatives"],
        "representative_level": known["representative_level"],
        **facts.values,
    }
    values["vacant_seats"] = max(known["vacant_seats"] or 0, facts.values.get("vacant_seats") or 0)
    linked = [seat for seat in entry.seats.all() if seat.holder_id]
    return [linked_seat(linked, seat) or seat for seat in lines.seats(entry, Facts(values), council)]


def linked_seat(linked: list[Seat], wanted: Seat) -> Seat | None:
    """The seat of a linked person whom a file names by the name and post of their account, taken off those linked."""
    for seat in linked:
        posts = (plain(seat.post), plain(seat.holder.post), "")
        same = untitled(plain(seat.holder.full_name)) == untitled(plain(wanted.name))
        if same and plain(wanted.post) in posts:
            linked.remove(seat)
            return seat
    return None


def untitled(name: str) -> str:
    """A name in small letters without the title of a councillor."""
    return name.removeprefix("cllr ").removeprefix("councillor ")


def seat_key(seat: Seat) -> tuple:
    return (
        seat.is_vacant,
        seat.kind,
        plain(seat.holder.full_name if seat.holder_id else seat.name),
        plain(seat.post),
        seat.capacity,
        seat.level,
    )


def change_partners(entry: Partnership, facts: Facts, lists: Lists, fields: set[str], who: Who) -> None:
    """The lead partner, the partners, or both, as the row has them."""
    for field, leads in (("lead_partner", True), ("partners", False)):
        if field in fields:
            standing = [partner for partner in entry.partners.all() if partner.is_lead == leads]
            wanted = [partner for partner in lines.partners(entry, facts, lists) if partner.is_lead == leads]
            replace(standing, wanted, lambda partner: partner.organisation_id, who)


def change_agreement(entry: Partnership, row: ImportRow, facts: Facts, who: Who) -> None:
    """The dates of the latest agreement, or a first one."""
    standing = list(entry.documents.all())
    if not standing:
        for document in lines.agreements(entry, facts, typed_dates(row.batch, row)):
            create(document, reason="Import", **who)
        return
    last = standing[-1]
    claimed(
        type(last), last.pk, last.version, agreement_columns(facts, typed_dates(row.batch, row)), reason="Import", **who
    )


def replace(standing: Iterable[Removable], wanted: Iterable[Removable], same: Callable[[Any], Any], who: Who) -> None:
    """Take lines off that are no longer wanted and add those that are new; what is in both is not touched."""
    kept, rest = list(standing), []
    for line in wanted:
        twin = next((each for each in kept if same(each) == same(line)), None)
        if twin:
            kept.remove(twin)
        else:
            rest.append(line)
    for line in kept:
        removed = {"removed_at": who["at"], "removed_by": who["by"]}
        claimed(type(line), line.pk, line.version, removed, reason="Import", **who)
    for line in rest:
        create(line, reason="Import", **who)


def add_only(standing: Iterable[Removable], wanted: Iterable[Removable], same: Callable[[Any], Any], who: Who) -> None:
    """Add lines that are new; nothing is taken off."""
    known = {same(line) for line in standing}
    for line in wanted:
        if same(line) not in known:
            create(line, reason="Import", **who)
