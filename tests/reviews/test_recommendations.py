"""Recommendations: drafted, put to bodies, decided, carried out, followed up (H14-02 to H14-45)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Action, Appointment, Contribution, Family, Matter, Partnership, Seat
from register.workflow import appointments, decisions, entries
from reviews.models import Recommendation, RecommendationSubject
from reviews.workflow import decided, promised, recommendations
from reviews.workflow import recommended_lines as lines
from reviews.workflow.recommendations import RECOMMENDATIONS
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending
from tests.reviews.recommending import TODAY, approved, begun, fresh, planned, proposed, said

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def table(db):
    recommending.table()


@pytest.fixture
def draft(table, partnership, lead_officer):
    return begun(partnership, lead_officer)


@pytest.fixture
def put(draft, policy_officer):
    return proposed(draft, policy_officer)


def another(by, name: str = "Stepping Stones Project", **values) -> Partnership:
    return factories.partnership(by=by, name=name, **values)


def add(recommendation, entry, by, **values):
    return lines.add(recommendation, "subjects", {"partnership": entry, **values}, by=by, at=NOW)


def test_a_lead_officer_recommends_about_their_own_entry_and_nobody_elses(draft, partnership, officer, auditor):
    """H14-02: it has a direction; a reference of its own."""
    assert (draft.reference, draft.status, draft.heading) == ("R-0001", "draft", "reduce")
    assert draft.subjects.get().partnership == partnership
    with pytest.raises(Refused, match="Only the lead officer, the policy team and auditors recommend a change"):
        begun(partnership, officer)
    assert begun(partnership, auditor).reference == "R-0002"


def test_a_source_has_its_own_number_and_date(table, partnership, policy_officer):
    """H14-04"""
    source = {"source": "outside_review", "source_number": "30", "source_title": "Peer review", "source_on": TODAY}
    made = begun(partnership, policy_officer, **source)
    assert {name: getattr(fresh(made), name) for name in source} == source


def test_what_is_handed_in_is_returned_by_another_and_handed_in_again(draft, lead_officer, policy_officer):
    handed_in = recommendations.submit(draft, {}, version=draft.version, by=lead_officer, at=NOW)
    with pytest.raises(Refused, match="so it stays as it is"):
        recommendations.write(handed_in, {"text": "x"}, version=handed_in.version, by=lead_officer, at=NOW)
    with pytest.raises(Refused, match="Say what is to be changed"):
        recommendations.give_back(handed_in, {}, version=handed_in.version, by=policy_officer, at=NOW)
    comment = {"return_comment": "Which meetings?"}
    back = recommendations.give_back(handed_in, comment, version=handed_in.version, by=policy_officer, at=NOW)
    assert back.status == "returned"
    again = recommendations.submit(back, {}, version=back.version, by=lead_officer, at=NOW)
    assert again.status == "submitted"


def test_it_is_put_to_the_bodies_of_the_route_and_keeps_the_risk_that_it_rests_on(draft, partnership, policy_officer):
    """H14-02, H14-45"""
    entries.edit(
        fresh(partnership), {"risk_rating": "high"}, version=fresh(partnership).version, by=policy_officer, at=NOW
    )
    made = proposed(draft, policy_officer)
    assert {str(step.body): step.part for step in made.matter.steps.all()} == {
        "Scrutiny": "reviews",
        "Executive": "approves",
    }
    stands = fresh(partnership)
    saving.claimed(Partnership, stands.pk, stands.version, {"risk_rating": "low"}, by=policy_officer, at=NOW)
    assert made.subjects.get().risk == "high"
    assert made.matter.event == "change"


def test_leaving_goes_the_route_of_leaving(table, partnership, policy_officer):
    made = proposed(begun(partnership, policy_officer, kind="withdraw"), policy_officer)
    assert made.matter.event == "leave"


def test_who_drafted_it_never_records_what_was_decided(table, partnership, policy_officer, second_policy_officer):
    made = proposed(begun(partnership, policy_officer), policy_officer)
    with pytest.raises(Refused, match="You drafted what is decided here"):
        said(made, "Scrutiny", policy_officer, "supported")
    assert approved(made, second_policy_officer).status == "approved"


def test_who_wrote_a_part_of_it_never_records_and_who_returned_it_does(
    table, partnership, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    made = begun(partnership, lead_officer)
    made = recommendations.write(made, {"plan": "Open for Business"}, version=1, by=policy_officer, at=NOW)
    made = recommendations.submit(made, {}, version=made.version, by=lead_officer, at=NOW)
    note = {"return_comment": "Which?"}
    later = NOW + DAY
    made = recommendations.give_back(made, note, version=made.version, by=second_policy_officer, at=later)
    matter = proposed(made, second_policy_officer).matter
    assert list(matter.also_drafted_by.all()) == [policy_officer]
    with pytest.raises(Refused, match="You drafted what is decided here"):
        said(fresh(made), "Scrutiny", policy_officer, "supported")
    said(fresh(made), "Scrutiny", second_policy_officer, "supported")


def test_without_a_partnership_or_a_place_it_is_not_handed_in(table, partnership, lead_officer):
    made = begun(partnership, lead_officer, kind="change_representation")
    subject = made.subjects.get()
    with pytest.raises(Refused, match="It is about this partnership alone"):
        lines.remove(subject, {}, version=subject.version, by=lead_officer, at=NOW)
    lines.change(subject, {"is_exception": True}, version=subject.version, by=lead_officer, at=NOW)
    with pytest.raises(Refused) as refusal:
        recommendations.submit(made, {}, version=made.version, by=lead_officer, at=NOW)
    assert "Name at least one partnership that it is about." in refusal.value.reason
    assert "Say which place passes to which post." in refusal.value.reason


def test_bodies_are_not_asked_before_everybody_is_consulted_who_must_be(draft, lead_officer, policy_officer):
    """H14-40: with a named role, the day and what they said."""
    role = {"role": "Portfolio holder for tourism"}
    line = lines.add(draft, "consultations", role, by=lead_officer, at=NOW)
    with pytest.raises(Refused, match="Record what Portfolio holder for tourism said"):
        proposed(draft, policy_officer)
    with pytest.raises(ValidationError, match="Say both: on which day they were consulted, and what they said"):
        lines.change(line, {"consulted_on": TODAY}, version=line.version, by=lead_officer, at=NOW)
    heard = {"consulted_on": TODAY, "said": "Stay for another year."}
    lines.change(line, heard, version=line.version, by=lead_officer, at=NOW)
    assert proposed(draft, policy_officer).status == "proposed"


def test_approved_and_in_effect_its_actions_appear_for_all_but_the_exceptions(
    draft, partnership, lead_officer, policy_officer, democratic_services
):
    """H14-25, H14-31, H14-41: a group with a named exception; only what is approved is to be done."""
    other, kept = another(policy_officer), another(policy_officer, "Welland Board")
    heading = another(policy_officer, "Welland partnerships", describes_several=True)
    for entry, values in ((other, {}), (heading, {}), (kept, {"is_exception": True, "note": "while it pays"})):
        add(draft, entry, lead_officer, **values)
    planned(draft, lead_officer)
    made = proposed(draft, policy_officer)
    assert not Action.objects.exists()
    made = approved(made, democratic_services)
    assert made.status == "approved"
    assert {each.partnership for each in Action.objects.all()} == {partnership, other}
    action = Action.objects.filter(partnership=other).get()
    assert (action.identified_by, action.owner_post, action.due_on) == ("Executive", "Tourism Officer", TODAY)
    assert action in Action.objects.in_force()


def test_rejected_causes_nothing(put, lead_officer, democratic_services):
    """H14-41"""
    assert approved(put, democratic_services, "rejected").status == "rejected"
    assert not Action.objects.exists()
    assert not put.follow_ups.exists()


def test_amended_is_written_down_as_it_was_approved(draft, lead_officer, policy_officer, democratic_services):
    planned(draft, lead_officer)
    made = approved(proposed(draft, policy_officer), democratic_services, "amended")
    assert made.status == "amended"
    assert Action.objects.count() == 1
    changes = {"amended_text": "Attend twice a year.", "hours_change": Decimal(-2)}
    noted = decided.note_changes(made, changes, version=made.version, by=policy_officer, at=NOW)
    assert (noted.words, noted.text) == ("Attend twice a year.", "Attend when the agenda calls for it.")


def test_deferred_and_decided_later(put, democratic_services):
    said(put, "Scrutiny", democratic_services, "supported")
    said(put, "Executive", democratic_services, "deferred", deferred_until="The budget report of February")
    assert fresh(put).status == "deferred"
    said(put, "Executive", democratic_services)
    assert fresh(put).status == "approved"


def test_a_day_that_is_still_to_come_holds_everything_back(draft, lead_officer, policy_officer, democratic_services):
    planned(draft, lead_officer)
    made = proposed(draft, policy_officer)
    approved(made, democratic_services, takes_effect_on=TODAY + 9 * DAY)
    assert (fresh(made).status, Action.objects.count()) == ("proposed", 0)
    decisions.carry_out_due(TODAY + 9 * DAY, at=NOW + 9 * DAY)
    assert (fresh(made).status, Action.objects.count()) == ("approved", 1)


def test_called_in_causes_nothing_until_it_is_released(draft, lead_officer, policy_officer, democratic_services):
    """H14-41"""
    planned(draft, lead_officer)
    made = proposed(draft, policy_officer)
    later = {"takes_effect_on": TODAY + 9 * DAY, "call_in_ends_on": TODAY + 5 * DAY}
    said(made, "Scrutiny", democratic_services, "supported")
    decision = said(made, "Executive", democratic_services, **later)
    held = decisions.call_in(decision, {"call_in_reason": "x"}, version=1, by=democratic_services, at=NOW)
    decisions.carry_out_due(TODAY + 20 * DAY, at=NOW + 20 * DAY)
    assert (fresh(made).status, Action.objects.count()) == ("proposed", 0)
    note = {"release_note": "Scrutiny agrees"}
    decisions.release(held, note, version=held.version, by=democratic_services, at=NOW + 20 * DAY)
    assert (fresh(made).status, Action.objects.count()) == ("approved", 1)


def test_taken_back_with_its_matter_from_either_side(put, draft, partnership, policy_officer):
    with pytest.raises(Refused, match="Say why it is taken back"):
        recommendations.withdraw(put, {}, version=put.version, by=policy_officer, at=NOW)
    note = {"closing_note": "Overtaken by events."}
    gone = recommendations.withdraw(put, note, version=put.version, by=policy_officer, at=NOW)
    assert gone.status == "withdrawn"
    assert Matter.objects.get(pk=put.matter_id).withdrawn_at
    other = proposed(begun(partnership, policy_officer), policy_officer)
    matter = other.matter
    decisions.withdraw(matter, version=matter.version, by=policy_officer, at=NOW, reason="Not now")
    assert (fresh(other).status, fresh(other).closing_note) == ("withdrawn", "The matter was taken back.")


def test_a_whole_family_is_named_at_once(draft, lead_officer, policy_officer, partnership):
    """H14-25"""
    family = saving.create(Family(name="LLEP"), by=None, at=NOW)
    for name in ("Board", "Transport group"):
        another(policy_officer, name, family=family)
    found = lines.add_family(draft, family, {}, by=lead_officer, at=NOW)
    assert [str(each) for each in found] == ["Board", "Transport group"]
    assert fresh(draft).group_name == "LLEP"
    with pytest.raises(ValidationError, match="Every entry of this family is named already"):
        lines.add_family(fresh(draft), family, {}, by=lead_officer, at=NOW)


def test_the_same_partnership_is_named_once(draft, lead_officer, partnership):
    with pytest.raises(ValidationError, match="The recommendation names this partnership already"):
        add(draft, partnership, lead_officer)


@pytest.fixture
def passing(table, partnership, lead_officer, policy_officer, democratic_services):
    """Approved: the place of a director passes to a manager."""
    seat = recommending.place(partnership)
    words = {"kind": "change_representation", "seat": seat, "from_post": seat.post, "to_post": "Environment Manager"}
    made = begun(partnership, lead_officer, **words)
    return approved(proposed(made, policy_officer), democratic_services)


def test_a_place_passes_from_post_to_post_on_the_day_that_the_officer_sets(
    passing, officer, council, democratic_services
):
    """H14-33, H14-28: the appointment changes, its history stays, and the follow-up is counted from that day."""
    seat = Seat.objects.get()
    director = {"name": "Dora Director", "post": seat.post, "starts_on": TODAY - 400 * DAY, "ends_on": None}
    appointments.appoint(seat, director, version=seat.version, by=democratic_services, at=NOW)
    on = TODAY + 10 * DAY
    person = {"holder": officer}
    made = decided.pass_on(passing, on, person, version=passing.version, by=democratic_services, at=NOW)
    assert made.passed_on == on
    posts = list(Appointment.objects.values_list("post", "starts_on", "ends_on"))
    assert posts[0] == ("Environment Manager", on, None)
    assert posts[1] == ("Director of Community Services", TODAY - 400 * DAY, on - DAY)
    assert made.follow_ups.get().due_on == date(2027, 5, 30)
    with pytest.raises(Refused, match="has passed to its new post already"):
        decided.pass_on(made, on, person, version=made.version, by=democratic_services, at=NOW)


def test_a_place_passes_to_a_post_of_which_nobody_is_named_yet(passing, democratic_services):
    """H14-33"""
    with pytest.raises(ValidationError, match="Nobody is named, so the place passes on the day itself"):
        decided.pass_on(passing, TODAY + DAY, {}, version=passing.version, by=democratic_services, at=NOW)
    decided.pass_on(passing, TODAY, {}, version=passing.version, by=democratic_services, at=NOW)
    assert Seat.objects.get().who() == "Environment Manager"
    assert Seat.history.filter(post="Director of Community Services").exists()


def test_a_place_passes_only_once_it_is_approved(table, partnership, policy_officer, democratic_services, lead_officer):
    """H14-33"""
    seat = recommending.place(partnership)
    made = begun(partnership, lead_officer, kind="change_representation", seat=seat, to_post="Manager")
    made = proposed(made, policy_officer)
    with pytest.raises(Refused, match="once the recommendation is approved, and in effect"):
        decided.pass_on(made, TODAY, {}, version=made.version, by=democratic_services, at=NOW)
    assert fresh(seat).post == "Director of Community Services"


def test_what_is_carried_out_has_its_actions_verified_and_its_place_passed(passing, policy_officer):
    with pytest.raises(Refused, match="The place has not passed to its new post yet"):
        decided.carry_out(passing, {}, version=passing.version, by=policy_officer, at=NOW)
    made = decided.pass_on(passing, TODAY, {}, version=passing.version, by=policy_officer, at=NOW)
    assert decided.carry_out(made, {}, version=made.version, by=policy_officer, at=NOW).status == "carried_out"


def test_who_was_to_do_it_says_neither_that_it_is_carried_out_nor_closes_it(
    draft, policy_officer, second_policy_officer, democratic_services
):
    planned(draft, policy_officer, owner=policy_officer)
    made = approved(proposed(draft, policy_officer), democratic_services)
    with pytest.raises(Refused, match="1 action is neither verified nor dropped yet"):
        decided.carry_out(made, {}, version=made.version, by=second_policy_officer, at=NOW)
    assert "You were to do some of it" in RECOMMENDATIONS.may_start(policy_officer, made, "carry_out").reason
    assert recommending.done(made, second_policy_officer).status == "carried_out"


def test_what_came_from_an_audit_is_closed_by_an_auditor(table, partnership, auditor, policy_officer):
    made = Recommendation(status="carried_out", drafted_by=policy_officer, audit_id=1)
    assert (
        "An auditor closes what came from an audit" in RECOMMENDATIONS.may_start(policy_officer, made, "close").reason
    )
    assert RECOMMENDATIONS.may_start(auditor, made, "close")


def test_what_was_promised_is_compared_with_what_the_register_says(put, partnership, democratic_services):
    """H14-44: hours and pounds on the day of the approval are kept."""
    part = partnership.participations.get()
    hours = {"officer_hours_per_month": Decimal("12.004567")}
    saving.claimed(type(part), part.pk, part.version, hours, by=None, at=NOW)
    saving.create(Contribution(participation=part, financial_year=2026, amount=900), by=None, at=NOW)
    approved(put, democratic_services)
    line = RecommendationSubject.objects.get()
    assert (line.hours_before, line.pounds_before) == (Decimal(12), Decimal(900))
    assert promised.pounds_of(partnership, date(2027, 4, 1)) is None
    assert promised.pounds_of(partnership, date(2027, 3, 31)) == Decimal(900)
