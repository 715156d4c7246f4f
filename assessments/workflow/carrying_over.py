"""A business case that begins with what the last one of the same entry said; each part is looked at and saved again."""

from datetime import datetime

from assessments.models import BusinessCase, CaseAnswer
from assessments.rules import cases as rules
from assessments.workflow.questions import current
from partnerships.saving import create
from register.models import Partnership
from register.models.choices import DecisionEvent

FIELDS = tuple(name for _, names in rules.PARTS.values() for name in names)


def last_case(entry: Partnership) -> BusinessCase | None:
    """The one before, of whichever kind."""
    return entry.business_cases.first()


def carried(case: BusinessCase, last: BusinessCase) -> BusinessCase:
    """A case that is not made yet, with the words of the last one; what says something is to be confirmed."""
    case.carried_from = last
    for name in FIELDS:
        setattr(case, name, getattr(last, name))
    said = [part for part, (_, names) in rules.PARTS.items() if any(getattr(last, name) for name in names)]
    kinds = last.answers.order_by().values_list("question__set__kind", flat=True).distinct()
    case.to_confirm = [*said, *sorted(kinds)]
    return case


def carry_answers(case: BusinessCase, *, by, at: datetime) -> None:
    """The answers to questions that are still asked in the same words."""
    kept = {(each.question.set.kind, each.question.text): each for each in answers_of(case.carried_from)}
    for kind in rules.ASKED:
        version = current(kind, at)
        for question in version.questions.all() if version else ():
            if own := kept.get((kind, question.text)):
                answer = CaseAnswer(case=case, question=question, is_yes=own.is_yes, text=own.text)
                create(answer, by=by, at=at)


def answers_of(case: BusinessCase):
    return case.answers.select_related("question__set")


def begins_with_last(entry: Partnership, event: DecisionEvent) -> bool:
    """A partnership that is proposed once more begins with what was said of it before."""
    return event == DecisionEvent.JOIN and last_case(entry) is not None
