"""Files that go with a paper: attached to a draft, named in page and PDF, fixed once issued, downloaded by its readers."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from partnerships.models import Event
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.workflow import policies
from reviews.models import CommitteePaper, PaperFile
from reviews.models.papers import UNCHANGED
from reviews.reports import papers as drawn
from reviews.workflow import paper_files
from reviews.workflow import papers as workflow
from tests import pdf_structure
from tests.conftest import NOW
from tests.register.documents import pdf, upload
from tests.register.test_policies import shipped
from tests.reviews import papers

pytestmark = pytest.mark.django_db
ANALYSIS = pdf()
NAMED = "Equality analysis (analysis.pdf, "


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(name: str, paper: CommitteePaper, *args) -> str:
    return reverse(f"reviews:{name}", args=[paper.reference, *args])


def issue(paper: CommitteePaper, by) -> CommitteePaper:
    return workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=by, at=NOW)


def attach(paper: CommitteePaper, by, name: str = "notes.txt", content: bytes = b"Notes.", **said) -> PaperFile:
    return paper_files.attach(paper, name, content, **said, by=by, at=NOW)


def test_an_equality_analysis_is_attached_to_a_draft_and_downloaded_by_readers_once_issued(
    sign_in, policy_officer, auditor, officer, scrutiny_member
):
    """H14-42: attached under its implication, refused twice, taken off, fixed by issuing, said in page and PDF alike."""
    paper = papers.ready(by=policy_officer)
    client, files, chosen = sign_in(policy_officer), address("paper_files", paper), {"heading": "Equality"}
    assert files in client.get(address("paper", paper)).text
    assert files in client.get(address("paper_edit", paper, "implications")).text
    assert "scrutiny members and everybody else who reads it can download the file" in client.get(files).text
    wrong = client.post(files, {**chosen, "file": upload("a.pdf", b"<html>")}).text
    assert "is not what its name says (.pdf)" in wrong
    elsewhere = client.post(files, {"heading": "Parking", "file": upload("a.pdf", ANALYSIS)}).text
    assert "That answer is no longer on offer." in elsewhere
    assert not PaperFile.objects.exists()
    sent = {**chosen, "title": "Equality analysis"}
    said = client.post(files, {**sent, "file": upload("analysis.pdf", ANALYSIS)}, follow=True).text
    assert "Attached to CP-0001: Equality analysis." in said
    again = client.post(files, {**sent, "file": upload("other.pdf", ANALYSIS)}).text
    assert "This very file is attached here already, as “Equality analysis”." in again
    file = PaperFile.objects.get()
    with pytest.raises(Conflict):
        issue(paper, policy_officer)
    client.post(files, {"title": "Whole", "file": upload("slip.txt", b"A slip.")})
    slip = PaperFile.objects.get(title="Whole")
    assert "Remove this file?" in client.get(address("paper_file_remove", paper, slip.pk)).text
    removed = client.post(address("paper_file_remove", paper, slip.pk), follow=True).text
    assert "Taken off CP-0001: Whole." in removed
    assert client.get(address("paper_file", paper, slip.pk)).status_code == 404
    download = address("paper_file", paper, file.pk)
    assert sign_in(auditor).get(download).content == ANALYSIS
    refused = sign_in(auditor).post(files, {"file": upload("b.txt", b"B.")})
    assert (refused.status_code, "drafts a paper" in refused.text) == (403, True)
    for who in (officer, scrutiny_member):
        assert [sign_in(who).get(each).status_code for each in (download, files)] == [404, 404]

    client = sign_in(policy_officer)
    assert "1 attached file: Equality analysis" in client.get(address("paper_issue", paper)).text
    issued = issue(CommitteePaper.objects.get(), policy_officer)
    assert UNCHANGED.replace("'", "&#x27;") in client.get(files).text
    assert client.post(address("paper_file_remove", paper, file.pk)).status_code == 403
    with pytest.raises(Refused, match="never changed"):
        attach(issued, policy_officer)
    with pytest.raises(Refused, match="never changed"):
        paper_files.take_off(PaperFile.objects.get(pk=file.pk), by=policy_officer, at=NOW)

    member, before = sign_in(scrutiny_member), Event.objects.count()
    page = member.get(address("paper", paper)).text
    assert f'Attached: <a class="govuk-link" href="{download}">{NAMED}' in page
    stored = workflow.stored_file(issued)
    article = re.search(r'<article class="paper.*?</article>', page, re.DOTALL)[0]
    assert pdf_structure.faults(stored) == []
    assert pdf_structure.pdf_text(stored) == pdf_structure.page_text(f"<body>{article}</body>")
    assert f"Attached:{NAMED}".replace(" ", "") in pdf_structure.pdf_text(stored)
    assert (member.head(download).content, Event.objects.count()) == (b"", before)
    answer = member.get(download)
    assert answer.content == ANALYSIS
    assert answer.headers["Content-Disposition"] == 'attachment; filename="analysis.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    noted = Event.objects.latest("pk")
    assert (noted.kind, noted.by, noted.detail["file_name"]) == ("downloaded", scrutiny_member, "analysis.pdf")
    default_storage.delete(file.content.name)
    default_storage.save(file.content.name, ContentFile(b"Another one."))
    damaged = member.get(download)
    assert (damaged.status_code, "is not the one that was uploaded" in damaged.text) == (403, True)


def test_a_correction_begins_with_the_files_of_what_it_corrects(policy_officer):
    """H14-42: each still downloaded from its own paper; what is taken off the correction stays with the old one."""
    paper = papers.ready(by=policy_officer)
    attach(paper, policy_officer)
    issued = issue(CommitteePaper.objects.get(), policy_officer)
    correction = workflow.correct(issued, "A slip.", by=policy_officer, at=NOW)
    carried = correction.files.get()
    assert paper_files.download(carried, by=policy_officer, at=NOW) == b"Notes."
    section = drawn.build(correction, as_of=papers.AS_OF).sections[-1]
    assert (section.title, section.attached[0].words) == ("Attached", "notes.txt (6 bytes)")
    paper_files.take_off(carried, by=policy_officer, at=NOW)
    assert correction.files.kept().count() == 0
    assert issued.files.kept().count() == 1


def test_a_decision_names_its_files_below_the_table_of_implications(policy_officer):
    """H14-42, SH-38: each with the implication that it belongs to."""
    policies.load(shipped("south-hams-west-devon-2016"), by=None, at=NOW)
    paper = papers.ready(by=policy_officer, template="decision")
    attach(paper, policy_officer, heading="Safeguarding")
    section = drawn.build(paper, as_of=papers.AS_OF).sections[5]
    assert [(each.label, each.words) for each in section.attached] == [
        ("Attached, safeguarding", "notes.txt (6 bytes)")
    ]
