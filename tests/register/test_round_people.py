"""A round of appointments and people: named twice for one body, appointed ahead already, or leaving early for it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models.appointments import Nomination, Term
from register.rules.rounds import ready_to_appoint, to_fill
from register.workflow import appointments, rounds
from tests import factories
from tests.factories import NOW
from tests.register import places
from tests.register.places import again, round_for

pytestmark = pytest.mark.django_db
NEXT = date(2027, 5, 18)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture(autouse=True)
def calendar(council):
    places.calendar(council)


@pytest.fixture
def who(democratic_services):
    return {"by": democratic_services, "at": NOW}


@pytest.fixture
def two(partnership, council):
    """Two vacant places on one body."""
    return [places.seat(partnership, council) for _ in range(2)]


def name(round, seat, who, **changes):
    asked = Nomination.objects.get(round=round, seat=seat)
    return rounds.nominate(asked, changes, version=asked.version, **who)


def confirmation(client, round):
    return client.get(reverse("register:round_appoint", args=[round.pk])).content.decode()


def test_the_same_person_is_not_named_for_two_places_of_one_body(two, council, councillor, who, sign_in):
    """B15-26: the second nomination is refused in a sentence, and nothing typed is lost."""
    round = round_for(council, who["by"])
    name(round, two[0], who, nominee=councillor)
    second = Nomination.objects.get(seat=two[1])
    data = {"nominee": councillor.pk, "name": "", "group": "Blue", "term": "annual", "note": "", "version": 1}
    page = sign_in(who["by"]).post(reverse("register:nomination", args=[second.pk]), data).content.decode()
    assert "Cllr Member A is named for two places on Harborough Tourism Partnership." in page
    assert 'value="Blue"' in page
    assert again(second).nominee is None


def test_a_typed_name_is_the_same_person_whatever_its_capitals(two, council, who):
    round = round_for(council, who["by"])
    name(round, two[0], who, name="Cllr Ann Visitor")
    with pytest.raises(ValidationError, match="CLLR ANN VISITOR is named for two places"):
        name(round, two[1], who, name="CLLR ANN VISITOR ")


def test_who_keeps_another_place_of_the_body_is_not_named_either(two, council, councillor, who):
    values = {"holder": councillor, "term": Term.EX_OFFICIO, "starts_on": date(2026, 5, 19), "ends_on": None}
    appointments.appoint(two[0], values, version=1, **who)
    round = round_for(council, who["by"], NEXT)
    with pytest.raises(ValidationError, match="Cllr Member A holds another place on Harborough Tourism Partnership"):
        name(round, two[1], who, nominee=councillor)


def test_who_changes_places_within_a_body_is_named(two, council, councillor, portfolio_holder, who):
    values = {"holder": councillor, "term": Term.EX_OFFICIO, "starts_on": date(2026, 5, 19), "ends_on": None}
    appointments.appoint(two[0], values, version=1, **who)
    round = round_for(council, who["by"], NEXT)
    round = rounds.choose_places(round, {seat.pk for seat in two}, version=round.version, **who)
    name(round, two[0], who, nominee=portfolio_holder)
    name(round, two[1], who, nominee=councillor)
    assert len(rounds.appoint_all(round, version=round.version, **who)) == 2


def test_one_person_may_be_named_for_two_bodies(two, council, councillor, policy_officer, who):
    other = places.seat(factories.partnership(by=policy_officer, council=council, name="Another Board"), council)
    round = round_for(council, who["by"])
    name(round, two[0], who, nominee=councillor)
    assert name(round, other, who, nominee=councillor).nominee == councillor


def test_a_place_taken_in_again_does_not_smuggle_a_person_in_twice(two, council, councillor, who):
    round = round_for(council, who["by"])
    name(round, two[0], who, nominee=councillor)
    round = rounds.choose_places(round, {two[1].pk}, version=round.version, **who)
    name(round, two[1], who, nominee=councillor)
    round = rounds.choose_places(round, {seat.pk for seat in two}, version=round.version, **who)
    with pytest.raises(Refused, match="Cllr Member A is named for two places"):
        rounds.appoint_all(round, version=round.version, **who)


def test_an_appointment_that_has_not_begun_is_shown_and_its_place_left_out(two, council, councillor, who, sign_in):
    """SH-21: a place that somebody takes up after the day of the round is not asked for unless it is chosen."""
    later = {"holder": councillor, "term": Term.EX_OFFICIO, "starts_on": date(2027, 6, 1), "ends_on": None}
    appointments.appoint(two[0], later, version=1, **who)
    round = round_for(council, who["by"], NEXT)
    assert list(to_fill(round)) == [two[1]]
    page = sign_in(who["by"]).get(reverse("register:round_places", args=[round.pk])).content.decode()
    assert "Vacant; then Cllr Member A, from 1 Jun 2027" in page


def test_a_place_to_which_somebody_is_appointed_later_says_so_before_anybody_is_appointed(
    two, council, councillor, portfolio_holder, who, sign_in
):
    later = {"holder": councillor, "term": Term.EX_OFFICIO, "starts_on": date(2027, 6, 1), "ends_on": None}
    appointments.appoint(two[0], later, version=1, **who)
    round = round_for(council, who["by"], NEXT)
    round = rounds.choose_places(round, {two[0].pk}, version=round.version, **who)
    name(round, two[0], who, nominee=portfolio_holder)
    (sentence,) = ready_to_appoint(round)
    assert sentence.startswith(
        "Harborough Tourism Partnership: Cllr Member A is appointed here from 1 June 2027, with no end."
    )
    assert "Cllr Member A is appointed here from 1 June 2027" in confirmation(sign_in(who["by"]), round)


def test_the_confirm_page_lists_whose_appointment_is_cut_short(
    two, council, councillor, portfolio_holder, who, sign_in
):
    """B15-26: with the days, one line for each."""
    for seat, end in ((two[0], date(2028, 5, 15)), (two[1], None)):
        holder = councillor if end else portfolio_holder
        values = {"holder": holder, "term": Term.EX_OFFICIO, "starts_on": date(2026, 5, 19), "ends_on": end}
        appointments.appoint(seat, values, version=1, **who)
    round = round_for(council, who["by"], NEXT)
    round = rounds.choose_places(round, {seat.pk for seat in two}, version=round.version, **who)
    name(round, two[0], who, name="Cllr New")
    name(round, two[1], who, nominee=portfolio_holder)
    page = confirmation(sign_in(who["by"]), round)
    for words in (
        "Cllr Member A, appointed from 19 May 2026, ends on 17 May 2027 and not on 15 May 2028<",
        "appointed from 19 May 2026, ends on 17 May 2027 and had no end, and a new one begins the day after",
    ):
        assert words in page


def test_the_confirm_page_says_that_nobody_is_cut_short(two, council, councillor, who, sign_in):
    round = round_for(council, who["by"])
    name(round, two[0], who, nominee=councillor)
    page = confirmation(sign_in(who["by"]), round)
    assert "nobody’s appointment is cut short" in page
    assert "1 place has nobody named and stays as it is" in page


ANNUAL = {"term": "annual", "starts_on": "18 5 2027", "name": "Cllr New"}


@pytest.mark.parametrize(
    ("ends_on", "taken"), [("", True), ("15 5 2028", True), ("30 6 2028", False), ("1 9 2027", False)]
)
def test_an_end_that_contradicts_an_annual_term_is_refused_with_both(
    sign_in, partnership, council, who, ends_on, taken
):
    """SH-21, B15-26."""
    seat = places.seat(partnership, council)
    data = {**ANNUAL, "ends_on": ends_on, "seat_version": 1}
    page = sign_in(who["by"]).post(reverse("register:seat_appoint", args=[seat.pk]), data, follow=True).content.decode()
    assert seat.appointments.count() == int(taken)
    if not taken:
        words = "The term “Until the next Annual Council” ends on 15 May 2028, and the day typed is "
        assert words in page
        assert "Leave the day empty, or choose another term." in page


def test_the_same_holds_for_another_term_of_the_same_person(sign_in, partnership, council, councillor, who):
    seat = places.seat(partnership, council)
    values = {"holder": councillor, "term": Term.ANNUAL, "starts_on": date(2026, 5, 19), "ends_on": date(2027, 5, 17)}
    first = appointments.appoint(seat, values, version=1, **who)
    data = {"term": "annual", "starts_on": "18 5 2027", "ends_on": "1 1 2030", "version": first.version}
    page = sign_in(who["by"]).post(reverse("register:appointment_renew", args=[first.pk]), data).content.decode()
    assert "ends on 15 May 2028, and the day typed is 1 January 2030" in page
    assert seat.appointments.count() == 1


def test_a_page_of_a_round_that_is_over_says_so_whatever_it_was_for(two, council, councillor, who, sign_in):
    round = round_for(council, who["by"])
    asked = name(round, two[0], who, nominee=councillor)
    rounds.appoint_all(round, version=round.version, **who)
    client = sign_in(who["by"])
    for route, record in (("nomination", asked), ("round_places", round), ("round_edit", round)):
        page = client.get(reverse(f"register:{route}", args=[record.pk])).content.decode()
        assert "This round is appointed, so its places and nominations no longer change." in page


def test_a_person_chosen_for_one_place_and_typed_for_another_is_one_person(two, council, councillor, who):
    round = round_for(council, who["by"])
    name(round, two[0], who, nominee=councillor)
    with pytest.raises(ValidationError, match="is named for two places"):
        name(round, two[1], who, name=councillor.full_name.lower())


def test_who_is_appointed_is_whom_the_page_showed(two, council, councillor, portfolio_holder, who, sign_in):
    """A nomination changed meanwhile is looked at before anybody is appointed."""
    round = round_for(council, who["by"])
    name(round, two[0], who, nominee=councillor)
    page = confirmation(sign_in(who["by"]), round)
    assert "Cllr Member A: Harborough Tourism Partnership" in page
    shown = rounds.nominated(round)
    name(round, two[0], who, nominee=portfolio_holder)
    with pytest.raises(Conflict):
        rounds.appoint_all(round, version=again(round).version, shown=shown, **who)
    rounds.appoint_all(round, version=again(round).version, shown=rounds.nominated(round), **who)


def test_a_term_that_the_calendar_cannot_end_says_so_when_it_is_nominated(two, council, councillor, who, sign_in):
    round = round_for(council, who["by"], NEXT)
    asked = Nomination.objects.get(round=round, seat=two[0])
    data = {"nominee": councillor.pk, "name": "", "group": "", "term": "four_year", "note": "", "version": 1}
    address = reverse("register:nomination", args=[asked.pk])
    page = sign_in(who["by"]).post(address, data, follow=True).content.decode()
    assert "has no first Annual Council after an election after 18 May 2027" in page
    assert "its end is not in the calendar yet" in page
