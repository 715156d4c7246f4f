"""Rounds of reviews: planned, opened with a scope that says why, chased, frozen, reported, closed (W09-09, W09-10)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.models import Finding, Waiver
from partnerships import saving
from partnerships.machine import nothing_missing
from partnerships.models import Letter
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models import Contribution, Partnership, Policy, ReviewFrequency
from register.models.calendar import MunicipalYear
from register.rules.frequency import Asking
from register.workflow import entries
from reviews.forms.rounds import RoundForm
from reviews.models import FollowUp, Review, ReviewRound, SectionAsked
from reviews.models.choices import ReviewStatus, RoundStatus
from reviews.rules.rounds import due, keeps_open, usual_day
from reviews.workflow import chasing, recommendations, reviews, rounds
from reviews.workflow.rounds import ROUNDS
from tests import factories
from tests.conftest import NOW
from tests.reviews.recommending import approved, begun, proposed, table
from tests.reviews.reviewing import fresh

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)
USUAL = date(2027, 3, 31)
PLAN = {"title": "Annual review 2026/27", "financial_year": 2026, "starts_on": TODAY, "due_on": USUAL}
YEARLY = Asking(12, (), "3.1")
WAIVED = {"waiver_reason": "It ends in May", "waiver_authority": "CMT, minute 12", "next_on": date(2027, 9, 1)}


@pytest.fixture
def policy(db) -> Policy:
    table()
    made = Policy.objects.get(is_current=True)
    saving.create(ReviewFrequency(policy=made, every_months=12, source="3.1"), by=None, at=NOW)
    saving.create(ReviewFrequency(policy=made, risk="high", every_months=3, source="3.2"), by=None, at=NOW)
    return made


@pytest.fixture
def planned(policy, policy_officer) -> ReviewRound:
    return rounds.plan(PLAN, by=policy_officer, at=NOW)


@pytest.fixture
def opened(planned, partnership, policy_officer) -> ReviewRound:
    return rounds.open_round(planned, version=planned.version, by=policy_officer, at=NOW)


def another(by, name: str, **values) -> Partnership:
    return factories.partnership(by=by, name=name, **values)


def settled(round: ReviewRound, status: str = "accepted") -> None:
    """What the procedure of one review does, which has tests of its own."""
    stamps = {"accepted_at": NOW, "accepted_by": fresh(round).opened_by} if status == "accepted" else {}
    for review in round.reviews.all():
        saving.claimed(Review, review.pk, review.version, {"status": status, **stamps}, by=None, at=NOW)


def stepped(round: ReviewRound, verb: str, by, **more) -> ReviewRound:
    step = getattr(rounds, verb, None) or (lambda record, **who: ROUNDS.perform(verb, record, **who))
    return step(fresh(round), version=fresh(round).version, by=by, at=NOW, **more)


def rated(entry: Partnership, by, risk: str = "low") -> None:
    stands = fresh(entry)
    saving.claimed(Partnership, stands.pk, stands.version, {"risk_rating": risk}, by=by, at=NOW)


@pytest.mark.parametrize(
    ("last_on", "follow_up_on", "asking", "day", "why"),
    [
        (None, None, YEARLY, USUAL, "Every year (3.1); the day of the round."),
        (None, None, None, USUAL, "Every partnership is reviewed every year (W09-10); the day of the round."),
        (date(2026, 2, 28), None, YEARLY, date(2027, 2, 28), "accepted on 28 February 2026; 12 months end then."),
        (date(2026, 9, 1), None, Asking(6, (), "3"), date(2027, 3, 1), "6 months end then."),
        (date(2026, 5, 1), None, Asking(24, (), "3"), USUAL, "the day of the round."),
        (date(2026, 2, 28), date(2027, 1, 9), YEARLY, date(2027, 1, 9), "is to be followed up by then."),
        (date(2025, 9, 1), None, YEARLY, TODAY + 28 * DAY, "too soon to ask for, so there is time until then."),
        (date(2024, 2, 29), None, YEARLY, TODAY + 28 * DAY, "accepted on 29 February 2024"),
    ],
)
def test_a_review_is_due_a_year_after_the_last_or_earlier_and_says_why(last_on, follow_up_on, asking, day, why):
    """W09-10"""
    found, sentence = due(USUAL, TODAY, asking, last_on, follow_up_on)
    assert (found, why in sentence) == (day, True), sentence


def test_who_joins_after_the_day_of_the_round_has_four_weeks_and_a_short_round_gives_no_more():
    assert due(TODAY - DAY, TODAY, YEARLY, None, None)[0] == TODAY + 28 * DAY
    assert due(TODAY + 10 * DAY, TODAY, YEARLY, date(2025, 1, 1), None)[0] == TODAY + 10 * DAY


def test_the_usual_day_follows_the_financial_year_and_the_calendar():
    """B15-12, W09-09"""
    assert usual_day("baseline", date(2026, 8, 31), None) == date(2027, 2, 28)
    assert usual_day("annual", TODAY, None) == date(2027, 3, 31)
    assert usual_day("annual", TODAY, date(2027, 4, 15)) == date(2027, 3, 18)
    assert usual_day("annual", date(2027, 3, 1), date(2027, 5, 13)) == date(2027, 4, 26)


def test_the_scope_says_who_is_asked_what_by_when_and_who_leads_nothing(
    planned, partnership, policy_officer, democratic_services, policy
):
    """W09-10: earlier where a recommendation is to be followed up; nothing is written."""
    made = approved(proposed(begun(partnership, policy_officer), policy_officer), democratic_services)
    look = FollowUp.objects.get(recommendation=made)
    saving.claimed(FollowUp, look.pk, look.version, {"due_on": date(2027, 1, 9)}, by=None, at=NOW)
    saving.create(SectionAsked(policy=policy, section="facts", source="1"), by=None, at=NOW)
    saving.create(SectionAsked(policy=policy, section="exit", tier="significant", source="1"), by=None, at=NOW)
    big = another(policy_officer, "Big")
    part = big.participations.get()
    saving.claimed(type(part), part.pk, part.version, {"significance": "significant"}, by=None, at=NOW)
    another(policy_officer, "Several", describes_several=True)
    ended = another(policy_officer, "Ended")
    entries.end(ended, TODAY, "Wound up", None, "CMT 12/26", version=ended.version, by=policy_officer, at=NOW)
    found = {each.entry.name: each for each in rounds.scope(planned, TODAY)}
    assert set(found) == {"Big", partnership.name}
    assert (found["Big"].sections, found["Big"].has_nobody) == (("facts", "exit"), True)
    one = found[partnership.name]
    assert (one.sections, one.due_on, one.has_nobody) == (("facts",), date(2027, 1, 9), False)
    assert one.due_reason == "A recommendation about it is to be followed up by then."
    assert not Review.objects.exists()


@pytest.mark.once
def test_the_scope_takes_the_same_queries_however_many(planned, policy_officer, django_assert_max_num_queries):
    for number in range(12):
        another(policy_officer, f"Forum {number}")
    with django_assert_max_num_queries(4):
        assert len(rounds.scope(planned, TODAY)) == 12


def test_opening_asks_every_partnership_of_the_scope_with_history_and_writes_once_to_each_lead(
    planned, partnership, policy_officer, lead_officer
):
    """W09-10, B15-12"""
    another(policy_officer, "Second", lead_officer=lead_officer)
    another(policy_officer, "Nobody’s")
    with pytest.raises(ValidationError, match="3 would be asked now"):
        rounds.open_round(planned, version=1, by=policy_officer, at=NOW, shown=2)
    opened = rounds.open_round(planned, version=1, by=policy_officer, at=NOW, shown=3)
    assert (opened.status, opened.opened_by) == ("open", policy_officer)
    assert opened.reviews.count() == Review.history.count() == 3
    first = opened.reviews.get(partnership=partnership)
    assert (first.due_on, first.due_reason) == (USUAL, "Every year (3.1); the day of the round.")
    assert set(first.sections.values_list("key", "state")) >= {("facts", "not_started"), ("risk", "not_started")}
    assert Letter.objects.get().to == lead_officer
    with pytest.raises(Conflict):
        rounds.open_round(planned, version=1, by=policy_officer, at=NOW)


def test_a_round_that_would_ask_nobody_or_is_due_in_the_past_is_not_opened(planned, policy_officer):
    with pytest.raises(ValidationError, match="would ask nobody"):
        rounds.open_round(planned, version=1, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="is past"):
        rounds.open_round(planned, version=1, by=policy_officer, at=datetime(2027, 4, 1, tzinfo=NOW.tzinfo))
    assert fresh(planned).status == "planned"


def test_the_baseline_asks_each_existing_partnership_for_its_business_case(policy, partnership, policy_officer):
    """W09-09: within six months, with a risk assessment; the register itself stays as it is."""
    due_on = usual_day("baseline", TODAY, None)
    values = {"title": "Business cases", "kind": "baseline", "financial_year": 2026, "starts_on": TODAY}
    made = rounds.plan({**values, "due_on": due_on}, by=policy_officer, at=NOW)
    version = fresh(partnership).version
    rounds.open_round(made, version=1, by=policy_officer, at=NOW)
    review = Review.objects.get()
    assert (due_on, review.due_on) == (date(2027, 5, 20), date(2027, 5, 20))
    assert "whether there is a business case" in review.due_reason
    assert [each.key for each in review.sections.all()] == ["case", "risk"]
    assert fresh(partnership).version == version
    settled(made)
    assert stepped(made, "freeze", policy_officer).status == "frozen"


def test_one_round_of_a_kind_a_year_unless_it_was_cancelled(planned, policy_officer):
    with pytest.raises(ValidationError, match="Open that one"):
        rounds.plan(PLAN, by=policy_officer, at=NOW)
    stepped(planned, "cancel", policy_officer, reason="Too early")
    assert rounds.plan(PLAN, by=policy_officer, at=NOW).status == "planned"


def test_a_plan_is_changed_until_it_is_opened(planned, partnership, policy_officer, officer):
    made = rounds.change(planned, {"title": "Review"}, version=1, by=policy_officer, at=NOW)
    assert made.title == "Review"
    with pytest.raises(Refused, match="Only a policy officer"):
        rounds.change(made, {"title": "x"}, version=2, by=officer, at=NOW)
    opened = stepped(made, "open_round", policy_officer)
    with pytest.raises(Refused, match="one by one"):
        rounds.change(opened, {"due_on": TODAY}, version=opened.version, by=policy_officer, at=NOW)


def test_who_comes_later_is_taken_in_once_and_told(opened, policy_officer, lead_officer, officer):
    late = another(policy_officer, "Late", lead_officer=lead_officer)
    assert [each.entry for each in rounds.scope(opened, TODAY)] == [late]
    with pytest.raises(Refused, match="Only a policy officer"):
        rounds.take_in_late(opened, [late.pk], by=officer, at=NOW)
    assert [each.partnership for each in rounds.take_in_late(opened, [late.pk], by=policy_officer, at=NOW)] == [late]
    assert rounds.take_in_late(opened, [late.pk], by=policy_officer, at=NOW) == []
    assert Letter.objects.filter(to=lead_officer).count() == 2


def test_each_review_is_chased_once_a_day(opened, policy_officer, lead_officer, officer):
    with pytest.raises(Refused, match="Only a policy officer"):
        chasing.chase(opened, by=officer, at=NOW)
    assert [letter.to for letter in chasing.chase(opened, by=policy_officer, at=NOW)] == [lead_officer]
    assert chasing.chase(opened, by=policy_officer, at=NOW) == []
    late = another(policy_officer, "Late", lead_officer=lead_officer)
    (review,) = rounds.take_in_late(opened, [late.pk], by=policy_officer, at=NOW)
    assert [letter.context["reviews"] for letter in chasing.chase(opened, by=policy_officer, at=NOW)] == [[review.pk]]
    (letter,) = chasing.chase(opened, by=policy_officer, at=NOW + DAY)
    told = chasing.reviews_chased(letter, NOW + DAY)
    assert len(told.words["lines"]) == 2
    settled(opened)
    assert chasing.reviews_chased(letter, NOW + DAY) is None
    assert chasing.chase(opened, by=policy_officer, at=NOW + 2 * DAY) == []


def test_another_day_and_a_waiver_are_the_policy_teams_and_say_why(opened, policy_officer, lead_officer):
    """A deferral is a new due date with a reason, no state; a waiver says on whose authority, and when next."""
    review = opened.reviews.get()
    with pytest.raises(Refused, match="Only a policy officer"):
        reviews.postpone(review, {"due_on": USUAL + DAY}, version=1, by=lead_officer, at=NOW, reason="Ill")
    moved = reviews.postpone(
        review, {"due_on": USUAL + DAY}, version=1, by=policy_officer, at=NOW, reason="New lead officer"
    )
    assert (moved.status, moved.due_on, moved.due_reason) == ("opened", USUAL + DAY, "New lead officer")
    for gone, sentence in (("waiver_reason", "why"), ("waiver_authority", "who decided"), ("next_on", "next")):
        short = {name: value for name, value in WAIVED.items() if name != gone}
        with pytest.raises(Refused, match=sentence):
            reviews.waive(moved, short, version=moved.version, by=policy_officer, at=NOW)
    assert reviews.waive(moved, WAIVED, version=moved.version, by=policy_officer, at=NOW).status == "waived"


def test_what_is_open_unrated_or_gravely_found_keeps_a_round_from_being_frozen(opened, partnership, policy_officer):
    """H14-45: a missing risk rating, or another High finding, unless it is waived."""
    Finding.objects.filter(partnership=partnership).delete()
    with pytest.raises(Refused, match=r"1 review is neither accepted nor waived\. 1 partnership has no risk rating"):
        stepped(opened, "freeze", policy_officer)
    settled(opened)
    rated(partnership, policy_officer)
    Finding.objects.filter(partnership=partnership).delete()
    finding = {"partnership": partnership, "code": "D05", "about": "4"}
    Finding.objects.create(**finding, severity="high", evidence="It expired.", found_on=TODAY)
    with pytest.raises(Refused, match="1 partnership has High findings that nobody has waived"):
        stepped(opened, "freeze", policy_officer)
    made = {"reason": "Being renewed", "authorised_by": "CMT", "made_at": NOW, "made_by": policy_officer}
    saving.create(Waiver(**finding, until_on=date(2099, 1, 1), **made), by=policy_officer, at=NOW)
    assert stepped(opened, "freeze", policy_officer).status == "frozen"


def test_a_baseline_lists_ratings_and_findings_and_is_not_held_up_by_them():
    assert keeps_open(0, 4, 2, is_baseline=True) == []
    assert keeps_open(2, 0, 3, is_baseline=False) == [
        ("unsettled", "2 reviews are neither accepted nor waived."),
        ("findings", "3 partnerships have High findings that nobody has waived."),
    ]


def test_accepted_reviews_follow_their_round_and_waived_ones_stay_so(
    opened, partnership, policy_officer, lead_officer, monkeypatch
):
    """It is reported once the report was received, and closed once what it recommends is decided."""
    rated(partnership, policy_officer)
    late = another(policy_officer, "Late")
    (review,) = rounds.take_in_late(opened, [late.pk], by=policy_officer, at=NOW)
    reviews.waive(review, WAIVED, version=review.version, by=policy_officer, at=NOW)
    accepted = opened.reviews.get(partnership=partnership)
    stamps = {"status": "accepted", "accepted_at": NOW, "accepted_by": policy_officer}
    saving.claimed(Review, accepted.pk, accepted.version, stamps, by=None, at=NOW)
    Finding.objects.all().delete()
    rated(late, policy_officer)
    Finding.objects.all().delete()
    stepped(opened, "freeze", policy_officer)
    with pytest.raises(Refused, match="The report on the round is not issued yet"):
        stepped(opened, "report", policy_officer)
    received = replace(ROUNDS.transitions["report"], needs=nothing_missing)
    monkeypatch.setitem(ROUNDS.transitions, "report", received)
    assert stepped(opened, "report", policy_officer).status == "reported"
    assert list(opened.reviews.order_by("status").values_list("status", flat=True)) == ["reported", "waived"]
    made = begun(partnership, lead_officer, review=accepted)
    with pytest.raises(Refused, match="1 recommendation of its reviews is not decided yet"):
        stepped(opened, "close", policy_officer)
    recommendations.withdraw(made, {"closing_note": "Overtaken"}, version=1, by=policy_officer, at=NOW)
    again = reviews.reopen(fresh(accepted), version=fresh(accepted).version, by=policy_officer, at=NOW, reason="Costs")
    with pytest.raises(Refused, match="1 review is neither accepted nor waived"):
        stepped(opened, "close", policy_officer)
    saving.claimed(Review, again.pk, again.version, stamps, by=None, at=NOW)
    stepped(opened, "close", policy_officer)
    assert list(opened.reviews.order_by("status").values_list("status", flat=True)) == ["closed", "waived"]
    late_one = Review(round=fresh(opened), status="accepted")
    assert "Its round is closed" in reviews.REVIEWS.may_start(policy_officer, late_one, "reopen").reason


ROLES = ("lead_officer", "officer", "head_of_service", "policy_officer", "second_policy_officer", "democratic_services", "corporate_manager", "auditor", "administrator", "councillor")  # fmt: skip


@pytest.mark.parametrize("status", RoundStatus.values)
def test_each_step_of_a_round_is_the_policy_teams_and_refused_in_words_to_others(request, planned, status):
    """Who opened a round may close it too: every review in it was accepted by another than who submitted it."""
    planned.status = status
    people = {role: request.getfixturevalue(role) for role in ROLES}
    for verb, step in ROUNDS.transitions.items():
        for role, person in people.items():
            verdict = ROUNDS.may_start(person, planned, verb)
            allowed = status in step.sources and role in ("policy_officer", "second_policy_officer")
            assert bool(verdict) is allowed, (verb, role, verdict.reason)
            assert verdict or verdict.reason.endswith(".")


def test_two_who_press_at_once_make_one_step(opened, policy_officer, second_policy_officer):
    settled(opened)
    before = Letter.objects.count()
    with pytest.raises(Conflict):
        ROUNDS.perform("open", opened, by=second_policy_officer, at=NOW, version=opened.version - 1)
    assert (ReviewRound.history.count(), Letter.objects.count()) == (2, before)
    assert ReviewStatus.ACCEPTED in opened.reviews.values_list("status", flat=True)


def test_the_next_annual_council_is_looked_up(policy, council, policy_officer):
    year = MunicipalYear(council=council, year=2027, annual_council_on=date(2027, 4, 15))
    saving.create(year, by=None, at=NOW)
    data = {"kind": "annual", "financial_year": "2026/27", "starts_on": "20 11 2026"}
    form = RoundForm(data, user=policy_officer, today=TODAY)
    assert form.is_valid(), form.errors
    values = form.round_values()
    assert (values["due_on"], values["title"]) == (date(2027, 3, 18), "Annual review 2026/27")
    late = RoundForm({**data, "due_on": "1 11 2026"}, user=policy_officer, today=TODAY)
    assert late.errors["due_on"] == ["Reviews are due after the round starts. Enter a later day."]
    assert not Contribution.objects.exists()
