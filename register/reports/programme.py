"""The reporting programme: what is due, what is overdue, what was submitted (B15-37)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from partnerships.roles import Role
from partnerships.work import Task
from register.models import Partnership, ProgrammeItem, ProgrammeReport
from register.models.choices import CURRENT
from register.permissions import can_submit_programme_report
from register.rules.programme import Next, Standing, next_due, next_report
from register.workflow.programme import PROGRAMME

SHOWN = (
    ("overdue", "Overdue"),
    ("due", "Due"),
    ("again", "Look at again"),
    ("submitted", "Submitted"),
    ("noted", "Noted"),
)
STANDINGS = {Standing.OVERDUE: "Overdue", Standing.DUE_SOON: "Due soon", Standing.LATER: "Later"}


@dataclass(frozen=True)
class Due:
    """The report of one line of the programme that is due next."""

    item: ProgrammeItem
    next: Next
    who: str
    submit_url: str = ""
    refusal: str = ""

    @property
    def standing(self) -> str:
        return STANDINGS[self.next.standing]


@dataclass(frozen=True)
class Sent:
    """A report that was submitted, with the step that it waits for."""

    report: ProgrammeReport
    step_url: str = ""
    step: str = ""
    refusal: str = ""


def items(user) -> QuerySet[ProgrammeItem]:
    """The lines of the programme of active entries that this person may read, each with the last report's day."""
    reports = ProgrammeReport.objects.filter(item=OuterRef("pk")).order_by("-due_on").values("due_on")
    found = ProgrammeItem.objects.visible_to(user).kept().filter(partnership__status__in=CURRENT)
    return found.annotate(last_due=Subquery(reports[:1]))


def stands(item: ProgrammeItem, today: date) -> Next:
    return next_report(item.first_due_on, item.every_months, item.last_due, today)


def due(user, today: date, *, overdue: bool, mine: bool = False, entry: Partnership | None = None) -> list[Due]:
    """What is due, the longest overdue first; overdue alone, of one person alone or of one entry alone if asked."""
    found = narrowed(items(user), today, overdue, user if mine else None)
    found = found.filter(partnership=entry) if entry else found
    rows = [(item, stands(item, today)) for item in found.select_related("partnership", "responsible", "body")]
    kept = [(item, next_) for item, next_ in rows if not overdue or next_.standing == Standing.OVERDUE]
    kept.sort(key=lambda row: (row[1].due_on, row[0].partnership.name))
    return [row(item, next_, user) for item, next_ in kept]


def narrowed(found: QuerySet, today: date, overdue: bool, person) -> QuerySet:
    """What the database can leave out already: nothing is overdue before its first report was due."""
    found = found.filter(first_due_on__lt=today) if overdue else found
    return found.filter(responsible=person) if person else found


def row(item: ProgrammeItem, next_: Next, user) -> Due:
    verdict = can_submit_programme_report(user, item)
    who = item.responsible.full_name if item.responsible else item.responsible_post
    url = reverse("register:programme_submit", args=[item.pk]) if verdict else ""
    return Due(item, next_, who, url, verdict.reason)


def sent(user, *, noted: bool, entry: Partnership | None = None) -> list[Sent]:
    """Reports that were submitted: noted ones, or those that still wait to be received or noted, the oldest first."""
    items_of = ProgrammeItem.objects.visible_to(user)
    items_of = items_of.filter(partnership=entry) if entry else items_of
    people = ("item__partnership", "item__body", "submitted_by")
    found = ProgrammeReport.objects.filter(item__in=items_of.order_by().values("pk")).select_related(*people)
    if noted:
        found = found.filter(status=ProgrammeReport.Status.NOTED)
    else:
        found = found.exclude(status=ProgrammeReport.Status.NOTED).order_by("submitted_at", "pk")
    return [step(report, user) for report in found]


def step(report: ProgrammeReport, user) -> Sent:
    """What the report waits for, as a link or as the sentence why not."""
    steps = {"submitted": ("receive", "Record as received"), "received": ("note", "Record as noted")}
    if report.status not in steps:
        return Sent(report)
    verb, label = steps[report.status]
    verdict = PROGRAMME.may_start(user, report, verb)
    url = reverse(f"register:programme_{verb}", args=[report.pk]) if verdict else ""
    return Sent(report, url, label, verdict.reason)


def work(user, today: date) -> Iterator[Task]:
    """What of the programme waits for a person, each with the list that shows exactly these."""
    address = reverse("register:programme")
    one, many = "Report of the programme overdue", "Reports of the programme overdue"
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(overdue_count(user, today), one, many, f"{address}?show=overdue")
    else:
        count = overdue_count(user, today, mine=True)
        yield Task(count, one, many, f"{address}?show=overdue&whose=mine", "You report")


def overdue_count(user, today: date, *, mine: bool = False) -> int:
    """How many lines of the programme are overdue; the very number that the list shows."""
    found = narrowed(items(user), today, True, user if mine else None)
    facts = found.order_by().values_list("first_due_on", "every_months", "last_due")
    return sum(next_due(*each) < today for each in facts)
