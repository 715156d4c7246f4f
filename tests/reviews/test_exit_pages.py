"""The pages of exit strategies: opened by hand, written part by part, handed in, listed, in few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships import mail, saving
from partnerships.models import Event, Letter
from partnerships.verdict import Refused
from register.models import OtherFunding
from reviews.models import ExitEffect, ExitStrategy
from reviews.rules.exits import differs, seen_as
from tests import factories, pdf_structure
from tests.conftest import NOW
from tests.pages import Page
from tests.register import places
from tests.reviews import ending, exiting
from tests.reviews.exiting import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(db):
    exiting.table()


def page_of(client, strategy, name: str = "exit_strategy") -> str:
    return client.get(reverse(f"reviews:{name}", args=[strategy.pk])).content.decode()


def post(client, name: str, args: list, **data) -> str:
    return client.post(reverse(f"reviews:{name}", args=args), data, follow=True).content.decode()


def test_it_is_opened_by_hand_and_written_part_by_part(sign_in, table, partnership, lead_officer):
    """B15-40, B15-41: reasons of the policy's list, nine effects or none because, each with what is done about it."""
    client = sign_in(lead_officer)
    opening = client.get(reverse("reviews:exit_open", args=[partnership.reference])).context["form"]
    assert "recommendation" not in dict(opening.fields["cause"].choices)
    said = {"cause": "funding_ends", "cause_note": "The grant ends in March."}
    assert "is opened. It is to be written next." in post(client, "exit_open", [partnership.reference], **said)
    made = ExitStrategy.objects.get()
    assert "is under way already" in post(client, "exit_open", [partnership.reference], **said)
    text = post(client, "exit_begin", [made.pk], version=made.version)
    assert text.count("Not yet started") == 8
    reason = {"leaving_reason": exiting.reason().pk, "note": "Tourism is no priority any more."}
    assert reason["note"] in post(client, "exit_line_add", [made.pk, "reasons"], **reason)
    assert "This reason is given already." in post(client, "exit_line_add", [made.pk, "reasons"], **reason)
    control = {"kind": "money", "text": "Settle it", "due_on": "1 3 2027"}
    assert "Say who does it: a person, or a post." in post(client, "exit_line_add", [made.pk, "controls"], **control)
    late = {**control, "owner_post": "Clerk", "due_on": "1 3 2017"}
    assert "“Due on” is more than a year ago" in post(client, "exit_line_add", [made.pk, "controls"], **late)
    options = {"options_considered": "To stay.", "equality": "not_needed", "expected_saving": "2,500"}
    text = post(client, "exit_edit", [made.pk, "options"], version=fresh(made).version, **options)
    assert "In progress" in text
    missing = page_of(client, made, "exit_submit")
    for words in ("Say who takes over", "Say what leaving does to", "Record when the portfolio holder was consulted"):
        assert words in missing
    text = post(client, "exit_submit", [made.pk], version=fresh(made).version)
    assert "Say who takes over" in text
    assert fresh(made).status == "drafting"


def test_all_nine_effects_stand_on_one_page(sign_in, table, partnership, lead_officer, policy_officer):
    """B15-41: no effect is said with why, never left blank; two people do not write over each other."""
    made = exiting.begun(exiting.opened(partnership, lead_officer), lead_officer)
    client = sign_in(lead_officer)
    assert "Say why there is none under" in post(client, "exit_effects", [made.pk], law_is_none="on")
    said = {"money_impact": "The fee is saved.", "law_impact": "No duty.", "law_is_none": "on"}
    text = post(client, "exit_effects", [made.pk], **said)
    for words in ("The fee is saved.", "There is none: No duty.", "Not said yet", "In progress"):
        assert words in text
    late = post(client, "exit_effects", [made.pk], **{**said, "money_impact": "Nothing."}, users_impact="None.")
    assert "Money and liabilities says by now: “The fee is saved.” Saving again puts your words in its place." in late
    assert "Nothing that you typed is lost" in late
    assert ExitEffect.objects.count() == 2
    again = Page(late).posted(reverse("reviews:exit_effects", args=[made.pk]))
    assert (again["money_impact"], again["users_impact"], again["law_impact"]) == (
        ["Nothing."],
        ["None."],
        ["No duty."],
    )
    client.post(reverse("reviews:exit_effects", args=[made.pk]), again)
    kept = dict(made.effects.values_list("kind", "impact"))
    assert kept == {"money": "Nothing.", "users": "None.", "law": "No duty."}
    stands = made.effects.get(kind="law")
    gone = {"money_impact": "Nothing.", "money_version": 2, "law_version": stands.version, "users_version": 1}
    post(client, "exit_effects", [made.pk], **gone)
    assert [each.kind for each in made.effects.filter(removed_at__isnull=True)] == ["money"]


def test_what_was_returned_what_differs_and_who_is_asked_is_said_on_top(
    sign_in, table, partnership, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    """B15-42: the route is said before it is put; a change of what was approved is marked until it is settled."""
    made = exiting.submitted(exiting.written(exiting.opened(partnership, lead_officer), lead_officer), lead_officer)
    text = post(sign_in(policy_officer), "exit_return", [made.pk], version=made.version, return_comment="Which bills?")
    assert "Which bills?" in text
    made = exiting.submitted(made, lead_officer)
    asked = page_of(sign_in(policy_officer), made, "exit_put")
    assert "CMT approves" in asked
    assert Page(asked).posted(reverse("reviews:exit_put", args=[made.pk]))["significance_reason"] == [""]
    assert "Money and liabilities: The fee is saved." in asked
    with pytest.raises(Refused, match="read it again first"):
        exiting.put(made, policy_officer, seen="another text")
    tier = {"significance": "significant", "significance_reason": "It is large."}
    exiting.put(made, policy_officer, seen=seen_as(made), **tier)
    for body in ("Portfolio holder", "CMT"):
        exiting.said(made, body, democratic_services, "supported" if body != "CMT" else "approved")
    made = fresh(made)
    assert "Approved copy differs" not in page_of(sign_in(lead_officer), made)
    post(sign_in(lead_officer), "exit_edit", [made.pk, "takeover"], version=made.version, taken_over_by="Nobody.")
    text = page_of(sign_in(second_policy_officer), made)
    again = page_of(sign_in(second_policy_officer), made, "exit_put_again")
    offered = Page(again).posted(reverse("reviews:exit_put_again", args=[made.pk]))
    assert {name: offered[name] for name in tier} == {name: [said] for name, said in tier.items()}
    assert "Approved copy differs" in text
    assert "who takes over" in text
    shown = page_of(sign_in(second_policy_officer), made, "exit_immaterial")
    for words in ("As approved: The county council", "Nobody."):
        assert words in shown
    post(
        sign_in(lead_officer), "exit_edit", [made.pk, "takeover"], version=fresh(made).version, taken_over_by="No one."
    )
    noted = Page(shown).posted(reverse("reviews:exit_immaterial", args=[made.pk]))
    noted |= {"immaterial_reason": "It says the same.", "version": fresh(made).version}
    text = post(sign_in(second_policy_officer), "exit_immaterial", [made.pk], **noted)
    assert "read it again first" in text
    assert "No one." in text
    again = Page(text).posted(reverse("reviews:exit_immaterial", args=[made.pk]))
    text = post(sign_in(second_policy_officer), "exit_immaterial", [made.pk], **again)
    assert "Approved copy differs" not in text
    assert "It says the same." in text
    history = page_of(sign_in(lead_officer), made, "exit_history")
    assert "Control measure added: Settle the last invoice" in history
    assert "The list of members" in page_of(sign_in(lead_officer), made, "exit_whole")
    content = sign_in(lead_officer).get(reverse("reviews:exit_pdf", args=[made.pk])).content
    assert pdf_structure.faults(content) == []
    text = pdf_structure.pdf_text(content)
    assert pdf_structure.squeezed("The list of members") in text
    assert pdf_structure.squeezed("What the register says") in text
    assert Event.objects.filter(subject=f"exit pack {made.reference}").exists()


def test_what_gets_no_day_goes_on_and_two_people_do_not_confirm_different_lists(
    sign_in, table, partnership, lead_officer, policy_officer, democratic_services, council
):
    """B15-42: what a page did not ask about stays unsaid; days that are far away are refused with a sentence."""
    who = {"lead": lead_officer, "policy": policy_officer, "recorder": democratic_services}
    made = exiting.strategy_at("approved", partnership, **who)
    place, other = places.seat(partnership, council), places.seat(partnership, council)
    address = reverse("reviews:exit_ends", args=[made.pk])
    client = sign_in(lead_officer)
    shown = Page(client.get(address).content.decode()).posted(address)
    late = places.seat(partnership, council)
    text = client.post(address, {**shown, f"seat-{other.pk}": ""}).content.decode()
    assert "after you had opened this page" in text
    assert not made.ends.exists()
    again = Page(text).posted(address)
    assert (again[f"seat-{other.pk}"], again[f"seat-{late.pk}"]) == ([""], ["31 March 2027"])
    for day, sentence in (("1 11 2026", "Nothing ends before that day"), ("1 1 2132", "more than five years later")):
        assert sentence in client.post(address, {**again, f"seat-{place.pk}": day}).content.decode()
    client.post(address, again)
    said = {row.seat_id: bool(row.removed_at) for row in made.ends.all()}
    assert said == {place.pk: False, other.pk: True, late.pk: False}
    assert "A vacant place of HDC: goes on." in page_of(client, made)
    none = dict.fromkeys((f"seat-{each.pk}" for each in (place, other, late)), "")
    shown = Page(client.get(address).content.decode()).posted(address)
    text = client.post(address, {**shown, **none}, follow=True).content.decode()
    goes_on = "; ".join(["A vacant place of HDC"] * 3)
    assert f"Nothing ends by it. What goes on: {goes_on}." in text


def test_what_leaving_will_end_is_shown_while_it_is_written_and_is_part_of_what_is_approved(
    sign_in, table, partnership, lead_officer, policy_officer, council
):
    """B15-42: the bodies see it before they decide; the sum of the year in which the council leaves stays, and why."""
    ending.money(partnership, 2026, 500)
    ending.money(partnership, 2027, 600)
    made = exiting.written(exiting.opened(partnership, lead_officer), lead_officer)
    ending.document(partnership, "Lease", ends_on=exiting.SAID["leaves_on"])
    grant = {"financial_year": 2026, "ends_on": ending.LAST}
    saving.create(OtherFunding(partnership=partnership, **grant), by=lead_officer, at=NOW)
    part = partnership.participations.get()
    saving.claimed(type(part), part.pk, part.version, {"officer_hours_per_month": 4}, by=lead_officer, at=NOW)
    stays = "£500.00 of HDC for 2026/27, cash: stays. It is paid already or owed, as the council is still in it"
    ends = "£600.00 of HDC for 2027/28, cash: is not paid and is taken off. Money for 2026/27 stays."
    for name in ("exit_strategy", "exit_whole"):
        text = page_of(sign_in(lead_officer), made, name)
        assert "What leaving would end in the register" in text
        assert stays in text
        assert ends in text
        assert "“Lease”: ends by itself on 31 March 2027." in text
        assert "The money from a funder who is not named: ends by itself on 31 March 2027." in text
        assert "Officers’ time of HDC, 4 hours a month: counts until the council has left." in text
    exiting.submitted(made, lead_officer)
    assert ends in page_of(sign_in(policy_officer), made, "exit_put")
    put = exiting.put(made, policy_officer)
    assert ends in put.put_text["ends"]
    assert differs(put) == []
    places.seat(partnership, council)
    assert differs(put) == ["what leaving ends in the register"]


@pytest.mark.once
def test_the_list_asks_as_much_for_fifty_as_for_one(sign_in, table, lead_officer, council, policy_officer):
    def another(number: int) -> None:
        name = f"Trust {number}"
        entry = factories.partnership(by=policy_officer, council=council, name=name, lead_officer=lead_officer)
        exiting.opened(entry, policy_officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            page = client.get(reverse("reviews:exits"), {"show": "mine"})
        shown.append(page.context["page"].paginator.count)
        return len(made)

    client, shown = sign_in(lead_officer), []
    another(0)
    asked()
    for_one = asked()
    for number in range(1, 50):
        another(number)
    assert asked() == for_one
    assert shown == [1, 1, 50]


def test_what_waits_is_said_to_who_takes_the_step(sign_in, table, partnership, lead_officer, policy_officer):
    made = exiting.opened(partnership, policy_officer)
    assert "Exit strategy to write" in sign_in(lead_officer).get(reverse("reviews:work")).content.decode()
    exiting.submitted(exiting.written(made, lead_officer), lead_officer)
    waiting = sign_in(policy_officer).get(reverse("reviews:work")).content.decode()
    assert "Exit strategy to put to the bodies" in waiting
    assert made.reference in sign_in(policy_officer).get(f"{reverse('reviews:exits')}?show=put").content.decode()
    assert (
        "Exit strategy to be decided by others" in sign_in(lead_officer).get(reverse("reviews:work")).content.decode()
    )


def test_a_portfolio_holder_reads_what_they_are_consulted_on_and_other_councillors_none_of_it(
    sign_in, table, partnership, lead_officer, policy_officer, councillor, portfolio_holder
):
    """B15-42, SH-20: from the decision page too, which leads to the strategy that it is about."""
    made = exiting.put(
        exiting.submitted(exiting.written(exiting.opened(partnership, policy_officer), lead_officer), lead_officer),
        policy_officer,
    )
    part = partnership.participations.get()
    saving.claimed(type(part), part.pk, part.version, {"lead_member": portfolio_holder}, by=policy_officer, at=NOW)
    assert "The fee is saved." in page_of(sign_in(portfolio_holder), made, "exit_whole")
    listed = sign_in(portfolio_holder).get(reverse("reviews:exits")).content.decode()
    assert made.reference in listed
    about = sign_in(lead_officer).get(reverse("register:matter", args=[made.matter_id])).content.decode()
    assert reverse("reviews:exit_strategy", args=[made.pk]) in about
    client = sign_in(councillor)
    assert client.get(reverse("reviews:exits")).status_code == 403
    assert client.get(reverse("reviews:exit_strategy", args=[made.pk])).status_code == 404


def test_a_deferral_needs_no_day_of_effect(
    sign_in, table, partnership, lead_officer, policy_officer, democratic_services
):
    """Vocabulary, section 6: what is put off takes effect by nothing; what is decided has its day."""
    made = exiting.written(exiting.opened(partnership, lead_officer), lead_officer)
    step = exiting.put(exiting.submitted(made, lead_officer), policy_officer).matter.steps.get(body__name="CMT")
    today = {"manner": "meeting", "decided_on": str(timezone.localdate()), "minute": "12"}
    deferred = {**today, "outcome": "deferred", "deferred_until": "the budget report"}
    address = reverse("register:decision_record", args=[step.pk])
    client = sign_in(democratic_services)
    assert "Enter a date under" in client.post(address, {**today, "outcome": "approved"}).content.decode()
    refused = client.post(address, {**deferred, "takes_effect_on": today["decided_on"]}).content.decode()
    assert "so nothing takes effect yet. Leave this day blank." in refused
    for past in ("1 1 2020", "until 1 January 2020.", today["decided_on"]):
        sent = client.post(address, {**deferred, "deferred_until": past}).content.decode()
        assert "Defer it to a later day." in sent
    assert not step.decisions.exists()
    client.post(address, deferred)
    assert step.decisions.get().outcome == "deferred"


def test_the_lead_officer_is_written_to_when_it_is_required_returned_and_approved(
    table, partnership, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    """B15-42: one letter each, and none about one's own doing; who hands it in does not put it to the bodies."""
    made = exiting.written(exiting.opened(partnership, policy_officer), lead_officer)
    exiting.returned(exiting.submitted(made, lead_officer), policy_officer)
    exiting.submitted(made, policy_officer)
    with pytest.raises(Refused, match="You handed it in yourself, so another policy officer puts it"):
        exiting.put(made, policy_officer)
    exiting.approved(exiting.put(made, second_policy_officer), democratic_services)
    sent = Letter.objects.filter(to=lead_officer, template__startswith="exit_").order_by("pk")
    assert [each.template for each in sent] == ["exit_required", "exit_returned", "exit_approved"]
    told = [mail.message(each, mail.Told({})) for each in sent]
    assert told[0].subject == f"An exit strategy for {partnership.name} is required"
    assert "Say who pays the last invoice." in told[1].body
