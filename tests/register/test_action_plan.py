"""The action plan: work area, action, risk, for the screen and for paper (SH-31)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships import saving
from partnerships.models import Event
from register.models import Action, PartnershipRisk
from register.reports.action_plan import plan
from tests import factories, pdf_structure
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def planned(partnership, policy_officer, council, lead_officer):
    """Five actions: one against a risk, one late, one of a partnership that is rated, one dropped, one exempt."""
    who = {"by": policy_officer, "at": NOW}
    theme = factories.theme("Economy")
    rated = factories.partnership(
        by=policy_officer, council=council, name="Rivers Trust", themes=[theme], risk_rating="medium"
    )
    exempt = factories.partnership(
        by=policy_officer, council=council, name="Land Company", is_exempt=True, exempt_paragraph=3
    )
    risk = saving.create(PartnershipRisk(partnership=partnership, title="Trust is lost", likelihood=4, impact=4), **who)

    def make(entry, text, days=30, **values):
        due = TODAY + timedelta(days=days)
        return saving.create(Action(partnership=entry, text=text, owner=lead_officer, due_on=due, **values), **who)

    make(partnership, "Agree a charter", risk=risk)
    make(partnership, "Publish the minutes", -1)
    make(rated, "Renew the agreement")
    make(partnership, "Not needed any more", status="dropped")
    make(exempt, "Sell the field")
    return make


def test_each_line_says_its_work_area_its_action_and_its_risk(planned, policy_officer):
    """SH-31: what is done or dropped is no part of it, and exempt entries are left out and counted."""
    found = plan(policy_officer, TODAY)
    assert [(line.area, line.action, line.risk) for line in found.lines] == [
        ("Economy", "Renew the agreement", "Overall risk: Medium"),
        ("No theme", "Publish the minutes", "Not rated"),
        ("No theme", "Agree a charter", "Trust is lost: High (16 of 16)"),
    ]
    assert (found.summary, found.left_out) == ("3 actions, 1 overdue", 1)
    assert found.lines[0].who == "Lee Lead"


def test_page_and_pdf_say_the_same_and_the_download_is_noted(planned, sign_in, policy_officer, scrutiny_member):
    client = sign_in(policy_officer)
    page = client.get(reverse("register:action_plan")).content.decode()
    response = client.get(reverse("register:action_plan_pdf"))
    paper = pdf_structure.pdf_text(response.content)
    for words in ("Work area", "Agree a charter", "Lee Lead"):
        assert words in page
        assert words.replace(" ", "") in paper
    assert "Sell the field" not in page
    assert "Sellthefield" not in paper
    assert Event.objects.filter(kind=Event.Kind.DOWNLOADED, subject="action plan").count() == 1
    assert sign_in(scrutiny_member).get(reverse("register:action_plan")).status_code == 403


def test_a_long_plan_asks_as_few_questions_as_a_short_one(
    planned, partnership, policy_officer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        plan(policy_officer, TODAY)
    for number in range(20):
        planned(partnership, f"Step {number}")
    with django_assert_max_num_queries(5):
        plan(policy_officer, TODAY)
