"""A partnership is watched, somebody else changes it, the notice is read; and the letter of the week says what waits."""

from datetime import date

import pytest
from django.core import mail as outbox
from playwright.sync_api import expect

from partnerships import mail
from partnerships.models import Letter
from register.models import Notice
from register.workflow import actions
from reviews.workflow.digests import write_week
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
MONDAY = date(2026, 11, 23)


def test_a_watched_partnership_is_changed_and_the_notice_is_read(opened, partnership, officer, lead_officer):
    watcher, changer = opened(officer), opened(lead_officer)
    watcher.goto(f"/partnerships/{partnership.reference}/")
    watcher.get_by_role("button", name="Watch").click()
    expect(watcher.get_by_role("alert")).to_contain_text("You watch Harborough Tourism", timeout=PATIENCE)
    changer.goto(f"/partnerships/{partnership.reference}/edit/about/")
    changer.get_by_label("Acronym").fill("HTP")
    changer.get_by_role("button", name="Save").click()
    expect(changer.get_by_role("alert")).to_contain_text("Acronym set to", timeout=PATIENCE)
    assert [(notice.person, notice.kind) for notice in Notice.objects.filter(kind="changed")] == [(officer, "changed")]
    watcher.reload()
    watcher.get_by_role("banner").get_by_role("link", name="Notices 1 unread").click()
    expect(watcher.get_by_text("Lee Lead changed its facts")).to_be_visible(timeout=PATIENCE)
    watcher.get_by_role("button", name="Mark as read").click()
    expect(watcher.get_by_role("banner").get_by_role("link", name="Notices", exact=True)).to_be_visible()
    watcher.get_by_role("button", name="Stop watching").click()
    expect(watcher.get_by_role("alert")).to_contain_text("You no longer watch", timeout=PATIENCE)


def test_the_letter_of_the_week_leads_to_what_waits(opened, partnership, policy_officer, lead_officer):
    values = {"text": "Ask for the accounts", "owner": lead_officer, "due_on": NOW.date()}
    actions.add(partnership, values, by=policy_officer, at=NOW)
    write_week(MONDAY, at=NOW)
    mail.deliver.call(Letter.objects.get(template="digest", to=lead_officer).pk)
    (message,) = outbox.outbox
    assert "1 Action for you to do" in message.body
    page = opened(lead_officer)
    page.goto("/my-work/")
    page.get_by_role("link", name="Ask for the accounts").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ask for the accounts", timeout=PATIENCE)
    page.goto("/preferences/")
    page.get_by_role("group", name="Weekly letter").get_by_label("Off").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("saved", timeout=PATIENCE)
    lead_officer.refresh_from_db()
    assert lead_officer.digest_off
