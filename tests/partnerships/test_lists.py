"""Lists of the policy team: where a value is used, two made one, and a file that goes out and comes back."""

from io import BytesIO

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships import saving
from partnerships.lists.checking import taken_in
from partnerships.lists.resource import list_resource
from partnerships.lists.values import merge, uses
from partnerships.models import ChangeSet, Event, User
from partnerships.spreadsheets.formats import SafeCSV, SafeXLSX
from register.models import Body, Organisation, Partner, Partnership, PlanItem, Theme
from register.workflow import entries
from tests import factories

pytestmark = pytest.mark.django_db
THEMES = "/admin/register/theme/"


@pytest.fixture
def themes(db):
    return [factories.theme(name) for name in ("Economy", "Jobs", "Homes")]


def entry_under(*themes, by, name="Harborough Tourism Partnership"):
    return factories.partnership(by=by, name=name, themes=list(themes))


def upload(client, content: bytes, name: str = "themes.csv"):
    return client.post(f"{THEMES}import/", {"file": SimpleUploadedFile(name, content)})


def token_in(page) -> str:
    return page.content.decode().split('name="taken" value="')[1].split('"')[0]


def downloaded(client, extension: str) -> bytes:
    return client.post(f"{THEMES}export/", {"format": extension}).content


def test_uses_name_the_kind_of_record_and_how_many(themes, policy_officer):
    entry_under(themes[0], by=policy_officer)
    assert [use.words() for use in uses(themes[0])] == ["1 partnership (themes)"]
    assert uses(themes[2]) == []


def test_merging_moves_every_entry_and_retires_the_value_given_up(themes, policy_officer, now):
    economy, jobs, homes = themes
    entry = entry_under(jobs, homes, by=policy_officer)
    both = entry_under(economy, jobs, by=policy_officer, name="LLEP")
    assert merge(economy, jobs, version=1, by=policy_officer, at=now) == 2
    assert {theme.name for theme in entry.themes.all()} == {"Economy", "Homes"}
    assert [theme.name for theme in both.themes.all()] == ["Economy"]
    jobs.refresh_from_db()
    assert (jobs.is_retired, jobs.version) == (True, 2)


def test_a_merge_is_one_change_set_with_a_version_of_history_for_each_entry(themes, policy_officer, now):
    economy, jobs, _ = themes
    entry = entry_under(jobs, by=policy_officer)
    merge(economy, jobs, version=1, by=policy_officer, at=now)
    act = ChangeSet.objects.get()
    rows = Partnership.history.filter(id=entry.pk).order_by("version")
    assert [(row.version, row.change_set_id) for row in rows] == [(1, None), (2, act.pk)]


def test_a_partner_that_would_stand_twice_is_taken_off(policy_officer, now):
    kept, gone = (
        saving.create(Organisation(name=name), by=policy_officer, at=now)
        for name in ("Leicestershire County Council", "Leics CC")
    )
    entry = factories.partnership(by=policy_officer)
    for organisation in (kept, gone):
        entries.add_line(Partner(partnership=entry, organisation=organisation), entry, by=policy_officer, at=now)
    merge(kept, gone, version=1, by=policy_officer, at=now)
    standing = Partner.objects.filter(partnership=entry, removed_at__isnull=True)
    assert [partner.organisation for partner in standing] == [kept]


def test_the_name_of_an_organisation_given_up_is_kept_as_another_name(policy_officer, now):
    kept, gone = (
        saving.create(Organisation(name=name), by=policy_officer, at=now) for name in ("County", "The County")
    )
    merge(kept, gone, version=1, by=policy_officer, at=now)
    assert [other.name for other in kept.other_names.all()] == ["The County"]


@pytest.mark.parametrize("retired", [True, False])
def test_a_merge_into_itself_or_into_a_retired_value_is_refused(retired, themes, policy_officer, now):
    economy, jobs, _ = themes
    if retired:
        economy = saving.claimed(Theme, economy.pk, 1, {"is_retired": True}, by=policy_officer, at=now)
    with pytest.raises(
        ValidationError, match="retired" if retired else "“Economy” cannot be merged into itself. Choose another value"
    ):
        merge(economy, jobs if retired else economy, version=1, by=policy_officer, at=now)
    assert ChangeSet.objects.count() == 0


def test_a_priority_is_not_merged_into_its_own_outcome(policy_officer, now):
    priority = saving.create(PlanItem(number="1", title="Economy"), by=policy_officer, at=now)
    outcome = saving.create(PlanItem(number="1.1", title="Jobs", parent=priority), by=policy_officer, at=now)
    with pytest.raises(ValidationError):
        merge(outcome, priority, version=1, by=policy_officer, at=now)
    priority.refresh_from_db()
    assert not priority.is_retired


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_a_list_that_goes_out_and_comes_back_changes_nothing(extension, themes, sign_in, policy_officer, now):
    saving.create(Theme(name="-=Danger", help_text="+1 'quoted'\nsecond line"), by=policy_officer, at=now)
    client = sign_in(policy_officer)
    page = upload(client, downloaded(client, extension), f"themes.{extension}")
    assert "The file changes nothing: all 4 rows are as in the list." in page.content.decode()


def test_a_file_adds_and_changes_and_is_told_before_it_does(themes, sign_in, policy_officer):
    client = sign_in(policy_officer)
    rows = f"Key,Name,Retired\n{themes[0].pk},Economy and jobs,No\n,Heritage,no\n{themes[1].pk},Jobs,No\n"
    page = upload(client, rows.encode())
    text = page.content.decode()
    assert "1 new, 1 changed, 1 as before" in text
    assert "Name: Economy → Economy and jobs" in text
    assert Theme.objects.count() == 3
    client.post(f"{THEMES}import/", {"taken": token_in(page)})
    assert set(Theme.objects.values_list("name", flat=True)) == {"Economy and jobs", "Jobs", "Homes", "Heritage"}
    assert Theme.objects.get(name="Economy and jobs").version == 2


def test_a_confirmed_file_is_taken_in_once(themes, sign_in, policy_officer):
    client = sign_in(policy_officer)
    token = token_in(upload(client, b"Key,Name\n,Heritage\n"))
    for _ in range(2):
        answer = client.post(f"{THEMES}import/", {"taken": token}, follow=True)
    assert "taken in already" in answer.content.decode()
    assert Theme.objects.filter(name="Heritage").count() == 1


def test_every_faulty_row_is_named_and_nothing_is_written(themes, sign_in, policy_officer):
    rows = f"Key,Name,Retired,Order\n,Heritage,No,1\n{themes[0].pk},Jobs,perhaps,2\n,Homes,No,x\n999,Z,No,1\n,,No,1\n"
    text = upload(sign_in(policy_officer), rows.encode()).content.decode()
    assert "The file has 4 rows to correct" in text
    assert "Retired: Write Yes or No." in text
    assert "Order: “x” is not a whole number." in text
    assert "No value of this list has this key" in text
    assert Theme.objects.count() == 3


def test_a_name_that_the_list_has_already_is_told_in_its_own_words(themes, sign_in, policy_officer):
    text = upload(sign_in(policy_officer), b"Key,Name\n,Homes\n").content.decode()
    assert "The list already has a value of this name." in text


def test_a_row_made_from_an_older_version_is_refused(themes, policy_officer, now):
    saving.claimed(Theme, themes[0].pk, 1, {"name": "Prosperity"}, by=policy_officer, at=now)
    dataset = tablib.Dataset([themes[0].pk, "Trade", 1], headers=["Key", "Name", "Version"])
    check = taken_in(list_resource(Theme)(by=policy_officer, at=now), dataset, dry_run=False)
    assert "after the file was made" in check.faulty[0].faults[0]
    themes[0].refresh_from_db()
    assert themes[0].name == "Prosperity"


def test_a_column_that_the_list_does_not_have_is_named(themes, sign_in, policy_officer):
    text = upload(sign_in(policy_officer), b"Key,Name,Colour\n,Heritage,Green\n").content.decode()
    assert "Colour" in text
    assert "would not be taken in" in text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("themes.pdf", b"%PDF-1.7", "ends in .xlsx or .csv"),
        ("themes.xlsx", b"not a workbook", "could not be read"),
        ("themes.csv", b"", "Choose a"),
        ("themes.csv", b"Key,Name\n", "0 rows"),
        ("themes.csv", b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(name, content, sentence, sign_in, policy_officer):
    page = upload(sign_in(policy_officer), content, name)
    assert page.status_code == 200
    text = page.content.decode()
    assert sentence in text or "empty" in text


def test_outcomes_find_their_priority_by_its_number(policy_officer, now):
    priority = saving.create(PlanItem(number="1", title="Economy"), by=policy_officer, at=now)
    dataset = tablib.Dataset(["", "1.1", "Jobs", "1"], headers=["Key", "Number", "Title", "Parent"])
    taken_in(list_resource(PlanItem)(by=policy_officer, at=now), dataset, dry_run=False)
    assert PlanItem.objects.get(number="1.1").parent == priority


def test_a_download_is_noted_and_holds_text_as_text(themes, sign_in, policy_officer, now):
    saving.create(Theme(name="=1+1"), by=policy_officer, at=now)
    client = sign_in(policy_officer)
    dataset = SafeXLSX().create_dataset(downloaded(client, "xlsx"))
    assert "=1+1" in dataset["Name"]
    assert "'=1+1" in downloaded(client, "csv").decode("utf-8-sig")
    assert Event.objects.filter(kind=Event.Kind.EXPORTED, by=policy_officer).count() == 2


def test_a_get_downloads_nothing(sign_in, policy_officer):
    assert sign_in(policy_officer).get(f"{THEMES}export/").status_code == 405


@pytest.mark.once
def test_the_list_counts_uses_in_the_same_number_of_queries(
    sign_in, policy_officer, now, django_assert_max_num_queries, settings
):
    client = sign_in(policy_officer)
    for number in range(40):
        saving.create(Theme(name=f"Theme {number}"), by=policy_officer, at=now)
    entry_under(Theme.objects.first(), by=policy_officer)
    with django_assert_max_num_queries(10):
        text = client.get(THEMES).content.decode()
    assert "Used by" in text


def test_people_and_roles_have_no_file_and_no_merge(sign_in, administrator):
    client = sign_in(administrator)
    for tail in ("export/", "import/", f"{administrator.pk}/merge/"):
        assert client.get(f"/admin/partnerships/user/{tail}").status_code == 404
    assert User.objects.count() >= 1


def test_a_merge_is_shown_before_it_is_done(themes, sign_in, policy_officer):
    economy, jobs, _ = themes
    entry_under(jobs, by=policy_officer)
    client = sign_in(policy_officer)
    address = f"{THEMES}{jobs.pk}/merge/"
    text = client.get(address, {"keep": economy.pk}).content.decode()
    assert "1 partnership (themes)" in text
    jobs.refresh_from_db()
    assert not jobs.is_retired
    answer = client.post(address, {"keep": economy.pk, "seen": 1}, follow=True)
    assert "Jobs was merged into Economy" in answer.content.decode()


def test_a_merge_of_what_somebody_changed_meanwhile_is_not_done(themes, sign_in, policy_officer, now):
    economy, jobs, _ = themes
    saving.claimed(Theme, jobs.pk, 1, {"name": "Work"}, by=policy_officer, at=now)
    answer = sign_in(policy_officer).post(f"{THEMES}{jobs.pk}/merge/", {"keep": economy.pk, "seen": 1}, follow=True)
    assert "nothing was merged" in answer.content.decode()


def test_both_formats_read_what_they_write():
    dataset = tablib.Dataset(["Economy", "-5"], headers=["Name", "Guidance"])
    for file_format in (SafeXLSX(), SafeCSV()):
        assert file_format.create_dataset(file_format.export_data(dataset)).dict[0]["Guidance"] == "-5"
    assert BytesIO(SafeXLSX().export_data(dataset)).read(2) == b"PK"
    assert Body._meta.verbose_name_plural == "bodies"
