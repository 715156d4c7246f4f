"""Is it a partnership? The answers to the tests are kept, and what fails leaves the register (H11-08, H14-21)."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.models import QuestionSet, Screening, ScreeningAnswer
from assessments.models.choices import QuestionKind
from assessments.permissions import screenings as permissions
from assessments.rules.questions import Given, lacks
from assessments.workflow.questions import current
from partnerships.roles import Role
from partnerships.saving import create
from partnerships.verdict import require
from register.models import ExclusionClass, Partnership
from register.workflow import entries

NO_TESTS = "The policy in use has no tests of what a partnership is. The policy team adds them."
ANOTHER = "The tests were changed meanwhile. Answer those that are asked now."


def tests(at: datetime) -> QuestionSet:
    """The tests of the policy in use. Raises ValidationError where it has none."""
    found = current(QuestionKind.DEFINITION, at)
    if found is None:
        raise ValidationError(NO_TESTS)
    return found


def screen(
    entry: Partnership,
    given: Sequence[Given],
    exclusion_class: ExclusionClass | None = None,
    reason: str = "",
    *,
    by,
    at: datetime,
) -> Screening:
    """Keep the answers to every test. One no says that it is no partnership, what it is instead, and why.

    Where a policy officer says so, the entry leaves the register with that; anybody else's answers wait for one.
    Raises Refused or ValidationError.
    """
    require(permissions.can_screen(by, entry))
    questions = tests(at)
    if {each.question.pk for each in given} != {each.pk for each in questions.questions.all()}:
        raise ValidationError(ANOTHER)
    if missing := [*filter(None, map(lacks, given))]:
        raise ValidationError(missing)
    passed = all(each.is_yes for each in given)
    said = {} if passed else {"exclusion_class": exclusion_class, "reason": reason}
    with transaction.atomic():
        screening = Screening(
            partnership=entry, questions=questions, is_partnership=passed, made_at=at, made_by=by, **said
        )
        create(screening, by=by, at=at)
        for each in given:
            answer = {"question": each.question, "is_yes": each.is_yes, "text": each.text}
            create(ScreeningAnswer(screening=screening, **answer), by=by, at=at)
        if not passed and by.has_role(Role.POLICY_OFFICER):
            settle(screening, exclusion_class, reason, version=entry.version, by=by, at=at)
    return screening


def settle(
    screening: Screening, exclusion_class: ExclusionClass | None, reason: str, *, version: int, by, at: datetime
) -> Partnership:
    """A policy officer marks the entry as not a partnership, by these answers; `version` is the entry's."""
    require(permissions.can_settle_screening(by, screening))
    return entries.exclude(screening.partnership, exclusion_class, reason, version=version, by=by, at=at)
