"""The rota for people: what is to be verified by whom, what would be dealt, and what was found."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.roles import Role
from partnerships.templatetags.council import day, yes_no
from partnerships.work import Task, told
from register.models import Partnership, Verification, VerifiedFeature
from register.models.verifications import BorneOut
from register.permissions.verifications import VERIFIERS
from register.reports.parts import Row, Step
from register.rules.governance import FEATURES
from register.rules.verifications import Deal
from register.workflow.verifications import may_change, may_verify

Status = Verification.Status
SHOWN = (
    ("planned", "To be verified"),
    ("mine", "By me"),
    ("overdue", "Overdue"),
    ("verified", "Verified"),
)
TONES = {Status.PLANNED: "blue", Status.VERIFIED: "green", Status.DROPPED: "grey"}
FINDING_TONES = {BorneOut.YES: "green", BorneOut.OTHERWISE: "red", BorneOut.NOTHING: "yellow"}


def found(user, show: str, today: date) -> QuerySet[Verification]:
    """The lines of the rota of one kind; of another word, all that are to be verified."""
    lines = Verification.objects.visible_to(user).select_related("partnership", "verifier", "verified_by")
    kinds = {
        "mine": lines.planned().filter(verifier=user),
        "overdue": lines.overdue(today),
        "verified": lines.filter(status=Status.VERIFIED).order_by("-verified_at", "-pk"),
    }
    return kinds.get(show, lines.planned())


def is_overdue(line: Verification, today: date) -> bool:
    return line.status == Status.PLANNED and line.due_on < today


@dataclass(frozen=True)
class Share:
    """How many one person would verify, and in which months."""

    name: str
    count: int


def shares(deal: Deal) -> list[Share]:
    """How many each person would have, by name."""
    counts = Counter(str(each.person) for each in deal.dealt)
    return [Share(name, count) for name, count in sorted(counts.items())]


@dataclass(frozen=True)
class Finding:
    """One feature as it was verified."""

    name: str
    answer: str
    finding: str
    tone: str
    document: str
    url: str
    note: str


@dataclass(frozen=True)
class Page:
    """One line of the rota, as one person sees it."""

    tone: str
    is_overdue: bool
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]


def page(line: Verification, user, today: date) -> Page:
    """Where it stands, what was found, and what can be done."""
    features = line.features.select_related("document")
    return Page(
        TONES[Status(line.status)],
        is_overdue(line, today),
        tuple(facts(line)),
        tuple(finding(each) for each in features),
        tuple(steps(line, user)),
    )


def facts(line: Verification) -> Iterator[Row]:
    """Who, until when, and what came of it."""
    yield Row("Who verifies it", str(line.verifier))
    yield Row("To be verified by", day(line.due_on))
    if line.verified_at:
        yield Row("Verified", f"{day(line.verified_at)} by {line.verified_by}")
    if line.note:
        yield Row("What follows from it", line.note)


def finding(each: VerifiedFeature) -> Finding:
    names = {feature.code: feature.name for feature in FEATURES}
    return Finding(
        names[each.feature],
        yes_no(each.answer),
        each.get_finding_display(),
        FINDING_TONES[BorneOut(each.finding)],
        str(each.document) if each.document else "",
        reverse("register:agreement", args=[each.document_id]) if each.document_id else "",
        each.note,
    )


def steps(line: Verification, user) -> Iterator[Step]:
    """What a planned one allows, open to this person or with the reason why not."""
    if line.status != Status.PLANNED:
        return
    yield Step("Verify it", reverse("register:verification_verify", args=[line.pk]), may_verify(user, line).reason)
    refusal = may_change(user, line).reason
    yield Step("Change who or when", reverse("register:verification_change", args=[line.pk]), refusal)
    yield Step("Take it off the rota", reverse("register:verification_drop", args=[line.pk]), refusal)


@dataclass(frozen=True)
class Standing:
    """What the last verification found of each feature, in words, and when the next one is due."""

    by_feature: dict[str, str]
    sentences: tuple[tuple[str, str], ...]


def standing(entry: Partnership) -> Standing:
    """What stands beside the features of an entry."""
    lines = entry.verifications.exclude(status=Status.DROPPED).select_related("verifier", "verified_by")
    last = lines.filter(status=Status.VERIFIED).order_by("-verified_at").first()
    planned = lines.filter(status=Status.PLANNED).first()
    found = last.features.select_related("document") if last else ()
    sentences = []
    if last:
        words = f"Verified against its documents by {last.verified_by} on {day(last.verified_at)}"
        sentences.append((words, reverse("register:verification", args=[last.pk])))
    if planned:
        words = f"To be verified by {planned.verifier}, until {day(planned.due_on)}"
        sentences.append((words, reverse("register:verification", args=[planned.pk])))
    return Standing({each.feature: in_words(each) for each in found}, tuple(sentences))


def in_words(each: VerifiedFeature) -> str:
    """Verified: a document bears it out (Terms of reference)."""
    where = str(each.document) if each.document else each.note
    words = each.get_finding_display()
    return f"When it was {yes_no(each.answer).lower()}: {words[:1].lower()}{words[1:]}{f' ({where})' if where else ''}"


LINE = told("register:verification", due="due_on")


def work(user, today: date) -> Iterator[Task]:
    """What a person is to verify, and for the policy team what others are late with."""
    if not user.has_role(*VERIFIERS):
        return
    address, lines = (
        reverse("register:verifications"),
        Verification.objects.visible_to(user).select_related("partnership"),
    )
    mine = lines.planned().filter(verifier=user)
    yield Task(
        mine,
        "Partnership whose governance you are to verify",
        "Partnerships whose governance you are to verify",
        f"{address}?show=mine",
        line=LINE,
        overdue=mine.overdue(today),
    )
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(
            lines.overdue(today),
            "Verification of governance overdue",
            "Verifications of governance overdue",
            f"{address}?show=overdue",
            line=LINE,
        )
