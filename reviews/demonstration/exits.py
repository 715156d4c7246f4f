"""Leaving, in the demonstration: one exit strategy that an end raised and somebody writes, and one carried out.

Invented, as the workbook holds neither.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships.models import Council, User
from register.models import LeavingReason, OtherFunding, Partnership, Seat
from register.models.choices import INVENTED, Part, PersonKind, Significance
from register.workflow import decisions, entries
from reviews.models import ExitConsultee, ExitControl, ExitMessage, ExitReason, ExitStrategy, HandoverItem
from reviews.models.choices import EffectKind, Equality, ExitCause, HandoverKind, HandoverOutcome
from reviews.workflow import carrying_out, exit_effects, exit_lines, exits
from reviews.workflow.exits_due import open_what_is_due

YOUTH = "Rural Youth Voice Project"
BOARD = "Leicestershire Stronger Communities Board"
NOTHING = "Nothing changes: the board holds none, and decides nothing about it."
EFFECTS = {
    EffectKind.SERVICE: "Grants to village groups are advised on by the county council alone.",
    EffectKind.PARTNERS: "The other districts lose a voice from the south of the county.",
}


def seed(council: Council, at: datetime) -> None:
    """What is approved ends a place in three months; what ends in five raises a strategy that its lead officer writes."""
    carried_out(council, at)
    being_written(at)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def opened(name: str, cause: str, note: str, by: User, at: datetime) -> ExitStrategy:
    entry = Partnership.objects.active().get(name=name)
    made = exits.open_for(entry, cause, note=note, by=by, at=at)
    return exits.begin(made, {}, version=made.version, by=by, at=at)


def reason(strategy: ExitStrategy, code: str, note: str, by: User, at: datetime) -> None:
    found = {"reason": LeavingReason.objects.get(code=code), "note": note}
    exit_lines.add_line(strategy, ExitReason, found, by=by, at=at)


def being_written(at: datetime) -> None:
    """Its funding ends, and the night opens its strategy (H14-35): a reason is given, and one effect is described."""
    lead = person("lead.officer")
    funding_ends(lead, at)
    open_what_is_due(timezone.localdate(at), at=at)
    required = ExitStrategy.objects.get(partnership__name=YOUTH)
    made = exits.begin(required, {}, version=required.version, by=lead, at=at)
    reason(made, "funding", "Without the grant there is no youth worker.", lead, at)
    said = {"impact": "Forty young people meet in no other place.", "is_none": False}
    exit_effects.describe(made, {EffectKind.USERS.value: (None, said)}, by=lead, at=at)


def funding_ends(by: User, at: datetime) -> None:
    """The grant goes on for five months more, and the project as long as the grant."""
    entry, ends_on = Partnership.objects.active().get(name=YOUTH), timezone.localdate(at) + timedelta(days=150)
    grant = OtherFunding.objects.get(partnership=entry, removed_at__isnull=True)
    who = {"reason": INVENTED, "by": by, "at": at}
    entries.edit_line(grant, entry, {"ends_on": ends_on}, version=grant.version, **who)
    facts = {"project_ends_on": ends_on, "exit_owner_post": "Communities Manager"}
    entries.edit(entry, facts, version=entry.version, **who)


def carried_out(council: Council, at: datetime) -> None:
    """Approved by every body of the route, its ends confirmed, and begun to be carried out."""
    by = {"by": person("policy.officer"), "at": at}
    leaves_on = timezone.localdate(at) + timedelta(days=90)
    place(council, **by)
    note = "The county council merges its boards."
    made = opened(BOARD, ExitCause.ENDED_BY_OTHERS, note, by["by"], at)
    write(made, leaves_on, by["by"], at)
    handed_in = {"by": person("second.policy.officer"), "at": at}
    made = exits.submit(stands(made), {}, version=stands(made).version, **handed_in)
    tier = {"significance": Significance.DESIRABLE, "significance_reason": f"No money is put in. {INVENTED}"}
    made = exits.put(made, {}, **tier, version=made.version, **by)
    for step in sorted(made.matter.steps.all(), key=lambda step: step.part == Part.APPROVES):
        decided(step, at)
    made = stands(made)
    days = {each.key: each.ends_on for each in carrying_out.proposed_ends(made)}
    carrying_out.confirm_ends(made, days, **by)
    exits.start(stands(made), {}, version=stands(made).version, **by)


def stands(strategy: ExitStrategy) -> ExitStrategy:
    return ExitStrategy.objects.get(pk=strategy.pk)


def place(council: Council, by: User, at: datetime) -> None:
    entry = Partnership.objects.active().get(name=BOARD)
    seat = Seat(partnership=entry, council=council, kind=PersonKind.OFFICER, post="Communities Manager", note=INVENTED)
    entries.add_line(seat, entry, reason=INVENTED, by=by, at=at)


def write(strategy: ExitStrategy, leaves_on: date, by: User, at: datetime) -> None:
    """Every part of it."""
    today, who = timezone.localdate(at), {"by": by, "at": at}
    said = {
        "options_considered": "To sit on the merged board was considered; it meets about the city alone.",
        "equality": Equality.NOT_NEEDED,
        "equality_note": "The board advises councils and serves nobody directly.",
        "notice_given_on": today,
        "notice_ends_on": leaves_on,
        "leaves_on": leaves_on,
        "taken_over_by": "The Community Safety Partnership hears of village groups from now on.",
    }
    exits.write(strategy, said, version=strategy.version, **who)
    reason(strategy, "outcomes", "It met twice in the last year, without a decision.", by, at)
    effects = {
        kind.value: (None, {"impact": EFFECTS.get(kind, NOTHING), "is_none": kind not in EFFECTS})
        for kind in EffectKind
    }
    exit_effects.describe(strategy, effects, **who)
    for model, values in lines(today, leaves_on):
        exit_lines.add_line(strategy, model, values, **who)


def lines(today: date, leaves_on: date) -> list[tuple[type, dict]]:
    """What is done about its effects, who was asked, who is told, what is given back."""
    owner = {"owner": person("corporate.manager"), "due_on": leaves_on}
    consulted = {
        "who": "Portfolio holder for communities",
        "is_portfolio_holder": True,
        "consulted_on": today,
        "said": "Leave, and see that the villages know whom to ask.",
    }
    told = {"audience": "The other districts", "how": "A letter", "by_whom": "The Chief Executive", "due_on": leaves_on}
    papers = {"kind": HandoverKind.DATA, "text": "List of village groups", "outcome": HandoverOutcome.RETURNED}
    return [
        (ExitControl, {"kind": EffectKind.SERVICE, "text": "Tell village groups whom to ask", **owner}),
        (ExitControl, {"kind": EffectKind.PARTNERS, "text": "Offer the districts a meeting a year", **owner}),
        (ExitConsultee, consulted),
        (ExitMessage, told),
        (HandoverItem, {**papers, "recipient": "Leicestershire County Council", **owner}),
    ]


def decided(step, at: datetime) -> None:
    """What one body said, recorded by democratic services."""
    today = timezone.localdate(at)
    outcome = "approved" if step.part == Part.APPROVES else "supported"
    values = {"outcome": outcome, "decided_on": today, "takes_effect_on": today, "minute": "31/2026"}
    decisions.record(step, values, by=person("democratic.services"), at=at)
