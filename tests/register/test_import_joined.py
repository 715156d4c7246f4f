"""Two rows of one partnership in one file: what they say differently is asked, and the answer is what is written."""

from decimal import Decimal
from html import unescape

import pytest

from register.models import ImportBatch, Partnership
from register.workflow.imports.checking import answer, use_suggestions
from register.workflow.imports.committing import commit
from tests.register.test_import_workflow import accept_all, checked, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ["Partnership Name", "Function", "Officer hours per month", "Contribution", "Risk"]
TWINS = (["Twin Group", "first text", "3", "10", "L"], ["Twin group", "second text", "4", "20", "H"])


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def batch(administrator, now) -> ImportBatch:
    return checked(workbook(*TWINS, headings=HEADINGS), administrator, now)


def answered(batch: ImportBatch, by, now, **given: dict) -> ImportBatch:
    """The questions of the second row answered by field, and those of the first with what is suggested."""
    row = batch.rows.get(number=3)
    keys = {question["field"]: question["key"] for question in row.changes["questions"]}
    questions = {keys[field]: each for field, each in given.items()}
    batch = answer(batch, {row.pk: {"questions": questions}}, version=batch.version, by=by, at=now)
    return use_suggestions(batch, version=batch.version, by=by, at=now)


def written(batch: ImportBatch, by, now) -> dict:
    """What the one entry of the import then holds."""
    commit(batch, version=batch.version, by=by, at=now)
    entry = Partnership.objects.get()
    part = entry.participations.get()
    money = part.contributions.first()
    return {
        "function": entry.function,
        "risk": entry.risk_rating,
        "hours": part.officer_hours_per_month,
        "money": money and money.amount,
        "typed": money.amount_as_typed if money else "",
    }


def test_every_difference_is_one_question_that_names_its_field(batch):
    questions = batch.rows.get(number=3).changes["questions"]
    assert [(each["cell"], each["field"]) for each in questions] == [
        ("B3", "function"),
        ("C3", "officer_hours_per_month"),
        ("E3", "risk_rating"),
        ("D3", "contribution"),
    ]


def test_the_second_of_two_values_is_written_where_it_is_chosen(batch, administrator, now):
    fields = ("function", "officer_hours_per_month", "risk_rating", "contribution")
    batch = answered(batch, administrator, now, **{field: {"choice": "second"} for field in fields})
    found = written(batch, administrator, now)
    assert found["function"] == "second text"
    assert (found["hours"], found["money"]) == (Decimal(4), Decimal(20))
    assert (found["risk"], found["typed"]) == ("high", "20")


def test_the_first_is_kept_where_nobody_chose_and_the_import_says_so(batch, administrator, now):
    batch = answered(batch, administrator, now)
    assert all("Answered: the first is kept." in issue["message"] for issue in batch.rows.get(number=3).issues[1:-1])
    found = written(batch, administrator, now)
    assert (found["function"], found["risk"]) == ("first text", "low")
    assert (found["hours"], found["money"], found["typed"]) == (Decimal(3), Decimal(10), "10")


def test_the_sums_of_two_rows_are_added_up_only_where_that_is_chosen(batch, administrator, now):
    batch = answered(batch, administrator, now, contribution={"choice": "both"})
    found = written(batch, administrator, now)
    assert (found["money"], found["typed"]) == (Decimal(30), "10 + 20")


def test_another_value_or_none_counts_for_the_row_that_took_the_other_in(batch, administrator, now):
    given = {
        "function": {"choice": "other", "value": "a third text"},
        "officer_hours_per_month": {"choice": "blank"},
        "contribution": {"choice": "other", "value": "£25"},
    }
    found = written(answered(batch, administrator, now, **given), administrator, now)
    assert found["function"] == "a third text"
    assert (found["hours"], found["money"]) == (None, Decimal(25))


def test_a_doubt_about_a_cell_that_fills_a_gap_of_the_first_row_is_answered_for_the_entry(administrator, now):
    rows = (["Twin Group", "text"], ["Twin group", "text", "2-6", "£50-£80"])
    batch = checked(workbook(*rows, headings=HEADINGS), administrator, now)
    given = {
        "officer_hours_per_month": {"choice": "other", "value": "5"},
        "contribution": {"choice": "other", "value": "£70"},
    }
    found = written(answered(batch, administrator, now, **given), administrator, now)
    assert (found["hours"], found["money"]) == (Decimal(5), Decimal(70))


def test_the_page_offers_the_first_the_second_and_both_sums_with_figures(sign_in, administrator, batch):
    page = unescape(sign_in(administrator).get(f"/imports/{batch.reference}/check/").content.decode())
    for words in (
        "Keep the first, “£10”",
        "Use the second, “£20”",
        "Use both together, “£30”",
        "Keep the first, “first text”",
        "Use the second, “second text”",
        "Use the second, “High”",
    ):
        assert words in page
    assert "I have seen this" not in page


def test_a_file_saved_anew_asks_nothing_about_rows_that_change_nothing(batch, administrator, policy_officer, now):
    written(answered(batch, administrator, now), administrator, now)
    batch.refresh_from_db()
    accept_all(batch, policy_officer, now)
    content = workbook(*TWINS, ["A New Forum", "talks", "1", "500", "L"], headings=HEADINGS)
    again = checked(content, administrator, now)
    assert (again.totals["unchanged"], again.totals["new"], again.totals["open"]) == (1, 1, 0)


@pytest.mark.parametrize(
    "given",
    [
        {
            field: {"choice": "second"}
            for field in ("function", "officer_hours_per_month", "risk_rating", "contribution")
        },
        {"contribution": {"choice": "both"}},
        {"function": {"choice": "other", "value": "a third text"}, "officer_hours_per_month": {"choice": "blank"}},
    ],
)
def test_the_very_same_file_remembers_what_was_answered_about_two_rows(
    batch, administrator, policy_officer, now, given
):
    written(answered(batch, administrator, now, **given), administrator, now)
    batch.refresh_from_db()
    accept_all(batch, policy_officer, now)
    with batch.file.open() as file:
        again = checked(file.read(), administrator, now)
    assert again.pk != batch.pk
    assert (again.totals["unchanged"], again.totals["changed"], again.totals["open"]) == (1, 0, 0)
