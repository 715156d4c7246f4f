"""What a business case holds: the facts of the entry, the questions that it is asked, how far each part has come."""

from datetime import date, datetime

from django.utils.timezone import localdate

from assessments.models import Assessment, BusinessCase
from assessments.models.choices import AssessmentKind, AssessmentStatus, QuestionKind
from assessments.rules import cases as rules
from assessments.rules.questions import Given, asked_of
from assessments.rules.ratings import has_expired
from assessments.workflow.assessments import kinds
from assessments.workflow.questions import current
from register.models import Contribution, Partnership
from register.workflow.resting import stated_budget, tier_of

IN_HAND = (AssessmentStatus.SUBMITTED, AssessmentStatus.CONFIRMED)


def known(entry: Partnership, at: datetime) -> rules.Known:
    """What the register says of the entry, read from where it is kept."""
    parts = entry.participations.all()
    money = Contribution.objects.filter(participation__partnership=entry, removed_at__isnull=True, amount__isnull=False)
    assessed = Assessment.objects.filter(partnership=entry, status__in=IN_HAND).values_list("kind", flat=True)
    return rules.Known(
        entry,
        has_hours=any(part.officer_hours_per_month is not None for part in parts),
        has_money=money.exists(),
        pays=money.filter(amount__gt=0).exists(),
        budget=stated_budget(entry, localdate(at)),
        has_equality=entry.documents.filter(removed_at__isnull=True, kind="equality").exists(),
        assessed=frozenset(assessed),
        kinds=tuple(kinds()),
        is_tested=current(QuestionKind.DEFINITION, at) is not None,
        is_partnership=is_partnership(entry),
    )


def is_partnership(entry: Partnership) -> bool | None:
    """What the last answers to the council's tests say; None where nobody has answered them."""
    return entry.screenings.values_list("is_partnership", flat=True).first()


def unconfirmed(entry: Partnership, today: date) -> list[str]:
    """The ratings that no confirmed assessment stands behind today, in sentences (B15-15).

    Where the policy in use has no criteria for one of them, the rating that was entered by hand is enough.
    """
    stands = {each.kind: each for each in entry.assessments.confirmed()}
    found = []
    for kind in (AssessmentKind.RISK, AssessmentKind.VALUE):
        if kind not in kinds():
            found += [] if getattr(entry, f"{kind}_rating") else [f"Rate the {kind.label.lower()} first."]
        elif kind not in stands:
            found.append(f"Confirm the assessment of {kind.label.lower()} first.")
        elif has_expired(stands[kind].expires_on, today):
            found.append(f"The assessment of {kind.label.lower()} has expired. Have it assessed and confirmed again.")
    return found


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
    return rules.states(case, known(case.partnership, at), given(case, at))
