"""Exit strategies at each status, made only by walking the workflow; the management team approves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from partnerships import saving
from register.models import LeavingReason, Matter, Partnership
from register.workflow import decisions
from reviews.models import ExitConsultee, ExitControl, ExitEffect, ExitMessage, ExitReason, ExitStrategy, HandoverItem
from reviews.models.choices import EffectKind
from reviews.workflow import exit_lines, exits
from tests.conftest import NOW
from tests.register import deciding

TODAY = NOW.date()
SAID = {
    "options_considered": "To stay at a lower fee was considered, and not offered.",
    "equality": "not_needed",
    "equality_note": "Nobody with a protected characteristic uses it.",
    "notice_given_on": TODAY,
    "notice_ends_on": date(2027, 3, 31),
    "leaves_on": date(2027, 3, 31),
    "taken_over_by": "The county council",
}


def table() -> None:
    """The management team approves that the council leaves, the portfolio holder is consulted (B15-42)."""
    parts = {"CMT": "approves", "Portfolio holder": "consulted"}
    deciding.table(**{body: {"part": part, "events": ("leave",)} for body, part in parts.items()})


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def reason(code: str = "priorities-changed") -> LeavingReason:
    found = LeavingReason.objects.filter(code=code).first()
    return found or saving.create(LeavingReason(code=code, name="Priorities have changed"), by=None, at=NOW)


def opened(entry: Partnership, by, cause: str = "funding_ends", at=NOW) -> ExitStrategy:
    return exits.open_for(entry, cause, note="The grant ends in March.", by=by, at=at)


def begun(strategy: ExitStrategy, by, at=NOW, **values) -> ExitStrategy:
    return exits.begin(strategy, {**SAID, **values}, version=strategy.version, by=by, at=at)


def lines(strategy: ExitStrategy, by, at=NOW) -> None:
    """What leaving does, what is done about it, who said what, who is told and what is handed over."""
    owner = {"owner_post": "Tourism Officer", "due_on": date(2027, 3, 1)}
    said = {"who": "Cllr Member B", "is_portfolio_holder": True, "consulted_on": TODAY, "said": "She agrees."}
    told = {"audience": "The other partners", "by_whom": "Lead officer", "due_on": TODAY}
    made: list[tuple[type, Mapping[str, Any]]] = [
        (ExitReason, {"reason": reason(), "note": "Tourism is no priority any more."}),
        (ExitEffect, {"kind": "money", "impact": "The fee is saved."}),
        *(
            (ExitEffect, {"kind": kind, "is_none": True, "impact": "It has nothing to do with it."})
            for kind in EffectKind
            if kind != EffectKind.MONEY
        ),
        (ExitControl, {"kind": "money", "text": "Settle the last invoice", **owner}),
        (ExitConsultee, said),
        (ExitMessage, told),
        (HandoverItem, {"kind": "data", "text": "The list of members", "outcome": "returned", **owner}),
    ]
    for model, values in made:
        exit_lines.add_line(strategy, model, values, by=by, at=at)


def written(strategy: ExitStrategy, by, at=NOW, **values) -> ExitStrategy:
    made = begun(strategy, by, at, **values)
    lines(made, by, at)
    return made


def submitted(strategy: ExitStrategy, by, at=NOW) -> ExitStrategy:
    stands = fresh(strategy)
    return exits.submit(stands, {}, version=stands.version, by=by, at=at)


def put(strategy: ExitStrategy, by, at=NOW, **more) -> ExitStrategy:
    stands = fresh(strategy)
    return exits.put(stands, {}, version=stands.version, by=by, at=at, **more)


def said(strategy: ExitStrategy, body: str, by, outcome: str = "approved", at=NOW, **more):
    step = Matter.objects.get(pk=fresh(strategy).matter_id).steps.get(body__name=body)
    return decisions.record(step, deciding.said(outcome, **more), by=by, at=at)
