"""Exit strategies that an end asks for, opened every night with the months that the policy gives them (H14-35)."""

from datetime import date, datetime

from django.db import transaction

from partnerships.saving import announced_once
from register.models import Partnership
from register.reports.agreement_list import policy_in_use
from reviews.reports.readiness import due, held
from reviews.rules.readiness import unanswered
from reviews.workflow.exits import open_for


def open_what_is_due(day: date, *, at: datetime) -> str:
    """One for each partnership of which a project, an agreement or outside money ends soon.

    Contributed under `nightly`. What is being left already is left alone, and so is what was set aside: the very end
    that opened a strategy for as long as it has its day, other ends for the months of the policy. So running it again
    opens nothing more.
    """
    policy = policy_in_use()
    with transaction.atomic(), announced_once(by=None, at=at):
        found = list(held(due(Partnership.objects.counted(), day)).order_by("pk"))
        for entry in found:
            first = unanswered(entry, day, policy)[0]
            open_for(entry, first.cause, note=first.words, by=None, at=at)
    return f"Exit strategies opened: {len(found)}."
