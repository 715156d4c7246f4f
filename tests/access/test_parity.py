"""What a page shows, it keeps: whatever link somebody is shown, they may follow, and whatever button, press."""

from collections.abc import Callable
from functools import cache
from urllib.parse import urljoin

import pytest

from tests.access.crawl import Crawl, crawl
from tests.access.world import ROLES
from tests.pages import Page

pytestmark = pytest.mark.access


@pytest.fixture(scope="module")
def crawled(visitors) -> Callable[[str], Crawl]:
    """One walk for each person, whatever is asked of it."""
    return cache(lambda role: crawl(visitors[role]))


@pytest.mark.parametrize("role", ROLES)
def test_every_link_that_a_person_is_shown_can_be_followed(role, crawled):
    assert crawled(role).dead == []


@pytest.mark.parametrize("role", ROLES)
def test_every_button_that_a_person_is_shown_is_one_they_may_press(role, crawled, visitors):
    """Posting what the form holds is answered; a refusal of what is still missing is an answer, 403 or 404 is not."""
    visitor, refused, pressed = visitors[role], [], set()
    for address, text in crawled(role).pages.items():
        for form in [form for form in Page(text).forms if form.method == "post"]:
            targets = {urljoin(address, target) for target in form.elsewhere or [form.action or address]}
            for target in sorted(targets - pressed):
                status = visitor.visit("POST", target, form.values).response.status_code
                if status in (403, 404, 405) or status >= 500:
                    refused.append(f"{target}: {status}, on {address}")
            pressed |= targets
    assert refused == []
