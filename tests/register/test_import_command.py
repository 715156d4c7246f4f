"""`manage.py import_register`: what an import would do as JSON, and doing it."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from register.models import ImportBatch, Partnership
from tests.register.expectations import held_against

pytestmark = pytest.mark.django_db
LEGACY = Path("fixtures/legacy")
WORKBOOKS = ("harborough-2014", "south-hams-west-devon-2016", "breckland-headings")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def printed(name: str, *options: str) -> str:
    """What the command prints on standard output."""
    output = io.StringIO()
    call_command("import_register", str(LEGACY / f"{name}.xlsx"), *options, stdout=output)
    return output.getvalue()


def differences(text: str, expected: str) -> list[str]:
    """What is printed otherwise than the hand-checked expectation has it."""
    return held_against(
        json.loads(text), json.loads((LEGACY / "expected" / f"{expected}.json").read_text())
    ).differences


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_sample_comes_in_as_its_expectation_says_and_again_without_a_change(name, administrator):
    assert differences(printed(name), name) == []
    assert Partnership.objects.count() == 0
    printed(name, "--commit", "--by", administrator.email)
    assert differences(printed(name), f"{name}-again") == []


def test_without_commit_nothing_is_written(council):
    found = json.loads(printed("harborough-2014"))
    assert found["totals"]["new"] == 31
    assert (Partnership.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_commit_needs_an_administrator(policy_officer):
    with pytest.raises(CommandError, match="Only an administrator imports spreadsheets"):
        printed("harborough-2014", "--commit", "--by", policy_officer.email)
    with pytest.raises(CommandError, match="Say who imports"):
        printed("harborough-2014", "--commit")


def test_committing_the_same_file_again_writes_nothing(administrator):
    printed("harborough-2014", "--commit", "--by", administrator.email)
    printed("harborough-2014", "--commit", "--by", administrator.email)
    assert (ImportBatch.objects.count(), Partnership.objects.count()) == (1, 31)


def test_the_text_says_what_was_done(administrator):
    text = printed("harborough-2014", "--commit", "--by", administrator.email, "--format", "text")
    assert "31 new" in text
    assert "Imported as IMP-0001." in text


def test_a_file_that_is_not_there_is_said_in_a_sentence(council):
    with pytest.raises(CommandError, match="could not be opened"):
        call_command("import_register", "nowhere.xlsx")
