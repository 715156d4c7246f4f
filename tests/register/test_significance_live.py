"""Significance is computed whenever what it rests on changes; the policy team confirms it or keeps another."""

import copy
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from partnerships.saving import claimed, create
from partnerships.verdict import Refused
from partnerships.work import tasks
from register.models import Contribution, HourlyRate, Participation, Partnership, Policy
from register.workflow import entries, policies, significance
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SOUTH_HAMS = json.loads(
    (Path(settings.BASE_DIR) / "fixtures/policies/south-hams-west-devon-2016.json").read_text(encoding="utf-8")
)
TODAY = NOW.date()


@pytest.fixture
def policy(db):
    policies.load(SOUTH_HAMS, by=None, at=NOW)


@pytest.fixture
def part(policy, partnership) -> Participation:
    """A part of which everything is known, and nothing makes it significant."""
    who = {"by": None, "at": NOW}
    claimed(Partnership, partnership.pk, partnership.version, {"is_statutory": False}, **who)
    found = partnership.participations.get()
    changes = {"officer_hours_per_month": Decimal(0), "risk_kinds": ["none"]}
    found = claimed(Participation, found.pk, found.version, changes, **who)
    create(Contribution(participation=found, financial_year=2026, amount=Decimal("9999.99")), **who)
    return now_of(found)


def now_of(part: Participation) -> Participation:
    return Participation.objects.get(pk=part.pk)


def change(part: Participation, **values) -> Participation:
    claimed(Participation, part.pk, now_of(part).version, values, by=None, at=NOW)
    return now_of(part)


def settle(part: Participation, tier: str, reason: str = "", *, by) -> Participation:
    part = now_of(part)
    shown = part.computed_significance
    significance.settle(part, tier, reason, shown=shown, version=part.version, by=by, at=NOW)
    return now_of(part)


def waiting(user) -> int:
    found = [task for task in tasks(user, TODAY) if "significance" in task.label]
    return found[0].count if found else 0


def test_a_part_of_which_all_is_known_has_a_computed_tier(part):
    assert (part.computed_significance, part.significance) == ("desirable", "")


def test_a_blank_figure_is_not_nought(part):
    assert change(part, officer_hours_per_month=None).computed_significance == ""


def test_a_penny_more_makes_it_significant_at_once(part):
    line = Contribution.objects.get()
    claimed(Contribution, line.pk, line.version, {"amount": Decimal(10_000)}, by=None, at=NOW)
    assert now_of(part).computed_significance == "significant"


def test_a_new_hourly_rate_is_counted_at_once(part, council):
    part = change(part, officer_hours_per_month=Decimal(1))
    assert part.computed_significance == ""
    create(HourlyRate(council=council, from_on=date(2026, 4, 1), amount=Decimal(20), source="Finance"), by=None, at=NOW)
    assert now_of(part).computed_significance == "significant"


def test_judging_a_risk_counts_at_once_and_a_factor_alone_does_not(part, lead_officer):
    """SH-13."""
    judge = {"by": lead_officer, "at": NOW}
    significance.judge_risks(part, {"risk_factors": ["profile"]}, version=part.version, **judge)
    assert now_of(part).computed_significance == "desirable"
    significance.judge_risks(part, {"risk_kinds": frozenset({"legal"})}, version=now_of(part).version, **judge)
    assert (now_of(part).computed_significance, now_of(part).risk_kinds) == ("significant", ["legal"])
    significance.judge_risks(part, {"risk_kinds": frozenset()}, version=now_of(part).version, **judge)
    assert (now_of(part).computed_significance, now_of(part).risk_kinds) == ("", [])


def test_each_council_has_a_tier_of_its_own(part, other_council, policy_officer):
    """SH-08: the statute counts for both, the money for one."""
    other = Participation(partnership=part.partnership, council=other_council)
    create(other, by=policy_officer, at=NOW)
    assert (now_of(part).computed_significance, now_of(other).computed_significance) == ("desirable", "")
    claimed(Partnership, part.partnership_id, part.partnership.version, {"is_statutory": True}, by=None, at=NOW)
    assert {now_of(each).computed_significance for each in (part, other)} == {"significant"}


def test_another_policy_judges_by_its_own_tests(part):
    call_command("load_policy", "wirral-2009")
    assert now_of(part).computed_significance == ""
    call_command("load_policy", "breckland-2015")
    assert now_of(part).computed_significance == "desirable"


def test_the_hours_of_a_day_set_on_the_policy_judge_the_register_at_once(part, sign_in, policy_officer):
    """SH-12: thirty-one hours are more than four days of 7.4 hours, and fewer than four of eight."""
    assert change(part, officer_hours_per_month=Decimal(31)).computed_significance == "significant"
    client, address = sign_in(policy_officer), f"/admin/register/policy/{Policy.objects.get().pk}/change/"
    form = client.get(address).context["adminform"].form
    data = {name: value for name in form.fields if (value := form.get_initial_for_field(form.fields[name], name))}
    assert client.post(address, {**data, "hours_per_day": "8"}).status_code == 302
    assert now_of(part).computed_significance != "significant"


def test_a_version_that_begins_later_counts_from_its_day(part):
    data = copy.deepcopy(SOUTH_HAMS)
    later = copy.deepcopy(data["significance"][0])
    later["from_on"], later["money"]["amount"] = "2026-12-01", "9000.00"
    data["significance"].append(later)
    policies.load(data, by=None, at=NOW)
    assert now_of(part).computed_significance == "desirable"
    call_command("keep_register", today=date(2026, 12, 1))
    assert now_of(part).computed_significance == "significant"


def test_what_is_judged_does_not_count_as_a_change_by_somebody(part):
    before = part.version
    significance.recompute_all(by=None, at=NOW + timedelta(days=200))
    assert (now_of(part).version, part.history.count()) == (before, before)
    assert now_of(part).computed_significance == ""


def test_a_tier_that_differs_waits_for_the_policy_team_alone(part, policy_officer, administrator, lead_officer):
    assert (waiting(policy_officer), waiting(administrator), waiting(lead_officer)) == (1, 0, 0)
    settle(part, "desirable", by=policy_officer)
    assert waiting(policy_officer) == 0


def test_what_was_imported_stays_until_it_is_settled(part, policy_officer):
    part = change(part, significance="significant", significance_source="From spreadsheet")
    assert (part.significance, part.is_to_settle) == ("significant", True)
    kept = settle(part, "significant", "Members asked for it", by=policy_officer)
    assert (kept.significance, kept.computed_significance, kept.is_to_settle) == ("significant", "desirable", False)


def test_keeping_another_tier_says_who_when_and_why(part, policy_officer):
    """SH-12: overridden only with a reason, which the history has too."""
    kept = settle(part, "significant", "Members asked for it", by=policy_officer)
    assert (kept.significance_settled_by, kept.significance_settled_at) == (policy_officer, NOW)
    assert kept.significance_reason == "Members asked for it"
    row = kept.history.latest("version")
    assert (row.history_by_name, row.history_change_reason) == ("Pat Policy", "Members asked for it")


def test_keeping_another_tier_without_a_reason_is_refused(part, policy_officer):
    with pytest.raises(ValidationError, match="Say why"):
        settle(part, "significant", " ", by=policy_officer)
    assert now_of(part).significance == ""


def test_a_change_of_the_computed_tier_asks_again(part, policy_officer):
    settle(part, "significant", "Members asked for it", by=policy_officer)
    part = change(part, risk_kinds=["legal"])
    assert (part.computed_significance, part.is_to_settle) == ("significant", False)
    part = change(part, risk_kinds=["none"])
    assert (part.computed_significance, part.is_to_settle) == ("desirable", True)


def test_a_change_of_what_is_recorded_asks_again(part, policy_officer):
    settle(part, "desirable", by=policy_officer)
    part = change(part, significance="significant", significance_source="From spreadsheet")
    assert part.is_to_settle


def test_the_answer_that_was_shown_must_still_hold(part, policy_officer):
    part = change(part, risk_kinds=["legal"])
    with pytest.raises(ValidationError, match="another answer by now"):
        significance.settle(part, "desirable", "", shown="desirable", version=part.version, by=policy_officer, at=NOW)


@pytest.mark.parametrize("who", ["administrator", "lead_officer", "head_of_service", "corporate_manager", "auditor"])
def test_only_a_policy_officer_settles(part, who, request):
    with pytest.raises(Refused, match="Only a policy officer"):
        settle(part, "desirable", by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["administrator", "head_of_service", "auditor"])
def test_only_those_who_rate_judge_risks(part, who, request):
    with pytest.raises(Refused):
        significance.judge_risks(
            part, {"risk_kinds": ["legal"]}, version=part.version, by=request.getfixturevalue(who), at=NOW
        )


def test_the_database_and_the_record_agree_on_what_waits(part, policy_officer):
    for values in (
        {},
        {"significance": "desirable"},
        {"significance": "significant"},
        {"officer_hours_per_month": None},
        {"officer_hours_per_month": Decimal(40)},
    ):
        part = change(part, **values)
        assert Participation.objects.to_settle().filter(pk=part.pk).exists() == part.is_to_settle


def test_ended_entries_ask_nobody(part, policy_officer):
    entry = Partnership.objects.get(pk=part.partnership_id)
    entries.end(entry, TODAY, "Wound up", None, "CMT 12/26", version=entry.version, by=policy_officer, at=NOW)
    assert waiting(policy_officer) == 0


@pytest.mark.once
def test_the_list_finds_what_waits_in_no_more_queries_for_many_than_for_one(
    part, policy_officer, sign_in, django_assert_max_num_queries
):
    client = sign_in(policy_officer)
    address = f"{reverse('register:list')}?to_settle=yes"
    client.get(address)
    with django_assert_max_num_queries(60) as first:
        assert part.partnership.name in client.get(address).content.decode()
    for number in range(10):
        entry = factories.partnership(by=policy_officer, name=f"Partnership {number}", is_statutory=True)
        assert entry.participations.get().is_to_settle
    with django_assert_max_num_queries(len(first)):
        assert "Partnership 9" in client.get(address).content.decode()


def test_the_entry_says_what_the_tests_say_and_asks_only_the_policy_team(part, policy_officer, officer, sign_in):
    address = reverse("register:entry", args=[part.partnership.reference])
    page = sign_in(policy_officer).get(address).content.decode()
    assert "Desirable: £9,999.99 a year including officer time does not reach £10,000" in page
    assert "Confirm Desirable, or keep another with your reason" in page
    page = sign_in(officer).get(address).content.decode()
    assert "The policy team has yet to confirm Desirable or to keep another." in page


def test_a_page_that_was_overtaken_is_refused_in_words(part, policy_officer, sign_in):
    address = reverse("register:significance_settle", args=[part.partnership.reference, part.pk])
    client = sign_in(policy_officer)
    part = change(part, risk_kinds=["legal"])
    data = {"significance": "desirable", "shown": "desirable", "version": part.version}
    assert "The tests give another answer by now" in client.post(address, data).content.decode()
    data = {"significance": "desirable", "shown": "significant", "version": part.version}
    assert "Say why the significance is not what the tests say" in client.post(address, data).content.decode()
    assert now_of(part).significance == ""


def test_none_of_these_and_a_kind_are_not_ticked_together(part, lead_officer, sign_in):
    address = reverse("register:significance_risks", args=[part.partnership.reference, part.pk])
    data = {"risk_kinds": ["legal", "none"], "version": part.version}
    assert "not both" in sign_in(lead_officer).post(address, data).content.decode()
    data = {"risk_kinds": [], "risk_evidence": "Not looked at yet", "version": part.version}
    assert sign_in(lead_officer).post(address, data).status_code == 302
    assert (now_of(part).risk_kinds, now_of(part).computed_significance) == ([], "")


def test_risks_that_are_sent_as_they_stand_are_no_success(part, lead_officer, sign_in):
    address = reverse("register:significance_risks", args=[part.partnership.reference, part.pk])
    client = sign_in(lead_officer)
    for _ in range(2):
        answer = client.post(address, {"risk_kinds": ["legal"], "version": now_of(part).version}, follow=True)
    assert [(each.level_tag, str(each).split(": ")[1]) for each in answer.context["messages"]] == [
        ("info", "nothing was changed, so nothing was saved.")
    ]


def test_a_part_of_another_entry_is_absent(part, policy_officer, sign_in):
    other = factories.partnership(by=policy_officer, name="Another")
    address = reverse("register:significance_settle", args=[other.reference, part.pk])
    assert sign_in(policy_officer).get(address).status_code == 404
