"""Writing the event log."""

from datetime import datetime

from partnerships.models import Event


def log(kind: str, subject: str = "", *, by, at: datetime, **detail) -> Event:
    """Note one thing that happened, in whatever transaction is open."""
    return Event.objects.create(
        kind=kind, subject=subject, detail=detail, happened_at=at, by=by, by_name=by.get_full_name() if by else ""
    )
