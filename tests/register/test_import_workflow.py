"""The import as a procedure: upload, check, answer, commit, accept, undo."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from partnerships.models import ChangeSet, Event
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models import Contribution, Family, ImportBatch, ImportRow, Partnership, Seat
from register.models.choices import Status
from register.workflow import entries
from register.workflow.imports import committing, jobs
from register.workflow.imports.accepting import accept, heading_questions
from register.workflow.imports.batches import AlreadyWaiting, discard, upload
from register.workflow.imports.checking import answer, arrange, check, open_questions, use_suggestions
from register.workflow.imports.committing import Outdated, commit
from register.workflow.imports.standing import entries as standing_entries
from register.workflow.imports.standing import facts_of
from register.workflow.imports.undoing import may_undo, undo
from register.workflow.ratings import take_over_rating
from tests import factories

pytestmark = pytest.mark.django_db
HARBOROUGH = Path("fixtures/legacy/harborough-2014.xlsx")
HEADINGS = [
    "Partnership Name",
    "Function",
    "Lead Officer",
    "Officer hours per month",
    "Contribution (£)",
    "Risk (H/M/L)",
]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def workbook(*rows: list, headings: list[str] | None = None) -> bytes:
    """A small register as .xlsx bytes."""
    book = openpyxl.Workbook()
    book.active.title = "Register"
    for row in [headings or HEADINGS, *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def checked(content: bytes, by, now, name: str = "register.xlsx") -> ImportBatch:
    return check(upload(content, name, by=by, at=now), by=by, at=now)


def imported(content: bytes, by, now, name: str = "register.xlsx") -> ImportBatch:
    """Uploaded, checked with every suggestion taken, and committed."""
    batch = checked(content, by, now, name)
    if batch.totals["open"]:
        batch = use_suggestions(batch, version=batch.version, by=by, at=now)
    return commit(batch, version=batch.version, by=by, at=now)


def register_as_facts() -> dict:
    """Everything that the register shows, by reference."""
    today = timezone.localdate()
    return {entry.reference: facts_of(entry, today).to_json() for entry in standing_entries(today)}


ROWS = (
    ["Harborough Tourism Partnership", "Brings visitors", "Head of Economy", 10, 2000, "M"],
    ["Welland Sports Alliance", "Sport for all", "Head of Leisure", "2-6", "£1,500", "L"],
)


def test_only_an_administrator_uploads(policy_officer, now):
    with pytest.raises(Refused, match="Only an administrator imports spreadsheets"):
        upload(workbook(*ROWS), "register.xlsx", by=policy_officer, at=now)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("register.pdf", b"%PDF", "must be an .xlsx or .csv file"),
        ("register.xls", b"old", "old Excel file"),
        ("register.ods", b"old", "OpenDocument"),
        ("register.xlsm", b"old", "may hold macros"),
        ("register.xlsx", b"", "is empty"),
        ("register.xlsx", b"not a workbook", "not a|could not be read|is not"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence_and_not_kept(administrator, now, name, content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        upload(content, name, by=administrator, at=now)
    assert ImportBatch.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(administrator, now, settings):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match="smaller than 1 MB"):
        upload(b"x" * (1024 * 1024 + 1), "register.xlsx", by=administrator, at=now)


def test_the_same_file_waits_only_once(administrator, now):
    content = workbook(*ROWS)
    first = upload(content, "register.xlsx", by=administrator, at=now)
    with pytest.raises(AlreadyWaiting) as waiting:
        upload(content, "again.xlsx", by=administrator, at=now)
    assert waiting.value.batch == first


def test_a_file_is_kept_under_a_name_that_says_nothing(administrator, now):
    batch = upload(workbook(*ROWS), "../../etc/Register of Cllr X.xlsx", by=administrator, at=now)
    assert "Cllr" not in batch.file.name
    assert batch.file.name.startswith("imports/")


def test_a_check_writes_no_entry_and_stages_every_row(administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    assert Partnership.objects.count() == 0
    assert (batch.status, batch.totals["new"], batch.totals["open"]) == ("checked", 2, 1)
    row = batch.rows.get(name="Welland Sports Alliance")
    assert row.raw["D"] == "2-6"
    assert row.values["by_council"]["Harborough District Council"]["officer_hours_per_month"] == "4"


def test_open_questions_keep_an_import_out_of_the_register(administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    with pytest.raises(Refused, match="1 question is open"):
        commit(batch, version=batch.version, by=administrator, at=now)


def test_an_answer_is_read_like_a_cell_and_kept_when_the_file_is_checked_again(administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    row = batch.rows.get(name="Welland Sports Alliance")
    [question] = open_questions(row)
    given = {row.pk: {"questions": {question["key"]: {"choice": "other", "value": "6.5"}}}}
    batch = answer(batch, given, version=batch.version, by=administrator, at=now)
    batch = check(batch, by=administrator, at=now)
    batch = commit(batch, version=batch.version, by=administrator, at=now)
    part = Partnership.objects.get(name="Welland Sports Alliance").participations.get()
    assert (part.officer_hours_per_month, part.officer_hours_as_typed) == (Decimal("6.5"), "2-6")


def test_a_value_left_blank_is_unknown_and_not_nought(administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    row = batch.rows.get(name="Welland Sports Alliance")
    [question] = open_questions(row)
    given = {row.pk: {"questions": {question["key"]: {"choice": "blank"}}}}
    batch = answer(batch, given, version=batch.version, by=administrator, at=now)
    commit(batch, version=batch.version, by=administrator, at=now)
    assert Partnership.objects.get(name="Welland Sports Alliance").participations.get().officer_hours_per_month is None


def test_a_row_can_be_left_out(administrator, now):
    batch = checked(workbook(*ROWS), administrator, now)
    row = batch.rows.get(name="Welland Sports Alliance")
    batch = answer(batch, {row.pk: {"skip": True}}, version=batch.version, by=administrator, at=now)
    commit(batch, version=batch.version, by=administrator, at=now)
    assert list(Partnership.objects.values_list("name", flat=True)) == ["Harborough Tourism Partnership"]


def test_a_commit_writes_entries_lines_and_history_in_one_change_set(administrator, council, now):
    batch = imported(HARBOROUGH.read_bytes(), administrator, now, "harborough-2014.xlsx")
    assert (batch.status, batch.committed_by, Partnership.objects.count()) == ("committed", administrator, 31)
    assert Family.objects.filter(name="LLEP and associated groups").exists()
    for model in (Partnership, Contribution, Seat, Family):
        kept = model.history.filter(change_set=batch.change_set)
        assert kept.count() == model.objects.count() > 0
    assert set(Contribution.objects.values_list("financial_year", flat=True)) == {2013}
    assert set(Partnership.objects.exclude(risk_rating="").values_list("risk_rating_source", flat=True)) <= {
        "spreadsheet"
    }
    steps = Event.objects.about(f"import {batch.reference}").values_list("detail__step", flat=True)
    assert {"uploaded", "checked", "committed"} <= set(steps)


def test_the_llep_family_shows_104_hours_and_538000_pounds(administrator, now):
    imported(HARBOROUGH.read_bytes(), administrator, now, "harborough-2014.xlsx")
    family = Partnership.objects.filter(family__name="LLEP and associated groups")
    parts = [part for entry in family for part in entry.participations.all()]
    assert sum(part.officer_hours_per_month for part in parts) == 104
    assert sum(item.amount for part in parts for item in part.contributions.all()) == 538_000


def test_committing_twice_writes_once(administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    commit(batch, version=batch.version, by=administrator, at=now)
    with pytest.raises(Conflict):
        commit(batch, version=batch.version, by=administrator, at=now)
    batch.refresh_from_db()
    with pytest.raises(Refused, match="waiting for acceptance already"):
        commit(batch, version=batch.version, by=administrator, at=now)
    assert Partnership.objects.count() == 1


def test_importing_the_same_file_again_changes_nothing(administrator, policy_officer, now):
    content = HARBOROUGH.read_bytes()
    batch = imported(content, administrator, now, "harborough-2014.xlsx")
    accept_all(batch, policy_officer, now)
    again = checked(content, administrator, now, "harborough-2014.xlsx")
    assert (again.totals["new"], again.totals["changed"], again.totals["unchanged"]) == (0, 0, 31)
    with pytest.raises(Refused, match="nothing to import"):
        commit(again, version=again.version, by=administrator, at=now)


def accept_all(batch: ImportBatch, by, now) -> ImportBatch:
    """Accept with every open wording under review."""
    headings = {question.key: question.heading or "review" for question in heading_questions(batch)}
    return accept(batch, headings, version=batch.version, by=by, at=now)


def test_only_filled_cells_change_an_entry(administrator, policy_officer, council, now):
    entry = factories.partnership(by=policy_officer, council=council, function="Kept as it is", area="District")
    batch = imported(
        workbook(["Harborough Tourism Partnership", None, "Head of Economy", 10, None, "H"]), administrator, now
    )
    entry.refresh_from_db()
    assert (entry.function, entry.area, entry.lead_officer_post, entry.risk_rating) == (
        "Kept as it is",
        "District",
        "Head of Economy",
        "high",
    )
    assert entry.batch is None
    assert batch.rows.get().after_version == entry.version == 2
    assert entry.participations.get().officer_hours_per_month == 10


def test_a_spreadsheet_never_changes_a_rating_from_a_confirmed_assessment(administrator, policy_officer, council, now):
    entry = factories.partnership(by=policy_officer, council=council)
    take_over_rating(entry.pk, "risk", "low", now.date(), by=policy_officer, at=now)
    row = ["Harborough Tourism Partnership", "Talks", None, None, None, "H"]
    batch = imported(workbook(row), administrator, now)
    entry.refresh_from_db()
    assert (entry.function, entry.risk_rating, entry.risk_rating_source) == ("Talks", "low", "assessment")
    assert "comes from a confirmed assessment, so it stays" in str(batch.rows.get().issues)


def test_an_entry_edited_after_the_check_stops_the_import_before_anything_is_written(
    administrator, policy_officer, council, now
):
    entry = factories.partnership(by=policy_officer, council=council)
    batch = checked(workbook(ROWS[0], ["Another Group", "Talks", None, None, None, None]), administrator, now)
    entries.edit(entry, {"area": "Edited meanwhile"}, version=entry.version, by=policy_officer, at=now)
    with pytest.raises(
        Outdated, match=r"Harborough Tourism Partnership \(P-0001\) changed after this file was checked"
    ):
        commit(batch, version=batch.version, by=administrator, at=now)
    batch.refresh_from_db()
    assert (batch.status, Partnership.objects.count(), ChangeSet.objects.count()) == ("checked", 1, 0)


def test_a_name_that_came_onto_the_register_meanwhile_is_not_imported_twice(
    administrator, policy_officer, council, now
):
    batch = checked(workbook(ROWS[0]), administrator, now)
    factories.partnership(by=policy_officer, council=council)
    with pytest.raises(Outdated, match="came onto the register after this file was checked"):
        commit(batch, version=batch.version, by=administrator, at=now)
    assert Partnership.objects.count() == 1


def test_a_failure_in_the_middle_leaves_nothing(administrator, now, monkeypatch):
    batch = checked(workbook(ROWS[0]), administrator, now)

    def broken(*args, **kwargs):
        raise RuntimeError("The power went.")

    monkeypatch.setattr(committing, "note", broken)
    with pytest.raises(RuntimeError):
        commit(batch, version=batch.version, by=administrator, at=now)
    batch.refresh_from_db()
    assert (batch.status, Partnership.objects.count(), Partnership.history.count(), Contribution.objects.count()) == (
        "checked",
        0,
        0,
        0,
    )


def test_formula_text_stays_text(administrator, now):
    imported(workbook(["'=cmd|' /C calc'!A0", "=1+1", "@SUM(A1)", 3, 4, "H"]), administrator, now)
    entry = Partnership.objects.get()
    assert (entry.name, entry.lead_officer_post) == ("'=cmd|' /C calc'!A0", "@SUM(A1)")


def test_nobody_accepts_an_import_they_committed(council, now):
    both = factories.person("both@example.org", "Bo Both", "administrator", "policy_officer", council=council)
    batch = imported(workbook(ROWS[0]), both, now)
    with pytest.raises(Refused, match="Somebody else accepts an import than the person who committed it"):
        accept_all(batch, both, now)


def test_an_administrator_does_not_accept(administrator, now):
    batch = imported(workbook(ROWS[0]), administrator, now)
    with pytest.raises(Refused, match="Only a policy officer accepts an import"):
        accept_all(batch, administrator, now)


def test_imported_entries_count_once_a_policy_officer_accepted_them(administrator, policy_officer, now):
    batch = imported(workbook(ROWS[0]), administrator, now)
    assert Partnership.objects.counted().count() == 0
    accept_all(batch, policy_officer, now)
    entry = Partnership.objects.counted().get()
    assert entry.is_unconfirmed


def test_a_recommendation_whose_wording_does_not_decide_is_asked(administrator, policy_officer, now):
    headings = ["Partnership Name", "Recommendation", "Comments"]
    rows = (["A Group", "Review the resources put in", None], ["B Group", "The Chief Executive attends", None])
    batch = imported(workbook(*rows, headings=headings), administrator, now)
    guessed = {question.text: question.heading for question in heading_questions(batch)}
    assert guessed == {"Review the resources put in": "review", "The Chief Executive attends": ""}
    with pytest.raises(Refused, match="Choose a heading for 1 recommendation"):
        accept(batch, {}, version=batch.version, by=policy_officer, at=now)
    [asked] = [question for question in heading_questions(batch) if not question.heading]
    accept(batch, {asked.key: "increase"}, version=batch.version, by=policy_officer, at=now)
    assert Partnership.objects.get(name="B Group").recommendation_heading == "increase"


def test_undoing_leaves_the_register_as_it_was(administrator, policy_officer, council, now):
    factories.partnership(by=policy_officer, council=council, area="District", themes=[factories.theme()])
    factories.partnership(by=policy_officer, council=council, name="Untouched Board")
    before = register_as_facts()
    headings = [*HEADINGS, "Theme", "Partners", "Representatives", "Agreement start"]
    row = [*ROWS[0], "Tourism", "Police; Fire", "Cllr Member A; Director of Resources", "1 April 2014"]
    batch = imported(workbook(row, [*ROWS[1], "Sport", "NHS", "Vacant", None], headings=headings), administrator, now)
    assert register_as_facts() != before
    undone = undo(batch, version=batch.version, by=policy_officer, at=now)
    assert undone.status == "undone"
    assert register_as_facts() == before
    assert Partnership.objects.get(name="Welland Sports Alliance").status == Status.IMPORT_UNDONE
    seats = Seat.objects.filter(partnership__status=Status.IMPORT_UNDONE)
    assert seats.exists()
    assert not seats.visible_to(policy_officer).exists()


def test_an_accepted_import_can_be_undone_with_the_headings_it_was_given(administrator, policy_officer, now):
    batch = imported(HARBOROUGH.read_bytes(), administrator, now, "harborough-2014.xlsx")
    batch = accept_all(batch, policy_officer, now)
    undo(batch, version=batch.version, by=administrator, at=now)
    assert register_as_facts() == {}
    assert not Family.objects.filter(is_retired=False).exists()


def test_an_import_that_somebody_edited_is_not_undone_and_the_refusal_names_the_entry(
    administrator, policy_officer, now
):
    batch = imported(workbook(*ROWS), administrator, now)
    entry = Partnership.objects.get(name="Welland Sports Alliance")
    entries.edit(entry, {"area": "District"}, version=entry.version, by=policy_officer, at=now)
    refusal = r"Welland Sports Alliance \(P-0002\) changed since this import"
    with pytest.raises(Refused, match=refusal):
        undo(batch, version=batch.version, by=administrator, at=now)
    assert Partnership.objects.filter(status=Status.IMPORT_UNDONE).count() == 0


def test_a_line_added_to_an_imported_entry_keeps_it_from_being_undone(administrator, policy_officer, council, now):
    batch = imported(workbook(ROWS[0]), administrator, now)
    entry = Partnership.objects.get()
    entries.add_line(Seat(partnership=entry, council=council, post="Leader"), entry, by=policy_officer, at=now)
    assert not may_undo(administrator, batch)


def test_an_officer_does_not_undo(administrator, officer, now):
    batch = imported(workbook(ROWS[0]), administrator, now)
    with pytest.raises(Refused, match="Only an administrator or a policy officer undoes an import"):
        undo(batch, version=batch.version, by=officer, at=now)


def test_after_undoing_the_same_file_can_be_imported_again(administrator, now):
    content = HARBOROUGH.read_bytes()
    batch = imported(content, administrator, now, "harborough-2014.xlsx")
    undo(batch, version=batch.version, by=administrator, at=now)
    again = imported(content, administrator, now, "harborough-2014.xlsx")
    assert again.totals["new"] == 31
    assert Partnership.objects.get(name="LLEP Private Sector Growth Group", status="active").reference == "P-0033"
    assert not Family.objects.filter(is_retired=True).exists()


def test_a_discarded_upload_is_neither_checked_nor_committed(administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    batch = discard(batch, version=batch.version, by=administrator, at=now)
    for step in (check, commit):
        with pytest.raises(Refused, match="This import is discarded"):
            step(batch, version=batch.version, by=administrator, at=now)


def test_columns_set_by_hand_bring_an_unknown_workbook_in(administrator, now):
    content = workbook(
        ["Alpha Forum", "Zzz", "first"], ["Beta Forum", "Yyy", "second"], headings=["Qwerty", "Asdf", "Zxcv"]
    )
    batch = checked(content, administrator, now)
    layout = {"Register": {"used": True, "header_row": 1, "columns": {"A": "name", "B": "area", "C": None}}}
    batch = arrange(batch, layout=layout, version=batch.version, by=administrator, at=now)
    if batch.totals["open"]:
        batch = use_suggestions(batch, version=batch.version, by=administrator, at=now)
    commit(batch, version=batch.version, by=administrator, at=now)
    assert dict(Partnership.objects.values_list("name", "area")) == {"Alpha Forum": "Zzz", "Beta Forum": "Yyy"}
    unused = [column for sheet in batch.sheets for column in sheet["columns"] if not column["fields"]]
    assert [column["heading"] for column in unused] == ["Zxcv"]


def test_a_nearly_equal_name_is_asked_and_can_be_said_to_be_the_same(administrator, policy_officer, council, now):
    entry = factories.partnership(by=policy_officer, council=council, name="Harborough Tourism Partnership")
    batch = checked(workbook(["Harborough Turism Partnership", "New text", None, None, None, None]), administrator, now)
    row = ImportRow.objects.get(batch=batch)
    assert row.changes["near"]["reference"] == entry.reference
    [question] = open_questions(row)
    given = {row.pk: {"same_as": entry.reference, "questions": {question["key"]: {"choice": "same"}}}}
    batch = answer(batch, given, version=batch.version, by=administrator, at=now)
    commit(batch, version=batch.version, by=administrator, at=now)
    entry.refresh_from_db()
    assert (entry.name, entry.function) == ("Harborough Tourism Partnership", "New text")
    assert entry.other_names.get().name == "Harborough Turism Partnership"


def test_checking_is_refused_to_who_does_not_import(administrator, policy_officer, now):
    batch = upload(workbook(ROWS[0]), "register.xlsx", by=administrator, at=now)
    with pytest.raises(Refused, match="Only an administrator imports"):
        check(batch, by=policy_officer, at=now)


def in_background(batch: ImportBatch, by, now) -> ImportBatch:
    """Left to the worker, and the worker run."""
    jobs.leave(batch, "commit", version=batch.version, by=by, at=now)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    return ImportBatch.objects.get(pk=batch.pk)


@pytest.mark.django_db(transaction=True)
def test_a_large_import_is_written_by_the_worker(administrator, now):
    batch = checked(workbook(ROWS[0]), administrator, now)
    batch = in_background(batch, administrator, now)
    assert (batch.status, batch.committed_by, Partnership.objects.count()) == ("committed", administrator, 1)
    assert jobs.progress(batch) is None


@pytest.mark.django_db(transaction=True)
def test_what_keeps_the_worker_from_writing_is_said_on_the_import(administrator, policy_officer, council, now):
    entry = factories.partnership(by=policy_officer, council=council)
    batch = checked(workbook(ROWS[0]), administrator, now)
    entries.edit(entry, {"area": "Edited meanwhile"}, version=entry.version, by=policy_officer, at=now)
    batch = in_background(batch, administrator, now)
    assert batch.status == "checked"
    going = jobs.progress(batch)
    assert not going.running
    assert "changed after this file was checked" in going.sentence
    batch = check(batch, by=administrator, at=now)
    assert jobs.progress(batch) is None
