"""The pages of an import, as people meet them."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from register.columns import BY_FIELD
from register.forms.imports.answers import listed
from register.interchange.vocabulary import Vocabulary
from register.models import ImportBatch, Partnership
from register.workflow import entries
from register.workflow.imports import committing, jobs
from register.workflow.imports.answers import typed_fault, understood
from register.workflow.imports.checking import arrange, check
from register.workflow.imports.undoing import undo
from tests import factories
from tests.register.test_import_workflow import ROWS, checked, imported, workbook

pytestmark = pytest.mark.django_db
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
CSV = "Partnership Name;Function;Contribution (£)\nCafé Forum – North;Talks;£500\n"
COMMAND = '=HYPERLINK("http://x","y")'


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def admin(sign_in, administrator):
    return sign_in(administrator)


def text(response) -> str:
    return unescape(response.content.decode())


def uploaded(client, content: bytes, name: str = "register.xlsx"):
    return client.post("/imports/new/", {"file": SimpleUploadedFile(name, content)})


def test_a_page_without_a_file_asks_for_one(admin):
    assert "Choose a spreadsheet." in text(admin.post("/imports/new/", {}))


def test_two_files_at_a_time_are_refused(admin):
    files = [SimpleUploadedFile(f"{n}.xlsx", workbook(ROWS[0])) for n in "ab"]
    assert "You can only upload one file at a time." in text(admin.post("/imports/new/", {"file": files}))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.docx", b"PK", "must be an .xlsx or .csv file"),
        ("a.xlsx", b"", "is empty"),
        ("a.xlsx", b"PK rubbish", "could not be read|is not|cannot"),
        ("a.xls", OLD_EXCEL, "is an old Excel file"),
        ("a.xlsx", OLD_EXCEL + "EncryptedPackage".encode("utf-16le") + bytes(600), "is password protected"),
        ("a.xlsx", b"%PDF-1.7 1 0 obj<<>>endobj", "This file is not a spreadsheet"),
        ("a.xlsx", b"<html><table></table></html>", "This file is not a spreadsheet"),
        ("a.csv", bytes(range(256)) * 40, "This file is not text"),
        ("a.zip", b"PK", "must be an .xlsx or .csv file"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained_beside_the_field(admin, name, content, sentence):
    page = text(uploaded(admin, content, name))
    assert "There is a problem" in page
    assert any(words in page for words in sentence.split("|"))
    assert ImportBatch.objects.count() == 0


def test_an_upload_leads_to_the_check(admin):
    response = uploaded(admin, workbook(*ROWS))
    assert response.url == "/imports/IMP-0001/check/"
    page = text(admin.get(response.url))
    assert "2 new, 1 question open" in page
    assert "1 question is open. Answer each, or use the suggestions for all." in page


def test_the_same_file_again_leads_to_the_import_that_waits(admin):
    uploaded(admin, workbook(ROWS[0]))
    again = ImportBatch.objects.get()
    with again.file.open("rb") as file:
        response = uploaded(admin, file.read(), "copy.xlsx")
    assert response.url == "/imports/IMP-0001/"
    assert "The same file was uploaded before, as IMP-0001" in text(admin.get(response.url))


def test_a_file_in_which_nothing_was_understood_leads_to_the_columns(admin):
    response = uploaded(admin, workbook([1, 2], [3, 4], headings=["5", "6"]))
    assert response.url == "/imports/IMP-0001/columns/"
    assert "For example" in text(admin.get(response.url))


def test_a_file_with_entries_above_its_headings_leads_to_the_columns_and_names_the_rows(admin):
    """A wrong row of headings hides whole entries, so somebody looks before anything else."""
    headings = ["Partnership Name", "Function of partnership", "Frequency of meetings", "Officer hours per month"]
    above = ["Beta Forum", "The south", "Monthly", 6]
    below = ["Gamma Forum", "Talks", "Quarterly", 2]
    response = uploaded(admin, workbook(above, headings, below, headings=["Alpha Forum", "The north", "Monthly", 4]))
    assert response.url == "/imports/IMP-0001/columns/"
    assert "Rows 1 to 2 stand above the headings" in text(admin.get(response.url))


def answers(batch: ImportBatch, choice: str, value: str = "") -> dict[str, str]:
    """What the check page sends about the one row that has a question."""
    row = next(row for row in batch.rows.all() if row.changes["questions"])
    return {"version": str(batch.version), f"row{row.pk}-0-choice": choice, f"row{row.pk}-0-value": value}


def test_what_was_typed_stays_when_it_cannot_be_used(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    page = text(admin.post(f"/imports/{batch.reference}/check/", answers(batch, "other", "lots of it")))
    assert 'value="lots of it"' in page
    assert "There is a problem" in page


def test_an_answer_that_is_too_long_is_refused_with_the_column_and_the_row(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    row = next(row for row in batch.rows.all() if row.changes["questions"])
    page = text(admin.post(f"/imports/{batch.reference}/check/", answers(batch, "other", "x" * 3025)))
    assert f"of row {row.number} can be 2000 characters long. You entered 3025: shorten it." in page


def test_an_answer_is_kept_and_said(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    response = admin.post(f"/imports/{batch.reference}/check/", answers(batch, "other", "6.5"), follow=True)
    assert "Your answers are kept. No question is open." in text(response)
    assert "'6.5' is entered" in text(admin.get(f"/imports/{batch.reference}/check/?show=all"))


def test_an_answer_on_a_page_that_is_out_of_date_overwrites_nobody(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    sent = answers(batch, "other", "6.5")
    check(batch, by=administrator, at=now)
    response = admin.post(f"/imports/{batch.reference}/check/", sent, follow=True)
    assert "Somebody else worked on this import at the same time" in text(response)


def test_all_suggestions_can_be_used_at_once_and_then_committed_twice_without_harm(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    admin.post(f"/imports/{batch.reference}/suggestions/", {"version": batch.version})
    page = text(admin.get(f"/imports/{batch.reference}/commit/"))
    assert "Import 2 partnerships" in page
    batch.refresh_from_db()
    for _ in range(2):
        response = admin.post(f"/imports/{batch.reference}/commit/", {"version": batch.version})
        assert response.url == f"/imports/{batch.reference}/"
    assert Partnership.objects.count() == 2


def test_a_changed_entry_is_shown_before_and_after(admin, administrator, policy_officer, council, now):
    factories.partnership(by=policy_officer, council=council, function="Old words")
    batch = checked(
        workbook(["Harborough Tourism Partnership", "New words", None, None, None, None]), administrator, now
    )
    page = text(admin.get(f"/imports/{batch.reference}/check/?show=changed"))
    assert "from Old words to New words" in page


def test_an_entry_edited_meanwhile_is_named_and_the_check_offered(admin, administrator, policy_officer, council, now):
    entry = factories.partnership(by=policy_officer, council=council)
    batch = checked(workbook(ROWS[0]), administrator, now)
    entries.edit(entry, {"area": "Edited meanwhile"}, version=entry.version, by=policy_officer, at=now)
    page = text(admin.post(f"/imports/{batch.reference}/commit/", {"version": batch.version}))
    assert "Harborough Tourism Partnership (P-0001) changed after this file was checked. Nothing was imported." in page
    assert "Check the file again" in page


def test_the_result_links_every_row_and_lists_columns_that_were_not_used(admin, administrator, now):
    headings = ["Partnership Name", "Function", "Shoe size"]
    batch = imported(
        workbook(["A Group", "Talks", "43"], ["B Group", "Walks", "38"], headings=headings), administrator, now
    )
    page = text(admin.get(f"/imports/{batch.reference}/"))
    assert "/partnerships/P-0001/" in page
    assert "/partnerships/P-0002/" in page
    assert "column C: Shoe size (2 filled cells)" in page


def test_the_problems_can_be_taken_away_as_a_file_without_live_formulas(admin, administrator, now):
    batch = checked(workbook(["A Group", None, None, COMMAND, None, "H"]), administrator, now)
    response = admin.get(f"/imports/{batch.reference}/problems.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Tab,Row,Partnership,Cell")
    assert not any(field.startswith("=") for line in lines for field in line.split(","))
    assert admin.get(f"/imports/{batch.reference}/problems.xlsx").content[:2] == b"PK"
    assert admin.get(f"/imports/{batch.reference}/problems.pdf").status_code == 404


def test_a_policy_officer_reads_imports_and_does_not_run_them(sign_in, policy_officer, administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    client = sign_in(policy_officer)
    assert client.get(f"/imports/{batch.reference}/").status_code == 200
    response = client.get(f"/imports/{batch.reference}/check/")
    assert response.status_code == 403
    assert "Only an administrator imports spreadsheets." in text(response)


def test_an_officer_finds_no_import(sign_in, officer, administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    client = sign_in(officer)
    assert client.get("/imports/").status_code == 403
    assert client.get(f"/imports/{batch.reference}/").status_code == 404


def test_accepting_asks_for_the_headings_that_are_open(sign_in, policy_officer, administrator, now):
    rows = (["A Group", "The Chief Executive attends"], ["B Group", "Review the resources put in"])
    batch = imported(workbook(*rows, headings=["Partnership Name", "Recommendation"]), administrator, now)
    client = sign_in(policy_officer)
    address = f"/imports/{batch.reference}/accept/"
    page = text(client.get(address))
    assert "Under which heading?" in page
    assert "Choose a heading for A Group." in text(client.post(address, {"version": batch.version}))
    entry, other = Partnership.objects.order_by("name")
    sent = {"version": batch.version, f"heading-{entry.pk}-heading": "none", f"heading-{other.pk}-heading": "review"}
    assert client.post(address, sent).url == f"/imports/{batch.reference}/"
    assert Partnership.objects.counted().count() == 2


def test_undoing_is_asked_once_more_and_then_done(admin, administrator, now):
    batch = imported(workbook(ROWS[0]), administrator, now)
    address = f"/imports/{batch.reference}/undo/"
    assert "Undo this import" in text(admin.get(address))
    response = admin.post(address, {"version": batch.version}, follow=True)
    assert "is undone. The register is as it was before it." in text(response)
    assert admin.get("/partnerships/P-0001/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 200), ("policy_officer", 200), ("auditor", 200), ("lead_officer", 404)]
)
def test_who_sees_imports_reads_what_an_undone_one_had_written(request, sign_in, administrator, now, who, status):
    batch = imported(workbook(ROWS[0]), administrator, now)
    undo(batch, version=batch.version, by=administrator, at=now)
    client = sign_in(request.getfixturevalue(who))
    answer = client.get("/partnerships/P-0001/history/")
    assert answer.status_code == status
    if status == 200:
        page = text(answer)
        assert f"which {administrator} undid on" in page
        assert "waiting for acceptance" not in page
        assert "Money and time" not in page
        assert "What you cannot do here" not in page
        assert "/partnerships/P-0001/history/" in client.get(f"/imports/{batch.reference}/").content.decode()


def test_discarding_keeps_nothing_from_being_uploaded_again(admin, administrator, now):
    content = workbook(ROWS[0])
    batch = checked(content, administrator, now)
    admin.post(f"/imports/{batch.reference}/discard/", {"version": batch.version})
    assert uploaded(admin, content).url == "/imports/IMP-0002/check/"


def test_columns_set_by_hand_are_checked_and_kept(admin, administrator, now):
    content = workbook(["Alpha Forum", "Zzz"], ["Beta Forum", "Yyy"], headings=["Partnership Name", "Asdf"])
    batch = checked(content, administrator, now)
    sent = {
        "version": batch.version,
        "options-council": batch.options["council"],
        "options-financial_year": "2019/20",
        "sheet0-used": "on",
        "sheet0-header_row": "1",
        "sheet0-column_A": "name",
        "sheet0-column_B": "area",
    }
    assert admin.post(f"/imports/{batch.reference}/columns/", sent).url == f"/imports/{batch.reference}/check/"
    batch.refresh_from_db()
    assert batch.layout["Register"]["columns"]["B"] == "area"
    assert batch.options["financial_year"] == 2019
    assert batch.rows.first().values["values"]["area"] == "Zzz"


def test_a_tab_without_a_column_of_names_is_asked_for_one(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    sent = {
        "version": batch.version,
        "options-council": batch.options["council"],
        "options-financial_year": "twenty",
        "sheet0-used": "on",
        "sheet0-header_row": "1",
        "sheet0-column_A": "",
    }
    page = text(admin.post(f"/imports/{batch.reference}/columns/", sent))
    assert "Choose the column of “Register” that holds the name" in page
    assert "Enter the financial year as two years, such as 2013/14." in page


@pytest.fixture
def _impatient(monkeypatch):
    """Every step is left to the worker."""
    monkeypatch.setattr(jobs, "PATIENCE", -1)


def worked() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


@pytest.mark.usefixtures("_impatient")
def test_a_large_import_says_that_it_is_being_written(admin, administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    response = admin.post(f"/imports/{batch.reference}/commit/", {"version": batch.version}, follow=True)
    page = text(response)
    assert "The import is being written." in page
    waiting = f"/imports/{batch.reference}/?then=import"
    assert f'<noscript><meta http-equiv="refresh" content="3; url={waiting}"></noscript>' in page
    assert admin.get(f"/imports/{batch.reference}/commit/").url == waiting


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_impatient")
def test_a_large_import_is_read_answered_written_accepted_and_undone_by_the_worker(admin, policy_officer, sign_in):
    response = uploaded(admin, workbook(*ROWS))
    path = "/imports/IMP-0001/"
    assert response.url == f"{path}?then=import_read"
    assert "The file is being read and compared with the register." in text(admin.get(response.url))
    assert admin.get(f"{path}check/").url == f"{path}?then=import_check"
    worked()
    assert admin.get(response.url).url == f"{path}check/"
    assert admin.get(response.url, headers={"HX-Request": "true"}).headers["HX-Redirect"] == f"{path}check/"

    version = ImportBatch.objects.get().version
    assert admin.post(f"{path}suggestions/", {"version": version}).url == f"{path}?then=import_check"
    worked()
    assert "2 new." in text(admin.get(f"{path}check/"))
    admin.post(f"{path}commit/", {"version": ImportBatch.objects.get().version})
    worked()
    assert "2 rows of the workbook" in text(admin.get(path))
    officer = sign_in(policy_officer)
    assert officer.post(f"{path}accept/", {"version": ImportBatch.objects.get().version}).url == f"{path}?then=import"
    worked()
    assert ImportBatch.objects.get().status == "accepted"
    admin.post(f"{path}undo/", {"version": ImportBatch.objects.get().version})
    assert "The register is being brought back to what it was before." in text(admin.get(path))
    worked()
    assert ImportBatch.objects.get().status == "undone"
    assert Partnership.objects.exclude(status="import_undone").count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_impatient")
def test_answers_left_to_the_worker_are_put_in_force(admin, administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    admin.post(f"/imports/{batch.reference}/check/", answers(batch, "other", "6.5"))
    worked()
    assert "2 new." in text(admin.get(f"/imports/{batch.reference}/check/"))


@pytest.mark.parametrize("page", ["check", "suggestions", "again", "commit", "discard", "columns", "undo", "accept"])
def test_a_form_that_does_not_say_what_it_showed_does_nothing(sign_in, administrator, policy_officer, now, page):
    content = workbook(ROWS[0])
    batch = (
        imported(content, administrator, now) if page in ("undo", "accept") else checked(content, administrator, now)
    )
    client = sign_in(policy_officer if page == "accept" else administrator)
    sent = columns_of(batch) if page == "columns" else {}
    response = client.post(f"/imports/{batch.reference}/{page}/", sent, follow=True)
    assert "Nothing was done: the form did not say which state of the import it showed." in text(response)
    assert ImportBatch.objects.get().version == batch.version


def columns_of(batch: ImportBatch) -> dict[str, str]:
    """What the columns page sends when nothing is changed."""
    letters = {
        f"sheet0-column_{column['letters']}": (column["fields"] or [""])[0] for column in batch.sheets[0]["columns"]
    }
    return {
        "options-council": batch.options["council"],
        "options-financial_year": "2013/14",
        "sheet0-used": "on",
        "sheet0-header_row": "1",
        **letters,
    }


@pytest.mark.parametrize(
    "content",
    [CSV.encode("cp1252"), CSV.encode("utf-8-sig"), CSV.replace(";", ",").encode("cp1252"), CSV.encode("utf-16")],
)
def test_a_csv_file_is_read_however_it_was_saved(admin, content):
    uploaded(admin, content, "register.csv")
    assert ImportBatch.objects.get().rows.get().name == "Café Forum – North"


def test_an_import_of_which_no_tab_is_used_says_that_it_has_no_rows(admin, administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    arrange(batch, layout={"Register": {"used": False}}, version=batch.version, by=administrator, at=now)
    page = text(admin.get("/imports/IMP-0001/check/"))
    assert "This file has no rows" in page
    assert "Nothing in this file is new or changed" in page


def test_an_answer_about_a_cell_with_two_dates_counts_for_both(admin, administrator, now):
    content = workbook(["A Group", "Talks", "2014-2020"], headings=["Partnership Name", "Function", "Agreement dates"])
    batch = checked(content, administrator, now)
    page = text(admin.get(f"/imports/{batch.reference}/check/"))
    assert "Use “1 January 2014” and agreement ends “31 December 2020”" in page
    admin.post(f"/imports/{batch.reference}/check/", answers(batch, "blank"))
    values = ImportBatch.objects.get().rows.get().values["values"]
    assert not {"agreement_starts_on", "agreement_ends_on"} & set(values)


def test_before_there_is_a_council_nothing_is_imported_and_the_page_says_what_to_do(sign_in, now):
    first = factories.person("first@example.org", "Fay First", "administrator")
    client = sign_in(first)
    uploaded(client, workbook(ROWS[0]))
    assert "There is no council yet. A policy officer adds it" in text(client.get("/imports/IMP-0001/check/"))
    factories.council()
    client.post("/imports/IMP-0001/again/", {"version": ImportBatch.objects.get().version})
    client.post("/imports/IMP-0001/commit/", {"version": ImportBatch.objects.get().version})
    assert Partnership.objects.count() == 1


def test_what_the_register_refuses_while_it_is_written_is_said_and_nothing_is_kept(
    admin, administrator, now, monkeypatch
):
    batch = checked(workbook(ROWS[0]), administrator, now)

    def refuse(*args, **kwargs):
        raise ValidationError("The theme of row 2 is not in the list.")

    monkeypatch.setattr(committing, "write", refuse)
    page = text(admin.post(f"/imports/{batch.reference}/commit/", {"version": batch.version}, follow=True))
    assert "The theme of row 2 is not in the list." in page
    assert ImportBatch.objects.get().status == "checked"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(), "register.xlsx"),
        (workbook(["Total", None, None, 0, 0]), "register.xlsx"),
        (workbook(headings=[]), "register.xlsx"),
        (workbook(headings=["Partnerships of the council in 2016"]), "register.xlsx"),
        (b"Partnership Name;Function;Lead officer\n", "register.csv"),
    ],
)
def test_a_file_without_rows_is_refused_with_what_was_looked_for_and_nothing_is_kept(admin, content, name, settings):
    page = text(uploaded(admin, content, name))
    assert "The selected file has nothing to import. On “" in page
    assert "we looked for a row of headings, such as Partnership name, and for filled rows below it" in page
    assert ImportBatch.objects.count() == 0
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


@pytest.mark.parametrize("step", ["check", "columns", "commit", "discard"])
def test_an_earlier_page_of_a_finished_import_leads_to_its_result(admin, administrator, now, step):
    batch = imported(workbook(ROWS[0]), administrator, now)
    response = admin.get(f"/imports/{batch.reference}/{step}/")
    assert response.status_code == 403
    assert f'href="/imports/{batch.reference}/">See how it stands now</a>' in text(response)


@pytest.mark.parametrize("step", ["suggestions", "again"])
def test_a_button_of_an_earlier_page_leads_to_the_result_too(admin, administrator, now, step):
    batch = imported(workbook(ROWS[0]), administrator, now)
    response = admin.post(f"/imports/{batch.reference}/{step}/", {"version": batch.version})
    assert response.status_code == 403
    assert f'href="/imports/{batch.reference}/">See how it stands now</a>' in text(response)


def test_the_number_of_open_questions_is_the_same_everywhere(admin, administrator, now):
    messy = ["Welland Sports Alliance", "Sport for all", "Head of Leisure", "2-6", "lots of it?", "H/M"]
    batch = checked(workbook(messy, *ROWS[:1], ["Third Forum", "", "", "½ day", 100, "L"]), administrator, now)
    number = batch.totals["open"]
    assert number == 3
    address = f"/imports/{batch.reference}/check/"
    page = text(admin.get(address))
    assert f"3 new, {number} questions open." in page
    assert f"{number} questions are open." in page
    assert f"Open questions ({number})" in page
    assert page.count("app-import__question") == number
    row = batch.rows.get(number=2)
    given = {f"row{row.pk}-{place}-choice": "suggestion" for place in range(2)}
    page = text(admin.post(address, {"version": batch.version, **given}, follow=True))
    assert "Your answers are kept. 1 question is still open." in page
    assert "Open questions (1)" in page
    assert "Answered questions (2)" in page
    assert page.count("app-import__question") == 1
    assert "'2-6' is a range" in text(admin.get(f"{address}?show=answered"))


def test_a_total_is_headed_by_its_own_words_and_a_row_of_values_by_none(admin, administrator, now):
    rows = [ROWS[0], ["TOTAL (all)", None, None, 10, 2000], [None, "Talks to nobody", None, 3, 5, "H"]]
    batch = checked(workbook(*rows), administrator, now)
    page = text(admin.get(f"/imports/{batch.reference}/check/?show=all"))
    assert ">TOTAL (all)</h2>" in page
    assert page.count(">No name</h2>") == batch.totals["error"]


def test_a_doubt_about_a_value_of_a_list_is_answered_by_choosing_from_the_list(admin, administrator, now):
    rows = [["A Group", "Community livery"]]
    batch = checked(workbook(*rows, headings=["Partnership Name", "Partnership type"]), administrator, now)
    address = f"/imports/{batch.reference}/check/"
    page = text(admin.get(address))
    assert "Use “Community Delivery”" in page
    for name in ("Strategic", "Community Liaison"):
        assert f'value="is:{name}"' in page
    row = batch.rows.get()
    fields = [question["field"] for question in row.changes["questions"]]
    given = {f"row{row.pk}-{fields.index('partnership_type')}-choice": "is:Community Liaison"}
    admin.post(address, {"version": batch.version, **given})
    assert batch.rows.get().values["values"]["partnership_type"] == "community_liaison"
    assert re.search(r'value="is:Community Liaison"[^>]* checked', text(admin.get(f"{address}?show=answered")))


def test_every_value_that_a_list_offers_is_understood():
    words = Vocabulary()
    offered = {field: listed(field, words) for field in BY_FIELD}
    assert {"partnership_type", "orientation", "risk_rating", "council_position"} <= {
        field for field, found in offered.items() if found
    }
    for field, found in offered.items():
        assert [name for name in found.values() if typed_fault(field, name, words)] == []
        assert {code: understood(field, name, words).values[field] for code, name in found.items()} == {
            code: code for code in found
        }


UNKNOWN = ["Zork", "Blip", "Quux", "Contact email"]


@pytest.mark.parametrize(
    "rows",
    [
        (["Alpha Alliance", "does a thing", "12", "a@b.example"], ["Beta Board", "other", "3", "c@d.example"]),
        (["Alpha Alliance", "does a thing", "12", "a@b.example"],),
    ],
)
def test_a_file_of_unknown_headings_comes_in_to_be_mapped_by_hand(admin, administrator, now, rows):
    response = uploaded(admin, workbook(*rows, headings=UNKNOWN))
    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == f"/imports/{batch.reference}/columns/"
    layout = {"Register": {"used": True, "header_row": 1, "columns": {"A": "name", "B": "function"}}}
    batch = arrange(batch, layout=layout, version=batch.version, by=administrator, at=now)
    assert batch.rows.get(number=2).values["values"]["name"] == "Alpha Alliance"
    assert batch.totals["new"] == len(rows)


@pytest.mark.parametrize(("row", "refused"), [("9999", True), ("4", True), ("3", False)])
def test_a_row_of_headings_beyond_the_tab_is_refused_beside_its_field(admin, administrator, now, row, refused):
    batch = checked(workbook(*ROWS), administrator, now)
    given = {**columns_of(batch), "version": batch.version, "sheet0-header_row": row}
    page = text(admin.post(f"/imports/{batch.reference}/columns/", given, follow=True))
    assert ("“Register” has 3 rows. Enter a row of headings from 1 to 3." in page) is refused


def test_a_blank_row_chosen_for_the_headings_leaves_the_guess(administrator, now):
    batch = checked(workbook([], *ROWS), administrator, now)
    layout = {"Register": {"used": True, "header_row": 2, "columns": {}}}
    batch = arrange(batch, layout=layout, version=batch.version, by=administrator, at=now)
    assert (batch.sheets[0]["header_row"], batch.totals["new"]) == (1, 2)
