"""The register report: everything that the paper says, computed from the register and from what somebody typed."""

from dataclasses import replace
from datetime import date
from typing import Any

from partnerships.models import Council
from partnerships.templatetags.council import day as in_words
from partnerships.templatetags.council import yes_no
from partnerships.words import in_sentence
from register.models import Body, Partnership
from register.reports import picture as pictures
from register.reports.picture import Picture
from register.rules.money import year_name
from reviews.models import CommitteePaper, PaperFile, PaperImplication
from reviews.reports import (
    activity,
    attached,
    background,
    changes,
    entries,
    excerpt,
    figures,
    guidance,
    letterhead,
    recommendations,
)
from reviews.reports.shapes import Fact, FamilyLine, Grid, RegisterReport, Section, Summary
from reviews.reports.words import (
    NONE_DIRECTLY,
    NOT_ANSWERED,
    NOT_WRITTEN,
    NOTHING,
    capitalised,
    count,
    number_word,
    numbered,
    plain_section,
)
from reviews.rules import papers as rules

RECOMMENDATIONS, RESOURCES, FIRST_IMPLICATION = 4, 5, 6
IMPLIED = ("Implications", "Relevant to the proposals (Y or N)", "Details, and what is done about them")
APPENDICES = "Appendix A holds the key headings of each entry, and Appendix B explains all headings of the register."


def build(paper: CommitteePaper, *, as_of: date) -> RegisterReport:
    """The report of a draft from the register as it stands (H14-01, H14-11, H14-12, H14-24, H14-42, H14-45, H14-47)."""
    found = entries.reported(paper.council)
    exempt = entries.exempt(paper.council)
    year = entries.year_of_figures(paper.council, paper.financial_year, paper.meeting_on)
    return RegisterReport(
        **head(paper),
        as_of=as_of,
        year=year,
        partnerships=len(background.counted(found)),
        exempt=exempt,
        sections=sections(paper, found, exempt, year, as_of),
        excerpt=excerpt.groups(found, year, by_theme=paper.by_theme),
        excerpt_notes=excerpt_notes(found, exempt, year, by_theme=paper.by_theme),
        guidance=guidance.notes(),
        activity=activity.appendix(found, year) if paper.prints_activity else None,
    )


def head(paper: CommitteePaper) -> dict[str, Any]:
    """What every paper says of itself, whatever it reports on."""
    return {
        "reference": paper.reference,
        "council": paper.council.name,
        "title": paper.title,
        "kicker": kicker(paper),
        "body": str(paper.body),
        "meeting_on": paper.meeting_on,
        "is_draft": paper.is_draft,
        "corrects": corrects(paper),
        "facts": facts(paper),
        "is_sensitive": paper.is_sensitive,
        "letterhead": letterhead.of(paper),
    }


def as_it_stands(council: Council, *, as_of: date) -> RegisterReport:
    """The register report for no meeting in particular, as the register stands."""
    title = "Partnership register as it stands"
    paper = CommitteePaper(
        council=council,
        title=title,
        body=Body(),
        meeting_on=as_of,
        originator=council.name,
        status_line="For information",
    )
    return build(paper, as_of=as_of)


def kicker(paper: CommitteePaper) -> str:
    """The line above the title, and at the foot of each page: body, meeting, reference."""
    if not paper.pk:
        return f"{paper.council.name}, {in_words(paper.meeting_on)}"
    return f"{paper.body}, meeting on {in_words(paper.meeting_on)} · {paper.reference}"


def issued(draft: RegisterReport) -> RegisterReport:
    """The same report without the mark of a draft."""
    return replace(draft, is_draft=False)


def corrects(paper: CommitteePaper) -> str:
    """What this paper takes the place of, and why; empty for a first issue."""
    if not paper.supersedes_id:
        return ""
    return f"This paper takes the place of {paper.supersedes.reference}. Corrected: {paper.correction_reason}"


def facts(paper: CommitteePaper) -> tuple[Fact, ...]:
    """The header block (H14-01), or that of a decision (SH-01); where else the paper goes, where it does (W09-01)."""
    lines = of_decision(paper) if paper.is_for_decision else in_brief(paper)
    further = "\n".join(str(stop) for stop in rules.stops(paper.route))
    more = (("Also goes to", further),) if further else ()
    return tuple(Fact(label, text or NOTHING) for label, text in (*lines, *more))


def in_brief(paper: CommitteePaper) -> tuple[tuple[str, str], ...]:
    return (
        ("Status", paper.status_line),
        ("Title", paper.title),
        ("Originator", paper.originator),
        ("Where from", str(paper.where_from or "")),
        ("Where to next", str(paper.where_to_next or "")),
        ("Objective", paper.objective or unwritten(paper)),
    )


def of_decision(paper: CommitteePaper) -> tuple[tuple[str, str], ...]:
    return (
        ("Report to", str(paper.body)),
        ("Date", in_words(paper.meeting_on)),
        ("Title", paper.title),
        ("Portfolio area", paper.portfolio_area or unwritten(paper)),
        ("Wards affected", paper.wards_affected),
        ("Urgent decision", yes_no(paper.is_urgent)),
        ("Approval and clearance obtained", paper.approval),
        ("Date next steps can be taken", in_words(paper.next_steps_on) if paper.next_steps_on else ""),
        ("Author", paper.author or unwritten(paper)),
        ("Role", paper.author_role),
        ("Contact", paper.contact),
        ("Objective", paper.objective or unwritten(paper)),
    )


def sections(paper: CommitteePaper, found: list, exempt: int, year: int, as_of: date) -> tuple[Section, ...]:
    """All numbered sections, from what is asked of the meeting to previous reports."""
    about = "\n".join(background.texts(found, exempt, paper.council, as_of))
    return (
        plain_section(1, "Outcome sought", paper.outcome_sought or unwritten(paper)),
        plain_section(2, "Background", paper.background, about),
        plain_section(3, "Points for discussion", paper.discussion, APPENDICES),
        recommended(paper, found, year),
        resources(found, exempt, year, paper.council),
        *closing(paper, FIRST_IMPLICATION, paper.consulted or NOTHING),
    )


def closing(paper: CommitteePaper, first: int, *consulted: str) -> tuple[Section, ...]:
    """What every paper ends with: its implications, who was consulted, other papers, and the files that go with it."""
    files = attached.files_of(paper)
    implications = implied(paper, first, files)
    last = first + len(implications)
    return (
        *implications,
        plain_section(last, "Consultation", *consulted),
        plain_section(last + 1, "Background papers", paper.background_papers or NOTHING),
        plain_section(last + 2, "Previous reports", paper.previous_reports or NOTHING),
        *attached.section(files, last + 3),
    )


def unwritten(paper: CommitteePaper) -> str:
    """What stands in place of words that a paper needs before it is issued; the register as it stands needs none."""
    return NOT_WRITTEN if paper.pk else NOTHING


def implied(paper: CommitteePaper, first: int, files: list[PaperFile]) -> tuple[Section, ...]:
    """The implications: a section for each (H14-42), or all of them in one table with Y or N (SH-38)."""
    found = answered(paper)
    if paper.is_for_decision and found:
        rows = tuple((each.heading, relevance(each), said_of(each)) for each in found)
        named = tuple(file for each in found for file in attached.under(each.heading, files, named=True))
        return (Section(first, "Implications", grids=(Grid("Implications", IMPLIED, rows),), attached=named),)
    return tuple(
        replace(
            plain_section(number, f"Implications: {in_sentence(each.heading)}", said_of(each)),
            attached=attached.under(each.heading, files),
        )
        for number, each in enumerate(found, first)
    )


def relevance(implication: PaperImplication) -> str:
    return "Y" if implication.text else "N" if implication.is_none else ""


def said_of(implication) -> str:
    """The words of one implication. What nobody answered in a draft is not the same as none."""
    return implication.text or (NONE_DIRECTLY if implication.is_none else NOT_ANSWERED)


def answered(paper: CommitteePaper) -> list[PaperImplication]:
    """The paper's implications in order; none where it is no stored paper."""
    return list(paper.implications.all()) if paper.pk else []


def recommended(paper: CommitteePaper, found: list, year: int) -> Section:
    """Section 4: recommendations numbered on across the three headings; what comes next is numbered after them."""
    groups = recommendations.groups(found, RECOMMENDATIONS, year)
    used = sum(len(group.recommendations) for group in groups)
    closing = numbered(RECOMMENDATIONS, paper.next_steps, start=used + 1)
    table = changes.table(found, recommendations.TITLES)
    return Section(RECOMMENDATIONS, "Recommendations", groups=groups, changes=table, closing=closing)


def resources(found: list, exempt: int, year: int, council: Council) -> Section:
    """Section 5: all families, then family by family where the recommendations have not shown it, then by theme."""
    families = families_of(found)
    before = shown_before(found, year)
    tables = {
        name: figures.table(f"{name}: officer time and contribution", members, year, str(RESOURCES), known_only=True)
        for name, members in families.items()
        if name not in before and figures.has_figures(members, year)
    }
    places = {**{name: f"Paragraph {number}" for name, number in before.items()}, **dict.fromkeys(tables, "Below")}
    total = figures.added(figures.contribution_of(entry, year) for entry in found)
    shares = figures.by_theme(found, year) if total.known else ()
    return Section(
        RESOURCES,
        "Officer time and financial contribution",
        numbered(RESOURCES, resources_text(total, year)),
        tables=tuple(tables.values()),
        summary=summary(families, places, exempt, year) if found else None,
        themes=shares,
        themes_total=total if shares else None,
        theme_notes=theme_notes(found, total, exempt, year) if shares else (),
        chart_notes=(*figures.without_bar(shares), *figures.doubts(found, year, hours=False)) if shares else (),
        picture=pictured(found, year, council),
    )


def pictured(found: list, year: int, council: Council) -> Picture | None:
    """Risk, value and full cost of what is counted; nothing as long as nobody has rated anything (H14-07, H14-45)."""
    counted = Partnership.objects.filter(pk__in=[entry.pk for entry in found]).counted()
    picture = pictures.without_addresses(pictures.build(counted, year, council.pk))
    return picture if any(place.value or place.risk for place in picture.places) else None


def theme_notes(found: list, total, exempt: int, year: int) -> tuple[str, ...]:
    """What stands below the table by theme, which shows no officer time."""
    doubts = figures.doubts(found, year, hours=False)
    return (*figures.notes_on(None, total), *doubts, *background.listed_note(found), *exempt_note(exempt))


def resources_text(total, year: int) -> str:
    """What the figures are, and how many of them there are."""
    text = (
        "Officer time is the hours a month that officers spend on preparation, meetings and follow-up together. "
        f"Contributions are cash for the financial year {year_name(year)}."
    )
    if total.unknown:
        known, unknown = count(total.known, "entry", "entries"), number_word(total.unknown)
        text += f" The contribution is known for {known} and not known for {unknown}; "
        text += "what is not known is left out of totals, never counted as nought."
    return text


def families_of(found: list) -> dict[str, list]:
    """The entries of each family, in the order of the register."""
    families: dict[str, list] = {}
    for entry in found:
        families.setdefault(excerpt.family_name(entry), []).append(entry)
    return families


def shown_before(found: list, year: int) -> dict[str, str]:
    """Families whose table, with every one of their entries, stands in a recommendation: name -> paragraph."""
    sizes = {name: len(members) for name, members in families_of(found).items()}
    return {
        each.family: each.number
        for group in recommendations.groups(found, RECOMMENDATIONS, year)
        for each in group.recommendations
        if each.table and len(each.table.rows) == sizes[each.family]
    }


def summary(families: dict[str, list], places: dict[str, str], exempt: int, year: int) -> Summary:
    """The table over all families, with what the whole register adds up to."""
    lines = tuple(
        FamilyLine(
            name,
            len(background.counted(members)),
            figures.added(figures.hours_of(entry) for entry in members),
            figures.added(figures.contribution_of(entry, year) for entry in members),
            places.get(name, ""),
        )
        for name, members in families.items()
    )
    everyone = [entry for members in families.values() for entry in members]
    hours = figures.added(figures.hours_of(entry) for entry in everyone)
    contribution = figures.added(figures.contribution_of(entry, year) for entry in everyone)
    notes = (*figures.notes_on(hours, contribution), *background.listed_note(everyone), *exempt_note(exempt))
    return Summary(lines, hours, contribution, (*notes, *figures.doubts(everyone, year)))


def exempt_note(exempt: int) -> tuple[str, ...]:
    """The footnote wherever something adds up (H14-47)."""
    return (f"Totals leave out {count(exempt, 'exempt entry', 'exempt entries')}.",) if exempt else ()


def excerpt_notes(found: list, exempt: int, year: int, *, by_theme: bool = False) -> tuple[str, ...]:
    """What stands above Appendix A."""
    figures_are = f"Officer hours are hours a month; the contribution is cash in {year_name(year)}."
    how = "Officers are named by their posts. A dash stands for what is not recorded; long texts are shortened."
    notes = [f"{figures_are} {how}"]
    if by_theme and any(len(entry.themes.all()) > 1 for entry in found):
        notes.append("An entry with several themes stands under each of them.")
    if any(figures.hours_of(entry).is_estimate or figures.contribution_of(entry, year).is_estimate for entry in found):
        notes.append(figures.ROUGH)
    notes += figures.doubts(found, year)
    if exempt:
        notes.append(f"{capitalised(count(exempt, 'exempt entry', 'exempt entries'))} left out.")
    return tuple(notes)
