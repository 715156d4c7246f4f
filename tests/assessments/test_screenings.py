"""Is it a partnership? Each council's tests, the answers kept, and what fails taken out with its class and reason."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.models import Question, QuestionSet, Screening
from assessments.reports.screenings import work
from assessments.rules.questions import asked_of, suggested_class
from assessments.workflow import policies as loading
from assessments.workflow import screenings
from partnerships.verdict import Refused
from register.models import ExclusionClass, Partnership
from register.workflow import entries
from tests.assessments.asking import SHIPPED, answers, loaded, shipped
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TESTS = {"harborough-2011": 5, "harborough-2014": 5}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def breckland(db):
    loaded("breckland-2015")


@pytest.mark.parametrize("name", SHIPPED)
def test_each_policy_asks_its_own_tests_and_the_questions_of_a_business_case_with_their_paragraphs(name):
    """H11-08: five tests; B15-03: four; B15-49: 25 questions in five groups; B15-14: eight; B15-15: four; B15-21: three."""
    loaded(name)
    counts = {each.kind: each.questions.count() for each in QuestionSet.objects.all()}
    usual = {"case": 25, "conditions": 8, "key_criteria": 4, "screen": 3, "review": 3}
    assert counts == {"definition": TESTS.get(name, 4), **usual}
    groups = Counter(Question.objects.filter(set__kind="case").values_list("group", flat=True))
    assert groups == {"Governance": 7, "Officer resources": 3, "Finance": 6, "Effectiveness": 5, "Importance": 4}
    assert not Question.objects.filter(source="").exists()
    own = name in ("breckland-2015", "harborough-2011")
    assert QuestionSet.objects.get(kind="definition").source.startswith("Borrowed from") is not own


def test_loading_the_questions_twice_changes_nothing_and_another_wording_is_another_version(breckland):
    data = {**shipped("breckland-2015"), "criteria": []}
    counts = loading.load(data, by=None, at=NOW)
    assert (counts["created"], counts["changed"]) == (0, 0)
    data["questions"][0]["questions"][0]["text"] = "Are they two or more?"
    loading.load(data, by=None, at=NOW)
    assert [str(each.from_on) for each in QuestionSet.objects.filter(kind="definition")] == [str(TODAY), "2015-04-01"]


def test_all_yes_is_kept_and_the_entry_stays(breckland, partnership, lead_officer):
    """B15-03"""
    made = screenings.screen(partnership, answers(), by=lead_officer, at=NOW)
    assert (made.is_partnership, made.answers.count(), fresh(partnership).status) == (True, 4, "active")


@pytest.mark.parametrize(
    ("name", "failed", "code"),
    [
        ("harborough-2011", 1, "outside_body"),
        ("harborough-2011", 2, "network"),
        ("harborough-2011", 5, "strategic_partnering"),
        ("breckland-2015", 1, "outside_body"),
        ("breckland-2015", 2, "contract"),
        ("breckland-2015", 3, "consultation"),
        ("breckland-2015", 4, "network"),
    ],
)
def test_the_first_no_suggests_what_it_is_instead(name, failed, code):
    """H11-09 to H11-11, B15-04 to B15-06."""
    loaded(name)
    assert suggested_class(answers("definition", failed, 5)).code == code


def test_a_policy_officer_takes_out_what_fails_and_the_answers_say_why(breckland, partnership, policy_officer):
    """H14-21: with class and reason, kept and out of the counts."""
    network = ExclusionClass.objects.get(code="network")
    screenings.screen(partnership, answers("definition", 4), network, "They compare notes", by=policy_officer, at=NOW)
    entry = fresh(partnership)
    assert (entry.status, entry.exclusion_class, entry.exclusion_reason) == (
        "not_partnership", network, "They compare notes",
    )  # fmt: skip
    assert not Partnership.objects.counted().exists()
    assert [each.is_yes for each in Screening.objects.get().answers.all()] == [True, True, True, False]


def test_what_a_lead_officer_answers_waits_for_the_policy_team(breckland, partnership, lead_officer, policy_officer):
    network = ExclusionClass.objects.get(code="network")
    made = screenings.screen(partnership, answers("definition", 4), network, "Notes", by=lead_officer, at=NOW)
    assert fresh(partnership).status == "active"
    assert [task.count for task in work(policy_officer, TODAY)] == [1]
    assert list(work(lead_officer, TODAY)) == []
    with pytest.raises(Refused, match="Only a policy officer says"):
        screenings.settle(made, network, "Notes", version=1, by=lead_officer, at=NOW)
    screenings.settle(made, network, "Notes", version=1, by=policy_officer, at=NOW)
    assert fresh(partnership).status == "not_partnership"
    assert [task.count for task in work(policy_officer, TODAY)] == [0]


def test_a_no_needs_its_class_and_reason_and_a_later_run_leaves_the_earlier_one(
    breckland, partnership, lead_officer, policy_officer
):
    with pytest.raises(ValidationError, match="Say what it is instead of a partnership, and why"):
        screenings.screen(partnership, answers("definition", 1), by=lead_officer, at=NOW)
    network = ExclusionClass.objects.get(code="network")
    screenings.screen(partnership, answers("definition", 1), network, "x", by=lead_officer, at=NOW)
    screenings.screen(partnership, answers(), by=lead_officer, at=NOW)
    assert [each.is_partnership for each in Screening.objects.all()] == [True, False]
    assert [task.count for task in work(policy_officer, TODAY)] == [0]


def test_every_test_must_be_answered(breckland, partnership, lead_officer):
    with pytest.raises(ValidationError, match="Answer those that are asked now"):
        screenings.screen(partnership, answers()[:3], by=lead_officer, at=NOW)


@pytest.mark.parametrize("who", ["officer", "corporate_manager", "democratic_services", "auditor", "administrator"])
def test_who_does_not_edit_the_entry_does_not_answer(request, breckland, partnership, who):
    with pytest.raises(
        Refused, match="Only the lead officer, the head of service, case managers and the policy team answer"
    ):
        screenings.screen(partnership, answers(), by=request.getfixturevalue(who), at=NOW)


def test_an_ended_entry_is_not_tested(breckland, partnership, policy_officer):
    ended = entries.end(partnership, TODAY, "Over", None, "CMT 12/26", version=1, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="This entry is ended"):
        screenings.screen(ended, answers(), by=policy_officer, at=NOW)


def test_where_no_policy_asks_the_page_says_so(sign_in, partnership, policy_officer):
    answer = sign_in(policy_officer).get(reverse("assessments:screen", args=[partnership.reference]))
    assert answer.status_code == 403
    assert "The policy in use has no tests of what a partnership is." in answer.content.decode()


def test_the_pages_ask_carry_the_answers_along_and_show_why_it_was_removed(
    sign_in, breckland, partnership, policy_officer
):
    """H14-21: why it was removed has an answer."""
    client, address = sign_in(policy_officer), reverse("assessments:screen", args=[partnership.reference])
    questions = list(QuestionSet.objects.get(kind="definition").questions.all())
    half = {f"q{each.pk}": "yes" for each in questions[:2]}
    assert "Answer yes or no" in client.post(address, half).content.decode()
    data = {f"q{each.pk}": "yes" for each in questions} | {f"q{questions[3].pk}": "no"}
    page = client.post(address, data)
    assert "By these answers it is no partnership." in page.content.decode()
    assert page.context["form"].initial["exclusion_class"] == ExclusionClass.objects.get(code="network").pk
    data |= {"stage": "outcome", "exclusion_class": ExclusionClass.objects.get(code="network").pk}
    assert "Say why." in client.post(address, data).content.decode()
    text = client.post(address, data | {"reason": "Officers compare notes"}, follow=True).content.decode()
    assert "is marked as not a partnership. The answers are kept." in text
    assert "Officers compare notes" in text
    assert questions[3].text in text


def test_a_policy_officer_settles_on_the_page_what_another_answered(
    sign_in, breckland, partnership, lead_officer, policy_officer
):
    network = ExclusionClass.objects.get(code="network")
    made = screenings.screen(partnership, answers("definition", 4), network, "Notes", by=lead_officer, at=NOW)
    client = sign_in(policy_officer)
    assert partnership.name in client.get(reverse("assessments:screenings")).content.decode()
    data = {"exclusion_class": network.pk, "reason": "Notes", "version": 1}
    client.post(reverse("assessments:screening_settle", args=[made.pk]), data)
    assert fresh(partnership).status == "not_partnership"


def test_a_small_partnership_answers_fewer_questions_than_a_large_one():
    """SH-09: in proportion."""
    loaded("wirral-2009")
    questions = list(Question.objects.filter(set__kind="case"))
    assert (len(asked_of(questions, "", False)), len(asked_of(questions, "", True))) == (21, 25)
    loaded("south-hams-west-devon-2016")
    questions = list(Question.objects.filter(set__kind="case", set__policy__is_current=True))
    assert len(asked_of(questions, "desirable", False)) < len(asked_of(questions, "significant", False)) < 25
    assert len(asked_of(questions, "significant", True)) == 25


def test_the_page_that_asks_what_it_is_instead_shows_each_answer(breckland, sign_in, partnership, policy_officer):
    client, asked = sign_in(policy_officer), Question.objects.filter(set__kind="definition")
    address = reverse("assessments:screen", args=[partnership.reference])
    said = {f"q{each.pk}": "no" if each == asked[1] else "yes" for each in asked}
    said[f"q{asked[1].pk}_text"] = "Only officers meet"
    for more in ({}, {"stage": "outcome", "reason": ""}):
        page = client.post(address, {**said, **more}).content.decode()
        assert (page.count(">No</"), page.count(">Yes</")) == (1, len(asked) - 1)
        assert '<span class="app-value-note">Only officers meet</span>' in page


@pytest.mark.parametrize(("code", "classification"), [("network", "network"), ("consultation", "partnership")])
def test_what_it_is_instead_is_its_classification_where_the_register_has_that_word(
    breckland, sign_in, partnership, policy_officer, code, classification
):
    """H14-21: the header says what it is instead, and taken back it is a partnership again."""
    kind = ExclusionClass.objects.get(code=code)
    gone = entries.exclude(partnership, kind, "Notes", version=1, by=policy_officer, at=NOW)
    assert gone.classification == classification
    page = sign_in(policy_officer).get(reverse("register:entry", args=[gone.reference])).content.decode()
    assert f"{kind.name}</dd>" in page
    back = entries.readmit(gone, "A slip", version=gone.version, by=policy_officer, at=NOW)
    assert back.classification == "partnership"
