"""What was handed over to whom, what nobody took over, and what of it waits for the policy team."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.holdings import Holding, kinds
from partnerships.roles import Role
from partnerships.work import Task
from register.models import Handover, HandoverLine


@dataclass(frozen=True)
class OpenLine:
    """Something that nobody took over, with who held it and until when."""

    holding: Holding
    leaver: str
    since: date


def gaps() -> list[OpenLine]:
    """What nobody took over and nobody holds since, the oldest first. It leaves the list as soon as it is filled."""
    lines = HandoverLine.objects.filter(successor=None, handover__done_at__isnull=False).select_related(
        "handover__leaver"
    )
    records = defaultdict(dict)
    for line in lines.order_by("handover__takes_effect_on", "pk"):
        records[line.kind][line.record] = line
    found = [
        OpenLine(holding, str(line.handover.leaver), line.handover.takes_effect_on)
        for kind, of_kind in records.items()
        for holding in kinds()[kind].open(of_kind)
        for line in [of_kind[holding.record]]
    ]
    return sorted(found, key=lambda gap: (gap.since, gap.holding.name))


def work(user, today: date) -> Iterator[Task]:
    """Handovers whose day came and that were not carried out, and what nobody took over."""
    if not user.has_role(Role.POLICY_OFFICER):
        return
    address = reverse("register:handovers")
    late = Handover.objects.waiting().filter(takes_effect_on__lte=today)
    yield Task(late, "Handover whose day has come", "Handovers whose day has come", address)
    yield Task(
        len(gaps()),
        "Task of a leaver that nobody took over",
        "Tasks of leavers that nobody took over",
        f"{address}#gaps",
    )
