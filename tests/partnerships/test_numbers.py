"""What only looks like a number is none: it is answered with a sentence, never with a failure."""

import pytest
from django.urls import reverse

from partnerships.numbers import whole
from register.reports.activity import year_to_write
from tests.factories import NOW

STRANGE = ["²", "٣", "9" * 5000, "-1", "1.0", " 1", "", "x"]


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("12", 12), (7, 7), ("007", 7), *((each, None) for each in STRANGE)]
)
def test_a_whole_number_is_plain_digits(text, number):
    assert whole(text) == number


@pytest.mark.django_db
@pytest.mark.parametrize("text", STRANGE)
def test_a_form_that_names_no_version_is_answered_400_and_changes_nothing(sign_in, partnership, policy_officer, text):
    address = reverse("register:edit", args=[partnership.reference, "purpose"])
    answer = sign_in(policy_officer).post(address, {"function": "Other", "version": text})
    partnership.refresh_from_db()
    assert (answer.status_code, partnership.version) == (400, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("name", ["reviews:recommendation_new", "register:list"])
def test_an_address_with_a_strange_number_is_answered(sign_in, policy_officer, name, text):
    answer = sign_in(policy_officer).get(reverse(name), {"follows": text, "page": text, "lead_officer": text})
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("text", [*STRANGE, "20260", "1"])
def test_a_year_that_cannot_be_written_about_is_the_present_one(partnership, text):
    assert year_to_write(partnership, text, NOW.date()) == 2026
