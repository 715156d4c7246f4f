"""What an entry says of leaving goes out in a workbook and comes back unchanged, and is guided (B15-25, H14-35)."""

from datetime import date

import pytest
from django.urls import reverse

from register.columns.readiness import READINESS
from register.interchange.headings import best
from register.rules.sections import SECTIONS
from register.workflow import entries
from register.workflow.imports.committing import commit
from tests.register.test_future_columns import changed, checked

pytestmark = pytest.mark.django_db
SAID = {
    "assets_held": "The boat house",
    "liabilities": "None",
    "insurance": "Policy 12 of the county",
    "data_held": "Records of 300 families",
    "depends_on_it": "The youth service",
    "exit_terms": "Six months’ notice, clause 9",
    "project_ends_on": date(2027, 1, 31),
    "exit_owner_post": "Youth Manager",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_what_is_said_of_leaving_goes_out_and_comes_back(partnership, policy_officer, administrator, sign_in, now):
    """B15-25, H14-35: nothing to change where nothing was, and what was changed in the workbook arrives."""
    assert set(SAID) == {column.field for column in READINESS} == set(SECTIONS["readiness"].fields)
    entry = entries.edit(partnership, SAID, version=partnership.version, by=policy_officer, at=now)
    client = sign_in(policy_officer)
    exported = client.post(f"{reverse('register:export', args=['xlsx'])}?columns=all").getvalue()
    batch = checked(exported, administrator, now)
    assert (batch.totals["unchanged"], batch.totals["open"]) == (1, 0), batch.rows.get().changes
    cells = {"Project ends": date(2027, 3, 31), "Guarantees and liabilities": "The lease until 2031"}
    batch = checked(changed(exported, cells), administrator, now)
    assert {each["field"] for each in batch.rows.get().changes["differences"]} == {"project_ends_on", "liabilities"}
    commit(batch, version=batch.version, by=administrator, at=now)
    entry.refresh_from_db()
    assert (entry.project_ends_on, entry.liabilities, entry.insurance) == (
        date(2027, 3, 31), "The lease until 2031", "Policy 12 of the county",
    )  # fmt: skip


def test_its_headings_are_asked_for_in_their_own_words_alone():
    """A sheet that speaks of risk on leaving, of staff or of data still means the columns that it meant before."""
    assert best("Guarantees and liabilities").field == "liabilities"
    assert {best(words).field for words in ("Impact / Risk of Exit", "Risk of leaving")} == {"exit_risk"}


def test_every_field_of_the_section_is_guided_and_saved(sign_in, partnership, lead_officer):
    address = reverse("register:edit", args=[partnership.reference, "readiness"])
    client = sign_in(lead_officer)
    form = client.get(address).context["form"]
    assert [name for name in SECTIONS["readiness"].fields if not form.fields[name].guidance] == []
    client.post(address, {"version": partnership.version, "project_ends_on": "31 January 2027", "liabilities": "None"})
    partnership.refresh_from_db()
    assert (partnership.project_ends_on, partnership.liabilities) == (date(2027, 1, 31), "None")
