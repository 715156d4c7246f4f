"""Letters: sent once, after the transaction, and again when the mail server refused."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from partnerships import jobs, mail
from partnerships.models import Event, Letter
from tests import factories

pytestmark = pytest.mark.django_db


def write(to, now, key="confirm-1"):
    return mail.write(to, "entries_to_confirm", key=key, at=now, count=2, path="/partnerships/")


def test_a_letter_is_sent_by_the_worker_with_links_to_the_configured_site(lead_officer, now, settings):
    settings.SITE_URL = "https://register.example.org"
    mail.deliver.call(write(lead_officer, now).pk)
    message = outbox.outbox[0]
    assert (message.to, message.subject) == (["lead.officer@example.org"], "Please check 2 register entries")
    assert "https://register.example.org/partnerships/" in message.body
    assert Event.objects.filter(kind="mail_sent").count() == 1


def test_the_same_letter_is_written_once(lead_officer, now):
    assert write(lead_officer, now) is not None
    assert write(lead_officer, now) is None
    assert DBTaskResult.objects.count() == 1


def test_a_letter_of_an_undone_transaction_is_never_sent(lead_officer, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        write(lead_officer, now)
        raise RuntimeError
    assert not DBTaskResult.objects.exists()
    assert not Letter.objects.exists()


def test_a_letter_that_was_sent_is_not_sent_again(lead_officer, now):
    letter = write(lead_officer, now)
    mail.deliver.call(letter.pk)
    mail.deliver.call(letter.pk)
    assert len(outbox.outbox) == 1


def test_a_person_who_left_gets_no_letter(lead_officer, now):
    letter = write(lead_officer, now)
    lead_officer.is_active = False
    lead_officer.save()
    mail.deliver.call(letter.pk)
    assert outbox.outbox == []


def test_a_mail_server_that_refuses_is_asked_again_and_then_given_up(lead_officer, now, settings):
    settings.EMAIL_BACKEND = "tests.partnerships.test_mail.Refusing"
    letter = write(lead_officer, now)
    for _ in range(mail.TRIES):
        mail.deliver.call(letter.pk)
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("failed", mail.TRIES)
    assert DBTaskResult.objects.count() == mail.TRIES
    assert Event.objects.filter(kind="mail_failed").count() == 1


class Refusing:
    """A mail server that is down."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody listens")


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_waits_and_shows_that_it_lives(now):
    person = factories.person("lead.officer@example.org", "Lee Lead", "officer")
    write(person, now)
    call_command("worker", batch=True, startup_delay=False, verbosity=0)
    assert len(outbox.outbox) == 1


def test_the_job_of_a_worker_that_died_is_marked_as_failed(lead_officer, now):
    write(lead_officer, now)
    job = DBTaskResult.objects.get()
    job.claim("dead-worker")
    DBTaskResult.objects.update(started_at=now - 3 * jobs.SILENT_AFTER)
    jobs.beat("living-worker", now)
    assert jobs.reap(now) == 1
    job.refresh_from_db()
    assert (job.status, "stopped before it finished" in job.traceback) == ("FAILED", True)


def test_the_job_of_a_worker_that_lives_is_left_alone(lead_officer, now):
    write(lead_officer, now)
    job = DBTaskResult.objects.get()
    job.claim("living-worker")
    DBTaskResult.objects.update(started_at=now - 3 * jobs.SILENT_AFTER)
    jobs.beat("living-worker", now)
    assert jobs.reap(now) == 0


def test_the_work_of_the_day_is_begun_once_a_day_from_six_on_and_never_on_the_first(db):
    """Around the change of the clock, by the clocks of the United Kingdom."""
    first = datetime(2026, 10, 24, 8, 0, tzinfo=UTC)
    early, six = datetime(2026, 10, 25, 5, 59, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)
    assert [jobs.begin_day(at) for at in (first, first, early, six, six)] == [False, False, False, True, False]
    assert [jobs.begin_day(six + timedelta(days=days)) for days in (1, 1, 7)] == [True, False, True]
    assert {job.task_path for job in DBTaskResult.objects.all()} == {"register.workflow.jobs.keep_register_now"}


def test_the_mark_of_the_day_is_no_sign_of_life(db, now):
    jobs.begin_day(now)
    jobs.reap(now + 60 * jobs.SILENT_AFTER)
    assert (jobs.worker_lives(now), jobs.Heartbeat.objects.count()) == (False, 1)
