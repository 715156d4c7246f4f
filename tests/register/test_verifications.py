"""Governance held against its documents: dealt out evenly by month, verified by the named person, shown and chased."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.holdings import kinds
from partnerships.saving import create
from partnerships.verdict import Refused
from register.models import Partnership, Verification
from register.reports.governance import facts_of
from register.reports.verifications import work
from register.rules.governance import FEATURES, checklist
from register.rules.verifications import deal
from register.workflow import entries, verifications
from register.workflow.verifications import VERIFICATIONS, Found
from tests import factories
from tests.conftest import NOW
from tests.pages import Page
from tests.register.documents import document

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ROLES = ("lead_officer", "officer", "policy_officer", "second_policy_officer", "auditor", "administrator", "head_of_service", "democratic_services")  # fmt: skip


@pytest.fixture
def planned(partnership, policy_officer):
    return create(Verification(partnership=partnership, verifier=policy_officer, due_on=TODAY), by=None, at=NOW)


def found(entry, by, finding="nothing", **more) -> list[Found]:
    return [Found(check, finding, **more) for check in checklist(facts_of(entry, by, TODAY))]


def verified(line, by, finding="nothing", at=NOW, **more) -> Verification:
    told = found(line.partnership, by, finding, **more)
    return verifications.verify(line, told, "Ask for the terms", version=line.version, by=by, at=at)


def fresh(line):
    return Verification.objects.get(pk=line.pk)


def several(council, by, count, **values) -> list[Partnership]:
    return [
        factories.partnership(by=by, council=council, name=f"Forum {number:02}", **values) for number in range(count)
    ]


def asked(*people, **more) -> dict:
    return {"people": list(people), "first": TODAY, "months": 12, "years": 4, "most": None, **more}


def test_entries_are_dealt_evenly_among_people_and_over_months(council, policy_officer, second_policy_officer):
    several(council, policy_officer, 24)
    made = verifications.deal(asked(policy_officer, second_policy_officer), 24, by=policy_officer, at=NOW)
    assert Counter(line.verifier for line in made) == {policy_officer: 12, second_policy_officer: 12}
    months = Counter(line.due_on for line in made)
    assert set(months.values()) == {2}
    assert (min(months), max(months)) == (date(2026, 11, 30), date(2027, 10, 31))


def test_nobody_is_given_what_they_answer_for(council, policy_officer, second_policy_officer):
    several(council, policy_officer, 4, lead_officer=policy_officer)
    both = verifications.proposed(**asked(policy_officer, second_policy_officer), at=NOW)
    assert {each.person for each in both.dealt} == {second_policy_officer}
    alone = verifications.proposed(**asked(policy_officer), at=NOW)
    assert (len(alone.dealt), len(alone.left)) == (0, 4)


def test_what_weighs_most_and_was_verified_longest_ago_comes_first(council, policy_officer, auditor):
    """What was verified within the years that the rota leaves out is not dealt again."""
    plain, risky, recent, old = several(council, policy_officer, 4)
    entries.edit(risky, {"risk_rating": "high"}, version=risky.version, by=policy_officer, at=NOW)
    for entry, ago in ((recent, 300), (old, 1800)):
        line = create(Verification(partnership=entry, verifier=auditor, due_on=TODAY), by=None, at=NOW)
        verified(line, auditor, at=NOW - timedelta(days=ago))
    assert verifications.to_deal(4, None, NOW) == [risky, plain, old]
    assert verifications.to_deal(4, 1, NOW) == [risky]
    assert recent in verifications.to_deal(0, None, NOW)


def test_what_is_on_the_rota_is_not_dealt_twice_and_another_number_is_shown_again(planned, council, policy_officer):
    with pytest.raises(ValidationError, match="There is nothing to deal out"):
        verifications.proposed(**asked(policy_officer), at=NOW)
    several(council, policy_officer, 2)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        verifications.deal(asked(policy_officer), 1, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="That month is over"):
        verifications.deal(asked(policy_officer, first=date(2026, 10, 1)), 2, by=policy_officer, at=NOW)
    assert Verification.objects.count() == 1


@pytest.mark.parametrize("months", [1, 5, 12])
@pytest.mark.parametrize("count", [1, 7, 30])
def test_no_month_has_two_more_than_another(council, policy_officer, count, months):
    dealt = deal(several(council, policy_officer, count), [policy_officer], TODAY, months, lambda *_: "").dealt
    assert len(dealt) == count
    numbers = Counter(each.due_on for each in dealt).values()
    assert max(numbers) - min(numbers) <= 1 or count < months


def test_the_named_person_says_of_each_feature_what_the_documents_say(planned, policy_officer, partnership):
    """H11-20: an answer is verified against its document by a named person with a date."""
    terms = document(partnership, policy_officer, title="Terms of reference", kind="terms_of_reference")
    done = verified(planned, policy_officer, "yes", document=terms)
    assert (done.status, done.verified_by, done.verified_at) == ("verified", policy_officer, NOW)
    lines = list(done.features.all())
    assert [each.feature for each in lines] == [feature.code for feature in FEATURES]
    assert {(each.finding, each.document) for each in lines} == {("yes", terms)}
    assert lines[5].answer is True


def test_what_bears_an_answer_out_is_named_and_no_feature_is_left_out(planned, policy_officer, partnership):
    with pytest.raises(ValidationError, match="Choose the document, or say what you looked at"):
        verified(planned, policy_officer, "otherwise")
    with pytest.raises(ValidationError, match="Say of each feature"):
        verifications.verify(planned, found(partnership, policy_officer)[1:], version=1, by=policy_officer, at=NOW)
    assert fresh(planned).status == "planned"


WHO = {"verify": {"policy_officer"}, "drop": {"policy_officer", "second_policy_officer"}}


@pytest.mark.parametrize("status", Verification.Status.values)
@pytest.mark.parametrize("verb", VERIFICATIONS.transitions)
def test_each_step_from_each_state_is_for_its_people_and_refused_in_words_to_others(
    request, planned, policy_officer, status, verb
):
    line = planned
    if status == "verified":
        line = verified(planned, policy_officer)
    if status == "dropped":
        line = verifications.drop(planned, "Not now", version=1, by=policy_officer, at=NOW)
    for role in ROLES:
        verdict = VERIFICATIONS.verdict(request.getfixturevalue(role), line, verb)
        assert bool(verdict) == (status == "planned" and role in WHO[verb]), (role, verdict.reason)
        assert verdict or verdict.reason.endswith(".")


def test_an_auditor_verifies_what_the_rota_names_them_for_and_nothing_else(planned, auditor, policy_officer):
    with pytest.raises(Refused, match="Pat Policy verifies it"):
        verified(planned, auditor)
    line = verifications.change(planned, {"verifier": auditor}, version=1, by=policy_officer, at=NOW)
    assert verified(line, auditor).verified_by == auditor


def test_it_is_given_to_nobody_who_answers_for_the_partnership_or_is_no_verifier(
    planned, policy_officer, second_policy_officer, officer, partnership, council
):
    entries.edit(
        partnership, {"lead_officer": second_policy_officer}, version=partnership.version, by=policy_officer, at=NOW
    )
    for person, sentence in ((second_policy_officer, "answers for this partnership"), (officer, "is neither")):
        with pytest.raises(ValidationError, match=sentence):
            verifications.change(fresh(planned), {"verifier": person}, version=1, by=policy_officer, at=NOW)


def test_who_came_to_answer_for_it_no_longer_verifies_it(planned, policy_officer, partnership):
    changes = {"lead_officer": policy_officer}
    entries.edit(partnership, changes, version=partnership.version, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="answers for this partnership, so somebody else verifies it"):
        verified(fresh(planned), policy_officer)


def test_what_the_council_left_is_neither_asked_nor_chased(planned, policy_officer, partnership):
    entries.end(partnership, TODAY, "Over", None, "CMT 12/26", version=partnership.version, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="does not take part any more"):
        verified(fresh(planned), policy_officer)
    assert [task.count for task in work(policy_officer, TODAY + timedelta(days=9))] == [0, 0]


def test_it_stands_on_the_page_of_its_verifier_and_what_is_late_on_those_of_the_policy_team(
    planned, policy_officer, second_policy_officer, lead_officer
):
    late = TODAY + timedelta(days=1)
    assert [(task.count, task.note) for task in work(policy_officer, TODAY)] == [(1, ""), (0, "")]
    assert [(task.count, task.note) for task in work(policy_officer, late)] == [(1, "1 of them overdue"), (1, "")]
    assert [task.count for task in work(second_policy_officer, late)] == [0, 1]
    assert list(work(lead_officer, late)) == []


def test_it_is_handed_over_when_its_verifier_leaves_and_never_to_nobody(planned, policy_officer, officer, auditor):
    kind = kinds()["verification"]
    [held] = kind.of(policy_officer)
    assert held.name == "Verifies the governance of: Harborough Tourism Partnership"
    judge = kind.judge([planned.pk])
    assert (judge(auditor, planned.pk), kind.may_be_nobody) == ("", False)
    assert "is neither a policy officer nor an auditor" in judge(officer, planned.pk)
    kind.hand_over([(planned.pk, auditor)], policy_officer, TODAY, by=policy_officer, at=NOW, reason="Leaves")
    assert fresh(planned).verifier == auditor


def test_the_pages_deal_out_after_showing_who_would_verify_what(sign_in, council, policy_officer, auditor):
    several(council, policy_officer, 3)
    client, address = sign_in(policy_officer), reverse("register:verification_deal")
    data = {"first": "", "months": "3", "years": "4", "people": [policy_officer.pk, auditor.pk]}
    assert "Choose the first month." in client.post(address, data).content.decode()
    first = client.get(address).context["form"].fields["first"].choices[0][0]
    shown = client.post(address, {**data, "first": first})
    assert "Put 3 on the rota" in shown.content.decode()
    assert not Verification.objects.exists()
    client.post(address, Page(shown.content.decode()).posted(address) | {"confirmed": "yes", "people": data["people"]})
    assert Verification.objects.count() == 3


def test_the_pages_verify_and_the_governance_tab_says_so(sign_in, planned, policy_officer, partnership):
    """H11-12–20: beside each feature stands what its document says, by whom and when."""
    terms = document(partnership, policy_officer, title="Terms of 2024", kind="terms_of_reference")
    client, address = sign_in(policy_officer), reverse("register:verification_verify", args=[planned.pk])
    held = Page(client.get(address).content.decode()).posted(address)
    answers = {f"{feature.code}_finding": "nothing" for feature in FEATURES}
    refused = client.post(address, {**held, **answers, "constitution_finding": "yes"}).content.decode()
    assert "Choose the document, or say what you looked at: “A constitution or terms of reference”." in refused
    answers |= {"constitution_finding": "yes", "constitution_document": terms.pk, "note": "Ask for the rest"}
    page = client.post(address, {**held, **answers}, follow=True).content.decode()
    assert "What you found is recorded." in page
    assert "Ask for the rest" in page
    tab = client.get(reverse("register:governance", args=[partnership.reference])).content.decode()
    assert "When it was yes: a document bears it out (Terms of 2024)" in tab
    assert "Verified against its documents by Pat Policy on" in tab


@pytest.mark.once
def test_the_list_keeps_its_queries_however_long_it_is(sign_in, council, policy_officer, django_assert_max_num_queries):
    several(council, policy_officer, 20)
    verifications.deal(asked(policy_officer), 20, by=policy_officer, at=NOW)
    client = sign_in(policy_officer)
    client.get(reverse("register:verifications"))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("register:verifications")).content.decode()
    assert page.count("Forum ") == 20
