"""Papers with the header of a decision, their implications as a table, and the way of a paper through several bodies."""

from datetime import date

import pytest
from django.urls import reverse

from partnerships.saving import Edit
from register.workflow import policies
from reviews.models import CommitteePaper
from reviews.reports import papers as drawn
from reviews.rules.papers import conflicts, missing_sentences, stops
from reviews.workflow import papers as workflow
from tests import pdf_structure
from tests.conftest import NOW
from tests.register.test_policies import shipped
from tests.reviews import papers

pytestmark = pytest.mark.django_db
WIRRAL = [
    "Financial and staffing", "Local members", "Equal opportunities", "Human rights", "Local Agenda 21",
    "Community safety", "Planning",
]  # fmt: skip
SAID = {
    "portfolio_area": "Support Services", "wards_affected": "All", "is_urgent": "on", "approval": "Cleared by Legal.",
    "next_steps_on": "1 4 2014", "author": "Pat Policy", "author_role": "Specialist", "contact": "01822 813600",
}  # fmt: skip


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def facts(paper: CommitteePaper) -> dict[str, str]:
    return {each.label: each.text for each in drawn.build(paper, as_of=papers.AS_OF).facts}


def test_a_decision_has_its_own_header_and_says_of_each_implication_whether_it_is_relevant(sign_in, policy_officer):
    """SH-01, SH-38: on the page, in the PDF, and in a correction."""
    policies.load(shipped("south-hams-west-devon-2016"), by=None, at=NOW)
    paper = papers.ready(by=policy_officer, template="decision")
    assert missing_sentences(paper) == ["Say which portfolio area the decision is in.", "Say who wrote the paper."]
    client = sign_in(policy_officer)
    address = reverse("reviews:paper_edit", args=[paper.reference, "decision"])
    assert address in client.get(reverse("reviews:paper", args=[paper.reference])).text
    client.post(address, {**SAID, "version": paper.version})
    paper = CommitteePaper.objects.get()
    row = paper.implications.get(heading="Safeguarding")
    workflow.answer_implications(
        paper, [Edit(row.pk, row.version, {"text": "Checks are renewed.", "is_none": False})], by=policy_officer, at=NOW
    )
    assert list(facts(paper).items())[1:-1] == [
        ("Date", "16 January 2014"), ("Title", "Partnership register"), ("Portfolio area", "Support Services"),
        ("Wards affected", "All"), ("Urgent decision", "Yes"), ("Approval and clearance obtained", "Cleared by Legal."),
        ("Date next steps can be taken", "1 April 2014"), ("Author", "Pat Policy"), ("Role", "Specialist"),
        ("Contact", "01822 813600"),
    ]  # fmt: skip
    section = drawn.build(paper, as_of=papers.AS_OF).sections[5]
    assert (section.number, section.title, len(section.grids[0].rows)) == (6, "Implications", 8)
    assert ("Safeguarding", "Y", "Checks are renewed.") in section.grids[0].rows
    assert [row[1] for row in section.grids[0].rows].count("N") == 7
    issued = workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=policy_officer, at=NOW)
    content = workflow.stored_file(issued)
    assert pdf_structure.faults(content) == []
    assert "SafeguardingYChecksarerenewed." in pdf_structure.pdf_text(content)
    again = workflow.correct(issued, "A slip.", by=policy_officer, at=NOW)
    assert facts(again)["Portfolio area"] == "Support Services"


def test_a_paper_answers_the_implications_of_the_third_set(policy_officer):
    """W09-15: financial and staffing to planning, as the policy in use lists them."""
    policies.load(shipped("wirral-2009"), by=None, at=NOW)
    paper = papers.ready(by=policy_officer)
    assert [each.heading for each in paper.implications.all()] == WIRRAL
    titles = [each.title for each in drawn.build(paper, as_of=papers.AS_OF).sections]
    assert titles[5:12] == [f"Implications: {name[:1].lower()}{name[1:]}" for name in WIRRAL]


def test_a_paper_goes_to_several_bodies_and_two_days_of_one_body_are_pointed_out(sign_in, policy_officer):
    """W09-01: each further body with its day; the days given for one body disagree, and somebody says which is right."""
    paper, client = papers.ready(by=policy_officer), sign_in(policy_officer)
    address = reverse("reviews:paper_edit", args=[paper.reference, "details"])
    header = {
        "title": paper.title, "body": paper.body_id, "meeting_on": "16 January 2014", "originator": paper.originator,
        "status_line": "For decision", "objective": paper.objective, "template": "brief",
    }  # fmt: skip
    route = (
        "Standards Committee, 3 3 2014\n\nCabinet, Finance and Assets, 12 Mar 2014\nStandards Committee, 9 March 2014"
    )
    refused = client.post(address, {**header, "route": "Cabinet on Thursday", "version": paper.version}).text
    assert "a comma and the day of its meeting, in place of “Cabinet on Thursday”" in refused
    client.post(address, {**header, "route": route, "version": paper.version})
    paper = CommitteePaper.objects.get()
    assert [(each.body, each.on) for each in stops(paper.route)] == [
        ("Standards Committee", date(2014, 3, 3)),
        ("Cabinet, Finance and Assets", date(2014, 3, 12)),
        ("Standards Committee", date(2014, 3, 9)),
    ]
    said = "Standards Committee is named with different days: 3 March 2014 and 9 March 2014."
    assert conflicts(paper) == [said]
    for name in ("paper", "paper_issue"):
        assert said in client.get(reverse(f"reviews:{name}", args=[paper.reference])).text
    assert "Cabinet, Finance and Assets, 12 March 2014" in facts(paper)["Also goes to"]
    paper.route = f"{paper.body}, 17 January 2014"
    assert conflicts(paper) == [f"{paper.body} is named with different days: 16 January 2014 and 17 January 2014."]
