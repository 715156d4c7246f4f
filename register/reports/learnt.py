"""What was learnt of an entry before, shown beside what is drawn up about it now; each app contributes its own."""

from partnerships import contributions
from register.models import Partnership
from register.reports.parts import Lines


def learnt(user, entry: Partnership) -> Lines | None:
    """Everything that apps contribute under `learnt` and the person may read; None where that is nothing."""
    items = tuple(item for part in contributions.collect("learnt") for item in part(user, entry))
    return Lines("What was learnt before", "lesson", "learnt", items) if items else None
