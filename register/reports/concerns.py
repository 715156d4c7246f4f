"""A concern as a story, and what concerns wait for whom (B15-19)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.models import User
from partnerships.roles import Role
from partnerships.work import Task
from register.models import Concern, Participation, Partnership
from register.permissions import editing
from register.reports.parts import Step
from register.rules.concerns import advisers
from register.workflow.concerns import CONCERNS

ASKED = "Everybody who could advise has been asked. Name a portfolio holder on the entry first."
STEPS = (("advise", "Advise"), ("escalate", "Escalate"), ("resolve", "Resolve"))
SHOWN = (
    ("open", "Open"),
    ("mine", "Mine"),
    ("waiting", "Waiting for my advice"),
    ("advised", "To be resolved"),
    ("resolved", "Resolved"),
)


@dataclass(frozen=True)
class Said:
    """What somebody wrote in one step, under its label."""

    label: str
    words: str


def found(user, show: str) -> QuerySet[Concern]:
    """The concerns that the person may read, of one kind; of another word, all that are open."""
    concerns = Concern.objects.visible_to(user).select_related(
        "partnership", "raised_by", "addressed_to", "escalated_to"
    )
    kinds = {
        "mine": concerns.of(user),
        "waiting": concerns.waiting_for(user),
        "advised": concerns.to_resolve(),
        "resolved": concerns.filter(status=Concern.Status.RESOLVED),
    }
    return kinds.get(show, concerns.open())


def steps(concern: Concern, user) -> list[Step]:
    """The steps that the state of the concern allows, each open to this person or with the reason why not."""
    possible = [(verb, label) for verb, label in STEPS if concern.status in CONCERNS.transitions[verb].sources]
    return [step(concern, user, verb, label) for verb, label in possible]


def step(concern: Concern, user, verb: str, label: str) -> Step:
    """One step; nobody is left to escalate to where everybody who could advise has been asked."""
    refusal = CONCERNS.may_start(user, concern, verb).reason
    left = verb != "escalate" or advisers(concern.partnership, concern.raised_by_id, concern.asked_id).exists()
    mend = "" if refusal or left else holder_url(concern.partnership, user)
    return Step(label, reverse(f"register:concern_{verb}", args=[concern.pk]), refusal or ("" if left else ASKED), mend)


def holder_url(entry: Partnership, user) -> str:
    """Where a portfolio holder is named; blank for who may not."""
    part = entry.participations.filter(lead_member=None).first() or entry.participations.first()
    if part is None or not editing(user, entry).lines(Participation):
        return ""
    return reverse("register:line_edit", args=[entry.reference, "councils", part.pk]) + "#div_id_lead_member"


def story(concern: Concern) -> list[dict]:
    """Everything that happened, newest first, each with who did it and what they wrote."""
    rows = list(Concern.history.filter(id=concern.pk).order_by("version"))
    keys = {key for row in rows for key in (row.addressed_to_id, row.escalated_to_id, row.raised_by_id)}
    names = dict(User.objects.filter(pk__in=keys).values_list("pk", "full_name"))
    before = [None, *rows]
    return [
        {"title": title, "by": row.history_by_name, "at": row.history_date, "changes": said,
         "reason": row.history_change_reason or ""}
        for row, last in zip(rows, before, strict=False)
        for title, said in [happened(row, last, names)]
    ][::-1]  # fmt: skip


def happened(row, last, names: dict[int, str]) -> tuple[str, list[Said]]:
    """One row of history as the step that it was."""
    status = Concern.Status
    asked = names[row.escalated_to_id or row.addressed_to_id]
    if last is None:
        for_whom = "" if row.raised_by_id == row.history_user_id else f" for {names[row.raised_by_id]}"
        return f"Raised{for_whom} with {asked}", [Said("Concern", row.text)]
    if row.status == last.status:
        return f"Passed on to {asked}", []
    return {
        status.ADVISED: ("Advised", [Said("Advice", row.advice)]),
        status.ESCALATED: (f"Escalated to {asked}", [Said("Why", row.escalation)]),
        status.RESOLVED: ("Resolved", [Said("How", row.resolution)]),
    }[row.status]


def work(user, today: date) -> Iterator[Task]:
    """Concerns that wait for this person's advice, and for the policy team those that wait to be resolved."""
    address = reverse("register:concern_list")
    concerns = Concern.objects.visible_to(user)
    yield Task(
        concerns.waiting_for(user),
        "Concern waiting for your advice",
        "Concerns waiting for your advice",
        f"{address}?show=waiting",
    )
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(
            concerns.to_resolve(),
            "Concern advised on, to be resolved",
            "Concerns advised on, to be resolved",
            f"{address}?show=advised",
        )
