"""Leaving under each of the five policies: every step, in every state, by everybody; and no exit with an open line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from django.utils.timezone import localdate

from partnerships import saving
from register.models import Action, Participation
from register.models.choices import Part
from register.workflow import actions, decisions, entries
from reviews.models import ExitMessage, ExitStrategy, HandoverItem
from reviews.models.choices import HOLDING_OPEN, ExitStatus
from reviews.rules.exits import text_of
from reviews.workflow import carrying_out, exit_lines, exits
from reviews.workflow.exits import EXITS
from tests.assessments import asking
from tests.conftest import NOW
from tests.register import deciding
from tests.reviews import ending, exiting, stepping
from tests.reviews.exiting import OUT, fresh
from tests.reviews.stepping import Step, refused, tried, undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LONG_AFTER = OUT + timedelta(days=184)
CONDITION = {"text": "Hear the villages first", "owner_post": "Clerk", "due_on": date(2027, 3, 1)}
TIER = {"significance": "significant", "significance_reason": "Many rely on it."}
LEADS, POLICY = {"lead", "drafter", "second"}, {"drafter", "second"}
RECORDERS, WRITERS = {*POLICY, "recorder"}, {*LEADS, "case_manager"}
BEFORE, HELD = {"required", "drafting", "returned", "submitted", "with_bodies"}, {"approved", "implementing"}
DIFFERS = (
    "The approved copy differs in who takes over. Put it to the bodies again, or note why the change is immaterial."
)
UNCONFIRMED = "The lead officer has not confirmed yet that the council is out."
REJECTED = "The bodies did not approve the change. Put back what they had approved, or put another change to them."
IN_EFFECT = "The council is leaving by a decision that is in effect. Have it reversed instead."


DECIDED_ON = (
    {"with_bodies"},
    RECORDERS,
    "Democratic services and the policy team record what bodies decide.",
    "You drafted what is decided here, so somebody else records the decision.",
)
STEPS = {
    "begin": Step(
        {"required"}, WRITERS, "Only the lead officer, case managers and the policy team write an exit strategy."
    ),
    "write": Step(
        {"drafting", "returned", *HELD},
        WRITERS,
        "Only the lead officer, case managers and the policy team write an exit strategy.",
    ),
    "submit": Step(
        {"drafting", "returned"}, LEADS, "Only the lead officer and the policy team hand an exit strategy in."
    ),
    "return": Step(
        {"submitted"},
        POLICY,
        "Only a policy officer returns an exit strategy.",
        "You handed it in yourself, so another policy officer returns it.",
    ),
    "put": Step(
        {"submitted"},
        POLICY,
        "Only a policy officer puts an exit strategy to the bodies.",
        "You handed it in yourself, so another policy officer puts it to the bodies.",
    ),
    "put_again": Step(HELD, POLICY, "Only a policy officer puts an exit strategy to the bodies."),
    "approve": Step(*DECIDED_ON),
    "reject": Step(*DECIDED_ON),
    "note": Step(
        HELD,
        POLICY,
        "Only a policy officer notes that a change is immaterial.",
        "You made the change, so another policy officer says whether it is immaterial.",
    ),
    "confirm_ends": Step(HELD, LEADS, "Only the lead officer and the policy team confirm what leaving ends."),
    "start": Step(
        {"approved"}, LEADS, "Only the lead officer and the policy team begin to carry an exit strategy out."
    ),
    "confirm": Step(
        {"implementing"},
        {"lead"},
        "The lead officer confirms that the council is out; where none is named, a policy officer does.",
    ),
    "complete": Step(
        {"implementing"},
        POLICY,
        "Only a policy officer completes an exit strategy.",
        "You confirmed that the council is out, so another policy officer completes it.",
    ),
    "reverse": Step(
        HELD,
        RECORDERS,
        "Democratic services and the policy team record what a body decided.",
        "You drafted what was decided here, so somebody else records that it is reversed.",
    ),
    "close": Step(BEFORE, POLICY, "Only a policy officer closes an exit strategy that is not needed any more."),
    "look_back": Step({"completed"}, LEADS, "Only the lead officer and the policy team say what came of leaving."),
}
TARGETS = {
    "begin": "drafting", "submit": "submitted", "return": "returned", "put": "with_bodies", "put_again": "with_bodies",
    "approve": "approved", "reject": "returned", "start": "implementing", "confirm": "implementing",
    "complete": "completed", "reverse": "reversed", "close": "closed",
}  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """A state, who did there what they may not judge, and what holds a step up, whoever would take it."""

    status: str
    own: Mapping[str, str] = field(default_factory=dict)
    # Before anybody is asked who they are, and only where the people are the right ones.
    holds: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)

    def refusal(self, verb: str, name: str) -> str:
        """The sentence for this person; blank where the step is theirs."""
        step = STEPS[verb]
        if self.status not in step.sources:
            return out_of_turn(verb, self.status)
        if verb in self.holds:
            return self.holds[verb]
        if name not in step.people:
            return step.others
        if self.own.get(verb) == name:
            return step.own
        return self.lacks.get(verb, "")

    def target(self, verb: str) -> str:
        return self.targets.get(verb) or TARGETS.get(verb, self.status)


def out_of_turn(verb: str, status: str) -> str:
    """What is said of a step that this state does not have."""
    state = EXITS.state_name(status)
    own = {
        "note": "It says what was approved, so there is no change to note.",
        "confirm_ends": "This is for an exit strategy that is approved.",
        "look_back": "Only an exit that is completed is looked back on.",
        "write": "Begin the exit strategy first."
        if status == "required"
        else f"This exit strategy is {state}, so it stays as it is.",
    }
    if verb in own:
        return own[verb]
    return stepping.out_of_turn(EXITS, verb, status, TARGETS[verb])


NOTED = {"note": out_of_turn("note", "approved")}
SAME_TEXT = {"put_again": "It says what was approved, so nothing is to be put again."}
OWN_TEXT = {"approve": "drafter", "reject": "drafter", "reverse": "drafter"}


Days = Mapping[str, date]


def step(verb: str, strategy: ExitStrategy, by, at: datetime, tier: Mapping[str, str], days: Days) -> None:
    """Take one step, as its page would, with everything that the step itself asks for."""
    how = {"version": strategy.version, "by": by, "at": at}
    say: dict[str, Callable[[], object]] = {
        "begin": lambda: exits.begin(strategy, exiting.SAID, **how),
        "write": lambda: exits.write(strategy, {"taken_over_by": "The towns"}, **how),
        "submit": lambda: exits.submit(strategy, {}, **how),
        "return": lambda: exits.give_back(strategy, {"return_comment": "Say who pays."}, **how),
        "put": lambda: exits.put(strategy, {}, **tier, **how),
        "put_again": lambda: exits.reput(strategy, {}, **tier, **how),
        "approve": lambda: decided(strategy, "approve", by, at),
        "reject": lambda: decided(strategy, "reject", by, at),
        "note": lambda: exits.note_immaterial(strategy, {"immaterial_reason": "A slip."}, **how),
        "confirm_ends": lambda: carrying_out.confirm_ends(strategy, days, by=by, at=at),
        "start": lambda: exits.start(strategy, {}, **how),
        "confirm": lambda: exits.confirm(strategy, {}, **{**how, "at": max(at, OUT)}),
        "complete": lambda: exits.complete(strategy, {"lessons": "Ask early."}, **how),
        "reverse": lambda: exits.reverse(strategy, {"reversal": "CMT, minute 4"}, **how),
        "close": lambda: exits.close(strategy, {"closing_note": "The grant goes on."}, **how),
        "look_back": lambda: exits.look_back(
            strategy, {"impact_came_true": "Yes.", "saving_made": 0}, **{**how, "at": LONG_AFTER}
        ),
    }
    say[verb]()


def decided(strategy: ExitStrategy, verb: str, by, at: datetime) -> None:
    """The body that decides says yes or no; where nothing waits for it, the step itself is tried."""
    if strategy.status != ExitStatus.WITH_BODIES:
        EXITS.perform(verb, strategy, by=by, at=at)
        return
    outcome, conditions = {"approve": ("approved", [CONDITION]), "reject": ("rejected", [])}[verb]
    said(strategy.matter.steps.get(part=Part.APPROVES), outcome, by, at, conditions)


def said(of, outcome: str, by, at: datetime, conditions=()) -> None:
    today = localdate(at)
    days = {"decided_on": today, "takes_effect_on": today}
    decisions.record(of, deciding.said(outcome, **days), conditions, by=by, at=at)


def days_of(strategy: ExitStrategy) -> Days:
    return {each.key: each.ends_on for each in carrying_out.proposed_ends(strategy)}


@dataclass
class Walk:
    """One exit under one policy, from situation to situation, a second between its steps."""

    strategy: ExitStrategy
    people: Mapping[str, object]
    tier: Mapping[str, str]
    # Who of them tries what is out of turn as well.
    eager: set[str]
    ticks: Iterator[int] = field(default_factory=lambda: count(1))
    since: datetime = NOW
    days: Days = field(default_factory=dict)

    def now(self) -> datetime:
        return self.since + timedelta(seconds=next(self.ticks))

    def take(self, verb: str, name: str, strategy: ExitStrategy | None = None) -> None:
        step(verb, strategy or fresh(self.strategy), self.people[name], self.now(), self.tier, self.days)

    def heard(self) -> None:
        """The bodies that are consulted or review have spoken; the one that decides has not."""
        for each in fresh(self.strategy).matter.steps.exclude(part=Part.APPROVES):
            said(each, "supported", self.people["recorder"], self.now())

    def meet(self, situation: Situation) -> None:
        """Everybody tries each step of the state, and the eager all others: what is not theirs changes nothing, what is
        theirs is done, and taken back.
        """
        found = fresh(self.strategy)
        assert found.status == situation.status
        self.days = days_of(found)
        sentences = {
            (verb, name): situation.refusal(verb, name)
            for verb, step in STEPS.items()
            for name in (self.people if situation.status in step.sources else self.eager)
        }

        def taken(verb: str) -> None:
            made = fresh(self.strategy)
            assert made.status == situation.target(verb), (situation, verb)
            assert made.version > found.version or verb == "confirm_ends"

        tried(sentences, lambda verb, name: self.take(verb, name, found), taken)

    def held_open(self, verb: str, name: str) -> int:
        """Each thing that can be open alone is opened again, and the step is refused with its one sentence."""
        kinds = 0
        for sentence, opened in ways_to_open(fresh(self.strategy), self.people):
            with undone():
                opened()
                stands = fresh(self.strategy).status
                assert refused(lambda: self.take(verb, name)) == sentence
                assert fresh(self.strategy).status == stands != ExitStatus.COMPLETED
                assert fresh(self.strategy.partnership).status == "exiting"
            kinds += 1
        return kinds


def ways_to_open(strategy: ExitStrategy, people) -> Iterator[tuple[str, Callable[[], object]]]:
    """Of everything that leaving settles, one by one: what is said while it is open, and how it came to be open."""
    unsettled = {"settled_at": None, "settled_by": None, "settled_note": ""}
    for item in strategy.items.filter(kind__in=HOLDING_OPEN):
        yield f"{item.get_kind_display()} is not settled: {item}.", lambda item=item: of(item).update(**unsettled)
    control = strategy.controls.get()
    asked_for = Action.objects.filter(pk=control.action_id)
    for status in ("open", "in_progress", "done_claimed"):
        yield (
            f"A control measure is neither verified nor dropped: {control}.",
            lambda status=status: asked_for.update(status=status),
        )
    told = strategy.messages.get()
    yield (
        f"Nobody has confirmed that they were told: {told}.",
        lambda: (of(told).update(told_on=None), of(told.action).update(status="open")),
    )
    for condition in carrying_out.conditions(strategy):
        yield (
            f"A condition is neither verified nor dropped: {condition}",
            lambda condition=condition: of(condition).update(status="open"),
        )
    for end in strategy.ends.filter(removed_at=None):
        yield (
            f"Not ended yet, due on 31 March 2027: {end.words}",
            lambda end=end: of(end).update(ended_at=None, ended_by=None),
        )
    entry = strategy.partnership
    yield (
        "Confirm when it ends: £70.00 of HDC for 2029/30, cash: is not paid and is taken off. Money for 2026/27 stays.",
        lambda: (ending.money(entry, 2029, 70), as_approved(strategy)),
    )
    for kind, name, value, words in (
        ("asset", "assets_held", "A van", "assets: A van"),
        ("money", "liabilities", "A guarantee", "guarantees and liabilities: A guarantee"),
        ("data", "data_held", "Lists", "data and records: Lists"),
        ("staff", "has_own_staff", True, "staff: it employs people"),
    ):
        yield (
            f"The register says of {words}. Say under the hand-over what becomes of that.",
            lambda kind=kind, change={name: value}: unspoken_of(strategy, kind, change),
        )
    yield (
        DIFFERS,
        lambda: exits.write(strategy, {"taken_over_by": "Nobody"}, version=strategy.version, by=people["lead"], at=OUT),
    )


def of(record):
    return type(record)._base_manager.filter(pk=record.pk)


def unspoken_of(strategy: ExitStrategy, kind: str, change: Mapping[str, object]) -> None:
    """The register says that something is held, and what bodies approved says nothing of it."""
    of(strategy.partnership).update(**change)
    strategy.items.filter(kind=kind).update(removed_at=OUT, removed_by=strategy.begun_by)
    as_approved(strategy)


def as_approved(strategy: ExitStrategy) -> None:
    """What it says now is what bodies approved, so that nothing else is open."""
    of(strategy).update(put_text=text_of(fresh(strategy)))


@pytest.fixture
def people(
    lead_officer, policy_officer, second_policy_officer, democratic_services, case_manager, officer, head_of_service,
    corporate_manager, councillor, portfolio_holder, scrutiny_member, auditor, administrator,
):  # fmt: skip
    """Who wrote and handed it in is a policy officer too, so that nobody judges their own work."""
    others = (officer, head_of_service, corporate_manager, councillor, portfolio_holder, scrutiny_member, auditor)
    return {
        "lead": lead_officer, "drafter": policy_officer, "second": second_policy_officer,
        "recorder": democratic_services, "case_manager": case_manager, "administrator": administrator,
        **{each.email: each for each in others},
    }  # fmt: skip


@pytest.fixture
def walk(partnership, people):
    """An exit strategy that is required, of an entry with everything that leaving ends."""
    entry = ending.world(partnership, people["drafter"], people["recorder"]).entry
    head, holder = people["head.of.service@example.org"], people["portfolio.holder@example.org"]
    entries.edit(fresh(entry), {"head_of_service": head}, version=fresh(entry).version, by=people["drafter"], at=NOW)
    part = entry.participations.get()
    saving.claimed(Participation, part.pk, part.version, {"lead_member": holder}, by=people["drafter"], at=NOW)
    return lambda tier, eager: Walk(exiting.opened(entry, people["second"]), people, tier, eager)


@pytest.mark.parametrize("policy", asking.SHIPPED)
def test_every_step_in_every_state_by_everybody_under_each_policy(policy, walk, people):
    """B15-40 to B15-42, H14-31, SH-20, D35: returned, closed, changed after its approval, upheld, reversed and
    completed; each step that is not somebody's is refused with its sentence, and leaves everything as it was. Of those
    who have no part in leaving, some try what is out of turn under one policy and some under another.
    """
    asking.loaded(policy)
    strangers = [name for name in people if name not in WRITERS | RECORDERS]
    eager = WRITERS | RECORDERS | {*strangers[asking.SHIPPED.index(policy) :: len(asking.SHIPPED)]}
    exit_ = walk({} if policy.startswith("harborough") else TIER, eager)
    exit_.meet(Situation("required"))
    written(exit_)
    handed_in_and_returned(exit_)
    decided_and_changed(exit_)
    carried_out(exit_)
    entry = fresh(exit_.strategy.partnership)
    assert (entry.status, entry.ended_on) == ("exited", date(2027, 3, 31))
    lived = ExitStrategy.history.filter(id=exit_.strategy.pk).order_by("version").values_list("status", flat=True)
    assert [one for one, after in zip(lived, [*lived[1:], ""], strict=True) if one != after] == [
        "required", "drafting", "submitted", "returned", "submitted", "with_bodies", "approved", "with_bodies",
        "approved", "implementing", "completed",
    ]  # fmt: skip


def written(exit_: Walk) -> None:
    exit_.take("begin", "lead")
    strategy, lead = exit_.strategy, exit_.people["lead"]
    exiting.lines(strategy, lead, exit_.now())
    owner = {"outcome": "transferred", "owner_post": "Clerk", "due_on": date(2027, 3, 1)}
    for kind in ("money", "asset", "staff", "contract"):
        line = {"kind": kind, "text": f"The {kind}", **owner}
        exit_lines.add_line(strategy, HandoverItem, line, by=lead, at=exit_.now())
    told = ExitMessage.objects.get(strategy=strategy)
    how = {"how": "By letter"}
    exit_lines.edit_line(told, how, version=told.version, by=exit_.people["drafter"], at=exit_.now())
    exit_.meet(Situation("drafting"))
    with undone():
        exit_.take("close", "second")
        exit_.meet(Situation("closed"))


def handed_in_and_returned(exit_: Walk) -> None:
    exit_.take("submit", "drafter")
    exit_.meet(Situation("submitted", own={"return": "drafter", "put": "drafter"}))
    exit_.take("return", "second")
    exit_.meet(Situation("returned"))
    exit_.take("submit", "drafter")


def decided_and_changed(exit_: Walk) -> None:
    """Approved, changed, upheld, noted by another, put again and approved again."""
    exit_.take("put", "second")
    exit_.heard()
    exit_.meet(Situation("with_bodies", own=OWN_TEXT))
    exit_.take("approve", "recorder")
    exit_.take("confirm_ends", "lead")
    exit_.meet(Situation("approved", own=OWN_TEXT, holds=NOTED, lacks=SAME_TEXT))
    exit_.take("write", "drafter")
    exit_.meet(Situation("approved", own={**OWN_TEXT, "note": "drafter"}, lacks={"start": DIFFERS}))
    exit_.take("put_again", "second")
    exit_.heard()
    again = {"lacks": {"close": IN_EFFECT}, "targets": {"reject": "approved"}}
    exit_.meet(Situation("with_bodies", own=OWN_TEXT, **again))
    with undone():
        exit_.take("reject", "recorder")
        exit_.meet(Situation("approved", own=OWN_TEXT, lacks={"start": DIFFERS, "note": REJECTED}))
    exit_.take("approve", "recorder")


def carried_out(exit_: Walk) -> None:
    exit_.take("start", "lead")
    exit_.since = OUT
    strategy, people = exit_.strategy, exit_.people
    open_ = " ".join(carrying_out.open_lines(fresh(strategy)))
    assert open_.count("Not ended yet") == strategy.ends.count() == 8
    lacks = {"confirm": open_, "complete": f"{UNCONFIRMED} {open_}", **SAME_TEXT}
    exit_.meet(Situation("implementing", own=OWN_TEXT, holds=NOTED, lacks=lacks))
    carrying_out.bring_about(OUT.date(), at=exit_.now())
    exiting.settled(fresh(strategy), people["lead"], people["second"], exit_.now())
    for condition in carrying_out.conditions(strategy):
        done = actions.report(condition, {"done_note": "Heard."}, version=1, by=people["lead"], at=exit_.now())
        actions.verify(done, {}, version=done.version, by=people["second"], at=exit_.now())
    ready = {"own": OWN_TEXT, "holds": NOTED, "lacks": {"complete": UNCONFIRMED, **SAME_TEXT}}
    exit_.meet(Situation("implementing", **ready))
    kinds = exit_.held_open("confirm", "lead")
    with undone():
        entry = fresh(strategy.partnership)
        gone = {"lead_officer": None}
        entries.edit(entry, gone, version=entry.version, by=people["second"], at=exit_.now())
        exit_.take("confirm", "drafter")
        assert refused(lambda: exit_.take("complete", "drafter")) == STEPS["complete"].own
        exit_.take("complete", "second")
    exit_.take("confirm", "lead")
    confirmed = {**NOTED, "confirm": "It is confirmed already that the council is out."}
    exit_.meet(Situation("implementing", own=OWN_TEXT, holds=confirmed, lacks=SAME_TEXT))
    assert exit_.held_open("complete", "second") == kinds == 24
    with undone():
        exit_.take("reverse", "recorder")
        assert fresh(strategy.partnership).status == "active"
        exit_.meet(Situation("reversed"))
    exit_.take("complete", "second")
    exit_.meet(Situation("completed"))


def test_the_matrix_knows_every_state_and_every_step():
    """A rejection of what was approved before is the step of upholding it."""
    assert set(STEPS) | {"uphold"} == {*EXITS.transitions, "write", "note", "confirm_ends", "look_back"}
    assert BEFORE | HELD | {"completed", "reversed", "closed"} == set(ExitStatus.values)
