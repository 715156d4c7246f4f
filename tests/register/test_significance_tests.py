"""The policy team changes the tests of significance: it sees the effect first, and what has begun stays as it is."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from partnerships.saving import claimed, create
from partnerships.verdict import Refused
from register.models import Contribution, Participation, Partnership, Policy, SignificanceTests
from register.reports.significance import effect
from register.rules.money import financial_year
from register.workflow import significance_tests
from register.workflow.significance import Standard
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ADD = "/admin/register/significancetests/add/"
LIST = "/admin/register/significancetests/"


@pytest.fixture
def policy(db) -> Policy:
    call_command("load_policy", "south-hams-west-devon-2016")
    return Policy.objects.get()


@pytest.fixture
def paying(policy, policy_officer):
    """Adds an entry of which everything is known, and which costs so much in the year of a day."""

    def add(name: str, amount: str, day: date = TODAY) -> Partnership:
        entry = factories.partnership(by=policy_officer, name=name, is_statutory=False)
        part = entry.participations.get()
        known = {"officer_hours_per_month": Decimal(0), "risk_kinds": ["none"]}
        who = {"by": policy_officer, "at": NOW}
        part = claimed(Participation, part.pk, part.version, known, **who)
        create(Contribution(participation=part, financial_year=financial_year(day), amount=amount), **who)
        return entry

    return add


def proposed(policy: Policy, amount: int = 50_000, day: date | None = None, **values) -> SignificanceTests:
    known = {"money_amount": Decimal(amount), "money_source": "Minute 12", "source": "Council, minute 12"}
    return SignificanceTests(policy=policy, from_on=day or NOW.date(), **known, **values)


def typed(day: date, amount: str = "50,000", **more) -> dict[str, str]:
    """The form as somebody fills it in."""
    return {
        "from_on": f"{day.day} {day.month} {day.year}",
        "is_on": "on",
        "source": "Council, minute 12",
        "money_amount": amount,
        "money_operator": "at_least",
        "money_basis": "full",
        "money_years": "1",
        "money_source": "Minute 12",
        "time_operator": "more_than",
        "time_unit": "days_per_month",
        **more,
    }


def test_the_effect_names_what_would_become_significant_and_what_would_no_longer_be(policy, paying):
    paying("Small", "6000")
    paying("Middling", "20000")
    paying("Large", "90000")
    raised = effect(proposed(policy), Standard.current(), NOW.date())
    assert [name for _, name in raised.lost] == ["Middling"]
    assert raised.sentence == "No entry would become Significant, 1 would no longer be."
    lowered = effect(proposed(policy, 5000), Standard.current(), NOW.date())
    assert [name for _, name in lowered.gained] == ["Small"]
    assert lowered.sentence == "1 entry would become Significant, none would no longer be."


def test_the_effect_says_of_how_many_nothing_is_known(policy, partnership):
    found = effect(proposed(policy), Standard.current(), NOW.date())
    assert "There is no answer for 1 council’s part" in found.sentence


def test_tests_that_begin_today_judge_at_once_and_those_to_come_on_their_day(policy, paying, policy_officer):
    part = paying("Middling", "20000").participations.get()
    assert part.computed_significance == "significant"
    tomorrow = NOW.date() + timedelta(days=1)
    significance_tests.begin(proposed(policy, day=tomorrow), by=policy_officer, at=NOW)
    assert Participation.objects.get(pk=part.pk).computed_significance == "significant"
    significance_tests.begin(proposed(policy), by=policy_officer, at=NOW)
    assert Participation.objects.get(pk=part.pk).computed_significance == "desirable"


def test_tests_that_have_begun_stay_and_are_followed_by_others(policy, policy_officer):
    begun = SignificanceTests.objects.get()
    with pytest.raises(Refused, match="in force since 4 August 2016, so they stay as they are"):
        significance_tests.change(
            begun, {"money_amount": Decimal(1), "from_on": NOW.date()}, version=begun.version, by=policy_officer, at=NOW
        )
    assert SignificanceTests.objects.get().money_amount == Decimal(10_000)


def test_tests_to_come_are_changed_and_kept_in_history(policy, policy_officer):
    coming = significance_tests.begin(proposed(policy, day=NOW.date() + timedelta(days=9)), by=policy_officer, at=NOW)
    changed = significance_tests.change(
        coming, {"money_amount": Decimal(40_000)}, version=coming.version, by=policy_officer, at=NOW
    )
    assert (changed.money_amount, changed.history.count()) == (Decimal(40_000), 2)


def test_a_version_never_begins_in_the_past(policy, policy_officer):
    with pytest.raises(ValidationError, match="today or later"):
        significance_tests.begin(proposed(policy, day=NOW.date() - timedelta(days=1)), by=policy_officer, at=NOW)


@pytest.mark.parametrize(
    "values",
    [{"money_source": ""}, {"statute_counts": True}, {"risk_kinds": ["legal"]}, {"time_number": Decimal(4)}],
)
def test_a_test_without_its_paragraph_is_refused(policy, policy_officer, values):
    tests = proposed(policy)
    for name, value in values.items():
        setattr(tests, name, value)
    with pytest.raises(ValidationError, match="Say which paragraph"):
        significance_tests.begin(tests, by=policy_officer, at=NOW)


def test_tests_without_any_test_are_refused(policy, policy_officer):
    tests = SignificanceTests(policy=policy, from_on=NOW.date(), source="Council")
    with pytest.raises(ValidationError, match="Give at least one test"):
        significance_tests.begin(tests, by=policy_officer, at=NOW)


@pytest.mark.parametrize("who", ["administrator", "lead_officer", "auditor"])
def test_only_the_policy_team_keeps_the_tests(policy, who, request, sign_in):
    person = request.getfixturevalue(who)
    with pytest.raises(Refused, match="Only a policy officer"):
        significance_tests.begin(proposed(policy), by=person, at=NOW)
    assert sign_in(person).get(ADD).status_code == 403


def test_nothing_is_saved_before_the_effect_was_shown(policy, paying, policy_officer, sign_in):
    today = timezone.localdate()
    paying("Middling", "20000", today)
    client = sign_in(policy_officer)
    shown = client.post(ADD, typed(today)).content.decode()
    assert "1 would no longer be" in shown
    assert "Middling" in shown
    assert SignificanceTests.objects.count() == 1
    assert "See what changes" in client.post(ADD, {**typed(today), "back": "yes"}).content.decode()
    assert SignificanceTests.objects.count() == 1
    assert client.post(ADD, {**typed(today), "confirmed": "yes"}).headers["Location"] == LIST
    saved = SignificanceTests.objects.latest("pk")
    assert (saved.money_amount, saved.from_on, saved.policy) == (Decimal(50_000), today, policy)


def test_a_day_that_has_passed_is_refused_before_the_effect_is_shown(policy, policy_officer, sign_in):
    page = sign_in(policy_officer).post(ADD, typed(timezone.localdate() - timedelta(days=1))).content.decode()
    assert "A version begins today or later" in page


def test_the_same_day_twice_is_refused_in_words(policy, policy_officer, sign_in):
    today = timezone.localdate()
    at = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    significance_tests.begin(proposed(policy, day=today), by=policy_officer, at=at)
    page = sign_in(policy_officer).post(ADD, {**typed(today), "confirmed": "yes"}).content.decode()
    assert "This policy has tests of significance from that day already." in page


def test_what_has_begun_is_shown_with_its_paragraphs(policy, policy_officer, sign_in):
    begun = SignificanceTests.objects.get()
    address = reverse("admin:register_significancetests_change", args=[begun.pk])
    client = sign_in(policy_officer)
    page = client.get(address).content.decode()
    assert "so they stay as they are" in page
    assert "£10,000" in page
    assert "South Hams and West Devon 2016, 3.1" in page
    assert "Reputational, Political, Legal, Operational" in page
    client.post(address, {**typed(timezone.localdate()), "confirmed": "yes", "seen": begun.version})
    assert SignificanceTests.objects.get().version == begun.version


def test_who_saved_meanwhile_is_not_overwritten(policy, policy_officer, sign_in):
    today = timezone.localdate()
    at = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    coming = significance_tests.begin(proposed(policy, day=today + timedelta(days=9)), by=policy_officer, at=at)
    address = reverse("admin:register_significancetests_change", args=[coming.pk])
    client = sign_in(policy_officer)
    data = {**typed(coming.from_on, "30000"), "seen": coming.version}
    significance_tests.change(
        coming, {"money_amount": Decimal(40_000)}, version=coming.version, by=policy_officer, at=at
    )
    assert "Somebody else saved this" in client.post(address, {**data, "confirmed": "yes"}).content.decode()
    assert SignificanceTests.objects.get(pk=coming.pk).money_amount == Decimal(40_000)
