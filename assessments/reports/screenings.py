"""The definition test of an entry for people: the answers that were kept, and what waits to be settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessments.models import Screening
from assessments.permissions.assessments import can_see_assessments
from assessments.permissions.screenings import can_settle_screening
from partnerships.roles import Role
from partnerships.verdict import Verdict
from partnerships.work import Task
from register.models import Partnership


@dataclass(frozen=True)
class Kept:
    """One run of the test: its answers, and whether somebody is still to settle it."""

    screening: Screening
    answers: tuple
    settle: Verdict | None


def kept(entry: Partnership, user) -> list[Kept]:
    """Every run of the test over an entry, the newest first; the newest that fails can be settled."""
    related = ("made_by", "questions", "exclusion_class", "partnership")
    runs = Screening.objects.visible_to(user).filter(partnership=entry).select_related(*related)
    found = list(runs.prefetch_related("answers__question"))
    waiting = set(Screening.objects.to_settle().filter(partnership=entry).values_list("pk", flat=True))
    return [
        Kept(each, tuple(each.answers.all()), can_settle_screening(user, each) if each.pk in waiting else None)
        for each in found
    ]


def work(user, today: date) -> Iterator[Task]:
    """Entries that fail the test and wait for the policy team."""
    if user.has_role(Role.POLICY_OFFICER):
        waiting = Screening.objects.visible_to(user).to_settle()
        yield Task(
            waiting,
            "Entry that is no partnership by its answers",
            "Entries that are no partnerships by their answers",
            reverse("assessments:screenings"),
        )


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`, for those who read assessments."""
    if not can_see_assessments(user, entry):
        return []
    url = reverse("assessments:entry_screenings", args=[entry.reference])
    return [{"key": "screenings", "label": "Is it a partnership?", "url": url}]
