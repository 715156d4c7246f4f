"""Exit strategies at each status, made only by walking the workflow; the management team approves."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from partnerships import saving
from register.models import LeavingReason, Matter, Partnership
from register.workflow import actions, decisions
from reviews.models import ExitConsultee, ExitControl, ExitEffect, ExitMessage, ExitReason, ExitStrategy, HandoverItem
from reviews.models.choices import EffectKind, ExitStatus
from reviews.workflow import carrying_out, exit_lines, exits
from tests.conftest import NOW
from tests.register import deciding

TODAY = NOW.date()
# The morning after the council has left.
OUT = datetime(2027, 4, 1, 10, 0, tzinfo=UTC)
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
    said = {"who": "Cllr Member B", "is_portfolio_holder": True, "consulted_on": at.date(), "said": "She agrees."}
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


def said(strategy: ExitStrategy, body: str, by, outcome: str = "approved", at=NOW, conditions=(), **more):
    step = Matter.objects.get(pk=fresh(strategy).matter_id).steps.get(body__name=body)
    days = {"decided_on": at.date(), "takes_effect_on": at.date(), **more}
    return decisions.record(step, deciding.said(outcome, **days), conditions, by=by, at=at)


def approved(strategy: ExitStrategy, by, at=NOW) -> ExitStrategy:
    """Both bodies of `table` have spoken, and their decision is in effect."""
    said(strategy, "Portfolio holder", by, "supported", at=at)
    said(strategy, "CMT", by, at=at)
    return fresh(strategy)


def started(strategy: ExitStrategy, by, at=NOW) -> ExitStrategy:
    """What ends is confirmed for the day on which the council leaves; it is being carried out."""
    days = {each.key: each.ends_on for each in carrying_out.proposed_ends(strategy)}
    carrying_out.confirm_ends(strategy, days, by=by, at=at)
    stands = fresh(strategy)
    return exits.start(stands, {}, version=stands.version, by=by, at=at)


def settled(strategy: ExitStrategy, lead, policy, at) -> ExitStrategy:
    """Everything that somebody was asked for is done and verified."""
    for line in carrying_out.to_be_done(strategy):
        owner = line.action.owner or lead
        action = actions.report(line.action, {"done_note": "Done."}, version=line.action.version, by=owner, at=at)
        actions.verify(action, {}, version=action.version, by=policy, at=at)
    return fresh(strategy)


def confirmed(strategy: ExitStrategy, by, at) -> ExitStrategy:
    stands = fresh(strategy)
    return exits.confirm(stands, {}, version=stands.version, by=by, at=at)


def completed(strategy: ExitStrategy, by, at) -> ExitStrategy:
    stands = fresh(strategy)
    return exits.complete(stands, {"lessons": "Ask about notice early."}, version=stands.version, by=by, at=at)


def strategy_at(status: ExitStatus | str, entry: Partnership, *, lead, policy, recorder) -> ExitStrategy:
    """A strategy at a status, half a day between its steps, and its last ones on the day on which the council leaves.

    `table()` or another route table is there first. The lead officer writes it, the policy officer puts it, and
    `recorder` of democratic services records what bodies decide.
    """
    put_at, decided_at = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    strategy = opened(entry, policy)
    steps = {
        ExitStatus.DRAFTING: lambda each: written(each, lead),
        ExitStatus.SUBMITTED: lambda each: submitted(each, lead),
        ExitStatus.WITH_BODIES: lambda each: put(each, policy, put_at),
        ExitStatus.APPROVED: lambda each: approved(each, recorder, decided_at),
        ExitStatus.IMPLEMENTING: lambda each: started(each, lead, decided_at),
        ExitStatus.COMPLETED: lambda each: completed(left(each, lead, policy), policy, OUT),
    }
    aside = {
        ExitStatus.RETURNED: (ExitStatus.SUBMITTED, lambda each: returned(each, policy)),
        ExitStatus.REVERSED: (ExitStatus.IMPLEMENTING, lambda each: reversed_by(each, recorder, OUT)),
        ExitStatus.CLOSED: (ExitStatus.DRAFTING, lambda each: closed(each, policy)),
    }
    until, last = aside.get(ExitStatus(status), (ExitStatus(status), lambda each: each))
    for reached, step in steps.items():
        if strategy.status == until:
            break
        strategy = step(strategy)
        assert strategy.status == reached
    return last(strategy)


def left(strategy: ExitStrategy, lead, policy) -> ExitStrategy:
    """Everything has ended and is settled, and the lead officer has confirmed that the council is out."""
    carrying_out.bring_about(OUT.date(), at=OUT)
    return confirmed(settled(strategy, lead, policy, OUT), lead, OUT)


def returned(strategy: ExitStrategy, by, at=NOW) -> ExitStrategy:
    comment = {"return_comment": "Say who pays the last invoice."}
    return exits.give_back(strategy, comment, version=strategy.version, by=by, at=at)


def reversed_by(strategy: ExitStrategy, by, at) -> ExitStrategy:
    said = {"reversal": "The management team on 1 March: the grant goes on."}
    return exits.reverse(strategy, said, version=strategy.version, by=by, at=at)


def closed(strategy: ExitStrategy, by, at=NOW) -> ExitStrategy:
    note = {"closing_note": "The funder pays for another year."}
    return exits.close(strategy, note, version=strategy.version, by=by, at=at)
