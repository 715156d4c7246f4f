"""The policy team's screen of the questions: read only once answered, a new version as a copy, and whom it asks."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.models import Question, QuestionSet
from assessments.reports.question_sets import effect
from assessments.rules.questions import Given, asked_of
from assessments.workflow import cases, screenings
from assessments.workflow.case_contents import given
from assessments.workflow.questions import QUESTIONS
from partnerships.verdict import Refused
from tests.assessments.asking import answers, loaded
from tests.assessments.test_criteria_screen import filled, text_of
from tests.conftest import NOW
from tests.pages import Page

ADD = "admin:assessments_questionset_add"
CHANGE = "admin:assessments_questionset_change"


@pytest.fixture
def asking(db):
    loaded("breckland-2015")


def of(kind: str) -> QuestionSet:
    return QuestionSet.objects.get(kind=kind, from_on__year__lt=2026)


def copying(kind: str) -> str:
    return f"{reverse(ADD)}?copy={of(kind).pk}"


def test_answered_questions_are_read_only_and_offer_a_copy(sign_in, asking, partnership, policy_officer):
    """B15-49: what was answered stays as it was asked."""
    screenings.screen(partnership, answers(), by=policy_officer, at=NOW)
    tests = of("definition")
    page = text_of(sign_in(policy_officer).get(reverse(CHANGE, args=[tests.pk])))
    assert "These questions were answered, so they stay as they are." in page
    assert "New version as a copy" in page
    assert f"A no suggests: {tests.questions.first().suggests}" in page
    with pytest.raises(Refused, match="so they stay as they are"):
        QUESTIONS.change(tests, {"title": "Mine"}, [], seen=tests.version, by=policy_officer, at=NOW)


def test_one_answer_in_a_business_case_is_enough_to_keep_its_questions(asking, partnership, lead_officer):
    case = cases.open_case(partnership, False, by=lead_officer, at=NOW)
    first = of("case").questions.first()
    cases.write(case, {}, [Given(first, None, "By a board.")], version=case.version, by=lead_officer, at=NOW)
    assert not QUESTIONS.may_change(of("case"))
    assert QUESTIONS.may_change(of("conditions"))


def test_a_copy_says_who_would_be_asked_what_and_is_then_saved(sign_in, asking, partnership, policy_officer):
    """SH-09: which questions a tier answers is set question by question."""
    client, address = sign_in(policy_officer), copying("case")
    gone = {"line-1-text": "", "line-1-source": "", "line-1-help_text": "", "line-1-group": ""}
    new = {"line-25-text": "Is it insured?", "line-25-source": "Minute 12", "line-25-answer": "yes_no"}
    typed = {"from_on": "1 4 2080", "source": "Council", "line-0-tier": "significant", **gone, **new}
    shown = client.post(address, filled(client, address, **typed))
    page = text_of(shown)
    assert "1 active entry would be asked other questions in a business case." in page
    assert "Is it insured?" in page
    assert "Who takes its decisions?" in page
    rows = [(row.entries, row.now, row.then) for row in shown.context["effect"].rows]
    assert rows == [(0, 25, 25), (0, 25, 24), (1, 25, 25)]
    assert QuestionSet.objects.filter(kind="case").count() == 1
    client.post(address, Page(shown.content.decode()).posted(address) | {"confirmed": "yes"})
    version = QuestionSet.objects.get(kind="case", from_on="2080-04-01")
    texts = [each.text for each in version.questions.all()]
    assert (len(texts), texts[-1], version.questions.first().tier) == (25, "Is it insured?", "significant")
    facts = Question.objects.filter(set=of("case")).exclude(fact="").count()
    assert version.questions.exclude(fact="").count() == facts
    assert len(asked_of(version.questions.all(), "desirable", True)) == 24


def test_complex_partnerships_are_counted_apart_where_they_are_asked_more(partnership):
    """SH-09: in proportion to size and significance."""
    loaded("wirral-2009")
    asked = list(Question.objects.filter(set__kind="case"))
    found = effect(QuestionSet.objects.get(kind="case"), asked[1:], NOW.date())
    assert [(row.who, row.entries, row.now, row.then) for row in found.rows[-2:]] == [
        ("Not known how significant: small or simple", 1, 21, 20),
        ("Not known how significant: large or complex", 1, 25, 24),
    ]
    assert found.sentence == "1 active entry would be asked other questions in a business case."
    assert found.dropped == (asked[0].text,)


def test_questions_that_nobody_answered_are_changed_in_place(sign_in, asking, policy_officer):
    client, address = sign_in(policy_officer), reverse(CHANGE, args=[of("definition").pk])
    typed = {"line-0-text": "Are they two or more?", "confirmed": "yes"}
    client.post(address, filled(client, address, **typed))
    tests = of("definition")
    assert (tests.questions.count(), tests.questions.first().text) == (4, "Are they two or more?")
    assert tests.questions.first().suggests.code == "outside_body"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"from_on": "1 4 2020"}, "A version begins today or later"),
        ({"source": ""}, "Enter the paragraph."),
        ({"line-1-source": ""}, "Say what stands under “Paragraph”"),
        ({"line-1-text": ""}, "Write the question, or leave all of it empty."),
    ],
)
def test_a_version_without_day_paragraph_or_words_is_refused(sign_in, asking, policy_officer, typed, sentence):
    client, address = sign_in(policy_officer), copying("definition")
    values = {"from_on": "1 4 2080", "source": "Council", "confirmed": "yes", **typed}
    assert sentence in text_of(client.post(address, filled(client, address, **values)))
    assert QuestionSet.objects.filter(kind="definition").count() == 1


def test_a_second_version_of_one_day_is_refused(asking, policy_officer):
    policy, line = of("case").policy, {"text": "Why?", "source": "1"}

    def begin():
        version = QuestionSet(policy=policy, kind="case", from_on=NOW.date(), title="Two", source="Council")
        return QUESTIONS.begin(version, [line], by=policy_officer, at=NOW)

    begin()
    with pytest.raises(ValidationError, match="are in use already"):
        begin()


def test_a_business_case_goes_on_with_the_questions_that_it_has_answered(
    asking, partnership, lead_officer, policy_officer
):
    case = cases.open_case(partnership, False, by=lead_officer, at=NOW)
    old = of("conditions").questions.first()
    cases.write(case, {}, [Given(old, True, "")], version=case.version, by=lead_officer, at=NOW)
    for kind in ("conditions", "key_criteria"):
        version = QuestionSet(policy=of(kind).policy, kind=kind, from_on=NOW.date(), title="New", source="Council")
        QUESTIONS.begin(version, [{"text": "New?", "source": "1"}], by=policy_officer, at=NOW)
    asked = given(case, NOW)
    assert (len(asked["conditions"]), asked["conditions"][0].is_yes) == (8, True)
    assert [each.question.text for each in asked["key_criteria"]] == ["New?"]


def test_only_the_policy_team_keeps_questions(sign_in, asking, administrator, lead_officer):
    for person in (administrator, lead_officer):
        assert sign_in(person).get(reverse(CHANGE, args=[of("case").pk])).status_code == 403
