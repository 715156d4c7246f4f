"""Loading a council's policy: terms, lists, tests of significance and the guidance of every field, from data."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction

from partnerships.models import ChangeSet
from partnerships.saving import Versioned, claimed, create
from register.models import (
    Body,
    EntryReason,
    ExclusionClass,
    FieldGuide,
    LeavingReason,
    NamedRisk,
    PartnershipType,
    PlanItem,
    Policy,
    ReviewFrequency,
    Route,
    SignificanceTests,
    Theme,
)
from register.workflow.significance import recompute_all

LISTS: dict[str, tuple[type[Versioned], str]] = {
    "bodies": (Body, "name"),
    "exclusion_classes": (ExclusionClass, "code"),
    "entry_reasons": (EntryReason, "code"),
    "leaving_reasons": (LeavingReason, "code"),
    "types": (PartnershipType, "code"),
    "named_risks": (NamedRisk, "code"),
    "themes": (Theme, "name"),
    "priorities": (PlanItem, "number"),
}
TERMS = (
    "title",
    "edition",
    "is_in_constitution",
    "assessment_months",
    "exit_months",
    "hours_per_day",
    "weeks_per_year",
    "significant_label",
    "desirable_label",
    "lead_member_label",
    "lead_officer_label",
    "matrix_size",
    "matrix_medium_from",
    "matrix_high_from",
)
# By part of a version of the tests of significance: what the file calls a value, and the column that holds it.
TESTS = {
    "money": {"amount": "money_amount", "operator": "money_operator", "basis": "money_basis", "years": "money_years"},
    "time": {"number": "time_number", "operator": "time_operator", "unit": "time_unit"},
    "statute": {},
    "risks": {"kinds": "risk_kinds"},
    "factors": {"codes": "risk_factors"},
}
SOURCE_OF = {
    "money": "money_source",
    "time": "time_source",
    "statute": "statute_source",
    "risks": "risk_source",
    "factors": "factor_source",
}


class NoSource(ValueError):
    """A value of a policy says neither which paragraph it comes from, nor from which other policy it is borrowed."""


def load(data: dict[str, Any], *, by, at: datetime) -> Counter:
    """Put a policy in use, in one transaction, and judge significance by it. Loading the same again writes nothing.

    Returns how many records were created, changed and left as they were. Values that the data no longer holds stay:
    entries may use them. Raises NoSource for a value without a paragraph.
    """
    counts: Counter = Counter()
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.POLICY, label=f"Policy {data['policy']['code']}", made_at=at, made_by=by
        )
        who = {"by": by, "at": at, "change_set": change_set}
        policy = put_in_use(data, counts, who)
        for key, (model, identity) in LISTS.items():
            for position, value in enumerate(data[key], start=1):
                values = listed(model, value, position)
                write(model, {identity: values.pop(identity)}, values, counts, who)
        for guide in data["guides"]:
            values = {
                "label": guide["label"],
                "help_text": guide["help_text"],
                "source": origin(guide),
                "position": guide["position"],
            }
            write(FieldGuide, {"policy": policy, "field": guide["field"]}, values, counts, who)
        for version in data["significance"]:
            begins = date.fromisoformat(version["from_on"])
            write(SignificanceTests, {"policy": policy, "from_on": begins}, tests_of(version), counts, who)
        for position, line in enumerate(data["routes"], start=1):
            write(Route, {"policy": policy, **case_of(line)}, route(line, position), counts, who)
        for frequency in data["frequencies"]:
            values = {name: frequency[name] for name in ("every_months", "only_selected") if name in frequency}
            case = {"asks": frequency["asks"], **{name: frequency.get(name, "") for name in ("significance", "risk")}}
            write(ReviewFrequency, {"policy": policy, **case}, values | {"source": origin(frequency)}, counts, who)
        recompute_all(by=by, at=at)
        if not counts["created"] + counts["changed"]:
            change_set.delete()
    return counts


def put_in_use(data: dict[str, Any], counts: Counter, who: dict) -> Policy:
    """The policy record itself; whichever was in use before steps back."""
    code = data["policy"]["code"]
    for other in Policy.objects.filter(is_current=True).exclude(code=code):
        claimed(Policy, other.pk, other.version, {"is_current": False}, **who)
    implications = [{"name": line["name"], "source": origin(line)} for line in data["implications"]]
    values = {name: data["policy"][name] for name in TERMS}
    values |= {"implications": implications, "sources": sources(data["policy"]), "is_current": True}
    return write(Policy, {"code": code}, values, counts, who)


def sources(terms: dict[str, Any]) -> dict[str, str]:
    """Where each term comes from: the policy's own paragraph, another policy, or us."""
    borrowed, own = terms.get("borrowed", {}), terms.get("paragraphs", {})
    found = {}
    for name in TERMS:
        lender = borrowed.get(name, "")
        if name in own:
            found[name] = own[name]
        elif lender.startswith("Ours:"):
            found[name] = lender
        else:
            found[name] = origin({"name": name, "borrowed_from": lender} if lender else {**terms, "name": name})
    return found


def tests_of(version: dict[str, Any]) -> dict[str, Any]:
    """The columns of one version of the tests of significance; each test that is set says where it comes from."""
    values = {"is_on": version["is_on"], "source": origin({"name": "Tests of significance", **version})}
    for part, columns in TESTS.items():
        if part in version:
            given = version[part]
            values |= {column: given[name] for name, column in columns.items() if name in given}
            values[SOURCE_OF[part]] = origin({"name": f"Test of {part}", **given})
    return values | {"statute_counts": "statute" in version}


def case_of(line: dict[str, Any]) -> dict[str, Any]:
    """For which case a line of the route table names which body; what it does not say fits everything."""
    conditions = {name: line.get(name, "") for name in ("significance", "budget", "risk", "value")}
    return {"event": line["event"], **conditions, "body": Body.objects.get(name=line["body"])}


def route(line: dict[str, Any], position: int) -> dict[str, Any]:
    """What the body does in that case, and where the policy says so (B15-17, SH-20)."""
    source = origin({"name": f"{line['body']} {line['part']}", **line})
    return {"part": line["part"], "position": position, "source": source}


def listed(model: type[Versioned], value: dict[str, Any], position: int) -> dict[str, Any]:
    """The fields of one value of a list, with its order and its source."""
    fields = {field.name for field in model._meta.get_fields()}
    given = {name: given for name, given in value.items() if name in fields}
    return given | {"source": origin(value), "position": position}


def origin(value: dict[str, Any]) -> str:
    """The paragraph that a value comes from, or the policy that it is borrowed from."""
    if source := value.get("source"):
        return source
    if lender := value.get("borrowed_from"):
        return f"Borrowed from {lender}"
    raise NoSource(
        f"{value.get('name') or value.get('label')}: say which paragraph this comes from, or what it is borrowed from."
    )


def write(
    model: type[Versioned], identity: dict[str, Any], values: dict[str, Any], counts: Counter, who: dict
) -> Versioned:
    """Create the record, or change what differs."""
    record = model._base_manager.filter(**identity).first()
    if record is None:
        counts["created"] += 1
        return create(model(**identity, **values), **who)
    changes = {name: value for name, value in values.items() if differs(getattr(record, name), value)}
    counts["changed" if changes else "unchanged"] += 1
    return claimed(model, record.pk, record.version, changes, **who) if changes else record


def differs(kept: Any, value: Any) -> bool:
    """Numbers and days stand as text in a file."""
    return kept != value and str(kept) != str(value)


def summary(counts: Counter) -> str:
    """What loading did, in a sentence."""
    new, changed, unchanged = (counts[name] for name in ("created", "changed", "unchanged"))
    return f"{counts.total()} values: {new} new, {changed} changed, {unchanged} as before."
