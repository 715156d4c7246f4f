"""The register by theme: a tab on screen for each, and a sheet of the workbook for each (SH-11)."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import saving
from register.listing import page
from register.workflow.imports.batches import upload
from register.workflow.imports.checking import check
from tests import factories

TODAY = date(2026, 11, 21)

pytestmark = pytest.mark.django_db


@pytest.fixture
def themes():
    return factories.theme("Economy"), factories.theme("Homes"), factories.theme("Heritage")


@pytest.fixture
def entries(themes, policy_officer, council):
    """One entry of two themes, one of one, one of none."""
    economy, homes, _ = themes

    def add(name, **values):
        return factories.partnership(by=policy_officer, council=council, name=name, **values)

    return [
        add("Rural Partnership", themes=[economy, homes], risk_rating="high"),
        add("Tourism Partnership", themes=[economy]),
        add("Safer Roads", risk_rating="high"),
    ]


def tabs(query: str, user) -> dict[str, page.ThemeTab]:
    return {each.label: each for each in page.build(QueryDict(query), "/partnerships/", user, TODAY).themes}


def test_each_theme_has_a_tab_with_its_number_and_so_have_all_and_none(entries, policy_officer):
    """SH-11: an entry of two themes is counted on both tabs, and once under All."""
    shown = tabs("", policy_officer)
    assert list(shown) == ["All (3)", "Economy (2)", "Heritage (0)", "Homes (1)", "No theme (1)"]
    assert [label for label, tab in shown.items() if tab.current] == ["All (3)"]


def test_a_tab_keeps_the_other_filters_the_order_and_the_columns(entries, themes, policy_officer):
    """SH-11: the state of the list stands in the address of each tab, on its first page."""
    shown = tabs("risk=high&sort=-name&columns=name&page=1", policy_officer)
    assert list(shown) == ["All (2)", "Economy (1)", "Heritage (0)", "Homes (1)", "No theme (1)"]
    assert shown["Homes (1)"].url == f"/partnerships/?theme={themes[1].pk}&risk=high&sort=-name&columns=name"
    assert shown["All (2)"].url == "/partnerships/?risk=high&sort=-name&columns=name"
    assert shown["No theme (1)"].url == "/partnerships/?theme=none&risk=high&sort=-name&columns=name"


def test_the_tab_that_is_shown_says_so_and_holds_its_entries(entries, themes, policy_officer, sign_in):
    """SH-11: plain links, so that it works without JavaScript."""
    answer = sign_in(policy_officer).get(reverse("register:list"), {"theme": themes[1].pk})
    text = answer.content.decode()
    assert f'href="/partnerships/?theme={themes[1].pk}" aria-current="page">Homes (1)</a>' in text
    assert "Rural Partnership" in text
    assert "Tourism Partnership" not in text
    assert answer.context["page"].total == 1


def test_the_numbers_on_the_tabs_are_those_of_the_lists_they_lead_to(entries, policy_officer):
    for query in ("", "risk=high", "q=partnership", "status=exited"):
        for label, tab in tabs(query, policy_officer).items():
            found = page.build(QueryDict(tab.url.partition("?")[2]), "/partnerships/", policy_officer, TODAY)
            assert label.endswith(f"({found.total})"), (query, label)


def test_a_retired_theme_has_a_tab_as_long_as_entries_stand_under_it(entries, themes, policy_officer, now):
    for theme in themes:
        saving.claimed(type(theme), theme.pk, theme.version, {"is_retired": True}, by=policy_officer, at=now)
    assert list(tabs("", policy_officer)) == ["All (3)", "Economy (2)", "Homes (1)", "No theme (1)"]


def test_a_council_without_themes_has_no_tabs(partnership, policy_officer, sign_in):
    assert not tabs("", policy_officer)
    text = sign_in(policy_officer).get(reverse("register:list")).content.decode()
    assert 'aria-label="Themes"' not in text
    assert "one sheet per theme" not in text


def test_a_councillor_sees_only_their_own_entries_counted(entries, councillor):
    assert list(tabs("", councillor)) == ["All (0)", "Economy (0)", "Heritage (0)", "Homes (0)", "No theme (0)"]


@pytest.mark.once
def test_many_themes_cost_no_more_queries_than_one(entries, policy_officer):
    def costs() -> int:
        with CaptureQueriesContext(connection) as queries:
            page.build(QueryDict(""), "/partnerships/", policy_officer, TODAY)
        return len(queries)

    few = costs()
    for number in range(30):
        factories.theme(f"Theme {number}")
    assert costs() == few


# The workbook


@pytest.fixture
def take(sign_in, policy_officer):
    def taken(query: str = "") -> bytes:
        answer = sign_in(policy_officer).post(f"{reverse('register:export', args=['themes'])}?{query}")
        assert answer.status_code == 200
        assert 'filename="partnerships-by-theme-' in answer["Content-Disposition"]
        return answer.getvalue()

    return taken


def visible(content: bytes) -> list:
    """The sheets that a person sees."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def sheets(content: bytes) -> dict[str, list[str]]:
    """The names of partnerships on each sheet."""
    found = {}
    for sheet in visible(content):
        headings, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [row[headings.index("Partnership name")] for row in rows]
    return found


def test_the_workbook_has_all_entries_once_and_then_a_sheet_for_each_theme(entries, take):
    """SH-11: an entry of several themes is on the sheet of each; a theme without entries has none."""
    assert sheets(take()) == {
        "Register": ["Rural Partnership", "Safer Roads", "Tourism Partnership"],
        "Economy": ["Rural Partnership", "Tourism Partnership"],
        "Homes": ["Rural Partnership"],
        "No theme": ["Safer Roads"],
    }


def test_every_sheet_has_the_columns_shown_and_hides_what_the_way_back_needs(entries, take):
    found = visible(take("columns=name&columns=risk_rating&risk=high"))
    assert [sheet.title for sheet in found] == ["Register", "Economy", "Homes", "No theme"]
    for sheet in found:
        headings = {cell.value: sheet.column_dimensions[cell.column_letter].hidden for cell in sheet[1]}
        assert headings == {
            "Partnership name": False,
            "Risk rating": False,
            "How sure it is": False,
            "Themes": True,
            "Reference": True,
            "Version": True,
        }


def test_sheets_have_names_that_a_spreadsheet_accepts(policy_officer, council, take):
    """SH-11: 31 characters, none of the forbidden ones, and no two alike once they are cut."""
    long = "Sustainable communities and neighbourhoods"
    names = [f"{long} north", f"{long} south", "Health: [old] / new?", "register", "History"]
    factories.partnership(
        by=policy_officer, council=council, name="Rural", themes=[factories.theme(name) for name in names]
    )
    found = list(sheets(take()))
    assert len(found) == len({name.lower() for name in found}) == 6
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)


@pytest.mark.parametrize("query", ["", "columns=all", "columns=name&columns=function"])
def test_the_workbook_comes_back_without_doubling_an_entry_or_changing_one(
    query, policy_officer, council, entries, administrator, take, now, settings, tmp_path
):
    """SH-11: an import of the workbook by theme finds every entry once, with its themes, and has nothing to change."""
    settings.MEDIA_ROOT = tmp_path
    long = factories.theme("Sustainable communities and neighbourhoods in the rural north")
    factories.partnership(by=policy_officer, council=council, name="Village Halls", themes=[long])
    batch = check(upload(take(query), "by-theme.xlsx", by=administrator, at=now), by=administrator, at=now)
    counted = {outcome: batch.totals[outcome] for outcome in ("new", "changed", "unchanged", "error", "open")}
    assert counted == {"new": 0, "changed": 0, "unchanged": 4, "error": 0, "open": 0}


def test_the_workbook_fills_an_empty_register_with_each_entry_once(
    entries, take, administrator, now, settings, tmp_path, monkeypatch
):
    """SH-11: elsewhere, where nobody knows these references, each entry is new once and has all its themes."""
    settings.MEDIA_ROOT = tmp_path
    content = take("columns=name&columns=function")
    monkeypatch.setattr("register.workflow.imports.assessing.standing.entries", lambda today: [])
    batch = check(upload(content, "by-theme.xlsx", by=administrator, at=now), by=administrator, at=now)
    rows = [row for row in batch.rows.all() if row.outcome == "new"]
    assert sorted(row.name for row in rows) == ["Rural Partnership", "Safer Roads", "Tourism Partnership"]
    assert next(row.values["values"]["themes"] for row in rows if row.name == "Rural Partnership") == [
        "Economy",
        "Homes",
    ]
