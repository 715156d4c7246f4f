"""What a business case holds: the facts of the entry, the questions that it is asked, how far each part has come."""

from datetime import datetime

from assessments.models import Assessment, BusinessCase
from assessments.models.choices import AssessmentStatus
from assessments.rules import cases as rules
from assessments.rules.questions import Given, asked_of
from assessments.workflow.assessments import kinds
from assessments.workflow.questions import current
from register.models import Contribution, Partnership
from register.models.choices import Significance

IN_HAND = (AssessmentStatus.SUBMITTED, AssessmentStatus.CONFIRMED)


def known(entry: Partnership) -> rules.Known:
    """What the register says of the entry, read from where it is kept."""
    parts = entry.participations.all()
    money = Contribution.objects.filter(participation__partnership=entry, removed_at__isnull=True, amount__isnull=False)
    assessed = Assessment.objects.filter(partnership=entry, status__in=IN_HAND).values_list("kind", flat=True)
    return rules.Known(
        entry,
        has_hours=any(part.officer_hours_per_month is not None for part in parts),
        has_money=money.exists(),
        pays=money.filter(amount__gt=0).exists(),
        has_equality=entry.documents.filter(removed_at__isnull=True, kind="equality").exists(),
        assessed=frozenset(assessed),
        kinds=tuple(kinds()),
    )


def tier_of(entry: Partnership) -> str:
    """The highest tier that any council gives it; blank where none is known."""
    tiers = set(entry.participations.values_list("significance", flat=True))
    return next((tier for tier in Significance.values if tier in tiers), "")


def given(case: BusinessCase, at: datetime) -> dict[str, list[Given]]:
    """The questions that this partnership is asked, in their kinds, each with the answer kept so far.

    A case goes on with the questions of which it has answered some, whatever the policy asks later.
    """
    answers = case.answers.select_related("question__set")
    kept = {each.question_id: each for each in answers}
    begun = {each.question.set.kind: each.question.set for each in answers}
    tier = tier_of(case.partnership)
    found = {}
    for kind in rules.ASKED:
        version = begun.get(kind) or current(kind, case.submitted_at or at)
        asked = asked_of(version.questions.all(), tier, case.is_complex) if version else []
        pairs = [(question, kept.get(question.pk)) for question in asked]
        found[str(kind)] = [Given(question, own and own.is_yes, own.text if own else "") for question, own in pairs]
    return found


def states(case: BusinessCase, at: datetime) -> dict[str, rules.State]:
    """How far each part of the case has come."""
    return rules.states(case, known(case.partnership), given(case, at))
