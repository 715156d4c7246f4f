"""The papers of a round: its report drawn up from the edition, who received it, and the pack about one partnership."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from partnerships import saving
from partnerships.models import Event
from partnerships.saving import Edit
from partnerships.verdict import Refused
from register.models import Body, Contribution
from register.workflow import entries
from reviews.models import CommitteePaper
from reviews.reports import frozen, round_report
from reviews.reports import kept as reading
from reviews.reports import papers as drawn
from reviews.workflow import editions as freezing
from reviews.workflow import papers, receipts
from tests import pdf_structure
from tests.conftest import NOW
from tests.reviews import editions

TODAY = NOW.date()
HEADER = {
    "title": "Annual review of partnerships, 2025/26",
    "meeting_on": date(2027, 1, 14),
    "originator": "Head of Policy",
    "objective": "To receive the outcome of the reviews.",
    "outcome_sought": "Members decide on the recommendations.",
}


def paying(entry, amount: str, hours: str) -> None:
    part = entry.participations.get()
    made = {"by": None, "at": NOW}
    saving.claimed(type(part), part.pk, part.version, {"officer_hours_per_month": Decimal(hours)}, **made)
    saving.create(Contribution(participation=part, financial_year=2025, amount=Decimal(amount)), **made)


@pytest.fixture
def edition(policy_officer, lead_officer):
    """Reviewed, waived, exempt, late, and one that was in no round."""
    round = editions.a_round(policy_officer)
    lead = {"lead_officer": lead_officer}
    tourism = editions.entry(policy_officer, "Tourism Partnership", **lead)
    editions.reviewed(round, tourism, policy_officer, sections=(("facts", "with_note"), ("money", "changed")))
    arts = editions.entry(policy_officer, "Arts Forum", **lead)
    less = {"recommendation_kind": "reduce", "recommendation_heading": "", "recommendation": "Attend once a year."}
    editions.reviewed(
        round,
        arts,
        policy_officer,
        sections=(("facts", "confirmed"), ("money", "")),
        hours_change=-4,
        pounds_change=None,
        submitted_at=NOW - timedelta(days=6),
        **less,
    )
    editions.waived(round, editions.entry(policy_officer, "Rivers Trust"), policy_officer)
    hidden = editions.entry(policy_officer, "Secret Venture", is_exempt=True, exempt_paragraph="3", **lead)
    editions.reviewed(round, hidden, policy_officer, hours_change=100)
    late = editions.entry(policy_officer, "New Forum", **lead)
    for entry, amount, hours in ((tourism, "2000", "10"), (arts, "500", "4"), (hidden, "9000", "9"), (late, "1", "1")):
        paying(entry, amount, hours)
    return editions.frozen(round, policy_officer)


def ready(edition, by, **values) -> CommitteePaper:
    """A draft that lacks nothing."""
    body = Body.objects.filter(name="Scrutiny Panel").first() or saving.create(
        Body(name="Scrutiny Panel"), by=None, at=NOW
    )
    paper = papers.draft_on(edition, {**HEADER, "body": body, **values}, by.council, by=by, at=NOW)
    edits = [Edit(row.pk, row.version, {"is_none": True}) for row in paper.implications.all()]
    papers.answer_implications(paper, edits, by=by, at=NOW)
    return paper


def issued(edition, by) -> CommitteePaper:
    paper = ready(edition, by)
    return papers.issue(paper, version=paper.version, as_of=TODAY, by=by, at=NOW)


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_report_says_of_each_partnership_its_outcome_and_recommendation(edition, policy_officer):
    """SH-30: one row each; H14-47: none that is exempt, and how many those are."""
    report = drawn.build(ready(edition, policy_officer), as_of=TODAY)
    rows = {row[0]: row[4:] for row in report.outcomes.rows}
    assert rows == {
        "Tourism Partnership": ("Accepted", "Increase: Give it two more hours a month."),
        "Arts Forum": ("Accepted", "Reduce: Attend once a year."),
        "Rivers Trust": ("Waived", "It ends in March."),
        "New Forum": ("Not in this round", ""),
    }
    assert report.exempt == 1
    assert "Secret Venture" not in json.dumps(frozen.freeze(report))
    assert edition.sha256 in json.dumps(frozen.freeze(report))


def test_recommendations_stand_under_their_headings_with_hours_and_pounds_in_all(edition, policy_officer):
    """H14-44: what has no heading of its own stands under that of its kind."""
    report = drawn.build(ready(edition, policy_officer), as_of=TODAY)
    section = report.sections[3]
    named = [[each.statements[0].names for each in group.recommendations] for group in section.groups]
    assert named == [[("Tourism Partnership",)], [("Arts Forum",)], []]
    total = section.changes.total
    assert (total.recommendations, total.hours.amount, total.pounds.amount) == (2, Decimal(-2), Decimal(1500))
    assert total.pounds.unknown == 1


def test_the_report_measures_how_reviews_were_answered_and_lists_late_and_waived(edition, policy_officer):
    section = drawn.build(ready(edition, policy_officer), as_of=TODAY).sections[5]
    care, late, waived, unconfirmed = section.grids
    assert care.rows == (("Facts", "0", "1", "1", "0"), ("Costs and time", "1", "0", "0", "1"))
    assert care.total == ("All sections", "1", "1", "1", "1")
    assert late.rows == (("Arts Forum", "10 November 2026", "14 November 2026", "4"),)
    assert waived.rows == (("Rivers Trust", "It ends in March.", "CMT, 3 November 2026"),)
    assert ("New Forum", "the rating of risk") in unconfirmed.rows


def test_activity_is_printed_and_silence_counted(edition, policy_officer):
    """H11-06: the summary that the review took down is printed in the yearly report."""
    activity = drawn.build(ready(edition, policy_officer), as_of=TODAY).activity
    assert [each.name for each in activity.entries] == ["Tourism Partnership", "Arts Forum"]
    assert activity.entries[0].paragraphs[0].text == "It ran the summer season."
    assert activity.notes == ("Two entries have no summary of 2025/26 yet.",)


def test_the_totals_of_the_report_are_those_of_its_edition(edition, policy_officer):
    """Added up anew from what is stored, without the exempt entry."""
    stored = [json.loads(row.text) for row in edition.entries.all()]
    shown = [each for each in stored if not each["marks"]["is_exempt"]]
    paid = [sum_ for each in shown for part in each["parts"] for sum_ in part["contributions"]]
    hours = [part["officer_hours_per_month"] for each in shown for part in each["parts"]]
    report = drawn.build(ready(edition, policy_officer), as_of=TODAY)
    summary, totals = (
        report.sections[4].summary,
        round_report.totals(edition, reading.entries(edition), policy_officer.council),
    )
    assert summary.contribution.amount == sum(Decimal(each["amount"]) for each in paid) == Decimal(2501)
    assert summary.hours.amount == sum(Decimal(each) for each in hours if each) == Decimal(15)
    assert (totals.summary.hours, totals.summary.contribution) == (summary.hours, summary.contribution)
    assert totals.changes == report.sections[3].changes


def test_a_change_of_the_register_changes_neither_draft_nor_issued_report(edition, policy_officer):
    paper, draft = issued(edition, policy_officer), ready(edition, policy_officer)
    before = drawn.report(paper, as_of=TODAY), drawn.build(draft, as_of=TODAY)
    entry = edition.entries.get(partnership__reference="P-0001").partnership
    changes = {"name": "Another name", "risk_rating": "low"}
    entries.edit(entry, changes, version=entry.version, by=policy_officer, at=NOW)
    paying_more = entry.participations.get().contributions.get()
    saving.claimed(Contribution, paying_more.pk, 1, {"amount": Decimal(1)}, by=None, at=NOW)
    assert (drawn.report(paper, as_of=TODAY), drawn.build(draft, as_of=date(2030, 1, 1))) == before


def test_page_and_pdf_say_the_same_and_a_draft_has_its_mark(edition, policy_officer, scrutiny_member, sign_in):
    """B15-54, H14-45, H14-46: it prints the ratings that recommendations rest on, and who was consulted."""
    said = {"who": "Senior Management Team", "on": date(2026, 12, 3), "words": "Agreed"}
    freezing.sign_off(edition, said, by=policy_officer, at=NOW)
    draft = ready(edition, policy_officer)
    marked = pdf_structure.pdf_text(papers.download(draft, as_of=TODAY, by=policy_officer, at=NOW))
    assert "Draft,notissued" in marked
    paper = papers.issue(draft, version=draft.version, as_of=TODAY, by=policy_officer, at=NOW)
    content = papers.stored_file(paper)
    page = sign_in(scrutiny_member).get(reverse("reviews:paper", args=[paper.reference])).text
    words = re.search(r'<article class="paper.*?</article>', page, re.DOTALL)[0]
    assert pdf_structure.faults(content) == []
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(f"<body>{words}</body>")
    assert "Draft, not issued" not in words
    assert "Senior Management Team, 3 December 2026: Agreed." in words
    assert "Rating it rests on: Risk high, value not rated." in words


def test_no_report_is_issued_on_an_edition_that_was_altered(edition, policy_officer):
    paper = ready(edition, policy_officer)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_editionentry SET text = REPLACE(text, 'Arts', 'Arks')")
    with pytest.raises(Refused, match="No report on it is issued as long as that stands"):
        papers.issue(paper, version=paper.version, as_of=TODAY, by=policy_officer, at=NOW)


def receiving_body(name: str, when: str) -> Body:
    return saving.create(Body(name=name, receives_reviews=when), by=None, at=NOW)


def test_the_round_is_reported_once_the_bodies_that_receive_it_have(
    edition, policy_officer, democratic_services, officer, sign_in
):
    """B15-33, B15-35: the management team always, the Executive where money is outside the budget."""
    round = edition.round
    assert receipts.may_report(round) == [receipts.NO_REPORT]
    paper = issued(edition, policy_officer)
    assert receipts.may_report(round) == [receipts.NO_BODY]
    team = receiving_body("CMT", "always")
    receiving_body("Executive", "outside")
    assert receipts.may_report(round) == [f"CMT has not received {paper.reference} yet. Record it on the paper."]
    address = reverse("reviews:paper_receive", args=[paper.reference])
    today = timezone.localdate()
    said = {"body": team.pk, "received_on": f"{today.day} {today:%B %Y}", "minute": "45/26", "note": "Noted."}
    assert sign_in(officer).post(address, said).status_code == 403
    page = sign_in(democratic_services).post(address, said, follow=True).text
    assert "minute 45/26" in page
    assert receipts.may_report(round) == []
    with pytest.raises(ValidationError, match="still to come"):
        receipts.record(paper, {**said, "received_on": TODAY + timedelta(days=1)}, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="Issue it first"):
        receipts.record(ready(edition, policy_officer), said, by=policy_officer, at=NOW)


def test_money_outside_the_budget_goes_to_the_executive_too(policy_officer):
    """B15-35."""
    round = editions.a_round(policy_officer)
    entry = editions.entry(policy_officer, "Tourism Partnership")
    editions.waived(round, entry, policy_officer)
    saving.create(
        Contribution(
            participation=entry.participations.get(),
            financial_year=2025,
            amount=Decimal(5),
            budget_status="not_in_budget",
        ),
        by=None,
        at=NOW,
    )
    edition = editions.frozen(round, policy_officer)
    receiving_body("CMT", "always")
    receiving_body("Executive", "outside")
    assert [body.name for body in receipts.receiving(edition)] == ["CMT", "Executive"]


def test_the_report_is_drawn_up_from_the_page_of_the_edition(edition, policy_officer, officer, sign_in):
    address = reverse("reviews:edition_report", args=[edition.number])
    assert sign_in(officer).get(address).status_code == 403
    form = sign_in(policy_officer).get(address).text
    assert 'value="Annual review of partnerships, 2025/26"' in form
    body = saving.create(Body(name="Scrutiny Panel"), by=None, at=NOW)
    said = {**HEADER, "body": body.pk, "meeting_on": "14 January 2027", "status_line": "For decision"}
    said["template"] = "brief"
    page = sign_in(policy_officer).post(address, said, follow=True).text
    assert "Its figures are those of Edition 1" in page
    paper = CommitteePaper.objects.get()
    assert (paper.edition, paper.kind) == (edition, "round_report")
    corrected = papers.correct(issued(edition, policy_officer), "A slip.", by=policy_officer, at=NOW)
    assert corrected.edition == edition
    assert f"{paper}" in sign_in(policy_officer).get(reverse("reviews:edition", args=[1])).text


def pack_of(reference: str, name: str = "pack") -> str:
    return reverse(f"reviews:{name}", args=[reference])


def test_the_pack_reads_the_latest_edition_and_says_of_which_day(edition, policy_officer, sign_in):
    entry = edition.entries.get(partnership__reference="P-0001").partnership
    changes = {"name": "Another name", "contact": "Ann Chair, 01234 567890"}
    entries.edit(entry, changes, version=entry.version, by=policy_officer, at=NOW)
    client = sign_in(policy_officer)
    page = client.get(pack_of("P-0001")).text
    assert "From Edition 1, the register as it stood on 20 November 2026" in page
    assert "Give it two more hours a month." in page
    assert "Tourism Partnership" in page
    assert "Ann Chair" not in page
    content = client.get(pack_of("P-0001", "pack_pdf")).content
    words = re.search(r'<article class="paper.*?</article>', page, re.DOTALL)[0]
    assert pdf_structure.faults(content) == []
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(f"<body>{words}</body>")
    assert Event.objects.filter(subject="pack P-0001").exists()


def test_a_partnership_that_no_edition_holds_has_its_pack_from_the_register(partnership, lead_officer, sign_in):
    page = sign_in(lead_officer).get(pack_of(partnership.reference)).text
    assert "no edition holds it yet" in page
    assert partnership.name in page


def test_scrutiny_members_read_packs_from_editions_behind_issued_papers_alone(
    edition, policy_officer, scrutiny_member, councillor, sign_in
):
    """Vocabulary of the annual review: never the live register, never what is exempt."""
    assert sign_in(scrutiny_member).get(pack_of("P-0001")).status_code == 404
    issued(edition, policy_officer)
    assert sign_in(scrutiny_member).get(pack_of("P-0001")).status_code == 200
    assert sign_in(scrutiny_member).get(pack_of("P-0004")).status_code == 404
    assert sign_in(councillor).get(pack_of("P-0001")).status_code == 404
    entry = edition.entries.get(partnership__reference="P-0001").partnership
    hidden = {"is_exempt": True, "exempt_paragraph": "3"}
    entries.edit(entry, hidden, version=entry.version, by=policy_officer, at=NOW)
    assert sign_in(scrutiny_member).get(pack_of("P-0001")).status_code == 404
