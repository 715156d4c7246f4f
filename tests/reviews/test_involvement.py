"""Reviews of the council's involvement: proposed, opened, written, ended by what the bodies decide (W09-05, H14-36)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.models import Finding
from partnerships import saving
from partnerships.verdict import Refused
from register.models import Partnership
from register.workflow import entries
from reviews.models import InvolvementReview
from reviews.models.choices import InvolvementStatus
from reviews.reports.involvement import afterwards, found
from reviews.workflow import accepting, involvement
from reviews.workflow.involvement import INVOLVEMENT
from reviews.workflow.involvement_found import propose_from_findings
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending, reviewing
from tests.reviews.recommending import SAID, fresh

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
FOUND = {
    "found": "It costs more than it brings.",
    "reported_to": "Harborough Improvement Team Steering Group",
    "reported_on": TODAY,
    "next_report_to": "Executive",
    "next_report_on": TODAY + timedelta(days=60),
}


def opened(entry, by, **values) -> InvolvementReview:
    return involvement.begin(entry, {"why": "It costs too much.", **values}, by=by, at=NOW)


def written(review, by, **values) -> InvolvementReview:
    return involvement.write(review, {**FOUND, **values}, version=review.version, by=by, at=NOW)


def decided(review, kind: str, drafter, policy, recorder):
    """What it recommends, put to the bodies and approved."""
    made = involvement.recommend(fresh(review), {**SAID, "kind": kind}, by=drafter, at=NOW)
    if kind == "change_representation":
        place = {"seat": recommending.place(review.partnership), "to_post": "Rural Manager"}
        made = saving.claimed(type(made), made.pk, made.version, place, by=drafter, at=NOW)
    return recommending.approved(recommending.proposed(made, policy), recorder)


def state(review) -> tuple[str, str]:
    return fresh(review).status, Partnership.objects.get(pk=review.partnership_id).status


def test_a_policy_officer_opens_one_with_a_reason_and_the_entry_is_under_review(partnership, policy_officer):
    with pytest.raises(ValidationError, match="Say why the council looks again"):
        opened(partnership, policy_officer, why=" ")
    made = opened(partnership, policy_officer)
    assert state(made) == ("open", "under_review")
    assert (made.opened_by, made.get_source_display()) == (policy_officer, "The policy team")
    assert Partnership.history.filter(id=partnership.pk).first().history_change_reason == "It costs too much."
    with pytest.raises(Refused, match="proposed or under way already"):
        opened(fresh(partnership), policy_officer)
    with pytest.raises(Refused, match="The council is not in this partnership"):
        opened(Partnership(status="proposed"), policy_officer)


def test_what_is_proposed_is_confirmed_or_dismissed_by_the_policy_team(
    partnership, policy_officer, corporate_manager, lead_officer
):
    """W09-05: a “no” in an accepted review proposes it; confirming puts the entry under review."""
    made = involvement.propose(partnership, "No added value.", "annual_review", by=lead_officer, at=NOW)
    again = involvement.propose(partnership, "Again.", "check", check_code="D23", by=None, at=NOW)
    assert (again, state(made)) == (made, ("proposed", "active"))
    with pytest.raises(Refused, match="Only a policy officer opens or ends"):
        involvement.confirm(made, {}, version=made.version, by=lead_officer, at=NOW)
    with pytest.raises(Refused, match="Say why not"):
        involvement.dismiss(made, {}, version=made.version, by=policy_officer, at=NOW)
    note = {"settled_note": "It was answered by mistake."}
    assert involvement.dismiss(made, note, version=made.version, by=policy_officer, at=NOW).status == "dismissed"
    proposed = opened(partnership, corporate_manager)
    assert state(proposed) == ("proposed", "active")
    involvement.confirm(proposed, {}, version=proposed.version, by=policy_officer, at=NOW)
    assert state(proposed) == ("open", "under_review")


def test_an_accepted_review_that_sees_no_added_value_proposes_one(partnership, lead_officer, policy_officer):
    """W09-05: asked at every annual review; “no” is looked into, and confirming that puts the entry under review."""
    no = {"about": {"adds_value": False, "added_value_note": "Nobody comes any more."}}
    asked = reviewing.opened_round(policy_officer)
    review = reviewing.opened(partnership, asked, policy_officer, ("added_value",))
    handed_in = reviewing.submitted(reviewing.filled(review, lead_officer, added_value=no), lead_officer)
    accepting.accept(handed_in, {}, next_on=reviewing.NEXT, version=handed_in.version, by=policy_officer, at=NOW)
    made = InvolvementReview.objects.get()
    assert (made.source, state(made)) == ("annual_review", ("proposed", "active"))
    assert "Nobody comes any more." in made.why
    involvement.confirm(made, {}, version=made.version, by=policy_officer, at=NOW)
    assert state(made) == ("open", "under_review")


@pytest.mark.parametrize("kind", ["retain", "increase", "reduce", "change_representation", "withdraw", "explore"])
def test_it_ends_with_the_recommendation_that_the_bodies_approve(
    kind, partnership, policy_officer, second_policy_officer, democratic_services
):
    """H14-36: going on makes the entry active; to withdraw leaves it under review; to explore leaves the review open."""
    recommending.table()
    made = opened(partnership, policy_officer)
    with pytest.raises(Refused, match="Write down what the review found"):
        involvement.recommend(made, SAID, by=policy_officer, at=NOW)
    written(made, policy_officer)
    recommendation = decided(made, kind, policy_officer, second_policy_officer, democratic_services)
    assert recommendation.involvement == made
    expected = {"withdraw": ("leaving", "under_review"), "explore": ("open", "under_review")}
    assert state(made) == expected.get(kind, ("concluded", "active"))


def test_delivery_options_are_held_against_the_councils_own_rules(partnership, policy_officer, lead_officer):
    """SH-07: finance and governance are reviewed to find options; finance and procurement rules are answered for."""
    made = opened(partnership, policy_officer, kind="delivery_options")
    made = written(made, lead_officer)
    with pytest.raises(Refused, match=r"which delivery options.*finance rules.*procurement rules"):
        involvement.recommend(made, SAID, by=lead_officer, at=NOW)
    views = {"options": "A trust.", "finance_view": "No new money.", "procurement_view": "Below the threshold."}
    made = written(made, lead_officer, **views)
    assert involvement.recommend(made, SAID, by=lead_officer, at=NOW).source_title.startswith("Review of involvement")


def test_where_it_was_reported_and_when_next_come_in_pairs(partnership, policy_officer, officer):
    """H14-36."""
    made = opened(partnership, policy_officer)
    with pytest.raises(ValidationError, match="Say both: where it is reported next"):
        written(made, policy_officer, next_report_to="")
    with pytest.raises(Refused, match="Only the lead officer and the policy team"):
        written(made, officer)
    made = written(made, policy_officer)
    assert list(InvolvementReview.objects.to_report(TODAY + timedelta(days=59))) == []
    assert list(InvolvementReview.objects.to_report(TODAY + timedelta(days=60))) == [made]


def test_another_policy_officer_calls_it_off_and_an_ended_entry_ends_it(
    partnership, policy_officer, second_policy_officer, council
):
    made = opened(partnership, policy_officer)
    note = {"settled_note": "Opened on the wrong entry."}
    with pytest.raises(Refused, match="You opened this review"):
        involvement.call_off(made, note, version=made.version, by=policy_officer, at=NOW)
    involvement.call_off(made, note, version=made.version, by=second_policy_officer, at=NOW)
    assert state(made) == ("called_off", "active")
    other = factories.partnership(by=policy_officer, council=council, name="Rivers Trust")
    ended = opened(other, policy_officer)
    now = fresh(other)
    entries.end(now, TODAY, "Wound up", None, "CMT 12/26", version=now.version, by=policy_officer, at=NOW)
    assert state(ended) == ("called_off", "exited")


def test_what_the_council_is_leaving_is_not_looked_at_again(partnership, policy_officer, corporate_manager):
    """What was proposed before stands under “Over”, and the page of what was decided says where the entry is today."""
    made = opened(partnership, corporate_manager)
    proposed = InvolvementReview.objects.filter(pk=made.pk)
    assert list(found(policy_officer, "proposed", TODAY)) == [made]
    entry = Partnership.objects.get(pk=partnership.pk)
    leaving = saving.claimed(Partnership, entry.pk, entry.version, {"status": "exiting"}, by=policy_officer, at=NOW)
    for person in (policy_officer, corporate_manager):
        assert "The council is leaving" in involvement.may_begin(person, leaving).reason
    with pytest.raises(Refused, match="The council is leaving"):
        involvement.confirm(proposed.get(), {}, version=made.version, by=policy_officer, at=NOW)
    assert list(found(policy_officer, "proposed", TODAY)) == list(found(policy_officer, "open", TODAY)) == []
    assert list(found(policy_officer, "over", TODAY)) == [made]
    said = {
        each: afterwards(Partnership(status=each)) for each in ("under_review", "exiting", "exited", "not_partnership")
    }
    assert len({*said.values()}) == 4
    assert "stays under review" not in said["exiting"] + said["exited"]


def finding(entry, code: str, **values) -> Finding:
    said = {"evidence": "The county put in £1,000 last year and £0 this year.", "severity": "medium"}
    return Finding.objects.create(partnership=entry, code=code, about="7", **{"found_on": TODAY, **said, **values})


def test_a_check_proposes_one_once_for_each_finding(partnership, policy_officer):
    """D14, D23: the night proposes; what was dismissed comes back with a new finding alone."""
    found = finding(partnership, "D23")
    finding(partnership, "D24")
    assert propose_from_findings(TODAY, at=NOW) == "Reviews of involvement proposed: 1."
    made = InvolvementReview.objects.get()
    assert (made.source, made.check_code, made.proposer, made.why) == ("check", "D23", None, found.evidence)
    assert propose_from_findings(TODAY, at=NOW) == "Reviews of involvement proposed: 0."
    note = {"settled_note": "They pay in kind now."}
    involvement.dismiss(made, note, version=made.version, by=policy_officer, at=NOW)
    assert propose_from_findings(TODAY, at=NOW) == "Reviews of involvement proposed: 0."
    Finding.objects.filter(pk=found.pk).update(mended_on=TODAY)
    finding(partnership, "D23", found_on=TODAY + timedelta(days=1))
    assert propose_from_findings(TODAY, at=NOW + timedelta(days=1)) == "Reviews of involvement proposed: 1."


ROLES = (
    "policy_officer", "second_policy_officer", "democratic_services", "lead_officer", "head_of_service",
    "corporate_manager", "auditor", "administrator", "scrutiny_member",
)  # fmt: skip
POLICY = {"policy_officer", "second_policy_officer"}
WHO = {
    "open": POLICY,
    "dismiss": POLICY,
    "conclude": POLICY | {"democratic_services"},
    "leave": POLICY | {"democratic_services"},
    "call_off": {"second_policy_officer"},
}


@pytest.mark.parametrize("status", InvolvementStatus.values)
def test_each_step_is_taken_from_its_state_by_its_people_alone(request, status, partnership, policy_officer):
    review = InvolvementReview(partnership=partnership, status=status, why="x", opened_by=policy_officer)
    assert set(WHO) == set(INVOLVEMENT.transitions)
    for verb, step in INVOLVEMENT.transitions.items():
        for role in ROLES:
            verdict = INVOLVEMENT.may_start(request.getfixturevalue(role), review, verb)
            assert bool(verdict) is (status in step.sources and role in WHO[verb]), (verb, role)
            assert verdict or verdict.reason.endswith(".")
