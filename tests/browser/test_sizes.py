"""Home and papers with no entry, one entry and eighty; the list has tests of its own."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from partnerships import saving
from register.models import PartnershipType
from reviews.demonstration import generated
from tests.browser.conftest import session_of
from tests.browser.looking import at_width, faults, listen
from tests.factories import NOW
from tests.reviews import papers

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server, policy_officer):
    """A window in which the policy officer is signed in."""
    context = chromium.new_context(base_url=live_server.url)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(policy_officer), "url": live_server.url}
    context.add_cookies([cookie])
    opened = context.new_page()
    listen(opened)
    yield opened
    context.close()


@pytest.mark.parametrize("number", [0, 1, 80])
def test_first_page_and_paper_fit_whatever_the_number_of_entries(number, page, council, policy_officer, officer):
    saving.create(PartnershipType(name="Board", code="board"), by=None, at=NOW)
    call_command("load_policy", "breckland-2015", stdout=StringIO())
    generated.seed(council, number, NOW)
    draft = papers.draft(by=policy_officer)
    found = []
    for address in ("/", "/reports/", f"/reports/{draft.reference}/"):
        assert page.goto(address).status == 200
        found += [fault for width in (1280, 375) for fault in faults(at_width(page, width))]
    assert found == []
