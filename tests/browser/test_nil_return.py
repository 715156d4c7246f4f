"""A collection with two chief officers: one makes a nil return, the other is sent back and certifies late (W09-13)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.models import ServiceReturn
from register.workflow import entries
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


@pytest.fixture
def chiefs(partnership, council, policy_officer, now):
    """Two heads of service: the entry is of Communities, and Planning is in none."""
    services = {name: factories.service(council, name) for name in ("Communities", "Planning")}
    entries.edit(partnership, {"service": services["Communities"]}, version=1, by=policy_officer, at=now)
    return [
        factories.person(
            f"{name}@example.org".lower(), f"Head of {name}", "head_of_service", council=council, service=service
        )
        for name, service in services.items()
    ]


def test_two_chief_officers_certify_one_of_them_nil_and_one_late(opened, policy_officer, chiefs):
    page, communities, planning = opened(policy_officer), opened(chiefs[0]), opened(chiefs[1])
    open_collection(page)
    certify_nil(planning)
    certify_list(communities, "Right as it stands")
    send_back(page)
    certify_list(communities, "Changed, and right now", "The new chair is on the entry.")
    page.goto("/collections/")
    page.get_by_role("link", name="Partnerships 2026").click()
    said(page, "No service has named one.")
    close(page)
    assert list(ServiceReturn.objects.values_list("service__name", "status", "is_nil", "entry_count")) == [
        ("Communities", "certified", False, 1),
        ("Planning", "certified", True, 0),
    ]


def open_collection(page) -> None:
    page.goto("/collections/")
    page.get_by_role("button", name="Open a collection").click()
    page.get_by_label("Title").fill("Partnerships 2026")
    year = timezone.localdate().year
    page.get_by_label("Wanted back by").fill(f"31 December {year + 1}")
    page.get_by_role("button", name="Open the collection").click()
    said(page, "The chief officers were written to.")


def certify_nil(page) -> None:
    """A service in no partnership says so, and certifies that."""
    page.goto("/")
    page.get_by_role("link", name="Return of your service to fill in").click()
    said(page, "The register lists no active partnership of this service.")
    page.get_by_role("button", name="Save and hand in").click()
    said(page, "Tick nil return, or name the partnerships that it lacks.")
    page.get_by_label("Nil return: the service is in no partnership").check()
    page.get_by_role("button", name="Save and hand in").click()
    declare(page)


def certify_list(page, answer: str, said_to_policy: str = "") -> None:
    page.goto("/")
    page.get_by_role("link", name="Return of your service to fill in").click()
    page.get_by_label(answer).check()
    if said_to_policy:
        page.get_by_label("Answer to what was asked").fill(said_to_policy)
    page.get_by_role("button", name="Save and hand in").click()
    declare(page)


def declare(page) -> None:
    page.get_by_label("I certify that this list is complete").check()
    page.get_by_role("button", name="Certify", exact=True).click()
    said(page, "certified as complete.")


def send_back(page) -> None:
    page.goto("/collections/")
    page.get_by_role("link", name="Partnerships 2026").click()
    page.get_by_role("link", name="Communities", exact=True).click()
    page.get_by_role("button", name="Send it back").click()
    page.get_by_label("Why it is sent back, or what you ask").fill("The chair has changed.")
    page.get_by_role("button", name="Send it back").click()
    said(page, "Sent back: The chair has changed. (Pat Policy)")


def close(page) -> None:
    page.get_by_role("button", name="Close the collection").click()
    said(page, "Partnerships 2026 is closed.")
