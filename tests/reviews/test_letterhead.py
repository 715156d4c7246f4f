"""The head of a paper: the colour and the logo of its council, on the page and on paper, as when it was issued."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from partnerships.models import Council
from reviews import rendering
from reviews.reports import frozen, letterhead, register_report
from reviews.reports import papers as drawn
from reviews.reports.shapes import Letterhead, RegisterReport
from reviews.workflow import papers as workflow
from tests import pdf_structure
from tests.partnerships.test_pdf import png
from tests.reviews import papers

pytestmark = [pytest.mark.django_db, pytest.mark.once]
GREEN = "#1d5b4f"
GREEN_ON_PAPER = b"0.113725 0.356863 0.309804 rg"


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dressed(council) -> Council:
    """The council with a colour and a logo of its own."""
    name = default_storage.save("logos/crest.png", ContentFile(png()))
    Council.objects.filter(pk=council.pk).update(logo=name, brand_colour=GREEN)
    council.refresh_from_db()
    return council


def pictures(content: bytes) -> list[str]:
    """What a screen reader says of the pictures of a PDF."""
    with pdf_structure.opened(content) as pdf:
        nodes = list(pdf_structure.structure(pdf).walk())
        return [str(node.source.get("/Alt", "")) for node in nodes if node.kind == "/Figure"]


def first_page(content: bytes) -> bytes:
    with pdf_structure.opened(content) as pdf:
        return pdf.pages[0].Contents.read_bytes()


def draft_of(policy_officer) -> RegisterReport:
    policy_officer.council.refresh_from_db()
    return register_report.build(papers.draft(by=policy_officer), as_of=papers.AS_OF)


def test_a_paper_wears_the_colour_and_the_logo_of_its_council(dressed, policy_officer):
    content = rendering.printed(draft_of(policy_officer))
    assert pictures(content) == [f"Logo of {dressed.name}"]
    assert GREEN_ON_PAPER in first_page(content)
    assert pdf_structure.faults(content) == []


def test_a_council_without_colour_or_logo_has_the_plain_paper(council, policy_officer):
    Council.objects.filter(pk=council.pk).update(brand_colour="#ffee99")
    content = rendering.printed(draft_of(policy_officer))
    assert pictures(content) == []
    assert b"0.101961 0.309804 0.462745 rg" in first_page(content)


@pytest.mark.parametrize("stored", [b"", b"\x89PNG and no more"])
def test_a_logo_that_is_lost_or_broken_does_not_stop_the_paper(stored, dressed, policy_officer):
    default_storage.delete(dressed.logo.name)
    if stored:
        default_storage.save(dressed.logo.name, ContentFile(stored))
    content = rendering.printed(draft_of(policy_officer))
    assert pdf_structure.faults(content) == []
    assert "Partnershipregister" in pdf_structure.pdf_text(content)


def test_an_issued_paper_keeps_the_letterhead_that_it_was_issued_with(dressed, policy_officer):
    policy_officer.council.refresh_from_db()
    paper = papers.issued(by=policy_officer)
    Council.objects.filter(pk=dressed.pk).update(brand_colour="#7a0019", logo="")
    paper.refresh_from_db()
    assert letterhead.of(paper) == Letterhead(GREEN, dressed.logo.name)
    assert rendering.printed(drawn.report(paper, as_of=papers.AS_OF)) == workflow.stored_file(paper)


def test_a_paper_frozen_before_papers_had_a_letterhead_is_still_read(policy_officer):
    report = draft_of(policy_officer)
    older = {name: value for name, value in frozen.freeze(report).items() if name != "letterhead"}
    assert frozen.thaw(RegisterReport, older).letterhead == Letterhead()


def test_a_reader_of_another_council_sees_the_colour_and_logo_of_the_papers_council(
    dressed, policy_officer, scrutiny_member, other_council, sign_in
):
    policy_officer.council.refresh_from_db()
    paper = papers.issued(by=policy_officer)
    type(scrutiny_member).objects.filter(pk=scrutiny_member.pk).update(council=other_council)
    client = sign_in(scrutiny_member)
    address = reverse("reviews:paper_logo", args=[paper.reference])
    page = client.get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    assert f'<img class="paper__logo" src="{address}" alt="Logo of {dressed.name}">' in page
    answer = client.get(address)
    assert (answer.headers["Content-Type"], b"".join(answer.streaming_content)) == ("image/png", png())
    colour = client.get(reverse("reviews:paper_colour", args=[paper.reference]))
    assert colour.content.decode() == f".paper {{ --brand-colour: {GREEN}; }}\n"


def test_a_paper_without_a_logo_shows_none(council, policy_officer, sign_in):
    paper = papers.draft(by=policy_officer)
    client = sign_in(policy_officer)
    assert "paper__logo" not in client.get(reverse("reviews:paper", args=[paper.reference])).content.decode()
    assert client.get(reverse("reviews:paper_logo", args=[paper.reference])).status_code == 404
