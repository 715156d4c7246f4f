"""Stored files: what is taken, what is refused and in which words, versions, and that nothing is shown in the browser."""

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.models import Event
from partnerships.verdict import Refused
from register.models import Meeting, StoredFile
from register.rules.files import Unsuitable, accepted
from register.workflow import entries, files
from tests.register import documents
from tests.register.documents import docx, odt, package, pdf, upload

pytestmark = pytest.mark.django_db
MOST = 20 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 20 + b"\xff\xd9"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
ODS = package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
XLSX = package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
TAKEN = {
    "a.pdf": pdf(),
    "a.docx": docx(),
    "a.xlsx": XLSX,
    "a.odt": odt(),
    "a.ods": ODS,
    "a.png": PNG,
    "a.jpg": JPEG,
    "a.JPEG": JPEG,
    "a.txt": b"Agreed on Tuesday.",
    "a.csv": "Ward,£\nKibworth,5\n".encode(),
    "notes.txt": "Agreed".encode("utf-16"),
}
BOMB = package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"\x00" * 60_000_000})
REFUSED = (
    ("a.exe", b"MZ\x90", "must be one of these: PDF, Word"),
    ("a.pdf.exe", pdf(), "must be one of these"),
    ("a.html", HTML, "must be one of these"),
    ("a.svg", SVG, "must be one of these"),
    ("a", b"x", "must be one of these"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "must be one of these"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "must be one of these"),
    ("a.pdf", HTML, "is not what its name says (.pdf)"),
    ("a.pdf", b" " + pdf(), "is not what its name says (.pdf)"),
    ("a.png", SVG, "is not what its name says (.png)"),
    ("a.png", PNG[:20], "is not what its name says (.png)"),
    ("a.jpg", PNG, "is not what its name says (.jpg)"),
    ("a.txt", SVG, "is not what its name says (.txt)"),
    ("a.txt", b"\xef\xbb\xbf\r\n <HTML>", "is not what its name says (.txt)"),
    ("a.csv", b"\x00\x01binary", "is not what its name says (.csv)"),
    ("a.docx", XLSX, "is not what its name says (.docx)"),
    ("a.ods", odt(), "is not what its name says (.ods)"),
    ("a.docx", pdf(), "is not what its name says (.docx)"),
    ("a.pdf", pdf() + package({"a": b"x"}), "is of two kinds at once"),
    ("a.png", PNG + package({"a": b"x"}), "is of two kinds at once"),
    ("a.pdf", pdf(script=True), "contains macros or scripts"),
    ("a.pdf", pdf(script=True, packed=False), "contains macros or scripts"),
    ("a.pdf", pdf(script=True, packed=False).replace(b"/JavaScript", b"/#4aavaScript"), "contains macros or scripts"),
    ("a.docm", docx(), "contains macros or scripts. Save it without them, as a Word document (.docx)"),
    ("a.xlsm", XLSX, "contains macros or scripts. Save it without them, as an Excel workbook (.xlsx)"),
    ("a.docx", docx(word__vbaProject=b"x"), "contains macros or scripts"),
    ("a.docx", docx(word__activeX__activeX1=b"x"), "contains macros or scripts"),
    ("a.odt", odt(Basic__Standard=b"x"), "contains macros or scripts"),
    ("a.odt", odt(Scripts__python=b"x"), "contains macros or scripts"),
    ("a.pdf", pdf(password="secret"), "is password protected. Save it without a password"),
    ("a.pdf", pdf(password="secret", packed=False), "is password protected"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is password protected"),
    ("a.docx", BOMB, "unpacks to far more than a document holds"),
    ("a.docx", docx()[:40], "is damaged"),
    ("a.docx", docx(**{"..__..__evil": b"x"}), "is damaged"),
    ("a.pdf", b"", "is empty"),
    ("a.pdf", b"%PDF-" + b"x" * MOST, "must be smaller than 20 MB"),
    ("a" * 200 + ".pdf", pdf(), "is longer than 120 characters"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def agreement(partnership, policy_officer):
    return documents.document(partnership, policy_officer)


@pytest.fixture
def stored(agreement, lead_officer, now):
    return files.store("signed.pdf", pdf(), agreement, title="Signed agreement", by=lead_officer, at=now)


def on_disk(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def add(client, agreement, **values):
    return client.post(reverse("register:document_file_add", args=[agreement.pk]), values, follow=True)


# What is taken


@pytest.mark.parametrize("name", TAKEN)
def test_the_kinds_on_offer_are_taken_for_what_they_are(name):
    assert accepted(name, TAKEN[name], most=MOST).name == name


@pytest.mark.parametrize(
    ("name", "content", "words"), REFUSED, ids=[f"{n}-{row[0][-12:]}" for n, row in enumerate(REFUSED)]
)
def test_anything_else_is_refused_in_a_sentence_and_leaves_nothing_behind(
    sign_in, agreement, lead_officer, folder, name, content, words
):
    page = add(sign_in(lead_officer), agreement, file=upload(name, content), title="Signed in May").content.decode()
    assert words in page
    assert "Signed in May" in page
    assert not StoredFile.objects.exists()
    assert on_disk(folder) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\pat\\agreement.pdf", "agreement.pdf"),
        ("..\\..\\.hidden.pdf", "hidden.pdf"),
        ("agree\u202efdp.pdf", "agreefdp.pdf"),
        ("a\r\nX-Header: 1.pdf", "aX-Header: 1.pdf"),
        ('say "yes".pdf', "say 'yes'.pdf"),
    ],
)
def test_a_name_is_kept_without_its_path_and_without_what_deceives(typed, kept):
    content = pdf() if kept.endswith("pdf") else b"text"
    assert accepted(typed, content, most=MOST).name == kept


def test_a_large_file_is_taken_and_a_larger_one_is_not():
    start = b"%PDF-1.7\n"
    assert accepted("a.pdf", start + b" " * (MOST - len(start)), most=MOST).name == "a.pdf"
    with pytest.raises(Unsuitable, match="must be smaller than 20 MB"):
        accepted("a.pdf", start + b" " * (MOST - len(start) + 1), most=MOST)


# Storing


def test_a_file_is_stored_with_its_hash_under_a_path_that_tells_nothing_of_its_name(stored, folder, lead_officer):
    """H11-17: the file of a governing document."""
    assert (stored.file_name, stored.media_type, stored.uploaded_by) == ("signed.pdf", "application/pdf", lead_officer)
    assert stored.sha256 == sha256(pdf_of(stored)).hexdigest()
    (path,) = on_disk(folder)
    assert path.name.startswith(stored.sha256)


def test_a_file_is_added_on_its_own_page_and_listed_with_the_agreement(sign_in, agreement, lead_officer):
    page = add(sign_in(lead_officer), agreement, file=upload("terms.pdf"), title="Terms").content.decode()
    assert "file stored: Terms." in page
    assert "Download terms.pdf" in page
    assert "stored by Lee Lead" in page


def test_an_equality_impact_assessment_is_a_document_with_its_file(sign_in, partnership, lead_officer):
    """H11-23: the assessment is attached."""
    assessment = documents.document(partnership, lead_officer, title="", kind="equality")
    client = sign_in(lead_officer)
    page = add(client, assessment, file=upload("eia.pdf")).content.decode()
    assert "Equality impact assessment" in page
    held = assessment.files.get()
    assert client.get(reverse("register:file", args=[held.pk])).content == pdf_of(held)


def pdf_of(file: StoredFile) -> bytes:
    with file.content.open() as kept:
        return kept.read()


def test_only_one_file_is_taken_at_a_time(sign_in, agreement, lead_officer):
    page = add(sign_in(lead_officer), agreement, file=[upload("a.pdf"), upload("b.pdf")]).content.decode()
    assert "You can only upload one file at a time." in page
    assert not StoredFile.objects.exists()


def test_no_file_is_asked_for_in_words(sign_in, agreement, lead_officer):
    assert "Choose a file." in add(sign_in(lead_officer), agreement, title="Terms").content.decode()


def test_the_same_file_is_not_stored_twice(stored, agreement, lead_officer, now, folder):
    with pytest.raises(ValidationError, match="This very file is stored here already, as “Signed agreement”"):
        files.store("again.pdf", pdf_of(stored), agreement, by=lead_officer, at=now)
    assert len(on_disk(folder)) == 1


def test_a_newer_version_points_to_the_one_that_it_replaces(sign_in, stored, agreement, lead_officer):
    client = sign_in(lead_officer)
    address = reverse("register:file_replace", args=[stored.pk])
    page = client.post(address, {"file": upload("signed-2.txt", b"Second"), "title": "Signed"}, follow=True)
    newer = StoredFile.objects.get(replaces=stored)
    assert (newer.document, newer.file_name) == (agreement, "signed-2.txt")
    text = page.content.decode()
    assert "a newer version is stored: Signed." in text
    assert text.index("Download signed-2.txt") < text.index("Older versions (1)") < text.index("Download signed.pdf")
    assert client.get(reverse("register:file", args=[stored.pk])).status_code == 200


def test_a_version_is_replaced_once(stored, agreement, lead_officer, now):
    files.store("2.txt", b"Second", agreement, replaces=stored, by=lead_officer, at=now)
    with pytest.raises(ValidationError, match="A newer version has taken the place of this file already"):
        files.store("3.txt", b"Third", agreement, replaces=stored, by=lead_officer, at=now)


def test_a_file_that_was_taken_off_cannot_be_downloaded_until_it_is_put_back(sign_in, stored, agreement, lead_officer):
    client, address = sign_in(lead_officer), reverse("register:file", args=[stored.pk])
    remove = reverse("register:file_remove", args=[stored.pk])
    page = client.post(remove, {"version": 1, "reason": "Wrong one"}, follow=True).content.decode()
    assert "file removed: Signed agreement." in page
    assert client.get(address).status_code == 404
    assert client.post(remove, {"version": 2}).status_code == 403
    page = client.post(reverse("register:file_put_back", args=[stored.pk]), {"version": 2}, follow=True)
    assert "file put back: Signed agreement." in page.content.decode()
    assert client.get(address).status_code == 200
    history = client.get(reverse("register:history", args=[agreement.partnership.reference])).content.decode()
    assert "Wrong one" in history


def test_a_paper_of_a_meeting_is_stored_with_the_meeting(sign_in, partnership, lead_officer, now):
    line = Meeting(partnership=partnership, held_on=now.date())
    meeting = entries.add_line(line, partnership, by=lead_officer, at=now)
    address = reverse("register:meeting_file_add", args=[meeting.pk])
    answer = sign_in(lead_officer).post(address, {"file": upload("agenda.pdf")})
    assert (answer.status_code, meeting.files.get().file_name) == (302, "agenda.pdf")


# Handing out


def test_a_download_is_an_attachment_that_no_browser_runs_and_is_noted(sign_in, stored, auditor):
    answer = sign_in(auditor).get(reverse("register:file", args=[stored.pk]))
    assert answer.content == pdf_of(stored)
    assert answer["Content-Disposition"] == 'attachment; filename="signed.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    event = Event.objects.get(kind=Event.Kind.DOWNLOADED)
    assert (event.by, event.subject, event.detail["file_name"]) == (
        auditor,
        f"file {stored.pk} of {stored.partnership.reference}",
        "signed.pdf",
    )


def test_asking_for_the_head_of_a_file_is_not_noted(sign_in, stored, auditor):
    assert sign_in(auditor).head(reverse("register:file", args=[stored.pk])).status_code == 200
    assert not Event.objects.filter(kind=Event.Kind.DOWNLOADED).exists()


def test_a_stored_file_has_no_address_but_the_one_that_asks_who_wants_it(sign_in, stored, auditor):
    assert sign_in(auditor).get(stored.content.url).status_code == 404


@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_a_file_that_is_not_the_one_uploaded_is_not_handed_out(stored, auditor, now, folder, damage):
    (path,) = on_disk(folder)
    path.write_bytes(b"other") if damage == "changed" else path.unlink()
    with pytest.raises(Refused, match="is not the one that was uploaded"):
        files.download(stored, by=auditor, at=now)


@pytest.mark.parametrize("who", ["scrutiny_member", "councillor"])
@pytest.mark.parametrize("route", ["file", "file_replace", "file_remove", "file_put_back"])
def test_a_file_of_an_entry_that_one_may_not_read_is_not_there(request, sign_in, stored, who, route):
    address = reverse(f"register:{route}", args=[stored.pk])
    assert sign_in(request.getfixturevalue(who)).get(address).status_code == 404


def test_storing_is_refused_to_who_only_reads(sign_in, agreement, auditor):
    answer = add(sign_in(auditor), agreement, file=upload())
    assert answer.status_code == 403
    assert "Only the policy team, the lead officer" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_a_document_that_was_taken_off_takes_no_file(agreement, partnership, lead_officer, now):
    removed = entries.remove_line(agreement, partnership, version=1, by=lead_officer, at=now)
    with pytest.raises(Refused, match="was taken off the entry"):
        files.store("a.pdf", pdf(), removed, by=lead_officer, at=now)
