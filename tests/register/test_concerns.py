"""Concerns: raised, advised on, escalated, resolved; by whom, with what, told to whom, hidden from whom (B15-19)."""

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships import mail
from partnerships.models import Letter
from partnerships.verdict import Refused
from register.models import Concern, Participation, Seat
from register.reports.concerns import work
from register.workflow import concerns, entries
from tests import factories

TEXT = {"title": "The treasurer has resigned", "text": "No accounts since May."}


@pytest.fixture
def representative(partnership, council, policy_officer, now):
    person = factories.person("representative@example.org", "Robin Rep", "officer", council=council)
    seat = Seat(partnership=partnership, council=council, kind="officer", holder=person)
    entries.add_line(seat, partnership, by=policy_officer, at=now)
    return person


@pytest.fixture
def holder(partnership, portfolio_holder, policy_officer, now):
    part = Participation.objects.get(partnership=partnership)
    entries.edit_line(
        part, partnership, {"lead_member": portfolio_holder}, version=part.version, by=policy_officer, at=now
    )
    return portfolio_holder


@pytest.fixture
def raised(partnership, representative, corporate_manager, now):
    return concerns.raise_concern(partnership, {**TEXT, "addressed_to": corporate_manager}, by=representative, at=now)


@pytest.fixture
def advised(raised, corporate_manager, now):
    return concerns.advise(raised, {"advice": "Ask for the accounts."}, version=1, by=corporate_manager, at=now)


@pytest.fixture
def escalated(advised, holder, representative, now):
    words = {"escalated_to": holder, "escalation": "They refuse."}
    return concerns.escalate(advised, words, version=advised.version, by=representative, at=now)


def path(concern, verb=""):
    return reverse(f"register:concern{verb and f'_{verb}'}", args=[concern.pk])


def letters(to):
    return list(Letter.objects.filter(to=to).order_by("pk").values_list("template", flat=True))


def test_a_representative_raises_a_concern_with_a_corporate_manager_who_is_written_to(
    sign_in, partnership, representative, corporate_manager
):
    """B15-19"""
    address = reverse("register:concern_raise", args=[partnership.reference])
    answer = sign_in(representative).post(address, {**TEXT, "addressed_to": corporate_manager.pk}, follow=True)
    assert "Chris Corporate was written to" in answer.content.decode()
    concern = Concern.objects.get()
    assert (concern.status, concern.raised_by, concern.partnership) == ("raised", representative, partnership)
    assert letters(corporate_manager) == ["concern_raised"]


def test_the_letter_says_what_and_leads_to_the_concern_without_its_text(raised, corporate_manager, settings):
    settings.SITE_URL = "https://register.example.org"
    mail.deliver.call(Letter.objects.get(to=corporate_manager).pk)
    message = outbox.outbox[0]
    assert message.subject == "A concern about Harborough Tourism Partnership waits for your advice"
    assert f"https://register.example.org/concerns/{raised.pk}/" in message.body
    assert "No accounts" not in message.body


def test_a_concern_goes_the_whole_way_and_its_story_tells_each_step(
    sign_in, escalated, holder, corporate_manager, representative, policy_officer, now
):
    """B15-19: raised, sent to, advice, escalated, closed."""
    again = concerns.advise(escalated, {"advice": "Withdraw."}, version=escalated.version, by=holder, at=now)
    concerns.resolve(again, {"resolution": "Accounts came."}, version=again.version, by=policy_officer, at=now)
    text = sign_in(representative).get(path(escalated)).content.decode()
    told = ["Resolved", "Withdraw.", "Escalated to Cllr Member B", "They refuse.", "Ask for the accounts."]
    places = [text.index(words, text.index("What happened")) for words in [*told, "Raised with Chris Corporate"]]
    assert places == sorted(places)
    assert letters(representative) == ["concern_advised", "concern_advised", "concern_resolved"]
    assert letters(holder) == ["concern_escalated"]


def test_the_adviser_takes_a_concern_further_too(sign_in, advised, holder, corporate_manager):
    data = {"escalated_to": holder.pk, "escalation": "Beyond me.", "version": advised.version}
    text = sign_in(corporate_manager).post(path(advised, "escalate"), data, follow=True).content.decode()
    assert "the concern was escalated." in text


def test_who_raised_it_is_told_when_somebody_else_escalates(advised, holder, representative, policy_officer, now):
    words = {"escalated_to": holder, "escalation": "Too slow."}
    concerns.escalate(advised, words, version=advised.version, by=policy_officer, at=now)
    assert letters(representative)[-1] == "concern_taken_further"


def test_a_policy_officer_raises_a_concern_for_the_lead_officer(
    sign_in, partnership, lead_officer, policy_officer, corporate_manager
):
    address = reverse("register:concern_raise", args=[partnership.reference])
    data = {**TEXT, "addressed_to": corporate_manager.pk, "for_whom": lead_officer.pk}
    answer = sign_in(policy_officer).post(address, data, follow=True)
    assert Concern.objects.get().raised_by == lead_officer
    assert "Raised for Lee Lead with Chris Corporate" in answer.content.decode()


def test_nobody_raises_a_concern_for_somebody_who_has_nothing_to_do_with_the_entry(
    partnership, officer, policy_officer, corporate_manager, now
):
    values = {**TEXT, "addressed_to": corporate_manager}
    with pytest.raises(ValidationError, match="Olly Officer neither leads this entry nor attends it"):
        concerns.raise_concern(partnership, values, for_whom=officer, by=policy_officer, at=now)


@pytest.mark.parametrize("who", ["officer", "head_of_service", "corporate_manager", "auditor", "administrator"])
def test_raising_is_refused_to_who_neither_leads_nor_attends(request, sign_in, partnership, who):
    address = reverse("register:concern_raise", args=[partnership.reference])
    answer = sign_in(request.getfixturevalue(who)).post(address, TEXT)
    assert answer.status_code == 403
    assert "The lead officer and those who attend" in answer.content.decode()
    assert not Concern.objects.exists()


def test_no_concern_is_raised_about_an_entry_that_has_ended(partnership, lead_officer, policy_officer, now):
    ended = entries.end(partnership, now.date(), "Wound up", None, "CMT 12/26", version=1, by=policy_officer, at=now)
    with pytest.raises(Refused, match="The entry is not active"):
        concerns.raise_concern(ended, TEXT, by=lead_officer, at=now)


def test_only_the_management_team_and_the_portfolio_holder_can_be_asked(
    sign_in, partnership, lead_officer, officer, councillor, holder, corporate_manager, now
):
    address = reverse("register:concern_raise", args=[partnership.reference])
    client = sign_in(lead_officer)
    text = client.get(address).content.decode()
    assert all(person.full_name in text for person in (holder, corporate_manager))
    assert not any(person.full_name in text for person in (officer, councillor))
    for somebody in (officer, councillor):
        with pytest.raises(ValidationError, match="Choose a member of the corporate management team"):
            concerns.raise_concern(partnership, {**TEXT, "addressed_to": somebody}, by=lead_officer, at=now)


def test_a_corporate_manager_who_raises_a_concern_does_not_advise_on_it(
    sign_in, partnership, corporate_manager, policy_officer, now
):
    entries.edit(partnership, {"lead_officer": corporate_manager}, version=1, by=policy_officer, at=now)
    address = reverse("register:concern_raise", args=[partnership.reference])
    answer = sign_in(corporate_manager).post(address, {**TEXT, "addressed_to": corporate_manager.pk})
    assert "somebody else has to advise on it" in answer.content.decode()
    assert "No accounts since May." in answer.content.decode()
    assert not Concern.objects.exists()


def test_what_is_missing_is_asked_for_in_sentences(sign_in, partnership, lead_officer):
    address = reverse("register:concern_raise", args=[partnership.reference])
    text = sign_in(lead_officer).post(address, {"title": ""}).content.decode()
    assert "Say what the concern is." in text
    assert "Choose who should advise." in text


@pytest.mark.parametrize("who", ["representative", "policy_officer", "lead_officer", "auditor", "holder"])
def test_nobody_advises_but_who_was_asked(request, raised, who, now):
    with pytest.raises(Refused, match="Chris Corporate was asked, so nobody else advises"):
        concerns.advise(raised, {"advice": "Wait."}, version=1, by=request.getfixturevalue(who), at=now)


def test_advice_without_words_is_refused(sign_in, raised, corporate_manager, now):
    text = sign_in(corporate_manager).post(path(raised, "advise"), {"version": "1"}).content.decode()
    assert "Enter the advice." in text
    with pytest.raises(Refused, match="Say what you advise"):
        concerns.advise(raised, {"advice": ""}, version=1, by=corporate_manager, at=now)


def test_after_escalation_the_portfolio_holder_advises_and_the_first_adviser_no_longer(
    sign_in, escalated, holder, corporate_manager, now
):
    with pytest.raises(Refused, match="Cllr Member B was asked"):
        concerns.advise(escalated, {"advice": "Wait."}, version=escalated.version, by=corporate_manager, at=now)
    data = {"advice": "Leave it.", "version": escalated.version}
    answer = sign_in(holder).post(path(escalated, "advise"), data, follow=True)
    assert "your advice was sent." in answer.content.decode()
    assert Concern.objects.get().advised_by == holder


@pytest.mark.parametrize("who", ["lead_officer", "auditor", "administrator"])
def test_escalating_is_refused_to_who_has_no_part_in_the_concern(request, sign_in, advised, who):
    answer = sign_in(request.getfixturevalue(who)).get(path(advised, "escalate"))
    assert answer.status_code == 403
    assert "Only who raised the concern" in answer.content.decode()


def test_a_concern_is_not_escalated_to_who_was_asked_already(advised, corporate_manager, representative, now):
    words = {"escalated_to": corporate_manager, "escalation": "Again."}
    with pytest.raises(ValidationError, match="Choose a member of the corporate management team"):
        concerns.escalate(advised, words, version=advised.version, by=representative, at=now)
    assert Concern.objects.get().status == "advised"


def test_escalating_needs_a_person_and_a_reason(sign_in, advised, representative, holder, now):
    text = sign_in(representative).post(path(advised, "escalate"), {"version": advised.version}).content.decode()
    assert "Choose to whom it goes." in text
    assert "Enter why it goes further." in text
    with pytest.raises(Refused, match="Say to whom the concern goes, and why"):
        concerns.escalate(advised, {"escalated_to": holder}, version=advised.version, by=representative, at=now)


def test_who_raised_a_concern_does_not_resolve_it(advised, representative, now):
    with pytest.raises(Refused, match="Only who was asked and the policy team"):
        concerns.resolve(advised, {"resolution": "Done."}, version=advised.version, by=representative, at=now)


def test_a_policy_officer_does_not_resolve_what_they_raised_before_somebody_has_advised(
    partnership, corporate_manager, holder, policy_officer, second_policy_officer, now
):
    values = {**TEXT, "addressed_to": corporate_manager}
    raised = concerns.raise_concern(partnership, values, by=policy_officer, at=now)
    words = {"escalated_to": holder, "escalation": "No answer."}
    escalated = concerns.escalate(raised, words, version=1, by=policy_officer, at=now)
    with pytest.raises(Refused, match="Somebody has to advise on it before you resolve it"):
        concerns.resolve(escalated, {"resolution": "Over."}, version=2, by=policy_officer, at=now)
    ended = concerns.resolve(escalated, {"resolution": "Over."}, version=2, by=second_policy_officer, at=now)
    assert ended.status == "resolved"


def test_a_concern_that_nobody_advised_on_cannot_be_resolved(raised, policy_officer, now):
    with pytest.raises(Refused, match="This concern is raised, so it cannot be resolved"):
        concerns.resolve(raised, {"resolution": "Over."}, version=1, by=policy_officer, at=now)


def test_resolving_needs_words(advised, corporate_manager, now):
    with pytest.raises(Refused, match="Say how the concern was resolved"):
        concerns.resolve(advised, {"resolution": ""}, version=advised.version, by=corporate_manager, at=now)


def test_a_resolved_concern_takes_no_further_step(sign_in, advised, corporate_manager, policy_officer, now):
    ended = concerns.resolve(advised, {"resolution": "Over."}, version=2, by=corporate_manager, at=now)
    for verb in ("advise", "escalate", "resolve"):
        assert sign_in(policy_officer).get(path(ended, verb)).status_code == 403


def test_two_who_advise_at_once_do_not_overwrite_each_other(sign_in, advised, raised, corporate_manager):
    answer = sign_in(corporate_manager).post(path(raised, "advise"), {"advice": "Something else.", "version": "1"})
    assert answer.status_code == 403
    assert Concern.objects.get().advice == "Ask for the accounts."


@pytest.mark.parametrize("who", ["scrutiny_member", "councillor"])
def test_scrutiny_members_and_councillors_without_a_part_find_no_concern(request, sign_in, raised, who):
    client = sign_in(request.getfixturevalue(who))
    for verb in ("", "advise", "escalate", "resolve"):
        assert client.get(path(raised, verb)).status_code == 404
    assert TEXT["title"] not in client.get(reverse("register:concern_list")).content.decode()


def test_a_councillor_who_attends_sees_their_own_concern_alone(
    sign_in, partnership, council, councillor, corporate_manager, raised, policy_officer, now
):
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=councillor), partnership, by=policy_officer, at=now
    )
    values = {"title": "Nobody came", "text": "Twice.", "addressed_to": corporate_manager}
    own = concerns.raise_concern(partnership, values, by=councillor, at=now)
    client = sign_in(councillor)
    text = client.get(reverse("register:concerns", args=[partnership.reference])).content.decode()
    assert "Nobody came" in text
    assert TEXT["title"] not in text
    assert client.get(path(own)).status_code == 200
    assert client.get(path(raised)).status_code == 404


def test_a_portfolio_holder_reads_the_concerns_of_their_portfolio_alone(
    sign_in, raised, holder, policy_officer, council, corporate_manager, now
):
    other = factories.partnership(by=policy_officer, council=council, name="Another Board")
    values = {"title": "Of another board", "text": "…", "addressed_to": corporate_manager}
    hidden = concerns.raise_concern(other, values, by=policy_officer, at=now)
    client = sign_in(holder)
    assert client.get(path(raised)).status_code == 200
    assert client.get(path(hidden)).status_code == 404


def test_concerns_wait_on_the_home_page_of_who_is_to_act(raised, corporate_manager, policy_officer, officer, now):
    def waiting(person):
        return {task.label: task.count for task in work(person, now.date()) if task.count}

    assert waiting(corporate_manager) == {"Concern waiting for your advice": 1}
    assert waiting(policy_officer) == {}
    concerns.advise(raised, {"advice": "Wait."}, version=1, by=corporate_manager, at=now)
    assert waiting(corporate_manager) == {}
    assert waiting(policy_officer) == {"Concern advised on, to be resolved": 1}


def test_each_task_leads_to_the_list_that_shows_exactly_its_concerns(sign_in, raised, corporate_manager, now):
    (task,) = [task for task in work(corporate_manager, now.date()) if task.count]
    text = sign_in(corporate_manager).get(task.url).content.decode()
    assert text.count(f'href="{path(raised)}"') == 1


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.once
def test_the_list_takes_as_many_queries_for_one_concern_as_for_fifty(
    sign_in, partnership, lead_officer, corporate_manager, policy_officer, now, count, django_assert_max_num_queries
):
    for number in range(count):
        values = {"title": f"Concern {number}", "text": "…", "addressed_to": corporate_manager}
        concerns.raise_concern(partnership, values, by=lead_officer, at=now)
    client = sign_in(policy_officer)
    client.get("/")
    with django_assert_max_num_queries(7):
        client.get(reverse("register:concern_list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("register:concerns", args=[partnership.reference]))


def test_who_finds_nobody_left_to_escalate_to_is_led_to_where_a_portfolio_holder_is_named(
    sign_in, advised, partnership, policy_officer, representative
):
    part = Participation.objects.get(partnership=partnership)
    url = reverse("register:line_edit", args=[partnership.reference, "councils", part.pk])
    link = f'{url}#div_id_lead_member">Do that now'
    page = sign_in(policy_officer).get(path(advised)).content.decode()
    assert "Everybody who could advise has been asked." in page
    assert link in page
    assert 'id="div_id_lead_member"' in sign_in(policy_officer).get(url).content.decode()
    assert "Do that now" not in sign_in(representative).get(path(advised)).content.decode()
