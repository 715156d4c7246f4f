"""Signing in and out and passwords, in words of our own."""

import re

import pytest
from django.urls import reverse

from partnerships import workflow
from tests.factories import PASSWORD

OPEN_PAGES = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "kernel:help",
    "kernel:accessibility",
    "kernel:privacy",
]


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_pages_that_need_no_sign_in_open_with_one_heading(client, council, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert len(re.findall(r"<h1\b", response.content.decode())) == 1


def test_an_empty_sign_in_says_what_to_enter(client, council):
    html = client.post(reverse("account_login"), {}).content.decode()
    assert "<title>Error: Sign in" in html
    assert html.count("Enter your e-mail address.") == 2
    assert html.count("Enter your password.") == 2


def test_a_wrong_password_does_not_say_which_half_was_wrong(client, policy_officer):
    answers = [
        client.post(reverse("account_login"), {"login": email, "password": "not the right one"}).context["form"].errors
        for email in (policy_officer.email, "nobody@example.org")
    ]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("email", ["policy.officer@example.org", "nobody@example.org"])
def test_a_wrong_sign_in_is_said_in_words_of_ours(client, policy_officer, email):
    html = client.post(reverse("account_login"), {"login": email, "password": "not the right one"}).content.decode()
    assert "The e-mail address or the password is not right. Check both and try again." in html


def test_too_many_wrong_sign_ins_say_how_long_to_wait(client, policy_officer):
    wrong = {"login": policy_officer.email, "password": "not the right one"}
    pages = [client.post(reverse("account_login"), wrong).content.decode() for _ in range(11)]
    assert "Wait five minutes, then try again." in pages[-1]
    assert "not right" not in pages[-1]


def test_a_wrong_current_password_is_said_in_words_of_ours(client, policy_officer):
    client.force_login(policy_officer)
    typed = {"oldpassword": "not mine", "password1": "three green boats on a lake", "password2": "three green boats"}
    html = client.post(reverse("account_change_password"), typed).content.decode()
    assert "This is not your current password. Try again." in html


def test_the_password_box_is_not_filled_again(client, policy_officer):
    html = client.post(reverse("account_login"), {"login": "x@example.org", "password": "was typed"}).content.decode()
    assert "was typed" not in html
    assert 'autocomplete="current-password"' in html


def test_signing_in_leads_on(client, policy_officer):
    response = client.post(reverse("account_login"), {"login": policy_officer.email, "password": PASSWORD})
    assert response.status_code == 302


def test_changing_the_password_asks_for_the_current_one(client, policy_officer):
    client.force_login(policy_officer)
    html = client.post(reverse("account_change_password"), {}).content.decode()
    assert html.count("Enter your current password.") == 2


def test_signing_out_by_a_link_asks_first(client, policy_officer):
    client.force_login(policy_officer)
    assert "Do you want to sign out?" in client.get(reverse("account_logout")).content.decode()


def test_a_used_link_says_so(client, council):
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "used"})
    assert "This link no longer works" in client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("what", ["shortcuts", "reminders", "digest", "notices"])
@pytest.mark.parametrize("sign", ["off", "on"])
def test_each_preference_is_switched_by_itself(client, policy_officer, what, sign):
    client.force_login(policy_officer)
    html = client.post(reverse("kernel:preferences"), {what: sign, "digest_off": "on"}, follow=True).content.decode()
    policy_officer.refresh_from_db()
    assert f'id="{what}-{sign}" value="{sign}" checked' in html
    assert [name for name in workflow.PREFERENCES if getattr(policy_officer, name)] == [f"{what}_off"] * (sign == "off")
