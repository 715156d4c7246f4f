"""The annual review report: what the reviews of a round came to, drawn up from the edition that keeps it.

Nothing here reads the live register, so that the report says the same however the register goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.timezone import localdate

from partnerships.models import Council
from partnerships.templatetags.council import day as in_words
from register.rules.money import year_name
from reviews.models import CommitteePaper, Edition, ReviewRound
from reviews.models.choices import RoundKind
from reviews.reports import background, changes, figures, kept, left, looked_at, recommendations
from reviews.reports import register_report as common
from reviews.reports.activity import notes as silent
from reviews.reports.activity import told
from reviews.reports.excerpt import shortened
from reviews.reports.kept import CouncilEntry
from reviews.reports.shapes import Activity, ActivityAppendix, Changes, Grid, RegisterReport, Section, Summary
from reviews.reports.words import NOTHING, count, listed, numbered, plain_section, sentence

RECOMMENDATIONS, RESOURCES, ANSWERS, LEFT, FIRST_IMPLICATION = 4, 5, 6, 7, 8
APPENDICES = (
    "Appendix A has one row for each partnership, with what its review came to and what it recommends. Appendix B "
    "says what each did in the year."
)
OUTCOMES = ("Partnership", "Tier", "Risk", "Value", "Review", "Recommendation")


def suggested_title(round: ReviewRound) -> str:
    """What the report on a round is called unless somebody calls it otherwise."""
    if round.kind == RoundKind.BASELINE:
        return f"Business cases of the partnerships on the register, {year_name(round.financial_year)}"
    return f"Annual review of partnerships, {year_name(round.financial_year)}"


def build(paper: CommitteePaper, *, as_of: date) -> RegisterReport:
    """The report of a draft from its edition; `as_of` is the day on which it is read (SH-30, H14-44, H11-06)."""
    edition = paper.edition
    every = kept.of_council(kept.entries(edition), paper.council)
    found, exempt = kept.reported(every)
    year = paper.financial_year or edition.round.financial_year
    return RegisterReport(
        **common.head(paper),
        as_of=localdate(edition.made_at),
        year=year,
        partnerships=len(background.counted(found)),
        exempt=exempt,
        sections=sections(paper, every, year),
        excerpt=(),
        excerpt_notes=(),
        guidance=(),
        activity=activity(found, year),
        outcomes=outcomes(found, exempt),
    )


def sections(paper: CommitteePaper, every: list[CouncilEntry], year: int) -> tuple[Section, ...]:
    """All numbered sections, from what is asked of the meeting to previous reports."""
    found, exempt = kept.reported(every)
    about = "\n".join(texts(paper.edition, found, exempt))
    consulted = "\n".join(filter(None, [paper.consulted, *signed_off(paper.edition)]))
    return (
        plain_section(1, "Outcome sought", paper.outcome_sought or common.unwritten(paper)),
        plain_section(2, "Background", paper.background, about),
        plain_section(3, "Points for discussion", paper.discussion, APPENDICES),
        recommended(paper, found, year),
        resources(found, exempt, year),
        looked_at.section(ANSWERS, found),
        left.section(LEFT, every, year),
        *common.closing(paper, FIRST_IMPLICATION, consulted or NOTHING),
    )


def texts(edition: Edition, found: list[CouncilEntry], exempt: int) -> Iterator[str]:
    """What the report is drawn up from, how many partnerships there are, and what became of their reviews."""
    day = in_words(localdate(edition.made_at))
    yield (
        f"This report is drawn up from {edition} of the register, which keeps the register as it stood on {day}, when "
        f"the round “{edition.round}” was frozen. Its fingerprint (SHA-256) is {edition.sha256}."
    )
    yield f"On that day the register held {count(len(background.counted(found)), 'partnership')}."
    if exempt:
        exempt_are = count(exempt, "exempt entry is", "exempt entries are")
        yield f"{exempt_are[:1].upper()}{exempt_are[1:]} left out of this report, its totals and its appendices."
    yield from background.listed_note(found)
    yield looked_at.what_became(found)
    if others := [entry for entry in found if entry.recommendation and not entry.recommendation_heading]:
        yield without_heading(others)
    if families := background.by_family(background.counted(found)):
        yield families
    if found:
        risk = background.by_rating("Risk", [entry.risk_rating for entry in found])
        yield f"{risk} {background.by_rating('Value', [entry.value_rating for entry in found])}"


def signed_off(edition: Edition) -> Iterator[str]:
    """Who was consulted on the edition, when, and what they said (H14-46)."""
    for each in edition.sign_offs.all():
        yield sentence(f"{each.who}, {in_words(each.on)}{': ' if each.words else ''}{each.words}")


def recommended(paper: CommitteePaper, found: list[CouncilEntry], year: int) -> Section:
    """Section 4: under the three headings, with what they change in all; other recommendations are in Appendix A."""
    groups = recommendations.groups(found, RECOMMENDATIONS, year)
    used = sum(len(group.recommendations) for group in groups)
    closing = numbered(RECOMMENDATIONS, paper.next_steps, start=used + 1)
    table = changes.table(found, recommendations.TITLES)
    return Section(RECOMMENDATIONS, "Recommendations", groups=groups, changes=table, closing=closing)


def without_heading(entries: list[CouncilEntry]) -> str:
    """What the recommendations are that change no resources: `Retain for three entries and withdraw for one entry`."""
    kinds: dict[str, int] = {}
    for entry in entries:
        kinds[entry.recommendation_kind] = kinds.get(entry.recommendation_kind, 0) + 1
    said = listed(
        f"{kind.lower() or 'other'} for {count(number, 'entry', 'entries')}" for kind, number in kinds.items()
    )
    return f"Recommended besides, under none of the headings in section 4: {said}. Appendix A has the words."


def resources(found: list[CouncilEntry], exempt: int, year: int) -> Section:
    """Section 5: all families, then family by family where the recommendations have not shown it (H14-24)."""
    families = common.families_of(found)
    before = common.shown_before(found, year)
    tables = {
        name: figures.table(f"{name}: officer time and contribution", members, year, str(RESOURCES), known_only=True)
        for name, members in families.items()
        if name not in before and figures.has_figures(members, year)
    }
    places = {**{name: f"Paragraph {number}" for name, number in before.items()}, **dict.fromkeys(tables, "Below")}
    total = figures.added(figures.contribution_of(entry, year) for entry in found)
    return Section(
        RESOURCES,
        "Officer time and financial contribution",
        numbered(RESOURCES, common.resources_text(total, year)),
        tables=tuple(tables.values()),
        summary=common.summary(families, places, exempt, year) if found else None,
    )


def outcomes(found: list[CouncilEntry], exempt: int) -> Grid:
    """Appendix A: one row for each partnership with outcome and recommendation (SH-30)."""
    rows = tuple(
        (
            entry.name,
            entry.review.tier if entry.review else "",
            entry.get_risk_rating_display() or "Not rated",
            entry.get_value_rating_display() or "Not rated",
            entry.outcome,
            recommendation_of(entry),
        )
        for entry in found
    )
    return Grid("One row for each partnership", OUTCOMES, rows, notes=common.exempt_note(exempt))


def recommendation_of(entry: CouncilEntry) -> str:
    """The kind and the words; of a waived review why it is waived."""
    if entry.review and entry.review.is_waived:
        return shortened(entry.review.content["waiver_reason"])
    return shortened(": ".join(filter(None, [entry.recommendation_kind, entry.recommendation])))


def activity(found: list[CouncilEntry], year: int) -> ActivityAppendix:
    """Appendix B: what each did in the year; how many say nothing is said too (H11-06)."""
    written = tuple(Activity(entry.name, told(text)) for entry in found if (text := entry.activity(year)))
    return ActivityAppendix(year, written, silent(len(found) - len(written), year))


@dataclass(frozen=True)
class Totals:
    """What an edition adds up to, as its page and the report on it say."""

    counted: int
    exempt: int
    year: int
    summary: Summary
    changes: Changes | None


def totals(edition: Edition, entries: list[kept.KeptEntry], council: Council) -> Totals:
    """Resources and changes of what papers for members show of an edition's entries."""
    found, exempt = kept.reported(kept.of_council(entries, council))
    year = edition.round.financial_year
    summary = common.summary(common.families_of(found), {}, exempt, year)
    of_tables = (*background.listed_note(found), *common.exempt_note(exempt))
    return Totals(
        len(background.counted(found)),
        exempt,
        year,
        replace(summary, notes=tuple(note for note in summary.notes if note not in of_tables)),
        changes.table(found, recommendations.TITLES),
    )
