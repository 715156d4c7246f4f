"""The history of an entry in words: who, when, what, why, in which act; of the entry and of its lines."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import ChangeSet
from partnerships.saving import claimed, create
from register.models import Contribution, Family, ImportBatch, ProgrammeItem, Recipient, Seat
from register.workflow import entries, knowledge, programme
from tests import factories


def history(client, entry, **query):
    return client.get(reverse("register:history", args=[entry.reference]), query)


def told(answer):
    return [
        (item["title"], [(change.label, change.words) for change in item["changes"]])
        for item in answer.context["items"]
    ]


def test_the_newest_change_comes_first_with_person_moment_and_reason(
    sign_in, partnership, policy_officer, lead_officer
):
    at = datetime(2026, 6, 4, 8, 32, tzinfo=UTC)
    entries.edit(
        partnership,
        {"risk_rating": "high"},
        version=1,
        by=policy_officer,
        at=at + timedelta(days=365),
        reason="After the audit",
    )
    answer = history(sign_in(lead_officer), partnership)
    text = answer.content.decode()
    assert told(answer)[0] == (
        "Entry changed",
        [("Risk rating", "set to High"), ("Risk rating source", "set to Set by an officer")],
    )
    assert "by Pat Policy" in text
    assert "4 June 2027 at 9:32am" in text
    assert "Reason: After the audit" in text


def test_old_and_new_values_are_named_and_never_numbered(sign_in, partnership, policy_officer, now):
    one, two = (create(Family(name=name), by=None, at=now) for name in ("Leicestershire Together", "LLEP"))
    entries.edit(partnership, {"family": one}, version=1, by=policy_officer, at=now)
    entries.edit(partnership, {"family": two}, version=2, by=policy_officer, at=now + timedelta(minutes=1))
    assert told(history(sign_in(policy_officer), partnership))[0][1] == [
        ("Family", "changed from Leicestershire Together to LLEP")
    ]


def test_lists_tell_what_was_added_and_removed(sign_in, partnership, policy_officer, now):
    economy, health = factories.theme("Economy"), factories.theme("Health")
    entries.edit(partnership, {"themes": [economy]}, version=1, by=policy_officer, at=now)
    entries.edit(partnership, {"themes": [health]}, version=2, by=policy_officer, at=now + timedelta(minutes=1))
    items = told(history(sign_in(policy_officer), partnership))
    assert items[0][1] == [("Themes", "added Health; removed Economy")]


def test_a_cleared_value_says_what_it_was(sign_in, partnership, policy_officer, now):
    entries.edit(partnership, {"area": "Lutterworth"}, version=1, by=policy_officer, at=now)
    entries.edit(partnership, {"area": ""}, version=2, by=policy_officer, at=now + timedelta(minutes=1))
    assert told(history(sign_in(policy_officer), partnership))[0][1] == [("Area covered", "cleared, was Lutterworth")]


def test_lines_are_in_the_history_with_their_names(sign_in, partnership, council, policy_officer, now):
    later = now + timedelta(minutes=1)
    seat = entries.add_line(
        Seat(partnership=partnership, council=council, post="Director"), partnership, by=policy_officer, at=later
    )
    seat = entries.edit_line(
        seat, partnership, {"capacity": "deputy"}, version=1, by=policy_officer, at=later + timedelta(minutes=1)
    )
    seat = entries.remove_line(
        seat, partnership, version=2, by=policy_officer, at=later + timedelta(minutes=2), reason="Gone"
    )
    entries.put_back_line(seat, partnership, version=3, by=policy_officer, at=later + timedelta(minutes=3))
    titles = [title for title, _ in told(history(sign_in(policy_officer), partnership))]
    assert titles[:4] == [
        "Seat put back: Director",
        "Seat removed: Director",
        "Seat changed: Director",
        "Seat added: Director",
    ]


def test_money_is_in_the_history_under_its_council_and_year(sign_in, partnership, policy_officer, now):
    part = partnership.participations.get()
    money = Contribution(participation=part, financial_year=2025, amount=Decimal("8000"))
    entries.add_line(money, partnership, by=policy_officer, at=now + timedelta(minutes=1))
    title, changes = told(history(sign_in(policy_officer), partnership))[0]
    assert title == "Contribution added: Harborough District Council, 2025/26"
    assert ("Amount", "£8,000") in changes


def test_the_act_that_a_change_was_part_of_is_named(sign_in, partnership, policy_officer, now):
    act = ChangeSet.objects.create(kind="bulk_edit", label="Themes of 2026", made_at=now, made_by=policy_officer)
    claimed(type(partnership), partnership.pk, 1, {"area": "All"}, by=policy_officer, at=now, change_set=act)
    assert "Part of: Themes of 2026" in history(sign_in(policy_officer), partnership).content.decode()


def test_a_change_by_an_import_leads_to_the_import(sign_in, partnership, policy_officer, administrator, now):
    act = ChangeSet.objects.create(kind="import", label="register.xlsx", made_at=now, made_by=administrator)
    batch = ImportBatch(
        reference="IMP-0001", file="imports/a.xlsx", file_name="register.xlsx", sha256="0", change_set=act
    )
    batch.uploaded_at, batch.uploaded_by = now, administrator
    create(batch, by=administrator, at=now)
    claimed(type(partnership), partnership.pk, 1, {"area": "All"}, by=administrator, at=now, change_set=act)
    text = history(sign_in(policy_officer), partnership).content.decode()
    assert f'href="{reverse("register:import", args=["IMP-0001"])}">Part of: register.xlsx' in text


def test_history_is_filtered_by_person_and_by_kind(sign_in, partnership, council, policy_officer, lead_officer, now):
    entries.add_line(
        Seat(partnership=partnership, council=council, post="Director"), partnership, by=policy_officer, at=now
    )
    entries.edit(partnership, {"area": "All"}, version=1, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    assert [title for title, _ in told(history(client, partnership, by=lead_officer.pk))] == ["Entry changed"]
    assert [title for title, _ in told(history(client, partnership, kind="seats"))] == ["Seat added: Director"]


@pytest.mark.parametrize("query", [{"by": "nobody"}, {"kind": "secrets"}, {"page": "999"}, {"page": "x"}])
def test_an_address_that_makes_no_sense_shows_the_whole_history(sign_in, partnership, policy_officer, query):
    answer = history(sign_in(policy_officer), partnership, **query)
    assert answer.status_code == 200
    assert len(told(answer)) == 2


def test_contacts_are_kept_out_of_what_a_councillor_reads_in_the_history(
    sign_in, partnership, council, councillor, policy_officer, now
):
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=councillor), partnership, by=policy_officer, at=now
    )
    entries.edit(partnership, {"contact": "Jo, 07700 900123"}, version=1, by=policy_officer, at=now)
    assert "07700" not in history(sign_in(councillor), partnership).content.decode()
    assert "07700" in history(sign_in(policy_officer), partnership).content.decode()


def test_a_long_history_comes_in_pages(sign_in, partnership, policy_officer, now):
    for number in range(1, 30):
        entries.edit(
            partnership,
            {"area": f"Area {number}"},
            version=number,
            by=policy_officer,
            at=now + timedelta(minutes=number),
        )
    client = sign_in(policy_officer)
    first, second = history(client, partnership), history(client, partnership, page=2)
    assert (len(told(first)), len(told(second))) == (20, 11)
    assert told(first)[-1][1] == [("Area covered", "changed from Area 9 to Area 10")]


def test_what_was_passed_on_and_the_reports_of_the_programme_are_in_the_history(
    sign_in, partnership, policy_officer, democratic_services, now
):
    """H14-05, H14-20, B15-37: with what became of them, as every other line has it."""
    recipient = entries.add_line(
        Recipient(partnership=partnership, person=policy_officer), partnership, by=policy_officer, at=now
    )
    at = now + timedelta(minutes=1)
    knowledge.pass_on(partnership, "The survey is late", [recipient], direction="out", by=policy_officer, at=at)
    item = ProgrammeItem(partnership=partnership, first_due_on=date(2026, 10, 1), responsible=policy_officer)
    item = entries.add_line(item, partnership, by=policy_officer, at=now)
    report = programme.submit(item, date(2026, 10, 1), "See the drive", by=policy_officer, at=at + timedelta(minutes=1))
    programme.receive(
        report, date(2026, 11, 2), "EX/9", version=1, by=democratic_services, at=at + timedelta(minutes=2)
    )
    received, submitted, passed_on = told(history(sign_in(policy_officer), partnership))[:3]
    assert received[0] == "Programme report changed: 1 October 2026"
    assert ("Minute reference", "set to EX/9") in received[1]
    assert submitted[0] == "Programme report added: 1 October 2026"
    assert passed_on[0].startswith("Item passed on added: ")
    assert ("What they need to know", "The survey is late") in passed_on[1]
    assert ("Sent to", "Pat Policy") in passed_on[1]


@pytest.mark.once
def test_a_longer_history_takes_no_more_queries(sign_in, partnership, council, policy_officer, now):
    def grow(first, count):
        for number in range(first, first + count):
            at = now + timedelta(minutes=number)
            entries.edit(partnership, {"area": f"Area {number}"}, version=number, by=policy_officer, at=at)
            seat = Seat(partnership=partnership, council=council, post=f"Post {number}")
            entries.add_line(seat, partnership, by=policy_officer, at=at)

    client = sign_in(policy_officer)
    grow(1, 2)
    history(client, partnership)
    with CaptureQueriesContext(connection) as few:
        history(client, partnership)
    grow(3, 8)
    with CaptureQueriesContext(connection) as many:
        history(client, partnership)
    assert len(many) <= len(few) <= 35
