"""Leaving a partnership asks for legal advice where the law has a hand in it (H14-32, H14-43)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.verdict import Refused
from register.models.choices import Status
from register.rules.gaps import gaps
from register.workflow import entries
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
OBLIGED = "The council is obliged to attend, so leaving needs legal advice first."


@pytest.fixture
def change(partnership, policy_officer):
    def changed(**values):
        partnership.refresh_from_db()
        return entries.edit(partnership, values, version=partnership.version, by=policy_officer, at=NOW)

    return changed


def test_withdrawal_is_not_recommended_without_advice_where_the_council_is_obliged_to_attend(change):
    """H14-32: needed and not yet taken is not enough."""
    change(is_attendance_obligatory=True)
    with pytest.raises(ValidationError, match=OBLIGED):
        change(recommendation_kind="withdraw")
    change(legal_advice_on_leaving="needed")
    with pytest.raises(ValidationError, match=OBLIGED):
        change(recommendation_kind="withdraw")
    change(legal_advice_on_leaving="taken")
    assert change(recommendation_kind="withdraw").recommendation_kind == "withdraw"


def test_advice_is_not_taken_back_while_withdrawal_is_recommended(change):
    """H14-32."""
    change(is_attendance_obligatory=True, legal_advice_on_leaving="taken", recommendation_kind="withdraw")
    with pytest.raises(ValidationError, match=OBLIGED):
        change(legal_advice_on_leaving="")


def test_a_statutory_partnership_that_the_council_need_not_attend_asks_whether_advice_was_taken(change):
    """H14-32: any answer will do, none will not."""
    change(is_statutory=True, is_attendance_obligatory=False)
    with pytest.raises(ValidationError, match="Say whether legal advice on leaving was taken"):
        change(recommendation_kind="withdraw")
    change(legal_advice_on_leaving="not_needed")
    assert change(recommendation_kind="withdraw").recommendation_kind == "withdraw"


def test_any_other_partnership_is_left_without_advice(change):
    assert change(recommendation_kind="withdraw").recommendation_kind == "withdraw"


def test_an_imported_recommendation_to_withdraw_shows_the_gap_and_can_be_edited_elsewhere(policy_officer, council, now):
    """H14-32: what a spreadsheet says stands, with what is missing beside it."""
    values = {"name": "Old", "is_attendance_obligatory": True, "recommendation_kind": "withdraw"}
    entry = entries.make(values, by=policy_officer, at=now)
    assert "legal_advice_on_leaving" in {gap.field for gap in gaps(entry)}
    assert entries.edit(entry, {"comments": "Seen"}, version=1, by=policy_officer, at=now).comments == "Seen"


def test_an_entry_is_not_ended_without_the_advice(change, policy_officer, now):
    """H14-32: recording that the council left is held to the same rule."""
    entry = change(is_attendance_obligatory=True)
    with pytest.raises(Refused, match=OBLIGED):
        entries.end(entry, TODAY, "Left", None, "CMT 12/26", version=entry.version, by=policy_officer, at=now)
    ended = entries.end(
        entry, TODAY, "Left", None, "CMT 12/26", advice="taken", version=entry.version, by=policy_officer, at=now
    )
    assert (ended.status, ended.legal_advice_on_leaving) == (Status.EXITED, "taken")


def test_the_page_that_ends_an_entry_asks_and_keeps_what_was_typed(change, partnership, policy_officer, sign_in):
    """H14-32."""
    change(is_attendance_obligatory=True)
    partnership.refresh_from_db()
    client, address = sign_in(policy_officer), reverse("register:end", args=[partnership.reference])
    assert "Legal advice on leaving" in client.get(address).content.decode()
    typed = {"ended_on": "1/11/2026", "reason": "The county runs it now", "waived": "CMT 12/26"}
    typed |= {"version": partnership.version}
    for advice, said in (("", "Say whether legal advice on leaving was taken"), ("needed", OBLIGED)):
        text = client.post(address, {**typed, "advice": advice}).content.decode()
        assert said in text
        assert "The county runs it now" in text
    assert client.post(address, {**typed, "advice": "taken"}).status_code == 302
    partnership.refresh_from_db()
    assert (partnership.status, partnership.legal_advice_on_leaving) == (Status.EXITED, "taken")


def test_the_page_asks_nothing_where_the_law_has_no_hand_in_it(partnership, policy_officer, sign_in):
    text = sign_in(policy_officer).get(reverse("register:end", args=[partnership.reference])).content.decode()
    assert "Legal advice on leaving" not in text


def test_the_form_refuses_the_recommendation_with_the_sentence_and_keeps_what_was_typed(
    change, partnership, policy_officer, sign_in
):
    """H14-32."""
    change(is_attendance_obligatory=True)
    partnership.refresh_from_db()
    address = reverse("register:edit", args=[partnership.reference, "future"])
    typed = {"recommendation": "Leave in spring", "recommendation_kind": "withdraw", "version": partnership.version}
    text = sign_in(policy_officer).post(address, typed).content.decode()
    assert OBLIGED in text
    assert "Leave in spring" in text
