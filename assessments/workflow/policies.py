"""Loading what a council's policy says of assessments: the criteria, and the questions that are asked."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.workflow.check_settings import load_settings
from assessments.workflow.criteria import load_criteria
from assessments.workflow.questions import load_questions
from partnerships.models import ChangeSet
from register.models import Policy


def load(data: dict[str, Any], *, by, at: datetime) -> Counter:
    """Put the assessments' part of a policy in use. The register's part comes first; twice is once.

    Returns how many records were created, changed and left as they were. Raises NoSource for a value without a
    paragraph.
    """
    counts: Counter = Counter()
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.POLICY, label=f"Policy {data['policy']['code']}: assessments", made_at=at, made_by=by
        )
        who = {"by": by, "at": at, "change_set": change_set}
        policy = Policy.objects.get(code=data["policy"]["code"])
        for part in (load_criteria, load_questions, load_settings):
            part(policy, data, counts, who)
        if not counts["created"] + counts["changed"]:
            change_set.delete()
    return counts
