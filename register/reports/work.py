"""What of the register waits for a person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from partnerships.models import Council
from partnerships.roles import Role
from partnerships.work import Task, told
from register.models import ImportBatch, Partnership


def listed(**filters: str) -> str:
    """The address of the register list with these filters. What waits to be accepted is not counted, so not listed."""
    return f"{reverse('register:list')}?{urlencode(filters | {'waiting': 'no'})}"


def items(user, today: date) -> list[Task]:
    """The person's tasks, each with the list that shows exactly the records it counts."""
    return [
        *imports(user),
        *own_entries(user),
        *(gaps_in_register(user, today) if user.has_role(Role.POLICY_OFFICER) else ()),
    ]


def imports(user) -> Iterator[Task]:
    """Imports that wait for their next step, for whoever takes it."""
    address = reverse("register:imports")
    batches = ImportBatch.objects.visible_to(user)
    if user.has_role(Role.POLICY_OFFICER):
        waiting = batches.filter(status=ImportBatch.Status.COMMITTED).exclude(committed_by=user)
        yield Task(waiting, "Import to accept", "Imports to accept", f"{address}?status=committed")
    if user.has_role(Role.ADMINISTRATOR):
        empty = Council.objects.exists() and not (batches.exists() or Partnership.objects.exists())
        yield Task(
            int(empty),
            "Register to import",
            "Registers to import",
            reverse("register:import_new"),
            "It is empty so far",
        )
        unfinished = batches.filter(status__in=[ImportBatch.Status.UPLOADED, ImportBatch.Status.CHECKED])
        yield Task(unfinished, "Import to finish", "Imports to finish", f"{address}?status=unfinished")


def own_entries(user) -> Iterator[Task]:
    """Imported entries that name the person as lead officer and wait to be confirmed."""
    to_confirm = Partnership.objects.visible_to(user).active().accepted().unconfirmed().led_by(user)
    yield Task(
        to_confirm,
        "Entry to confirm as right",
        "Entries to confirm as right",
        listed(lead_officer=user.pk, unconfirmed="yes"),
        "You are the lead officer",
        told("register:entry", key="reference"),
        ("name_key", "pk"),
    )


def gaps_in_register(user, today: date) -> Iterator[Task]:
    """Gaps that the policy team closes."""
    entries = Partnership.objects.visible_to(user).active().accepted()
    late = entries.review_overdue(today)
    line = told("register:entry", key="reference", due="next_review_due_on")
    nearest = ("next_review_due_on", "pk")
    yield Task(late, "Review overdue", "Reviews overdue", listed(review="overdue"), line=line, nearest=nearest)
    yield Task(
        entries.without_lead_officer(),
        "Entry without a lead officer",
        "Entries without a lead officer",
        listed(no_lead_officer="yes"),
    )
    proposals = Partnership.objects.visible_to(user).proposed().accepted().without_lead_officer()
    yield Task(
        proposals,
        "Proposal without a lead officer",
        "Proposals without a lead officer",
        listed(no_lead_officer="yes", status="proposals"),
    )
    yield Task(
        entries.without_heading(),
        "Recommendation without a heading",
        "Recommendations without a heading",
        listed(no_heading="yes"),
    )
    yield Task(
        entries.unconfirmed(),
        "Imported entry not yet confirmed",
        "Imported entries not yet confirmed",
        listed(unconfirmed="yes"),
    )
    yield Task(
        entries.significance_to_settle(),
        "Entry whose significance is to be confirmed",
        "Entries whose significance is to be confirmed",
        listed(to_settle="yes"),
        "The tests of the policy give another answer than is recorded",
    )
