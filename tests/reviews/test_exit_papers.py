"""The committee paper on an exit strategy: drafted once it is handed in, as a page and as PDF (B15-42, H14-01)."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Body
from register.workflow import entries
from reviews.models import CommitteePaper, ExitConsultee
from reviews.workflow import exit_lines, papers
from tests import pdf_structure
from tests.conftest import NOW
from tests.pages import Page
from tests.register import places
from tests.reviews import ending, exiting

HEADER = {
    "title": "Leaving the tourism partnership",
    "meeting_on": date(2027, 1, 14),
    "originator": "Head of Policy",
    "objective": "To decide whether the council leaves.",
    "outcome_sought": "The meeting approves the exit strategy.",
}


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def strategy(partnership, lead_officer, policy_officer):
    exiting.table()
    ending.money(partnership, 2027, 600)
    council = partnership.participations.get().council
    places.seat(partnership, council, kind="officer", name="Olive Officer", post="Clerk")
    made = exiting.written(exiting.opened(partnership, policy_officer), lead_officer, taken_over_by="Nobody.")
    said = {"who": "Portfolio holder", "is_portfolio_holder": True, "consulted_on": NOW.date(), "said": "So be it."}
    exit_lines.add_line(made, ExitConsultee, said, by=lead_officer, at=NOW)
    return exiting.fresh(made)


def drafted(strategy, by) -> CommitteePaper:
    body = Body.objects.get(name="CMT")
    paper = papers.draft_on_exit(strategy, {**HEADER, "body": body}, by.council, by=by, at=NOW)
    edits = [saving.Edit(row.pk, row.version, {"is_none": True}) for row in paper.implications.filter(text="")]
    papers.answer_implications(paper, edits, by=by, at=NOW)
    return paper


def test_an_exit_strategy_goes_before_a_meeting_by_a_paper_of_its_own(
    sign_in, strategy, lead_officer, policy_officer, scrutiny_member, tmp_path
):
    """B15-42, H14-42: the text that bodies approve, officers by their posts, in the committee's own form."""
    with pytest.raises(Refused, match="once it is handed in"):
        drafted(strategy, policy_officer)
    made = exiting.submitted(strategy, lead_officer)
    address = reverse("reviews:exit_paper", args=[made.pk])
    assert address in sign_in(policy_officer).get(reverse("reviews:exit_strategy", args=[made.pk])).content.decode()
    client = sign_in(policy_officer)
    begun = Page(client.get(address).content.decode()).posted(address)
    assert begun["title"] == ["Leaving Harborough Tourism Partnership: exit strategy"]
    header = {"body": Body.objects.get(name="CMT").pk, "meeting_on": "14 1 2027", "originator": "Head of Policy"}
    client.post(address, {**begun, **header})
    assert CommitteePaper.objects.get().exit_strategy == made
    paper = drafted(made, policy_officer)
    page = sign_in(policy_officer).get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    for words in (
        "That the council leaves Harborough Tourism Partnership on 31 March 2027, as this paper sets out.",
        "Priorities have changed: Tourism is no priority any more.",
        "The fee is saved.",
        "Settle the last invoice",
        "Tourism Officer",
        "The place of Clerk, HDC: they leave it, and it is taken off.",
        "£600.00 of HDC for 2027/28, cash: is not paid and is taken off.",
        "Cllr Member B, portfolio holder, on 20 November 2026: She agrees.",
        "None directly associated with this report.",
        "No equality analysis is needed. Nobody with a protected characteristic uses it.",
        "Nobody takes over what it did.",
        "Portfolio holder, on 20 November 2026: So be it.",
    ):
        assert words in page
    assert "holder, portfolio holder" not in page
    assert "Appendix A" not in page
    assert "Olive Officer" not in page
    content = papers.download(paper, as_of=NOW.date(), by=policy_officer, at=NOW)
    assert pdf_structure.faults(content) == []
    assert pdf_structure.squeezed("Settle the last invoice") in pdf_structure.pdf_text(content)
    papers.issue(paper, version=paper.version, as_of=NOW.date(), by=policy_officer, at=NOW)
    exiting.returned(exiting.fresh(made), policy_officer)
    read = sign_in(scrutiny_member).get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    assert "The fee is saved." in read
    call_command("render_paper", paper.reference, format="html", output=tmp_path / "paper.html")
    assert "Settle the last invoice" in (tmp_path / "paper.html").read_text()


def test_no_paper_that_members_read_says_how_an_exempt_partnership_is_left(strategy, lead_officer, policy_officer):
    """H14-47: neither drafted, nor issued where the partnership became exempt meanwhile."""
    made = exiting.submitted(strategy, lead_officer)
    paper = drafted(made, policy_officer)
    entry = exiting.fresh(made.partnership)
    secret = {"is_exempt": True, "exempt_paragraph": 3}
    entries.edit(entry, secret, version=entry.version, by=policy_officer, at=NOW)
    paper = CommitteePaper.objects.get(pk=paper.pk)
    for attempt in (
        lambda: papers.issue(paper, version=paper.version, as_of=NOW.date(), by=policy_officer, at=NOW),
        lambda: papers.draft_on_exit(exiting.fresh(made), HEADER, policy_officer.council, by=policy_officer, at=NOW),
    ):
        with pytest.raises(Refused, match="The partnership is exempt"):
            attempt()
