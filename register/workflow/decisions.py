"""Every write about a matter, in the order of its life: put to bodies, decided, called in, released, carried out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships import contributions
from partnerships.models import User
from partnerships.saving import Conflict, announced_once, claimed, create, create_many
from partnerships.verdict import Refused, Verdict, refused, require
from register.models import Action, Decision, Matter, MatterStep, Partnership
from register.models.choices import DecisionEvent, DecisionOutcome, Part
from register.permissions import decisions as permissions
from register.rules.decision_days import check_conditions, check_days, check_deferral
from register.rules.decisions import APPROVING, Standing, deciding, is_due, last, outcomes, standing, unheard
from register.rules.routes import Asked, Facts, lacking, missing, route
from register.workflow import resting
from register.workflow.actions import drop_conditions

BY_CASE = (DecisionEvent.JOIN, DecisionEvent.RETAIN)
OVER = "What was decided here has taken effect or was taken back, so nothing more is recorded on it."
BROUGHT = "A business case or recommendation put this to the bodies. Take the business case back instead, or that."
TOLD = "A tier that is said here needs its reason: the policy's own tests do not give it."
KNOWN_TIER = "The register gives it a tier already. Settle another one there, under Significance, if it is wrong."
SAME_ROUTE = "The route is still the one by which it was put, or this was confirmed already."


def put(
    entry: Partnership,
    event: DecisionEvent,
    title: str,
    *,
    drafted_by: User,
    also_drafted_by: Iterable[User] = (),
    budget: str = "",
    significance: str = "",
    significance_reason: str = "",
    by: User,
    at: datetime,
) -> Matter:
    """Put a matter to the bodies that the policy's route table names for the case (B15-17). Returns it.

    `significance` with its reason is said by the policy team where nothing else gives a tier; `budget` holds where the
    sums in the register do not say worse. Nobody who drafted it records a decision on it. Raises Refused, or
    ValidationError with a sentence for each thing that must be known first.
    """
    require(permissions.can_put_matter(by, entry))
    policy, lines = resting.table()
    day = localdate(at)
    facts = resting.facts_of(entry, event, day, budget, significance)
    if significance and resting.tier_of(entry):
        raise ValidationError({"significance": KNOWN_TIER})
    if significance and not significance_reason:
        raise ValidationError({"significance_reason": TOLD})
    found = route(lines, facts, policy)
    if problems := missing(lines, facts) or lacking(found, facts):
        raise ValidationError(problems)
    stated = {name: getattr(facts, name) for name in resting.ROUTED}
    stated["rested_on"] = resting.kept(entry, facts, day, budget)
    with transaction.atomic():
        matter = Matter(partnership=entry, event=event, title=title, drafted_by=drafted_by, put_at=at, put_by=by)
        for name, value in {**stated, "significance_reason": significance_reason}.items():
            setattr(matter, name, value)
        create(matter, by=by, at=at, lists={"also_drafted_by": also_drafted_by})
        name_bodies(matter, found, by=by, at=at)
    return matter


def put_for_register(title: str, *, drafted_by: User, by: User, at: datetime) -> Matter:
    """Put an edition of the register to the bodies of the policy's route (SH-02). Raises Refused or ValidationError."""
    require(permissions.can_put_matter(by, None))
    policy, lines = resting.table()
    facts = Facts(DecisionEvent.ADOPT)
    found = route(lines, facts, policy)
    if problems := lacking(found, facts):
        raise ValidationError(problems)
    with transaction.atomic():
        matter = Matter(event=DecisionEvent.ADOPT, title=title, drafted_by=drafted_by, put_at=at, put_by=by)
        create(matter, by=by, at=at, lists={"also_drafted_by": [by]})
        name_bodies(matter, found, by=by, at=at)
    return matter


def name_bodies(matter: Matter, found: Iterable[Asked], *, by, at: datetime) -> None:
    """Keep the bodies of a matter in the order of the route table."""
    for position, asked in enumerate(found, start=1):
        step = MatterStep(matter=matter, body=asked.body, part=asked.part, position=position, source=asked.source)
        create(step, by=by, at=at)


def steps_of(matter: Matter) -> list[MatterStep]:
    """The bodies of a matter with what they decided."""
    return list(matter.steps.select_related("body", "matter").prefetch_related("decisions"))


def may_record(user, step: MatterStep) -> Verdict:
    """May this person record what this body decided, as the matter stands?"""
    matter = step.matter
    if matter.withdrawn_at or matter.carried_out_on:
        return refused(OVER)
    return permissions.can_record_decision(user, matter)


def record(
    step: MatterStep,
    values: Mapping[str, Any],
    conditions: Iterable[Mapping[str, Any]] = (),
    *,
    by: User,
    at: datetime,
) -> Decision:
    """Record what a body decided, with its conditions; what it causes happens at once where nothing holds it up.

    Each condition has `text`, `due_on`, and `owner` or `owner_post`. Raises Refused or ValidationError.
    """
    with transaction.atomic():
        matter = locked(step.matter)
        step = matter.steps.select_related("body").get(pk=step.pk)
        require(may_record(by, step))
        decision = Decision(step=step, recorded_at=at, recorded_by=by, **values)
        conditions = list(conditions)
        check(decision, localdate(at))
        check_conditions(decision, conditions)
        with announced_once(by=by, at=at):
            create(decision, by=by, at=at)
            create_many([condition_of(decision, each) for each in conditions], by=by, at=at)
        carry_out(matter, by=by, at=at)
    return decision


def condition_of(decision: Decision, values: Mapping[str, Any]) -> Action:
    """What a body asks for with its decision."""
    step = decision.step
    return Action(
        partnership_id=step.matter.partnership_id, decision=decision, **{"identified_by": str(step.body), **values}
    )


def locked(matter: Matter) -> Matter:
    """The matter as it stands, locked, so that two decisions recorded at once see each other."""
    return Matter.objects.select_for_update().get(pk=matter.pk)


def check(decision: Decision, today: date) -> None:
    """What the record of a decision must say. Raises ValidationError by field."""
    step = decision.step
    if decision.outcome not in outcomes(step):
        raise ValidationError({"outcome": f"{step.body} {step.get_part_display().lower()} here: choose what fits."})
    check_days(decision, today)
    check_deferral(decision)
    ends, effective = decision.call_in_ends_on, decision.takes_effect_on
    if ends and effective and effective <= ends and not decision.is_urgent:
        raise ValidationError(
            {"takes_effect_on": "It takes effect after the last day on which it can be called in, unless it is urgent."}
        )
    silent = unheard(step.matter.steps.prefetch_related("decisions"))
    if decision.outcome in APPROVING and step.part == Part.APPROVES and silent:
        names = " and ".join(str(each.body) for each in silent)
        raise ValidationError({"outcome": f"{names} must be heard first. Record that view, then this decision."})


def may_call_in(user, decision: Decision, today: date) -> Verdict:
    """Can this decision still be called in, and by this person?"""
    matter = decision.step.matter
    if decision.called_in_at:
        return refused("This decision was called in already.")
    if decision.outcome not in (*APPROVING, DecisionOutcome.REJECTED):
        return refused("Nothing was decided that could be called in.")
    if matter.withdrawn_at or matter.carried_out_on:
        return refused(OVER)
    if decision.call_in_ends_on is None or decision.call_in_ends_on < today:
        return refused("The days on which this decision could be called in are over, or there were none.")
    return permissions.can_call_in(user, decision)


def call_in(decision: Decision, changes: Mapping[str, Any], *, version: int, by: User, at: datetime) -> Decision:
    """Record that a decision was called in, with why: nothing that it causes happens until it is released."""

    def guard(current: Decision) -> None:
        require(may_call_in(by, current, localdate(at)))
        if not changes.get("call_in_reason"):
            raise ValidationError({"call_in_reason": "Say why it was called in."})

    values = {**changes, "called_in_at": at, "called_in_by": by}
    return claimed(Decision, decision.pk, version, values, by=by, at=at, guard=guard)


def may_release(user, decision: Decision) -> Verdict:
    """Is there a call-in to end, and is this the person to record it?"""
    if not decision.is_held:
        return refused("Only a decision that is called in can be released.")
    return permissions.can_call_in(user, decision)


def release(decision: Decision, changes: Mapping[str, Any], *, version: int, by: User, at: datetime) -> Decision:
    """Record how a call-in ended. The decision stands again and is carried out if its day has come."""

    def guard(current: Decision) -> None:
        require(may_release(by, current))
        if not changes.get("release_note"):
            raise ValidationError({"release_note": "Say how the call-in ended."})

    with transaction.atomic():
        matter = locked(decision.step.matter)
        values = {**changes, "released_at": at, "released_by": by}
        decision = claimed(Decision, decision.pk, version, values, by=by, at=at, guard=guard)
        carry_out(matter, by=by, at=at)
    return decision


def may_withdraw(user, matter: Matter) -> Verdict:
    """Can the matter still be taken back, and by this person?"""
    if matter.withdrawn_at or matter.carried_out_on:
        return refused(OVER)
    if matter.event in BY_CASE:
        return refused(BROUGHT)
    return permissions.can_withdraw_matter(user, matter)


def withdraw(matter: Matter, *, version: int, by: User, at: datetime, reason: str) -> Matter:
    """Take a matter back before it has taken effect; its decisions stay on record and cause nothing."""

    def guard(current: Matter) -> None:
        require(may_withdraw(by, current))

    return _taken_back(matter, version, reason, guard, by=by, at=at)


def take_back(matter: Matter, *, by: User, at: datetime, reason: str) -> Matter:
    """The same along with the procedure that put it, whose own rules say who may."""

    def guard(current: Matter) -> None:
        if current.carried_out_on:
            raise Refused(OVER)

    return _taken_back(matter, matter.version, reason, guard, by=by, at=at)


def _taken_back(matter: Matter, version: int, reason: str, guard, *, by, at: datetime) -> Matter:
    taken = {"withdrawn_at": at, "withdrawn_by": by}
    with transaction.atomic():
        found = claimed(Matter, matter.pk, version, taken, by=by, at=at, reason=reason, guard=guard)
        drop_conditions(Decision.objects.filter(step__matter=found), by=by, at=at)
    return found


def may_confirm_route(user, matter: Matter) -> Verdict:
    """Would other bodies decide by now, and may this person say that it goes on by the route that it was put by?"""
    if matter.withdrawn_at or matter.carried_out_on:
        return refused(OVER)
    if not (verdict := permissions.can_confirm_route(user, matter)):
        return verdict
    return verdict if resting.is_other_route(matter) else refused(SAME_ROUTE)


def confirm_route(matter: Matter, changes: Mapping[str, Any], *, version: int, by: User, at: datetime) -> Matter:
    """A policy officer says why a matter goes on although other bodies would decide by now; it is then carried out.

    It holds for what is known today: where that changes once more, it is asked again.
    """

    def guard(current: Matter) -> None:
        require(may_confirm_route(by, current))
        if not changes.get("route_confirmed_reason", "").strip():
            raise ValidationError({"route_confirmed_reason": "Say why it goes on by this route."})

    with transaction.atomic():
        known = resting.now(locked(matter))[1]
        values = {**changes, "route_confirmed_on": known, "route_confirmed_at": at, "route_confirmed_by": by}
        confirmed = claimed(Matter, matter.pk, version, values, by=by, at=at, guard=guard)
        return carry_out(confirmed, by=by, at=at)


def carry_out(matter: Matter, *, by: User, at: datetime) -> Matter:
    """Do what the decisions cause, if nothing holds them up: not called in, their day has come, the route is the same.

    Each app's `decision_effects` is told the matter and whether it was approved, once.
    """
    steps, today = steps_of(matter), localdate(at)
    if matter.withdrawn_at or matter.carried_out_on or not is_due(steps, today) or resting.is_other_route(matter):
        return matter
    with transaction.atomic():
        matter = claimed(Matter, matter.pk, matter.version, {"carried_out_on": today}, by=by, at=at)
        approved = standing(steps) == Standing.APPROVED
        stand = {found.pk for step in steps if approved and (found := last(step))}
        drop_conditions(Decision.objects.filter(step__matter=matter).exclude(pk__in=stand), by=by, at=at)
        for effect in contributions.collect("decision_effects"):
            effect(matter, approved=approved, by=by, at=at)
    return matter


def carry_out_due(today: date, *, at: datetime) -> tuple[int, list[str]]:
    """Every matter whose decisions have come into effect, as the person who recorded the last of them.

    Doing it twice changes nothing. Returns how many were carried out, and a sentence for each that could not be.
    """
    done, problems = 0, []
    for matter in Matter.objects.open().select_related("partnership").order_by("pk"):
        steps = steps_of(matter)
        if not is_due(steps, today):
            continue
        recorder = max(deciding(steps), key=lambda each: each.pk).recorded_by
        try:
            done += carry_out(matter, by=recorder, at=at).carried_out_on is not None
        except (Refused, ValidationError, Conflict) as error:
            problems.append(f"{matter}: {error}")
    return done, problems
