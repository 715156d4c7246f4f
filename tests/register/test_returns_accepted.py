"""The policy team challenges a return and accepts it, and budgets of the coming year are confirmed (B15-12, B15-32)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships import saving, workflow
from partnerships.saving import Edit
from partnerships.verdict import Refused
from register.models import Contribution, Participation, ServiceReturn
from register.reports.returns import standing
from register.workflow import entries, returns
from tests import factories

DUE = date(2026, 12, 18)
YEAR = 2027

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(council):
    return factories.service(council)


@pytest.fixture
def head(council, service):
    return factories.person("head@example.org", "Hetty Head", "head_of_service", council=council, service=service)


@pytest.fixture
def listed(partnership, service, policy_officer, now):
    """An entry of the service with a contribution of the year asked about."""
    entry = entries.edit(partnership, {"service": service}, version=1, by=policy_officer, at=now)
    line = Contribution(participation=entry.participations.get(), financial_year=YEAR, amount=Decimal(500))
    saving.create(line, by=policy_officer, at=now)
    return entry


@pytest.fixture
def asked(head, listed, council, policy_officer, now):
    values = {"title": "Refresh for 2027/28", "due_on": DUE, "financial_year": YEAR}
    returns.open_collection(council, values, by=policy_officer, at=now)
    return ServiceReturn.objects.get()


def certified(found, by, now, *, budget="in_budget", **changes) -> ServiceReturn:
    rows = found.questionnaires.all()
    edits = [Edit(row.pk, row.version, {"answer": "right", "budget_status": budget}) for row in rows]
    found = returns.fill_in(found, changes, edits, version=found.version, by=by, at=now)
    found = returns.hand_in(found, version=found.version, by=by, at=now)
    return returns.certify(found, version=found.version, by=by, at=now)


def path(found, verb=""):
    return reverse(f"register:{f'return_{verb}' if verb else 'service_return'}", args=[found.pk])


def test_a_return_is_challenged_answered_and_accepted(asked, head, policy_officer, now, sign_in):
    """B15-32: the policy team opens the round, asks, and accepts what the service certified."""
    found = certified(asked, head, now)
    question = "Why is the Tourism Partnership still on the list?"
    data = {"version": found.version, "reason": question}
    assert sign_in(policy_officer).post(path(found, "send_back"), data).status_code == 302
    found.refresh_from_db()
    with pytest.raises(Refused, match="Answer what the policy team asked when it sent the return back"):
        returns.hand_in(found, version=found.version, by=head, at=now)
    text = sign_in(head).get(path(found)).content.decode()
    assert question in text
    assert "Answer to what was asked" in text
    found = certified(found, head, now, answer="It runs until 2028.")
    client = sign_in(policy_officer)
    text = client.get(path(found)).content.decode()
    assert "It runs until 2028." in text
    assert client.post(path(found, "accept"), {"version": found.version}).status_code == 302
    found.refresh_from_db()
    assert (found.status, found.accepted_by) == ("accepted", policy_officer)
    assert "Accepted" in client.get(path(found)).content.decode()


def test_who_handed_it_in_or_certified_it_does_not_accept_it(asked, head, policy_officer, second_policy_officer, now):
    """B15-32: four eyes, even where one person holds both roles."""
    workflow.grant_roles(head, {"head_of_service", "policy_officer"}, by=None, at=now)
    head = type(head).objects.get(pk=head.pk)
    found = certified(asked, head, now)
    with pytest.raises(Refused, match="so another policy officer accepts it"):
        returns.accept(found, version=found.version, by=head, at=now)
    assert ServiceReturn.objects.to_accept_by(second_policy_officer).count() == 1
    assert ServiceReturn.objects.to_accept_by(head).count() == 0
    assert returns.accept(found, version=found.version, by=second_policy_officer, at=now).status == "accepted"


def test_only_a_policy_officer_accepts_and_only_what_is_certified(asked, head, policy_officer, officer, now):
    """B15-32."""
    with pytest.raises(Refused, match="This return is sent, so it cannot be accepted"):
        returns.accept(asked, version=asked.version, by=policy_officer, at=now)
    found = certified(asked, head, now)
    with pytest.raises(Refused, match="Only a policy officer accepts a return"):
        returns.accept(found, version=found.version, by=officer, at=now)
    returns.close(found.round, version=found.round.version, by=policy_officer, at=now)
    closed = ServiceReturn.objects.get()
    with pytest.raises(Refused, match="This collection is closed"):
        returns.accept(closed, version=closed.version, by=policy_officer, at=now)


def test_a_refresh_round_asks_for_the_budget_of_each_partnership_that_stays(asked, head, now):
    """B15-12: in budget, in principle, not in budget; nothing is handed in without an answer."""
    (row,) = asked.questionnaires.all()
    edits = [Edit(row.pk, row.version, {"answer": "right"})]
    found = returns.fill_in(asked, {}, edits, version=asked.version, by=head, at=now)
    with pytest.raises(Refused, match="1 partnership without a budget status for 2027/28"):
        returns.hand_in(found, version=found.version, by=head, at=now)
    row.refresh_from_db()
    gone = [Edit(row.pk, row.version, {"answer": "ended"})]
    found = returns.fill_in(found, {"is_nil": True}, gone, version=found.version, by=head, at=now)
    assert returns.hand_in(found, version=found.version, by=head, at=now).status == "returned"


def test_the_page_of_a_return_asks_and_keeps_the_answer(asked, head, sign_in):
    """B15-12."""
    (row,) = asked.questionnaires.all()
    client = sign_in(head)
    assert (
        "Is the contribution of 2027/28 to Harborough Tourism Partnership in the budget?"
        in client.get(path(asked)).content.decode()
    )
    typed = {f"answer-{row.pk}": "right", f"budget_status-{row.pk}": "in_principle", f"seen-{row.pk}": row.version}
    assert client.post(path(asked), {**typed, "version": asked.version, "hand_in": "yes"}).status_code == 302
    row.refresh_from_db()
    assert (row.budget_status, row.service_return.status) == ("in_principle", "returned")
    assert "Allocated in principle" in client.get(path(asked)).content.decode()


def test_a_round_without_a_year_asks_for_no_budget(head, listed, council, policy_officer, now, sign_in):
    returns.open_collection(council, {"title": "Lists", "due_on": DUE}, by=policy_officer, at=now)
    found = ServiceReturn.objects.get()
    assert "in the budget?" not in sign_in(head).get(path(found)).content.decode()
    assert certified(found, head, now, budget="").status == "certified"


def test_what_is_accepted_is_written_to_the_contributions_of_that_year_alone(
    asked, listed, head, council, other_council, policy_officer, now
):
    """B15-12: neither other years nor what another council pays."""
    part = listed.participations.get()
    other = saving.create(Participation(partnership=listed, council=other_council), by=policy_officer, at=now)
    for participation, year in ((part, YEAR - 1), (other, YEAR)):
        line = Contribution(participation=participation, financial_year=year, amount=Decimal(1))
        saving.create(line, by=policy_officer, at=now)
    found = certified(asked, head, now, budget="in_principle")
    assert not Contribution.objects.exclude(budget_status="").exists()
    returns.accept(found, version=found.version, by=policy_officer, at=now)
    written = Contribution.objects.exclude(budget_status="")
    assert [(line.participation, line.financial_year, line.budget_status) for line in written] == [
        (part, YEAR, "in_principle")
    ]
    assert written.get().history.first().history_change_reason == "Confirmed in Refresh for 2027/28"


@pytest.mark.parametrize(
    ("budget", "recorded", "why"),
    [
        ("", True, ["Not answered yet"]),
        ("in_budget", True, []),
        ("in_budget", False, ["In the budget, and the register holds no contribution of that year"]),
        ("in_principle", True, ["Allocated in principle"]),
        ("not_in_budget", True, ["Not in the budget"]),
        ("nothing", False, []),
        ("nothing", True, ["Nothing is to be paid, and the register holds a contribution of that year"]),
    ],
)
def test_the_round_lists_what_is_not_plainly_in_the_budget(
    budget, recorded, why, asked, head, policy_officer, now, sign_in
):
    """B15-12: the exceptions, each with why."""
    if not recorded:
        line = Contribution.objects.get()
        removed = {"removed_at": now, "removed_by": policy_officer}
        saving.claimed(Contribution, line.pk, line.version, removed, by=policy_officer, at=now)
    (row,) = asked.questionnaires.all()
    edits = [Edit(row.pk, row.version, {"answer": "right", "budget_status": budget})]
    returns.fill_in(asked, {}, edits, version=asked.version, by=head, at=now)
    assert [each.why for each in standing(asked.round, DUE).exceptions] == why
    text = sign_in(policy_officer).get(reverse("register:collection", args=[asked.round_id])).content.decode()
    assert all(each in text for each in why)
    assert ("Every contribution of 2027/28 is in the budget." in text) == (not why)


def test_the_form_of_a_round_takes_the_year_as_people_write_it(council, policy_officer, sign_in):
    """B15-12: opened by the policy team, with its day and its year."""
    values = {"council": council.pk, "title": "Refresh", "due_on": "18/12/2099", "financial_year": "2027/28"}
    answer = sign_in(policy_officer).post(reverse("register:collection_new"), values)
    assert answer.status_code == 302
    assert "2027/28" in sign_in(policy_officer).get(answer.url).content.decode()
