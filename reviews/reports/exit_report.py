"""The committee paper on an exit strategy: what bodies are asked to decide, in the text that they approve (B15-42).

Officers are named by their posts, as in every paper.
"""

from collections.abc import Iterator
from datetime import date

from partnerships.templatetags.council import day as in_words
from partnerships.words import in_sentence
from register.models import Seat
from register.models.choices import PersonKind
from register.rules.money import financial_year
from reviews.models import CommitteePaper, ExitStrategy
from reviews.models.exits import DoneBySomebody, ExitConsultee
from reviews.reports import exit_parts as parts
from reviews.reports import register_report as common
from reviews.reports.exit_page import ends
from reviews.reports.exit_parts import NOUNS, Written
from reviews.reports.shapes import Grid, RegisterReport, Section
from reviews.reports.words import NOTHING, capitalised, numbered, plain_section, sentence
from reviews.rules.exits import consultee
from reviews.rules.proposed_ends import places

FIRST_IMPLICATION = 10
DONE = ("What is done", "About", "By whom", "By")
HANDED = ("What", "What becomes of it", "By whom", "By")
SAID = ("What", "What is said of it")


def suggested_title(strategy: ExitStrategy) -> str:
    """What the paper is called unless somebody calls it otherwise."""
    return f"Leaving {strategy.partnership.name}: exit strategy"[:200]


def build(paper: CommitteePaper, *, as_of: date) -> RegisterReport:
    """The report of a draft from the strategy as it reads on a day."""
    return RegisterReport(
        **common.head(paper),
        as_of=as_of,
        year=financial_year(as_of),
        partnerships=1,
        exempt=0,
        sections=tuple(sections(paper, paper.exit_strategy)),
        excerpt=(),
        excerpt_notes=(),
        guidance=(),
        has_appendices=False,
    )


def sections(paper: CommitteePaper, strategy: ExitStrategy) -> Iterator[Section]:
    """All numbered sections, from what is asked of the meeting to previous reports."""
    written = Written(strategy)
    yield plain_section(1, "Outcome sought", paper.outcome_sought or common.unwritten(paper))
    yield plain_section(2, "Background", paper.background, background(strategy), reasons(written))
    yield plain_section(3, "Points for discussion", paper.discussion or NOTHING)
    yield Section(4, "Recommendation", numbered(4, asked(strategy), paper.next_steps))
    yield Section(5, "What leaving does", grids=(effects(written), controls(written)))
    yield Section(6, "Options, equality and saving", grids=(rows("What was looked at", parts.options(strategy)),))
    yield Section(7, "Notice and who takes over", grids=(days(strategy), handed_over(written)))
    yield Section(8, "Who is told", grids=(told(written),))
    yield Section(9, "What leaving ends in the register", numbered(9, *ending(strategy)))
    yield from common.closing(paper, FIRST_IMPLICATION, *consulted(paper, written))


def background(strategy: ExitStrategy) -> str:
    """Which partnership it is about, and what opened the strategy."""
    entry = strategy.partnership
    cause = in_sentence(strategy.get_cause_display())
    opened = f"What opened exit strategy {strategy.reference}: {cause}."
    note = " ".join(strategy.cause_note.split())
    return f"The council takes part in {entry.name} ({entry.reference}). {opened} {sentence(note)}".strip()


def reasons(written: Written) -> str:
    """The reasons of the policy's list, as points."""
    given = [f"- {each.reason}: {' '.join(each.note.split())}" for each in written.lines("reasons")]
    return "\n".join(["The reasons for leaving are:", *given]) if given else "No reason for leaving is given yet."


def asked(strategy: ExitStrategy) -> str:
    """What the body decides."""
    on = f" on {in_words(strategy.leaves_on)}" if strategy.leaves_on else ""
    return f"That the council leaves {strategy.partnership.name}{on}, as this paper sets out."


def rows(title: str, found) -> Grid:
    """Facts as a table, each with its note; what nobody has said yet is said to be so."""
    told = tuple((row.label, ". ".join(filter(None, [row.value or row.absent, row.note]))) for row in found)
    return Grid(title, SAID, told)


def effects(written: Written) -> Grid:
    return rows("What leaving does", parts.effects(written))


def controls(written: Written) -> Grid:
    found = tuple((each.text, each.get_kind_display(), *done(each)) for each in written.lines("controls"))
    return Grid("What is done about it", DONE, found or ((NOUNS["controls"].absent, "", "", ""),))


def done(line: DoneBySomebody) -> tuple[str, str]:
    """Who does it, by the post, and until when."""
    return (line.owner.post if line.owner else "") or line.owner_post or "An officer", in_words(line.due_on)


def handed_over(written: Written) -> Grid:
    found = tuple((each.text, next(parts.item(each)), *done(each)) for each in written.lines("items"))
    return Grid("What is handed over", HANDED, found or ((NOUNS["items"].absent, "", "", ""),))


def days(strategy: ExitStrategy) -> Grid:
    return rows("Notice and who takes over", (*parts.notice(strategy), *parts.takeover(strategy)))


def told(written: Written) -> Grid:
    found = tuple((str(each), "; ".join(parts.told(each))) for each in written.lines("messages"))
    return Grid("Who is told that the council leaves", SAID, found or ((NOUNS["messages"].absent, ""),))


def ending(strategy: ExitStrategy) -> list[str]:
    """Each thing that ends, and what stays, in the words of the page; an officer’s place by the post."""
    found = ends(strategy)
    if not (found and found.items):
        return ["Nothing ends by it."]
    officers = [seat for seat in places(strategy) if seat.kind == PersonKind.OFFICER and not seat.is_vacant]
    return [by_post(each.title, officers) for each in found.items]


def by_post(words: str, officers: list[Seat]) -> str:
    for seat in officers:
        words = words.replace(seat.who(), seat.post or "an officer")
    return words


def spoken(line: ExitConsultee) -> str:
    """Who was consulted, when, and what they said."""
    when = f", on {in_words(line.consulted_on)}: {line.said}" if line.consulted_on else ": not yet consulted"
    return " ".join(f"{consultee(line)}{when}".split())


def consulted(paper: CommitteePaper, written: Written) -> list[str]:
    """Who was consulted on the paper and on the strategy, and who gave legal advice."""
    strategy = written.strategy
    heard = [spoken(each) for each in written.lines("consulted")]
    advice = (
        f"Legal advice on leaving: {strategy.advice_by}, {in_words(strategy.advice_on)}" if strategy.advice_on else ""
    )
    return [*filter(None, [paper.consulted, *map(capitalised, heard), advice])] or [NOTHING]
