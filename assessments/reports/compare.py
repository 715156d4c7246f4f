"""Two assessments side by side, and the ratings of services beside those of all."""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, F

from assessments.models import Answer, Assessment
from assessments.querysets import AssessmentQuerySet
from assessments.reports.entry import of_entry
from register.models.choices import Rating

NO_SERVICE = "No service named"
FEWEST, APART = 3, 20
OUTLYING = (
    f"A service stands out when at least {FEWEST} of its partnerships are assessed and its share of High is "
    f"{APART} percentage points or more away from that of all."
)
WEIGHT = {"": 0, Rating.LOW: 1, Rating.MEDIUM: 2, Rating.HIGH: 3}


@dataclass(frozen=True)
class Pair:
    """One criterion in two assessments, the earlier first; `change` says which way it went."""

    name: str
    earlier: Answer | None
    later: Answer | None

    @property
    def change(self) -> str:
        """Higher, lower, or other evidence; nothing where nothing changed."""
        was, now = (each.level if each else "" for each in (self.earlier, self.later))
        if was != now:
            return word(was, now)
        texts = {(each.evidence, each.figure) if each else ("", "") for each in (self.earlier, self.later)}
        return "Other evidence" if len(texts) > 1 else ""


def word(was: str, now: str) -> str:
    """How one level differs from the one before."""
    if not (was and now):
        return "New" if now else "Not answered any more"
    return "Higher" if WEIGHT[now] > WEIGHT[was] else "Lower"


def pairs(earlier: Assessment, later: Assessment) -> list[Pair]:
    """Each criterion of either, by its name, in the order of the later one."""
    was, now = by_name(earlier), by_name(later)
    names = [each.name for each in later.criteria.criteria.all()]
    names += [each.name for each in earlier.criteria.criteria.all() if each.name not in names]
    return [Pair(name, was.get(name), now.get(name)) for name in names]


def by_name(assessment: Assessment) -> dict[str, Answer]:
    return {each.criterion.name: each for each in assessment.answers.select_related("criterion")}


def others(assessment: Assessment, user) -> list[Assessment]:
    """The other assessments of the same kind and entry, the newest first."""
    return list(of_entry(assessment.partnership, user).filter(kind=assessment.kind).exclude(pk=assessment.pk))


@dataclass(frozen=True)
class Share:
    """The ratings of one service, or of all."""

    name: str
    counts: tuple[int, int, int]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def high(self) -> int:
        """The share of High in whole per cent, half a per cent up."""
        return (
            int((Decimal(100 * self.counts[0]) / self.total).quantize(Decimal(1), ROUND_HALF_UP)) if self.total else 0
        )


@dataclass(frozen=True)
class Row:
    """One service beside all: how far its share of High is away, and whether it stands out."""

    share: Share
    apart: int
    stands_out: bool

    @property
    def words(self) -> str:
        """20 points above all."""
        if not self.apart:
            return "As all"
        return f"{abs(self.apart)} points {'above' if self.apart > 0 else 'below'} all"


def calibration(confirmed: AssessmentQuerySet) -> tuple[Share, list[Row]]:
    """The ratings of all these assessments, and of each service, those that stand out first. One query."""
    counted = (
        confirmed.order_by().values("overall", service=F("partnership__service__name")).annotate(number=Count("pk"))
    )
    found: dict[str, Counter] = {}
    for row in counted:
        found.setdefault(row["service"] or NO_SERVICE, Counter())[row["overall"]] += row["number"]
    shares = [share(name, counts) for name, counts in sorted(found.items())]
    everything = share("All services", sum(found.values(), Counter()))
    rows = [beside(each, everything) for each in shares]
    return everything, sorted(rows, key=lambda row: (row.share.name == NO_SERVICE, not row.stands_out))


def share(name: str, counts: Counter) -> Share:
    return Share(name, tuple(counts[level] for level in (Rating.HIGH, Rating.MEDIUM, Rating.LOW)))


def beside(own: Share, everything: Share) -> Row:
    """A service against all services."""
    apart = own.high - everything.high
    stands_out = own.total >= FEWEST and abs(apart) >= APART and own.name != NO_SERVICE
    return Row(own, apart, stands_out)


def judged_otherwise(confirmed: AssessmentQuerySet) -> AssessmentQuerySet:
    """Those whose rating is not the suggested one, with the service, for the list below."""
    return (
        confirmed.exclude(overall=F("suggested"))
        .select_related("partnership__service", "submitted_by", "confirmed_by")
        .order_by("partnership__service__name", "partnership__name_key", "pk")
    )
