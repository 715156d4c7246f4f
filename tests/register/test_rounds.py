"""A round of appointments: which places it asks for, nominations, and what appointing everybody does."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.models import Event
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models.appointments import Appointment, Nomination, Term
from register.models.choices import Capacity, PersonKind
from register.reports.rounds import schedule
from register.rules.rounds import to_fill, usual_term
from register.workflow import appointments, entries, rounds
from register.workflow.seats import bring_into_force
from tests import factories, pdf_structure
from tests.factories import NOW
from tests.register import places
from tests.register.places import again, round_for

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 19)


@pytest.fixture
def who(democratic_services):
    return {"by": democratic_services, "at": NOW}


@pytest.fixture
def calendar(council):
    places.calendar(council)


@pytest.fixture
def vacancy(partnership, council):
    return places.seat(partnership, council)


@pytest.fixture
def name(who):
    """Record whom a group names for a place of a round."""

    def act(round, seat, **changes):
        asked = Nomination.objects.get(round=round, seat=seat)
        return rounds.nominate(asked, changes, version=asked.version, **who)

    return act


def asked_for(round) -> set[int]:
    return set(round.nominations.filter(is_left_out=False).values_list("seat_id", flat=True))


def test_a_round_takes_in_vacancies_and_what_ends_by_its_day(partnership, council, democratic_services):
    """B15-26, SH-21."""
    held = {"name": "Cllr Sitting"}
    wanted = {
        places.seat(partnership, council).pk,
        places.seat(partnership, council, **held, ends_on=date(2026, 5, 18)).pk,
        places.seat(partnership, council, **held, ends_on=MAY).pk,
    }
    places.seat(partnership, council, **held, ends_on=date(2026, 5, 20))
    places.seat(partnership, council, **held)
    places.seat(partnership, council, PersonKind.OFFICER)
    places.seat(partnership, council, capacity=Capacity.OTHER)
    assert asked_for(round_for(council, democratic_services)) == wanted


def test_a_place_that_somebody_is_appointed_to_from_that_day_is_not_asked_for(vacancy, council, councillor, who):
    values = {"holder": councillor, "starts_on": date(2027, 1, 1), "ends_on": None}
    appointments.appoint(vacancy, values, version=1, **who)
    round = round_for(council, who["by"], date(2027, 5, 18))
    assert again(vacancy).is_vacant
    assert asked_for(round) == set()


def test_places_of_another_council_and_of_ended_entries_are_not_asked_for(
    partnership, council, other_council, policy_officer, vacancy
):
    entries.end(
        partnership,
        date(2026, 3, 31),
        "Wound up",
        None,
        "CMT 12/26",
        version=partnership.version,
        by=policy_officer,
        at=NOW,
    )
    live = factories.partnership(by=policy_officer, council=council, name="Another Board")
    places.seat(live, other_council)
    assert asked_for(round_for(council, policy_officer)) == set()


def test_only_one_round_of_a_council_is_open(council, who):
    round_for(council, who["by"])
    with pytest.raises(ValidationError, match="has a round open already"):
        round_for(council, who["by"])


def test_nominations_are_wanted_before_the_appointments_begin(council, who):
    with pytest.raises(ValidationError, match="wanted by a day after"):
        round_for(council, who["by"], nominations_by=date(2026, 6, 1))


@pytest.mark.parametrize("role", ["administrator", "lead_officer", "corporate_manager", "auditor"])
def test_nobody_else_runs_a_round(role, request, council, vacancy, who):
    by = request.getfixturevalue(role)
    with pytest.raises(Refused, match="Only democratic services and the policy team run a round"):
        round_for(council, by)
    round = round_for(council, who["by"])
    for act in (
        lambda: rounds.edit(round, {}, version=1, by=by, at=NOW),
        lambda: rounds.choose_places(round, set(), version=1, by=by, at=NOW),
        lambda: rounds.nominate(round.nominations.get(), {}, version=1, by=by, at=NOW),
        lambda: rounds.appoint_all(round, version=1, by=by, at=NOW),
        lambda: rounds.cancel(round, "No", version=1, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="Only democratic services"):
            act()


def test_places_are_left_out_and_taken_in_again(vacancy, partnership, council, who):
    held = places.seat(partnership, council, name="Cllr Sitting")
    round = round_for(council, who["by"])
    round = rounds.choose_places(round, {held.pk}, version=round.version, **who)
    assert asked_for(round) == {held.pk}
    round = rounds.choose_places(round, {held.pk, vacancy.pk}, version=round.version, **who)
    assert asked_for(round) == {held.pk, vacancy.pk}
    assert round.nominations.count() == 2


def test_two_people_who_choose_places_do_not_overwrite_each_other(vacancy, council, who):
    round = round_for(council, who["by"])
    rounds.choose_places(round, set(), version=round.version, **who)
    with pytest.raises(Conflict):
        rounds.choose_places(round, {vacancy.pk}, version=round.version, **who)


def test_who_is_no_councillor_is_not_nominated(vacancy, council, officer, who, name):
    round = round_for(council, who["by"])
    with pytest.raises(ValidationError, match="is no councillor"):
        name(round, vacancy, nominee=officer)
    assert not round.nominations.get().who()


def test_appointing_everybody_makes_appointments_and_leaves_the_rest_vacant(
    vacancy, partnership, council, councillor, who, name, calendar
):
    """B15-26: nominations of the groups become appointments at Annual Council."""
    unfilled = places.seat(partnership, council)
    round = round_for(council, who["by"], minute="AC/12")
    name(round, vacancy, nominee=councillor, group="Blue")
    made = rounds.appoint_all(round, version=again(round).version, **who)
    assert [(each.holder, each.starts_on, each.ends_on) for each in made] == [(councillor, MAY, date(2027, 5, 17))]
    assert (made[0].body.name, made[0].minute, made[0].nomination.group) == ("Council", "AC/12", "Blue")
    assert again(vacancy).holder == councillor
    assert again(unfilled).is_vacant
    assert again(round).status == "appointed"


def test_earlier_appointments_end_the_day_before(vacancy, council, councillor, portfolio_holder, who, name, calendar):
    values = {"holder": councillor, "term": Term.EX_OFFICIO, "starts_on": date(2025, 5, 20), "ends_on": None}
    first = appointments.appoint(vacancy, values, version=1, **who)
    round = round_for(council, who["by"])
    round = rounds.choose_places(round, {vacancy.pk}, version=round.version, **who)
    name(round, vacancy, nominee=portfolio_holder)
    rounds.appoint_all(round, version=round.version, **who)
    assert (again(first).status, again(first).ends_on) == ("ended", date(2026, 5, 18))
    assert again(vacancy).holder == portfolio_holder


def test_a_round_ahead_takes_effect_on_its_day(vacancy, council, councillor, portfolio_holder, who, name, calendar):
    values = {"holder": councillor, "term": Term.ANNUAL, "starts_on": MAY, "ends_on": date(2027, 5, 31)}
    appointments.appoint(vacancy, values, version=1, **who)
    round = round_for(council, who["by"], date(2027, 5, 18))
    round = rounds.choose_places(round, {vacancy.pk}, version=round.version, **who)
    name(round, vacancy, nominee=portfolio_holder)
    rounds.appoint_all(round, version=round.version, **who)
    assert (again(vacancy).holder, again(vacancy).ends_on) == (councillor, date(2027, 5, 17))
    bring_into_force(date(2027, 5, 18), at=NOW)
    assert again(vacancy).holder == portfolio_holder


def test_somebody_appointed_for_later_stops_the_round_by_name(
    vacancy, council, councillor, portfolio_holder, who, name, calendar
):
    round = round_for(council, who["by"])
    name(round, vacancy, nominee=portfolio_holder)
    later = {"holder": councillor, "starts_on": date(2027, 1, 1), "ends_on": None}
    appointments.appoint(vacancy, later, version=again(vacancy).version, **who)
    with pytest.raises(Refused, match="Harborough Tourism Partnership: Cllr Member A is appointed here from 1 January"):
        rounds.appoint_all(round, version=round.version, **who)
    assert again(round).status == "open"
    assert Appointment.objects.count() == 1


def test_nobody_named_means_nobody_is_appointed(vacancy, council, who, calendar):
    round = round_for(council, who["by"])
    with pytest.raises(Refused, match="Nobody is named for any place yet"):
        rounds.appoint_all(round, version=round.version, **who)


def test_a_calendar_that_is_too_short_stops_the_round(vacancy, council, councillor, who, name):
    round = round_for(council, who["by"])
    name(round, vacancy, nominee=councillor)
    with pytest.raises(Refused, match="has no Annual Council after 19 May 2026"):
        rounds.appoint_all(round, version=round.version, **who)


def test_a_closed_round_takes_no_more_nominations(vacancy, council, councillor, who, name, calendar):
    round = round_for(council, who["by"])
    name(round, vacancy, nominee=councillor)
    rounds.appoint_all(round, version=round.version, **who)
    with pytest.raises(Refused, match="This round is appointed"):
        name(again(round), vacancy, group="Green")


def test_cancelling_appoints_nobody_and_keeps_the_reason(vacancy, council, councillor, who, name, calendar):
    round = round_for(council, who["by"])
    name(round, vacancy, nominee=councillor)
    cancelled = rounds.cancel(round, "Election postponed", version=round.version, **who)
    assert cancelled.status == "cancelled"
    assert again(vacancy).is_vacant
    assert type(round).history.filter(id=round.pk).latest("version").history_change_reason == "Election postponed"


def test_the_next_round_remembers_group_and_term(vacancy, council, councillor, who, name, calendar):
    round = round_for(council, who["by"], date(2027, 5, 18))
    name(round, vacancy, group="Blue", name="Cllr Visitor", term=Term.ANNUAL)
    rounds.appoint_all(round, version=round.version, **who)
    bring_into_force(date(2027, 5, 18), at=NOW)
    following = round_for(council, who["by"], date(2028, 5, 16))
    assert [each.group for each in following.nominations.all()] == ["Blue"]


def test_four_year_places_are_asked_for_four_years_only_after_an_election():
    """B15-26."""
    assert usual_term(Term.FOUR_YEAR, True) == Term.FOUR_YEAR
    assert usual_term(Term.FOUR_YEAR, False) == Term.ANNUAL
    assert usual_term("", True) == Term.ANNUAL


def test_the_schedule_lists_groups_with_unfilled_places_first(
    vacancy, partnership, council, councillor, who, name, calendar
):
    other, third = places.seat(partnership, council), places.seat(partnership, council)
    round = round_for(council, who["by"])
    name(round, vacancy, nominee=councillor, group="Blue")
    name(round, other, group="Blue")
    found = schedule(again(round), NOW.date())
    assert [group.name for group in found.groups] == ["Blue", "No group asked yet"]
    assert [line.nominee for line in found.groups[0].lines] == ["", "Cllr Member A"]
    assert found.summary == "3 places: 1 named, 2 unfilled"
    assert found.groups[0].summary == "2 places, 1 unfilled"
    assert third.pk in asked_for(round)


def test_the_schedule_is_a_tagged_pdf_with_page_numbers_and_the_download_is_noted(
    sign_in, vacancy, council, democratic_services, calendar
):
    round = round_for(council, democratic_services)
    response = sign_in(democratic_services).get(reverse("register:round_pdf", args=[round.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="annual-council.pdf"'
    text = pdf_structure.pdf_text(response.content)
    for words in ("Annual Council", "Harborough District Council", "1 place: 0 named, 1 unfilled", "Unfilled"):
        assert words.replace(" ", "") in text
    assert pdf_structure.faults(response.content) == []
    assert Event.objects.filter(kind=Event.Kind.DOWNLOADED, subject=f"appointment round {round.pk}").exists()


def test_a_second_window_hears_that_the_round_is_appointed_already_and_what_to_do(
    council, vacancy, who, name, calendar
):
    round = round_for(council, who["by"])
    name(round, vacancy, name="Cllr Visitor", group="Blue")
    rounds.appoint_all(round, version=round.version, **who)
    with pytest.raises(Refused, match="This round is appointed already: somebody else, or you in another window"):
        rounds.appoint_all(again(round), version=again(round).version, **who)


def test_what_is_noted_of_a_nomination_is_on_the_page_of_the_round_and_not_on_its_printed_schedule(
    sign_in, vacancy, council, democratic_services, calendar
):
    round = round_for(council, democratic_services)
    noted = {"name": "Cllr Visitor", "note": "Second choice of the group"}
    rounds.nominate(round.nominations.get(), noted, version=1, by=democratic_services, at=NOW)
    client = sign_in(democratic_services)
    assert noted["note"] in client.get(reverse("register:round", args=[round.pk])).content.decode()
    printed = client.get(reverse("register:round_schedule", args=[round.pk])).content.decode()
    assert noted["name"] in printed
    assert noted["note"] not in printed
    paper = pdf_structure.pdf_text(client.get(reverse("register:round_pdf", args=[round.pk])).content)
    assert "Cllr Visitor".replace(" ", "") in paper
    assert "Secondchoice" not in paper


@pytest.mark.parametrize("route", ["round", "round_places", "round_schedule", "round_appoint"])
@pytest.mark.once
def test_pages_of_a_round_ask_as_much_for_fifty_places_as_for_one(
    route, partnership, council, councillor, sign_in, democratic_services, calendar, django_assert_max_num_queries
):
    seats = [places.seat(partnership, council, name="Cllr Sitting", ends_on=date(2026, 5, 1)) for _ in range(50)]
    round = round_for(council, democratic_services)
    first = round.nominations.first()
    by = {"by": democratic_services, "at": NOW}
    rounds.nominate(first, {"nominee": councillor}, version=1, **by)
    client, address = sign_in(democratic_services), reverse(f"register:{route}", args=[round.pk])
    client.get(address)
    many = queries(client, address, django_assert_max_num_queries)
    rounds.choose_places(round, {first.seat_id}, version=round.version, **by)
    for seat in seats[1:]:
        seat = again(seat)
        entries.remove_line(seat, partnership, version=seat.version, by=partnership.lead_officer, at=NOW)
    assert many == queries(client, address, django_assert_max_num_queries)


def queries(client, address, counting) -> int:
    with counting(40) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_places_to_fill_are_those_of_members_alone(partnership, council, democratic_services):
    places.seat(partnership, council, PersonKind.OFFICER)
    round = round_for(council, democratic_services)
    assert list(to_fill(round)) == []
