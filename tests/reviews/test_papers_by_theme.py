"""Appendix A theme by theme, where the paper asks for it (SH-11)."""

import pytest
from django.urls import reverse

from register.workflow import entries
from reviews import rendering
from reviews.reports import register_report
from tests import factories, pdf_structure
from tests.reviews import harborough, papers

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BROADBAND, RURAL = "Broadband Leicestershire Programme Board", "Leicestershire Rural Partnership"


@pytest.fixture
def register(policy_officer, now):
    """Harborough's register, one entry under one theme and one under two."""
    economy, health = factories.theme("Economy"), factories.theme("Health")
    made = {entry.name: entry for entry in harborough.make(by=policy_officer, at=now)}
    entries.edit(made[BROADBAND], {"themes": [economy]}, version=1, by=policy_officer, at=now)
    entries.edit(made[RURAL], {"themes": [economy, health]}, version=1, by=policy_officer, at=now)
    return made


@pytest.fixture
def report(register, policy_officer):
    return register_report.build(papers.draft(by=policy_officer, by_theme=True), as_of=papers.AS_OF)


def test_the_appendix_has_each_theme_with_its_entries_and_then_those_without(report, register):
    """SH-11: an entry with several themes stands under each, and the paper says so."""
    found = {group.family: [row.name for row in group.rows] for group in report.excerpt}
    assert list(found) == ["Economy", "Health", "No theme recorded"]
    assert (found["Economy"], found["Health"]) == ([BROADBAND, RURAL], [RURAL])
    assert BROADBAND not in found["No theme recorded"]
    assert "An entry with several themes stands under each of them." in report.excerpt_notes


def test_a_paper_that_does_not_ask_for_it_groups_by_family(register, policy_officer):
    report = register_report.build(papers.draft(by=policy_officer), as_of=papers.AS_OF)
    assert report.excerpt[0].family == harborough.LLEP
    assert "An entry with several themes stands under each of them." not in report.excerpt_notes


def test_the_pdf_by_theme_says_what_the_report_says_and_passes_the_checks(report):
    """SH-11: the themes are headings of the table in the PDF too."""
    content = rendering.printed(report)
    assert pdf_structure.faults(content) == []
    text = pdf_structure.pdf_text(content)
    appendix = text[text.index("AppendixA:") :]
    assert appendix.index("Economy") < appendix.index("Health") < appendix.index("Nothemerecorded")


def test_the_header_of_the_paper_asks_for_it(register, policy_officer, sign_in):
    """SH-11: one tick in the header."""
    paper = papers.draft(by=policy_officer)
    address = reverse("reviews:paper_edit", args=[paper.reference, "details"])
    client = sign_in(policy_officer)
    assert "Group Appendix A by theme" in client.get(address).content.decode()
    values = {
        "title": paper.title, "body": paper.body_id, "meeting_on": "16/01/2014", "originator": paper.originator,
        "status_line": paper.status_line, "objective": paper.objective, "by_theme": "on", "version": paper.version,
        "template": paper.template,
    }  # fmt: skip
    assert client.post(address, values).status_code == 302
    paper.refresh_from_db()
    assert paper.by_theme


def test_as_many_small_themes_as_a_council_has_still_make_pages(register, policy_officer, now):
    """SH-11: groups of one row each are no single block that no page can take."""
    for number, entry in enumerate(register.values()):
        entry.refresh_from_db()
        changes = {"themes": [factories.theme(f"Theme {number:02}")], "function": "What it is for. " * 30}
        entries.edit(entry, changes, version=entry.version, by=policy_officer, at=now)
    report = register_report.build(papers.draft(by=policy_officer, by_theme=True), as_of=papers.AS_OF)
    assert len(report.excerpt) == 30
    content = rendering.printed(report)
    assert rendering.page_count(content) > 4
    assert pdf_structure.faults(content) == []
