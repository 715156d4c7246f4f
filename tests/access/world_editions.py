"""The edition of the world, with a report made from it that was issued."""

from datetime import timedelta

from partnerships.saving import Edit
from register.models import Route
from reviews.models import CommitteePaper
from reviews.workflow import editions, papers
from tests.access.world_decisions import TODAY
from tests.reviews.reviewing import opened_round


def plant(world) -> None:
    """A round without reviews was frozen; the policy says who adopts an edition."""
    days = {"starts_on": TODAY, "due_on": TODAY + timedelta(days=90)}
    frozen = opened_round(world.people["policy_officer"], "Frozen", 2036, **days)
    world.kept(Route(policy=world.policy, event="adopt", body=world.body, part="approves", source="Policy, 4"))
    edition = world.records["edition"] = editions.freeze(frozen, version=frozen.version, **world.by)
    words = {"objective": "To receive it.", "outcome_sought": "Note it.", "originator": "Head of Policy"}
    header = {"title": "Annual review", "body": world.body, "meeting_on": TODAY, **words}
    paper = papers.draft_on(edition, header, world.council, **world.by)
    for row in paper.implications.all():
        papers.answer_implications(paper, [Edit(row.pk, row.version, {"is_none": True})], **world.by)
    world.records["issued round report"] = CommitteePaper.objects.get(pk=world.issue(paper).pk)
