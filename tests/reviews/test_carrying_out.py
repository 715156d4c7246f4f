"""What an exit ends in the register, who is asked for what, what holds it open, and what a reversal brings back."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.timezone import make_aware
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships import saving
from partnerships.verdict import Refused
from register.listing import page
from register.models import Action, Partnership, Seat
from register.models.choices import ActionStatus, Status
from register.reports.actions import facts, work
from register.reports.agreement_list import chosen, policy_in_use
from register.reports.decisions import page as page_of_matter
from register.reports.spending import entries_of
from register.rules.roll_forward import Reason
from register.workflow import actions, leaving, roll_forward
from reviews.models import ExitControl, ExitEnd, HandoverItem
from reviews.models.choices import HOLDING_OPEN, HandoverKind
from reviews.reports.exit_list import about_matter
from reviews.reports.exit_page import page as page_of_exit
from reviews.workflow import carrying_out, exit_lines, exits
from reviews.workflow.exit_ends import bring_about
from reviews.workflow.exits import EXITS
from tests import factories
from tests.conftest import NOW
from tests.reviews import ending, exiting
from tests.reviews.ending import LAST, appointed, changed, confirmed, key, standing
from tests.reviews.exiting import fresh

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + 3 * DAY
THEN = make_aware(datetime.combine(LAST, time(2)))


@pytest.fixture
def world(partnership, policy_officer, democratic_services):
    exiting.table()
    return ending.world(partnership, policy_officer, democratic_services)


@pytest.fixture
def strategy(world, lead_officer, policy_officer, democratic_services):
    """Approved, in effect since today."""
    cast = {"lead": lead_officer, "policy": policy_officer, "recorder": democratic_services}
    return exiting.strategy_at("approved", world.entry, **cast)


@pytest.fixture
def under_way(strategy, lead_officer):
    return exiting.started(strategy, lead_officer)


def begun(strategy, by):
    stands = fresh(strategy)
    return exits.start(stands, {}, version=stands.version, by=by, at=NOW)


def night(day=LAST) -> str:
    return bring_about(day, at=make_aware(datetime.combine(day, time(2))))


def test_what_ends_is_exactly_what_its_page_said_and_on_its_day(world, strategy, lead_officer):
    """B15-42: money of later years, the council's places, agreements and links; what goes on is as it was."""
    proposed = carrying_out.proposed_ends(strategy)
    assert {key(each.record) for each in proposed} == {key(each) for each in world.ending.values()}
    assert proposed[0].words == (
        "£600.00 of HDC for 2027/28, cash: is not paid and is taken off. Money for 2026/27 stays."
    )
    assert [each.words for each in proposed if each.kind == "seat"] == [
        "The place of Cllr Rose, HDC: they leave it, and it is taken off.",
        "The place of Olive Officer, Clerk, HDC: they leave it, and it is taken off.",
        "A vacant place of HDC: is taken off, so nobody is appointed to it.",
    ]
    with pytest.raises(Refused, match=r"Confirm when it ends: £600\.00 of HDC for 2027/28"):
        begun(strategy, lead_officer)
    early = world.ending["vacant"]
    confirmed(strategy, lead_officer, early=f"seat-{early.pk}")
    shown = [row.words for row in strategy.ends.all()]
    before = standing()
    begun(strategy, lead_officer)
    night(LAST - 31 * DAY)
    assert changed(before, standing()) == set()
    night(LAST - DAY)
    assert changed(before, standing()) == {key(early)}
    assert night() == "Things that leaving a partnership ended: 7."
    terms = {key(each) for each in fresh(world.ending["appointed"]).appointments.all()}
    assert changed(before, standing()) == {key(each.record) for each in proposed} | terms
    assert [row.words for row in strategy.ends.filter(ended_at__isnull=False, ended_by=lead_officer)] == shown
    agreement, term = fresh(world.ending["agreement"]), fresh(world.ending["appointed"]).appointments.get()
    assert (agreement.status, agreement.terminated_on) == ("terminated", LAST)
    assert (term.status, term.ends_on, term.ended_reason) == ("ended", LAST, "The council leaves, by X-0001")
    assert fresh(world.ending["next year"]).history.first().history_change_reason == "The council leaves, by X-0001"
    assert not Seat.objects.standing().own().filter(partnership=world.entry).exists()
    ended = standing(but=())
    assert night(LAST + DAY) == "Things that leaving a partnership ended: 0."
    assert standing(but=()) == ended


def test_days_are_confirmed_by_who_leads_and_only_for_what_can_end_then(strategy, world, lead_officer, officer):
    """B15-42: never before the decision, nor in a year whose money is paid; what gets no day goes on."""
    days = {each.key: LAST for each in carrying_out.proposed_ends(strategy)}
    with pytest.raises(Refused, match="Only the lead officer and the policy team confirm what leaving ends"):
        carrying_out.confirm_ends(strategy, days, by=officer, at=NOW)
    for day, sentence in ((NOW.date() - DAY, "took effect on 20 November 2026"), (LAST + DAY, "2027/28 has begun")):
        with pytest.raises(ValidationError, match=sentence):
            carrying_out.confirm_ends(strategy, dict.fromkeys(days, day), by=lead_officer, at=NOW)
    assert not ExitEnd.objects.exists()
    kept = world.ending["related"]
    confirmed(strategy, lead_officer, but=f"link-{kept.pk}")
    confirmed(strategy, lead_officer, but=f"link-{kept.pk}")
    assert carrying_out.unconfirmed(strategy) == []
    begun(strategy, lead_officer)
    assert night() == "Things that leaving a partnership ended: 7."
    assert fresh(kept).removed_at is None


def test_what_was_changed_since_waits_until_it_is_confirmed_again(under_way, world, lead_officer, policy_officer):
    """B15-42: a sum that is another by now, one that is new, a place held by somebody else; what is gone is let be."""
    line, gone = world.ending["next year"], world.ending["a year later"]
    saving.claimed(type(line), line.pk, line.version, {"amount": 700}, by=policy_officer, at=NOW)
    saving.claimed(type(gone), gone.pk, gone.version, {"removed_at": NOW, "removed_by": policy_officer}, **ending.MADE)
    assert night() == "Things that leaving a partnership ended: 6."
    assert fresh(line).removed_at is None
    ending.money(world.entry, 2029, 10)
    held = [each for each in carrying_out.open_lines(under_way) if "20" in each and "HDC for" in each]
    assert [each[:37] for each in held] == [
        "Not ended yet, due on 31 March 2027: ",
        "Confirm when it ends: £700.00 of HDC ",
        "Confirm when it ends: £10.00 of HDC f",
    ]
    confirmed(under_way, lead_officer)
    assert exits.differs(under_way) == ["what leaving ends in the register"]
    assert night() == "Things that leaving a partnership ended: 0."
    stands = fresh(under_way)
    why = {"immaterial_reason": "The bodies knew that it is paid each year."}
    exits.note_immaterial(stands, why, version=stands.version, by=policy_officer, at=NOW)
    assert night() == "Things that leaving a partnership ended: 2."
    assert not [each for each in carrying_out.open_lines(under_way) if "HDC for" in each]


def test_nothing_ends_while_the_approved_copy_differs(under_way, lead_officer):
    """B15-42: approval is bound to the text that was approved."""
    stands = fresh(under_way)
    exits.write(stands, {"taken_over_by": "Nobody"}, version=stands.version, by=lead_officer, at=NOW)
    assert night() == "Things that leaving a partnership ended: 0."


def test_another_day_of_leaving_asks_anew_when_things_end(
    strategy, world, lead_officer, policy_officer, democratic_services
):
    """B15-42: what is put again lists each thing once, and ends on no day that was confirmed for another one."""

    def put_again(**values):
        made = fresh(strategy)
        made = exits.write(made, values, version=made.version, by=lead_officer, at=LATER)
        made = exits.reput(made, {}, version=made.version, by=policy_officer, at=LATER)
        items = page_of_exit(made, policy_officer, LATER.date()).ends.items
        exiting.approved(made, democratic_services, LATER)
        return [(each.title, each.details) for each in items if each.title in proposed]

    confirmed(strategy, lead_officer)
    proposed = [each.words for each in carrying_out.proposed_ends(strategy)]
    shown = put_again(taken_over_by="Nobody")
    assert sorted(shown) == sorted((words, ("Ends on 31 March 2027",)) for words in proposed)
    assert carrying_out.unconfirmed(fresh(strategy)) == []
    day = LATER.date() + 7 * DAY
    shown = put_again(notice_ends_on=day, leaves_on=day)
    assert sorted(shown) == sorted((words, ()) for words in proposed)
    with pytest.raises(Refused, match="Confirm when it ends: A vacant place of HDC"):
        begun(strategy, lead_officer)
    days = {each.key: each.ends_on for each in carrying_out.proposed_ends(fresh(strategy))}
    assert set(days.values()) == {day}
    carrying_out.confirm_ends(fresh(strategy), days, by=lead_officer, at=LATER)
    assert set(carrying_out.rows(strategy).values_list("ends_on", flat=True)) == {day}


def test_nothing_ends_by_leaving_without_a_decision_to_leave(world, policy_officer):
    """B15-42"""
    for name, act in (("next year", leaving.take_off), ("related", leaving.take_off)):
        with pytest.raises(Refused, match="No decision to leave this partnership is in effect"):
            act(world.ending[name], "Because", by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="No decision to leave"):
        leaving.terminate(world.ending["agreement"], LAST, "Because", by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="No decision to leave"):
        leaving.end_place(world.ending["appointed"], LAST, "Because", by=policy_officer, at=NOW)


def test_who_is_to_follow_in_a_place_never_begins_there(under_way, world, democratic_services):
    """B15-42: a successor appointed ahead since leaves it too; the place was named, so nothing waits."""
    later = appointed(world.ending["appointed"], democratic_services, name="Cllr Next", starts_on=LAST + 60 * DAY)
    night()
    assert (fresh(later).status, fresh(later).ends_on) == ("ended", later.starts_on)


def item_of(strategy, kind, by, **values) -> HandoverItem:
    """One more thing to hand over."""
    said = {"kind": kind, "text": f"The {kind}", "outcome": "settled", "due_on": LAST, "owner_post": "Clerk"}
    return exit_lines.add_line(strategy, HandoverItem, {**said, **values}, by=by, at=NOW)


def test_money_assets_staff_and_data_hold_an_exit_open_and_other_things_do_not(under_way, lead_officer, policy_officer):
    """D35: a refusal in its own words, until somebody who was not to do it says how it was settled."""
    night()
    for kind in HandoverKind:
        item = item_of(under_way, kind, lead_officer)
        sentence = f"{item.get_kind_display()} is not settled: The {kind}."
        assert (sentence in carrying_out.open_lines(under_way)) == (kind in HOLDING_OPEN)
        with pytest.raises(Refused, match="Only a policy officer says how"):
            carrying_out.settle_item(item, "Done", version=item.version, by=lead_officer, at=NOW)
        with pytest.raises(ValidationError, match="Say how it was settled"):
            carrying_out.settle_item(item, " ", version=item.version, by=policy_officer, at=NOW)
        carrying_out.settle_item(item, "Handed to the county.", version=item.version, by=policy_officer, at=NOW)
        assert sentence not in carrying_out.open_lines(under_way)
    own = item_of(under_way, "asset", lead_officer, owner=policy_officer)
    with pytest.raises(Refused, match="You were to see to this"):
        carrying_out.settle_item(own, "Done", version=own.version, by=policy_officer, at=NOW)


def test_an_exit_is_completed_only_when_nothing_of_it_is_open(
    under_way, lead_officer, policy_officer, second_policy_officer
):
    """D35, B15-42: what ends, what is done about effects, and what is handed over, each refused in its own words."""

    def refusal() -> str:
        with pytest.raises(Refused) as error:
            exiting.confirmed(under_way, lead_officer, THEN)
        assert str(error.value) in EXITS.verdict(second_policy_officer, fresh(under_way), "complete").reason
        return str(error.value)

    control, item = ExitControl.objects.get(), HandoverItem.objects.get()
    assert {task.label for task in work(lead_officer, LAST) if task.count}
    assert "Not ended yet, due on 31 March 2027: “Tourism Board” reports to" in refusal()
    night()
    assert "Not ended yet" not in refusal()
    assert "A control measure is neither verified nor dropped: Settle the last invoice." in refusal()
    done(control.action, lead_officer, policy_officer)
    done(under_way.messages.get().action, lead_officer, policy_officer)
    assert refusal() == "Data is not settled: The list of members."
    done(item.action, lead_officer, policy_officer)
    settled = fresh(item)
    assert (settled.settled_by, settled.settled_note) == (policy_officer, "Done.")
    exiting.confirmed(under_way, lead_officer, THEN)
    exiting.completed(under_way, second_policy_officer, THEN)
    entry = Partnership.objects.get(pk=under_way.partnership_id)
    assert (entry.status, entry.ended_on) == (Status.EXITED, LAST)


def done(action: Action, owner, verifier) -> None:
    action = actions.report(action, {"done_note": "Done."}, version=action.version, by=owner, at=NOW)
    actions.verify(action, {}, version=action.version, by=verifier, at=NOW)


def test_what_is_done_about_leaving_is_asked_for_once_and_a_dropped_control_holds_nothing_open(
    strategy, lead_officer, policy_officer, democratic_services
):
    """B15-25, B15-42: control measures and things to hand over are actions on work pages."""
    found = {action.text: (action.owner_post, action.due_on) for action in strategy.partnership.actions.all()}
    tells = "The other partners: tell them that the council leaves"
    assert set(found) == {"Settle the last invoice", "Data: The list of members (given back)", tells}
    told = strategy.messages.get()
    assert found[tells] == ("Lead officer", told.due_on)
    sentence = "Nobody has confirmed that they were told: The other partners."
    assert sentence in carrying_out.open_lines(strategy)
    done(told.action, lead_officer, policy_officer)
    assert fresh(told).told_on == NOW.date()
    assert sentence not in carrying_out.open_lines(strategy)
    assert not exits.writers(strategy, since=NOW).exists()
    decision = ExitControl.objects.get().action.decision
    assert carrying_out.ask_for_actions(strategy, decision, by=democratic_services, at=NOW) == []
    action = ExitControl.objects.get().action
    actions.drop(action, "It was paid.", version=action.version, by=policy_officer, at=NOW)
    assert not [each for each in carrying_out.open_lines(strategy) if "control" in each]
    item = HandoverItem.objects.get()
    carrying_out.settle_item(item, "Sent back.", version=item.version, by=policy_officer, at=NOW)
    seen_to = fresh(item).action
    assert (seen_to.status, seen_to.done_note) == (ActionStatus.VERIFIED, "Sent back.")
    assert (seen_to.verified_by, seen_to.done_by) == (policy_officer, None)


def restored_and_left(strategy) -> tuple[list[ExitEnd], list[ExitEnd]]:
    rows = list(strategy.ends.all())
    return [row for row in rows if row.restored_at], [row for row in rows if row.left_alone]


def test_what_is_asked_follows_the_text_once_it_is_approved_again_or_noted_immaterial(
    strategy, lead_officer, policy_officer, second_policy_officer
):
    """B15-25, B15-42: its words, its owner and its day; what was done already is asked for anew."""
    control, item = strategy.controls.get(), strategy.items.get()
    moved = actions.move(control.action, LAST + DAY, "Late bill.", version=1, by=policy_officer, at=NOW)
    done(item.action, lead_officer, policy_officer)
    exit_lines.edit_line(control, {"text": "Settle all invoices"}, version=control.version, by=lead_officer, at=THEN)
    item_of(strategy, "record", lead_officer)
    assert fresh(moved).text == "Settle the last invoice"
    noted(strategy, second_policy_officer)
    assert (fresh(moved).text, fresh(moved).due_on) == ("Settle all invoices", LAST + DAY)
    assert fresh(strategy).items.get(kind="record").action.text == "Records: The record (settled)"
    done(fresh(moved), lead_officer, policy_officer)
    control = fresh(control)
    changes = {"text": "Settle them twice"}
    exit_lines.edit_line(control, changes, version=control.version, by=lead_officer, at=THEN + DAY)
    noted(strategy, second_policy_officer, THEN + 2 * DAY)
    assert fresh(control).action != moved
    assert "A control measure is neither verified nor dropped: Settle them twice." in carrying_out.open_lines(strategy)


def noted(strategy, by, at=THEN):
    """The change is said to be immaterial."""
    stands = fresh(strategy)
    return exits.note_immaterial(stands, {"immaterial_reason": "A detail."}, version=stands.version, by=by, at=at)


def test_a_condition_of_a_body_holds_an_exit_open(world, lead_officer, policy_officer, democratic_services):
    """H14-41, B15-42: what the body asked for stands on the exit, and blocks it until it is verified or dropped."""
    cast = {"lead": lead_officer, "policy": policy_officer, "recorder": democratic_services}
    made = exiting.strategy_at("with_bodies", world.entry, **cast)
    exiting.said(made, "Portfolio holder", democratic_services, "supported")
    asked = {"text": "Report to scrutiny.", "owner": lead_officer, "due_on": LAST}
    exiting.said(made, "CMT", democratic_services, conditions=[asked])
    (row,) = page_of_exit(fresh(made), lead_officer, LAST).conditions
    assert row.action.text == "Report to scrutiny."
    bodies = page_of_matter(fresh(made).matter, lead_officer, LAST).bodies
    (spoken,) = next(part.said for part in bodies if str(part.step.body) == "CMT")
    assert spoken.conditions == (row.action,)
    assert len(spoken.asked) == 3
    author, approved = list(facts(spoken.asked[0].action, lead_officer))[2:4]
    assert (author.label, author.value) == ("Identified by", f"Exit strategy {made}")
    assert approved.label == "Approved by"
    sentence = "A condition is neither verified nor dropped: Report to scrutiny."
    assert sentence in carrying_out.open_lines(made)
    done(row.action, lead_officer, policy_officer)
    assert sentence not in carrying_out.open_lines(made)


def test_an_exit_that_begins_ends_nothing_of_another(
    under_way, lead_officer, policy_officer, democratic_services, council
):
    """B15-42: what is due of the own strategy ends at once; the night sees to the others."""
    other = factories.partnership(by=policy_officer, name="Art Board", council=council, lead_officer=lead_officer)
    cast = {"lead": lead_officer, "policy": policy_officer, "recorder": democratic_services}
    made = exiting.strategy_at("approved", other, **cast)
    exits.start(made, {}, version=made.version, by=lead_officer, at=THEN)
    assert not under_way.ends.filter(ended_at__isnull=False).exists()


def put_back(record, by, **changes):
    back = {"removed_at": None, "removed_by": None, **changes}
    return saving.claimed(type(record), record.pk, fresh(record).version, back, by=by, at=THEN)


def taken(record, by):
    """Somebody follows in the place, which was put back."""
    put_back(record, by)
    return appointed(record, by, name="Cllr New", starts_on=LAST + DAY)


def touched(record, by):
    return saving.claimed(type(record), record.pk, fresh(record).version, {"note": "Looked at"}, by=by, at=THEN)


TOUCH = {
    "next year": touched,
    "a year later": put_back,
    "appointed": taken,
    "named": put_back,
    "vacant": touched,
    "agreement": touched,
    "related": put_back,
    "reports": touched,
}


def test_a_reversal_restores_exactly_what_nobody_has_touched_since(
    under_way, world, democratic_services, policy_officer
):
    """B15-42: whatever was touched meanwhile is left as it is, and listed with why; the rest is as it was before."""
    before = standing()
    night()

    @settings(max_examples=12, deadline=None)
    @given(st.sets(st.sampled_from(sorted(TOUCH))))
    def holds(names):
        with transaction.atomic():
            for name in sorted(names):
                TOUCH[name](world.ending[name], democratic_services)
            touched = standing()
            carrying_out.restore(fresh(under_way), by=policy_officer, at=THEN)
            restored, left = restored_and_left(under_way)
            after = standing()
            mine = {key(world.ending[name]) for name in names}
            mine |= {each for each in after if each[0] == "Appointment" and "appointed" in names}
            assert {each for each in changed(before, after) if each not in mine} == set()
            assert changed(touched, after) & mine == set()
            assert {key(getattr(row, row.kind)) for row in left} == {key(world.ending[name]) for name in names}
            assert len(restored) == len(TOUCH) - len(names)
            assert all(row.left_alone for row in left)
            transaction.set_rollback(True)

    holds()


def test_a_place_is_filled_again_only_where_it_is_still_vacant(under_way, world, democratic_services, policy_officer):
    """B15-42: put back and vacant, it is filled; a term that ran out meanwhile is over; somebody else keeps the place."""
    night()
    seat = world.ending["appointed"]
    put_back(seat, democratic_services, note="Back again")
    with transaction.atomic():
        carrying_out.restore(fresh(under_way), by=policy_officer, at=THEN)
        assert (str(fresh(seat)), fresh(seat).level, fresh(seat).note) == ("Cllr Rose", "cmt", "Back again")
        assert seat.appointments.get().status == "appointed"
        transaction.set_rollback(True)
    with transaction.atomic():
        carrying_out.restore(fresh(under_way), by=policy_officer, at=THEN + 90 * DAY)
        assert (fresh(seat).is_vacant, seat.appointments.get().status) == (True, "ended")
        transaction.set_rollback(True)
    appointed(seat, democratic_services, THEN, name="Cllr New", starts_on=LAST)
    carrying_out.restore(fresh(under_way), by=policy_officer, at=THEN)
    _, left = restored_and_left(under_way)
    assert [row.left_alone for row in left] == ["Cllr New sits there by now."]


def test_a_reversed_exit_ends_nothing_more_and_asks_for_nothing_more(
    under_way, world, lead_officer, second_policy_officer
):
    """B15-42: the council stays; what was to end later never does."""
    before = standing()
    exiting.reversed_by(under_way, second_policy_officer, THEN)
    night()
    assert changed(before, standing()) == {key(world.entry)}
    said = page_of_exit(fresh(under_way), lead_officer, LAST).ends.items
    assert {each.details for each in said} == {("Not ended: the decision was reversed",)}
    (about,) = about_matter(lead_officer, under_way.matter)
    assert (
        about.note
        == "The decision to leave was reversed on 31 March 2027: The management team on 1 March: the grant goes on."
    )
    assert set(world.entry.actions.values_list("status", flat=True)) == {ActionStatus.DROPPED}


def test_an_entry_that_is_being_left_is_counted_until_it_is_left(
    under_way, world, lead_officer, policy_officer, second_policy_officer
):
    """B15-42, H14-11: in the counts and the money of its years; carried into the next year by nobody's silence."""
    entry = world.entry
    assert fresh(entry).status == Status.EXITING
    assert entry in Partnership.objects.counted()
    (row,) = page.build(QueryDict("status=exiting"), "/partnerships/", policy_officer, NOW.date()).rows
    assert "Being left" in str(row)
    assert entry in entries_of(policy_officer, 2026)
    assert world.ending["agreement"] in chosen(policy_officer, "", False, NOW.date(), policy_in_use())
    reasons = {each.contribution.pk: each.reason for each in roll_forward.lines(policy_officer, 2028)}
    assert reasons[world.ending["a year later"].pk] == Reason.LEAVING
    night()
    exiting.settled(under_way, lead_officer, policy_officer, THEN)
    exiting.confirmed(under_way, lead_officer, THEN)
    exiting.completed(under_way, second_policy_officer, THEN)
    assert entry not in Partnership.objects.counted()
    assert entry in entries_of(policy_officer, 2026)
    assert entry not in entries_of(policy_officer, 2027)
