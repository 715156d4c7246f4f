"""From the council's old workbook to a register that counts: several people, one after the other."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from register.models import ImportBatch, Partnership
from register.workflow.imports.accepting import heading_questions

pytestmark = pytest.mark.django_db
HARBOROUGH = Path("fixtures/legacy/harborough-2014.xlsx")
PARAGRAPH = re.compile(r"\b4\.(\d{1,2})\b")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def reported_under(entries: list[Partnership]) -> str:
    """The heading of the 2014 report: 4.1 to 4.3 increase, 4.4 to 4.6 reduce, 4.7 to 4.14 review."""
    number = next(int(found[1]) for entry in entries if (found := PARAGRAPH.search(entry.comments)))
    return "increase" if number <= 3 else "reduce" if number <= 6 else "review"


def page(response) -> str:
    return unescape(response.content.decode())


def test_the_workbook_of_2014_becomes_the_register_of_2014(client, administrator, policy_officer):
    client.force_login(administrator)
    client.post("/imports/new/", {"file": SimpleUploadedFile("harborough-2014.xlsx", HARBOROUGH.read_bytes())})
    batch = ImportBatch.objects.get()
    client.post(f"/imports/{batch.reference}/suggestions/", {"version": batch.version})
    batch.refresh_from_db()
    client.post(f"/imports/{batch.reference}/commit/", {"version": batch.version})
    assert Partnership.objects.count() == 31
    assert Partnership.objects.counted().count() == 0

    client.force_login(policy_officer)
    batch.refresh_from_db()
    asked = heading_questions(batch)
    guessed = [(reported_under(question.entries), question.heading) for question in asked if question.heading]
    assert guessed
    assert all(reported == heading for reported, heading in guessed)
    sent = {f"{question.key}-heading": reported_under(question.entries) for question in asked}
    client.post(f"/imports/{batch.reference}/accept/", {"version": batch.version, **sent})
    recommended = Partnership.objects.accepted().exclude(recommendation="")
    accepted = [entry for entry in recommended if PARAGRAPH.search(entry.comments)]
    assert len(accepted) > 10
    assert [entry.name for entry in accepted if entry.recommendation_heading != reported_under([entry])] == []
    assert Partnership.objects.counted().count() == 30

    again = SimpleUploadedFile("harborough-2014.xlsx", HARBOROUGH.read_bytes())
    client.force_login(administrator)
    response = client.post("/imports/new/", {"file": again}, follow=True)
    assert "0 new, 31 unchanged" in page(response)
    assert "Nothing in this file is new or changed, so there is nothing to import." in page(response)
