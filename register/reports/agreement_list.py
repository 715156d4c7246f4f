"""The list of agreements: what is due, expired, unclear or not there at all, and what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.urls import reverse

from partnerships.roles import Role
from partnerships.templatetags.council import short_day
from partnerships.work import Task, told
from register.models import GoverningDocument, Partnership, Policy
from register.models.choices import CURRENT
from register.reports.agreements import tags
from register.rules.agreements import gaps
from register.rules.words import number_of

SIZE = 25
UNRENEWED = (GoverningDocument.Status.DRAFT, GoverningDocument.Status.IN_FORCE)
SORTS = {
    "ends_on": (F("ends_on").asc(nulls_last=True), "pk"),
    "-ends_on": (F("ends_on").desc(nulls_last=True), "pk"),
    "partnership": ("partnership__name_key", "pk"),
    "-partnership": ("-partnership__name_key", "pk"),
}
MISSING_SORTS = {"partnership": ("name_key", "pk"), "-partnership": ("-name_key", "pk")}
READ_WITH = (
    "partnership__seats",
    "outcomes",
    "files",
)


@dataclass(frozen=True)
class AgreementRow:
    """One line of the list; where an agreement is expected and not there, `title` is empty."""

    partnership: str
    entry_url: str
    title: str
    url: str
    kind: str
    tags: tuple[tuple[str, str], ...]
    ends: str
    gaps: str


@dataclass(frozen=True)
class AgreementList:
    """One page of the list, and how many there are in words."""

    rows: tuple[AgreementRow, ...]
    numbers: Page
    found: str
    is_missing: bool


def policy_in_use() -> Policy:
    """The policy that says how many months before its end a renewal is due; its defaults where there is none."""
    return Policy.objects.filter(is_current=True).first() or Policy()


def chosen(user, show: str, mine: bool, today: date, policy: Policy) -> QuerySet:
    """The agreements that a choice shows, of active entries; for `missing`, the entries that lack one."""
    if show == "missing":
        entries = Partnership.objects.visible_to(user).without_expected_agreement().select_related("type")
        return entries.led_by(user) if mine else entries
    found = GoverningDocument.objects.visible_to(user).kept().agreements().filter(partnership__status__in=CURRENT)
    questions = {
        "renewal_due": lambda: found.renewal_due(today, policy.renewal_months),
        "expired": lambda: found.expired(today),
        "procurement": found.procurement_open,
        "draft": lambda: found.filter(status="draft"),
        "over": lambda: found.over(today),
    }
    asked = questions.get(show, lambda: found.standing(today))()
    return asked.led_by(user) if mine else asked


def build(user, show: str, mine: bool, sort: str, page: str | None, today: date) -> AgreementList:
    """The list as the address asks for it; a sort or page that does not exist is the first."""
    policy, is_missing = policy_in_use(), show == "missing"
    found = chosen(user, show, mine, today, policy)
    sorts = MISSING_SORTS if is_missing else SORTS
    found = found.order_by(*sorts.get(sort, next(iter(sorts.values()))))
    if not is_missing:
        found = found.select_related("partnership", "renewed_by").prefetch_related(*READ_WITH)
    numbers = Paginator(found, SIZE).get_page(page)
    rows = tuple(missing_row(each) if is_missing else row(each, today, policy) for each in numbers)
    noun = "partnership without its agreement" if is_missing else "agreement"
    many = "partnerships without their agreement" if is_missing else ""
    return AgreementList(rows, numbers, number_of(numbers.paginator.count, noun, many), is_missing)


def row(document: GoverningDocument, today: date, policy: Policy) -> AgreementRow:
    entry = document.partnership
    return AgreementRow(
        entry.name,
        reverse("register:governance", args=[entry.reference]),
        str(document),
        reverse("register:agreement", args=[document.pk]),
        document.get_kind_display(),
        tags(document, today, policy),
        short_day(document.ends_on) if document.ends_on else "No end set",
        str(len(gaps(document, today, policy))) if document.status in UNRENEWED else "",
    )


def missing_row(entry: Partnership) -> AgreementRow:
    url = reverse("register:governance", args=[entry.reference])
    return AgreementRow(entry.name, url, "", "", f"{entry.type}: an agreement is expected", (), "", "")


def tasks(user, today: date) -> Iterator[Task]:
    """What waits for a lead officer, and for the policy team, contributed under `my_work`."""
    policy = policy_in_use()
    asking = [(True, user.leads_entries), (False, user.has_role(Role.POLICY_OFFICER))]
    for mine in (mine for mine, is_asked in asking if is_asked):
        for show, one, many in WAITING:
            waiting = chosen(user, show, mine, today, policy).select_related("partnership").only(*TOLD)
            remark = "You are the lead officer" if mine else ""
            yield Task(waiting, one, many, listed(show, mine), remark, LINE, ("ends_on", "pk"))


LINE = told("register:governance", "{0.partnership}: {0}", key="partnership.reference", due="ends_on")
TOLD = ("title", "kind", "ends_on", "partnership__name", "partnership__reference")
WAITING = (
    ("renewal_due", "Agreement due for renewal", "Agreements due for renewal"),
    ("expired", "Agreement has expired", "Agreements have expired"),
    ("procurement", "Agreement unclear under procurement rules", "Agreements unclear under procurement rules"),
)


def listed(show: str, mine: bool) -> str:
    """The address of the list that shows exactly these."""
    return f"{reverse('register:agreements')}?show={show}{'&mine=yes' if mine else ''}"
