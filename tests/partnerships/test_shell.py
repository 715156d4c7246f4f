"""What every page shares: title, skip link, header, search, messages and footer."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines

from partnerships.forms.base import CouncilForm

PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Money{% endblock %}
{% block heading %}<h1>Money</h1>{% endblock %}
{% block content %}{% if form %}{% crispy form %}{% endif %}{% endblock %}"""


class Named(CouncilForm):
    name = forms.CharField()


@pytest.fixture
def page(rf, council):
    """The shared page as this person sees it, with a form or messages."""

    def rendered(user=None, **context) -> str:
        request = rf.get("/register/?q=trust")
        request.user, request.session = user or AnonymousUser(), {}
        return engines["django"].from_string(PAGE).render({"messages": [], **context}, request)

    return rendered


def title(html: str) -> str:
    return re.search(r"<title>(.*)</title>", html)[1]


def test_the_title_names_page_service_and_council(page, council):
    assert title(page()) == f"Money – Partnership register – {council.name}"


def test_a_refused_form_is_said_first_in_the_title_and_before_the_heading(page):
    html = page(form=Named({}))
    assert title(html).startswith("Error: Money")
    assert html.index("There is a problem") < html.index("<h1>")


def test_a_form_not_yet_sent_has_no_error_summary(page):
    html = page(form=Named())
    assert title(html).startswith("Money")
    assert "There is a problem" not in html


def test_a_message_never_stands_beside_an_error_summary(page):
    saved = [Message(constants.SUCCESS, "Risk changed from Medium to High.")]
    assert 'role="alert"' in page(messages=saved)
    assert "Risk changed" in page(messages=saved)
    assert "Risk changed" not in page(messages=saved, form=Named({}))


@pytest.mark.parametrize(
    ("level", "tone", "role", "heading"),
    [
        (constants.SUCCESS, "success", "alert", "Done"),
        (constants.INFO, "info", "status", "For your information"),
        (constants.WARNING, "warning", "alert", "Please check"),
        (constants.ERROR, "error", "alert", "There is a problem"),
    ],
)
def test_a_message_has_the_tone_role_and_heading_of_its_level(page, level, tone, role, heading):
    html = page(messages=[Message(level, "Somebody was faster.")])
    assert f'app-banner--{tone}" role="{role}"' in html
    assert f'id="banner-{tone}">{heading}</h2>' in html
    assert html.count("app-banner--") == 1


def test_a_warning_does_not_stand_under_the_heading_of_what_was_done(page):
    html = page(messages=[Message(constants.SUCCESS, "Saved."), Message(constants.WARNING, "Not sent.")])
    warning, done = html.split('id="banner-success"')
    assert "Not sent." in warning
    assert "Saved." in done


def test_the_skip_link_comes_first_and_leads_to_the_content(page):
    html = page()
    assert re.search(r"<a [^>]*href", html.split("<body", 1)[1])[0] == "<a href"
    assert 'href="#main-content"' in html
    assert 'id="main-content"' in html


def test_whoever_is_signed_in_sees_name_and_roles_and_a_button_to_sign_out(page, policy_officer):
    html = page(policy_officer)
    assert policy_officer.full_name in html
    assert "Policy officer" in html
    assert re.search(r'<form method="post" action="/account/sign-out/">.*?<button', html, re.DOTALL)


def test_the_search_box_is_for_those_who_read_the_register(page, policy_officer, scrutiny_member):
    assert 'role="search"' in page(policy_officer)
    assert 'value="trust"' in page(policy_officer)
    assert 'role="search"' not in page(scrutiny_member)
    assert 'role="search"' not in page()


def test_help_stands_in_the_footer_of_every_page(page):
    footer = page().split("<footer", 1)[1]
    links = re.findall(r'href="([^"]+)"', footer)
    assert links == ["/help/", "/accessibility/", "/privacy/"]


def test_shortcuts_that_were_switched_off_stay_off(page, policy_officer):
    assert 'data-shortcuts="off"' not in page(policy_officer)
    policy_officer.shortcuts_off = True
    assert 'data-shortcuts="off"' in page(policy_officer)


def test_nothing_on_the_page_needs_a_looser_policy(page, policy_officer):
    html = page(policy_officer, form=Named({}))
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert [tag for tag in re.findall(r"<script[^>]*>", html) if "nonce=" not in tag and "src=" not in tag] == []


def test_an_address_that_is_only_for_sending_answers_an_opener_with_a_page_of_ours(client, policy_officer):
    client.force_login(policy_officer)
    answer = client.get("/partnerships/export/xlsx/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1" in answer.content.decode()
