"""The transition engine: a procedure is a table of transitions, and only this module sets a status.

The same table gives the buttons, their refusals, the checks on the server and the diagram in the documentation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from partnerships.saving import Edit, claimed, claimed_many
from partnerships.verdict import ALLOWED, Refused, Verdict, refused

Who = Callable[[Any, Any], Verdict]
Needs = Callable[[Any], list[str]]


def nothing_missing(record: Any) -> list[str]:
    """For transitions that need nothing to be filled in."""
    return []


@dataclass(frozen=True)
class Transition:
    """One step: from which states, to which, who may take it, what must be there, which stamp it sets.

    `stamp="issued"` sets `issued_at` and `issued_by`. `needs` returns sentences, one for each thing that is missing.
    """

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    who: Who
    needs: Needs = nothing_missing
    stamp: str = ""


class Machine:
    """The transitions of one model's status field."""

    def __init__(self, model: type[models.Model], noun: str, start: str, *transitions: Transition):
        self.model, self.noun, self.start = model, noun, start
        self.transitions = {transition.verb: transition for transition in transitions}

    def verdict(self, user, record, verb: str) -> Verdict:
        """May this person take this step with this record as it stands? The refusal is what the button shows."""
        if not (verdict := self.may_start(user, record, verb)):
            return verdict
        missing = self.transitions[verb].needs(record)
        return refused(" ".join(missing)) if missing else ALLOWED

    def may_start(self, user, record, verb: str) -> Verdict:
        """The same before the page that asks for what the step needs: is it the state, is it the person?"""
        step = self.transitions[verb]
        if record.status == step.target and record.status not in step.sources:
            return refused(
                f"This {self.noun} is {self.state_name(record.status)} already: somebody else, or you in another "
                "window, was quicker. Open its page again to see where it stands."
            )
        if record.status not in step.sources:
            return refused(f"This {self.noun} is {self.state_name(record.status)}, so it cannot be {step.label}.")
        return step.who(user, record)

    def perform(
        self,
        verb: str,
        record,
        *,
        by,
        at: datetime,
        version: int | None = None,
        changes: Mapping[str, Any] | None = None,
        reason: str = "",
        change_set=None,
    ):
        """Take a step: claim the row, ask again on the locked row, set the status and its stamp. Returns the record.

        Raises Refused with the very sentence of `verdict`, or Conflict when somebody changed the record meanwhile.
        """
        step = self.transitions[verb]

        def guard(current) -> None:
            for name, value in plain.items():
                setattr(current, name, value)
            if not (verdict := self.verdict(by, current, verb)):
                raise Refused(verdict.reason)

        stamped = {f"{step.stamp}_at": at, f"{step.stamp}_by": by} if step.stamp else {}
        values = {**(changes or {}), **stamped, "status": step.target}
        plain = {
            name: value for name, value in (changes or {}).items() if not self.model._meta.get_field(name).many_to_many
        }
        return claimed(
            self.model,
            record.pk,
            record.version if version is None else version,
            values,
            by=by,
            at=at,
            reason=reason,
            change_set=change_set,
            guard=guard,
        )

    def perform_many(self, verb: str, records: list, *, by, at: datetime, reason: str = "", change_set=None) -> list:
        """Take a step with a batch of records, all or none. Raises Refused for the first that may not take it."""
        step = self.transitions[verb]
        for record in records:
            if not (verdict := self.verdict(by, record, verb)):
                raise Refused(verdict.reason)
        stamped = {f"{step.stamp}_at": at, f"{step.stamp}_by": by} if step.stamp else {}
        edits = [Edit(record.pk, record.version, {**stamped, "status": step.target}) for record in records]
        return claimed_many(self.model, edits, by=by, at=at, reason=reason, change_set=change_set)

    def state_name(self, state: str) -> str:
        """A state as it reads in the middle of a sentence."""
        label = str(dict(self.model._meta.get_field("status").choices)[state])
        return "a draft" if label == "Draft" else label[:1].lower() + label[1:]

    def mermaid(self) -> str:
        """The state diagram of this table, in the notation that the documentation renders."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        for step in self.transitions.values():
            lines += [f"    {source} --> {step.target}: {step.verb.replace('_', ' ')}" for source in step.sources]
        return "\n".join(lines)
