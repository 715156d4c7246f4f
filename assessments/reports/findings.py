"""What the checks found, in words: on one entry, and across the register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from assessments.models import Finding, Waiver
from assessments.models.choices import Severity
from assessments.permissions.checks import can_see_findings, can_waive
from assessments.reports.looking import Hit, Rule, applicable, checked, in_use, loaded, look, of_council, rules
from partnerships.checking import Looking, Place
from partnerships.roles import Role
from partnerships.spreadsheets.table import Column, Table
from partnerships.templatetags.council import short_day
from partnerships.work import Line, Task
from register.models import Partnership
from register.permissions import can_edit_partnership, editing
from register.permissions.entries import Editing
from register.rules.lines import LINES
from register.rules.sections import SECTIONS
from register.rules.words import number_of

TONES = {Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "grey"}
COUNCIL = "The council as a whole"
UNCHECKED = "The checks look at active entries that were accepted and that describe one partnership; not at this one."


@dataclass(frozen=True)
class Row:
    """One finding: what was found, how much it matters, by which paragraph, and where it is mended."""

    code: str
    title: str
    evidence: str
    severity: str
    tone: str
    source: str
    remedy: str
    url: str = ""
    since: str = ""
    waive_url: str = ""
    waiver: Waiver | None = None
    lift_url: str = ""
    entry: str = ""
    entry_url: str = ""
    reference: str = ""


@dataclass(frozen=True)
class EntryChecks:
    """The checks of one entry: how many it passed of those that are asked of it, with everything that failed."""

    sentence: str
    failed: tuple[Row, ...] = ()
    waived: tuple[Row, ...] = ()
    passed: tuple[Rule, ...] = ()
    is_checked: bool = True


def of_entry(entry: Partnership, user, day: date) -> EntryChecks:
    """Looked at now, in the same few queries however much is found."""
    wanted = in_use()
    held = loaded(checked().filter(pk=entry.pk), wanted)
    if not held:
        return EntryChecks(UNCHECKED, is_checked=False)
    hits = list(look(held, wanted, Looking(day)))
    asked = applicable(held[0], wanted, day)
    kept = {(each.code, each.about): each for each in entry.findings.filter(mended_on=None).order_by()}
    waivers = {(each.code, each.about): each for each in waivers_of(entry, day)}
    open_to = editing(user, entry)
    rows = [row_of(hit, entry, user, open_to, kept, waivers) for hit in hits]
    codes = {row.code for row in rows}
    passed = tuple(rule for rule in asked if rule.check.code not in codes)
    failed, waived = (tuple(row for row in rows if bool(row.waiver) is is_waived) for is_waived in (False, True))
    also = f"; {number_of(len(waived), 'finding is', 'findings are')} waived" if waived else ""
    return EntryChecks(
        f"{len(passed)} of {number_of(len(codes) + len(passed), 'check')} passed{also}", failed, waived, passed
    )


def waivers_of(entry: Partnership, day: date) -> QuerySet[Waiver]:
    return in_force(day).filter(partnership=entry)


def in_force(day: date) -> QuerySet[Waiver]:
    """The waivers that count on a day, with who made them."""
    return Waiver.objects.in_force(day).select_related("made_by")


def row_of(hit: Hit, entry: Partnership, user, open_to: Editing, kept: dict, waivers: dict) -> Row:
    """One finding on the tab, with what this person may do about it."""
    place = hit.rule.check.place_of(hit.found.about)
    url = place.url(entry.reference, hit.found.about) if may_mend(place, user, open_to) else ""
    return row_with(hit, url, can_waive(user).allowed, kept, waivers)


def row_with(hit: Hit, url: str, may: bool, kept: dict, waivers: dict) -> Row:
    """A finding with its waiver, or with where it is waived by who may."""
    key = (hit.rule.check.code, hit.found.about)
    finding, waiver = kept.get(key), waivers.get(key)
    return Row(
        **common(hit.rule, hit.found.evidence, hit.rule.severity),
        url=url,
        since=short_day(finding.found_on) if finding else "",
        waive_url=reverse("assessments:waive", args=[finding.pk]) if may and finding and not waiver else "",
        waiver=waiver,
        lift_url=reverse("assessments:lift", args=[waiver.pk]) if may and waiver else "",
    )


def common(rule: Rule, evidence: str, severity: str) -> dict:
    """What a finding says wherever it stands."""
    return {
        "code": rule.check.code,
        "title": rule.check.title,
        "evidence": evidence,
        "severity": Severity(severity).label,
        "tone": TONES[severity],
        "source": rule.source,
        "remedy": rule.check.remedy,
    }


def may_mend(place: Place, user, open_to: Editing) -> bool:
    """May this person use the form? Pages that only show are open to who reads the entry."""
    if place.is_of_policy_team:
        return user.has_role(Role.POLICY_OFFICER)
    if place.section:
        return bool(open_to.fields(SECTIONS[place.section].fields))
    return bool(open_to.lines(LINES[place.line].model)) if place.line else True


@dataclass(frozen=True)
class Chosen:
    """What the list is narrowed to."""

    code: str = ""
    severity: str = ""
    service: int | None = None
    is_mine: bool = False
    is_waived: bool = False


@dataclass(frozen=True)
class ByCheck:
    """One check across the register: on how many entries it finds something, and how many findings are waived."""

    rule: Rule
    entries: int
    waived: int
    severity: str = field(default="")
    tone: str = field(default="")


def standing(user, day: date, *, is_mine: bool = False) -> QuerySet[Finding]:
    """What was found and is not mended, on the entries that the person may read, each with whether it is waived;
    `is_mine` leaves those of entries that they lead.
    """
    found = Finding.objects.visible_to(user).filter(mended_on=None)
    found = found.filter(partnership__in=Partnership.objects.led_by(user).order_by().values("pk")) if is_mine else found
    return found.annotate(is_waived=waived(day))


def waived(day: date) -> Q:
    """Whether somebody has answered for a finding until a later day. They are few, so they are looked up once."""
    waivers = Waiver.objects.in_force(day).order_by()
    same = {name: OuterRef(name) for name in ("partnership", "code", "about")}
    answered = Finding.objects.filter(Exists(waivers.filter(**same)), partnership__in=waivers.values("partnership"))
    return Q(pk__in=answered.order_by().values("pk"))


def narrowed(user, chosen: Chosen, day: date) -> QuerySet[Finding]:
    """The findings that the list shows, the grave ones first."""
    found = standing(user, day, is_mine=chosen.is_mine).filter(is_waived=chosen.is_waived)
    if chosen.code:
        found = found.filter(code=chosen.code)
    if chosen.severity:
        found = found.filter(severity=chosen.severity)
    if chosen.service:
        found = found.filter(partnership__service=chosen.service)
    return found.select_related("partnership").order_by("partnership__name_key", "code", "pk")


def by_check(user, day: date) -> list[ByCheck]:
    """Every check that runs, those that find most first."""
    counts = standing(user, day).order_by().values("code").annotate(
        entries=Count("partnership", distinct=True, filter=Q(is_waived=False)),
        waived=Count("pk", filter=Q(is_waived=True)),
    )  # fmt: skip
    known = {each["code"]: (each["entries"], each["waived"]) for each in counts}
    rows = [
        ByCheck(rule, *known.get(rule.check.code, (0, 0)), Severity(rule.severity).label, TONES[rule.severity])
        for rule in in_use()
    ]
    return sorted(rows, key=lambda each: (-each.entries, each.rule.check.code))


def rows(findings: Iterable[Finding], user, day: date) -> list[Row]:
    """Lines of the list. Who may change the whole entry is led to the form, everybody else to the entry's checks."""
    known, found = rules(), list(findings)
    waivers = waivers_by_key(found, day)
    return [line(each, known[each.code], user, waivers) for each in found if each.code in known]


def waivers_by_key(findings: list[Finding], day: date) -> dict:
    wanted = in_force(day).filter(partnership__in={each.partnership_id for each in findings})
    return {(each.partnership_id, each.code, each.about): each for each in wanted}


def line(finding: Finding, rule: Rule, user, waivers: dict) -> Row:
    entry = finding.partnership
    place = rule.check.place_of(finding.about)
    whole = Editing(can_edit_partnership(user, entry), attends=False)
    tab = reverse("assessments:entry_checks", args=[entry.reference])
    return Row(
        **common(rule, finding.evidence, finding.severity),
        url=place.url(entry.reference, finding.about) if may_mend(place, user, whole) else tab,
        since=short_day(finding.found_on),
        waiver=waivers.get((finding.partnership_id, finding.code, finding.about)),
        entry=entry.name,
        entry_url=tab,
        reference=entry.reference,
    )


def about_council(user, day: date) -> list[Row]:
    """What is wrong with the council as a whole, looked at now, what is waived last.

    The policy team mends it, so theirs are the links. What is new is kept, and can be waived, from the next night on.
    """
    of_it = {"partnership": None}
    known = {(each.code, each.about): each for each in Finding.objects.filter(mended_on=None, **of_it)}
    waivers = {(each.code, each.about): each for each in in_force(day).filter(**of_it)}
    found = [council_row(hit, user, known, waivers) for hit in of_council(day)]
    return sorted(found, key=lambda row: row.waiver is not None)


def council_row(hit: Hit, user, known: dict, waivers: dict) -> Row:
    may = can_waive(user)
    place = hit.rule.check.place_of(hit.found.about)
    url = place.url("", hit.found.about) if may and may_mend(place, user, Editing(may, attends=False)) else ""
    row = row_with(hit, url, may.allowed, known, waivers)
    return replace(row, entry=COUNCIL, entry_url=reverse("assessments:checks"))


COLUMNS = tuple(
    Column(heading)
    for heading in (
        "Reference", "Partnership", "Check", "What is asked", "How much it matters", "What was found", "Found on",
        "What mends it", "Paragraph", "Waived until", "On whose authority", "Why it is waived",
    )
)  # fmt: skip


def table(found: list[Row]) -> Table:
    """The list as a file."""
    return Table("Findings of the checks", COLUMNS, ([*cells(row)] for row in found))


def cells(row: Row) -> Iterator[object]:
    yield from (row.reference, row.entry, row.code, row.title, row.severity, row.evidence, row.since, row.remedy)
    yield row.source
    waiver = row.waiver
    yield from (waiver.until_on, waiver.authorised_by, waiver.reason) if waiver else (None, "", "")


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not can_see_findings(user):
        return []
    return [{"key": "checks", "label": "Checks", "url": reverse("assessments:entry_checks", args=[entry.reference])}]


def navigation(user) -> list[dict]:
    """The list among the parts of the register."""
    if not can_see_findings(user):
        return []
    return [{"label": "Checks", "url": reverse("assessments:checks"), "part_of": reverse("register:list")}]


def work(user, today: date) -> Iterator[Task]:
    """High findings: for a lead officer on what they lead, for the policy team on all."""
    if not can_see_findings(user):
        return
    address = f"{reverse('assessments:checks')}?severity=high"
    words = ("High finding of the checks", "High findings of the checks")
    shown = {"line": told, "nearest": ("partnership_id", "pk")}
    if user.leads_entries:
        mine = grave(user, today, is_mine=True)
        yield Task(mine, *words, f"{address}&mine=yes", "You are the lead officer", **shown)
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(grave(user, today), *words, address, **shown)


def grave(user, day: date, *, is_mine: bool = False) -> QuerySet[Finding]:
    """High findings for which nobody has answered."""
    found = standing(user, day, is_mine=is_mine).filter(is_waived=False, severity=Severity.HIGH)
    return found.select_related("partnership").only("evidence", "partnership__reference", "partnership__name")


def told(finding: Finding) -> Line:
    """One finding among all that waits for a person."""
    entry = finding.partnership
    url = reverse("assessments:entry_checks", args=[entry.reference]) if entry else reverse("assessments:checks")
    return Line(f"{entry or COUNCIL}: {finding.evidence}", url)
