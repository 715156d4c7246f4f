"""The pages of committee papers: who sees which, what they say, and what happens when two people edit at once."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Event
from reviews.models import CommitteePaper
from reviews.workflow import papers as workflow
from tests import factories
from tests.reviews import harborough, papers

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "policy_officer", "officer", "head_of_service", "corporate_manager", "councillor", "scrutiny_member",
    "democratic_services", "auditor", "administrator",
)  # fmt: skip
PREPARE = ("policy_officer", "democratic_services", "auditor")


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(policy_officer):
    return papers.ready(by=policy_officer)


def page(client, paper: CommitteePaper, name: str = "paper", *args):
    return client.get(reverse(f"reviews:{name}", args=[paper.reference, *args]))


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_draft_is_seen_by_those_who_prepare_or_audit_papers_alone(who, request, sign_in, draft):
    client = sign_in(request.getfixturevalue(who))
    status = 200 if who in PREPARE else 404
    assert page(client, draft).status_code == status
    assert page(client, draft, "paper_pdf").status_code == status
    assert ("CP-0001" in client.get(reverse("reviews:papers")).content.decode()) == (who in PREPARE)


def test_an_issued_paper_is_read_and_downloaded_by_everybody(request, sign_in, policy_officer):
    paper = papers.issued(by=policy_officer)
    for who in EVERYBODY:
        client = sign_in(request.getfixturevalue(who))
        assert page(client, paper).status_code == 200
        assert page(client, paper, "paper_pdf").content == workflow.stored_file(paper)


def test_reports_ask_to_sign_in(client, draft):
    assert client.get(reverse("reviews:papers")).status_code == 302
    assert page(client, draft).status_code == 302


def test_what_the_pdf_prints_by_name_is_said_before_the_paper_is_issued(sign_in, policy_officer):
    client, plain = sign_in(policy_officer), papers.ready(by=policy_officer)
    lively = papers.ready(by=policy_officer, objective="To celebrate \U0001f389")
    said = "prints their names: \U0001f389 as [party popper]."
    for name in ("paper", "paper_issue"):
        assert said in page(client, lively, name).content.decode()
        assert "prints their names" not in page(client, plain, name).content.decode()


@pytest.mark.parametrize("who", ["auditor"])
def test_editing_is_refused_with_the_reason_to_those_who_only_read_drafts(who, request, sign_in, draft):
    response = page(sign_in(request.getfixturevalue(who)), draft, "paper_edit", "text")
    assert response.status_code == 403
    assert "Only a policy officer or democratic services drafts a paper." in response.content.decode()


def test_starting_a_paper_leads_to_its_page(sign_in, policy_officer):
    body = harborough.body()
    data = {
        "title": "Partnership register", "body": body.pk, "meeting_on": "16 January 2014",
        "objective": "To consider it.", "originator": "Head of Policy", "status_line": "For discussion",
        "template": "brief",
    }  # fmt: skip
    response = sign_in(policy_officer).post(reverse("reviews:paper_new"), data, follow=True)
    assert response.redirect_chain[-1][0] == "/reports/CP-0001/"
    assert "CP-0001 was started as a draft." in response.content.decode()


def test_a_header_without_a_date_is_asked_for_in_a_sentence(sign_in, policy_officer):
    response = sign_in(policy_officer).post(reverse("reviews:paper_new"), {"title": "Partnership register"})
    assert "Enter the date of the meeting." in response.content.decode()


def test_an_edit_that_does_not_clash_is_joined_with_the_other(sign_in, draft, policy_officer, now):
    seen = draft.version
    workflow.edit(draft, {"background": "Theirs."}, version=seen, by=policy_officer, at=now)
    data = {"version": seen, "outcome_sought": draft.outcome_sought, "discussion": "Mine."}
    response = sign_in(policy_officer).post(reverse("reviews:paper_edit", args=["CP-0001", "text"]), data)
    assert response.status_code == 302
    paper = CommitteePaper.objects.get()
    assert (paper.background, paper.discussion) == ("Theirs.", "Mine.")


def test_an_edit_that_clashes_keeps_what_was_typed_and_shows_what_was_saved(sign_in, draft, policy_officer, now):
    seen = draft.version
    workflow.edit(draft, {"background": "Theirs."}, version=seen, by=policy_officer, at=now)
    data = {"version": seen, "outcome_sought": draft.outcome_sought, "background": "Mine."}
    client = sign_in(policy_officer)
    response = client.post(reverse("reviews:paper_edit", args=["CP-0001", "text"]), data)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Background, saved meanwhile: Theirs." in text
    assert "Mine.</textarea>" in text
    client.post(reverse("reviews:paper_edit", args=["CP-0001", "text"]), {**data, "version": seen + 1})
    assert CommitteePaper.objects.get().background == "Mine."


def test_implications_that_clash_keep_what_was_typed(sign_in, draft, policy_officer, now):
    row = draft.implications.first()
    data = {}
    for each in draft.implications.all():
        data |= {f"text_{each.pk}": "", f"none_{each.pk}": "on", f"version_{each.pk}": each.version}
    data |= {f"text_{row.pk}": "Mine", f"none_{row.pk}": ""}
    edits = [workflow.Edit(row.pk, row.version, {"text": "Theirs", "is_none": False})]
    workflow.answer_implications(draft, edits, by=policy_officer, at=now)
    client = sign_in(policy_officer)
    response = client.post(reverse("reviews:paper_edit", args=["CP-0001", "implications"]), data)
    assert response.status_code == 409
    assert "Equality, saved meanwhile: Theirs" in response.content.decode()
    data[f"version_{row.pk}"] = row.version + 1
    assert client.post(reverse("reviews:paper_edit", args=["CP-0001", "implications"]), data).status_code == 302
    assert draft.implications.first().text == "Mine"


def test_a_section_that_does_not_exist_is_not_found(sign_in, draft, policy_officer):
    assert page(sign_in(policy_officer), draft, "paper_edit", "nonsense").status_code == 404


def test_the_page_before_issuing_names_what_is_missing_and_where_to_mend_it(sign_in, policy_officer):
    entry = factories.partnership(by=policy_officer, recommendation="Remain")
    paper = papers.draft(by=policy_officer, objective="")
    text = page(sign_in(policy_officer), paper, "paper_issue").content.decode()
    assert f'href="/partnerships/{entry.reference}/edit/future/"' in text
    assert 'href="/reports/CP-0001/edit/details/">Say what the objective of the paper is.' in text
    assert text.count("Say what the objective of the paper is.") == 1
    assert "Issue the paper</button>" not in text


def test_issuing_says_so_and_the_page_shows_the_file(sign_in, draft, policy_officer, scrutiny_member):
    client = sign_in(policy_officer)
    shown = page(client, draft, "paper_issue")
    response = client.post(reverse("reviews:paper_issue", args=["CP-0001"]), shown.context["hidden"], follow=True)
    assert "CP-0001 was issued." in response.content.decode()
    paper = CommitteePaper.objects.get()
    listed = sign_in(scrutiny_member).get(reverse("reviews:papers")).content.decode()
    assert f"PDF, {round(paper.pdf_bytes / 1000)} KB, {paper.pdf_pages} pages" in listed


def test_issuing_an_older_version_asks_to_read_again(sign_in, draft, policy_officer, now):
    client = sign_in(policy_officer)
    hidden = page(client, draft, "paper_issue").context["hidden"]
    workflow.edit(draft, {"title": "Newer title"}, version=draft.version, by=policy_officer, at=now)
    response = client.post(reverse("reviews:paper_issue", args=["CP-0001"]), {**hidden, "seen": ""}, follow=True)
    assert "Somebody changed this paper while you were reading it" in response.content.decode()
    assert CommitteePaper.objects.get().is_draft


def test_a_correction_asks_what_is_corrected(sign_in, policy_officer):
    paper = papers.issued(by=policy_officer)
    client, address = sign_in(policy_officer), reverse("reviews:paper_correct", args=[paper.reference])
    assert "Say what is corrected." in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": "The total."}).headers["Location"] == "/reports/CP-0002/"


def test_a_superseded_paper_points_to_its_correction(sign_in, policy_officer, scrutiny_member, now):
    paper = papers.issued(by=policy_officer)
    correction = workflow.correct(paper, "The total.", by=policy_officer, at=now)
    assert "CP-0002" not in page(sign_in(scrutiny_member), paper).content.decode()
    workflow.issue(correction, version=correction.version, as_of=papers.AS_OF, by=policy_officer, at=now)
    assert "CP-0002" in page(sign_in(scrutiny_member), paper).content.decode()


def test_a_download_is_noted_and_named_after_paper_and_meeting(sign_in, policy_officer, scrutiny_member):
    paper = papers.issued(by=policy_officer)
    response = page(sign_in(scrutiny_member), paper, "paper_pdf")
    assert 'filename="CP-0001-partnership-register-16-january-2014.pdf"' in response.headers["Content-Disposition"]
    assert Event.objects.get(kind=Event.Kind.DOWNLOADED).by == scrutiny_member


def test_a_look_at_the_pdf_of_a_draft_writes_nothing(sign_in, policy_officer):
    paper, client = papers.draft(by=policy_officer), sign_in(policy_officer)
    before = Event.objects.count()
    assert client.get(reverse("reviews:paper_pdf", args=[paper.reference])).status_code == 200
    assert Event.objects.count() == before


def test_the_list_is_narrowed_to_a_municipal_year(sign_in, policy_officer):
    papers.draft(by=policy_officer, title="In the old year")
    papers.draft(
        by=policy_officer, title="In the new year", meeting_on=timezone.localdate().replace(year=2015, month=6, day=1)
    )
    text = sign_in(policy_officer).get(reverse("reviews:papers"), {"year": "2015"}).content.decode()
    assert "In the new year" in text
    assert "In the old year" not in text


def test_a_nonsense_year_shows_all_papers(sign_in, draft, policy_officer):
    assert "CP-0001" in sign_in(policy_officer).get(reverse("reviews:papers"), {"year": "x'"}).content.decode()


@pytest.mark.once
def test_the_list_takes_as_many_queries_for_one_paper_as_for_many(
    sign_in, draft, policy_officer, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(policy_officer)
    client.get(reverse("reviews:papers"))
    with django_assert_max_num_queries(12) as one:
        client.get(reverse("reviews:papers"))
    for _ in range(5):
        papers.draft(by=policy_officer)
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(reverse("reviews:papers"))


def test_typed_markup_is_shown_as_text(sign_in, policy_officer):
    paper = papers.draft(by=policy_officer, background="<script>alert(1)</script> & more")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page(sign_in(policy_officer), paper).content.decode()


def test_what_a_draft_still_needs_is_said_in_its_place(sign_in, policy_officer):
    paper = papers.draft(by=policy_officer, objective="", outcome_sought="")
    assert page(sign_in(policy_officer), paper).content.decode().count("Not written yet.") == 2


def test_work_on_a_paper_is_offered_only_where_there_is_any(sign_in, policy_officer, now):
    paper = papers.issued(by=policy_officer)
    client = sign_in(policy_officer)
    assert "Work on this paper" in page(client, paper).content.decode()
    workflow.correct(paper, "The total.", by=policy_officer, at=now)
    assert "Work on this paper" not in page(client, paper).content.decode()


def test_a_draft_for_a_meeting_that_was_held_warns_and_can_still_be_issued(sign_in, policy_officer):
    shown = papers.ready(by=policy_officer)
    for name in ("paper", "paper_issue"):
        text = sign_in(policy_officer).get(reverse(f"reviews:{name}", args=[shown.reference])).content.decode()
        assert "The meeting of 16 January 2014 has passed." in text
    assert "Issue the paper" in text


def test_a_draft_for_a_meeting_to_come_and_an_issued_paper_warn_of_nothing(sign_in, policy_officer):
    later = papers.ready(by=policy_officer, meeting_on=date(2100, 1, 16))
    for shown in (later, papers.issued(by=policy_officer)):
        text = sign_in(policy_officer).get(reverse("reviews:paper", args=[shown.reference])).content.decode()
        assert "has passed" not in text
