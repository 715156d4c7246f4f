"""Contributions carried into the next financial year, and those that are not without somebody's word (SH-03)."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships import saving
from partnerships.models import ChangeSet
from partnerships.verdict import Refused
from register.models import Contribution, GoverningDocument, Organisation
from register.reports import carry_forward as pages
from register.rules.roll_forward import Candidate, Reason, exception
from register.workflow import entries, roll_forward
from tests import factories

pytestmark = pytest.mark.django_db
D = Decimal
ADDRESS = "/money/carry-forward/?year=2025"
READY = {"period": "annual", "kind": "cash", "budget_code": "ABC1", "spent_on": "Rent", "strategy_line": "MTFS 12"}


@pytest.fixture
def who(policy_officer, now):
    return {"by": policy_officer, "at": now}


@pytest.fixture
def paid(partnership, who):
    """A yearly sum of 2025/26, paid to somebody and spent on something."""
    advice = saving.create(Organisation(name="Citizens Advice"), **who)
    return record(partnership, "6000", who, recipient=advice, note="A note of this year", **READY)


def record(entry, amount, who, year=2025, **values):
    part = entry.participations.get()
    line = Contribution(participation=part, financial_year=year, amount=amount and D(amount), **values)
    return entries.add_line(line, entry, **who)


def reasons(user) -> dict[str, str | None]:
    return {line.contribution.note: line.reason for line in roll_forward.lines(user, 2025)}


def carry(amounts, who, seen=0):
    return roll_forward.carry_forward(amounts, 2025, seen=seen, **who)


def test_what_is_carried_is_an_estimate_of_the_next_year_with_its_source(paid, who):
    """SH-03, B15-12: the sum is in no budget of the next year before somebody says so."""
    (made,) = carry({paid.pk: D("6200.50")}, who)
    assert (made.financial_year, made.amount, made.status) == (2026, D("6200.50"), "estimate")
    assert (made.source, made.budget_status, made.note) == ("Carried forward from 2025/26", "", "")
    for name in ("participation_id", "recipient_id", "kind", "period", "budget_code", "spent_on", "strategy_line"):
        assert getattr(made, name) == getattr(paid, name), name


def test_all_of_it_is_one_act_in_the_history_of_every_entry(partnership, policy_officer, paid, who):
    other = record(factories.partnership(by=policy_officer, name="Another Board"), "10", who, period="annual")
    carry({paid.pk: D(1), other.pk: D(2)}, who)
    change_set = ChangeSet.objects.get(kind=ChangeSet.Kind.BULK_EDIT)
    assert change_set.label == "Carried forward from 2025/26: 2"
    rows = Contribution.history.filter(change_set=change_set)
    assert {row.participation.partnership.name for row in rows} == {partnership.name, "Another Board"}


def test_twice_does_nothing_twice(paid, who):
    carry({paid.pk: D(6000)}, who)
    with pytest.raises(roll_forward.NotAsShown):
        carry({paid.pk: D(6000)}, who)
    assert Contribution.objects.filter(financial_year=2026).count() == 1


def test_one_of_two_like_sums_is_not_carried_twice_by_the_same_page(partnership, who):
    """Two sums that nothing tells apart: the first was carried, and the same page is sent once more."""
    first, second = (record(partnership, amount, who, period="annual") for amount in ("100", "200"))
    carry({first.pk: D(100)}, who)
    with pytest.raises(roll_forward.NotAsShown):
        carry({first.pk: D(100)}, who)
    carry({second.pk: D(200)}, who, seen=1)
    assert Contribution.objects.filter(financial_year=2026).count() == 2


def test_nothing_is_written_when_one_of_several_cannot_be_carried_any_more(partnership, paid, who):
    other = record(partnership, "10", who, period="annual", budget_code="XYZ")
    entries.remove_line(other, partnership, version=other.version, **who)
    with pytest.raises(roll_forward.NotAsShown):
        carry({paid.pk: D(1), other.pk: D(2)}, who)
    assert not Contribution.objects.filter(financial_year=2026).exists()


def test_only_a_policy_officer_carries(paid, lead_officer, now):
    with pytest.raises(Refused):
        roll_forward.carry_forward({paid.pk: D(1)}, 2025, seen=0, by=lead_officer, at=now)


def ready(**values) -> Candidate:
    base = {"amount": D(1), "period": "annual", "is_active": True, "is_there": False, "has_another": False}
    return Candidate(**{**base, "agreement_ends_on": None, **values})


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, None),
        ({"period": "multi_year"}, None),
        ({"agreement_ends_on": date(2026, 4, 1)}, None),
        ({"agreement_ends_on": date(2026, 3, 31)}, Reason.AGREEMENT),
        ({"period": "one_off"}, Reason.ONE_OFF),
        ({"period": ""}, Reason.PERIOD),
        ({"amount": None}, Reason.UNKNOWN),
        ({"is_active": False}, Reason.ENDED),
        ({"is_there": True}, Reason.THERE),
        ({"has_another": True}, Reason.ANOTHER),
        ({"is_left": True}, Reason.LEAVING),
    ],
)
def test_each_reason_against_carrying(values, reason):
    assert exception(ready(**values), 2026) == reason


def test_the_register_finds_each_exception(partnership, policy_officer, who):
    """SH-03: the exceptions list, each with its reason."""

    def entry(name):
        return factories.partnership(by=policy_officer, name=name)

    record(partnership, "1", who, note="yearly", period="annual")
    record(entry("B"), "1", who, note="once", period="one_off")
    record(entry("C"), None, who, note="unknown", period="annual")
    ended, there, agreed, endless = entry("D"), entry("E"), entry("F"), entry("G")
    record(ended, "1", who, note="ended", period="annual")
    entries.end(ended, date(2025, 6, 1), "Wound up", None, "CMT 12/26", version=ended.version, **who)
    for year in (2025, 2026):
        record(there, "1", who, year=year, note="there", period="annual")
    for each, ends in ((agreed, [date(2026, 3, 31), date(2025, 3, 31)]), (endless, [date(2026, 3, 31), None])):
        record(each, "1", who, note=each.name, period="multi_year")
        for day in ends:
            line = GoverningDocument(partnership=each, starts_on=date(2020, 4, 1), ends_on=day)
            entries.add_line(line, each, **who)
    assert reasons(policy_officer) == {
        "yearly": None,
        "once": Reason.ONE_OFF,
        "unknown": Reason.UNKNOWN,
        "ended": Reason.ENDED,
        "there": Reason.THERE,
        "F": Reason.AGREEMENT,
        "G": None,
    }


def test_a_line_that_was_taken_off_is_neither_carried_nor_in_the_way(partnership, policy_officer, paid, who):
    there = record(partnership, "1", who, year=2026, note="wrong", period="annual")
    assert reasons(policy_officer) == {"A note of this year": Reason.ANOTHER}
    entries.remove_line(there, partnership, version=there.version, **who)
    assert reasons(policy_officer) == {"A note of this year": None}


def test_the_page_ticks_what_is_carried_and_confirms_the_exact_number_and_sum(
    sign_in, policy_officer, partnership, paid, who
):
    once = record(partnership, "500", who, note="once", period="one_off", budget_code="X")
    client = sign_in(policy_officer)
    text = client.get(ADDRESS).content.decode()
    assert f'name="include_{paid.pk}" id="id_include_{paid.pk}" checked' in text
    assert f'name="include_{once.pk}" id="id_include_{once.pk}">' in text
    assert Reason.ONE_OFF in text
    chosen = {f"include_{pk}": "on" for pk in (paid.pk, once.pk)} | {
        f"amount_{paid.pk}": "6,200.50",
        f"amount_{once.pk}": "500",
    }
    asked = client.post(ADDRESS, chosen).content.decode()
    assert "Carry forward 2 contributions, £6,700.50 together</button>" in asked
    assert "2025/26: £6,000" in asked
    assert not Contribution.objects.filter(financial_year=2026).exists()
    done = client.post(ADDRESS, {**chosen, "seen": "0", "confirm": "yes"}, follow=True).content.decode()
    assert "Carried forward into 2026/27: 2 contributions, £6,700.50 together." in done
    again = client.post(ADDRESS, {**chosen, "seen": "0", "confirm": "yes"}, follow=True).content.decode()
    assert "nothing was written" in again
    assert Contribution.objects.filter(financial_year=2026).count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Enter the amount for"), ("8k", "is a short form"), ("-5", "Enter a number that is not below 0")],
)
def test_an_amount_that_cannot_be_is_refused_and_what_was_typed_stays(sign_in, policy_officer, paid, typed, sentence):
    filled = {f"include_{paid.pk}": "on", f"amount_{paid.pk}": typed}
    text = sign_in(policy_officer).post(ADDRESS, filled).content.decode()
    assert sentence in text
    assert f'value="{typed}"' in text or not typed


def test_something_must_be_ticked(sign_in, policy_officer, paid):
    text = sign_in(policy_officer).post(ADDRESS, {f"amount_{paid.pk}": "1"}).content.decode()
    assert "Tick what is to be carried forward." in text


def test_going_back_keeps_what_was_typed(sign_in, policy_officer, paid):
    filled = {f"include_{paid.pk}": "on", f"amount_{paid.pk}": "77.70", "back": "yes"}
    assert 'value="77.70"' in sign_in(policy_officer).post(ADDRESS, filled).content.decode()


@pytest.mark.once
def test_the_page_takes_as_many_queries_for_fifty_entries_as_for_one(
    sign_in, policy_officer, partnership, paid, who, django_assert_max_num_queries, django_assert_num_queries
):
    client = sign_in(policy_officer)
    client.get(ADDRESS)
    with django_assert_max_num_queries(16) as one:
        client.get(ADDRESS)
    for number in range(49):
        record(factories.partnership(by=policy_officer, name=f"Board {number}"), "1", who, period="annual")
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(ADDRESS)


def test_a_long_list_is_carried_page_by_page(sign_in, policy_officer, paid, who, monkeypatch):
    """What cannot be carried by itself, and what was carried, makes room for what follows."""
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    record(factories.partnership(by=policy_officer, name="Zebra Board"), "10", who, period="annual")
    client = sign_in(policy_officer)
    text = client.get(ADDRESS).content.decode()
    assert "1 more is not on this page" in text
    assert "Zebra Board" not in text
    carry({paid.pk: D(6000)}, who)
    assert "Zebra Board" in client.get(ADDRESS).content.decode()
