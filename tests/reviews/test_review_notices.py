"""Who is told inside the service what became of a review, and of a section that was given to them."""

import pytest

from partnerships import mail
from partnerships.models import Letter
from register.models import Notice
from reviews.workflow import filling_in, reviews
from tests.conftest import NOW
from tests.reviews.reviewing import filled, opened, opened_round, section, submitted

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return [str(each) for each in Notice.objects.filter(person=person, kind="review")]


def test_who_is_given_a_section_and_who_submitted_are_told_and_nobody_of_their_own_doing(
    partnership, lead_officer, officer, policy_officer
):
    review = opened(partnership, opened_round(policy_officer), policy_officer, ("facts", "money", "activity"))
    filling_in.delegate(section(review, "money"), officer, version=1, by=lead_officer, at=NOW)
    filling_in.delegate(section(review, "facts"), lead_officer, version=1, by=lead_officer, at=NOW)
    handed_in = submitted(filled(review, lead_officer), lead_officer)
    reviews.give_back(handed_in, {}, "Which meetings?", version=handed_in.version, by=policy_officer, at=NOW)
    assert told(officer) == ["Lee Lead gave you “Costs and time” of its review"]
    assert told(lead_officer) == ["Pat Policy returned its review"]
    assert Notice.objects.get(person=officer, kind="review").path == f"/reviews/{review.pk}/"


@pytest.mark.parametrize(("kind", "called"), [("annual", "annual review"), ("baseline", "answer on the business case")])
def test_a_letter_calls_a_review_what_its_round_asks(partnership, lead_officer, policy_officer, kind, called):
    """W09-09: who answered whether there is a business case is not told of an annual review."""
    keys = ("case",) if kind == "baseline" else ("facts",)
    review = opened(partnership, opened_round(policy_officer, kind=kind), policy_officer, keys)
    handed_in = submitted(filled(review, lead_officer), lead_officer)
    reviews.give_back(handed_in, {}, "Since when?", version=handed_in.version, by=policy_officer, at=NOW)
    letter = Letter.objects.get(template="review_returned")
    assert f"has returned your {called} of {partnership}." in mail.message(letter, mail.told_now(letter, NOW)).body
