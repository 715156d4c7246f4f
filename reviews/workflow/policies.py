"""Loading which sections a policy asks for in reviews (B15-21, SH-14)."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships.models import ChangeSet
from register.models import Policy
from register.workflow.policies import origin, write
from reviews.models import SectionAsked


def load(data: dict[str, Any], *, by, at: datetime) -> Counter:
    """Put the reviews' part of a policy in use. The register's part comes first; twice is once.

    Returns how many records were created, changed and left as they were. Raises NoSource for a section without a
    paragraph.
    """
    counts: Counter = Counter()
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.POLICY, label=f"Policy {data['policy']['code']}: reviews", made_at=at, made_by=by
        )
        who = {"by": by, "at": at, "change_set": change_set}
        policy = Policy.objects.get(code=data["policy"]["code"])
        for given in data.get("sections", ()):
            case = {"policy": policy, "section": given["section"], "tier": given.get("tier", "")}
            write(SectionAsked, case, {"source": origin({"name": given["section"], **given})}, counts, who)
        if not counts["created"] + counts["changed"]:
            change_set.delete()
    return counts
