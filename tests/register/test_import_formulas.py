"""Formulas without a stored result: they are pointed out at their cells and on every page of the import."""

from html import unescape

import pytest

from register.workflow.imports.checking import use_suggestions
from register.workflow.imports.committing import commit
from tests.register.test_import_workflow import checked, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ["Partnership Name", "Function", "Contribution", "Risk"]
NOTE = "2 formulas have no stored result, first in B2"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_formula_without_a_result_is_asked_at_its_cell_and_told_on_every_page(sign_in, administrator, now):
    batch = checked(workbook(["Formula Forum", "=1+1", "=1+2", "H"], headings=HEADINGS), administrator, now)
    questions = batch.rows.get().changes["questions"]
    assert [(each["cell"], each["field"]) for each in questions] == [("B2", "function"), ("C2", "contribution")]
    client = sign_in(administrator)

    def page(step: str) -> str:
        return unescape(client.get(f"/imports/{batch.reference}/{step}").content.decode())

    assert NOTE in page("columns/")
    assert NOTE in page("check/")
    assert "This cell holds a formula without a stored result" in page("check/")
    batch = use_suggestions(batch, version=batch.version, by=administrator, at=now)
    commit(batch, version=batch.version, by=administrator, at=now)
    assert NOTE in page("")
