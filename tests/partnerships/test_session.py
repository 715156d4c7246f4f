"""How long somebody stays signed in, what a page knows of it, and how they stay (WCAG 2.2.1)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.sessions import HEADER, left

pytestmark = pytest.mark.django_db
HOUR = 3600


def stamps(now, seen: timedelta, signed_in: timedelta) -> dict[str, str]:
    return {"seen_at": (now - seen).isoformat(), "signed_in_at": (now - signed_in).isoformat()}


@pytest.mark.parametrize(
    ("seen", "signed_in", "said"),
    [
        (timedelta(), timedelta(), str(2 * HOUR)),
        (timedelta(minutes=116), timedelta(hours=3), "240"),
        (timedelta(), timedelta(hours=11, minutes=56), "240 last"),
    ],
)
def test_a_session_lasts_two_hours_after_the_last_request_and_twelve_at_most(now, seen, signed_in, said):
    assert str(left(stamps(now, seen, signed_in), now)) == said


def test_a_page_says_what_is_left_and_one_press_makes_it_two_hours_again(sign_in, policy_officer, now, time_machine):
    client = sign_in(policy_officer)
    time_machine.move_to(now, tick=False)
    page = client.get("/")
    assert 'data-left="7200"' in page.text
    assert page[HEADER] == "7200"
    time_machine.move_to(now + timedelta(minutes=4), tick=False)
    assert client.get("/")[HEADER] == str(7200 - 240)
    assert client.post(reverse("account_stay"))[HEADER] == "7200"
    time_machine.move_to(now + timedelta(minutes=4, hours=2, seconds=1), tick=False)
    gone = client.post(reverse("account_stay"))
    assert gone.headers["Location"].startswith(reverse("account_login"))
    assert HEADER not in gone


def test_who_is_not_signed_in_is_not_warned(client, council):
    page = client.get(reverse("account_login"))
    assert "data-timeout" not in page.text
    assert HEADER not in page
