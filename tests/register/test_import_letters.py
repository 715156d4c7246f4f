"""Lead officers are asked, by letter, to confirm what an accepted import says of their partnerships."""

import io

import openpyxl
import pytest
from django.core import mail as outbox

from partnerships import mail
from partnerships.models import Letter
from register.workflow.imports import accepting, batches, checking, committing

pytestmark = pytest.mark.django_db


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in (("Partnership Name", "Lead Officer"), *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def accepted(content, administrator, policy_officer, now):
    batch = checking.check(batches.upload(content, "register.xlsx", by=administrator, at=now), by=administrator, at=now)
    batch = checking.use_suggestions(batch, version=batch.version, by=administrator, at=now)
    batch = committing.commit(batch, version=batch.version, by=administrator, at=now)
    return accepting.accept(batch, {}, version=batch.version, by=policy_officer, at=now)


def test_a_lead_officer_gets_one_letter_for_all_their_entries_with_the_list_of_them(
    administrator, policy_officer, lead_officer, council, now, sign_in
):
    content = workbook(
        ("Harborough Tourism Partnership", lead_officer.full_name), ("Sustainable Harborough", lead_officer.full_name)
    )
    accepted(content, administrator, policy_officer, now)
    letter = Letter.objects.get()
    mail.deliver.call(letter.pk)
    assert (letter.to, outbox.outbox[0].subject) == (lead_officer, "Please check 2 register entries")
    page = sign_in(lead_officer).get(letter.context["path"]).content.decode()
    assert "Harborough Tourism Partnership" in page
    assert "Sustainable Harborough" in page


def test_nobody_is_written_to_where_the_lead_officer_is_only_a_post(administrator, policy_officer, council, now):
    accepted(
        workbook(("Harborough Tourism Partnership", "Director of Communities")), administrator, policy_officer, now
    )
    assert not Letter.objects.exists()
