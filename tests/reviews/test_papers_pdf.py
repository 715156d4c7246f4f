"""A paper as PDF: readable with a screen reader, the same words as the page, the same bytes each time."""

import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from partnerships import saving
from register.models import Seat
from register.workflow import entries
from reviews import rendering
from reviews.reports import papers as drawn
from reviews.reports import register_report
from reviews.workflow import papers as workflow
from tests import factories, pdf_structure
from tests.reviews import harborough, papers

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LONG = "A very long word such as Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch/" + "x" * 120


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def article(html: str) -> str:
    return re.search(r'<article class="paper.*?</article>', html, re.DOTALL)[0]


def test_the_pdf_says_what_the_page_says_passes_the_checks_and_is_the_same_twice(
    policy_officer, scrutiny_member, sign_in, now
):
    harborough.make(by=policy_officer, at=now)
    paper = papers.issued(
        by=policy_officer, background="First.\nTwo:\n- one\n- two", next_steps="An action plan follows."
    )
    content = workflow.stored_file(paper)
    page = sign_in(scrutiny_member).get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    assert pdf_structure.faults(content) == []
    words = f"<body>{article(page)}</body>"
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(words)
    assert pdf_structure.torn_words(content, words) == []
    assert rendering.printed(drawn.report(paper, as_of=papers.AS_OF)) == content
    assert 'id="para-4-14"' in page
    assert "Contributionbytheme,2013/14" in pdf_structure.pdf_text(content)


def test_a_paper_carries_its_appendices(policy_officer, now):
    """H14-23: the register as appendix A, the guidance on its headings as appendix B."""
    harborough.make(by=policy_officer, at=now)
    text = pdf_structure.pdf_text(workflow.stored_file(papers.issued(by=policy_officer)))
    assert "AppendixA:" in text
    assert "AppendixB:" in text
    assert text.index("AppendixB:") > text.rindex("HarboroughTourismPartnership")


def test_a_draft_has_its_mark_and_an_issued_paper_none(policy_officer):
    draft = register_report.build(papers.draft(by=policy_officer), as_of=papers.AS_OF)
    marked, clean = rendering.printed(draft), rendering.printed(register_report.issued(draft))
    assert "Draft,notissued." in pdf_structure.pdf_text(marked)
    assert "Draft,notissued." not in pdf_structure.pdf_text(clean)
    assert pdf_structure.faults(marked) == []


def test_long_texts_and_long_words_stay_on_the_page(policy_officer, council, now):
    family = saving.create(harborough.Family(name=LONG[:150]), by=policy_officer, at=now)
    entry = factories.partnership(
        by=policy_officer,
        name=LONG,
        family=family,
        function=LONG * 5,
        recommendation=LONG * 20,
        recommendation_heading="review",
    )
    saving.create(Seat(partnership=entry, council=council, kind="member", name=LONG[:120]), by=policy_officer, at=now)
    report = register_report.build(
        papers.draft(by=policy_officer, title=LONG[:200], background=LONG), as_of=papers.AS_OF
    )
    content = rendering.printed(report)
    assert pdf_structure.faults(content) == []
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(rendering.page(report))


def test_nothing_that_is_exempt_or_personal_reaches_page_pdf_or_metadata(
    policy_officer, scrutiny_member, sign_in, council, now, lead_officer
):
    markers = []

    def marker() -> str:
        markers.append(f"Zq{len(markers):03d}Secret")
        return markers[-1]

    for number in range(10):
        entry = factories.partnership(by=policy_officer, name=f"Open partnership {number}", lead_officer=lead_officer)
        changes = {"contact": marker(), "comments": marker(), "information_to_officers": marker()}
        entries.edit(entry, changes, version=1, by=policy_officer, at=now)
        saving.create(
            Seat(partnership=entry, council=council, kind="officer", name=marker(), post="Manager", note=marker()),
            by=policy_officer,
            at=now,
        )
        texts = {name: marker() for name in ("name", "function", "recommendation", "lead_officer_post")}
        family = saving.create(harborough.Family(name=marker()), by=policy_officer, at=now)
        exempt = {"is_exempt": True, "exempt_paragraph": 3, "recommendation_heading": "reduce"}
        hidden = factories.partnership(by=policy_officer, family=family, **texts, **exempt)
        part = hidden.participations.get()
        harborough.contribution(part, 7_770_000, by=policy_officer, at=now, note="never")
    paper = papers.issued(by=policy_officer)
    client = sign_in(scrutiny_member)
    content = client.get(reverse("reviews:paper_pdf", args=[paper.reference])).content
    with pdf_structure.opened(content) as document:
        metadata = str(dict(document.docinfo)) + document.Root.Metadata.read_bytes().decode()
    addresses = [reverse("reviews:papers"), reverse("reviews:paper", args=[paper.reference])]
    read = (
        "".join(client.get(address).content.decode() for address in addresses)
        + pdf_structure.pdf_text(content)
        + metadata
    )
    assert len(markers) == 100
    assert [found for found in [*markers, "7,770,000", "77,700,000", lead_officer.full_name] if found in read] == []
    assert "Ten exempt entries are left out" in read


def test_a_paper_is_written_from_the_command_line(policy_officer, tmp_path, capsys):
    paper = papers.issued(by=policy_officer)
    call_command("render_paper", "CP-0001", "--output", str(tmp_path / "paper.pdf"))
    assert (tmp_path / "paper.pdf").read_bytes() == workflow.stored_file(paper)


def test_the_register_as_it_stands_is_written_as_html(council, tmp_path, capsys):
    call_command("render_paper", "register", "--format", "html", "--output", str(tmp_path / "register.html"))
    assert "Partnership register as it stands" in (tmp_path / "register.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["CP-9999"], "There is no paper CP-9999."),
        (["register", "--format", "docx"], "Word files are not made yet"),
        (["register"], "No council is set up yet."),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(arguments, sentence, db, tmp_path):
    with pytest.raises(CommandError, match=sentence):
        call_command("render_paper", *arguments, "--output", str(tmp_path / "file"))


def test_no_page_before_the_appendices_is_nearly_empty(policy_officer, now):
    harborough.make(by=policy_officer, at=now)
    for paper in (papers.ready(by=policy_officer), papers.draft(by=policy_officer)):
        with pdf_structure.opened(rendering.printed(register_report.build(paper, as_of=papers.AS_OF))) as document:
            on_page = Counter(node.page for node in pdf_structure.structure(document).walk())
            first = next(number for number, page in enumerate(document.pages) if page.MediaBox[2] > page.MediaBox[3])
        assert min(on_page[number] for number in range(first)) > 25, on_page
