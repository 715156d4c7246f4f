"""Editions for people: what one keeps and whether it is whole, and one entry of it as it was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.timezone import localdate

from partnerships.templatetags.council import NOT_KNOWN, money, plain_number, yes_no
from partnerships.templatetags.council import day as in_words
from register.columns import BY_FIELD, Column, Kind
from register.columns.future import FUTURE
from register.columns.governance import GOVERNANCE
from register.columns.identity import IDENTITY
from register.columns.judgement import JUDGEMENT
from register.columns.oversight import OVERSIGHT
from register.columns.people import PEOPLE
from register.columns.readiness import READINESS
from register.columns.representation import REPRESENTATION
from register.columns.resources import RESOURCES
from register.listing.cells import NUMERIC
from register.listing.codes import words_for
from register.models.choices import DecisionOutcome, RecommendationHeading
from register.reports.parts import Card, Row, Step
from register.rules.money import year_name
from register.rules.saying import money_change, time_change
from reviews.models import Edition, Recommendation
from reviews.models.choices import EditionStatus, RecommendationStatus
from reviews.permissions import editions as permissions
from reviews.reports import recommendation_page
from reviews.reports.figures import contribution_of, hours_of
from reviews.reports.kept import KeptEntry
from reviews.reports.left import KeptExit
from reviews.reports.shapes import Figure
from reviews.workflow import editions as workflow

TONES = {EditionStatus.FROZEN: "blue", EditionStatus.ADOPTED: "green", EditionStatus.SUPERSEDED: "grey"}
GROUPS: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("What it is", IDENTITY),
    ("People", PEOPLE + REPRESENTATION),
    ("Governance", GOVERNANCE + OVERSIGHT),
    ("Money and judgement", RESOURCES + JUDGEMENT),
    ("Future", FUTURE + READINESS),
)
DATES = {Kind.DATE, Kind.START, Kind.END}


@dataclass(frozen=True)
class EntryRow:
    """One entry in the list of what an edition keeps."""

    reference: str
    name: str
    tier: str
    risk: str
    value: str
    outcome: str
    is_exempt: bool


def row(entry: KeptEntry) -> EntryRow:
    return EntryRow(
        entry.reference,
        entry.name,
        entry.review.tier if entry.review else "",
        entry.rating("risk"),
        entry.rating("value"),
        entry.outcome,
        entry.is_exempt,
    )


def facts(edition: Edition, found: list[KeptEntry]) -> Card:
    """What it keeps, of which day, by whom it was made, and its fingerprint."""
    waived = sum(bool(entry.review and entry.review.is_waived) for entry in found)
    reviewed = sum(bool(entry.review) for entry in found)
    adopted = f"{in_words(edition.adopted_at)}, recorded by {edition.adopted_by}" if edition.adopted_at else ""
    rows = (
        Row("Round", str(edition.round), url=reverse("reviews:round", args=[edition.round_id])),
        Row("Register as it stood on", in_words(edition.made_at), note=f"Frozen by {edition.made_by}"),
        Row("Entries", f"{len(found)}", note=f"{sum(entry.is_counted for entry in found)} of them counted"),
        Row("Reviews", f"{reviewed - waived} accepted, {waived} waived", note=f"{len(found) - reviewed} not in it"),
        Row("Adopted", adopted, absent="Not adopted yet"),
        Row("Fingerprint (SHA-256)", edition.sha256),
    )
    return Card("What it keeps", rows)


def steps(edition: Edition, user) -> Iterator[Step]:
    """What can be done with it: the report, the bodies."""
    report = permissions.can_draw_up_report(user)
    yield Step("Draw up the report", reverse("reviews:edition_report", args=[edition.number]), report.reason)
    if edition.status == EditionStatus.FROZEN:
        url = reverse("reviews:edition_put", args=[edition.number])
        yield Step("Put its adoption to the bodies", url, workflow.may_put(user, edition).reason)


def submitted(edition: Edition, user) -> list[tuple[str, list[tuple[Recommendation, str]]]]:
    """The recommendations that bodies considered with it, each with its tone, by increase, reduce, review (H14-02)."""
    found = list(edition.recommendations.visible_to(user).order_by("reference"))
    return [
        (str(heading.label), under)
        for heading in RecommendationHeading
        if (under := [(each, recommendation_page.TONES[each.status]) for each in found if each.heading == heading])
    ]


def cards(entry: KeptEntry, allowed: tuple[str, ...]) -> list[Card]:
    """One entry as it was: its review, its ratings, what it cost, then the register's columns."""
    own = [Card(title, tuple(columns(entry, group, allowed))) for title, group in GROUPS]
    found = [review(entry), ratings(entry), resources(entry), settled(entry), *exits(entry), *own]
    return [card for card in found if card.rows]


def review(entry: KeptEntry) -> Card:
    """What its review said."""
    if entry.review is None:
        return Card("Its review", (Row("Review", "", absent="It was not in this round"),))
    said, content = entry.review, entry.review.content
    rows = [
        Row("Outcome", said.outcome, note=content["waiver_reason"]),
        Row("Tier", said.tier),
        Row("Handed in", in_words(said.submitted_on) if said.submitted_on else "", note=late(said.days_late)),
        Row("Added value", said_of(content["adds_value"]), note=content["added_value_note"]),
        Row("What it did in the year", content["activity"]),
        Row("Recommendation", entry.recommendation, note=entry.recommendation_kind),
        Row("Change of officer time", "" if entry.hours_change is None else time_change(entry.hours_change)),
        Row("Change of money", "" if entry.pounds_change is None else money_change(entry.pounds_change)),
        *(Row(asked, answer) for asked, answer in said.answers),
        Row("How it was looked at", lines=tuple(lines_of(said.sections))),
    ]
    return Card("Its review", tuple(each for each in rows if each.value or each.lines))


def exits(entry: KeptEntry) -> list[Card]:
    """By which strategies it was left or was being left; an edition made before exits were kept has none."""
    return [exit_card(KeptExit(entry, content)) for content in entry.content.get("exits", [])]


def exit_card(kept: KeptExit) -> Card:
    """One strategy as it stood."""
    said = kept.content
    rows = [
        Row("Where it stood", kept.stands),
        Row("The council leaves", kept.leaves_on),
        Row("Expected saving a year", "" if kept.expected is None else money(kept.expected)),
        Row("Saving made a year", "" if kept.made is None else money(kept.made)),
        Row("What was learnt", said["lessons"]),
        Row("Did what was predicted come about?", said["impact_came_true"]),
        Row("Why it was reversed", said["reversal"]),
    ]
    return Card(f"Exit strategy {said['reference']}", tuple(each for each in rows if each.value))


def late(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'} late" if days else ""


def said_of(answer: bool | None) -> str:
    return "" if answer is None else yes_no(answer)


def lines_of(sections: list[tuple[str, str, str]]) -> Iterator[str]:
    for name, honesty, note in sections:
        yield f"{name}: {honesty[:1].lower()}{honesty[1:]}" + (f" ({note})" if note else "")


def ratings(entry: KeptEntry) -> Card:
    """Risk and value, who says so, and until when."""
    rows = []
    for kind, label in (("risk", "Risk"), ("value", "Value")):
        expires = entry.expires_on(kind)
        note = ", ".join(
            filter(None, [entry.rating_source(kind), f"expires on {in_words(expires)}" if expires else ""])
        )
        rows.append(Row(label, entry.rating(kind), note=note, absent="Not rated"))
    return Card("Ratings", tuple(rows))


def resources(entry: KeptEntry) -> Card:
    """Officer time, and cash year by year, all councils together."""
    years = sorted({paid.financial_year for part in entry.parts for paid in part.live_contributions}, reverse=True)
    rows = [figure("Officer hours a month", hours_of(entry), plain_number)]
    rows += [figure(f"Contribution {year_name(year)}", contribution_of(entry, year), money) for year in years]
    return Card("Officer time and contribution", tuple(rows))


def figure(label: str, found: Figure, say: Callable[[Decimal], str]) -> Row:
    """A figure with what is to be known of it."""
    if found.amount is None:
        return Row(label, absent=NOT_KNOWN)
    return Row(label, say(found.amount), note="Rough estimate" if found.is_estimate else "")


def settled(entry: KeptEntry) -> Card:
    """What was recommended to bodies about it, and what they decided."""
    rows = [
        Row(
            f"Recommendation {each['reference']}",
            each["text"],
            note=str(RecommendationStatus(each["status"]).label),
        )
        for each in entry.content["recommendations"]
    ]
    rows += [
        Row(each["title"], f"{each['name']}: {said_by_body(each)}", note=each["minute"])
        for each in entry.content["decisions"]
    ]
    return Card("Recommendations and decisions", tuple(rows))


def said_by_body(decision: dict) -> str:
    outcome = str(DecisionOutcome(decision["outcome"]).label)
    return f"{outcome[:1].lower()}{outcome[1:]}, {in_words(date.fromisoformat(decision['decided_on']))}"


def columns(entry: KeptEntry, group: tuple[Column, ...], allowed: tuple[str, ...]) -> Iterator[Row]:
    """The register's columns that hold something and that the person may see."""
    for column in group:
        value = entry.values.get(column.field)
        if column.field in allowed and value not in (None, "", []):
            yield Row(column.label, words(column.field, value))


def words(field: str, value: object) -> str:
    """A kept value as people read it."""
    kind, names = BY_FIELD[field].kind, words_for(field)
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, list):
        return "; ".join(names.get(each, str(each)) for each in value)
    if kind in DATES:
        return in_words(date.fromisoformat(str(value)))
    if kind in NUMERIC:
        return plain_number(Decimal(str(value)))
    return names.get(str(value), str(value))


def of_day(edition: Edition) -> str:
    """`Edition 2, the register as it stood on 20 November 2026`."""
    return f"{edition}, the register as it stood on {in_words(localdate(edition.made_at))}"
