"""What the decisions of several bodies on one matter come to, and from when it holds (vocabulary, section 6)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from register.models import Decision, MatterStep
from register.models.choices import DecisionOutcome, Part

APPROVING = (DecisionOutcome.APPROVED, DecisionOutcome.AMENDED)
DECIDING = (*APPROVING, DecisionOutcome.REJECTED, DecisionOutcome.DEFERRED)
VIEWS = (DecisionOutcome.SUPPORTED, DecisionOutcome.COMMENTED, DecisionOutcome.NOT_SUPPORTED)


class Standing(StrEnum):
    """Where a matter stands, computed from what its bodies decided."""

    WAITING = "waiting"
    DEFERRED = "deferred"
    APPROVED = "approved"
    REJECTED = "rejected"


def last(step: MatterStep) -> Decision | None:
    """What the body decided last: a later decision of the same body takes the place of an earlier one."""
    return max(step.decisions.all(), key=lambda each: each.pk, default=None)


def standing(steps: Iterable[MatterStep]) -> Standing:
    """Approved when every approving body approved and everybody else has spoken; one rejection rejects."""
    steps = list(steps)
    said = [(step.part, last(step)) for step in steps]
    decided = [found.outcome for part, found in said if part == Part.APPROVES and found]
    if DecisionOutcome.REJECTED in decided:
        return Standing.REJECTED
    if DecisionOutcome.DEFERRED in decided:
        return Standing.DEFERRED
    return Standing.APPROVED if said and all(found for _, found in said) else Standing.WAITING


def deciding(steps: Iterable[MatterStep]) -> list[Decision]:
    """The decisions on which the outcome rests: those that reject, else those that approve."""
    found = [last(step) for step in steps if step.part == Part.APPROVES]
    decided = [each for each in found if each]
    rejecting = [each for each in decided if each.outcome == DecisionOutcome.REJECTED]
    return rejecting or decided


def effective_on(steps: Iterable[MatterStep]) -> date | None:
    """The day from which the outcome holds; None while there is none."""
    steps = list(steps)
    if standing(steps) not in (Standing.APPROVED, Standing.REJECTED):
        return None
    return max(each.takes_effect_on for each in deciding(steps))


def is_held(steps: Iterable[MatterStep]) -> bool:
    """Was a decision called in on which the outcome rests, and not released?"""
    return any(each.is_held for each in deciding(steps))


def is_due(steps: Iterable[MatterStep], day: date) -> bool:
    """May what the decisions cause happen on this day?"""
    steps = list(steps)
    effective = effective_on(steps)
    return effective is not None and effective <= day and not is_held(steps)


def unheard(steps: Iterable[MatterStep]) -> list[MatterStep]:
    """The bodies that are consulted and have not spoken: nobody approves before they have (B15-16)."""
    return [step for step in steps if step.part == Part.CONSULTED and last(step) is None]


def outcomes(step: MatterStep) -> tuple[DecisionOutcome, ...]:
    """What this body can say: who approves decides, who is consulted or reviews gives a view."""
    return DECIDING if step.part == Part.APPROVES else VIEWS


def in_a_sentence(steps: Iterable[MatterStep], withdrawn: bool, carried_out_on: date | None, day: date) -> str:
    """Where a matter stands, as people say it."""
    steps = list(steps)
    if withdrawn:
        return "Withdrawn"
    found = standing(steps)
    word = {Standing.APPROVED: "Approved", Standing.REJECTED: "Rejected"}.get(found, "")
    if carried_out_on or is_due(steps, day):
        return word
    if found == Standing.DEFERRED:
        return "Deferred"
    if not word:
        return "Awaiting decision"
    if is_held(steps):
        return f"{word}, called in"
    return f"{word}, not yet in effect"
