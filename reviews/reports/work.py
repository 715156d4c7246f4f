"""What of the papers waits for a person."""

from datetime import date

from django.urls import reverse

from partnerships.work import Task
from reviews.models import CommitteePaper
from reviews.permissions import can_draft_paper


def items(user, today: date) -> list[Task]:
    """Drafts that somebody still has to finish and issue."""
    if not can_draft_paper(user):
        return []
    drafts = CommitteePaper.objects.visible_to(user).drafts()
    return [Task(drafts, "Paper to finish", "Papers to finish", f"{reverse('reviews:papers')}?status=draft")]
