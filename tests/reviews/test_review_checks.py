"""What the checks of reviews, actions and partners' money find on the day itself, a day later, and at the limit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Finding
from assessments.reports.looking import in_use, loaded, look, look_at_all
from partnerships import saving
from partnerships.checking import Looking
from register.models import Action, Partnership
from reviews.models import InvolvementReview
from reviews.workflow.involvement_found import propose_from_findings
from tests import factories
from tests.assessments.checked import (
    TODAY,
    Bench,
    accepted,
    agreed,
    dated,
    recommended,
    retained,
    reviewed,
    withdrawn,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(partnership, policy_officer, officer, councillor, portfolio_holder) -> Bench:
    return Bench(partnership, policy_officer, {"officer": officer})


def abouts(bench: Bench, code: str, day=TODAY) -> list[str]:
    wanted = [rule for rule in in_use() if rule.check.code == code]
    entries = loaded(Partnership.objects.filter(pk=bench.entry.pk), wanted)
    return [hit.found.about for hit in look(entries, wanted, Looking(day))]


def test_a_review_is_late_the_day_after_it_was_due_until_it_is_handed_in(bench):
    """D03: neither started nor submitted; once submitted it waits for the policy team."""
    review = reviewed(bench, due_on=TODAY)
    assert abouts(bench, "D03") == []
    assert abouts(bench, "D03", dated(1)) == [str(review.pk)]
    handed_in = {"status": "submitted", "submitted_at": factories.NOW, "submitted_by": bench.by}
    saving.claimed(type(review), review.pk, review.version, handed_in, **bench.who)
    assert abouts(bench, "D03", dated(1)) == []


@pytest.mark.parametrize(("now", "is_found"), [(750, False), (749, True), (0, True), (1_000, False)])
def test_a_partner_that_gives_exactly_a_quarter_less_has_not_withdrawn(bench, now, is_found):
    """D23: more than 25 per cent down on the year before, or nothing; £250 of £1,000 is not more than a quarter."""
    withdrawn(bench, now)
    assert bool(abouts(bench, "D23")) is is_found


def test_what_costs_more_than_it_brings_is_found_where_it_is_to_be_retained_alone(bench):
    """D14: the last accepted review says what is recommended, else the register."""
    retained(bench, "low")
    assert abouts(bench, "D14") == ["benefit"]
    accepted(bench, recommendation_kind="reduce")
    assert abouts(bench, "D14") == []


def test_a_day_changed_twice_is_no_finding_and_three_times_is(bench, policy_officer):
    """D25: extended more than twice; what is done, or only asked for later, is left alone."""
    action = agreed(bench, times_moved=2, due_on=dated(5))
    assert abouts(bench, "D25") == []
    action = saving.claimed(Action, action.pk, action.version, {"times_moved": 3}, **bench.who)
    assert abouts(bench, "D25") == [f"{action.pk} moved"]
    type(policy_officer).objects.filter(pk=policy_officer.pk).update(is_active=False)
    assert abouts(bench, "D25", dated(6)) == [str(action.pk), f"{action.pk} moved", f"{action.pk} owner"]
    saving.claimed(Action, action.pk, action.version, {"status": "verified"}, **bench.who)
    assert abouts(bench, "D25", dated(6)) == []


def test_a_follow_up_is_late_the_day_after(bench):
    """D25: the follow-up date has passed, and nobody has reported."""
    follow_up = recommended(bench, TODAY)
    assert abouts(bench, "D25b") == []
    assert abouts(bench, "D25b", dated(1)) == [str(follow_up.recommendation_id)]


def test_a_condition_that_no_review_looked_at_is_found(bench):
    """D26: the year's review was accepted, or was due, while a condition was neither verified nor dropped."""
    bench.condition(dated(100))
    review = reviewed(bench, due_on=TODAY)
    assert abouts(bench, "D26b") == []
    condition = Action.objects.get()
    assert abouts(bench, "D26b", dated(1)) == [str(condition.pk)]
    done = {"status": "accepted", "accepted_at": factories.NOW, "accepted_by": bench.by}
    saving.claimed(type(review), review.pk, review.version, done, **bench.who)
    assert abouts(bench, "D26b") == [str(condition.pk)]
    saving.claimed(Action, condition.pk, condition.version, {"status": "verified"}, **bench.who)
    assert abouts(bench, "D26b") == []


def test_the_checks_of_the_night_propose_a_review_of_involvement(bench):
    """D14, D23: what was found proposes; the policy team confirms or dismisses."""
    withdrawn(bench, 0)
    found = {"code": "D23", "severity": "medium", "evidence": "Nothing this year.", "found_on": TODAY}
    Finding.objects.create(partnership=bench.entry, about="1", **found)
    propose_from_findings(TODAY, at=factories.NOW)
    assert InvolvementReview.objects.get().why == "Nothing this year."


@pytest.mark.once
def test_fifty_entries_are_looked_at_in_as_many_queries_as_one(bench, lead_officer):
    wanted = [rule for rule in in_use() if rule.check.code in ("D03", "D14", "D25", "D25b", "D26b")]

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            list(look_at_all(TODAY + timedelta(days=1), wanted))
        return len(asked)

    recommended(bench, TODAY)
    bench.condition(dated(100))
    reviewed(bench)
    one = queries()
    for number in range(20):
        entry = factories.partnership(by=bench.by, name=f"Forum {number}", lead_officer=lead_officer)
        other = Bench(entry, bench.by, {})
        reviewed(other, due_on=TODAY)
        agreed(other)
    assert queries() == one
