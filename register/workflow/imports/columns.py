"""From a row's facts to the columns of the register's tables, and back: the one table of which field is what."""

from collections.abc import Callable, Mapping
from typing import Any

from partnerships.models import Council
from register.columns.future import FUTURE
from register.columns.oversight import OVERSIGHT
from register.columns.readiness import READINESS
from register.interchange.recommendations import guess
from register.models import Contribution, GoverningDocument, Participation, Partnership
from register.models.choices import ContributionKind, FigureStatus, RatingSource, RecommendationKind, Safeguarding
from register.workflow.imports.lists import Lists
from register.workflow.imports.staged import Facts

PLAIN = {
    "name": "name",
    "acronym": "acronym",
    "function": "function",
    "orientation": "orientation",
    "area": "area",
    "is_statutory": "is_statutory",
    "statutory_basis": "statutory_basis",
    "is_attendance_obligatory": "is_attendance_obligatory",
    "legal_basis": "legal_basis",
    "governance_form": "governance_form",
    "meeting_frequency": "meeting_frequency",
    "meetings_per_year": "meetings_per_year",
    "exit_risk": "exit_impact",
    "council_position": "council_position",
    "value_added": "value_added",
    "risk_rating": "risk_rating",
    "value_rating": "value_rating",
    "information_sharing": "information_to_officers",
    "information_to_officers": "information_to_officers",
    "information_between_partnerships": "information_between",
    "information_to_councils": "information_to_councils",
    "information_from_lead_districts": "information_from_districts",
    "contact": "contact",
    "comments": "comments",
    "recommendation": "recommendation",
    "recommendation_heading": "recommendation_heading",
    "next_review_due_on": "next_review_due_on",
    "is_exempt": "is_exempt",
    "describes_several": "describes_several",
    **{column.field: column.field for column in OVERSIGHT + FUTURE + READINESS},
}
PART = {
    "officer_hours_per_month": "officer_hours_per_month",
    "officer_hours_is_estimate": "officer_hours_is_estimate",
    "officer_level": "officer_level",
    "lead_member": "lead_member_post",
    "significance": "significance",
    "representation": "representation",
}
# What a row says of a sum beside its amount.
DETAILS = {"paid_to": "recipient", "spent_on": "spent_on", "strategy_line": "strategy_line"}
LISTS = ("themes", "priorities", "reasons_for_entering")


def fitting(model, attribute: str, value: Any) -> Any:
    """The value, its text cut where the column ends; the whole stays beside it in the raw cell."""
    longest = getattr(model._meta.get_field(attribute), "max_length", None)
    return value[:longest].rstrip() if isinstance(value, str) and longest else value


def entry_columns(facts: Facts, lists: Lists) -> dict[str, Any]:
    """The entry's own plain columns that the row knows; columns it says nothing of are left out."""
    values = facts.values
    found = {PLAIN[name]: value for name, value in values.items() if name in PLAIN and value is not None}
    for name, resolve in RESOLVED.items():
        if values.get(name) not in (None, "", []):
            found |= resolve(values[name], lists)
    for rating in ("risk_rating", "value_rating"):
        if rating in found:
            found[f"{rating}_source"] = RatingSource.SPREADSHEET
    return {name: fitting(Partnership, name, value) for name, value in consistent(found).items()}


def consistent(found: dict[str, Any]) -> dict[str, Any]:
    """What belongs together: an Act only on a statutory entry, else it is a legal basis; a guess of the heading; a day
    only where safeguarding policies are held; an external review only with who leads it; a deferral only
    with its day or report.
    """
    if found.get("statutory_basis") and found.get("is_statutory") is not True:
        found["legal_basis"] = found.get("legal_basis") or found["statutory_basis"]
        del found["statutory_basis"]
    if found.get("recommendation"):
        guessed = guess(found["recommendation"])
        found.setdefault("recommendation_kind", guessed.kind or "")
        found.setdefault("recommendation_heading", guessed.heading or "")
    if found.get("safeguarding") != Safeguarding.HELD:
        found.pop("safeguarding_seen_on", None)
    if found.get("recommendation_kind") != RecommendationKind.DEFER:
        found.pop("deferred_until_on", None)
        found.pop("deferred_to", None)
    elif not (found.get("deferred_until_on") or found.get("deferred_to")):
        del found["recommendation_kind"]
    if not found.get("look_again_meetings"):
        found.pop("look_again_from", None)
    if not found.get("external_review_by"):
        found.pop("external_review_ends_on", None)
        found.pop("external_review_waits", None)
    return found


def person_or_post(name: str) -> Callable[[str, Lists], dict[str, Any]]:
    """A person who may sign in where the text is their name, otherwise the text as a post."""

    def resolve(text: str, lists: Lists) -> dict[str, Any]:
        person = lists.person(text)
        return {name: person, f"{name}_post": "" if person else text}

    return resolve


def type_of(code: str, lists: Lists) -> dict[str, Any]:
    return {"type": lists.types[code]} if code in lists.types else {}


def priorities_as_typed(numbers: list[str], lists: Lists) -> dict[str, Any]:
    return {"priorities_as_typed": ", ".join(numbers)}


def other_reasons(reasons: list[str], lists: Lists) -> dict[str, Any]:
    unknown = [reason for reason in reasons if lists.reason(reason) is None]
    return {"entry_reason_note": "; ".join(unknown)} if unknown else {}


def paragraph(text: Any, lists: Lists) -> dict[str, Any]:
    figures = [int(part) for part in "".join(c if c.isdigit() else " " for c in str(text)).split()]
    return {"exempt_paragraph": figures[0]} if figures and 1 <= figures[0] <= 7 else {}


RESOLVED: Mapping[str, Callable[[Any, Lists], dict[str, Any]]] = {
    "parent": lambda name, lists: {"family": lists.get("family", name)},
    "classification": lambda text, lists: {"classification": code} if (code := lists.classification(text)) else {},
    "partnership_type": type_of,
    "wards": lambda names, lists: {"wards": ", ".join(names)},
    "priorities": priorities_as_typed,
    "reasons_for_entering": other_reasons,
    "lead_officer": person_or_post("lead_officer"),
    "head_of_service": person_or_post("head_of_service"),
    "supporting_officer": lambda text, lists: {"supporting_officer": person} if (person := lists.person(text)) else {},
    "service": lambda name, lists: {"service": lists.service(name)},
    "exempt_paragraph": paragraph,
}


def entry_lists(facts: Facts, lists: Lists) -> dict[str, list]:
    """The many-to-many values that the row names: themes, plan items the plan has, reasons the list has."""
    values, found = facts.values, {}
    if values.get("themes"):
        found["themes"] = [lists.get("theme", name) for name in values["themes"]]
    if values.get("priorities"):
        found["priorities"] = [lists.plan[n.casefold()] for n in values["priorities"] if n.casefold() in lists.plan]
    if values.get("reasons_for_entering"):
        found["entry_reasons"] = [known for text in values["reasons_for_entering"] if (known := lists.reason(text))]
    return found


def part_columns(values: Mapping[str, Any], lists: Lists, raw_hours: str = "") -> dict[str, Any]:
    """The columns of one council's part that the row knows, with where they come from."""
    found = {PART[name]: value for name, value in values.items() if name in PART and value is not None}
    if person := lists.person(found.get("lead_member_post", "")):
        found |= {"lead_member": person, "lead_member_post": ""}
    if "officer_hours_per_month" in found:
        found |= {"officer_hours_as_typed": raw_hours, "officer_hours_source": "From spreadsheet"}
    if "significance" in found:
        found["significance_source"] = "From spreadsheet"
    return {name: fitting(Participation, name, value) for name, value in found.items()}


def contribution_columns(item: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of one sum of money. A sum in kind has no amount unless the sheet gave one."""
    return {
        "financial_year": int(item["year"][:4]),
        "amount": item.get("amount"),
        "amount_as_typed": str(item.get("text") or "")[:200],
        "period": item.get("period") or "",
        "kind": ContributionKind.IN_KIND if item.get("in_kind") else ContributionKind.CASH,
        "budget_code": str(item.get("budget_code") or "")[:60],
        "budget_status": item.get("budget_status") or "",
        "source": "From spreadsheet",
        "status": FigureStatus.UNVERIFIED,
    }


def detail_columns(values: Mapping[str, Any], lists: Lists) -> dict[str, Any]:
    """Who receives a council's sum, for what, and in which line of the strategy, as far as the row says so."""
    found = {DETAILS[name]: value for name, value in values.items() if name in DETAILS and value}
    if "recipient" in found:
        found["recipient"] = lists.get("organisation", found["recipient"])
    return {name: fitting(Contribution, name, value) for name, value in found.items()}


def agreement_columns(facts: Facts, raw_dates: str = "") -> dict[str, Any]:
    """The dates of the agreement, if the row gives any."""
    starts, ends = facts.values.get("agreement_starts_on"), facts.values.get("agreement_ends_on")
    if not (starts or ends):
        return {}
    found = {
        "starts_on": starts,
        "ends_on": ends,
        "dates_as_typed": fitting(GoverningDocument, "dates_as_typed", raw_dates),
    }
    return {name: value for name, value in found.items() if value}


def councils_in(facts: Facts, lists: Lists, default: Council) -> list[Council]:
    """The councils that the row gives a value or a sum of; the batch's own when it gives none."""
    named = [*facts.by_council, *(item["council"] for item in facts.contributions)]
    return [lists.councils[name] for name in dict.fromkeys(named) if name in lists.councils] or [default]
