"""The yearly collection: who is asked, what is answered, who certifies, what is sent back (H11-27, W09-03, W09-13)."""

from datetime import date

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships import mail, saving
from partnerships.models import Letter
from partnerships.saving import Edit
from partnerships.verdict import Refused
from register.models import CollectionRound, Partnership, Questionnaire, ServiceReturn
from register.reports.returns import standing, work
from register.workflow import entries, returns
from tests import factories

DUE = date(2026, 12, 18)
LATER = date(2027, 1, 5)


@pytest.fixture
def service(council):
    return factories.service(council)


@pytest.fixture
def head(council, service):
    return factories.person("head@example.org", "Hetty Head", "head_of_service", council=council, service=service)


@pytest.fixture
def colleague(council, service):
    return factories.person("colleague@example.org", "Col League", "officer", council=council, service=service)


@pytest.fixture
def listed(partnership, service, policy_officer, now):
    return entries.edit(partnership, {"service": service}, version=1, by=policy_officer, at=now)


def opened(council, policy_officer, now, **values):
    what = {"title": "Partnerships 2026", "due_on": DUE, "message": "Thank you.", **values}
    return returns.open_collection(council, what, by=policy_officer, at=now)


@pytest.fixture
def asked(head, listed, council, policy_officer, now):
    opened(council, policy_officer, now)
    return ServiceReturn.objects.get()


def answered(service_return, answer, by, now, **changes):
    edits = [Edit(row.pk, row.version, {"answer": answer}) for row in service_return.questionnaires.all()]
    return returns.fill_in(service_return, changes, edits, version=service_return.version, by=by, at=now)


def handed_in(service_return, answer, by, now, **changes):
    found = answered(service_return, answer, by, now, **changes)
    return returns.hand_in(found, version=found.version, by=by, at=now)


def certified(service_return, answer, by, now, **changes):
    found = handed_in(service_return, answer, by, now, **changes)
    return returns.certify(found, version=found.version, by=by, at=now)


def path(found, verb=""):
    return reverse(f"register:{f'return_{verb}' if verb else 'service_return'}", args=[found.pk])


def test_every_service_gets_one_form_for_each_of_its_active_partnerships(
    asked, listed, head, policy_officer, council, service, now
):
    """H11-27: one form per partnership, sent to each head of service."""
    assert [row.partnership for row in Questionnaire.objects.all()] == [listed]
    assert (asked.service, asked.chief_officer, asked.status) == (service, head, "sent")
    assert list(Letter.objects.filter(to=head).values_list("template", flat=True)) == ["return_asked"]


def test_ended_entries_retired_services_and_other_services_entries_are_not_asked_about(
    head, listed, council, service, policy_officer, now
):
    other = factories.service(council, "Environment")
    retired = factories.service(council, "Old service")
    saving.claimed(type(retired), retired.pk, 1, {"is_retired": True}, by=None, at=now)
    entries.end(listed, now.date(), "Wound up", None, "CMT 12/26", version=listed.version, by=policy_officer, at=now)
    factories.partnership(by=policy_officer, council=council, name="River Board", service=other)
    found = opened(council, policy_officer, now)
    counts = {each.service.name: each.questionnaires.count() for each in found.returns.all()}
    assert counts == {"Communities": 0, "Environment": 1}


def test_the_letter_says_by_when_with_the_message_and_leads_to_the_return(asked, head, settings):
    settings.SITE_URL = "https://register.example.org"
    mail.deliver.call(Letter.objects.get(to=head).pk)
    message = outbox.outbox[0]
    assert message.subject == "Please certify the partnerships of Communities by 18 December 2026"
    assert f"https://register.example.org/returns/{asked.pk}/" in message.body
    assert "Thank you." in message.body


def test_two_collections_of_one_council_are_not_open_at_once(asked, council, policy_officer, now):
    with pytest.raises(ValidationError, match="This council has a collection open already"):
        opened(council, policy_officer, now)
    assert CollectionRound.objects.count() == 1


def test_a_day_that_is_past_is_refused_on_its_field(sign_in, council, policy_officer):
    data = {"council": council.pk, "title": "Late", "due_on": "1 January 2020"}
    text = sign_in(policy_officer).post(reverse("register:collection_new"), data).content.decode()
    assert "The day by which returns are wanted is past." in text
    assert not CollectionRound.objects.exists()


@pytest.mark.parametrize("who", ["administrator", "auditor", "head", "corporate_manager", "democratic_services"])
def test_only_a_policy_officer_opens_a_collection(request, council, who, now):
    with pytest.raises(Refused, match="Only a policy officer runs a collection"):
        opened(council, request.getfixturevalue(who), now)


def test_the_whole_way_from_the_colleague_to_the_certificate(sign_in, asked, listed, head, colleague, policy_officer):
    """W09-03, W09-13: a return per chief officer, and the attestation that the list is complete."""
    row = asked.questionnaires.get()
    data = {"version": 1, f"answer-{row.pk}": "changed", f"note-{row.pk}": "New chair", f"seen-{row.pk}": 1}
    text = sign_in(colleague).post(path(asked), data | {"hand_in": "yes"}, follow=True).content.decode()
    assert "The chief officer certifies it next." in text
    assert Letter.objects.filter(to=head, template="return_to_certify").count() == 1
    client = sign_in(head)
    asked.refresh_from_db()
    text = client.post(path(asked, "certify"), {"version": asked.version}).content.decode()
    assert "Tick the box to certify that the list is complete." in text
    data = {"version": asked.version, "declared": "on"}
    assert "certified as complete" in client.post(path(asked, "certify"), data, follow=True).content.decode()
    asked.refresh_from_db()
    assert (asked.status, asked.certified_by, asked.entry_count) == ("certified", head, 1)
    assert "1 partnership" in sign_in(policy_officer).get(path(asked)).content.decode()


def test_the_chief_officer_who_hands_in_comes_to_the_certificate_at_once(sign_in, asked, head):
    row = asked.questionnaires.get()
    data = {"version": 1, f"answer-{row.pk}": "right", f"seen-{row.pk}": 1, "hand_in": "yes"}
    answer = sign_in(head).post(path(asked), data)
    assert answer["Location"] == path(asked, "certify")


def test_answers_are_kept_when_nothing_is_handed_in_yet(sign_in, asked, colleague):
    row = asked.questionnaires.get()
    data = {"version": 1, f"answer-{row.pk}": "right", f"seen-{row.pk}": 1}
    assert "Nothing is handed in yet." in sign_in(colleague).post(path(asked), data, follow=True).content.decode()
    assert (ServiceReturn.objects.get().status, Questionnaire.objects.get().answer) == ("sent", "right")


def test_a_partnership_without_an_answer_keeps_the_return_from_being_handed_in(sign_in, asked, colleague):
    data = {"version": 1, "note": "Half done", "hand_in": "yes"}
    text = sign_in(colleague).post(path(asked), data, follow=True).content.decode()
    assert "Nothing is saved yet. 1 partnership without an answer. Answer every one." in text
    assert "Half done" in text
    assert (ServiceReturn.objects.get().note, ServiceReturn.objects.get().status) == ("", "sent")


def test_nobody_but_the_chief_officer_certifies(asked, head, colleague, policy_officer, corporate_manager, now):
    found = handed_in(asked, "right", colleague, now)
    for somebody in (colleague, policy_officer, corporate_manager):
        with pytest.raises(Refused, match="Only Hetty Head certifies the list of Communities"):
            returns.certify(found, version=found.version, by=somebody, at=now)


def test_what_was_not_handed_in_is_not_certified(asked, head, now):
    with pytest.raises(Refused, match="This return is sent, so it cannot be certified"):
        returns.certify(asked, version=1, by=head, at=now)


def test_a_nil_return_is_certified_by_a_service_in_no_partnership(head, council, policy_officer, now):
    """W09-13: the attestation includes a nil return."""
    opened(council, policy_officer, now)
    found = certified(ServiceReturn.objects.get(), "", head, now, is_nil=True)
    assert (found.status, found.is_nil, found.entry_count) == ("certified", True, 0)


def test_a_nil_return_is_refused_while_a_partnership_is_right(asked, head, now):
    found = answered(asked, "right", head, now, is_nil=True)
    with pytest.raises(Refused, match="A nil return says that the service is in no partnership"):
        returns.hand_in(found, version=found.version, by=head, at=now)


@pytest.mark.parametrize("answer", ["not_ours", "ended"])
def test_a_nil_return_is_right_where_every_partnership_is_gone(asked, head, answer, now):
    assert certified(asked, answer, head, now, is_nil=True).entry_count == 0


def test_an_empty_list_that_is_neither_nil_nor_lacks_something_is_refused(asked, head, now):
    found = answered(asked, "ended", head, now)
    with pytest.raises(Refused, match="Tick nil return, or name the partnerships that it lacks"):
        returns.hand_in(found, version=found.version, by=head, at=now)


def test_a_nil_return_names_no_missing_partnership(sign_in, asked, head):
    data = {"version": 1, "is_nil": "on", "missing": "Air Quality Forum"}
    text = sign_in(head).post(path(asked), data).content.decode()
    assert "A nil return names no missing partnership." in text
    assert "Air Quality Forum" in text


def test_an_officer_of_another_service_does_not_find_the_return(sign_in, asked, officer, scrutiny_member, councillor):
    for somebody in (officer, scrutiny_member, councillor):
        client = sign_in(somebody)
        for verb in ("", "certify", "send_back", "chief_officer"):
            assert client.get(path(asked, verb)).status_code == 404
        assert client.get(reverse("register:collections")).status_code == 403


def test_a_policy_officer_does_not_fill_in_for_the_service(asked, policy_officer, now):
    with pytest.raises(Refused, match="Only the chief officer and officers of Communities fill in this return"):
        answered(asked, "right", policy_officer, now)


def test_a_late_change_is_sent_back_with_a_reason_and_certified_again(
    sign_in, asked, head, policy_officer, colleague, now
):
    found = certified(asked, "right", head, now)
    client = sign_in(policy_officer)
    text = client.post(path(found, "send_back"), {"version": found.version, "reason": ""}).content.decode()
    assert "Say why it is sent back." in text
    data = {"version": found.version, "reason": "A new board was set up."}
    client.post(path(found, "send_back"), data)
    found.refresh_from_db()
    assert (found.status, found.certified_at, found.returned_by, found.entry_count) == ("sent", None, None, None)
    assert ServiceReturn.history.filter(id=found.pk, certified_by=head).exists()
    assert "A new board was set up. (Pat Policy)" in sign_in(colleague).get(path(found)).content.decode()
    assert Letter.objects.filter(to=head, template="return_sent_back").count() == 1
    with pytest.raises(Refused, match="Answer what the policy team asked"):
        returns.hand_in(found, version=found.version, by=head, at=now)
    said = {"answer": "It is on the list now."}
    found = returns.fill_in(found, said, [], version=found.version, by=head, at=now)
    assert certified(found, "right", head, now).status == "certified"


def test_a_colleague_does_not_send_back_and_the_chief_officer_only_before_certifying(asked, head, colleague, now):
    found = handed_in(asked, "right", colleague, now)
    with pytest.raises(Refused, match="Only a policy officer sends a return back"):
        returns.send_back(found, "x", version=found.version, by=colleague, at=now)
    open_again = returns.send_back(found, "Look again", version=found.version, by=head, at=now)
    done = certified(open_again, "right", head, now)
    with pytest.raises(Refused, match="Only a policy officer sends a return back"):
        returns.send_back(done, "x", version=done.version, by=head, at=now)


def test_a_closed_collection_takes_no_more_answers(asked, head, policy_officer, now):
    found = asked.round
    returns.close(found, version=found.version, by=policy_officer, at=now)
    asked = ServiceReturn.objects.get()
    with pytest.raises(Refused, match="This collection is closed"):
        answered(asked, "right", head, now)
    with pytest.raises(Refused, match="This collection is closed"):
        returns.name_chief_officer(asked, {"chief_officer": head}, version=1, by=policy_officer, at=now)


def test_a_service_without_a_head_waits_until_a_chief_officer_is_named_and_written_to(
    sign_in, listed, council, corporate_manager, policy_officer, now
):
    opened(council, policy_officer, now)
    found = ServiceReturn.objects.get()
    client = sign_in(policy_officer)
    assert "Name one" in client.get(reverse("register:collection", args=[found.round_id])).content.decode()
    data = {"version": 1, "chief_officer": corporate_manager.pk}
    assert "Chris Corporate certifies" in client.post(path(found, "chief_officer"), data, follow=True).content.decode()
    assert Letter.objects.filter(to=corporate_manager, template="return_asked").exists()


def test_a_certified_return_keeps_its_chief_officer(asked, head, corporate_manager, policy_officer, now):
    found = certified(asked, "right", head, now)
    with pytest.raises(Refused, match="This return is certified already"):
        returns.name_chief_officer(
            found, {"chief_officer": corporate_manager}, version=found.version, by=policy_officer, at=now
        )


def test_two_who_answer_the_same_partnership_differently_are_told_and_nothing_typed_is_lost(
    sign_in, asked, head, colleague, now
):
    row = asked.questionnaires.get()
    answered(asked, "ended", head, now)
    found = ServiceReturn.objects.get()
    data = {"version": found.version, f"answer-{row.pk}": "right", f"note-{row.pk}": "Met in May", f"seen-{row.pk}": 1}
    text = sign_in(colleague).post(path(asked), data).content.decode()
    assert "Somebody else answered “It has ended” meanwhile. Choose again." in text
    assert "Met in May" in text
    assert Questionnaire.objects.get().answer == "ended"


def test_choosing_again_after_that_is_enough(sign_in, asked, head, colleague, now):
    row = asked.questionnaires.get()
    answered(asked, "ended", head, now)
    data = {"version": 2, f"answer-{row.pk}": "right", f"note-{row.pk}": "Met in May", f"seen-{row.pk}": 1}
    client = sign_in(colleague)
    text = client.post(path(asked), data).content.decode()
    assert f'name="seen-{row.pk}" value="2"' in text
    assert client.post(path(asked), {**data, f"seen-{row.pk}": 2}).status_code == 302
    assert (Questionnaire.objects.get().answer, Questionnaire.objects.get().note) == ("right", "Met in May")


def test_a_second_tab_that_is_saved_later_keeps_what_was_typed_in_both(sign_in, asked, head):
    """The page asks which to keep, and carries the answers and notes along."""
    row, client = asked.questionnaires.get(), sign_in(head)
    client.post(path(asked), {"version": 1, f"seen-{row.pk}": 1, "missing": "Air Quality Forum", "note": "First tab"})
    second = {"version": 1, f"seen-{row.pk}": 1, f"answer-{row.pk}": "right", f"note-{row.pk}": "Met in May",
              "missing": "Canal Trust", "note": ""}  # fmt: skip
    answer = client.post(path(asked), second)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "You changed this in another window" in text
    assert "Save the merged return" in text
    for words in ("Air Quality Forum", "Canal Trust", "First tab", "Met in May"):
        assert words in text
    client.post(path(asked), {**second, "onto": 2, "keep-missing": "mine"})
    found, answered_row = ServiceReturn.objects.get(), Questionnaire.objects.get()
    assert (found.missing, found.note) == ("Canal Trust", "First tab")
    assert (answered_row.answer, answered_row.note) == ("right", "Met in May")


def test_a_tab_that_is_sent_after_the_return_was_handed_in_shows_what_was_typed_and_what_has_changed(
    sign_in, asked, head, now
):
    row = asked.questionnaires.get()
    handed_in(asked, "right", head, now)
    data = {"version": 1, f"seen-{row.pk}": 1, f"answer-{row.pk}": "ended", f"note-{row.pk}": "Met in May",
            "note": "One more thing"}  # fmt: skip
    answer = sign_in(head).post(path(asked), data)
    text = answer.content.decode()
    assert answer.status_code == 403
    for words in ("This return is returned already: somebody else, or you in another window, was quicker.", "What you typed", "One more thing",
                  "Met in May", "Note about Harborough Tourism Partnership", "It has ended"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("button", ["hand_in", "later"])
def test_a_nil_return_that_contradicts_an_answer_saves_nothing(sign_in, asked, head, button):
    """W09-13: all or nothing, and everything typed stays in the form."""
    row = asked.questionnaires.get()
    data = {"version": 1, f"seen-{row.pk}": 1, f"answer-{row.pk}": "right", "is_nil": "on", "note": "Asked everybody"}
    text = sign_in(head).post(path(asked), data | {button: "yes"}).content.decode()
    assert "A nil return says that the service is in no partnership" in text
    assert "Asked everybody" in text
    assert (ServiceReturn.objects.get().version, Questionnaire.objects.get().version) == (1, 1)


def test_a_nil_return_with_answers_still_open_is_not_handed_in_and_saves_nothing(sign_in, asked, head):
    row = asked.questionnaires.get()
    data = {"version": 1, f"seen-{row.pk}": 1, "is_nil": "on", "hand_in": "yes"}
    text = sign_in(head).post(path(asked), data).content.decode()
    assert "Nothing is saved yet. 1 partnership without an answer." in text
    assert ServiceReturn.objects.get().version == 1


def test_an_answer_that_i_did_not_touch_is_not_overwritten_with_what_i_was_shown(sign_in, asked, head, colleague, now):
    row = asked.questionnaires.get()
    answered(asked, "ended", head, now)
    found = ServiceReturn.objects.get()
    data = {"version": found.version, f"answer-{row.pk}": "", f"seen-{row.pk}": 1, "note": "Mine"}
    sign_in(colleague).post(path(asked), data)
    assert (Questionnaire.objects.get().answer, ServiceReturn.objects.get().note) == ("ended", "Mine")


def test_the_page_of_a_collection_says_who_is_overdue_what_is_nil_and_what_lists_lack(
    asked, listed, council, head, policy_officer, now
):
    factories.partnership(by=policy_officer, council=council, name="Of no service")
    handed_in(asked, "right", head, now, missing="Air Quality Forum")
    found = standing(asked.round, LATER)
    assert {tile["label"]: tile["count"] for tile in found.tiles} == {
        "Accepted": 0,
        "Certified": 0,
        "To be certified": 1,
        "Not handed in": 0,
        "Overdue": 1,
        "Nil returns": 0,
    }
    assert [each.missing for each in found.missing] == ["Air Quality Forum"]
    assert (found.without_service, found.outstanding) == (1, 1)
    assert standing(asked.round, DUE).tiles[4]["count"] == 0


def test_returns_wait_on_the_home_page_of_who_is_to_act(asked, head, colleague, policy_officer, officer, now):
    def waiting(person, today=DUE):
        return {task.label: task.count for task in work(person, today) if task.count}

    fill_in = {"Return of your service to fill in": 1}
    assert (waiting(head), waiting(colleague), waiting(officer)) == (fill_in, fill_in, {})
    assert waiting(policy_officer, LATER) == {"Service’s return overdue": 1}
    found = handed_in(asked, "right", colleague, now, missing="Air Quality Forum")
    assert waiting(head) == {"Return to certify": 1}
    assert waiting(policy_officer) == {"Return that names missing partnerships": 1}
    returns.certify(found, version=found.version, by=head, at=now)
    assert waiting(policy_officer, LATER) == {"Return that names missing partnerships": 1, "Return to accept": 1}


def test_a_task_leads_to_the_return_itself(sign_in, asked, head):
    (task,) = [task for task in work(head, DUE) if task.count]
    assert task.url == path(asked)


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.once
def test_a_return_and_a_collection_take_as_many_queries_for_one_partnership_as_for_fifty(
    sign_in, head, service, council, policy_officer, now, count, django_assert_max_num_queries
):
    for number in range(count):
        factories.partnership(by=policy_officer, council=council, name=f"Board {number}", service=service)
        factories.service(council, f"Service {number}")
    opened(council, policy_officer, now)
    found = ServiceReturn.objects.get(service=service)
    for person in (head, policy_officer):
        client = sign_in(person)
        with django_assert_max_num_queries(13):
            assert client.get(path(found)).status_code == 200
    with django_assert_max_num_queries(13):
        sign_in(policy_officer).get(reverse("register:collection", args=[found.round_id]))


def test_the_entry_keeps_its_own_facts_whatever_a_return_says(asked, head, now):
    certified(asked, "ended", head, now, is_nil=True)
    assert Partnership.objects.get().status == "active"
