"""A leaver's work: all that is held is listed, goes to others on a day in one act, and shows as a gap where it does not."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from partnerships import saving
from partnerships.holdings import held, kinds
from partnerships.verdict import Refused
from register.models import (
    Appointment,
    CollectionRound,
    Handover,
    Participation,
    Partnership,
    ProgrammeItem,
    Seat,
    ServiceReturn,
    Theme,
)
from register.reports.handovers import gaps, work
from register.workflow import appointments, concerns, entries, handing_over, handovers
from register.workflow.jobs import hand_over_later
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def leaver(council):
    roles = ("officer", "head_of_service", "corporate_manager", "councillor")
    return factories.person("leaver@example.org", "Lou Leaver", *roles, council=council)


@pytest.fixture
def heir(council):
    roles = ("officer", "head_of_service", "corporate_manager", "councillor")
    return factories.person("heir@example.org", "Hal Heir", *roles, council=council)


@pytest.fixture
def everything(partnership, council, leaver, policy_officer, lead_officer, now):
    """One thing of each kind in the hands of the leaver."""
    who = {"by": policy_officer, "at": now}
    concerns.raise_concern(
        partnership, {"title": "No quorum", "text": "Twice.", "addressed_to": leaver}, by=lead_officer, at=now
    )
    named = {"lead_officer": leaver, "head_of_service": leaver, "supporting_officer": leaver}
    entry = entries.edit(partnership, named, version=Partnership.objects.get().version, **who)
    part = entry.participations.get()
    saving.claimed(Participation, part.pk, part.version, {"lead_member": leaver}, **who)
    seat = saving.create(Seat(partnership=entry, council=council, kind="officer", is_vacant=True), **who)
    appointments.appoint(seat, {"holder": leaver, "starts_on": date(2025, 5, 19)}, version=1, **who)
    saving.create(ProgrammeItem(partnership=entry, first_due_on=now.date(), responsible=leaver), **who)
    service = factories.service(council)
    asked = saving.create(
        CollectionRound(council=council, title="2026", opened_on=now.date(), due_on=now.date() + 30 * DAY), **who
    )
    saving.create(ServiceReturn(round=asked, service=service, chief_officer=leaver), **who)
    saving.create(Theme(name="Economy", lead_officer=leaver, lead_member=leaver), **who)
    return entry


def every_kind() -> set[str]:
    """Who answers for an entry does not verify its governance: that is handed over in tests of its own."""
    return set(kinds()) - {"verification"}


def all_to(leaver, somebody, besides=()):
    return [(each, somebody) for each in held(leaver) if each.kind not in besides]


def test_everything_that_a_person_holds_is_listed_whatever_its_kind(sign_in, everything, leaver, policy_officer):
    assert {each.kind for each in held(leaver)} == every_kind()
    text = sign_in(policy_officer).get(reverse("register:holdings", args=[leaver.pk])).content.decode()
    assert "10 things" in text
    for part in ("Lead officer", "Portfolio holder", "Representative", "Reports on", "Advises on", "Chief officer"):
        assert part in text


def test_what_is_held_of_an_entry_that_has_ended_is_not_listed(everything, leaver, policy_officer, now):
    entries.end(
        everything, now.date(), "Wound up", None, "CMT 12/26", version=everything.version, by=policy_officer, at=now
    )
    assert {each.kind for each in held(leaver)} == {"service_return", "theme_officer", "theme_member"}


def test_everything_changes_hands_at_once_in_one_act(everything, leaver, heir, policy_officer, now):
    handovers.plan(leaver, all_to(leaver, heir), now.date(), "Leaves", by=policy_officer, at=now)
    assert held(leaver) == []
    assert {each.kind for each in held(heir)} == every_kind()
    entry = Partnership.objects.get()
    acts = {row.change_set_id for row in (entry.history.first(), Seat.history.first(), Theme.history.first())}
    assert len(acts) == 1
    assert None not in acts
    assert gaps() == []


def test_a_place_keeps_the_leavers_appointment_and_begins_the_successors(everything, leaver, heir, policy_officer, now):
    handovers.plan(leaver, all_to(leaver, heir), now.date(), "Leaves", by=policy_officer, at=now)
    old, new = Appointment.objects.order_by("pk")
    assert (old.status, old.ends_on, old.holder) == ("ended", now.date(), leaver)
    assert (new.status, new.starts_on, new.holder) == ("appointed", now.date(), heir)


def test_what_goes_to_nobody_is_a_gap_until_somebody_holds_it(sign_in, everything, leaver, policy_officer, heir, now):
    pairs = [(each, None if kinds()[each.kind].may_be_nobody else heir) for each in held(leaver)]
    handovers.plan(leaver, pairs, now.date(), "Leaves", by=policy_officer, at=now)
    assert {gap.holding.kind for gap in gaps()} == every_kind() - {"concern"}
    assert Seat.objects.get().is_vacant
    assert Partnership.objects.without_lead_officer().count() == 1
    task = next(task for task in work(policy_officer, now.date()) if task.count)
    assert task.count == 9
    assert "Lou Leaver" in sign_in(policy_officer).get(task.url).content.decode()
    entry = Partnership.objects.get()
    entries.edit(entry, {"lead_officer": heir}, version=entry.version, by=policy_officer, at=now)
    assert "lead_officer" not in {gap.holding.kind for gap in gaps()}
    theme = Theme.objects.get()
    saving.claimed(Theme, theme.pk, theme.version, {"is_retired": True}, by=policy_officer, at=now)
    assert len(gaps()) == 6


def test_a_post_without_its_person_counts_as_a_gap_and_is_kept_in_history(
    everything, leaver, policy_officer, heir, now
):
    entry = Partnership.objects.get()
    entries.edit(entry, {"lead_officer_post": "Tourism Manager"}, version=entry.version, by=policy_officer, at=now)
    pairs = [(each, None) for each in held(leaver) if each.kind == "lead_officer"]
    handovers.plan(leaver, pairs, now.date(), "Leaves", by=policy_officer, at=now)
    assert Partnership.objects.get().lead_officer_post == ""
    assert Partnership.history.filter(lead_officer_post="Tourism Manager").exists()


def test_a_handover_of_a_later_day_waits_and_then_happens_by_itself(
    everything, leaver, heir, policy_officer, now, monkeypatch
):
    later = now + 10 * DAY
    planned = handovers.plan(leaver, all_to(leaver, heir), later.date(), "Leaves", by=policy_officer, at=now)
    assert planned.waits
    assert len(held(leaver)) == 10
    assert DBTaskResult.objects.filter(task_path__endswith="hand_over_later").get().run_after.date() <= later.date()
    monkeypatch.setattr("register.workflow.jobs.timezone.now", lambda: later)
    assert hand_over_later.call() == 1
    assert hand_over_later.call() == 0
    assert held(leaver) == []
    assert Handover.objects.get().done_by == policy_officer


def test_the_daily_command_carries_out_what_no_worker_did_and_nothing_twice(
    everything, leaver, heir, policy_officer, now, capsys
):
    handovers.plan(leaver, all_to(leaver, heir), now.date() + DAY, "Leaves", by=policy_officer, at=now)
    call_command("keep_register", today=now.date())
    assert len(held(leaver)) == 10
    for count in (1, 0):
        call_command("keep_register", today=now.date() + DAY)
        assert f"Handovers carried out: {count}." in capsys.readouterr().out
    assert held(leaver) == []


def test_what_the_leaver_gave_away_before_the_day_is_left_with_who_has_it(
    everything, leaver, heir, officer, policy_officer, now
):
    planned = handovers.plan(leaver, all_to(leaver, heir), now.date() + DAY, "Leaves", by=policy_officer, at=now)
    entry = Partnership.objects.get()
    entries.edit(entry, {"lead_officer": officer}, version=entry.version, by=policy_officer, at=now)
    handing_over.carry_out(planned, by=policy_officer, at=now + DAY)
    assert Partnership.objects.get().lead_officer == officer
    assert Partnership.objects.get().head_of_service == heir


def test_a_successor_who_has_left_by_the_day_stops_the_whole_handover_and_is_named(
    everything, leaver, heir, policy_officer, now
):
    handovers.plan(leaver, all_to(leaver, heir), now.date() + DAY, "Leaves", by=policy_officer, at=now)
    type(heir).objects.filter(pk=heir.pk).update(is_active=False)
    done, refused = handing_over.carry_out_due(now.date() + DAY, at=now + DAY)
    assert done == 0
    assert "Hal Heir was to take over" in refused[0]
    assert len(held(leaver)) == 10
    (task,) = [task for task in work(policy_officer, now.date() + DAY) if task.count]
    assert task.label == "Handover whose day has come"


def test_a_waiting_handover_can_be_cancelled_and_then_everything_stays(
    sign_in, everything, leaver, heir, policy_officer, now
):
    planned = handovers.plan(leaver, all_to(leaver, heir), now.date() + DAY, "Leaves", by=policy_officer, at=now)
    data = {"version": planned.version}
    address = reverse("register:handover_cancel", args=[planned.pk])
    text = sign_in(policy_officer).post(address, data, follow=True).content.decode()
    assert "Lou Leaver keeps everything." in text
    assert handing_over.carry_out_due(now.date() + DAY, at=now + DAY) == (0, [])
    with pytest.raises(Refused, match="does not wait any more"):
        handovers.cancel(Handover.objects.get(), version=2, by=policy_officer, at=now)


def test_a_second_handover_of_one_person_does_not_wait_beside_the_first(everything, leaver, heir, policy_officer, now):
    for number in range(2):
        plan = (leaver, all_to(leaver, heir), now.date() + DAY, "Leaves")
        if number == 0:
            handovers.plan(*plan, by=policy_officer, at=now)
        else:
            with pytest.raises(ValidationError, match="A handover of this person waits already"):
                handovers.plan(*plan, by=policy_officer, at=now)
    assert Handover.objects.count() == 1


@pytest.mark.parametrize("who", ["administrator", "auditor", "head_of_service", "democratic_services", "lead_officer"])
def test_nobody_but_a_policy_officer_hands_over(request, everything, leaver, heir, who, now):
    with pytest.raises(Refused, match="Only a policy officer hands over"):
        handovers.plan(leaver, all_to(leaver, heir), now.date(), "x", by=request.getfixturevalue(who), at=now)


def test_a_day_that_is_past_and_an_empty_handover_are_refused(everything, leaver, heir, policy_officer, now):
    with pytest.raises(ValidationError, match="That day is past"):
        handovers.plan(leaver, all_to(leaver, heir), now.date() - DAY, "x", by=policy_officer, at=now)
    with pytest.raises(ValidationError, match="Nothing is handed over"):
        handovers.plan(leaver, [], now.date(), "x", by=policy_officer, at=now)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [("portfolio", "is not a councillor"), ("head_of_service", "is not a head of service or corporate manager")],
)
def test_who_cannot_hold_a_thing_is_refused_by_name(everything, leaver, officer, policy_officer, kind, sentence, now):
    pairs = [(each, officer) for each in held(leaver) if each.kind == kind]
    with pytest.raises(ValidationError, match=sentence):
        handovers.plan(leaver, pairs, now.date(), "x", by=policy_officer, at=now)


def test_nothing_goes_to_the_leaver_nor_to_somebody_who_left(everything, leaver, heir, policy_officer, now):
    with pytest.raises(ValidationError, match="Lou Leaver holds it now"):
        handovers.plan(leaver, all_to(leaver, leaver), now.date(), "x", by=policy_officer, at=now)
    heir.is_active = False
    with pytest.raises(ValidationError, match="Hal Heir has left"):
        handovers.plan(leaver, all_to(leaver, heir), now.date(), "x", by=policy_officer, at=now)


def test_a_concern_does_not_wait_for_nobody_nor_for_who_raised_it(
    everything, leaver, lead_officer, policy_officer, now
):
    (waiting,) = [each for each in held(leaver) if each.kind == "concern"]
    with pytest.raises(ValidationError, match="Somebody has to take this over"):
        handovers.plan(leaver, [(waiting, None)], now.date(), "x", by=policy_officer, at=now)


def test_one_place_that_cannot_change_hands_stops_everything(everything, leaver, heir, policy_officer, now):
    councillor = factories.person("cllr@example.org", "Cllr New", "councillor", council=heir.council)
    pairs = [(each, councillor if each.kind == "seat" else heir) for each in held(leaver)]
    with pytest.raises(ValidationError, match="Cllr New is no officer"):
        handovers.plan(leaver, pairs, now.date(), "x", by=policy_officer, at=now)
    assert len(held(leaver)) == 10
    assert not Handover.objects.exists()


def form_of(leaver, **choices):
    return {"takes_effect_on": "20 November 2026", "reason": "Leaves", "everything": "", **choices}


@pytest.fixture
def today(monkeypatch, now):
    monkeypatch.setattr("register.views.handovers.timezone.now", lambda: now)
    return now.date()


def test_the_check_page_counts_what_will_change_hands_and_nothing_happens_before_the_button(
    sign_in, today, partnership, lead_officer, officer, policy_officer
):
    client, address = sign_in(policy_officer), reverse("register:holdings", args=[lead_officer.pk])
    data = form_of(lead_officer, everything=officer.pk)
    text = client.post(address, data).content.decode()
    assert "Hand over 1 thing" in text
    assert Partnership.objects.get().lead_officer == lead_officer
    done = client.post(address, data | {"confirmed": "yes"}, follow=True).content.decode()
    assert "1 thing of Lee Lead changed hands." in done
    assert Partnership.objects.get().lead_officer == officer


def test_a_line_that_stays_is_left_out(sign_in, today, partnership, lead_officer, policy_officer):
    client, address = sign_in(policy_officer), reverse("register:holdings", args=[lead_officer.pk])
    data = form_of(lead_officer, **{f"lead_officer-{partnership.pk}": "keep"})
    assert "Nothing is handed over." in client.post(address, data).content.decode()


def test_who_cannot_take_over_what_is_left_open_is_said_beside_the_line(
    sign_in, today, partnership, council, lead_officer, councillor, policy_officer, now
):
    seat = Seat(partnership=partnership, council=council, holder=lead_officer)
    saving.create(seat, by=policy_officer, at=now)
    client, address = sign_in(policy_officer), reverse("register:holdings", args=[lead_officer.pk])
    text = client.post(address, form_of(lead_officer, everything=councillor.pk)).content.decode()
    assert "Cllr Member A is not an officer, which this needs." in text
    assert "20 November 2026" in text


def offered(page: str, name: str) -> set[str]:
    """The people in one list of the form."""
    start = page.index(f'name="{name}"')
    return set(re.findall(r"(\w+ \w+)[^<>]*</option>", page[start : page.index("</select>", start)]))


def test_each_line_offers_those_alone_who_may_take_it_over(
    sign_in, everything, leaver, heir, council, lead_officer, policy_officer, now
):
    """H14-27: nobody is offered whom the register then refuses."""
    factories.person("cllr@example.org", "Councillor New", "councillor", council=council)
    factories.person("manager@example.org", "Manager Raising", "corporate_manager", council=council)
    member = saving.create(
        Seat(partnership=everything, council=council, kind="member", holder=leaver), by=policy_officer, at=now
    )
    page = sign_in(policy_officer).get(reverse("register:holdings", args=[leaver.pk])).content.decode()
    for each in held(leaver):
        found = offered(page, f"{each.kind}-{each.record}")
        assert "Hal Heir" in found, each
        officers_place = each.kind in ("lead_officer", "supporting_officer", "programme", "theme_officer")
        if officers_place or (each.kind == "seat" and each.record != member.pk):
            assert "Councillor New" not in found, each
    assert "Councillor New" in offered(page, f"seat-{member.pk}")
    (concern,) = [each for each in held(leaver) if each.kind == "concern"]
    assert {"Hal Heir", "Manager Raising"} <= offered(page, f"concern-{concern.record}")
    assert not {"Councillor New", "Lee Lead"} & offered(page, f"concern-{concern.record}")


def test_who_can_take_over_nothing_is_not_offered_for_everything(
    sign_in, partnership, lead_officer, councillor, officer, policy_officer
):
    page = sign_in(policy_officer).get(reverse("register:holdings", args=[lead_officer.pk])).content.decode()
    start = page.index('name="everything"')
    options = page[start : page.index("</select>", start)]
    assert officer.full_name in options
    assert councillor.full_name not in options


@pytest.mark.parametrize("who", ["officer", "councillor", "scrutiny_member", "democratic_services"])
def test_handovers_are_closed_to_who_has_nothing_to_do_with_them(request, sign_in, partnership, lead_officer, who):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(reverse("register:handovers")).status_code == 403
    assert client.get(reverse("register:holdings", args=[lead_officer.pk])).status_code == 403


def test_an_administrator_reads_what_is_held_and_cannot_hand_it_over(sign_in, partnership, lead_officer, administrator):
    client, address = sign_in(administrator), reverse("register:holdings", args=[lead_officer.pk])
    assert "Only a policy officer hands over what somebody holds." in client.get(address).content.decode()
    assert client.post(address, form_of(lead_officer)).status_code == 403


def test_switching_sign_in_off_says_what_the_person_still_holds(sign_in, partnership, lead_officer, administrator):
    address = reverse("admin:partnerships_user_change", args=[lead_officer.pk])
    data = {"email": lead_officer.email, "full_name": "Lee Lead", "roles": ["officer"]}
    text = sign_in(administrator).post(address, data, follow=True).content.decode()
    assert "Lee Lead can no longer sign in and still holds 1 thing." in text
    assert reverse("register:holdings", args=[lead_officer.pk]) in text


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.once
def test_what_is_held_takes_as_many_queries_for_one_thing_as_for_fifty(
    sign_in, lead_officer, policy_officer, council, count, django_assert_max_num_queries
):
    for number in range(count):
        factories.partnership(by=policy_officer, council=council, name=f"Board {number}", lead_officer=lead_officer)
    client = sign_in(policy_officer)
    with django_assert_max_num_queries(23):
        client.get(reverse("register:holdings", args=[lead_officer.pk]))


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.once
def test_handing_over_takes_as_many_queries_for_one_thing_as_for_fifty(
    lead_officer, policy_officer, council, now, count, django_assert_max_num_queries
):
    for number in range(count):
        factories.partnership(by=policy_officer, council=council, name=f"Board {number}", lead_officer=lead_officer)
    pairs = [(each, None) for each in held(lead_officer)]
    with django_assert_max_num_queries(80):
        handovers.plan(lead_officer, pairs, now.date(), "Leaves", by=policy_officer, at=now)
    with django_assert_max_num_queries(4):
        assert len(gaps()) == count
