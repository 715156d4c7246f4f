"""Reviews, recommendations and actions: every step, in every state, by everybody, and by whose own work it is; what two
people press at once happens once.
"""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

import pytest

from partnerships.machine import Machine
from partnerships.models import Letter
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models import Matter, Notice
from register.workflow import actions, entries
from register.workflow.actions import ACTIONS
from reviews.models import Review
from reviews.workflow import accepting, follow_ups, recommendations, reviews
from reviews.workflow.recommendations import RECOMMENDATIONS
from reviews.workflow.reviews import REVIEWS
from tests.conftest import NOW
from tests.reviews import recommending, reviewing
from tests.reviews.reviewing import fresh
from tests.reviews.stepping import Step, out_of_turn, tried

pytestmark = [pytest.mark.django_db, pytest.mark.once]

POLICY = {"policy", "second"}
RECORDERS = {*POLICY, "recorder"}
Steps = Mapping[str, Step]

SETTLES = "Only a policy officer returns and accepts reviews."
NOT_BY_YOU = "You submitted this review, so somebody else {} it."
RUNS = "Only a policy officer runs a round of reviews."
ANSWERS = "The lead officer of the partnership answers its review; sections of it may be given to others."
REVIEW: Steps = {
    "begin": Step({"opened"}, {"lead", "colleague"}, ANSWERS, target="in_progress"),
    "submit": Step({"in_progress"}, {"lead"}, ANSWERS, target="submitted"),
    "endorse": Step(
        {"submitted"},
        {"head"},
        "Only the head of service of the partnership endorses its review.",
        NOT_BY_YOU.format("endorses"),
        "submitted",
    ),
    "return": Step({"submitted"}, POLICY, SETTLES, NOT_BY_YOU.format("returns or accepts"), "in_progress"),
    "accept": Step({"submitted"}, POLICY, SETTLES, NOT_BY_YOU.format("returns or accepts"), "accepted"),
    "waive": Step({"opened", "in_progress"}, POLICY, RUNS, target="waived"),
    "reopen": Step({"accepted", "reported"}, POLICY, RUNS, target="in_progress"),
    "report": Step({"accepted"}, POLICY, RUNS, target="reported"),
    "close": Step({"accepted", "reported"}, POLICY, RUNS, target="closed"),
}
WRITTEN, BEFORE_BODIES = {"draft", "returned"}, {"proposed", "deferred"}
RECORDS = "Democratic services and the policy team record what a body decided."
TO_DO = "You were to do some of it, so somebody else takes this step."
RECOMMENDATION: Steps = {
    "submit": Step(
        WRITTEN, {"lead"}, "Only its drafter and the lead officers of its partnerships hand it in.", target="submitted"
    ),
    "return": Step(
        {"submitted"},
        POLICY,
        "Only a policy officer returns a recommendation.",
        "You handed it in yourself. Take it back instead of returning it.",
        "returned",
    ),
    "propose": Step(
        {*WRITTEN, "submitted"},
        POLICY,
        "Only a policy officer puts a recommendation to the bodies.",
        target="proposed",
    ),
    "defer": Step({"proposed"}, RECORDERS, RECORDS, target="deferred"),
    "resume": Step({"deferred"}, RECORDERS, RECORDS, target="proposed"),
    "approve": Step(BEFORE_BODIES, RECORDERS, RECORDS, target="approved"),
    "amend": Step(BEFORE_BODIES, RECORDERS, RECORDS, target="amended"),
    "reject": Step(BEFORE_BODIES, RECORDERS, RECORDS, target="rejected"),
    "withdraw": Step(
        {*WRITTEN, "submitted", *BEFORE_BODIES},
        POLICY,
        "Only a policy officer takes a recommendation back.",
        target="withdrawn",
    ),
    "carry_out": Step(
        {"approved", "amended"}, POLICY, "Only a policy officer settles what was approved.", TO_DO, "carried_out"
    ),
    "close": Step({"carried_out"}, POLICY, "Only a policy officer closes a recommendation.", TO_DO, "closed"),
}
DOES = "Only who does it reports on it; where only a post is named, the lead officer or a policy officer does."
VERIFIES = "Only a policy officer verifies that an action was done."
OWN_DOING = "You were to do it, so another policy officer verifies that it was done."
ACTION: Steps = {
    "start": Step({"open"}, {"owner"}, DOES, target="in_progress"),
    "report": Step({"open", "in_progress"}, {"owner"}, DOES, target="done_claimed"),
    "verify": Step({"done_claimed"}, POLICY, VERIFIES, OWN_DOING, "verified"),
    "return": Step({"done_claimed"}, POLICY, VERIFIES, OWN_DOING, "in_progress"),
    "drop": Step(
        {"open", "in_progress"}, POLICY, "Only a policy officer adds, moves or drops an action.", target="dropped"
    ),
}
SAID: Mapping[str, Mapping[str, object]] = {
    "return": {"return_comment": "Since when?"},
    "waive": {"waiver_reason": "It ends.", "waiver_authority": "CMT", "next_on": date(2027, 9, 1)},
    "withdraw": {"closing_note": "Too early."},
    "close": {"closing_note": "It works."},
    "report": {"done_note": "They know."},
}


@pytest.fixture
def people(
    lead_officer, policy_officer, second_policy_officer, democratic_services, head_of_service, officer, case_manager,
    corporate_manager, councillor, portfolio_holder, scrutiny_member, auditor, administrator,
):  # fmt: skip
    others = (case_manager, corporate_manager, councillor, portfolio_holder, scrutiny_member, auditor, administrator)
    named = {"lead": lead_officer, "policy": policy_officer, "second": second_policy_officer}
    named |= {"recorder": democratic_services, "head": head_of_service, "colleague": officer}
    return named | {each.email: each for each in others}


@pytest.fixture
def entry(partnership, people):
    head = {"head_of_service": people["head"]}
    return entries.edit(partnership, head, version=partnership.version, by=people["policy"], at=NOW)


def every_step(machine: Machine, record, steps: Steps, people, *, own: Mapping[str, str], owner: str = "") -> None:
    """In every state, as though it had come there: by people, by relation, and by whose own work it is.

    `own` names, for a step, who would judge their own work by it; `owner` is who does what an action asks.
    """
    assert set(steps) == set(machine.transitions)
    every = type(record)._base_manager.filter(pk=record.pk)
    for status in dict(machine.model._meta.get_field("status").choices):
        every.update(status=status)
        found = every.get()

        def sentence(verb: str, name: str, status=status) -> str:
            step = steps[verb]
            if status not in step.sources:
                return out_of_turn(machine, verb, status, step.target)
            if own.get(verb) == name:
                return step.own
            return "" if name in {owner if one == "owner" else one for one in step.people} else step.others

        def take(verb: str, name: str, found=found) -> None:
            said = {key: value for key, value in SAID.get(verb, {}).items() if hasattr(found, key)}
            machine.perform(verb, found, by=people[name], at=NOW, changes=said)

        def taken(verb: str, found=found) -> None:
            made, stamp = every.get(), machine.transitions[verb].stamp
            assert (made.status, made.version) == (steps[verb].target, found.version + 1)
            assert not stamp or getattr(made, f"{stamp}_at") == NOW

        tried({(verb, name): sentence(verb, name) for verb in steps for name in people}, take, taken)


@pytest.mark.parametrize("submitter", ["lead", "second", "head"])
def test_every_step_of_a_review_in_every_state_by_everybody(submitter, entry, people):
    """B15-46, W09-05: who submitted it neither returns, accepts nor endorses it, whatever else they are."""
    by = people["policy"]
    asked = reviewing.opened(entry, reviewing.opened_round(by), by, ("facts", "questions", "activity"))
    part = reviewing.section(asked, "activity")
    reviews_of = reviewing.filling_in.delegate(
        part, people["colleague"], version=part.version, by=people["lead"], at=NOW
    )
    assert reviews_of.delegated_to == people["colleague"]
    filled = reviewing.filled(asked, people["lead"])
    Review.objects.filter(pk=filled.pk).update(submitted_by=people[submitter], submitted_at=NOW, **SAID["waive"])
    own = dict.fromkeys(("endorse", *(("return", "accept") if submitter in POLICY else ())), submitter)
    every_step(REVIEWS, filled, REVIEW, people, own=own)


@pytest.mark.parametrize("owner", ["colleague", "second"])
def test_every_step_of_a_recommendation_in_every_state_by_everybody(owner, entry, people):
    """H14-02, H14-33, H14-41: who was to do it neither says that it is carried out nor closes it."""
    recommending.table()
    made = recommending.begun(entry, people["lead"])
    recommending.planned(made, people["lead"], owner=people[owner], owner_post="")
    made = recommending.approved(recommending.proposed(made, people["policy"]), people["recorder"])
    recommending.done(made, people["policy"])
    look = made.follow_ups.get()
    look = follow_ups.report(look, {"report": "It went well."}, version=look.version, by=people["lead"], at=NOW)
    said = {"outcome": "continue", "outcome_note": "It works."}
    follow_ups.record(look, said, None, version=look.version, by=people["policy"], at=NOW)
    type(made).objects.filter(pk=made.pk).update(submitted_by=people[owner], submitted_at=NOW)
    own = dict.fromkeys(("return", "carry_out", "close"), owner) if owner in POLICY else {}
    every_step(RECOMMENDATIONS, made, RECOMMENDATION, people, own=own)


@pytest.mark.parametrize("owner", ["lead", "second"])
def test_every_step_of_an_action_in_every_state_by_everybody(owner, entry, people):
    """H14-14: who does it never verifies it, nor gives it back."""
    values = {"text": "Write to them", "owner": people[owner], "due_on": NOW.date()}
    action = actions.add(entry, values, by=people["policy"], at=NOW)
    own = dict.fromkeys(("verify", "return"), owner) if owner in POLICY else {}
    every_step(ACTIONS, action, ACTION, people, own=own, owner=owner)


def press(verb: str, entry, people) -> tuple[object, Callable[[object, object], object]]:
    """What somebody is about to press, with what it is pressed on."""
    lead, policy = people["lead"], people["policy"]
    if verb in ("submit", "return", "accept"):
        asked = reviewing.opened(entry, reviewing.opened_round(policy), policy, ("facts", "activity"))
        filled = reviewing.filled(asked, lead)
        if verb == "submit":
            return filled, lambda found, by: reviews.submit(found, {}, version=found.version, by=by, at=NOW)
        handed_in = reviewing.submitted(filled, lead)
        if verb == "return":
            return handed_in, lambda found, by: reviews.give_back(
                found, {}, "Since when?", version=found.version, by=by, at=NOW
            )
        return handed_in, lambda found, by: accepting.accept(
            found, {}, next_on=reviewing.NEXT, version=found.version, by=by, at=NOW
        )
    if verb == "propose":
        recommending.table()
        made = recommending.begun(entry, lead)
        return made, lambda found, by: recommendations.propose(found, {}, version=found.version, by=by, at=NOW)
    values = {"text": "Write to them", "owner": lead, "due_on": NOW.date()}
    action = actions.add(entry, values, by=policy, at=NOW)
    done = actions.report(action, {"done_note": "Done."}, version=action.version, by=lead, at=NOW)
    return done, lambda found, by: actions.verify(found, {}, version=found.version, by=by, at=NOW)


def told_and_written(record) -> tuple[int, ...]:
    history = type(record).history.filter(id=record.pk)
    return Letter.objects.count(), Notice.objects.count(), history.count(), Matter.objects.count()


@pytest.mark.parametrize(
    ("verb", "letters"), [("submit", 0), ("return", 1), ("accept", 1), ("propose", 0), ("verify", 0)]
)
def test_what_two_people_press_at_once_is_one_step_one_letter_and_one_row_of_history(verb, letters, entry, people):
    """The second is told that somebody was quicker, be the page that they pressed on old or new."""
    record, pressed = press(verb, entry, people)
    first, second = ("lead", "lead") if verb == "submit" else ("policy", "second")
    before = told_and_written(record)
    pressed(record, people[first])
    after = told_and_written(record)
    assert after[0] == before[0] + letters
    lived = type(record).history.filter(id=record.pk).order_by("version").values_list("status", flat=True)
    assert sum(one != other for one, other in pairwise(lived[before[2] - 1 :])) == 1
    with pytest.raises((Conflict, Refused)):
        pressed(record, people[second])
    with pytest.raises(Refused, match=r"already|so it cannot be"):
        pressed(fresh(record), people[second])
    assert told_and_written(record) == after
