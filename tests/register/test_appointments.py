"""Appointments: who sits where, from when to when, and what is refused."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from partnerships import saving
from partnerships.saving import Conflict, sentences
from partnerships.verdict import Refused
from register.models import Partnership, Seat
from register.models.appointments import Appointment, Term
from register.models.choices import Level, PersonKind
from register.rules.appointments import in_force, look_due_on, missing_meeting, overlapping, term_end
from register.workflow import appointments, entries
from register.workflow.seats import APPOINTMENTS, bring_into_force
from tests.factories import NOW
from tests.register import places
from tests.register.places import again

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def place(partnership, council):
    """A vacant place for a member."""
    return places.seat(partnership, council)


@pytest.fixture
def who(democratic_services):
    return {"by": democratic_services, "at": NOW}


@pytest.fixture
def appoint(who):
    """Appoint somebody from May until the next May, unless told otherwise."""

    def act(seat, holder, **values):
        usual = {"holder": holder, "term": Term.ANNUAL, "starts_on": date(2026, 5, 19), "ends_on": date(2027, 5, 17)}
        return appointments.appoint(seat, usual | values, version=again(seat).version, **who)

    return act


def the_years(council, years=places.COUNCILS):
    places.calendar(council, years)
    return list(council.municipal_years.all())


def test_an_annual_term_ends_the_day_before_the_next_annual_council(council):
    """SH-21, B15-26."""
    years = the_years(council)
    assert term_end(Term.ANNUAL, date(2026, 5, 19), years) == date(2027, 5, 17)
    assert term_end(Term.ANNUAL, date(2026, 11, 20), years) == date(2027, 5, 17)


def test_a_four_year_term_ends_the_day_before_the_first_annual_council_after_an_election(council):
    """B15-26."""
    assert term_end(Term.FOUR_YEAR, date(2025, 5, 20), the_years(council)) == date(2027, 5, 17)


def test_a_term_that_begins_at_an_annual_council_does_not_end_at_the_same_one(council):
    assert term_end(Term.FOUR_YEAR, date(2027, 5, 18), the_years(council)) is None


def test_terms_of_officers_and_ex_officio_have_no_end_in_the_calendar(council):
    years = the_years(council)
    assert term_end(Term.OFFICER, TODAY, years) is None
    assert term_end(Term.EX_OFFICIO, TODAY, years) is None


def test_a_calendar_that_is_too_short_says_what_is_missing(council):
    assert term_end(Term.ANNUAL, TODAY, the_years(council, [2025])) is None
    assert "has no Annual Council after 20 November 2026" in missing_meeting(Term.ANNUAL, TODAY, council)
    assert "first Annual Council after an election" in missing_meeting(Term.FOUR_YEAR, TODAY, council)


def test_appointing_makes_the_seat_name_its_new_holder(place, councillor, appoint):
    made = appoint(place, councillor, level=Level.MEMBER)
    seat = again(place)
    assert (seat.holder, seat.is_vacant, seat.level) == (councillor, False, Level.MEMBER)
    assert (seat.starts_on, seat.ends_on) == (made.starts_on, made.ends_on)


def test_an_appointment_that_begins_later_leaves_the_seat_as_it_is(place, councillor, appoint):
    appoint(place, councillor, starts_on=date(2027, 5, 18), ends_on=date(2028, 5, 15))
    assert again(place).is_vacant


def test_a_second_person_for_the_same_days_is_refused_by_name_and_dates(place, councillor, portfolio_holder, appoint):
    appoint(place, councillor)
    with pytest.raises(ValidationError) as refusal:
        appoint(place, portfolio_holder, starts_on=date(2027, 1, 1))
    assert sentences(refusal.value) == [
        (
            "Cllr Member A is appointed here from 19 May 2026 until 17 May 2027. Two people cannot hold one place: begin on "
            "18 May 2027 or later, or end that appointment first."
        )
    ]
    assert Appointment.objects.count() == 1


def test_an_appointment_without_end_keeps_everybody_out_until_it_is_ended(place, councillor, portfolio_holder, appoint):
    appoint(place, councillor, term=Term.EX_OFFICIO, ends_on=None)
    with pytest.raises(ValidationError, match="end that appointment first"):
        appoint(place, portfolio_holder, starts_on=date(2030, 1, 1), ends_on=None)


def test_the_day_after_the_last_one_is_free(place, councillor, portfolio_holder, appoint):
    appoint(place, councillor)
    made = appoint(place, portfolio_holder, starts_on=date(2027, 5, 18), ends_on=None)
    assert made.pk
    assert again(place).holder == councillor


def test_two_people_cannot_fill_a_place_at_once(place, councillor, portfolio_holder, who):
    values = {"starts_on": TODAY, "ends_on": None}
    seen = place.version
    appointments.appoint(place, {"holder": councillor, **values}, version=seen, **who)
    with pytest.raises(Conflict):
        appointments.appoint(place, {"holder": portfolio_holder, **values}, version=seen, **who)
    assert again(place).holder == councillor


def test_an_officer_is_refused_for_a_members_place(place, officer, appoint):
    with pytest.raises(ValidationError, match="Olly Officer is no councillor, and this place is for a member"):
        appoint(place, officer)


def test_a_councillor_is_refused_for_an_officers_place(partnership, council, councillor, appoint):
    seat = places.seat(partnership, council, PersonKind.OFFICER)
    with pytest.raises(ValidationError, match="no officer of the council"):
        appoint(seat, councillor)


def test_who_has_left_is_refused(place, councillor, appoint):
    type(councillor).objects.filter(pk=councillor.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="has left"):
        appoint(place, type(councillor).objects.get(pk=councillor.pk))


def test_an_appointment_that_ends_before_it_begins_is_refused(place, councillor, appoint):
    with pytest.raises(ValidationError, match="ends before it begins"):
        appoint(place, councillor, starts_on=TODAY, ends_on=date(2026, 1, 1))
    assert again(place).is_vacant


@pytest.mark.parametrize("role", ["lead_officer", "head_of_service", "administrator", "auditor", "councillor"])
def test_only_those_who_record_decisions_appoint(role, request, place, councillor):
    by = request.getfixturevalue(role)
    with pytest.raises(Refused, match="Only democratic services and the policy team"):
        appointments.appoint(place, {"holder": councillor, "starts_on": TODAY}, version=1, by=by, at=NOW)


def test_ending_makes_a_vacancy_from_that_day(place, councillor, appoint, who):
    made = appoint(place, councillor)
    ended = appointments.end(made, TODAY, "Moved away", version=made.version, **who)
    assert (ended.status, ended.ends_on, ended.ended_reason) == ("ended", TODAY, "Moved away")
    assert again(place).is_vacant


def test_a_resignation_for_a_later_day_leaves_the_holder_until_then(place, councillor, appoint, who):
    made = appoint(place, councillor)
    appointments.resign(made, date(2026, 12, 1), "Resigned", version=made.version, **who)
    assert again(place).holder == councillor
    assert bring_into_force(date(2026, 11, 30), at=NOW) == 0
    assert bring_into_force(date(2026, 12, 1), at=NOW) == 1
    assert again(place).is_vacant


def test_who_follows_may_begin_on_the_day_of_leaving(place, councillor, portfolio_holder, appoint, who):
    made = appoint(place, councillor)
    appointments.resign(made, TODAY, "Resigned", version=made.version, **who)
    appoint(place, portfolio_holder, starts_on=TODAY)
    assert again(place).holder == portfolio_holder


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 5, 1), "began on 19 May 2026"), (date(2027, 6, 1), "ends on 17 May 2027 anyway")]
)
def test_leaving_outside_the_appointment_is_refused(day, words, place, councillor, appoint, who):
    made = appoint(place, councillor)
    with pytest.raises(ValidationError, match=words):
        appointments.end(made, day, "A slip", version=made.version, **who)


def test_what_has_ended_is_not_ended_again(place, councillor, appoint, who):
    made = appoint(place, councillor)
    ended = appointments.end(made, TODAY, "Moved away", version=made.version, **who)
    with pytest.raises(Refused, match="This appointment is ended, so it cannot be resigned"):
        appointments.resign(ended, TODAY, "Twice", version=ended.version, **who)


def test_nobody_makes_a_term_run_out_by_hand(place, councillor, appoint, who):
    made = appoint(place, councillor)
    with pytest.raises(Refused, match="runs out by itself"):
        APPOINTMENTS.perform("run_out", made, **who)


def test_an_officers_post_stays_on_the_seat_when_they_leave(partnership, council, officer, appoint, who):
    """H14-26: a post can be vacant, and the place still says which."""
    seat = places.seat(partnership, council, PersonKind.OFFICER, required_level=Level.SMT)
    made = appoint(seat, officer, post="Economic Development Manager", term=Term.OFFICER, ends_on=None)
    appointments.end(made, TODAY, "Recruiting", version=made.version, **who)
    assert (again(seat).who(), again(seat).required_level) == ("Vacant (Economic Development Manager)", Level.SMT)


def test_a_holder_written_by_hand_after_the_end_is_left_alone(place, councillor, appoint, who):
    made = appoint(place, councillor)
    appointments.end(made, date(2026, 12, 1), "Moved away", version=made.version, **who)
    seat = again(place)
    changes = {"holder": None, "name": "Cllr Stand-in", "starts_on": None, "ends_on": None}
    saving.claimed(Seat, seat.pk, seat.version, changes, **who)
    bring_into_force(date(2026, 12, 2), at=NOW)
    assert again(place).who() == "Cllr Stand-in"


def test_renewing_appoints_the_same_person_again_and_keeps_the_first_term(place, councillor, appoint, who):
    made = appoint(place, councillor)
    values = {"term": Term.ANNUAL, "starts_on": date(2027, 5, 18), "ends_on": date(2028, 5, 15)}
    renewed = appointments.renew(made, values, version=made.version, **who)
    assert (renewed.holder, renewed.starts_on) == (councillor, date(2027, 5, 18))
    assert again(made).ends_on == date(2027, 5, 17)
    assert again(place).ends_on == date(2027, 5, 17)


def test_renewing_early_ends_the_present_term_the_day_before(place, councillor, appoint, who):
    made = appoint(place, councillor)
    appointments.renew(made, {"starts_on": TODAY, "ends_on": None}, version=made.version, **who)
    assert (again(made).status, again(made).ends_on) == ("ended", date(2026, 11, 19))
    assert again(place).ends_on is None


def test_a_new_term_cannot_begin_before_the_present_one_has(place, councillor, appoint, who):
    made = appoint(place, councillor)
    with pytest.raises(ValidationError, match="is appointed here from 19 May 2026"):
        appointments.renew(made, {"starts_on": date(2026, 5, 19), "ends_on": None}, version=made.version, **who)


def test_delegating_to_another_post_keeps_who_went_before(partnership, council, officer, lead_officer, appoint, who):
    """H14-33: from a Director to a named manager post; the change of representation stays readable."""
    seat = places.seat(partnership, council, PersonKind.OFFICER)
    director = {"post": "Director of Community Services", "level": Level.CMT, "term": Term.OFFICER, "ends_on": None}
    made = appoint(seat, officer, **director)
    appointments.end(made, TODAY, "Delegated", version=made.version, **who)
    appoint(seat, lead_officer, post="Environment Manager", level=Level.SMT, starts_on=TODAY, ends_on=None)
    assert again(seat).who() == "Lee Lead, Environment Manager"
    posts = list(seat.appointments.values_list("post", flat=True))
    assert posts == ["Environment Manager", "Director of Community Services"]
    assert again(seat).level == Level.SMT


def test_the_day_brings_an_appointment_into_force_once(place, councillor, appoint):
    appoint(place, councillor, starts_on=date(2027, 5, 18), ends_on=date(2028, 5, 15))
    assert bring_into_force(date(2027, 5, 17), at=NOW) == 0
    assert bring_into_force(date(2027, 5, 18), at=NOW) == 1
    version = again(place).version
    assert bring_into_force(date(2027, 5, 18), at=NOW) == 0
    assert (again(place).holder, again(place).version) == (councillor, version)


def test_a_term_that_ran_out_leaves_a_vacancy(place, councillor, appoint):
    made = appoint(place, councillor)
    assert bring_into_force(date(2027, 5, 17), at=NOW) == 0
    assert bring_into_force(date(2027, 5, 18), at=NOW) == 1
    assert (again(made).status, again(made).ends_on) == ("ended", date(2027, 5, 17))
    assert again(place).is_vacant


def test_who_follows_takes_over_on_the_day_without_a_vacancy_between(place, councillor, portfolio_holder, appoint):
    appoint(place, councillor)
    appoint(place, portfolio_holder, starts_on=date(2027, 5, 18), ends_on=None)
    bring_into_force(date(2027, 5, 18), at=NOW)
    assert again(place).holder == portfolio_holder
    assert not place.history.filter(id=place.pk, is_vacant=True, version__gt=1).exists()


def test_a_place_that_was_taken_off_is_left_alone(place, councillor, appoint, policy_officer):
    appoint(place, councillor)
    seat = again(place)
    entries.remove_line(seat, seat.partnership, version=seat.version, by=policy_officer, at=NOW)
    assert bring_into_force(date(2027, 5, 18), at=NOW) == 0


def test_nobody_is_appointed_to_a_place_that_was_taken_off(place, councillor, appoint, policy_officer):
    entries.remove_line(place, place.partnership, version=1, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="taken off its entry"):
        appoint(place, councillor)


def test_an_appointment_ahead_leaves_a_job_for_its_days(place, councillor, appoint):
    appoint(place, councillor, starts_on=date(2027, 5, 18), ends_on=date(2028, 5, 15))
    days = sorted(job.run_after.astimezone(UTC).date() for job in DBTaskResult.objects.all())
    assert [day.year for day in days] == [2027, 2028]


def test_the_daily_command_says_how_many_places_changed(place, councillor, appoint, capsys):
    appoint(place, councillor)
    call_command("keep_register", today=date(2027, 5, 18))
    assert "changed hands or became vacant: 1." in capsys.readouterr().out


def test_an_appointment_of_the_past_is_recorded_as_over(place, councillor, appoint):
    made = appoint(place, councillor, starts_on=date(2024, 5, 14), ends_on=date(2025, 5, 19))
    assert made.status == "ended"
    assert again(place).is_vacant


def test_an_officers_appointment_is_due_to_be_looked_at_after_a_year():
    """B15-28."""
    made = Appointment(term=Term.OFFICER, starts_on=date(2025, 11, 20))
    assert look_due_on(made) == date(2026, 11, 20)
    assert look_due_on(Appointment(term=Term.ANNUAL, starts_on=TODAY)) is None
    assert look_due_on(Appointment(term=Term.OFFICER, starts_on=TODAY, ends_on=TODAY)) is None


def test_places_due_for_the_yearly_look_are_listed_as_ending(partnership, council, officer, appoint):
    """B15-28."""
    seat = places.seat(partnership, council, PersonKind.OFFICER)
    appoint(seat, officer, term=Term.OFFICER, starts_on=date(2025, 12, 1), ends_on=None)
    assert list(Seat.objects.ending_by(date(2026, 11, 30))) == []
    assert list(Seat.objects.ending_by(date(2026, 12, 1))) == [seat]


def held(starts_on, ends_on, status="appointed"):
    return Appointment(starts_on=starts_on, ends_on=ends_on, status=status)


@pytest.mark.parametrize("status", ["appointed", "ended", "resigned"])
@pytest.mark.parametrize("ends_on", [None, date(2026, 11, 19), TODAY, date(2026, 11, 21)])
@pytest.mark.parametrize("starts_on", [date(2026, 1, 1), date(2026, 11, 19), TODAY, date(2026, 11, 21)])
def test_who_sits_on_a_day_is_the_same_in_python_and_in_the_database(
    starts_on, ends_on, status, place, councillor, council
):
    if (ends_on and ends_on < starts_on) or (ends_on is None and status != "appointed"):
        ends_on = date(2026, 11, 21)
    made = Appointment(seat=place, holder=councillor, starts_on=starts_on, ends_on=ends_on, status=status)
    saving.create(made, by=None, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert Appointment.objects.in_force(TODAY).exists() == in_force(made, TODAY)


def test_appointments_that_touch_do_not_overlap():
    first = held(date(2026, 1, 1), date(2026, 6, 30))
    assert overlapping([first], date(2026, 7, 1), None) is None
    assert overlapping([first], date(2026, 6, 30), None) is first
    assert overlapping([first], date(2025, 1, 1), date(2025, 12, 31)) is None
    assert overlapping([held(TODAY, TODAY, "ended")], TODAY, None) is None


def test_a_councillor_reads_the_entry_only_while_they_sit(place, councillor, appoint, who):
    assert not Partnership.objects.visible_to(councillor).exists()
    made = appoint(place, councillor)
    assert Partnership.objects.visible_to(councillor).exists()
    appointments.resign(made, TODAY, "Resigned", version=made.version, **who)
    assert not Partnership.objects.visible_to(councillor).exists()
