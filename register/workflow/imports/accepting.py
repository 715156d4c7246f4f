"""Accepting a committed import: the policy officer decides the headings left open; then its entries count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from partnerships import mail
from partnerships.models import User
from partnerships.saving import Edit, claimed_many
from partnerships.verdict import Refused, require
from register.interchange.fold import plain
from register.interchange.recommendations import guess
from register.models import ImportBatch, Partnership
from register.models.choices import RecommendationHeading
from register.workflow.imports.batches import PROCEDURE, note

NO_HEADING = "none"
ANSWERS = {*RecommendationHeading.values, NO_HEADING}


@dataclass
class HeadingQuestion:
    """One wording within one family: under which heading is it reported (H14-02)? Blank is open."""

    key: str
    family: str
    text: str
    heading: str
    why: str
    entries: list[Partnership] = field(default_factory=list)


def entries_of(batch: ImportBatch) -> list[Partnership]:
    """The entries that a committed import made or changed, in the order of the sheet."""
    rows = batch.rows.filter(after_version__isnull=False).select_related("partnership__family")
    return list({row.partnership_id: row.partnership for row in rows}.values())


def heading_questions(batch: ImportBatch) -> list[HeadingQuestion]:
    """What the acceptance page asks: one question for each wording of a family, open ones first."""
    found: dict[tuple, HeadingQuestion] = {}
    for entry in entries_of(batch):
        if not entry.recommendation:
            continue
        known = (entry.family_id, plain(entry.recommendation))
        if known not in found:
            guessed = guess(entry.recommendation)
            family = entry.family.name if entry.family else ""
            found[known] = HeadingQuestion(
                f"heading-{entry.pk}", family, entry.recommendation, entry.recommendation_heading, guessed.why
            )
        found[known].entries.append(entry)
    return sorted(found.values(), key=lambda question: bool(question.heading))


def accept(batch: ImportBatch, headings: Mapping[str, str], *, version: int, by, at: datetime) -> ImportBatch:
    """Accept a committed import with the headings chosen, by key of their question; then its entries are counted.

    Raises Refused when a wording is left open, or when the person committed the import, or Conflict.
    """
    require(PROCEDURE.verdict(by, batch, "accept"))
    asked = heading_questions(batch)
    open_ones = [question for question in asked if headings.get(question.key, question.heading) not in ANSWERS]
    if open_ones:
        count = len(open_ones)
        raise Refused(f"Choose a heading for {count} recommendation{'s' if count > 1 else ''}, then accept the import.")
    with transaction.atomic():
        edits = [edit for question in asked for edit in changed_headings(question, headings)]
        # The same change set as the import's own writes: undoing the import takes the headings back with it.
        claimed_many(Partnership, edits, by=by, at=at, reason="Import accepted", change_set=batch.change_set)
        batch = PROCEDURE.perform("accept", batch, by=by, at=at, version=version)
        ask_to_confirm(batch, at=at)
        note(batch, "accepted", by=by, at=at)
    return batch


def ask_to_confirm(batch: ImportBatch, *, at: datetime) -> None:
    """Write to each lead officer who signs in here: their entries of this import wait to be confirmed as right."""
    waiting = batch.entries.unconfirmed().filter(lead_officer__is_active=True).order_by().values("lead_officer")
    counts = {row["lead_officer"]: row["count"] for row in waiting.annotate(count=Count("pk"))}
    for officer in User.objects.filter(pk__in=counts):
        path = f"{reverse('register:list')}?{urlencode({'lead_officer': officer.pk, 'unconfirmed': 'yes'})}"
        key = f"confirm {batch.reference} {officer.pk}"
        mail.write(officer, "entries_to_confirm", key=key, at=at, count=counts[officer.pk], path=path)


def changed_headings(question: HeadingQuestion, headings: Mapping[str, str]) -> list[Edit]:
    """The edits that bring a question's entries under the heading chosen."""
    chosen = headings.get(question.key, question.heading)
    heading = "" if chosen == NO_HEADING else chosen
    return [
        Edit(entry.pk, entry.version, {"recommendation_heading": heading})
        for entry in question.entries
        if entry.recommendation_heading != heading
    ]
