"""Guidance for each procedure, what to do next for an entry, and who was briefed (SH-18, W09-12)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve, reverse

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Briefing, GoverningDocument, Partnership, Seat
from register.reports.next_steps import next_steps
from register.rules.gaps import NEEDED
from register.rules.guides import GUIDES, TOPICS
from register.workflow import briefings, concerns, entries
from tests import factories

ROLES = ("policy_officer", "administrator", "auditor", "officer", "head_of_service", "councillor", "scrutiny_member")


@pytest.fixture
def complete(partnership, policy_officer, now):
    """An entry that lacks nothing."""
    whole = {name: "x" for name, _ in NEEDED if Partnership._meta.get_field(name).get_internal_type() == "TextField"}
    chosen = {"orientation": "strategic", "council_position": "influence", "meeting_frequency": "Monthly"}
    rated = {"risk_rating": "low", "value_rating": "high", "is_statutory": False}
    kind = saving.create(
        Partnership._meta.get_field("type").related_model(name="Board", code="board"), by=policy_officer, at=now
    )
    changes = {**whole, **chosen, **rated, "type": kind, "next_review_due_on": now.date() + timedelta(days=90)}
    return entries.edit(partnership, changes, version=1, by=policy_officer, at=now)


def labels(entry, user, today):
    return [step.label for step in next_steps(Partnership.objects.get(pk=entry.pk), user, today)]


@pytest.mark.parametrize("slug", GUIDES)
def test_each_procedure_says_who_does_what_in_order(sign_in, officer, slug):
    """SH-18: guidance for each procedure."""
    text = sign_in(officer).get(reverse("register:guide", args=[slug])).content.decode()
    guide = GUIDES[slug]
    assert guide.title in text
    assert len(guide.steps) >= 4
    places = [text.index(f"<strong>{step.who}:</strong> {step.what[:20]}") for step in guide.steps]
    assert places == sorted(places)


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("slug", GUIDES)
def test_a_procedure_leads_only_there_where_the_person_may_go(request, sign_in, slug, who):
    client = sign_in(request.getfixturevalue(who))
    guide = GUIDES[slug]
    address = reverse(guide.route)
    offered = f'href="{address}">{guide.start}' in client.get(reverse("register:guide", args=[slug])).content.decode()
    assert resolve(address).view_name == guide.route
    if offered:
        assert client.get(address).status_code == 200


def test_a_procedure_that_does_not_exist_is_not_found(sign_in, officer):
    assert sign_in(officer).get("/help/witchcraft/").status_code == 404


def test_help_leads_to_the_procedures_and_these_to_each_guide(sign_in, officer):
    client = sign_in(officer)
    assert reverse("register:procedures") in client.get(reverse("kernel:help")).content.decode()
    text = client.get(reverse("register:procedures")).content.decode()
    assert all(reverse("register:guide", args=[slug]) in text for slug in GUIDES)


def test_what_is_missing_is_what_to_do_next_at_most_five_the_lead_officer_first(sign_in, policy_officer, council, now):
    """SH-18: the next-step panel of an entry, each step with its guidance."""
    entry = factories.partnership(by=policy_officer, council=council)
    found = labels(entry, policy_officer, now.date())
    assert len(found) == 5
    assert found[:2] == ["Name the lead officer", "Add the function of the partnership"]
    text = sign_in(policy_officer).get(reverse("register:entry", args=[entry.reference])).content.decode()
    assert "What to do next" in text
    assert reverse("register:guide", args=["editing"]) in text
    assert "edit/lead/#div_id_lead_officer" in text


def test_each_step_leads_to_a_page_that_the_person_may_open(sign_in, partnership, lead_officer, policy_officer, now):
    for person in (lead_officer, policy_officer):
        for step in next_steps(partnership, person, now.date()):
            assert sign_in(person).get(step.url.split("#")[0]).status_code == 200


def test_nothing_is_asked_of_who_may_not_do_it(partnership, officer, auditor, administrator, now):
    assert [labels(partnership, person, now.date()) for person in (officer, auditor, administrator)] == [[], [], []]


def test_a_complete_entry_asks_for_nothing_until_its_review_is_overdue(complete, lead_officer, now):
    assert labels(complete, lead_officer, now.date()) == []
    assert labels(complete, lead_officer, now.date() + timedelta(days=91)) == [
        "Review it, and set when the next review is due"
    ]


def test_an_entry_that_has_ended_asks_for_nothing(partnership, policy_officer, now):
    ended = entries.end(partnership, now.date(), "Wound up", None, "CMT 12/26", version=1, by=policy_officer, at=now)
    assert labels(ended, policy_officer, now.date()) == []


def test_a_recommendation_without_a_heading_is_asked_for(complete, policy_officer, now):
    entries.edit(complete, {"recommendation": "Delegate"}, version=complete.version, by=policy_officer, at=now)
    assert labels(complete, policy_officer, now.date()) == ["Say under which heading papers report the recommendation"]


def test_a_vacant_place_is_asked_for_of_who_records_appointments(
    complete, council, policy_officer, democratic_services, lead_officer, now
):
    seat = Seat(partnership=complete, council=council, kind="officer", post="Tourism Officer", is_vacant=True)
    saving.create(seat, by=policy_officer, at=now)
    for person in (policy_officer, democratic_services):
        assert labels(complete, person, now.date()) == ["Fill the vacant place: Tourism Officer"]
    assert labels(complete, lead_officer, now.date()) == []


@pytest.mark.parametrize(
    ("ends_on", "label"),
    [
        (date(2026, 12, 1), "Renew “Constitution”: its renewal is due"),
        (date(2026, 11, 1), "Renew or terminate “Constitution”: it has expired"),
    ],
)
def test_an_agreement_to_renew_is_asked_for(complete, lead_officer, policy_officer, now, ends_on, label):
    document = GoverningDocument(
        partnership=complete, title="Constitution", kind="constitution", status="in_force", ends_on=ends_on
    )
    saving.create(document, by=policy_officer, at=now)
    assert labels(complete, lead_officer, now.date()) == [label]


def test_a_concern_is_asked_for_of_who_advises_and_then_of_who_resolves(
    complete, lead_officer, corporate_manager, policy_officer, now
):
    values = {"title": "No quorum", "text": "Twice.", "addressed_to": corporate_manager}
    raised = concerns.raise_concern(complete, values, by=lead_officer, at=now)
    assert labels(complete, corporate_manager, now.date()) == ["Advise on the concern “No quorum”"]
    assert labels(complete, policy_officer, now.date()) == []
    concerns.advise(raised, {"advice": "Wait."}, version=1, by=corporate_manager, at=now)
    assert labels(complete, policy_officer, now.date()) == ["Resolve the concern “No quorum”"]


def test_several_people_are_briefed_on_several_topics_at_once(sign_in, policy_officer, officer, councillor, auditor):
    """W09-12: the record of who was briefed on what, and when."""
    data = {"topics": ["policy", "money"], "people": [officer.pk, councillor.pk], "held_on": "2 November 2026"}
    answer = sign_in(policy_officer).post(reverse("register:briefing_new"), data, follow=True)
    assert "4 briefings recorded." in answer.content.decode()
    kept = set(Briefing.objects.values_list("person", "topic", "held_on"))
    assert kept == {
        (person.pk, topic, date(2026, 11, 2)) for person in (officer, councillor) for topic in data["topics"]
    }
    text = sign_in(auditor).get(reverse("register:briefings")).content.decode()
    assert "Olly Officer" in text
    assert "2 Nov 2026" in text


def test_who_has_not_been_briefed_is_listed_by_topic(sign_in, policy_officer, officer, councillor, administrator, now):
    briefings.record([officer], ["money"], now.date(), "", by=policy_officer, at=now)
    client = sign_in(policy_officer)
    text = client.get(reverse("register:briefings"), {"topic": "money"}).content.decode().split("Not briefed")[1]
    assert "Cllr Member A" in text
    assert "Olly Officer" not in text
    assert "Adi Administrator" not in text
    text = client.get(reverse("register:briefings"), {"topic": "papers"}).content.decode().split("Not briefed")[1]
    assert "Olly Officer" in text


def test_the_same_briefing_is_not_recorded_twice(policy_officer, officer, now):
    for _ in range(2):
        briefings.record([officer], ["money"], now.date(), "", by=policy_officer, at=now)
    assert Briefing.objects.count() == 1


def test_a_briefing_that_is_still_to_come_or_on_no_topic_is_refused(policy_officer, officer, now):
    with pytest.raises(ValidationError, match="That day is still to come"):
        briefings.record([officer], ["money"], now.date() + timedelta(days=1), "", by=policy_officer, at=now)
    with pytest.raises(ValidationError, match="witchcraft is not a topic"):
        briefings.record([officer], ["witchcraft"], now.date(), "", by=policy_officer, at=now)


def test_an_empty_form_says_what_is_missing(sign_in, policy_officer):
    text = sign_in(policy_officer).post(reverse("register:briefing_new"), {"note": "Course"}).content.decode()
    for sentence in ("Tick at least one topic.", "Tick at least one person.", "Enter the day."):
        assert sentence in text
    assert "Course" in text


def test_a_briefing_recorded_by_mistake_is_taken_off_and_stays_in_history(sign_in, policy_officer, officer, now):
    (made,) = briefings.record([officer], ["money"], now.date(), "", by=policy_officer, at=now)
    address = reverse("register:briefing_remove", args=[made.pk])
    text = sign_in(policy_officer).post(address, {"version": 1}, follow=True).content.decode()
    assert "The briefing of Olly Officer was taken off the record." in text
    assert Briefing.history.filter(id=made.pk).count() == 2
    with pytest.raises(Refused, match="taken off the record already"):
        briefings.remove(Briefing.objects.get(), version=2, by=policy_officer, at=now)


@pytest.mark.parametrize("who", ["administrator", "auditor", "officer", "head_of_service"])
def test_only_the_policy_team_records_briefings(request, officer, who, now):
    with pytest.raises(Refused, match="Only a policy officer records briefings"):
        briefings.record([officer], ["money"], now.date(), "", by=request.getfixturevalue(who), at=now)


def test_a_guide_tells_a_person_when_they_were_briefed_on_it(sign_in, policy_officer, officer, now):
    briefings.record([officer], ["money"], now.date(), "", by=policy_officer, at=now)
    text = sign_in(officer).get(reverse("register:guide", args=["money"])).content.decode()
    assert "You were briefed on this on 20 November 2026." in text


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.once
def test_the_list_of_briefings_takes_as_many_queries_for_one_as_for_fifty(
    sign_in, policy_officer, council, now, count, django_assert_max_num_queries
):
    people = [factories.person(f"p{n}@example.org", f"Person {n}", "officer", council=council) for n in range(count)]
    briefings.record(people, list(TOPICS)[:1], now.date(), "", by=policy_officer, at=now)
    client = sign_in(policy_officer)
    with django_assert_max_num_queries(11):
        client.get(reverse("register:briefings"))
