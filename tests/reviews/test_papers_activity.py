"""Appendix C: what each partnership did in the year (H11-06)."""

import pytest
from django.urls import reverse

from register.models import ActivitySummary
from register.workflow import entries
from reviews import rendering
from reviews.reports import frozen, register_report
from reviews.reports.shapes import RegisterReport
from tests import pdf_structure
from tests.reviews import harborough, papers

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TOURISM, YOUTH, SECRET = "Harborough Tourism Partnership", "Rural Youth Voice Project", "Sustainable Harborough"
TEXT = "It met twice in 2013/14.\n\nDecided:\n- A guide for visitors\n- A shared stand"


@pytest.fixture
def register(policy_officer, now):
    """Harborough's register: two summaries of the year, one of another year, one of an exempt entry, one taken off."""
    made = {entry.name: entry for entry in harborough.make(by=policy_officer, at=now)}
    who = {"by": policy_officer, "at": now}
    for name, year, text in (
        (TOURISM, 2013, TEXT),
        (TOURISM, 2012, "An earlier year."),
        (SECRET, 2013, "Nothing for members."),
        (YOUTH, 2013, "Written by mistake."),
    ):
        line = ActivitySummary(partnership=made[name], financial_year=year, text=text)
        line = entries.add_line(line, made[name], **who)
        if name == YOUTH:
            entries.remove_line(line, made[name], version=line.version, **who)
    entries.edit(made[SECRET], {"is_exempt": True, "exempt_paragraph": 3}, version=1, **who)
    return made


@pytest.fixture
def report(register, policy_officer):
    return register_report.build(papers.draft(by=policy_officer, prints_activity=True), as_of=papers.AS_OF)


def test_the_summaries_of_the_year_are_printed_and_silence_is_counted(report):
    """H11-06: of the financial year of the figures; what was taken off is gone."""
    found = {each.name: [(item.text, item.points) for item in each.paragraphs] for each in report.activity.entries}
    told = [("It met twice in 2013/14.", ()), ("Decided:", ("A guide for visitors", "A shared stand"))]
    assert found == {TOURISM: told}
    assert report.activity.notes == ("28 entries have no summary of 2013/14 yet.",)


def test_exempt_entries_are_absent_from_the_paper_that_scrutiny_members_read(
    register, policy_officer, scrutiny_member, sign_in, settings, tmp_path
):
    """H11-06, H14-47."""
    settings.MEDIA_ROOT = tmp_path
    paper = papers.issued(by=policy_officer, prints_activity=True)
    page = sign_in(scrutiny_member).get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    assert "Appendix C: What each partnership did in 2013/14" in page
    assert "A guide for visitors" in page
    assert "Nothing for members." not in page
    assert SECRET not in page


def test_page_pdf_and_frozen_copy_agree(report):
    """H11-06."""
    assert frozen.thaw(RegisterReport, frozen.freeze(report)) == report
    content = rendering.printed(report)
    assert pdf_structure.faults(content) == []
    text = pdf_structure.pdf_text(content)
    assert text.index("Aguideforvisitors") > text.index("AppendixC:")
    assert "C,whateachpartnershipdidin2013/14." in text


def test_a_paper_that_does_not_ask_for_it_has_no_such_appendix(register, policy_officer):
    report = register_report.build(papers.draft(by=policy_officer), as_of=papers.AS_OF)
    assert report.activity is None
    assert "Appendix C" not in rendering.page(report)


def test_the_header_of_the_paper_asks_for_it(policy_officer, sign_in):
    """H11-06: one tick in the header; a correction keeps it."""
    paper = papers.draft(by=policy_officer)
    text = sign_in(policy_officer).get(reverse("reviews:paper_edit", args=[paper.reference, "details"]))
    assert "Print what each partnership did in the year" in text.content.decode()
