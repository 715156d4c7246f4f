"""What is asked of a partnership follows from how significant it is: how often, how much, and what must be recorded."""

import pytest

from assessments.reports.looking import checked, in_use, loaded, look
from assessments.workflow import cases
from assessments.workflow.case_contents import given
from partnerships.checking import Looking
from partnerships.saving import claimed
from register.models import Participation, ReviewFrequency
from register.models.choices import Asked
from register.rules.frequency import asked
from tests.assessments.asking import loaded as policy_of
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
MONITORED = {"SH-09", "B15-07"}


@pytest.fixture
def case(partnership, lead_officer):
    policy_of("south-hams-west-devon-2016")
    return cases.open_case(partnership, False, by=lead_officer, at=NOW)


def tier(entry, value: str) -> None:
    part = entry.participations.get()
    claimed(Participation, part.pk, part.version, {"significance": value}, by=None, at=NOW)


def questions(case) -> int:
    return len(given(case, NOW)["case"])


def must_be_recorded(entry) -> set[str]:
    """The checks that ask for risks and benefits and find none."""
    wanted = [rule for rule in in_use() if rule.check.code in MONITORED]
    return {
        hit.rule.check.code for hit in look(loaded(checked().filter(pk=entry.pk), wanted), wanted, Looking(NOW.date()))
    }


def returns(value: str) -> bool:
    lines = ReviewFrequency.objects.filter(policy__is_current=True)
    return asked(lines, Asked.RETURN, tiers=[value], risk="low", is_selected=True) is not None


def test_more_is_asked_and_recorded_of_a_significant_partnership_than_of_another(case, partnership):
    """SH-09: monitoring follows significance, and changes with it."""
    tier(partnership, "desirable")
    fewer = questions(case)
    assert (must_be_recorded(partnership), returns("desirable")) == (set(), False)
    tier(partnership, "significant")
    assert questions(case) > fewer
    assert (must_be_recorded(partnership), returns("significant")) == (MONITORED, True)
    tier(partnership, "desirable")
    assert questions(case) == fewer
    assert must_be_recorded(partnership) == set()
