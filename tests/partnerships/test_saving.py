"""The one way to write a record."""

import pytest
from django.core.exceptions import ValidationError

from partnerships import saving
from partnerships.history import HistoryIsKept
from register.models import Partnership
from tests import factories

pytestmark = pytest.mark.django_db


def versions(record) -> list[int]:
    return sorted(record.history.values_list("version", flat=True))


def test_saving_a_record_elsewhere_raises(partnership):
    partnership.name = "Another name"
    with pytest.raises(saving.NotClaimed):
        partnership.save()


def test_a_record_is_never_deleted(partnership):
    with pytest.raises(saving.NotClaimed):
        partnership.delete()


def test_one_edit_counts_one_version_and_writes_one_row_of_history(partnership, policy_officer, now):
    theme = factories.theme()
    changes = {"name": "Visit Harborough", "themes": [theme]}
    entry = saving.claimed(Partnership, partnership.pk, 1, changes, by=policy_officer, at=now, reason="Renamed")
    assert (entry.version, entry.name, list(entry.themes.all())) == (2, "Visit Harborough", [theme])
    latest = entry.history.first()
    assert versions(entry) == [1, 2]
    assert (latest.history_by_name, latest.history_change_reason, latest.themes.count()) == ("Pat Policy", "Renamed", 1)


def test_the_second_of_two_editors_meets_a_conflict_and_loses_nothing(partnership, policy_officer, now):
    saving.claimed(Partnership, partnership.pk, 1, {"name": "First"}, by=policy_officer, at=now)
    with pytest.raises(saving.Conflict) as conflict:
        saving.claimed(Partnership, partnership.pk, 1, {"name": "Second"}, by=policy_officer, at=now)
    assert conflict.value.record.name == "First"
    assert versions(partnership) == [1, 2]


def test_a_broken_constraint_leaves_version_and_history_as_they_were(partnership, policy_officer, now):
    with pytest.raises(ValidationError, match="names its paragraph"):
        saving.claimed(Partnership, partnership.pk, 1, {"is_exempt": True}, by=policy_officer, at=now)
    partnership.refresh_from_db()
    assert (partnership.version, versions(partnership)) == (1, [1])


def test_a_batch_writes_one_version_and_one_history_row_each(policy_officer, council, now):
    entries = [factories.partnership(by=policy_officer, council=council, name=f"Group {n}") for n in range(3)]
    theme = factories.theme()
    edits = [saving.Edit(entry.pk, 1, {"area": "District", "themes": [theme]}) for entry in entries]
    saving.claimed_many(Partnership, edits, by=policy_officer, at=now)
    for entry in Partnership.objects.all():
        assert (entry.version, entry.area, entry.themes.get(), versions(entry)) == (2, "District", theme, [1, 2])
        assert entry.history.first().themes.count() == 1


def test_a_batch_in_which_one_record_moved_changes_none(policy_officer, council, now):
    first, second = (factories.partnership(by=policy_officer, council=council, name=f"Group {n}") for n in range(2))
    saving.claimed(Partnership, second.pk, 1, {"area": "County"}, by=policy_officer, at=now)
    with pytest.raises(saving.Conflict):
        saving.claimed_many(
            Partnership,
            [saving.Edit(entry.pk, 1, {"area": "District"}) for entry in (first, second)],
            by=policy_officer,
            at=now,
        )
    first.refresh_from_db()
    assert (first.area, first.version) == ("", 1)


def test_history_cannot_be_deleted(partnership):
    with pytest.raises(HistoryIsKept):
        partnership.history.first().delete()


def test_a_derived_column_leaves_version_and_history_alone(partnership):
    saving.derive(Partnership, partnership.pk, search_text="found")
    partnership.refresh_from_db()
    assert (partnership.search_text, partnership.version, versions(partnership)) == ("found", 1, [1])


def test_only_derived_columns_may_be_derived(partnership):
    with pytest.raises(saving.NotClaimed):
        saving.derive(Partnership, partnership.pk, name="Sneaky")
