"""Home by role: what waits for a person is counted by the very list that the count opens."""

import re
from datetime import timedelta

import pytest

from partnerships import saving
from partnerships.work import tasks
from register.models import Participation, Partnership
from register.workflow.imports.accepting import accept
from reviews.reports.home import OWN, SHOWN, coming_up
from tests import factories
from tests.conftest import NOW
from tests.register.test_import_letters import accepted, workbook
from tests.register.test_import_workflow import imported
from tests.reviews.reviewing import opened, opened_round

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def shown(client, url: str) -> int:
    """How many records a list page shows, by its rows."""
    text = client.get(url).content.decode()
    body = re.search(r"<tbody.*?</tbody>", text, re.DOTALL)
    return len(re.findall(r"<tr", body[0])) if body else 0


@pytest.fixture
def busy(administrator, policy_officer, lead_officer, council, now):
    """A register in which something of every kind waits for somebody."""
    accepted(
        workbook(("Sustainable Harborough", lead_officer.full_name), ("Stepping Stones", "")),
        administrator,
        policy_officer,
        now,
    )
    late = factories.partnership(
        by=policy_officer, council=council, name="Late", next_review_due_on=TODAY.replace(year=2025)
    )
    saving.claimed(Partnership, late.pk, 1, {"recommendation": "Something"}, by=policy_officer, at=now)


@pytest.mark.parametrize("who", ["policy_officer", "administrator", "lead_officer"])
def test_each_count_is_that_of_the_list_it_opens(request, sign_in, busy, who):
    person = request.getfixturevalue(who)
    client = sign_in(person)
    found = tasks(person, TODAY)
    assert found or who == "administrator"
    assert {task.label: task.count for task in found} == {task.label: shown(client, task.url) for task in found}


def test_a_policy_officer_sees_the_gaps_of_the_register(sign_in, busy, policy_officer):
    text = sign_in(policy_officer).get("/").content.decode()
    assert "Review overdue" in text
    assert "Entries without a lead officer" in text


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, ["Nothing waits for you", "No partnerships are counted today"]),
     (1, ["1 thing needs you", ">1</span>", "Entry without a lead officer<", "1 partnership is counted today"]),
     (2, ["things need you", ">2</span>", "Entries without a lead officer<", "2 partnerships are counted today"])],
)  # fmt: skip
def test_one_is_said_as_one_and_several_as_several(sign_in, policy_officer, council, count, words):
    for number in range(count):
        factories.partnership(by=policy_officer, council=council, name=f"Group {number}")
    text = sign_in(policy_officer).get("/").content.decode()
    assert [word for word in words if word not in text] == []


def test_one_thing_needs_you(sign_in, policy_officer, council):
    """What describes several partnerships has no lead officer yet, and is not checked."""
    factories.partnership(by=policy_officer, council=council, describes_several=True)
    assert "1 thing needs you" in sign_in(policy_officer).get("/").content.decode()


@pytest.mark.parametrize("who", ["policy_officer", "lead_officer"])
def test_the_heading_counts_what_the_tiles_add_up_to(request, sign_in, busy, who):
    text = sign_in(request.getfixturevalue(who)).get("/").content.decode()
    shown = [int(number) for number in re.findall(r'class="app-tile__count">(\d+)<', text)]
    assert len(shown) == len(tasks(request.getfixturevalue(who), TODAY)) > 0
    assert re.search(rf">{sum(shown)} things? needs? you<", text)


def test_entries_of_an_import_that_nobody_has_accepted_are_tagged_and_counted_nowhere(
    sign_in, administrator, policy_officer, lead_officer, now
):
    rows = workbook(("Sustainable Harborough", lead_officer.full_name), ("Stepping Stones", ""))
    batch = imported(rows, administrator, now)
    text = sign_in(policy_officer).get("/").content.decode()
    assert "1 thing needs you" in text
    assert "Import to accept" in text
    text = sign_in(lead_officer).get("/").content.decode()
    assert "Nothing waits for you" in text
    assert "Import not accepted" in text
    accept(batch, {}, version=batch.version, by=policy_officer, at=now)
    assert "Import not accepted" not in sign_in(lead_officer).get("/").content.decode()
    assert [task.label for task in tasks(lead_officer, TODAY)] == ["Entry to confirm as right"]
    assert "Entry without a lead officer" in [task.label for task in tasks(policy_officer, TODAY)]


def test_a_lead_officer_sees_their_partnerships_and_what_to_confirm(sign_in, busy, lead_officer):
    text = sign_in(lead_officer).get("/").content.decode()
    assert "Sustainable Harborough" in text
    assert "Entry to confirm as right" in text
    assert "overdue" not in text


def test_a_portfolio_holder_sees_what_they_answer_for(sign_in, partnership, portfolio_holder, policy_officer, now):
    part = Participation.objects.get(partnership=partnership)
    saving.claimed(Participation, part.pk, 1, {"lead_member": portfolio_holder}, by=policy_officer, at=now)
    assert partnership.name in sign_in(portfolio_holder).get("/").content.decode()


def test_a_scrutiny_member_sees_papers_and_nothing_of_the_live_register(sign_in, partnership, scrutiny_member):
    text = sign_in(scrutiny_member).get("/").content.decode()
    assert "Issued papers" in text
    assert partnership.name not in text
    assert "counted today" not in text


def test_somebody_without_a_role_is_told_whom_to_ask(sign_in, council):
    nobody = factories.person("nobody@example.org", "Nobody Yet", council=council)
    assert "Ask an administrator" in sign_in(nobody).get("/").content.decode()


@pytest.mark.once
def test_home_takes_as_many_queries_for_many_entries_as_for_one(
    sign_in, policy_officer, council, django_assert_max_num_queries
):
    def lead(*numbers):
        for number in numbers:
            name = f"Group {number}"
            factories.partnership(by=policy_officer, council=council, name=name, lead_officer=policy_officer)

    client = sign_in(policy_officer)
    lead(0)
    client.get("/")
    with django_assert_max_num_queries(25) as one:
        client.get("/")
    lead(*range(1, 40))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get("/")


def test_the_next_review_is_the_one_that_a_round_asks_for(sign_in, partnership, lead_officer, policy_officer):
    """W09-10: nobody reads that the day is not known while a review of theirs is open."""
    client = sign_in(lead_officer)
    assert client.get("/").context["page"].partnerships[0].next_review_due_on is None
    review = opened(partnership, opened_round(policy_officer), policy_officer)
    assert client.get("/").context["page"].partnerships[0].next_review_due_on == review.due_on


def test_many_partnerships_of_ones_own_lead_to_the_list_of_them(sign_in, policy_officer, lead_officer, council):
    """A lead officer of hundreds is not shown hundreds; the register lists exactly theirs."""
    for number in range(OWN + 1):
        name = f"Group {number:02}"
        factories.partnership(by=policy_officer, council=council, name=name, lead_officer=lead_officer)
    factories.partnership(by=policy_officer, council=council, name="Of nobody")
    client = sign_in(lead_officer)
    answer = client.get("/")
    assert len(answer.context["page"].partnerships) == OWN
    assert f"The first {OWN} by name." in answer.content.decode()
    assert shown(client, "/partnerships/?mine=yes&size=50") == OWN + 1
    assert shown(sign_in(policy_officer), "/partnerships/?mine=yes") == 0


def test_the_days_that_come_first_are_shown_however_many_there_are(policy_officer, council):
    for day in range(20, 0, -1):
        due = TODAY.replace(day=1) + timedelta(days=31 + day)
        name = f"Group {day:02}"
        factories.partnership(by=policy_officer, council=council, name=name, next_review_due_on=due)
    days = [coming.what for coming in coming_up(policy_officer, TODAY)]
    assert days == [f"Review of Group {day:02} is due" for day in range(1, SHOWN + 1)]
