"""The pages of assessments: one page or step by step, the check, confirming, comparing, lists, and who sees nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment
from assessments.workflow import assessments as workflow
from register.models import Participation, Partnership
from register.workflow import entries
from tests import factories
from tests.assessments.conftest import given
from tests.pages import Page


def at(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def tab(entry) -> str:
    return at("entry_assessments", entry.reference)


def posted(client, address: str, **typed):
    """Send the page's own form with what is typed over it."""
    values = Page(client.get(address).content.decode()).posted(address)
    return client.post(address, {**values, **typed}, follow=True)


def merged(client, address: str, response) -> None:
    """The page says who saved meanwhile; sending it again keeps both."""
    assert response.status_code == 409
    assert client.post(address, Page(response.content.decode()).posted(address)).status_code == 302


def answers(assessment, level: str) -> dict[str, str]:
    """A level and evidence for each criterion, as the form sends them."""
    lines = [each.criterion for each in given(assessment, level)]
    return {f"level-{line.pk}": level for line in lines} | {f"evidence-{line.pk}": "The minutes" for line in lines}


@pytest.fixture
def significant(partnership, policy_officer, now):
    part = partnership.participations.get()
    entries.edit_line(
        part, partnership, {"significance": "significant"}, version=part.version, by=policy_officer, at=now
    )
    return Partnership.objects.get(pk=partnership.pk)


def test_a_small_partnership_is_assessed_on_one_page(sign_in, policy, partnership, lead_officer, pay):
    """B15-46: every criterion, its levels and the overall rating on one page, and on to the check."""
    pay("50000.00")
    client = sign_in(lead_officer)
    response = client.post(at("assessment_start", partnership.reference, "risk"), follow=True)
    begun = Assessment.objects.get()
    assert response.redirect_chain[-1][0] == at("assessment_edit", begun.pk)
    page = text_of(response)
    assert "£50,000 of cash in 2026/27" in page
    for line in begun.criteria.criteria.all():
        assert all(words in page for words in (line.name, line.high, line.medium, line.low, line.source))
    done = posted(client, at("assessment_edit", begun.pk), **answers(begun, "low"), overall="low", check="yes")
    assert done.redirect_chain[-1][0] == at("assessment_check", begun.pk)
    assert "Suggested: Low. Of 6 criteria 1 is Medium and 5 are Low." in text_of(done)
    posted(client, at("assessment_check", begun.pk))
    assert Assessment.objects.get().status == "submitted"


def test_a_significant_partnership_is_assessed_one_criterion_a_page(sign_in, policy, significant, lead_officer):
    client = sign_in(lead_officer)
    response = client.post(at("assessment_start", significant.reference, "value"), follow=True)
    begun = Assessment.objects.get()
    lines = list(begun.criteria.criteria.all())
    for number, line in enumerate(lines, start=1):
        assert response.redirect_chain[-1][0] == at("assessment_step", begun.pk, number)
        assert f"value, {number} of 10" in text_of(response)
        response = posted(client, at("assessment_step", begun.pk, number), **{f"level-{line.pk}": "high"})
    assert "Suggested: High. Of 9 criteria 9 are High." in text_of(response)
    response = posted(client, at("assessment_step", begun.pk, 10), overall="high")
    assert response.redirect_chain[-1][0] == at("assessment_check", begun.pk)
    assert client.get(at("assessment_step", begun.pk, 11)).status_code == 404


def test_what_is_missing_is_said_before_and_after_submitting(sign_in, answered, lead_officer, now):
    """B15-48"""
    workflow.answer(answered, {"overall": "low"}, [], version=answered.version, by=lead_officer, at=now)
    client = sign_in(lead_officer)
    sentence = "The overall rating is Low and High is suggested. Say why."
    assert sentence in text_of(client.get(at("assessment_check", answered.pk)))
    refused = posted(client, at("assessment_check", answered.pk))
    assert f"Nothing is submitted yet. {sentence}" in text_of(refused)
    assert Assessment.objects.get(pk=answered.pk).status == "draft"


def test_saving_for_later_keeps_the_answers_and_submits_nothing(sign_in, answered, lead_officer):
    client = sign_in(lead_officer)
    done = posted(client, at("assessment_edit", answered.pk), overall="medium", later="yes")
    assert "your answers are saved. Nothing is submitted yet." in text_of(done)
    assert (Assessment.objects.get().overall, Assessment.objects.get().status) == ("medium", "draft")
    assert answered.answers.filter(level="high").count() == 5


def test_an_answer_that_somebody_else_gave_meanwhile_is_not_overwritten_unseen(
    sign_in, answered, lead_officer, policy_officer, now
):
    client = sign_in(lead_officer)
    address = at("assessment_edit", answered.pk)
    shown = Page(client.get(address).content.decode()).posted(address)
    first, second = given(answered, "low", "I know better")[:2]
    workflow.answer(answered, {}, [first], version=answered.version, by=policy_officer, at=now)
    mine = {f"level-{first.criterion.pk}": "medium", f"level-{second.criterion.pk}": "low", "later": "yes"}
    refused = client.post(address, {**shown, **mine})
    assert "Somebody else answered this meanwhile: Low, “I know better”." in text_of(refused)
    again = Page(refused.content.decode()).posted(address)
    merged(client, address, client.post(address, {**again, "later": "yes"}))
    levels = dict(answered.answers.values_list("criterion", "level"))
    assert (levels[first.criterion.pk], levels[second.criterion.pk]) == ("medium", "low")


def test_what_somebody_else_answered_elsewhere_stays(sign_in, answered, lead_officer, policy_officer, now):
    client = sign_in(lead_officer)
    address = at("assessment_edit", answered.pk)
    shown = Page(client.get(address).content.decode()).posted(address)
    first, second = given(answered, "low")[:2]
    workflow.answer(answered, {}, [first], version=answered.version, by=policy_officer, at=now)
    mine = {**shown, f"level-{second.criterion.pk}": "medium", "later": "yes"}
    merged(client, address, client.post(address, mine))
    levels = dict(answered.answers.values_list("criterion", "level"))
    assert (levels[first.criterion.pk], levels[second.criterion.pk]) == ("low", "medium")


def test_the_entry_says_from_which_assessment_its_rating_comes(sign_in, confirmed, partnership, policy_officer):
    page = text_of(sign_in(policy_officer).get(reverse("register:entry", args=[partnership.reference])))
    assert "High (from a confirmed assessment of 20 November 2026)" in page


def test_the_form_of_the_entry_offers_no_rating_that_an_assessment_set(sign_in, confirmed, partnership, policy_officer):
    page = text_of(sign_in(policy_officer).get(reverse("register:edit", args=[partnership.reference, "judgement"])))
    assert "id_value_rating" in page
    assert "id_risk_rating" not in page


def test_the_tab_shows_what_stands_who_confirmed_it_and_when_it_expires(sign_in, confirmed, partnership, officer):
    page = text_of(sign_in(officer).get(tab(partnership)))
    for words in ("20 November 2026 by Pat Policy", "20 November 2027", "No assessment of value is confirmed yet."):
        assert words in page
    assert (
        "Only the lead officer, the head of service, case managers and the policy team assess this partnership." in page
    )


def test_an_expired_assessment_says_so_and_is_listed_to_be_renewed(
    sign_in, confirmed, partnership, policy_officer, monkeypatch
):
    """B15-24"""
    Assessment.objects.filter(pk=confirmed.pk).update(expires_on="2020-01-01")
    client = sign_in(policy_officer)
    assert "Expired" in text_of(client.get(tab(partnership)))
    assert partnership.name in text_of(client.get(at("assessment_list") + "?show=to_renew"))
    assert "Assessment to renew" in text_of(client.get("/"))


def test_home_names_what_waits_for_whom(sign_in, submitted, lead_officer, policy_officer, second_policy_officer, now):
    assert "Assessment to confirm" in text_of(sign_in(policy_officer).get("/"))
    workflow.send_back(submitted, "Say why.", version=submitted.version, by=policy_officer, at=now)
    assert "Assessment to confirm" not in text_of(sign_in(policy_officer).get("/"))
    assert "Assessment returned to you" in text_of(sign_in(lead_officer).get("/"))
    assert "Assessment returned to you" not in text_of(sign_in(second_policy_officer).get("/"))
    listed = sign_in(lead_officer).get(at("assessment_list") + "?show=returned&mine=yes")
    assert submitted.partnership.name in text_of(listed)


def test_last_times_answer_stands_beside_each_criterion(sign_in, confirmed, partnership, lead_officer, now):
    begun = workflow.start(partnership, "risk", by=lead_officer, at=now)
    page = text_of(sign_in(lead_officer).get(at("assessment_edit", begun.pk)))
    assert page.count("Last time, on 20 November 2026: High.") == 6
    assert "As the minutes of May say" in page
    assert "Last time, on 20 November 2026: Medium." in page


def test_two_assessments_are_compared_criterion_by_criterion(
    sign_in, confirmed, partnership, lead_officer, officer, now
):
    begun = workflow.start(partnership, "risk", by=lead_officer, at=now)
    changed = given(begun, "high", "As the minutes of May say")
    changed[0] = workflow.Given(changed[0].criterion, "low", "Fewer meetings")
    changed[1] = workflow.Given(changed[1].criterion, "high", "Another paper")
    workflow.answer(begun, {"overall": "medium"}, changed, version=1, by=lead_officer, at=now)
    page = text_of(sign_in(officer).get(at("assessment_compare", begun.pk)))
    assert page.count("Lower") == 2
    assert page.count("Other evidence") == 1
    assert "Fewer meetings" in page
    assert text_of(sign_in(officer).get(at("assessment_compare", confirmed.pk))).count("Lower") == 2


def test_an_only_assessment_has_nothing_to_compare_with(sign_in, confirmed, officer):
    assert "Nothing to compare with" in text_of(sign_in(officer).get(at("assessment_compare", confirmed.pk)))


def test_an_auditor_records_a_verification(sign_in, confirmed, auditor):
    client = sign_in(auditor)
    assert "Say what you verified, and how." in text_of(posted(client, at("assessment_verify", confirmed.pk), note=""))
    page = text_of(posted(client, at("assessment_verify", confirmed.pk), note="I saw the minutes."))
    assert "I saw the minutes." in page
    assert "Audrey Auditor" in page


def many(council, policy_officer, second_policy_officer, now, number: int, level: str, service=None) -> None:
    """Confirmed assessments of value, one for each new entry."""
    for each in range(number):
        entry = factories.partnership(
            by=policy_officer, council=council, name=f"{service or 'No'} board {level} {each}", service=service
        )
        begun = workflow.start(entry, "value", by=policy_officer, at=now)
        begun = workflow.answer(begun, {"overall": level}, given(begun, level), version=1, by=policy_officer, at=now)
        begun = workflow.submit(begun, version=begun.version, by=policy_officer, at=now)
        workflow.confirm(begun, version=begun.version, by=second_policy_officer, at=now)


def test_a_service_that_rates_far_higher_than_all_stands_out(
    sign_in, policy, council, policy_officer, second_policy_officer, officer, now
):
    generous, sober = factories.service(council, "Generous"), factories.service(council, "Sober")
    who = (council, policy_officer, second_policy_officer, now)
    many(*who, 3, "high", generous)
    many(*who, 3, "low", sober)
    many(*who, 2, "low")
    page = text_of(sign_in(officer).get(at("calibration") + "?kind=value"))
    assert page.count("Stands out") == 2
    assert "62 points above all" in page
    assert "Every confirmed rating is the suggested one." in page


@pytest.mark.once
def test_lists_ask_the_database_as_often_for_many_as_for_one(
    sign_in, policy, council, policy_officer, second_policy_officer, now
):
    client = sign_in(policy_officer)
    who = (council, policy_officer, second_policy_officer, now)
    many(*who, 1, "high")
    addresses = [at("assessment_list") + "?show=confirmed", at("calibration") + "?kind=value"]
    client.get(addresses[0])
    counts = [queries(client, address) for address in addresses]
    many(*who, 24, "low")
    assert [queries(client, address) for address in addresses] == counts


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_portfolio_holder_of_the_entry_reads_what_was_handed_in_and_answers_nothing(
    sign_in, submitted, partnership, policy_officer, portfolio_holder, now
):
    """The rights table: a portfolio holder reads all of what they answer for."""
    part = Participation.objects.get(partnership=partnership)
    values = {"lead_member": portfolio_holder}
    entries.edit_line(part, partnership, values, version=part.version, by=policy_officer, at=now)
    client = sign_in(portfolio_holder)
    assert client.get(at("assessment", submitted.pk)).status_code == 200
    assert client.get(tab(partnership)).status_code == 200
    for name in ("assessment_edit", "assessment_confirm"):
        assert client.get(at(name, submitted.pk)).status_code == 403


@pytest.mark.parametrize("who", ["scrutiny_member", "councillor"])
def test_councillors_meet_no_assessment_no_draft_and_no_evidence(
    request, sign_in, who, submitted, partnership, policy_officer, council, now
):
    person = request.getfixturevalue(who)
    part = Participation.objects.get(partnership=partnership)
    holder = request.getfixturevalue("portfolio_holder")
    entries.edit_line(part, partnership, {"lead_member": holder}, version=part.version, by=policy_officer, at=now)
    client = sign_in(person)
    for name in ("assessment", "assessment_edit", "assessment_check", "assessment_confirm", "assessment_compare"):
        assert client.get(at(name, submitted.pk)).status_code == 404
    for address in (tab(partnership), at("assessment_list"), at("calibration")):
        response = client.get(address)
        assert response.status_code in (403, 404)
        assert "minutes of May" not in response.content.decode()
    entry = client.get(reverse("register:entry", args=[partnership.reference])).content.decode()
    assert "/assessments/" not in entry


def test_how_we_know_that_it_is_worth_the_money_is_stated_on_the_entry(
    sign_in, partnership, lead_officer, policy_officer
):
    """SH-23: the statement of value for money."""
    address = reverse("register:edit", args=[partnership.reference, "judgement"])
    posted(
        sign_in(lead_officer), address, value_for_money="Half the price of our own service, as the yearly report shows."
    )
    page = text_of(sign_in(policy_officer).get(reverse("register:entry", args=[partnership.reference])))
    assert "Half the price of our own service, as the yearly report shows." in page
