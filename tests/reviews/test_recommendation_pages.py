"""The pages of recommendations: begun from the entry, completed, listed with totals, in few queries."""

import pytest
from django.urls import reverse

from register.models import Partnership
from register.models.choices import RecommendationKind
from register.workflow import entries
from reviews.models import Consultation, FollowUp, PlannedAction, Recommendation, RecommendationSubject
from reviews.reports.recommendation_list import found, rows, totals
from reviews.workflow import recommendations
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending
from tests.reviews.recommending import TODAY, begun, fresh, planned, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db):
    recommending.table()


def page_of(client, recommendation) -> str:
    return client.get(reverse("reviews:recommendation", args=[recommendation.pk])).content.decode()


def post(client, name: str, args: list, **data) -> str:
    return client.post(reverse(f"reviews:{name}", args=args), data, follow=True).content.decode()


def test_it_begins_with_what_the_entry_says_of_its_own_future(
    sign_in, table, partnership, lead_officer, policy_officer
):
    words = {
        "recommendation": "Attend twice a year.",
        "recommendation_kind": RecommendationKind.REDUCE,
        "recommendation_heading": "reduce",
        "hours_change": -4,
    }
    entries.edit(partnership, words, version=partnership.version, by=policy_officer, at=NOW)
    client = sign_in(lead_officer)
    form = client.get(reverse("reviews:recommendation_begin", args=[partnership.reference])).context["form"]
    assert (form["text"].value(), form["kind"].value(), form["hours_change"].value()) == (
        "Attend twice a year.",
        "reduce",
        "-4",
    )
    data = {"kind": "reduce", "heading": "reduce", "text": "Attend twice a year.", "hours_change": "-4"}
    text = post(client, "recommendation_begin", [partnership.reference], **data)
    assert "R-0001 is begun as a draft." in text
    made = Recommendation.objects.get()
    assert (made.hours_change, made.pounds_change, made.drafted_by) == (-4, None, lead_officer)
    tab = client.get(reverse("reviews:entry_recommendations", args=[partnership.reference])).content.decode()
    assert "R-0001" in tab


def test_its_parts_and_lines_are_filled_in_and_it_is_handed_in(
    sign_in, table, partnership, lead_officer, policy_officer
):
    """H14-04, H14-25, H14-40"""
    client = sign_in(lead_officer)
    made = begun(partnership, lead_officer)
    other = factories.partnership(by=policy_officer, name="Welland Board")
    post(client, "recommendation_edit", [made.pk, "source"], source="audit", source_number="30", version=made.version)
    what = {"kind": "reduce", "heading": "reduce", "text": made.text, "plan": "Open for Business", "hours_change": "-4"}
    text = post(client, "recommendation_edit", [made.pk, "what"], version=fresh(made).version, **what)
    assert "Open for Business" in text
    post(client, "recommendation_line_add", [made.pk, "subjects"], partnership="Welland Board", is_exception="on")
    post(client, "recommendation_line_add", [made.pk, "consultations"], role="Portfolio holder")
    action = {"text": "Tell the chair", "owner_post": "Manager", "due_on": "1 12 2090"}
    text = post(client, "recommendation_line_add", [made.pk, "actions"], **action)
    for words in ("Audit", "number 30", "Welland Board", "Excepted", "Not consulted yet", "Tell the chair"):
        assert words in text
    assert RecommendationSubject.objects.get(partnership=other).is_exception
    line = Consultation.objects.get()
    heard = {"role": line.role, "consulted_on": "2 11 2026", "said": "Stay.", "version": line.version}
    assert "Stay." in post(client, "recommendation_line_change", ["consultations", line.pk], **heard)
    plan = PlannedAction.objects.get()
    text = post(client, "recommendation_line_remove", ["actions", plan.pk], version=plan.version)
    assert "Nothing is planned." in text
    assert "The recommendation is handed in." in post(
        client, "recommendation_submit", [made.pk], version=fresh(made).version
    )


def test_a_subject_is_one_partnership_or_a_family(sign_in, table, partnership, lead_officer):
    made = begun(partnership, lead_officer)
    text = post(sign_in(lead_officer), "recommendation_line_add", [made.pk, "subjects"], note="x")
    assert "Enter a partnership, or choose a family." in text


def test_to_leave_says_that_an_exit_strategy_must_be_opened(
    sign_in, table, partnership, policy_officer, second_policy_officer
):
    """H14-31"""
    made = begun(partnership, policy_officer, kind="withdraw")
    approved = recommending.approved(proposed(made, policy_officer), second_policy_officer)
    text = page_of(sign_in(policy_officer), approved)
    assert "An exit strategy must be approved for each of these partnerships" in text
    assert reverse("reviews:exit_strategy", args=[approved.exits.get().pk]) in text


def test_the_page_says_what_each_body_said_and_the_risk_it_rested_on(
    sign_in, table, partnership, lead_officer, policy_officer, democratic_services
):
    """H14-02, H14-45"""
    stands = fresh(partnership)
    entries.edit(stands, {"risk_rating": "high"}, version=stands.version, by=policy_officer, at=NOW)
    made = proposed(begun(partnership, lead_officer), policy_officer)
    recommending.said(made, "Scrutiny", democratic_services, "not_supported")
    text = page_of(sign_in(policy_officer), made)
    for words in ("Does not support it", "Has not decided yet", "Risk when it was put: High"):
        assert words in text


def test_totals_are_by_heading_and_say_what_is_left_out(table, partnership, policy_officer):
    """H14-44"""
    begun(partnership, policy_officer)
    begun(partnership, policy_officer, hours_change=-2, pounds_change=None)
    begun(partnership, policy_officer, heading="increase", hours_change=None, pounds_change=800)
    lines = {line.title: line for line in totals(found(policy_officer, "open", TODAY))}
    reduce, every = lines["Reduce resources"], lines["All"]
    assert (reduce.count, reduce.hours, reduce.pounds, reduce.left_out) == (
        2, "−6 hours a month", "−£500 a year", "1 without pounds",
    )  # fmt: skip
    assert (every.count, every.hours, every.pounds) == (3, "−6 hours a month", "+£300 a year")
    assert lines["Review resources"].hours == "–"


def test_the_list_is_narrowed_and_says_when_it_is_empty(sign_in, table, partnership, policy_officer):
    client = sign_in(policy_officer)
    address = reverse("reviews:recommendations")
    assert "No recommendation here" in client.get(address).content.decode()
    begun(partnership, policy_officer)
    assert "R-0001" in client.get(address, {"heading": "reduce", "kind": "reduce"}).content.decode()
    text = client.get(address, {"heading": "increase"}).content.decode()
    assert "No recommendation matches" in text


@pytest.mark.once
def test_the_list_asks_as_much_for_one_as_for_many(table, partnership, policy_officer, django_assert_num_queries):
    begun(partnership, policy_officer)
    with django_assert_num_queries(2):
        assert len(rows(found(policy_officer, "open", TODAY))) == 1
    for _ in range(5):
        made = begun(partnership, policy_officer)
        planned(made, policy_officer)
    with django_assert_num_queries(2):
        assert len(rows(found(policy_officer, "open", TODAY))) == 6


def test_a_stale_page_puts_nothing_twice(sign_in, table, partnership, lead_officer, policy_officer):
    made = begun(partnership, lead_officer)
    client = sign_in(policy_officer)
    version = made.version
    assert "put to the bodies" in post(client, "recommendation_propose", [made.pk], version=version)
    again = client.post(reverse("reviews:recommendation_propose", args=[made.pk]), {"version": version})
    assert again.status_code == 403
    assert Recommendation.objects.get().matter.steps.count() == 2


def test_a_body_that_approves_nothing_in_the_route_is_said_on_the_form(sign_in, partnership, policy_officer):
    made = begun(partnership, policy_officer)
    text = post(sign_in(policy_officer), "recommendation_propose", [made.pk], version=made.version)
    assert "No policy is loaded" in text
    assert fresh(made).status == "draft"


def test_a_councillor_does_not_read_recommendations(sign_in, table, partnership, policy_officer, councillor):
    made = begun(partnership, policy_officer)
    client = sign_in(councillor)
    assert client.get(reverse("reviews:recommendations")).status_code == 403
    assert client.get(reverse("reviews:recommendation", args=[made.pk])).status_code == 404


def test_returned_is_shown_to_its_drafter(sign_in, table, partnership, lead_officer, policy_officer):
    made = begun(partnership, lead_officer)
    made = recommendations.submit(made, {}, version=made.version, by=lead_officer, at=NOW)
    made = recommendations.give_back(
        made, {"return_comment": "Which?"}, version=made.version, by=policy_officer, at=NOW
    )
    client = sign_in(lead_officer)
    assert "Which?" in page_of(client, made)
    assert "Recommendation returned to you" in client.get(reverse("reviews:home")).content.decode()


def test_what_depends_on_an_event_is_looked_at_again_once_it_has_happened(
    sign_in, table, partnership, policy_officer, second_policy_officer
):
    """H14-29: if the bid succeeds, membership matters more; its result is what it waits for."""
    note = {"condition": "If the bid succeeds, membership matters more.", "reopening_event": "The bid is decided"}
    made = recommending.approved(
        proposed(begun(partnership, policy_officer, **note), policy_officer), second_policy_officer
    )
    text = page_of(sign_in(policy_officer), made)
    for words in (*note.values(), "It has happened: look at it again"):
        assert words in text
    assert f"?follows={made.pk}" in text


def test_until_when_a_body_deferred_it_is_said(
    sign_in, table, partnership, lead_officer, policy_officer, democratic_services
):
    made = proposed(begun(partnership, lead_officer), policy_officer)
    recommending.said(made, "Executive", democratic_services, "deferred", deferred_until="the budget report")
    text = page_of(sign_in(policy_officer), made)
    assert "until the budget report" in text
    assert "Deferred" in text


def test_one_that_follows_names_the_earlier_one(sign_in, table, partnership, policy_officer, second_policy_officer):
    """H14-37"""
    explored = begun(partnership, policy_officer, kind="explore", heading="review")
    explored = recommending.approved(proposed(explored, policy_officer), second_policy_officer)
    client = sign_in(policy_officer)
    address = f"{reverse('reviews:recommendation_new')}?follows={explored.pk}"
    data = {"kind": "increase", "heading": "increase", "text": "Give it four hours more.", "hours_change": "4"}
    text = client.post(address, data, follow=True).content.decode()
    assert "Follows from" in text
    second = Recommendation.objects.get(kind="increase")
    assert second.follows == explored
    assert "Led to" in page_of(client, explored)
    assert FollowUp.objects.get().recommendation == explored
    assert Partnership.objects.get().recommended.count() == 2


def test_what_a_step_still_lacks_is_said_on_its_page_and_what_was_typed_stays(
    sign_in, table, partnership, lead_officer, policy_officer
):
    made = begun(partnership, lead_officer)
    post(sign_in(lead_officer), "recommendation_line_add", [made.pk, "consultations"], role="Portfolio holder")
    post(sign_in(lead_officer), "recommendation_submit", [made.pk], version=fresh(made).version)
    assert fresh(made).status == "submitted"
    data = {"version": fresh(made).version, "significance_reason": "As it stands"}
    address = reverse("reviews:recommendation_propose", args=[made.pk])
    answer = sign_in(policy_officer).post(address, data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Record what Portfolio holder said, or take that consultation off." in text
    assert "As it stands" in text
    assert fresh(made).status == "submitted"
    assert sign_in(lead_officer).post(address, data).status_code == 403
