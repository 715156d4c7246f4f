"""Exit strategies: written, approved, carried out, reversed and closed (B15-40 to B15-42, H14-31, H14-32, SH-20)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from partnerships.models import Letter
from partnerships.verdict import Refused
from register.models import Partnership
from register.models.choices import Status
from register.rules.leaving import ADVICE_FIRST, ASKED
from register.workflow import decisions, entries
from reviews.models import ExitReason, ExitStrategy, HandoverItem
from reviews.reports.exit_page import page, sent_back
from reviews.rules import exits as rules
from reviews.rules.exits import missing
from reviews.workflow import carrying_out, exit_lines, exits
from reviews.workflow.exits import EXITS, NOT_DECIDED
from tests import factories
from tests.assessments import asking
from tests.conftest import NOW
from tests.register import deciding
from tests.reviews import ending, exiting, recommending
from tests.reviews.exiting import OUT, TODAY, fresh

LATER = NOW + timedelta(days=3)


@pytest.fixture
def walk(partnership, lead_officer, policy_officer, democratic_services):
    """Make a strategy at a status: `walk("approved")`, of the partnership or of another entry."""
    exiting.table()
    who = {"lead": lead_officer, "policy": policy_officer, "recorder": democratic_services}
    return lambda status, entry=partnership: exiting.strategy_at(status, entry, **who)


def change(strategy, by, at=LATER, **values) -> ExitStrategy:
    stands = fresh(strategy)
    return exits.write(stands, values, version=stands.version, by=by, at=at)


def test_a_step_from_another_state_is_refused_by_the_server_too(walk, policy_officer):
    strategy = walk("required")
    with pytest.raises(Refused, match="This exit strategy is required, so it cannot be put to the bodies"):
        exits.put(strategy, {}, version=strategy.version, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="Begin the exit strategy first"):
        exit_lines.add_line(strategy, ExitReason, {"note": "It ends"}, by=policy_officer, at=NOW)
    assert fresh(strategy).status == "required"


def test_it_is_handed_in_when_nothing_is_missing(partnership, lead_officer, policy_officer):
    """B15-25, B15-40 to B15-42: each thing that is missing is said, and each is enough to refuse."""
    exiting.table()
    blank = exits.begin(exiting.opened(partnership, policy_officer), {}, version=1, by=lead_officer, at=NOW)
    said = " ".join(missing(blank))
    for words in (
        "at least one reason for leaving", "what leaving does to: The service, People who use it, Staff, TUPE included",
        "Money and liabilities, Assets, Data and records, Reputation, Law, Other partners",
        "which options were considered", "whether an equality analysis was made", "when notice is given",
        "on which day the council leaves", "who takes over", "who is told", "when the portfolio holder was consulted",
    ):  # fmt: skip
        assert words in said
    with pytest.raises(Refused, match="Give at least one reason"):
        exiting.submitted(blank, lead_officer)
    exiting.lines(blank, lead_officer)
    strategy = change(blank, lead_officer, at=NOW, **exiting.SAID)
    assert missing(strategy) == []
    for values, sentence in (
        ({"options_considered": " "}, "Say which options were considered."),
        ({"equality_note": ""}, "Say where the equality analysis is, or why none is needed."),
        ({"notice_given_on": None}, "Say when notice is given and when it ends."),
        ({"taken_over_by": ""}, "Say who takes over, or that nobody does."),
    ):
        lacking = change(strategy, lead_officer, at=NOW, **values)
        assert missing(lacking) == [sentence]
        change(strategy, lead_officer, at=NOW, **exiting.SAID)
    control, holder = strategy.controls.get(), strategy.consulted.get()
    exit_lines.remove_line(control, version=control.version, by=lead_officer, at=NOW)
    with pytest.raises(ValidationError, match="That day is still to come"):
        exit_lines.edit_line(holder, {"consulted_on": LATER.date()}, version=holder.version, by=lead_officer, at=NOW)
    unheard = {"consulted_on": None, "said": ""}
    exit_lines.edit_line(holder, unheard, version=holder.version, by=lead_officer, at=NOW)
    law = strategy.effects.get(kind="law")
    exit_lines.remove_line(law, version=law.version, by=lead_officer, at=NOW)
    assert missing(fresh(strategy)) == [
        "Say what leaving does to: Law. Where there is nothing, say so, and why.",
        "Say what is done, by whom and until when, about: Money and liabilities.",
        "Record when the portfolio holder was consulted, and what they said.",
    ]


def test_leaving_is_stopped_for_legal_advice(partnership, lead_officer, policy_officer):
    """H14-32, H14-43: where the council is obliged to attend advice must be taken; where the law has a hand, said."""
    exiting.table()
    strategy = exiting.written(exiting.opened(partnership, policy_officer), lead_officer)
    for facts, sentence in (
        ({"is_statutory": True}, ASKED),
        ({"is_attendance_obligatory": True, "legal_advice_on_leaving": "needed"}, ADVICE_FIRST),
    ):
        entry = fresh(partnership)
        entries.edit(entry, facts, version=entry.version, by=policy_officer, at=NOW)
        assert missing(fresh(strategy)) == [sentence]
        with pytest.raises(Refused, match=sentence[:40]):
            exiting.submitted(strategy, lead_officer)
    entry = fresh(partnership)
    taken = {"legal_advice_on_leaving": "taken"}
    entries.edit(entry, taken, version=entry.version, by=policy_officer, at=NOW)
    assert missing(fresh(strategy)) == [
        "The council is obliged to attend. Say who gave legal advice on leaving, and when."
    ]
    with pytest.raises(ValidationError, match="Say both: who gave legal advice on leaving, and on which day"):
        change(strategy, lead_officer, at=NOW, advice_by="The monitoring officer")
    change(strategy, lead_officer, at=NOW, advice_by="The monitoring officer", advice_on=TODAY)
    assert "By The monitoring officer, on 20 November 2026" in rules.text_of(fresh(strategy))["advice"]
    assert exiting.submitted(strategy, lead_officer).status == "submitted"


def test_what_is_short_mistyped_or_followed_by_nobody_is_asked_about(
    partnership, lead_officer, policy_officer, council
):
    """B15-41, B15-51: less notice than was agreed has its reason, a merger what follows it, a day its right year."""
    exiting.table()
    ending.document(partnership, "Funding agreement", notice_months=6)
    strategy = exiting.written(exiting.opened(partnership, policy_officer, cause="merger"), lead_officer)
    short = (
        "“Funding agreement” asks for 6 months of notice, which end on 20 May 2027. Change the days, or say why the "
        "notice is shorter."
    )
    assert missing(strategy) == [short, rules.FOLLOWED]
    change(strategy, lead_officer, at=NOW, short_notice_reason="All partners agree.")
    with pytest.raises(ValidationError, match="is more than a year ago"):
        change(strategy, lead_officer, at=NOW, leaves_on=date(2025, 3, 31))
    with pytest.raises(ValidationError, match="A partnership does not follow itself"):
        change(strategy, lead_officer, at=NOW, successor=partnership)
    heir = factories.partnership(by=policy_officer, council=council, name="Merged Board")
    assert missing(change(strategy, lead_officer, at=NOW, successor=heir)) == []
    made = exiting.put(exiting.submitted(strategy, lead_officer), policy_officer)
    assert "It is followed by Merged Board" in made.put_text["taken_over_by"]
    made = exiting.started(exiting.approved(made, policy_officer), lead_officer)
    made = exiting.completed(exiting.left(made, lead_officer, policy_officer), policy_officer, OUT)
    assert fresh(partnership).successor == heir


@pytest.mark.parametrize("months", [3, 6, 9, 12, 15, 18])
def test_one_rule_says_when_it_is_looked_back_on(months):
    """The list and the step agree on every day, at the ends of months too."""
    day = date(2027, 1, 1) + timedelta(days=30 * months)
    for today in (day + timedelta(days=each) for each in range(32)):
        last = rules.completed_by(today)
        assert rules.looked_back_from(last) <= today < rules.looked_back_from(last + timedelta(days=1))


def test_nobody_returns_decides_reverses_or_completes_the_own_work(
    partnership, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    """B15-42: who handed it in does not return it; who wrote any part of it records no decision and no reversal."""
    exiting.table()
    strategy = exiting.written(exiting.opened(partnership, policy_officer), lead_officer)
    told = strategy.messages.get()
    exit_lines.edit_line(told, {"how": "By letter"}, version=told.version, by=policy_officer, at=NOW)
    handed_in = exiting.submitted(strategy, policy_officer)
    assert EXITS.may_start(policy_officer, handed_in, "return").reason == (
        "You handed it in yourself, so another policy officer returns it."
    )
    exiting.put(strategy, second_policy_officer, LATER)
    with pytest.raises(Refused, match="You drafted what is decided here"):
        exiting.said(strategy, "CMT", policy_officer, at=LATER)
    made = exiting.approved(strategy, second_policy_officer, LATER)
    assert "You drafted what was decided here" in EXITS.may_start(policy_officer, made, "reverse").reason
    assert EXITS.may_start(democratic_services, made, "reverse")


def test_where_no_lead_officer_is_named_one_policy_officer_confirms_and_another_completes(
    walk, partnership, policy_officer, second_policy_officer, lead_officer
):
    """D35: nobody says that the council is out while something is open, and no exit closes by one person alone."""
    running = walk("implementing")
    with pytest.raises(Refused, match="Data is not settled: The list of members"):
        exiting.confirmed(running, lead_officer, OUT)
    carrying_out.bring_about(OUT.date(), at=OUT)
    exiting.settled(running, lead_officer, second_policy_officer, OUT)
    not_out = "The lead officer has not confirmed yet that the council is out."
    assert page(fresh(running), policy_officer, OUT.date()).open == (not_out,)
    entry = fresh(partnership)
    entries.edit(entry, {"lead_officer": None}, version=entry.version, by=policy_officer, at=OUT)
    not_out = "No lead officer is named, and no policy officer has confirmed yet that the council is out."
    assert exits.open_to_complete(fresh(running)) == [not_out]
    with pytest.raises(ValidationError, match=r"The council leaves on 31 March 2027\. Confirm it then"):
        exiting.confirmed(running, policy_officer, LATER)
    assert not EXITS.may_start(lead_officer, fresh(running), "confirm")
    done = exiting.confirmed(running, policy_officer, OUT)
    assert "You confirmed that the council is out" in EXITS.may_start(policy_officer, done, "complete").reason
    assert EXITS.may_start(second_policy_officer, done, "complete")


def test_an_exit_runs_from_required_to_looked_back_on(walk, partnership, lead_officer, policy_officer):
    """B15-40 to B15-42: being left once the decision is in effect, ended by the completed strategy, looked back on."""
    done = walk("completed")
    entry = fresh(partnership)
    assert (entry.status, entry.ended_on) == (Status.EXITED, date(2027, 3, 31))
    assert entry.ended_reason == f"{done.reference}: Priorities have changed"
    lived = Partnership.history.filter(id=entry.pk).order_by("version").values_list("status", flat=True)
    assert list(dict.fromkeys(lived)) == ["active", "exiting", "exited"]
    assert done.lessons == "Ask about notice early."
    said = {"impact_came_true": "Yes: nobody missed it.", "saving_made": None}
    too_early = "It is looked back on from 1 October 2027."
    assert [each.refusal for each in page(done, lead_officer, OUT.date()).steps] == [too_early]
    with pytest.raises(Refused, match=too_early):
        exits.look_back(done, said, version=done.version, by=lead_officer, at=OUT + timedelta(days=100))
    autumn = OUT + timedelta(days=183)
    with pytest.raises(ValidationError, match="Say whether what was predicted came about"):
        exits.look_back(done, {}, version=done.version, by=lead_officer, at=autumn)
    back = exits.look_back(done, said, version=done.version, by=lead_officer, at=autumn)
    assert exits.may_look_back(policy_officer, back, autumn.date()).reason == "It was looked back on already."


def test_a_saving_that_was_expected_is_accounted_for(walk, lead_officer):
    strategy = walk("drafting")
    change(strategy, lead_officer, at=NOW, expected_saving=500)
    stands = fresh(strategy)
    assert "saving_made" in rules.lacks_to_look_back(stands, {"impact_came_true": "Yes."})
    assert rules.lacks_to_look_back(stands, {"impact_came_true": "Yes.", "saving_made": 0}) == {}


def test_nothing_happens_before_the_decision_takes_effect_nor_while_it_is_called_in(
    walk, partnership, policy_officer, democratic_services
):
    """Vocabulary, section 6; B15-42."""
    strategy = walk("with_bodies")
    exiting.said(strategy, "Portfolio holder", democratic_services, "supported", at=LATER)
    days = {"takes_effect_on": TODAY + timedelta(days=10), "call_in_ends_on": TODAY + timedelta(days=9)}
    decision = exiting.said(strategy, "CMT", democratic_services, at=LATER, **days)
    decisions.carry_out_due(LATER.date(), at=LATER)
    assert (fresh(strategy).status, fresh(partnership).status) == ("with_bodies", "active")
    reason = {"call_in_reason": "Who runs the visitor centre?"}
    decision = decisions.call_in(decision, reason, version=1, by=democratic_services, at=LATER)
    after = NOW + timedelta(days=11)
    decisions.carry_out_due(after.date(), at=after)
    assert (fresh(strategy).status, fresh(partnership).status) == ("with_bodies", "active")
    answered = {"release_note": "The district does."}
    decisions.release(decision, answered, version=decision.version, by=democratic_services, at=after)
    made = fresh(strategy)
    assert (made.status, fresh(partnership).status) == ("approved", "exiting")
    assert made.controls.get().action.text == "Settle the last invoice"


def test_bodies_that_say_no_return_it_with_their_reasons_and_it_is_put_once_more(
    walk, partnership, lead_officer, policy_officer, democratic_services
):
    strategy = walk("with_bodies")
    exiting.said(strategy, "Portfolio holder", democratic_services, "not_supported", at=LATER)
    exiting.said(strategy, "CMT", democratic_services, "rejected", at=LATER, reasons="The notice is too short.")
    back = fresh(strategy)
    assert (back.status, back.return_comment) == ("returned", "CMT: The notice is too short.")
    told = sent_back(back)
    assert (told.title, told.words) == ("Rejected by CMT on 23 November 2026", back.return_comment)
    assert "changed and handed in again" in told.onward
    assert Letter.objects.get(template="exit_returned").context["who"] == "CMT"
    assert fresh(partnership).status == "active"
    first = back.matter_id
    exiting.submitted(back, lead_officer, LATER)
    again = exiting.put(back, policy_officer, LATER)
    assert again.matter_id != first
    decisions.withdraw(again.matter, version=again.matter.version, by=policy_officer, at=LATER, reason="Too early")
    taken = fresh(strategy)
    assert (taken.status, taken.return_comment) == ("returned", "The matter was taken back.")
    assert sent_back(taken).title == "Taken back from the bodies on 23 November 2026"
    exiting.submitted(taken, lead_officer, LATER + timedelta(hours=1))
    officers = exiting.returned(fresh(taken), policy_officer, LATER + timedelta(hours=2))
    assert sent_back(officers).title == f"To be changed: returned by {policy_officer} on 23 November 2026"


def test_approval_holds_for_the_text_that_was_approved(
    walk, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    """B15-42: a change afterwards holds everything up until it is approved, or noted to be immaterial by another."""
    strategy = walk("implementing")
    assert exits.differs(strategy) == []
    changed = change(strategy, policy_officer, taken_over_by="The county")
    assert exits.differs(changed) == ["who takes over"]
    sentence = "The approved copy differs in who takes over. Put it to the bodies again, or note why"
    assert sentence in EXITS.verdict(lead_officer, changed, "confirm").reason
    assert "You made the change" in exits.may_note_immaterial(policy_officer, changed).reason
    assert not exits.may_note_immaterial(lead_officer, changed)
    with pytest.raises(ValidationError, match="Say why the change is immaterial"):
        exits.note_immaterial(changed, {}, version=changed.version, by=second_policy_officer, at=LATER)
    why = {"immaterial_reason": "The same council, by its short name."}
    noted = exits.note_immaterial(changed, why, version=changed.version, by=second_policy_officer, at=LATER)
    assert exits.differs(noted) == []
    assert EXITS.may_start(policy_officer, noted, "put_again")
    assert "nothing is to be put again" in exits.may_reput(policy_officer, noted).reason
    back = change(noted, lead_officer, taken_over_by=exiting.SAID["taken_over_by"])
    assert exits.differs(back) == []
    line = back.controls.get()
    exit_lines.edit_line(line, {"text": "Settle all invoices"}, version=line.version, by=lead_officer, at=LATER)
    assert exits.differs(fresh(strategy)) == ["the control measures"]
    with pytest.raises(Refused, match="Somebody is asked to do this by now"):
        exit_lines.remove_line(fresh(line), version=fresh(line).version, by=lead_officer, at=LATER)
    stands = fresh(strategy)
    put = exits.reput(stands, {}, version=stands.version, by=policy_officer, at=LATER)
    assert (put.status, exits.differs(put)) == ("with_bodies", [])
    assert "put to the bodies" not in exits.may_write(lead_officer, put).reason
    no = LATER + timedelta(minutes=30)
    exiting.said(put, "Portfolio holder", democratic_services, "supported", at=no)
    exiting.said(put, "CMT", democratic_services, "rejected", at=no, reasons="As before.")
    upheld = fresh(strategy)
    assert sent_back(upheld).title == "Rejected by CMT on 23 November 2026; what was approved before stands"
    assert (upheld.status, upheld.return_comment) == ("approved", "CMT: As before.")
    assert exits.differs(upheld) == ["the control measures"]
    assert not EXITS.verdict(lead_officer, upheld, "start")
    assert EXITS.verdict(policy_officer, upheld, "close").reason == (
        "This exit strategy is approved, so it cannot be closed."
    )
    assert democratic_services not in exits.writers(upheld)
    item = upheld.items.get()
    carrying_out.settle_item(item, "Given back.", version=item.version, by=second_policy_officer, at=no)
    assert second_policy_officer not in exits.writers(upheld)
    put = exits.reput(upheld, {}, version=upheld.version, by=policy_officer, at=LATER)
    assert NOT_DECIDED in EXITS.verdict(policy_officer, put, "close").reason
    again = exiting.approved(put, democratic_services, LATER + timedelta(hours=1))
    assert (again.status, exits.differs(again)) == ("approved", [])
    assert exiting.started(again, lead_officer, LATER + timedelta(hours=2)).status == "implementing"


def test_the_body_that_decided_reverses_it_before_the_council_is_out(walk, partnership, democratic_services):
    strategy = walk("implementing")
    with pytest.raises(Refused, match="Say which body reversed it, when, and why"):
        exits.reverse(strategy, {"reversal": " "}, version=strategy.version, by=democratic_services, at=LATER)
    made = exiting.reversed_by(strategy, democratic_services, LATER)
    assert (made.status, fresh(partnership).status) == ("reversed", "active")
    assert made.controls.get().action.status == "dropped"


def test_a_partnership_that_others_end_closes_its_strategy_with_the_same_note(
    walk, partnership, policy_officer, lead_officer, council
):
    """B15-41: a successor or the management team's waiver; what was put to bodies is taken back with it."""
    strategy = walk("with_bodies")
    entry = fresh(partnership)
    wound_up = (entry, TODAY, "Wound up by the county", None, "CMT, 18 November 2026, minute 9")
    entries.end(*wound_up, version=entry.version, by=policy_officer, at=NOW)
    made = fresh(strategy)
    assert (made.status, made.closing_note) == ("closed", "Wound up by the county")
    assert made.waived_by_managers == "CMT, 18 November 2026, minute 9"
    assert made.matter.withdrawn_at
    led = {"council": council, "lead_officer": lead_officer, "name": "Another Board"}
    entry = fresh(walk("approved", factories.partnership(by=policy_officer, **led)).partnership)
    with pytest.raises(Refused, match="This entry is being left, so it cannot be ended"):
        entries.end(entry, TODAY, "Merged", partnership, version=entry.version, by=policy_officer, at=NOW)


def test_what_was_decided_is_not_closed_without_the_management_teams_waiver(partnership, policy_officer):
    exiting.table()
    strategy = exiting.opened(partnership, policy_officer, cause="decision")
    with pytest.raises(Refused, match="Give the day and minute of the management team’s waiver"):
        exiting.closed(strategy, policy_officer)
    note = {"closing_note": "The county takes it on.", "waived_by_managers": "18 November 2026, minute 9"}
    made = exits.close(strategy, note, version=strategy.version, by=policy_officer, at=NOW)
    assert made.status == "closed"


def test_who_opens_one_by_hand_and_for_what(partnership, policy_officer, lead_officer, officer, council):
    opened = exiting.opened(partnership, lead_officer, cause="merger")
    assert (opened.reference[:1], opened.status, opened.opened_by) == ("X", "required", lead_officer)
    assert exiting.opened(partnership, officer) == opened
    one = factories.partnership(by=policy_officer, council=council, name="A Board", lead_officer=lead_officer)
    several = factories.partnership(by=policy_officer, council=council, name="Panels", describes_several=True)
    proposed = factories.partnership(by=policy_officer, council=council, name="A Plan", status="proposed")
    for entry, by, cause, sentence in (
        (one, officer, "merger", "Only the lead officer and the policy team open an exit strategy by hand."),
        (one, lead_officer, "decision", "Democratic services and the policy team record what a body decided."),
        (several, policy_officer, "merger", exits.SEVERAL),
        (proposed, policy_officer, "merger", exits.NOT_IN),
    ):
        with pytest.raises(Refused) as refusal:
            exiting.opened(entry, by, cause=cause)
        assert refusal.value.reason == sentence
    assert exits.open_for(one, "project_ends", by=None, at=NOW).opened_by is None


def test_an_approved_group_with_exceptions_opens_one_strategy_for_each_real_partnership(
    partnership, policy_officer, lead_officer, democratic_services, council
):
    """H14-31: none for the exception, none for the entry that only describes several."""
    recommending.table()
    named = {"lead_officer": lead_officer, "council": council, "by": policy_officer}
    heading = factories.partnership(name="Welland partnerships", describes_several=True, **named)
    audit, other = (factories.partnership(name=f"Welland {name}", **named) for name in ("Audit", "Waste"))
    group = {"kind": "withdraw", "text": "Withdraw from all but Welland Audit.", "group_name": "Welland"}
    made = recommending.begun(heading, policy_officer, **group)
    for entry, is_exception in ((partnership, False), (other, False), (audit, True)):
        values = {"partnership": entry, "is_exception": is_exception}
        recommending.lines.add(made, "subjects", values, by=policy_officer, at=NOW)
    recommending.approved(recommending.proposed(made, policy_officer), democratic_services)
    opened = ExitStrategy.objects.all()
    assert {each.partnership for each in opened} == {partnership, other}
    assert {(each.status, each.cause, each.recommendation, each.group_name) for each in opened} == {
        ("required", "recommendation", made, "Welland")
    }
    assert {fresh(partnership).status, fresh(audit).status} == {"active"}


def test_a_decision_to_leave_that_no_recommendation_brought_requires_a_strategy(
    partnership, policy_officer, lead_officer, democratic_services
):
    exiting.table()
    who = {"by": policy_officer, "at": NOW}
    matter = decisions.put(partnership, "leave", "Leave the board", drafted_by=lead_officer, **who)
    for body, outcome in (("Portfolio holder", "supported"), ("CMT", "approved")):
        step = matter.steps.get(body__name=body)
        decisions.record(step, deciding.said(outcome), by=democratic_services, at=NOW)
    made = ExitStrategy.objects.get()
    assert (made.cause, made.cause_note, made.status) == ("decision", "Leave the board", "required")


ROUTES = {
    "breckland-2015": {
        "Corporate Management Team": "approves", "Portfolio holder": "consulted", "Executive": "reviews",
    },
    "wirral-2009": {
        "Chief Officers’ Management Team": "approves", "Portfolio holder": "consulted", "Cabinet": "reviews",
    },
    "south-hams-west-devon-2016": {"Council": "approves"},
    "harborough-2011": {"Scrutiny Panel": "reviews", "Executive": "approves"},
    "harborough-2014": {"Scrutiny Panel": "reviews", "Executive": "approves"},
}  # fmt: skip


@pytest.mark.parametrize("policy", ROUTES)
def test_under_each_policy_its_own_bodies_approve(
    policy, partnership, lead_officer, policy_officer, democratic_services
):
    """B15-42, SH-20: Breckland's management team approves, the portfolio holder is consulted, the Executive reviews."""
    asking.loaded(policy)
    strategy = exiting.written(exiting.opened(partnership, policy_officer), lead_officer)
    exiting.submitted(strategy, lead_officer)
    bodies = ROUTES[policy]
    if not policy.startswith("harborough"):
        with pytest.raises(ValidationError, match="Who decides depends on how significant it is"):
            exiting.put(strategy, policy_officer)
        assert fresh(strategy).status == "submitted"
    said = {"significance": "significant", "significance_reason": "Many rely on it."}
    made = exiting.put(strategy, policy_officer, **({} if policy.startswith("harborough") else said))
    steps = {step.body.name: step.part for step in made.matter.steps.select_related("body")}
    assert steps == bodies
    for body, part in sorted(bodies.items(), key=lambda each: each[1] == "approves"):
        exiting.said(made, body, democratic_services, "approved" if part == "approves" else "supported", at=LATER)
    assert (fresh(strategy).status, fresh(partnership).status) == ("approved", "exiting")


def test_what_bodies_did_not_approve_is_not_noted_as_immaterial(
    walk, policy_officer, second_policy_officer, lead_officer, democratic_services
):
    """B15-42: a rejected change stays blocked until the approved text stands again, or another one is put."""
    held = walk("approved")
    exits.write(held, {"taken_over_by": "Nobody"}, version=held.version, by=lead_officer, at=LATER)
    stands = fresh(held)
    exits.reput(stands, {}, version=stands.version, by=policy_officer, at=LATER)
    exiting.said(held, "Portfolio holder", democratic_services, "not_supported", at=LATER)
    exiting.said(held, "CMT", democratic_services, "rejected", at=LATER, reasons="Somebody must.")
    stands = fresh(held)
    assert (stands.status, "CMT: Somebody must." in stands.return_comment) == ("approved", True)
    with pytest.raises(Refused, match="The bodies did not approve the change"):
        note = {"immaterial_reason": "It makes no difference."}
        exits.note_immaterial(stands, note, version=stands.version, by=second_policy_officer, at=LATER)
    back = {"taken_over_by": exiting.SAID["taken_over_by"]}
    assert exits.differs(exits.write(stands, back, version=stands.version, by=lead_officer, at=LATER)) == []


def test_what_the_register_says_is_held_or_owed_is_spoken_of_in_the_hand_over(walk, partnership, lead_officer):
    """D35: nothing that is recorded is left without a word on what becomes of it."""
    entry = fresh(partnership)
    said = {"assets_held": "The centre, leased to 2040", "liabilities": "None", "has_own_staff": True}
    entries.edit(entry, said, version=entry.version, by=lead_officer, at=NOW)
    drafted = walk("drafting")
    assert missing(drafted) == [
        "The register says of assets: The centre, leased to 2040. Say under the hand-over what becomes of that.",
        "The register says of staff: it employs people. Say under the hand-over what becomes of that.",
    ]
    owner = {"owner_post": "Clerk", "due_on": NOW.date()}
    for kind in ("asset", "staff"):
        exit_lines.add_line(
            drafted,
            HandoverItem,
            {"kind": kind, "text": "It", "outcome": "transferred", **owner},
            by=lead_officer,
            at=NOW,
        )
    assert missing(fresh(drafted)) == []
