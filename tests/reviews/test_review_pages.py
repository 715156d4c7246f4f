"""Walking a review through its pages: how many answers and pages it takes, and what a page keeps (B15-21, B15-49)."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from assessments.rules.questions import Given
from register.models import Meeting
from register.workflow import entries
from reviews.models import Review
from reviews.models.choices import Section
from reviews.reports.review_answers import asked
from reviews.rules.reviews import LOOKED_AT
from reviews.rules.rounds import ALL, SHORT
from reviews.workflow import accepting, filling_in, reviews
from tests.conftest import NOW
from tests.reviews import reviewing
from tests.reviews.reviewing import NEXT, filled, fresh, opened, opened_round, section

LAST_YEAR = NOW - timedelta(days=330)


class Boxes(HTMLParser):
    """What a browser would send of the page's form, as it was sent to it."""

    def __init__(self, text: str):
        super().__init__()
        self.values, self.area, self.select, self.is_in = {}, "", "", False
        self.choices: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.is_in = "data-autosave" in found or "app-form" in (found.get("class") or "")
        name = found.get("name")
        if not self.is_in or not name or name == "csrfmiddlewaretoken":
            if tag == "option" and self.select and "selected" in found:
                self.values[self.select] = found.get("value", "")
            return
        if tag == "textarea":
            self.area, self.values[name] = name, ""
        elif tag == "select":
            self.select = name
            self.values.setdefault(name, "")
        elif tag == "input" and found.get("type") in ("radio", "checkbox"):
            self.choices.setdefault(name, []).append(found.get("value", "on"))
            if "checked" in found:
                self.values[name] = found.get("value", "on")
        elif tag == "input":
            self.values[name] = found.get("value", "")

    def handle_data(self, data):
        if self.area:
            self.values[self.area] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.values[self.area] = self.values[self.area].strip()
            self.area = ""
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.is_in = False


class Walker:
    """Somebody who answers only what is not answered, and counts."""

    def __init__(self, client):
        self.client, self.pages, self.answers = client, 0, 0

    def load(self, url: str):
        self.pages += 1
        self.response = self.client.get(url)
        assert self.response.status_code == 200, url
        return Boxes(self.response.content.decode())

    def send(self, url: str, boxes: Boxes, chosen: dict[str, str]) -> str:
        """Send the page with these answers; each that was not there already counts."""
        wanted = {name: value for name, value in chosen.items() if boxes.values.get(name) != value}
        self.answers += len(wanted)
        answer = self.client.post(url, boxes.values | wanted)
        assert answer.status_code == 302, answer.content.decode()[:6000]
        return answer["Location"]


@pytest.fixture
def walker(sign_in, lead_officer):
    return Walker(sign_in(lead_officer))


def chosen(boxes: Boxes) -> dict[str, str]:
    """The answer of somebody for whom nothing has changed."""
    usual = {name: values[0] for name, values in boxes.choices.items()}
    return usual | {name: "retain" for name in usual if name == "recommendation_kind"}


@pytest.fixture
def reviewed(partnership, lead_officer, policy_officer):
    """An entry that was assessed, and reviewed in full, last year; and this year's round."""

    def made(keys, tier="") -> Review:
        reviewing.with_criteria()
        met = Meeting(partnership=partnership, held_on=reviewing.TODAY - timedelta(days=30))
        entries.add_line(met, partnership, by=policy_officer, at=NOW)
        for kind in ("risk", "value"):
            reviewing.assessed(partnership, kind, lead_officer, policy_officer, LAST_YEAR)
        earlier = opened_round(policy_officer, "Last year", reviewing.YEAR - 1, opened_at=LAST_YEAR)
        last = opened(partnership, earlier, policy_officer, keys, tier)
        done = filled(last, lead_officer, LAST_YEAR)
        handed_in = reviews.submit(done, {}, version=done.version, by=lead_officer, at=LAST_YEAR)
        accepting.accept(handed_in, {}, next_on=NEXT, version=handed_in.version, by=policy_officer, at=LAST_YEAR)
        return opened(fresh(partnership), opened_round(policy_officer), policy_officer, keys, tier)

    return made


def test_an_unchanged_significant_partnership_takes_at_most_18_answers_and_12_pages(reviewed, walker):
    review = reviewed(ALL, "significant")
    overview = reverse("reviews:review", args=[review.pk])
    walker.load(overview)
    url, confirmed = reverse("reviews:review_page", args=[review.pk, "facts"]), []
    while url != overview:
        boxes = walker.load(url)
        assert not boxes.choices.keys() & boxes.values.keys()
        confirmed += [name for name in boxes.choices if name.startswith("how_")]
        url = walker.send(url, boxes, chosen(boxes))
    walker.load(overview)
    assert fresh(review).status == "submitted"
    assert confirmed == [f"how_{key}" for key in LOOKED_AT]
    assert walker.answers <= 18
    assert walker.pages <= 12


def test_a_small_one_takes_at_most_9_answers_and_2_pages(reviewed, walker):
    review = reviewed(SHORT)
    url = walker.client.get(reverse("reviews:review_answer", args=[review.pk]))["Location"]
    boxes = walker.load(url)
    walker.load(walker.send(url, boxes, chosen(boxes)))
    assert fresh(review).status == "submitted"
    assert (walker.answers, walker.pages) == (9, 2)


def test_nothing_that_counts_is_chosen_beforehand(reviewed, walker):
    review = reviewed(SHORT)
    boxes = walker.load(reverse("reviews:review_page", args=[review.pk, "answers"]))
    assert not boxes.choices.keys() & boxes.values.keys()
    assert {"declaration", "adds_value", "recommendation_kind", "how_facts", "how_money"} <= boxes.choices.keys()
    texts = [name for name in boxes.values if name.endswith("_text")]
    assert len(texts) == 3
    assert all(boxes.values[name] == "As the minutes say." for name in texts)


@pytest.fixture
def small(partnership, policy_officer):
    return opened(partnership, opened_round(policy_officer), policy_officer, ("facts", "questions", "activity"))


def test_what_is_kept_for_later_asks_for_nothing_and_loses_nothing(small, walker):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    boxes = walker.load(url)
    back = walker.send(url, boxes, {"note_facts": "Ask the chair", "later": "yes"})
    assert (back, fresh(small).status) == (reverse("reviews:review", args=[small.pk]), "in_progress")
    assert walker.load(url).values["note_facts"] == "Ask the chair"


@pytest.mark.once
def test_a_page_saves_itself_as_often_as_it_likes(small, walker):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    values = walker.load(url).values
    for typed in ("It met", "It met twice."):
        answer = walker.client.post(url, values | {"activity": typed, "autosave": "yes"})
        assert answer.status_code == 200
        values |= dict(line.split("=") for line in answer.content.decode().splitlines())
    assert fresh(small).activity == "It met twice."
    assert section(small, "activity").state == "in_progress"


def test_what_the_reviewing_cost_is_kept_where_somebody_says_it_and_added_up_for_the_round_W09_14(
    small, walker, policy_officer, sign_in
):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    boxes = walker.load(url)
    texts = {name: "It does." for name in boxes.values if name.endswith("_text")}
    walker.send(url, boxes, chosen(boxes) | texts | {"activity": "It met.", "hours_spent": "1.5"})
    assert "1.5 hours" in walker.client.get(reverse("reviews:review", args=[small.pk])).content.decode()
    page = sign_in(policy_officer).get(reverse("reviews:round", args=[small.round_id])).content.decode()
    assert "1.5 hours, said of 1 review" in page


def test_what_is_missing_is_said_at_its_place_and_what_was_typed_stays(small, walker):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    values = walker.load(url).values | {"activity": "It met twice.", "how_facts": "changed"}
    text = walker.client.post(url, values).content.decode()
    assert "Change above what is no longer right, or say in the note what has changed." in text
    assert "Answer yes or no: “Does it work effectively?”" in text
    assert "Tick that the review is accurate." in text
    assert "It met twice." in text


def test_who_was_slower_is_told_and_keeps_what_they_typed(small, walker, officer, lead_officer):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    values = walker.load(url).values | {"note_facts": "Mine", "later": "yes"}
    given = filling_in.delegate(section(small, "facts"), officer, version=1, by=lead_officer, at=NOW)
    theirs = filling_in.Said(given, given.version, "", "Theirs")
    filling_in.keep(small, [theirs], is_final=False, by=officer, at=NOW)
    again = Boxes((answer := walker.client.post(url, values)).content.decode())
    assert "Olly Officer saved this meanwhile" in answer.content.decode()
    assert (again.values["note_facts"], section(small, "facts").note) == ("Mine", "Theirs")
    assert "Saved meanwhile: Theirs" in answer.content.decode()
    walker.send(url, again, {"later": "yes"})
    assert section(small, "facts").note == "Mine"


def test_a_fact_is_changed_on_its_own_page_and_waits(small, walker, partnership):
    url = reverse("reviews:review_change", args=[small.pk, "facts", "purpose"])
    boxes = walker.load(url)
    back = walker.send(url, boxes, {"function": "Brings visitors to the district"})
    assert back.endswith("#facts")
    assert fresh(partnership).function == ""
    page = walker.client.get(back).content.decode()
    assert "set to Brings visitors to the district" in page
    assert walker.load(url).values["function"] == "Brings visitors to the district"


def test_a_fact_that_somebody_else_changed_in_the_review_meanwhile_is_not_overwritten_unseen(
    small, walker, officer, lead_officer
):
    url = reverse("reviews:review_change", args=[small.pk, "facts", "purpose"])
    boxes = walker.load(url)
    given = filling_in.delegate(section(small, "facts"), officer, version=1, by=lead_officer, at=NOW)
    seen = {"version": given.version, "by": officer, "at": NOW}
    filling_in.stage(given, {"function": ""}, {"function": "Theirs"}, **seen)
    answer = walker.client.post(url, boxes.values | {"function": "Mine"})
    assert "Olly Officer changed this section meanwhile" in answer.content.decode()
    assert [each["after"] for each in section(small, "facts").changes] == ["Theirs"]
    walker.send(url, Boxes(answer.content.decode()), {})
    assert [each["after"] for each in section(small, "facts").changes] == ["Mine"]


def test_the_questions_of_the_business_case_are_answered_anew_B15_49(partnership, policy_officer, walker):
    review = opened(partnership, opened_round(policy_officer), policy_officer, ("appendix", *SHORT), "significant")
    page = reverse("reviews:review_page", args=[review.pk, "outcomes"])
    values = walker.load(page).values | {"how_appendix": "confirmed"}
    assert "never answered" in walker.client.post(page, values).content.decode()
    url = reverse("reviews:review_appendix", args=[review.pk])
    boxes = walker.load(url)
    texts = {name: "As agreed." for name in boxes.values if name.endswith("_text")}
    walker.send(url, boxes, texts | {name: each[0] for name, each in boxes.choices.items()})
    questions = [each for each in asked(review, Section.APPENDIX) if not each.fact]
    kept = {each.question_id: Given(each.question, each.is_yes, each.text) for each in review.answers.all()}
    assert {each.pk for each in questions} == kept.keys()
    assert len(asked(review, Section.APPENDIX)) == 25


def test_a_colleague_fills_in_what_was_given_to_them_and_nothing_else(small, sign_in, officer, lead_officer):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    assert sign_in(officer).get(url).status_code == 403
    filling_in.delegate(section(small, "activity"), officer, version=1, by=lead_officer, at=NOW)
    client = sign_in(officer)
    boxes = Boxes(client.get(url).content.decode())
    assert "activity" in boxes.values
    assert not {"declaration", "how_facts"} & boxes.choices.keys()
    assert client.post(url, boxes.values | {"activity": "It met."}).status_code == 302
    assert (section(small, "activity").state, fresh(small).status) == ("completed", "in_progress")


@pytest.mark.once
def test_the_page_of_a_review_costs_the_same_however_much_is_in_it(
    reviewed, sign_in, lead_officer, django_assert_max_num_queries
):
    review = reviewed(ALL, "significant")
    client = sign_in(lead_officer)
    with django_assert_max_num_queries(40):
        client.get(reverse("reviews:review", args=[review.pk]))
    for page in ("facts", "money", "outcomes", "risk", "governance", "recommendation"):
        with django_assert_max_num_queries(60):
            client.get(reverse("reviews:review_page", args=[review.pk, page]))


def test_a_page_with_a_mistake_keeps_what_is_right_and_says_what_is_wrong(small, walker):
    url = reverse("reviews:review_page", args=[small.pk, "answers"])
    values = walker.load(url).values | {"activity": "It met twice.", "note_facts": "Ask the chair"}
    assert walker.client.post(url, values).status_code == 200
    assert walker.load(url).values["activity"] == "It met twice."
    assert section(small, "activity").state == "in_progress"


def test_the_answers_are_kept_before_an_assessment_is_begun(reviewed, walker):
    review = reviewed(SHORT)
    url = reverse("reviews:review_page", args=[review.pk, "answers"])
    boxes = walker.load(url)
    form = walker.send(url, boxes, {"activity": "It met.", "assess": "risk"})
    assert form.startswith("/assessments/")
    assert fresh(review).activity == "It met."


def test_what_a_review_recommends_is_shown_with_its_sign(partnership, lead_officer, policy_officer, sign_in):
    """H14-44: two hours fewer are not two hours."""
    review = opened(partnership, opened_round(policy_officer), policy_officer, ("recommendation",))
    said = {"recommendation_kind": "reduce", "recommendation": "Meet less.", "hours_change": -2, "pounds_change": 500}
    handed_in = reviewing.submitted(filled(review, lead_officer, recommendation={"about": said}), lead_officer)
    page = sign_in(policy_officer).get(reverse("reviews:review", args=[handed_in.pk])).text
    assert "−2 hours a month" in page
    assert "+£500 a year" in page
