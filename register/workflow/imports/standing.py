"""What the register says now of an entry, in the fields of a spreadsheet, so that a row can be compared with it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch

from register.models import Contribution, GoverningDocument, Participation, Partner, Partnership, PartnershipName, Seat
from register.models.choices import ContributionKind, DocumentKind, PersonKind, RatingSource, Status
from register.rules.money import year_name
from register.workflow.imports.columns import PLAIN
from register.workflow.imports.lines import LEVEL_NOTE, told_of
from register.workflow.imports.staged import Facts

HERE = {"removed_at__isnull": True}
CODES = ("orientation", "governance_form", "council_position", "risk_rating", "value_rating", "recommendation_heading")


def entries(today: date, **conditions) -> Iterable[Partnership]:
    """Entries that an import can meet, with all their lines in memory; an undone import's entries are none of them."""
    kept = Contribution.objects.filter(**HERE)
    return (
        Partnership.objects.exclude(status=Status.IMPORT_UNDONE)
        .filter(**conditions)
        .select_related("family", "type", "lead_officer", "supporting_officer", "head_of_service", "service")
        .prefetch_related(
            "themes",
            "priorities",
            "entry_reasons",
            Prefetch(
                "participations", Participation.objects.select_related("council", "lead_member").order_by("council_id")
            ),
            Prefetch(
                "participations__contributions", kept.select_related("recipient").order_by("financial_year", "pk")
            ),
            Prefetch("seats", Seat.objects.filter(**HERE).select_related("holder", "council").order_by("pk")),
            Prefetch("partners", Partner.objects.filter(**HERE).select_related("organisation").order_by("pk")),
            Prefetch("other_names", PartnershipName.objects.filter(**HERE)),
            Prefetch(
                "documents",
                GoverningDocument.objects.in_force(today).filter(kind=DocumentKind.AGREEMENT).order_by("pk"),
            ),
        )
    )


def seen(entry: Partnership) -> dict[str, int]:
    """The version of the entry and of each of its lines, by which a change in between is noticed."""
    parts = list(entry.participations.all())
    lines = [
        *parts,
        *(item for part in parts for item in part.contributions.all()),
        *entry.seats.all(),
        *entry.partners.all(),
        *entry.other_names.all(),
        *entry.documents.all(),
    ]
    return {f"{line._meta.model_name}:{line.pk}": line.version for line in [entry, *lines]}


def facts_of(entry: Partnership, today: date) -> Facts:
    """Everything the register knows of an entry that a spreadsheet could say."""
    values = {name: getattr(entry, column) for name, column in PLAIN.items() if name != "information_sharing"}
    values["information_sharing"] = entry.information_to_officers
    values |= related(entry) | people(entry) | agreement(entry)
    parts = list(entry.participations.all())
    return Facts(
        {name: value for name, value in values.items() if value not in (None, "", [])},
        {part.council.name: part_values(part, today) for part in parts},
        [sum_values(part, item) for part in parts for item in part.contributions.all()],
    )


def settled(entry: Partnership) -> frozenset[str]:
    """The fields that no spreadsheet changes: ratings from a confirmed assessment (H14-45)."""
    ratings = ("risk_rating", "value_rating")
    return frozenset(name for name in ratings if getattr(entry, f"{name}_source") == RatingSource.ASSESSMENT)


def related(entry: Partnership) -> dict[str, Any]:
    """Values that are rows of lists."""
    partners = list(entry.partners.all())
    leads = [partner.organisation.name for partner in partners if partner.is_lead]
    return {
        "reference": entry.reference,
        "parent": entry.family.name if entry.family else None,
        "classification": entry.classification,
        "partnership_type": entry.type.code if entry.type else None,
        "themes": [theme.name for theme in entry.themes.all()],
        "priorities": priorities(entry),
        "reasons_for_entering": [reason.name for reason in entry.entry_reasons.all()]
        + split(entry.entry_reason_note, ";"),
        "wards": split(entry.wards, ","),
        "service": entry.service.name if entry.service else None,
        "exempt_paragraph": str(entry.exempt_paragraph or ""),
        "lead_partner": leads[0] if leads else None,
        "partners": [partner.organisation.name for partner in partners if not partner.is_lead],
        "aliases": [other.name for other in entry.other_names.all()],
    }


def priorities(entry: Partnership) -> list[str]:
    """Numbers of the plan's items, then what was typed that the plan does not know."""
    known = [item.number for item in entry.priorities.all()]
    return known + [
        text for text in split(entry.priorities_as_typed, ",") if text.casefold() not in {n.casefold() for n in known}
    ]


def people(entry: Partnership) -> dict[str, Any]:
    """Leads and representatives."""
    seats = list(entry.seats.all())
    named = [seat for seat in seats if not seat.is_vacant and seat.note != LEVEL_NOTE]
    return {
        "lead_officer": entry.lead_officer_post or (entry.lead_officer.full_name if entry.lead_officer else None),
        "supporting_officer": entry.supporting_officer.full_name if entry.supporting_officer else None,
        "head_of_service": entry.head_of_service_post
        or (entry.head_of_service.full_name if entry.head_of_service else None),
        "representatives": [person_values(seat) for seat in named],
        "representative_level": list(dict.fromkeys(seat.level for seat in seats if seat.level)),
        "vacant_seats": sum(seat.is_vacant for seat in seats) or None,
    }


def person_values(seat: Seat) -> dict[str, str | None]:
    """One representative as a spreadsheet would name them."""
    return {
        "kind": seat.kind or PersonKind.UNKNOWN,
        "name": (seat.holder.full_name if seat.holder else seat.name) or None,
        "post": seat.post or None,
        "capacity": seat.capacity or None,
    }


def agreement(entry: Partnership) -> dict[str, Any]:
    """The dates of the agreement in force."""
    documents = list(entry.documents.all())
    return (
        {"agreement_starts_on": documents[-1].starts_on, "agreement_ends_on": documents[-1].ends_on}
        if documents
        else {}
    )


def part_values(part: Participation, today: date) -> dict[str, Any]:
    """What one council puts in, without money, and what its sum is for."""
    told = told_of(part.contributions.all(), today)
    member = part.lead_member_post or (part.lead_member.full_name if part.lead_member else None)
    found = {
        "officer_hours_per_month": part.officer_hours_per_month,
        "officer_hours_is_estimate": None if part.officer_hours_per_month is None else part.officer_hours_is_estimate,
        "officer_level": part.officer_level,
        "lead_member": member,
        "significance": part.significance,
        "representation": part.representation,
        "paid_to": told.recipient.name if told and told.recipient else None,
        "spent_on": told.spent_on if told else None,
        "strategy_line": told.strategy_line if told else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def sum_values(part: Participation, item: Contribution) -> dict[str, Any]:
    """One sum of money, in the shape that a reading gives it."""
    return {
        "council": part.council.name,
        "amount": item.amount,
        "period": item.period or None,
        "year": year_name(item.financial_year),
        "in_kind": item.kind == ContributionKind.IN_KIND,
        "budget_code": item.budget_code or None,
        "budget_status": item.budget_status or None,
    }


def split(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]
