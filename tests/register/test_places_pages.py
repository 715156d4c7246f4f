"""The pages of places: what they list and find, what their forms refuse, and how much they ask the database."""

from datetime import date

import pytest
from django.urls import reverse

from partnerships import saving
from register.models import Theme
from register.models.appointments import Appointment, Term
from register.models.choices import Capacity, Classification, PersonKind
from register.reports.seats import tasks
from register.workflow import appointments, calendar, rounds
from tests import factories
from tests.factories import NOW
from tests.register import places
from tests.register.places import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorder(sign_in, democratic_services):
    return sign_in(democratic_services)


@pytest.fixture
def seat(partnership, council):
    return places.seat(partnership, council)


def listed(client, **asked) -> str:
    return client.get(reverse("register:seats"), asked).content.decode()


def posted(client, seat, **typed):
    return client.post(
        reverse("register:seat_appoint", args=[seat.pk]), {"seat_version": seat.version, "term": "annual", **typed}
    )


def test_the_list_narrows_to_vacancies_with_the_level_they_need(recorder, partnership, council, seat):
    """H14-27."""
    places.seat(partnership, council, name="Cllr Sitting")
    places.seat(partnership, council, required_level="cmt")
    page = listed(recorder, show="vacant")
    assert "2 places" in page
    assert "Cllr Sitting" not in page
    assert "Needs: Corporate management team" in page


def test_a_vacant_place_says_who_is_appointed_to_it_from_a_later_day(
    recorder, partnership, council, councillor, democratic_services
):
    place = places.seat(partnership, council)
    assert "Then " not in listed(recorder, show="vacant")
    given = {"holder": councillor, "starts_on": date(2090, 5, 18), "ends_on": date(2091, 5, 17), "term": "annual"}
    appointments.appoint(place, given, version=place.version, by=democratic_services, at=NOW)
    page = listed(recorder, show="vacant")
    assert "Vacant" in page
    assert f"Then {councillor}, from 18 May 2090 until 17 May 2091" in page


def test_the_list_narrows_to_what_ends_within_sixty_days(recorder, partnership, council, seat):
    places.seat(partnership, council, name="Cllr Over", ends_on=date(2020, 1, 1))
    places.seat(partnership, council, name="Cllr Staying", ends_on=date(2090, 1, 1))
    page = listed(recorder, show="ending")
    assert "Cllr Over" in page
    assert "Cllr Staying" not in page


def test_the_list_narrows_by_kind_council_and_political_group(
    recorder, partnership, council, other_council, councillor, democratic_services
):
    places.seat(partnership, council, PersonKind.OFFICER, post="Green Officer")
    places.seat(partnership, other_council, name="Cllr Neighbour")
    place = places.seat(partnership, council)
    places.calendar(council)
    by = {"by": democratic_services, "at": NOW}
    round = places.round_for(council, democratic_services)
    asked = round.nominations.get(seat=place)
    rounds.nominate(asked, {"nominee": councillor, "group": "Blue Group"}, version=1, **by)
    rounds.appoint_all(round, version=round.version, **by)
    assert "Green Officer" in listed(recorder, kind="officer")
    assert "Cllr Member A" not in listed(recorder, kind="officer")
    assert "Cllr Neighbour" in listed(recorder, council=other_council.pk)
    assert "Green Officer" not in listed(recorder, council=other_council.pk)
    assert "Cllr Member A" in listed(recorder, group="blue group")
    assert "Green Officer" not in listed(recorder, group="blue group")


def test_who_attends_for_another_body_is_not_among_the_places(recorder, partnership, council):
    """H14-17."""
    places.seat(partnership, council, name="Cllr Elsewhere", capacity=Capacity.OTHER)
    assert "Cllr Elsewhere" not in listed(recorder)


def test_outside_bodies_have_a_list_of_their_own(recorder, policy_officer, council, partnership):
    """H11-09."""
    body = factories.partnership(
        by=policy_officer, council=council, name="Almshouse Trust", classification=Classification.OUTSIDE_BODY
    )
    places.seat(body, council, name="Cllr Trustee", capacity=Capacity.TRUSTEE)
    places.seat(partnership, council, name="Cllr Partner")
    page = recorder.get(reverse("register:outside_bodies")).content.decode()
    assert "Almshouse Trust" in page
    assert "Cllr Trustee" in page
    assert "Cllr Partner" not in page
    assert "Cllr Partner" not in listed(recorder, what="bodies")
    assert "Cllr Trustee" not in listed(recorder, what="partnerships")


@pytest.mark.parametrize("route", ["seats", "outside_bodies"])
@pytest.mark.once
def test_lists_of_places_ask_as_much_for_fifty_as_for_one(
    route, recorder, policy_officer, democratic_services, councillor, council, django_assert_max_num_queries
):
    body = factories.partnership(
        by=policy_officer, council=council, name="Almshouse Trust", classification=Classification.OUTSIDE_BODY
    )

    def filled() -> None:
        values = {"holder": councillor, "starts_on": date(2026, 5, 19), "ends_on": None, "body": places.body()}
        appointments.appoint(places.seat(body, council), values, version=1, by=democratic_services, at=NOW)

    def asked() -> int:
        with django_assert_max_num_queries(40) as found:
            assert recorder.get(reverse(f"register:{route}")).status_code == 200
        return len(found)

    filled()
    asked()
    one = asked()
    for _ in range(49):
        filled()
    assert asked() == one


@pytest.mark.once
def test_the_page_of_a_place_asks_as_much_for_fifty_appointments_as_for_one(
    recorder, seat, democratic_services, councillor, django_assert_max_num_queries
):
    def past(year: int) -> None:
        values = {"holder": councillor, "starts_on": date(year, 5, 1), "ends_on": date(year, 12, 31)}
        appointments.appoint(seat, values, version=again(seat).version, by=democratic_services, at=NOW)

    def asked() -> int:
        with django_assert_max_num_queries(40) as found:
            assert recorder.get(reverse("register:seat", args=[seat.pk])).status_code == 200
        return len(found)

    past(1974)
    asked()
    one = asked()
    for year in range(1975, 2024):
        past(year)
    assert asked() == one


def test_the_end_of_an_annual_term_comes_from_the_calendar(recorder, seat, councillor, council):
    """SH-21, B15-26."""
    places.calendar(council)
    posted(recorder, seat, holder=councillor.pk, starts_on="1 November 2026")
    assert Appointment.objects.get().ends_on == date(2027, 5, 17)


def test_a_calendar_that_is_too_short_is_said_and_a_typed_day_is_taken(recorder, seat, councillor):
    page = posted(recorder, seat, holder=councillor.pk, starts_on="1 November 2026").content.decode()
    assert "The municipal calendar of Harborough District Council has no Annual Council after 1 November 2026." in page
    posted(recorder, seat, holder=councillor.pk, starts_on="1 November 2026", ends_on="1 May 2027")
    assert Appointment.objects.get().ends_on == date(2027, 5, 1)


def test_what_was_typed_stays_when_an_appointment_is_refused(recorder, seat, councillor):
    typed = {"holder": councillor.pk, "starts_on": "1 May 2027", "ends_on": "1 January 2027", "minute": "EX/31"}
    page = posted(recorder, seat, **typed).content.decode()
    assert "The appointment ends before it begins." in page
    assert 'value="EX/31"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose who is appointed, or type a name."),
        ({"name": "Cllr Visitor", "holder": "councillor"}, "Choose a person or type a name, not both."),
        ({"holder": "officer"}, "This place is for a member. Choose one of the councillors listed"),
    ],
)
def test_who_is_appointed_must_be_said_once_and_must_fit(typed, words, recorder, seat, councillor, officer):
    people = {"councillor": councillor.pk, "officer": officer.pk}
    typed = {name: people.get(value, value) for name, value in typed.items()}
    page = posted(recorder, seat, starts_on="1 May 2026", ends_on="1 May 2027", **typed).content.decode()
    assert words in page
    assert not Appointment.objects.exists()


def test_the_second_of_two_who_fill_a_place_is_told_and_keeps_what_they_typed(
    recorder, seat, councillor, portfolio_holder, democratic_services
):
    values = {"holder": councillor, "starts_on": date(2026, 5, 19), "ends_on": date(2026, 12, 31)}
    appointments.appoint(seat, values, version=seat.version, by=democratic_services, at=NOW)
    typed = {"holder": portfolio_holder.pk, "starts_on": "1 January 2027", "ends_on": "1 May 2027"}
    page = posted(recorder, seat, **typed).content.decode()
    assert "Somebody changed this place while you were filling this in. It now says: Cllr Member A." in page
    assert f'name="seat_version" value="{again(seat).version}"' in page
    posted(recorder, again(seat), **typed)
    assert Appointment.objects.count() == 2


def test_roles_and_conduct_are_recorded_with_an_appointment(recorder, seat, councillor, democratic_services):
    """B15-29, B15-30."""
    values = {"holder": councillor, "starts_on": date(2026, 5, 19), "ends_on": None, "expected_roles": ["report"]}
    made = appointments.appoint(seat, values, version=1, by=democratic_services, at=NOW)
    typed = {
        "version": made.version, "expected_roles": ["monitor", "cohesion"], "role_explained_on": "20 May 2026",
        "conduct_acknowledged_on": "21 May 2026", "interests": "Trustee of the hall", "cover": "council",
    }  # fmt: skip
    page = recorder.post(reverse("register:appointment_edit", args=[made.pk]), typed, follow=True).content.decode()
    for words in ("Monitor performance", "Promote cohesion", "20 May 2026", "21 May 2026", "Trustee of the hall"):
        assert words in page
    assert set(again(made).expected_roles) == {"monitor", "cohesion"}
    history = recorder.get(reverse("register:history", args=[seat.partnership.reference])).content.decode()
    assert "Promote cohesion; Monitor performance" in history


def test_leaving_without_a_day_or_a_reason_is_refused_in_sentences(recorder, seat, councillor, democratic_services):
    values = {"holder": councillor, "starts_on": date(2026, 5, 19), "ends_on": None}
    made = appointments.appoint(seat, values, version=1, by=democratic_services, at=NOW)
    address = reverse("register:appointment_end", args=[made.pk])
    page = recorder.post(address, {"version": made.version}).content.decode()
    assert "Enter the day on which they leave." in page
    assert "Say why." in page
    early = {"version": made.version, "leaves_on": "1 May 2026", "reason": "A slip"}
    assert "The appointment began on 19 May 2026." in recorder.post(address, early).content.decode()


def test_what_waits_for_those_who_record_appointments(partnership, council, seat, democratic_services, lead_officer):
    """B15-28: officers' places are looked at every year."""
    held = places.seat(partnership, council, PersonKind.OFFICER)
    values = {"holder": lead_officer, "term": Term.OFFICER, "starts_on": date(2025, 11, 1), "ends_on": None}
    appointments.appoint(held, values, version=1, by=democratic_services, at=NOW)
    found = {task.many: task.count for task in tasks(democratic_services, NOW.date())}
    assert found == {
        "Vacant places": 1,
        "Appointments ending soon, or over": 1,
        "Rounds of appointments open": 0,
    }
    assert tasks(lead_officer, NOW.date()) == []


def test_a_year_is_in_the_calendar_once_and_in_its_own_year(recorder, council, democratic_services):
    typed = {"council": council.pk, "year": "2027", "annual_council_on": "18 May 2028"}
    address = reverse("register:calendar_add")
    assert "in another year than the one named" in recorder.post(address, typed).content.decode()
    right = {**typed, "annual_council_on": "18 May 2027"}
    recorder.post(address, right)
    assert "has that year already" in recorder.post(address, right).content.decode()
    assert council.municipal_years.count() == 1


def test_a_year_is_corrected(council, democratic_services, recorder):
    places.calendar(council, [2027])
    year = council.municipal_years.get()
    day = {"annual_council_on": date(2027, 5, 19)}
    calendar.edit_year(year, day, version=year.version, by=democratic_services, at=NOW)
    assert "19 May 2027" in recorder.get(reverse("register:calendar")).content.decode()


@pytest.fixture
def theme(lead_officer, portfolio_holder):
    return saving.create(
        Theme(name="Economy", lead_officer=lead_officer, lead_member=portfolio_holder), by=None, at=NOW
    )


def new_entry(client, council, **typed):
    return client.post(
        reverse("register:new"),
        {"name": "Rivers Trust", "councils": [council.pk], "joined_on": "1 4 2009", "recorded_reason": "Old", **typed},
        follow=True,
    )


def test_a_theme_fills_in_who_leads_and_answers_and_says_so(sign_in, policy_officer, council, theme):
    """SH-11."""
    page = new_entry(sign_in(policy_officer), council, themes=[theme.pk]).content.decode()
    entry = theme.partnerships.get()
    assert entry.lead_officer == theme.lead_officer
    assert entry.participations.get().lead_member == theme.lead_member
    assert "Lee Lead is its lead officer, as for the theme Economy." in page
    assert "Cllr Member B is its portfolio holder, as for the theme Economy." in page


def test_a_lead_officer_who_was_named_stays(sign_in, policy_officer, officer, council, theme):
    """SH-11."""
    page = new_entry(sign_in(policy_officer), council, themes=[theme.pk], lead_officer=officer.pk).content.decode()
    assert theme.partnerships.get().lead_officer == officer
    assert "is its lead officer, as for the theme" not in page


def test_a_theme_of_one_council_names_nobody_for_another(sign_in, policy_officer, other_council, theme):
    """SH-08, SH-11."""
    new_entry(sign_in(policy_officer), other_council, themes=[theme.pk])
    assert theme.partnerships.get().participations.get().lead_member is None


def test_who_has_left_is_not_filled_in(sign_in, policy_officer, council, theme, lead_officer):
    type(lead_officer).objects.filter(pk=lead_officer.pk).update(is_active=False)
    new_entry(sign_in(policy_officer), council, themes=[theme.pk])
    assert theme.partnerships.get().lead_officer is None
