"""Reviews of one partnership that scrutiny asks for: from the request to what the panel found (H11-07, B15-34)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships import saving
from partnerships.models import Letter
from partnerships.verdict import Refused
from register.models import Partnership
from reviews.models import InvolvementReview, Recommendation, ScrutinyReview
from reviews.models.choices import ScrutinyStatus
from reviews.rules.printed import names
from reviews.workflow import involvement, scrutiny
from reviews.workflow.scrutiny import SCRUTINY
from tests.conftest import NOW
from tests.reviews import harborough, scrutinising
from tests.reviews.papers import draft
from tests.reviews.recommending import SAID
from tests.reviews.scrutinising import agreed, answered, begun, reported

pytestmark = pytest.mark.django_db
NAME = "Harborough Tourism Partnership"


@pytest.fixture
def asked(partnership, scrutiny_member, policy_officer) -> ScrutinyReview:
    return scrutinising.asked(scrutiny_member, policy_officer)


def test_a_request_is_agreed_given_to_a_panel_and_reported_and_leads_to_a_recommendation(
    asked, partnership, scrutiny_member, democratic_services, policy_officer
):
    """H11-07: individually, by the appropriate panel, subject to the agreement of the commission."""
    assert (asked.partnership, asked.status, asked.paper.status) == (partnership, "requested", "issued")
    found = reported(begun(agreed(asked, democratic_services), democratic_services), democratic_services)
    assert (found.status, str(found.commission), str(found.panel)) == (
        "reported",
        "Scrutiny Commission",
        "Scrutiny Panel",
    )
    assert list(Letter.objects.order_by("pk").values_list("to", "context__state")) == [
        (scrutiny_member.pk, "agreed"),
        (scrutiny_member.pk, "reported"),
    ]
    made = scrutiny.recommend(found, SAID, by=policy_officer, at=NOW)
    assert (made.source, made.source_title, made.scrutiny_review) == ("scrutiny", "Review by Scrutiny Panel", found)


def test_a_member_names_what_an_issued_paper_prints_and_nothing_else(
    partnership, scrutiny_member, policy_officer, officer
):
    """B15-34: scrutiny reads papers, and may ask for a review of what stands in them."""
    draft(by=policy_officer)
    for name in (NAME, "Joint Land Company"):
        with pytest.raises(ValidationError, match="Choose a partnership that an issued paper names"):
            scrutiny.ask(name, "Why?", by=scrutiny_member, at=NOW)
    scrutinising.asked(scrutiny_member, policy_officer)
    asks_twice = pytest.raises(ValidationError, match="This member has asked for a review of this partnership already")
    with asks_twice:
        scrutiny.ask(NAME, "Why?", by=scrutiny_member, at=NOW)
    twice = ScrutinyReview(named=NAME, why="Why?", member=scrutiny_member, asked_at=NOW, asked_by=scrutiny_member)
    with asks_twice:
        saving.create(twice, by=scrutiny_member, at=NOW)
    with pytest.raises(Refused, match="Only scrutiny members ask"):
        scrutiny.ask(NAME, "Why?", by=officer, at=NOW)


def test_the_outcomes_of_an_annual_review_report_name_partnerships_too():
    rows = [{"name": "Rivers Trust"}]
    assert list(names([{"family": "", "rows": rows}], None)) == ["Rivers Trust"]
    assert list(names([], {"rows": [["Tourism Board", "Low"]]})) == ["Tourism Board"]


def test_who_asked_or_wrote_the_request_down_does_not_record_the_answer(
    partnership, policy_officer, democratic_services, scrutiny_member
):
    with pytest.raises(ValidationError, match="Say who asks"):
        scrutiny.record(partnership, {"why": "It costs a lot."}, by=policy_officer, at=NOW)
    made = scrutiny.record(partnership, {"why": "Costs", "member": scrutiny_member}, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="somebody else records the answer"):
        agreed(made, policy_officer)
    with pytest.raises(Refused, match="Say which body decided"):
        scrutiny.decline(made, {}, version=made.version, by=democratic_services, at=NOW)
    later = {**answered(harborough.body()), "decided_on": NOW.date() + timedelta(days=1)}
    with pytest.raises(ValidationError, match="still to come"):
        scrutiny.decline(made, later, version=made.version, by=democratic_services, at=NOW)
    declined = scrutiny.decline(made, answered(harborough.body()), version=made.version, by=democratic_services, at=NOW)
    assert (declined.status, declined.settled_by) == ("declined", democratic_services)


def test_one_review_of_a_partnership_at_a_time_is_agreed(asked, partnership, democratic_services, policy_officer):
    agreed(asked, democratic_services)
    other = scrutiny.record(partnership, {"why": "Costs", "on_behalf_of": "A panel"}, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="agreed already"):
        agreed(other, democratic_services)


def test_what_is_agreed_may_open_a_review_of_involvement(asked, partnership, democratic_services, policy_officer):
    why = {"why": asked.why}
    with pytest.raises(Refused, match="The commission has not agreed"):
        involvement.begin(partnership, why, scrutiny_review=asked, by=policy_officer, at=NOW)
    found = agreed(asked, democratic_services)
    made = involvement.begin(partnership, why, scrutiny_review=found, by=policy_officer, at=NOW)
    assert (made.source, made.scrutiny_review, made.status) == ("scrutiny", found, "open")


def test_a_member_reads_the_own_requests_and_meets_nothing_of_the_register(
    sign_in, asked, partnership, scrutiny_member, councillor, democratic_services, policy_officer
):
    """The name is the paper's, whatever the register calls it by now; a later exemption hides no answer to a paper."""
    Partnership.objects.filter(pk=partnership.pk).update(name="Renamed Partnership", is_exempt=True, exempt_paragraph=3)
    exempt = {"why": "Costs", "member": scrutiny_member}
    recorded = scrutiny.record(Partnership.objects.get(pk=partnership.pk), exempt, by=policy_officer, at=NOW)
    client = sign_in(scrutiny_member)
    listed = client.get(reverse("reviews:scrutiny_reviews")).content.decode()
    own = client.get(reverse("reviews:scrutiny_review", args=[asked.pk])).content.decode()
    assert NAME in listed
    assert NAME in own
    assert "Renamed" not in listed + own
    assert f"/partnerships/{partnership.reference}" not in own
    assert client.get(reverse("reviews:scrutiny_review", args=[recorded.pk])).status_code == 404
    assert sign_in(councillor).get(reverse("reviews:scrutiny_review", args=[asked.pk])).status_code == 404


def test_the_pages_lead_from_a_paper_to_the_report(
    sign_in, partnership, scrutiny_member, democratic_services, policy_officer
):
    scrutinising.issued(by=policy_officer)
    paper = sign_in(scrutiny_member).get("/reports/").context["papers"][0]
    client = sign_in(scrutiny_member)
    ask = f"{reverse('reviews:scrutiny_ask')}?paper={paper.reference}"
    assert ask in client.get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    said = {"named": NAME, "why": "It costs a lot."}
    assert "The request is made." in client.post(ask, said, follow=True).content.decode()
    found = ScrutinyReview.objects.get()
    body = harborough.body()
    client = sign_in(democratic_services)
    home = client.get(reverse("reviews:home")).content.decode()
    assert "Request of scrutiny to be answered" in home
    decision = {"commission": body.pk, "decided_on": "20 11 2026", "minute": "12/26", "decision_reason": "Timely."}
    steps = (
        ("agree", {**decision, "partnership": partnership.reference}, "The request is agreed."),
        ("begin", {"panel": body.pk, "lead_member": "Cllr A", "due_on": "1 12 2090"}, "the review is in progress."),
        ("report", {"reported_on": "20 11 2026", "found": "It brings visitors."}, "The report is recorded."),
    )
    for verb, fill, sentence in steps:
        version = ScrutinyReview.objects.get().version
        address = reverse(f"reviews:scrutiny_{verb}", args=[found.pk])
        assert sentence in client.post(address, {"version": version, **fill}, follow=True).content.decode()
    client = sign_in(policy_officer)
    pack = reverse("reviews:pack", args=[partnership.reference])
    assert pack in client.get(reverse("reviews:scrutiny_review", args=[found.pk])).content.decode()
    client.post(reverse("reviews:scrutiny_involvement", args=[found.pk]), {"kind": "ordinary", "why": "As asked"})
    review = InvolvementReview.objects.get()
    client.post(
        reverse("reviews:involvement_write", args=[review.pk]), {"version": review.version, "found": "It costs a lot."}
    )
    said = {"kind": "retain", "heading": "review", "text": "Stay."}
    client.post(reverse("reviews:involvement_recommend", args=[review.pk]), said)
    made = Recommendation.objects.get()
    assert (made.involvement, made.scrutiny_review, made.source) == (review, found, "scrutiny")
    page = client.get(reverse("reviews:scrutiny_review", args=[found.pk])).content.decode()
    assert made.reference in page
    assert "Reviews of our involvement" in page


ROLES = (
    "policy_officer", "second_policy_officer", "democratic_services", "lead_officer", "corporate_manager", "auditor",
    "administrator", "scrutiny_member",
)  # fmt: skip
POLICY = {"policy_officer", "second_policy_officer"}
RECORDERS = POLICY | {"democratic_services"}


@pytest.mark.parametrize("status", ScrutinyStatus.values)
def test_each_step_is_taken_from_its_state_by_its_people_alone(
    request, status, partnership, policy_officer, scrutiny_member
):
    """Written down by one policy officer for a member: the other one, and democratic services, record the answer."""
    review = ScrutinyReview(
        partnership=partnership, status=status, named=NAME, member=scrutiny_member, asked_by=policy_officer
    )
    for verb, step in SCRUTINY.transitions.items():
        allowed = RECORDERS - {"policy_officer"} if verb in ("agree", "decline") else RECORDERS
        for role in ROLES:
            verdict = SCRUTINY.may_start(request.getfixturevalue(role), review, verb)
            assert bool(verdict) is (status in step.sources and role in allowed), (verb, role)
            assert verdict or verdict.reason.endswith(".")
