"""Every write about a matter, in the order of its life: put to bodies, decided, called in, released, carried out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships import contributions
from partnerships.models import User
from partnerships.saving import Conflict, claimed, create
from partnerships.verdict import Refused, Verdict, refused, require
from register.models import Action, Decision, Matter, MatterStep, Partnership, Policy, Route
from register.models.choices import BudgetStatus, DecisionEvent, DecisionOutcome, Part, Significance
from register.permissions import decisions as permissions
from register.rules.decisions import APPROVING, Standing, deciding, is_due, last, outcomes, standing, unheard
from register.rules.routes import Facts, lacking, missing, route
from register.workflow.actions import drop_conditions

BY_CASE = (DecisionEvent.JOIN, DecisionEvent.RETAIN)
OVER = "What was decided here has taken effect or was taken back, so nothing more is recorded on it."
BROUGHT = "A business case or recommendation put this to the bodies. Take the business case back instead, or that."
TOLD = "A tier that is said here needs its reason: the policy's own tests do not give it."


def facts_of(entry: Partnership, event: str, budget: str = "", significance: str = "") -> Facts:
    """What the route of an entry rests on: the highest tier of any council, its ratings, and what is said here."""
    tiers = set(entry.participations.values_list("significance", flat=True))
    known = next((tier for tier in Significance.values if tier in tiers), "")
    return Facts(event, significance or known, budget, entry.risk_rating, entry.value_rating)


def table() -> tuple[Policy, list[Route]]:
    """The policy in use with its route table. Raises ValidationError where no policy is loaded."""
    policy = Policy.objects.filter(is_current=True).first()
    if policy is None:
        raise ValidationError("No policy is loaded, so there is no route table. Load one first.")
    return policy, list(policy.routes.select_related("body"))


def put(
    entry: Partnership,
    event: DecisionEvent,
    title: str,
    *,
    drafted_by: User,
    budget: str = "",
    significance: str = "",
    significance_reason: str = "",
    by: User,
    at: datetime,
) -> Matter:
    """Put a matter to the bodies that the policy's route table names for the case (B15-17). Returns it.

    `significance` with its reason is said by the policy team where nothing else gives a tier. Raises Refused, or
    ValidationError with a sentence for each thing that must be known first.
    """
    require(permissions.can_put_matter(by, entry))
    policy, lines = table()
    facts = facts_of(entry, event, budget, significance)
    if significance and not significance_reason:
        raise ValidationError({"significance_reason": TOLD})
    found = route(lines, facts, policy)
    if problems := missing(lines, facts) or lacking(found, facts):
        raise ValidationError(problems)
    stated = {"significance": facts.significance, "budget": budget, "risk": facts.risk, "value": facts.value}
    with transaction.atomic():
        matter = Matter(partnership=entry, event=event, title=title, drafted_by=drafted_by, put_at=at, put_by=by)
        for name, value in {**stated, "significance_reason": significance_reason}.items():
            setattr(matter, name, value)
        create(matter, by=by, at=at)
        for position, asked in enumerate(found, start=1):
            step = MatterStep(matter=matter, body=asked.body, part=asked.part, position=position, source=asked.source)
            create(step, by=by, at=at)
    return matter


def budget_needed(entry: Partnership, budget: str) -> bool:
    """Does the entry put money in without saying whether the budget holds it (B15-13)?"""
    paid = entry.participations.filter(contributions__amount__gt=0, contributions__removed_at__isnull=True)
    return budget not in BudgetStatus.values and paid.exists()


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
        check(decision, localdate(at))
        create(decision, by=by, at=at)
        for condition in conditions:
            named = {"identified_by": str(step.body), **condition}
            create(Action(partnership_id=matter.partnership_id, decision=decision, **named), by=by, at=at)
        carry_out(matter, by=by, at=at)
    return decision


def locked(matter: Matter) -> Matter:
    """The matter as it stands, locked, so that two decisions recorded at once see each other."""
    return Matter.objects.select_for_update().get(pk=matter.pk)


def check(decision: Decision, today: date) -> None:
    """What the record of a decision must say. Raises ValidationError by field."""
    step = decision.step
    if decision.outcome not in outcomes(step):
        raise ValidationError({"outcome": f"{step.body} {step.get_part_display().lower()} here: choose what fits."})
    if decision.decided_on and decision.decided_on > today:
        raise ValidationError({"decided_on": "That day is still to come. Record the decision once it was taken."})
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


def carry_out(matter: Matter, *, by: User, at: datetime) -> Matter:
    """Do what the decisions cause, if nothing holds them up: not called in, and their day has come.

    Each app's `decision_effects` is told the matter and whether it was approved, once.
    """
    steps, today = steps_of(matter), localdate(at)
    if matter.withdrawn_at or matter.carried_out_on or not is_due(steps, today):
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
            carry_out(matter, by=recorder, at=at)
        except (Refused, ValidationError, Conflict) as error:
            problems.append(f"{matter}: {error}")
        else:
            done += 1
    return done, problems
