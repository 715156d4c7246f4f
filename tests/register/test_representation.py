"""Is the council represented as it should be, and what does the People tab say of it?"""

from datetime import date

import pytest
from django.urls import reverse

from partnerships import saving
from register.listing.columns import columns_for
from register.listing.records import records
from register.models import Organisation, Partnership, PartnershipType
from register.models.choices import Capacity, Level, Orientation, PersonKind, Rating, Representation
from register.rules.representation import findings
from register.workflow import appointments
from tests.factories import NOW
from tests.register import places
from tests.register.places import again

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def look(partnership):
    """What is found on the entry, with some of its facts changed for the question."""

    def act(**facts):
        entry = again(partnership)
        for name, value in facts.items():
            setattr(entry, name, value)
        seats, parts = entry.seats.select_related("council"), entry.participations.select_related("council")
        return list(findings(entry, seats, parts, TODAY))

    return act


@pytest.fixture
def sit(partnership, council):
    """Somebody of a level sits on the entry."""

    def act(level, kind=PersonKind.OFFICER, **values):
        return places.seat(partnership, council, kind, level=level, post=f"{level} post", **values)

    return act


@pytest.fixture
def part(partnership, policy_officer):
    """Say how the council is represented."""

    def act(**changes):
        found = partnership.participations.get()
        return saving.claimed(type(found), found.pk, found.version, changes, by=policy_officer, at=NOW)

    return act


def kind_needing(level):
    return PartnershipType(name="Strategic", code="strategic", required_level=level)


def test_a_type_that_needs_a_level_nobody_has_says_so(look, sit):
    """SH-16."""
    sit(Level.OFFICER)
    assert look(type=kind_needing(Level.SMT)) == [
        "The type “Strategic” needs a representative of this level: Senior management team. Nobody of it attends."
    ]


@pytest.mark.parametrize(
    ("needed", "there"),
    [
        (Level.SMT, Level.CMT),
        (Level.SMT, Level.SMT),
        (Level.OFFICER, Level.CMT),
        (Level.CMT, Level.CMT),
        (Level.MEMBER, Level.MEMBER),
    ],
)
def test_a_higher_officer_will_do_where_a_lower_one_is_needed(needed, there, look, sit):
    """SH-16."""
    sit(there, PersonKind.MEMBER if there == Level.MEMBER else PersonKind.OFFICER)
    assert look(type=kind_needing(needed)) == []


@pytest.mark.parametrize(("needed", "there"), [(Level.CMT, Level.SMT), (Level.MEMBER, Level.CMT)])
def test_a_lower_officer_and_an_officer_for_a_member_will_not_do(needed, there, look, sit):
    sit(there)
    assert len(look(type=kind_needing(needed))) == 1


def test_who_attends_for_another_body_is_not_counted_as_the_councils_place(look, sit):
    """H14-17."""
    sit(Level.CMT, capacity=Capacity.OTHER)
    found = look(type=kind_needing(Level.CMT))
    assert found[0].endswith("Nobody of it attends.")
    assert found[1] == (
        "cmt post attends for another body, so this is not counted as a place of Harborough District Council."
    )


def test_a_strategic_partnership_with_junior_officers_alone_is_found(look, sit):
    """B15-44."""
    sit(Level.OFFICER)
    assert look(orientation=Orientation.STRATEGIC) == [
        "It is strategic, and only officers below the management teams attend. Appoint somebody more senior."
    ]
    sit(Level.SMT)
    assert look(orientation=Orientation.STRATEGIC) == []


def test_an_operational_partnership_with_the_corporate_management_team_is_found(look, sit):
    """B15-44."""
    sit(Level.CMT)
    assert look(orientation=Orientation.OPERATIONAL) == [
        "It is operational, and somebody of the corporate management team attends. An officer may do."
    ]


def test_the_level_is_held_against_risk_and_value(look, sit):
    """H14-08."""
    sit(Level.OFFICER)
    assert look(risk_rating=Rating.HIGH) == [
        "Its risk is high, and neither a member nor a senior manager attends. Look at who should."
    ]
    sit(Level.CMT)
    assert look(risk_rating=Rating.HIGH) == []
    assert look(value_rating=Rating.LOW) == [
        "Its value is low, and somebody of the corporate management team attends. Delegate to another post."
    ]


def test_a_vacancy_says_which_level_it_needs(look, partnership, council):
    """H14-26, H14-27."""
    places.seat(partnership, council, required_level=Level.CMT)
    assert look() == [
        "A member place of Harborough District Council is vacant. It needs this level: Corporate management team."
    ]


def test_a_vacancy_without_a_level_asks_for_one(look, partnership, council):
    """H14-27."""
    places.seat(partnership, council)
    assert look() == ["A member place of Harborough District Council is vacant. Say which level it needs."]


def test_a_place_held_below_its_level_is_found(look, sit):
    """H14-08."""
    sit(Level.OFFICER, required_level=Level.SMT)
    assert look() == ["The place of officer post needs this level: Senior management team. They are: Officer."]


def test_represented_through_another_council_asks_for_contact_and_briefing(look, part):
    """H14-16, H14-18."""
    part(representation=Representation.THROUGH_ANOTHER)
    assert look() == [
        (
            "Harborough District Council is represented through another council: name the council that takes the lead, add "
            "the contact there, say how we are briefed, say when we were last briefed."
        )
    ]


def test_a_briefing_of_long_ago_is_found(look, part):
    """H14-18."""
    leads = saving.create(Organisation(name="Blaby District Council"), by=None, at=NOW)
    arranged = {"represented_by": leads, "district_lead": "A. Officer", "briefing_arrangement": "By telephone"}
    part(representation=Representation.THROUGH_ANOTHER, **arranged, last_briefed_on=date(2025, 11, 1))
    assert look() == ["Harborough District Council was last briefed on 1 November 2025, over a year ago. Ask."]
    part(last_briefed_on=date(2026, 10, 1))
    assert look() == []


def test_a_council_that_wants_to_be_represented_is_told_to_add_a_place(look, part, partnership, council):
    """H14-16."""
    part(representation=Representation.WANTED)
    assert look() == [
        (
            "Harborough District Council is not represented and wants to be. Add a vacant place with the level that it "
            "needs."
        )
    ]
    places.seat(partnership, council, required_level=Level.MEMBER)
    assert "wants to be" not in " ".join(look())


def test_direct_representation_without_a_place_is_found(look, part):
    part(representation=Representation.DIRECT)
    assert look() == [
        "Harborough District Council says that its own people represent it, and no place is recorded. Add one."
    ]


def test_the_people_tab_says_what_to_look_at(sign_in, policy_officer, partnership, council):
    places.seat(partnership, council)
    page = sign_in(policy_officer).get(reverse("register:people", args=[partnership.reference]))
    assert "What to look at" in page.content.decode()
    assert "A member place of Harborough District Council is vacant." in page.content.decode()


def test_a_policy_officer_says_how_the_council_is_represented(sign_in, policy_officer, partnership):
    """H14-16, H14-18, H14-39."""
    leads = saving.create(Organisation(name="Blaby District Council"), by=None, at=NOW)
    part = partnership.participations.get()
    address = reverse("register:line_edit", args=[partnership.reference, "representation", part.pk])
    typed = {
        "version": part.version, "representation": "through_another", "represented_by": leads.pk,
        "district_lead": "A. Officer", "briefing_arrangement": "A note after each meeting",
        "last_briefed_on": "1 October 2026", "attendance": "correspondence",
    }  # fmt: skip
    response = sign_in(policy_officer).post(address, typed, follow=True)
    page = response.content.decode()
    for words in ("Through another council", "Through Blaby District Council", "Contact there: A. Officer"):
        assert words in page
    assert "Attends: by correspondence" in page


def test_a_lead_council_is_named_only_where_it_takes_the_lead(sign_in, policy_officer, partnership):
    leads = saving.create(Organisation(name="Blaby District Council"), by=None, at=NOW)
    part = partnership.participations.get()
    address = reverse("register:line_edit", args=[partnership.reference, "representation", part.pk])
    typed = {"version": part.version, "representation": "direct", "represented_by": leads.pk}
    page = sign_in(policy_officer).post(address, typed).content.decode()
    assert "A council that takes the lead is named." in page


def test_a_councillor_does_not_see_the_contact_at_the_other_council(sign_in, councillor, partnership, council, part):
    places.seat(partnership, council, holder=councillor)
    part(representation=Representation.THROUGH_ANOTHER, district_lead="A. Officer, 01455 000000")
    client = sign_in(councillor)
    for tab in ("people", "history"):
        page = client.get(reverse(f"register:{tab}", args=[partnership.reference])).content.decode()
        assert "01455" not in page


def test_a_councils_representation_is_changed_and_never_added(sign_in, policy_officer, partnership):
    address = reverse("register:line_add", args=[partnership.reference, "representation"])
    assert sign_in(policy_officer).get(address).status_code == 403


def test_who_sits_by_appointment_is_not_changed_by_hand(sign_in, policy_officer, councillor, partnership, council):
    seat = places.seat(partnership, council)
    values = {"holder": councillor, "starts_on": date(2026, 5, 19), "ends_on": None}
    appointments.appoint(seat, values, version=1, by=policy_officer, at=NOW)
    seat = again(seat)
    address = reverse("register:line_edit", args=[partnership.reference, "seats", seat.pk])
    client = sign_in(policy_officer)
    page = client.get(address).content.decode()
    assert "Cllr Member A holds this place by appointment." in page
    assert 'name="holder"' not in page
    client.post(
        address, {"version": seat.version, "kind": "member", "note": "Quarterly", "holder": "", "is_vacant": "on"}
    )
    assert (again(seat).holder, again(seat).note) == (councillor, "Quarterly")


def test_a_portfolio_holder_who_is_no_councillor_is_refused(sign_in, policy_officer, officer, partnership):
    part = partnership.participations.get()
    address = reverse("register:line_edit", args=[partnership.reference, "councils", part.pk])
    typed = {"version": part.version, "lead_member": officer.pk, "unit": "hours_per_month", "figure": "7"}
    page = sign_in(policy_officer).post(address, typed).content.decode()
    assert "A portfolio holder is a councillor. Choose one of those listed, or type the post." in page
    assert 'value="7"' in page


def test_a_supporting_officer_stands_beside_the_lead_officer(sign_in, policy_officer, officer, partnership):
    """H14-27."""
    address = reverse("register:edit", args=[partnership.reference, "lead"])
    entry = again(partnership)
    typed = {"version": entry.version, "lead_officer": entry.lead_officer_id, "supporting_officer": officer.pk}
    page = sign_in(policy_officer).post(address, typed, follow=True).content.decode()
    assert again(partnership).supporting_officer == officer
    assert "Supporting officer" in page


def test_internal_groups_and_outside_bodies_are_no_partnerships_in_the_count(partnership, policy_officer):
    """H14-26, H11-09."""
    for kind in ("internal_group", "outside_body"):
        entry = again(partnership)
        saving.claimed(Partnership, entry.pk, entry.version, {"classification": kind}, by=policy_officer, at=NOW)
        assert not Partnership.objects.counted().exists()


def test_the_list_shows_how_the_council_is_represented_and_hides_the_contact_from_members(
    part, partnership, policy_officer, councillor, council
):
    """H14-16, H14-18."""
    part(representation=Representation.THROUGH_ANOTHER, district_lead="A. Officer", last_briefed_on=date(2026, 10, 1))
    asked = ["representation", "district_lead", "last_briefed_on", "supporting_officer"]
    (record,) = records(Partnership.objects.order_by("pk"), asked, TODAY)
    assert record.values["representation"] == "through_another"
    assert record.values["district_lead"] == "A. Officer"
    assert record.values["last_briefed_on"] == date(2026, 10, 1)
    assert "district_lead" in columns_for(policy_officer)
    assert "district_lead" not in columns_for(councillor)
