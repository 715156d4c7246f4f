"""What recommendations would add or save, in the paper (H14-44), and deferrals (H14-32)."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from register.workflow import entries
from reviews import rendering
from reviews.reports import frozen, register_report
from reviews.reports.shapes import RegisterReport
from tests import pdf_structure
from tests.reviews import harborough, papers

pytestmark = pytest.mark.django_db
ENVIRONMENT, RURAL = "Leicestershire Environment Board", "Leicestershire Rural Partnership"
DELEGATE, YOUTH = "Leicestershire Parking Partnership Board", "Rural Youth Voice Project"
CHANGES = {
    ENVIRONMENT: {"hours_change": Decimal("4.5"), "pounds_change": Decimal(2500)},
    RURAL: {"hours_change": Decimal(0)},
    DELEGATE: {"hours_change": Decimal(-6), "pounds_change": Decimal("-1200.50")},
}


@pytest.fixture
def register(policy_officer, now):
    return {entry.name: entry for entry in harborough.make(by=policy_officer, at=now)}


@pytest.fixture
def worked_out(register, policy_officer, now):
    for name, values in CHANGES.items():
        entries.edit(register[name], values, version=1, by=policy_officer, at=now)


def build(policy_officer) -> RegisterReport:
    return register_report.build(papers.draft(by=policy_officer), as_of=papers.AS_OF)


def statements(report: RegisterReport) -> dict[tuple[str, ...], tuple[str, ...]]:
    groups = report.sections[3].groups
    return {
        statement.names: statement.changes
        for group in groups
        for each in group.recommendations
        for statement in each.statements
    }


def test_each_recommendation_says_what_it_changes(worked_out, policy_officer):
    """H14-44: signed; what is not worked out is said, and is not nought."""
    found = statements(build(policy_officer))
    assert found[ENVIRONMENT,] == ("+4.5 hours a month; +£2,500 a year.",)
    assert found[RURAL,] == ("0 hours a month; money not worked out.",)
    assert found[DELEGATE,] == ("−6 hours a month; −£1,200.50 a year.",)
    assert found[YOUTH,] == ()


def test_a_wording_that_several_share_says_it_of_each(register, policy_officer, now):
    """H14-44."""
    first, second = (entry for entry in register.values() if entry.name.startswith(("LLEP Private", "Better")))
    entries.edit(first, {"hours_change": Decimal(2)}, version=1, by=policy_officer, at=now)
    (said,) = [changes for names, changes in statements(build(policy_officer)).items() if first.name in names]
    assert f"{first.name}: +2 hours a month; money not worked out." in said
    assert f"{second.name}: not worked out." in said


def test_the_changes_are_added_up_by_heading_and_in_all(worked_out, policy_officer):
    """H14-44: with how many have no figure."""
    changes = build(policy_officer).sections[3].changes
    sums = [(line.recommendations, line.hours.amount, line.pounds.amount) for line in (*changes.lines, changes.total)]
    assert sums == [
        (7, Decimal("4.5"), Decimal(2500)),
        (6, Decimal(-6), Decimal("-1200.50")),
        (8, Decimal(0), Decimal(0)),
        (21, Decimal("-1.5"), Decimal("1299.50")),
    ]
    assert [line.hours.known for line in changes.lines] == [2, 1, 0]
    assert changes.notes == (
        "The change of officer time is not worked out for 18 recommendations; the totals leave them out.",
        "The change of money is not worked out for 19 recommendations; the totals leave them out.",
    )


def test_page_and_pdf_show_the_same_and_a_frozen_paper_keeps_it(worked_out, policy_officer, sign_in):
    """H14-44."""
    paper = papers.draft(by=policy_officer)
    report = register_report.build(paper, as_of=papers.AS_OF)
    assert frozen.thaw(RegisterReport, frozen.freeze(report)) == report
    page = sign_in(policy_officer).get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    content = rendering.printed(report)
    assert pdf_structure.faults(content) == []
    text = pdf_structure.pdf_text(content)
    for words in ("Change it asks for: +4.5 hours a month; +£2,500 a year.", "What the recommendations change"):
        assert words in page
        assert words.replace(" ", "") in text
    assert "Allrecommendations21−1.5+£1,299.50" in text


def test_where_nobody_has_worked_out_anything_one_sentence_says_so(register, policy_officer):
    """H14-44: no table of blanks."""
    report = build(policy_officer)
    html = rendering.page(report)
    assert "Nobody has worked out yet what the recommendations change in officer time or money." in html
    assert "Change it asks for" not in html


def test_a_deferred_decision_says_until_when_and_to_which_report(register, policy_officer, now):
    """H14-32."""
    panel = register["Welland Independent Remuneration Panel"]
    changes = {"recommendation_kind": "defer", "deferred_until_on": date(2014, 5, 3), "deferred_to": "a report in May"}
    entries.edit(panel, changes, version=1, by=policy_officer, at=now)
    wordings = [
        statement.wording
        for group in build(policy_officer).sections[3].groups
        for each in group.recommendations
        for statement in each.statements
        if panel.name in statement.names
    ]
    assert wordings == ["Further consideration in a future report. Deferred until 3 May 2014, to: a report in May."]
