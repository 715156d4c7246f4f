"""When a service's return is complete, and when it may be a nil return (H11-27, W09-13)."""

from collections.abc import Iterable

from register.models import Questionnaire, ServiceReturn
from register.rules.money import year_name
from register.rules.words import number_of

Answer = Questionnaire.Answer
GONE = (Answer.NOT_OURS, Answer.ENDED)
NOT_NIL = (
    "A nil return says that the service is in no partnership, and yet the list has some that are right. "
    "Untick nil, or answer that they are not of this service or have ended."
)


def lacks(service_return: ServiceReturn) -> list[str]:
    """What must be answered before the return goes to the chief officer to be certified."""
    rows = list(service_return.questionnaires.values_list("answer", "budget_status"))
    answers = [answer for answer, _ in rows]
    open_ = answers.count("")
    found = []
    if open_:
        found.append(f"{number_of(open_, 'partnership')} without an answer. Answer every one.")
    elif service_return.is_nil and not may_be_nil(answers):
        found.append(NOT_NIL)
    elif not service_return.is_nil and not service_return.missing and may_be_nil(answers):
        found.append("No partnership is left on the list. Tick nil return, or name the partnerships that it lacks.")
    year = service_return.round.financial_year
    unsaid = sum(asks_budget(answer) and not budget for answer, budget in rows) if year else 0
    if unsaid:
        found.append(f"{number_of(unsaid, 'partnership')} without a budget status for {year_name(year)}. Choose one.")
    if service_return.question and not service_return.answer:
        found.append("Answer what the policy team asked when it sent the return back.")
    return found


def asks_budget(answer: str) -> bool:
    """Is the budget of a partnership with this answer asked for? Not where it has gone (B15-12)."""
    return bool(answer) and answer not in GONE


def may_be_nil(answers: Iterable[str]) -> bool:
    """No entry is listed, or every one is not of this service or has ended."""
    return all(answer in GONE for answer in answers)


def contradicts_nil(answers: Iterable[str]) -> bool:
    """Is a partnership right, as far as the answers go? Those still open contradict nothing."""
    return not may_be_nil(answer for answer in answers if answer)
