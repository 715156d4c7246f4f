"""Letters to the lead officer about an exit strategy: it is required, returned, approved. Nobody hears of their own."""

from datetime import datetime

from django.urls import reverse

from partnerships import mail
from reviews.models import ExitStrategy


def tell(strategy: ExitStrategy, what: str, *, by, at: datetime, **more: str) -> None:
    """Write to the lead officer what became of it, once; `by` is None where a day that came near did it."""
    lead = strategy.partnership.lead_officer
    if lead is None or lead == by:
        return
    about = {"partnership": strategy.partnership.name, "who": by.full_name if by else "", "why": strategy.cause_note}
    about["path"] = reverse("reviews:exit_strategy", args=[strategy.pk])
    key = f"exit {strategy.pk} {what} {strategy.version} to {lead.pk}"
    mail.write(lead, f"exit_{what}", key=key, at=at, **{**about, **more})
