"""What an empty service asks of those who set it up."""

from datetime import date

import pytest

from partnerships.work import tasks
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def asked(person) -> list[str]:
    return [task.label for task in tasks(person, TODAY)]


def test_the_steps_follow_one_another_until_the_register_is_there():
    first = factories.person("first@example.org", "Fay First", "administrator")
    assert asked(first) == ["Policy officer to add"]
    officer = factories.person("officer@example.org", "Ola Officer", "policy_officer")
    assert asked(first) == []
    assert asked(officer) == ["Council to add"]
    council = factories.council()
    assert "Council to add" not in asked(officer)
    assert asked(first) == ["Register to import"]
    factories.partnership(by=officer, council=council)
    assert asked(first) == []


def test_each_step_leads_to_a_page_that_opens(sign_in):
    first = factories.person("first@example.org", "Fay First", "administrator")
    client = sign_in(first)
    assert client.get(tasks(first, TODAY)[0].url).status_code == 200
    assert "Policy officer to add" in client.get("/").content.decode()
