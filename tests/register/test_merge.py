"""Two people edit one record: the merge page asks only what it must, and nothing is retyped or overwritten."""

import pytest
from django.urls import reverse

from register.models import Partnership, Seat
from register.workflow import entries
from tests import factories


def section(entry, key="purpose"):
    return reverse("register:edit", args=[entry.reference, key])


def fresh(entry):
    return Partnership.objects.get(pk=entry.pk)


@pytest.fixture
def clashing(sign_in, partnership, policy_officer, lead_officer, now):
    """The lead officer changed the function; the policy officer posts a form that was opened before."""
    entries.edit(
        partnership,
        {"function": "Theirs", "outcomes_sought": "More visitors"},
        version=1,
        by=lead_officer,
        at=now,
        reason="Minutes",
    )
    client = sign_in(policy_officer)
    data = {"function": "Mine", "entry_reason_note": "A duty", "version": 1, "reason": "Review"}
    return client, data, client.post(section(partnership), data)


def test_the_loser_of_a_race_sees_who_changed_what_and_nothing_is_saved(partnership, clashing):
    _, _, answer = clashing
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Lee Lead changed this" in text
    assert "Their reason: Minutes" in text
    assert "Before either change: blank" in text
    assert "Theirs" in text
    assert "Mine" in text
    assert fresh(partnership).version == 2


def test_fields_that_do_not_clash_are_merged_and_listed(clashing):
    _, _, answer = clashing
    assert [change["words"] for change in answer.context["kept"]] == ["set to Theirs", "set to More visitors"][1:]
    assert [change["words"] for change in answer.context["joined"]] == ["set to A duty"]
    assert [clash["name"] for clash in answer.context["clashes"]] == ["keep-function"]


@pytest.mark.parametrize(("choice", "function"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_posting_the_merge_page_saves_the_choice_and_both_peoples_other_changes(
    partnership, clashing, choice, function
):
    client, data, _ = clashing
    answer = client.post(section(partnership), {**data, "onto": 2, "keep-function": choice})
    entry = fresh(partnership)
    assert answer.status_code == 302
    assert (entry.function, entry.outcomes_sought, entry.entry_reason_note, entry.version) == (
        function,
        "More visitors",
        "A duty",
        3,
    )
    assert Partnership.history.get(id=entry.pk, version=3).history_change_reason == "Review"


def test_the_merge_page_carries_everything_that_was_typed(clashing):
    _, data, answer = clashing
    assert dict(answer.context["carried"]) == {key: str(value) for key, value in data.items()}


def test_a_clash_that_nobody_decided_is_asked_again(partnership, clashing):
    client, data, _ = clashing
    answer = client.post(section(partnership), {**data, "onto": 2})
    assert answer.status_code == 409
    assert "Choose which to keep: Function" in answer.content.decode()
    assert fresh(partnership).version == 2


def test_a_clash_that_nobody_decided_is_asked_again_with_the_newest_value(partnership, clashing, lead_officer, now):
    client, data, _ = clashing
    entries.edit(partnership, {"function": "Theirs, mended"}, version=2, by=lead_officer, at=now)
    answer = client.post(section(partnership), {**data, "onto": 2})
    (clash,) = answer.context["clashes"]
    assert [option["words"] for option in clash["options"]] == ["Theirs, mended", "Mine"]
    assert (answer.context["onto"], answer.context["missing"]) == (3, ["function"])


def test_a_merge_can_clash_again_and_still_loses_nothing(partnership, clashing, lead_officer, now):
    client, data, _ = clashing
    entries.edit(partnership, {"entry_reason_note": "Their note"}, version=2, by=lead_officer, at=now)
    answer = client.post(section(partnership), {**data, "onto": 2, "keep-function": "mine"})
    assert answer.status_code == 409
    assert [clash["label"] for clash in answer.context["clashes"]] == ["Function", "More about why"]
    client.post(section(partnership), {**data, "onto": 3, "keep-function": "mine", "keep-entry_reason_note": "theirs"})
    assert (fresh(partnership).function, fresh(partnership).entry_reason_note, fresh(partnership).version) == (
        "Mine",
        "Their note",
        4,
    )


def test_a_merge_onto_a_version_before_the_one_shown_is_refused(partnership, clashing):
    client, data, _ = clashing
    assert (
        client.post(section(partnership), {**data, "version": 2, "onto": 1, "keep-function": "mine"}).status_code == 400
    )


def test_changes_to_different_sections_only_ask_for_a_second_click(
    sign_in, partnership, policy_officer, lead_officer, now
):
    entries.edit(partnership, {"area": "Market Harborough"}, version=1, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    answer = client.post(section(partnership), {"function": "Mine", "version": 1})
    assert (answer.status_code, answer.context["clashes"]) == (409, [])
    client.post(section(partnership), {"function": "Mine", "version": 1, "onto": 2})
    assert (fresh(partnership).function, fresh(partnership).area) == ("Mine", "Market Harborough")


def test_lists_are_joined_item_by_item(sign_in, partnership, policy_officer, lead_officer, now):
    economy, health, housing = (factories.theme(name) for name in ("Economy", "Health", "Housing"))
    entries.edit(partnership, {"themes": [economy]}, version=1, by=policy_officer, at=now)
    entries.edit(partnership, {"themes": [economy, health]}, version=2, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    data = {"themes": [housing.pk], "version": 2}
    answer = client.post(section(partnership, "plan"), data)
    assert answer.context["joined"] == [{"label": "Themes", "words": "added Housing; removed Economy"}]
    client.post(section(partnership, "plan"), {**data, "onto": 3})
    assert set(fresh(partnership).themes.all()) == {health, housing}


def test_fields_that_belong_together_are_decided_together(sign_in, partnership, policy_officer, lead_officer, now):
    entries.edit(partnership, {"is_exempt": True, "exempt_paragraph": 3}, version=1, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    data = {"is_exempt": "on", "exempt_paragraph": "5", "version": 1}
    answer = client.post(section(partnership, "publication"), data)
    assert [option["words"] for option in answer.context["clashes"][0]["options"]] == [
        "Yes, Paragraph 3: financial or business affairs of a person or body",
        "Yes, Paragraph 5: legal professional privilege",
    ]
    client.post(section(partnership, "publication"), {**data, "onto": 2, "keep-is_exempt": "mine"})
    assert fresh(partnership).exempt_paragraph == 5


def test_what_a_constraint_refuses_in_a_merge_is_said_on_the_form_with_what_was_typed(
    sign_in, partnership, policy_officer, lead_officer, now
):
    entries.edit(partnership, {"is_exempt": True, "exempt_paragraph": 3}, version=1, by=policy_officer, at=now)
    entries.edit(partnership, {"is_statutory": False}, version=2, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    data = {"is_statutory": "yes", "statutory_basis": "An Act", "is_attendance_obligatory": "unknown", "version": 2}
    assert client.post(section(partnership, "governance"), data).status_code == 409
    data |= {"onto": 3, "keep-is_statutory": "mine"}
    client.post(section(partnership, "governance"), data)
    assert (fresh(partnership).is_statutory, fresh(partnership).statutory_basis) == (True, "An Act")


def test_a_line_merges_like_an_entry(sign_in, partnership, council, policy_officer, lead_officer, now):
    seat = entries.add_line(
        Seat(partnership=partnership, council=council, post="Director"), partnership, by=policy_officer, at=now
    )
    entries.edit_line(seat, partnership, {"note": "From May"}, version=1, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    url = reverse("register:line_edit", args=[partnership.reference, "seats", seat.pk])
    data = {"council": council.pk, "kind": "officer", "post": "Director", "version": 1}
    assert client.post(url, data).status_code == 409
    client.post(url, {**data, "onto": 2})
    seat.refresh_from_db()
    assert (seat.kind, seat.note, seat.version) == ("officer", "From May", 3)


def test_somebody_who_lost_the_right_to_edit_does_not_merge(sign_in, partnership, clashing, auditor):
    _, data, _ = clashing
    assert sign_in(auditor).post(section(partnership), {**data, "onto": 2, "keep-function": "mine"}).status_code == 403
    assert fresh(partnership).function == "Theirs"


def test_ending_an_entry_that_somebody_just_changed_shows_the_change_first(
    sign_in, partnership, policy_officer, lead_officer, now
):
    entries.edit(partnership, {"function": "Still busy"}, version=1, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    url = reverse("register:end", args=[partnership.reference])
    data = {"ended_on": "31 3 2026", "reason": "Wound up", "waived": "CMT 12/26", "version": 1}
    answer = client.post(url, data)
    assert answer.status_code == 409
    assert "set to Still busy" in answer.content.decode()
    client.post(url, {**data, "onto": 2})
    assert fresh(partnership).status == "exited"
