"""Reviews of involvement that the checks of the register propose, every night (D14, D23)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from assessments.models import Finding
from assessments.reports.findings import in_force
from partnerships.saving import announced_once
from register.models.choices import Status
from reviews.models import InvolvementReview
from reviews.models.choices import InvolvementSource
from reviews.workflow.involvement import propose

PROPOSING = ("D14", "D23")


def propose_from_findings(day: date, *, at: datetime) -> str:
    """Each new finding that a partner withdrew money, or that more is put in than comes back, proposes a review.

    Contributed under `nightly`. A finding proposes once: what was dismissed comes back with a new finding alone.
    """
    with transaction.atomic(), announced_once(by=None, at=at):
        found = list(new_findings(day))
        for finding in found:
            source = {"source": InvolvementSource.CHECK, "check_code": finding.code}
            propose(finding.partnership, finding.evidence, **source, by=None, at=at)
    return f"Reviews of involvement proposed: {len(found)}."


def new_findings(day: date) -> Iterator[Finding]:
    """The first of each entry that nobody has waived, and that no review was proposed for since it was found."""
    standing = Finding.objects.filter(code__in=PROPOSING, mended_on=None, partnership__status=Status.ACTIVE)
    waived = set(in_force(day).filter(code__in=PROPOSING).values_list("partnership", "code", "about"))
    taken = set(InvolvementReview.objects.unsettled().values_list("partnership", flat=True))
    asked = InvolvementReview.objects.filter(check_code__in=PROPOSING).order_by("proposed_on")
    last = {(entry, code): on for entry, code, on in asked.values_list("partnership", "check_code", "proposed_on")}
    for finding in standing.select_related("partnership").order_by("pk"):
        entry, code = finding.partnership_id, finding.code
        before = last.get((entry, code))
        is_new = before is None or before < finding.found_on
        if is_new and entry not in taken and (entry, code, finding.about) not in waived:
            taken.add(entry)
            yield finding
