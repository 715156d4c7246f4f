"""Watching an entry, and notices: who is told of what, never of their own doing, read one by one or all at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships import saving
from register.models import Notice, Participation, Partnership, Seat, Watch
from register.workflow import actions, entries, watching
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def told(person) -> list[str]:
    return [str(each) for each in Notice.objects.filter(person=person).order_by("pk")]


def edit(entry, by, at=NOW, **changes):
    stands = Partnership.objects.get(pk=entry.pk)
    return entries.edit(stands, changes, version=stands.version, by=by, at=at)


@pytest.fixture
def watched(partnership, officer):
    watching.watch(partnership, by=officer, at=NOW)
    Notice.objects.all().delete()
    return partnership


def test_a_watcher_is_told_who_changed_which_part_and_the_changer_is_not(watched, officer, lead_officer):
    watching.watch(watched, by=lead_officer, at=NOW)
    watching.watch(watched, by=lead_officer, at=NOW)
    edit(watched, lead_officer, area="The district")
    assert told(officer) == ["Lee Lead changed its facts"]
    assert told(lead_officer) == []
    assert Notice.objects.get().path == reverse("register:entry", args=[watched.reference])


def test_changes_within_the_hour_are_one_notice_until_it_is_read(watched, officer, lead_officer, policy_officer):
    edit(watched, lead_officer, area="The district")
    part = watched.participations.get()
    saving.claimed(
        Participation, part.pk, part.version, {"officer_hours_source": "Timesheets"}, by=lead_officer, at=NOW
    )
    assert told(officer) == ["Lee Lead changed its facts and its people"]
    edit(watched, policy_officer, area="The county")
    edit(watched, lead_officer, LATER, area="The parish")
    watching.mark_read(Notice.objects.values("pk"), by=officer, at=LATER)
    edit(watched, lead_officer, LATER, area="The district")
    assert told(officer)[1:] == [
        "Pat Policy changed its facts",
        "Lee Lead changed its facts",
        "Lee Lead changed its facts",
    ]


def test_a_batch_tells_each_watcher_once_of_each_entry(watched, officer, council, policy_officer):
    second = factories.partnership(by=policy_officer, council=council, name="Second")
    watching.watch(second, by=officer, at=NOW)
    with saving.announced_once(by=policy_officer, at=NOW):
        edit(watched, policy_officer, area="The district")
        edit(watched, policy_officer, area="The county")
        edit(second, policy_officer, area="The district")
    assert sorted(Notice.objects.values_list("partnership__name", flat=True)) == [watched.name, "Second"]


def test_a_batch_says_of_each_entry_what_changed_there_and_names_a_person_once(
    watched, officer, councillor, council, policy_officer
):
    """One act, one notice: not every part of every entry of the batch, and not once for every write of it."""
    second = factories.partnership(by=policy_officer, council=council, name="Second")
    watching.watch(second, by=officer, at=NOW)
    do = {"text": "Ask", "owner": councillor, "due_on": NOW.date()}
    with saving.announced_once(by=policy_officer, at=NOW):
        edit(watched, policy_officer, area="The district")
        actions.add(second, do, by=policy_officer, at=NOW)
    actions.add(second, {**do, "text": "Tell"}, by=policy_officer, at=NOW)
    said = dict(Notice.objects.filter(person=officer).values_list("partnership__name", "parts"))
    assert said == {watched.name: ["its facts"], "Second": ["decisions and actions"]}
    assert told(councillor) == ["Pat Policy asked you to carry out an action"]


@pytest.mark.parametrize("field", ["notices_off", "is_active"])
def test_who_switched_them_off_or_left_is_not_told(watched, officer, lead_officer, field):
    setattr(officer, field, field == "notices_off")
    officer.save()
    edit(watched, lead_officer, area="The district")
    assert not Notice.objects.exists()


def test_who_stopped_watching_is_not_told(watched, officer, lead_officer):
    watching.stop_watching(watched, by=officer)
    edit(watched, lead_officer, area="The district")
    assert not Notice.objects.exists()


def test_people_are_told_that_they_were_named_and_once(partnership, policy_officer, officer, councillor, council):
    Notice.objects.all().delete()
    edit(partnership, policy_officer, lead_officer=officer)
    edit(partnership, policy_officer, LATER, area="The district")
    seat = Seat(partnership=partnership, council=council, kind="member", holder=councillor)
    saving.create(seat, by=policy_officer, at=LATER)
    do = {"text": "Ask", "owner": officer, "due_on": NOW.date()}
    actions.add(partnership, do, by=policy_officer, at=LATER + timedelta(1))
    assert told(officer) == ["Pat Policy named you lead officer", "Pat Policy asked you to carry out an action"]
    assert told(councillor) == ["Pat Policy named you representative"]


def test_who_names_themselves_is_not_told(partnership, policy_officer):
    edit(partnership, policy_officer, lead_officer=policy_officer)
    assert told(policy_officer) == []


def test_several_entries_named_at_once_are_one_notice(council, policy_officer, officer):
    with saving.announced_once(by=policy_officer, at=NOW):
        for number in range(3):
            factories.partnership(by=policy_officer, council=council, name=f"Group {number}", lead_officer=officer)
    assert told(officer) == ["Pat Policy named you lead officer: 3 partnerships"]


def test_a_save_that_nobody_watches_asks_two_questions_more(partnership, policy_officer, django_assert_num_queries):
    """One of watchers, one of people named; records that name nobody need the first alone."""
    with django_assert_num_queries(2):
        for tell in (watching.tell_watchers, watching.tell_named):
            tell({partnership.pk}, saving.Kinds({Partnership: {partnership.pk}}), by=policy_officer, at=LATER)


def test_the_page_lists_the_unread_first_and_what_one_watches(sign_in, watched, officer, lead_officer):
    client = sign_in(officer)
    assert "Stop watching" in client.get("/notices/").content.decode()
    edit(watched, lead_officer, area="The district")
    watching.mark_read(Notice.objects.values("pk"), by=officer, at=NOW)
    edit(watched, lead_officer, LATER, area="The county")
    text = client.get("/notices/").content.decode()
    assert "1 of 2 is unread" in text
    assert text.index("app-notice--unread") < text.rindex("Lee Lead changed its facts")
    assert 'app-header__count">1<' in text
    client.post(reverse("register:notice_read", args=[Notice.objects.unread().get().pk]))
    assert "app-header__count" not in client.get("/notices/").content.decode()


def test_all_are_marked_as_read_at_once_and_nobody_elses(sign_in, watched, officer, lead_officer, policy_officer):
    watching.watch(watched, by=policy_officer, at=NOW)
    edit(watched, lead_officer, area="The district")
    assert sign_in(officer).post(reverse("register:notices_read")).status_code == 302
    assert list(Notice.objects.unread().values_list("person__full_name", flat=True)) == ["Pat Policy"]
    other = Notice.objects.unread().get()
    assert sign_in(officer).post(reverse("register:notice_read", args=[other.pk])).status_code == 404


def test_what_one_may_no_longer_read_is_neither_shown_nor_counted(sign_in, watched, officer, lead_officer):
    edit(watched, lead_officer, area="The district")
    officer.grants.all().delete()
    text = sign_in(officer).get("/notices/").content.decode()
    assert (watched.name in text, "app-header__count" in text) == (False, False)


def test_the_button_on_the_entry_says_what_it_does(sign_in, partnership, officer):
    client = sign_in(officer)
    page = reverse("register:entry", args=[partnership.reference])
    assert "Stop watching" not in client.get(page).content.decode()
    client.post(reverse("register:watch", args=[partnership.reference]))
    assert "Stop watching" in client.get(page).content.decode()
    client.post(reverse("register:watch_stop", args=[partnership.reference]))
    assert not Watch.objects.exists()


@pytest.mark.once
def test_the_page_takes_as_many_queries_for_many_notices_as_for_one(
    sign_in, officer, policy_officer, council, django_assert_max_num_queries
):
    def watched_ones(*numbers):
        for number in numbers:
            entry = factories.partnership(by=policy_officer, council=council, name=f"Group {number}")
            watching.watch(entry, by=officer, at=NOW)
            edit(entry, policy_officer, area="The district")

    client = sign_in(officer)
    watched_ones(0)
    client.get("/notices/")
    with django_assert_max_num_queries(20) as one:
        client.get("/notices/")
    watched_ones(*range(1, 20))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get("/notices/")
