"""A form that could not be taken: the page says what happened and what to do, and keeps what was typed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import User
from register.guidance import Guidance
from register.models import Partnership

TYPED = {"function": "Brings <visitors> to the district.", "decision_role": "advises", "version": 1}


@pytest.fixture
def strict(lead_officer):
    """A browser in which the lead officer is signed in and forms must carry their token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead_officer)
    return client


def address(partnership):
    return reverse("register:edit", args=[partnership.reference, "purpose"])


def test_a_form_with_an_old_token_says_so_in_a_page_of_ours_and_keeps_what_was_typed(strict, partnership):
    answer = strict.post(address(partnership), TYPED)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "The form was not taken" in text
    assert "Brings &lt;visitors&gt; to the district." in text
    assert f'href="{address(partnership)}">Open the form again' in text
    assert "Lee Lead" in text
    assert Partnership.objects.get(pk=partnership.pk).version == 1


def test_what_was_typed_stands_under_the_labels_of_its_form(strict, partnership):
    sent = {"value_added": "It saves us much.", "exit_impact": "Fewer visitors.", "consulted": "The parishes."}
    text = strict.post(address(partnership), sent).content.decode()
    found = dict(re.findall(r'for="typed-\d+">([^<]*)</label><textarea[^>]*>([^<]*)<', text))
    assert found == {
        Guidance.current().label("value_added"): "It saves us much.",
        Guidance.current().label("exit_impact"): "Fewer visitors.",
        "Who was consulted": "The parishes.",
    }
    assert "Exit impact" not in found


def test_who_is_signed_out_when_the_form_is_too_old_is_led_to_sign_in(partnership):
    answer = Client(enforce_csrf_checks=True).post(address(partnership), TYPED)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert f'{reverse("account_login")}?next={address(partnership)}">Sign in and open the form again' in text


def test_codes_and_passwords_are_not_repeated(strict, partnership):
    text = strict.post(address(partnership), {**TYPED, "oldpassword": "my Secret one"}).content.decode()
    assert "advises" not in text
    assert "my Secret one" not in text


def test_what_was_typed_cannot_be_sent_from_there(strict, partnership):
    """Else another site could have somebody send what it had filled in."""
    text = strict.post(address(partnership), TYPED).content.decode()
    assert 'name="function"' not in text


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/partnerships/?q=trust", "/partnerships/?q=trust"),
        ("https://elsewhere.example.org/form/", "/partnerships/P-0001/edit/purpose/"),
    ],
)
def test_the_link_back_stays_on_this_service(strict, partnership, came_from, leads_to):
    text = strict.post(address(partnership), TYPED, headers={"referer": came_from}).content.decode()
    assert f'href="{leads_to}">Open the form again' in text


def test_who_was_signed_out_meanwhile_still_sees_what_they_typed(client, partnership):
    answer = client.post(address(partnership), TYPED)
    text = answer.content.decode()
    assert answer.status_code == 401
    assert "You were signed out before the form was sent" in text
    assert "Brings &lt;visitors&gt; to the district." in text
    assert f"{reverse('account_login')}?next={address(partnership)}" in text


def test_a_session_that_ran_out_meanwhile_keeps_what_was_typed_too(sign_in, partnership, lead_officer, now):
    client = sign_in(lead_officer)
    session = client.session
    session["signed_in_at"] = session["seen_at"] = (now - timedelta(days=400)).isoformat()
    session.save()
    answer = client.post(address(partnership), TYPED)
    assert answer.status_code == 401
    assert "Brings &lt;visitors&gt; to the district." in answer.content.decode()
    assert client.get("/").headers["Location"] == f"{reverse('account_login')}?next=/"


def test_who_was_signed_out_and_typed_nothing_is_sent_to_sign_in(client, council):
    answer = client.post(reverse("register:export", args=["csv"]))
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_a_step_taken_twice_is_refused_with_the_way_to_the_entry(sign_in, partnership, policy_officer):
    client = sign_in(policy_officer)
    step = {"ended_on": "1 May 2026", "reason": "Wound up", "waived": "CMT 12/26", "version": 1}
    ending = reverse("register:end", args=[partnership.reference])
    client.post(ending, step)
    answer = client.post(ending, step)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Nothing was saved." in text
    assert f'href="{reverse("register:entry", args=[partnership.reference])}">See how it stands now' in text


def test_too_many_attempts_are_answered_by_a_page_of_ours(client, council):
    address = reverse("account_reset_password")
    answers = [client.post(address, {"email": f"person{number}@example.org"}) for number in range(21)]
    assert answers[-1].status_code == 429
    assert "Wait five minutes, then try again." in answers[-1].content.decode()
    assert User.objects.count() == 0
