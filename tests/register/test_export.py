"""The register as a file: who may take it, what is in it, and that nothing in it can run."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from partnerships import saving
from partnerships.models import Event
from partnerships.spreadsheets.reader import read_bytes
from register.columns import BY_FIELD, COLUMNS, every_column
from register.interchange.headings import guesses
from register.models import Contribution, Participation, Partner, Partnership, Seat
from register.models.choices import INVENTED
from register.models.organisations import Organisation
from register.resources import CellWidget, RegisterResource
from register.workflow.imports.committing import commit
from tests import factories
from tests.register.test_import_workflow import checked

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(policy_officer, lead_officer, council):
    """An entry with something in every kind of column."""
    made = factories.partnership(
        by=policy_officer,
        council=council,
        name="Rural Partnership",
        acronym="RP",
        lead_officer=lead_officer,
        risk_rating="high",
        is_statutory=False,
        meetings_per_year=Decimal(4),
        next_review_due_on=date(2027, 4, 1),
        contact="alice@example.org",
        function="=1+1",
        themes=[factories.theme("Economy"), factories.theme("Health")],
    )
    part = made.participations.get()
    hours = {"officer_hours_per_month": Decimal("3.5"), "significance": "desirable"}
    saving.claimed(Participation, part.pk, part.version, hours, by=policy_officer, at=NOW)
    for year, amount in ((2025, Decimal("8000.50")), (2026, None)):
        saving.create(Contribution(participation=part, financial_year=year, amount=amount), by=policy_officer, at=NOW)
    return made


@pytest.fixture
def take(sign_in):
    """Export a list as a person does, and return the bytes."""

    def taken(person, file_format: str, query: str = "") -> bytes:
        answer = sign_in(person).post(f"{reverse('register:export', args=[file_format])}?{query}")
        assert answer.status_code == 200
        return answer.getvalue()

    return taken


def sheet(content: bytes) -> tuple[dict, openpyxl.worksheet.worksheet.Worksheet]:
    """The first entry's cells by heading, and the sheet."""
    tab = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    headings, cells = list(tab.iter_rows(max_row=2))
    return {heading.value: cell for heading, cell in zip(headings, cells, strict=True)}, tab


# Who


@pytest.mark.parametrize("who", ["councillor", "scrutiny_member"])
def test_an_export_is_refused_to_who_does_not_read_the_whole_register(who, request, sign_in):
    answer = sign_in(request.getfixturevalue(who)).post(reverse("register:export", args=["xlsx"]))
    assert answer.status_code == 403
    assert "Only people who read the whole register export it." in answer.content.decode()
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()


def test_an_export_is_asked_for_by_a_post_since_it_is_noted(policy_officer, sign_in):
    assert sign_in(policy_officer).get(reverse("register:export", args=["xlsx"])).status_code == 405


def test_a_format_that_nobody_offers_is_not_found(policy_officer, sign_in):
    assert sign_in(policy_officer).post(reverse("register:export", args=["pdf"])).status_code == 404


def test_an_export_is_noted_with_its_number_and_its_filters(entry, officer, take):
    take(officer, "csv", "risk=high&page=1")
    event = Event.objects.get(kind=Event.Kind.EXPORTED)
    assert (event.by, event.detail["count"], event.detail["format"], event.detail["filters"]) == (
        officer,
        1,
        "csv",
        "risk=high",
    )


# What


def test_the_file_holds_the_entries_and_columns_of_the_list(entry, policy_officer, council, take):
    factories.partnership(by=policy_officer, council=council, name="Other")
    cells, tab = sheet(take(policy_officer, "xlsx", "risk=high&columns=name&columns=risk_rating"))
    assert {heading: cell.value for heading, cell in cells.items()} == {
        "Partnership name": "Rural Partnership",
        "Risk rating": "High",
        "How sure it is": None,
        "Reference": entry.reference,
        "Version": 1,
    }
    assert tab.max_row == 2


def test_the_reference_and_the_version_are_hidden_where_nobody_asked_for_them(entry, policy_officer, take):
    cells, tab = sheet(take(policy_officer, "xlsx", "columns=name"))
    hidden = {heading for heading, cell in cells.items() if tab.column_dimensions[cell.column_letter].hidden}
    assert hidden == {"Reference", "Version"}


def test_text_is_text_a_number_is_a_number_and_a_date_is_a_date(entry, policy_officer, take):
    cells, _ = sheet(take(policy_officer, "xlsx", "columns=all"))
    assert (cells["Function"].value, cells["Function"].data_type) == ("=1+1", "s")
    assert (cells["Contribution (£) 2025/26"].value, cells["Contribution (£) 2025/26"].data_type) == (8000.5, "n")
    assert cells["Officer hours a month"].value == 3.5
    assert cells["Meetings a year"].value == 4
    assert cells["Next review due"].is_date
    assert cells["Next review due"].value.date() == date(2027, 4, 1)
    assert cells["Statutory partnership"].value == "No"
    assert cells["Themes"].value == "Economy; Health"
    assert cells["Significance"].value == "Desirable"


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_a_file_says_which_figures_are_estimates_or_invented(file_format, entry, policy_officer, take):
    part = entry.participations.get()
    hours = {"officer_hours_is_estimate": True, "officer_hours_source": INVENTED}
    saving.claimed(Participation, part.pk, part.version, hours, by=policy_officer, at=NOW)
    line = Contribution.objects.get(financial_year=2025)
    saving.claimed(Contribution, line.pk, line.version, {"source": INVENTED}, by=policy_officer, at=NOW)
    saving.claimed(Partnership, entry.pk, entry.version, {"risk_rating_source": "invented"}, by=policy_officer, at=NOW)
    content = take(policy_officer, file_format)
    said = "Officer hours a month: estimate, invented; Contribution (£) 2025/26: invented; Risk rating: invented"
    if file_format == "csv":
        row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        found = {heading: row[heading] for heading in row}
    else:
        found = {heading: cell.value for heading, cell in sheet(content)[0].items()}
    assert set(found["How sure it is"].split("; ")) == set(said.split("; "))
    assert guesses("How sure it is") == ()


def test_a_file_without_figures_has_no_word_on_how_sure_they_are(entry, policy_officer, take):
    assert "How sure it is" not in sheet(take(policy_officer, "xlsx", "columns=name"))[0]


def test_what_is_unknown_is_blank_and_not_nought(entry, policy_officer, take):
    cells, _ = sheet(take(policy_officer, "xlsx", "columns=all"))
    assert cells["Contribution (£) 2026/27"].value is None
    assert cells["Value rating"].value is None
    assert cells["We are obliged to attend"].value is None


def test_each_council_has_columns_of_its_own_where_several_share_the_register(
    entry, policy_officer, other_council, take
):
    saving.create(
        Participation(partnership=entry, council=other_council, officer_hours_per_month=Decimal(9)),
        by=policy_officer,
        at=NOW,
    )
    cells, _ = sheet(take(policy_officer, "xlsx", "columns=officer_hours_per_month"))
    assert (cells["HDC Officer hours a month"].value, cells["WD Officer hours a month"].value) == (3.5, 9)


DANGEROUS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "\u00a0=1",
    "'=1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_no_text_of_an_entry_becomes_a_formula(text, file_format, policy_officer, council, take):
    factories.partnership(by=policy_officer, council=council, name=f"{text} Partnership", comments=text)
    content = take(policy_officer, file_format, "columns=all")
    if file_format == "xlsx":
        assert {cell.data_type for row in sheet(content)[1].iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}
    else:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert not [cell for cell in rows[1] if cell.lstrip("\u00a0").startswith(("=", "+", "@", "\t", "\r", "＝"))]
    assert text in read_bytes(content, f"x.{file_format}").sheets[0].rows[1]


def test_ten_thousand_characters_of_search_do_not_hurt_an_export(entry, policy_officer, take):
    assert take(policy_officer, "csv", "q=" + "x" * 10_000)


@pytest.mark.once
def test_a_file_costs_the_same_queries_for_one_entry_and_for_many(
    entry, policy_officer, council, django_assert_max_num_queries
):
    def rows() -> list:
        return list(RegisterResource(every_column(), Partnership.objects.order_by("pk"), today=TODAY).table().rows)

    for number in range(20):
        factories.partnership(by=policy_officer, council=council, name=f"Partnership {number}")
    with django_assert_max_num_queries(6):
        assert len(rows()) == 21


# The resource


def test_the_resource_has_a_field_for_each_column(entry):
    resource = RegisterResource([column.field for column in COLUMNS], Partnership.objects.all(), today=TODAY)
    assert {name.split(" ")[0] for name in resource.fields} == {*BY_FIELD, "doubts", "version"}


def test_the_resource_exports_by_its_library_what_the_writers_get(entry):
    resource = RegisterResource(every_column(), Partnership.objects.all(), today=TODAY)
    assert [list(row) for row in resource.export()] == [list(row) for row in resource.table().rows]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Rural Partnership"),
        ("themes", ["Economy and Skills", "Health"]),
        ("priorities", ["1", "2.1"]),
        ("partners", ["Leicestershire County Council", "Voluntary Action"]),
        ("is_statutory", True),
        ("is_statutory", False),
        ("orientation", "strategic"),
        ("risk_rating", "medium"),
        ("significance", "desirable"),
        ("council_position", "influence"),
        ("representative_level", ["cmt", "member"]),
        ("officer_hours_per_month", Decimal("3.5")),
        ("contribution", Decimal("8000.50")),
        ("contribution_period", "one_off"),
        ("governance_form", "formal_legal"),
        ("next_review_due_on", date(2027, 4, 1)),
        ("comments", "Line one\nLine two"),
        ("meetings_per_year", Decimal(4)),
    ],
)
def test_a_widget_reads_back_what_it_wrote(field, value):
    widget = CellWidget(BY_FIELD[field])
    written = widget.render(value)
    assert widget.clean(float(written) if isinstance(written, Decimal) else written) == value


def test_a_widget_refuses_with_a_sentence_what_a_person_has_to_confirm():
    with pytest.raises(ValueError, match=r"names two ratings\. Choose high, medium or low"):
        CellWidget(BY_FIELD["risk_rating"]).clean("M/H")


def test_people_and_partners_are_written_in_words(entry, policy_officer, council):
    partner = saving.create(Organisation(name="Voluntary Action"), by=policy_officer, at=NOW)
    saving.create(Partner(partnership=entry, organisation=partner, is_lead=True), by=policy_officer, at=NOW)
    saving.create(
        Seat(partnership=entry, council=council, kind="member", name="Member B", post="Leader"),
        by=policy_officer,
        at=NOW,
    )
    saving.create(Seat(partnership=entry, council=council, is_vacant=True), by=policy_officer, at=NOW)
    table = RegisterResource(["lead_partner", "representatives"], Partnership.objects.all(), today=TODAY).table()
    assert next(iter(table.rows))[:2] == ["Voluntary Action", "Cllr Member B, Leader; Vacant"]


# The command


def test_the_command_writes_the_whole_register_as_a_workbook(entry, tmp_path):
    file = tmp_path / "register.xlsx"
    call_command("export_register", format="xlsx", output=file, stdout=io.StringIO())
    cells, _ = sheet(file.read_bytes())
    assert cells["Contact"].value == "alice@example.org"
    assert cells["Lead officer"].value == "Lee Lead"


def test_the_command_writes_csv_that_a_spreadsheet_opens_with_its_pound_signs(entry, tmp_path):
    file = tmp_path / "register.csv"
    call_command("export_register", format="csv", output=file, stdout=io.StringIO())
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Contribution (£) 2025/26" in file.read_text(encoding="utf-8-sig")


def test_the_command_writes_json_with_codes_and_exact_sums(entry, tmp_path):
    file = tmp_path / "register.json"
    call_command("export_register", format="json", output=file, stdout=io.StringIO())
    (found,) = json.loads(file.read_text())["entries"]
    (part,) = found["councils"].values()
    assert (found["reference"], found["risk_rating"], found["themes"]) == (
        entry.reference,
        "high",
        ["Economy", "Health"],
    )
    assert part["contributions"] == {"2025": "8000.50", "2026": None}
    assert found["next_review_due_on"] == "2027-04-01"


def test_what_a_sum_is_for_and_who_supports_come_back_unchanged_and_an_edited_cell_comes_in(
    entry, policy_officer, administrator, officer, take, settings, tmp_path
):
    """B15-50, B15-10, SH-25, H14-27."""
    settings.MEDIA_ROOT = tmp_path
    who = {"by": policy_officer, "at": NOW}
    paid = saving.create(Organisation(name="Citizens Advice"), **who)
    line = Contribution.objects.get(financial_year=2026)
    details = {"recipient": paid, "spent_on": "Debt advice", "strategy_line": "MTFS 12"}
    saving.claimed(Contribution, line.pk, line.version, details, **who)
    saving.claimed(Partnership, entry.pk, entry.version, {"supporting_officer": officer}, **who)
    content = take(policy_officer, "xlsx", "columns=all")
    same = checked(content, administrator, NOW)
    assert (same.totals["unchanged"], same.totals["open"]) == (1, 0)
    book = openpyxl.load_workbook(io.BytesIO(content))
    headings = {cell.value: cell.column for cell in book.worksheets[0][1]}
    edited = {"Paid to": "Age UK", "Spent on": "Day centres", "Financial strategy line": "MTFS 13"}
    for heading, text in (edited | {"Supporting officer": policy_officer.full_name}).items():
        book.worksheets[0].cell(2, headings[heading]).value = text
    book.save(saved := io.BytesIO())
    batch = checked(saved.getvalue(), administrator, NOW)
    assert (batch.totals["changed"], batch.totals["open"]) == (1, 0)
    commit(batch, version=batch.version, by=administrator, at=NOW)
    line = Contribution.objects.get(pk=line.pk)
    assert (line.recipient.name, line.spent_on, line.strategy_line) == tuple(edited.values())
    assert Contribution.objects.get(financial_year=2025).spent_on == ""
    assert Partnership.objects.get().supporting_officer == policy_officer
    assert checked(take(policy_officer, "xlsx", "columns=all"), administrator, NOW).totals["unchanged"] == 1


@pytest.mark.parametrize("prefix", ["", "HDC ", "South Hams "])
@pytest.mark.parametrize("field", ["paid_to", "spent_on", "strategy_line", "supporting_officer"])
def test_what_a_sum_is_for_is_asked_by_its_own_wording_alone(prefix, field):
    assert guesses(prefix + BY_FIELD[field].label)[0].field == field
    assert field not in {each.field for heading in ("Amount paid", "Spend", "Officer") for each in guesses(heading)}


def test_a_supporting_officer_whom_nobody_knows_is_asked(
    entry, policy_officer, administrator, take, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    book = openpyxl.load_workbook(io.BytesIO(take(policy_officer, "xlsx", "columns=all")))
    headings = {cell.value: cell.column for cell in book.worksheets[0][1]}
    book.worksheets[0].cell(2, headings["Supporting officer"]).value = "Somebody Unknown"
    book.worksheets[0].cell(2, headings["Area covered"]).value = "The district"
    book.save(saved := io.BytesIO())
    batch = checked(saved.getvalue(), administrator, NOW)
    assert (batch.totals["changed"], batch.totals["open"]) == (1, 1)
    [question] = batch.rows.get().changes["questions"]
    assert "'Somebody Unknown' is no officer who signs in here" in question["messages"][0]


def test_each_council_says_what_its_own_sum_is_for(
    entry, policy_officer, administrator, other_council, take, settings, tmp_path
):
    """SH-08."""
    settings.MEDIA_ROOT = tmp_path
    part = saving.create(Participation(partnership=entry, council=other_council), by=policy_officer, at=NOW)
    other = saving.create(Contribution(participation=part, financial_year=2026, amount=Decimal(5000)), by=None, at=NOW)
    own = Contribution.objects.get(financial_year=2026, participation__council=entry.participations.first().council)
    for line, words in ((own, "Ours"), (other, "Theirs")):
        saving.claimed(Contribution, line.pk, line.version, {"spent_on": words}, by=None, at=NOW)
    content = take(policy_officer, "xlsx", "columns=all")
    assert checked(content, administrator, NOW).totals["unchanged"] == 1
    book = openpyxl.load_workbook(io.BytesIO(content))
    tab = book.worksheets[0]
    for cell in tab[2]:
        if cell.value == "Theirs":
            cell.value = "Theirs anew"
    book.save(saved := io.BytesIO())
    batch = checked(saved.getvalue(), administrator, NOW)
    assert batch.rows.get().changes["questions"] == []
    commit(batch, version=batch.version, by=administrator, at=NOW)
    found = dict(Contribution.objects.filter(financial_year=2026).values_list("pk", "spent_on"))
    assert found == {own.pk: "Ours", other.pk: "Theirs anew"}
