"""The policy team's screen of the criteria: read only once used, a new version as a copy, and what it would change."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.models import CriteriaSet
from assessments.workflow.criteria import CRITERIA
from partnerships.verdict import Refused
from tests import factories
from tests.pages import Page

ADD = "admin:assessments_criteriaset_add"
CHANGE = "admin:assessments_criteriaset_change"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def filled(client, address: str, **typed) -> dict:
    return {**Page(client.get(address).content.decode()).posted(address), **typed}


@pytest.fixture
def risk(policy) -> CriteriaSet:
    return CriteriaSet.objects.get(kind="risk")


def test_criteria_by_which_somebody_assessed_are_read_only_and_offer_a_copy(sign_in, answered, risk, policy_officer):
    client = sign_in(policy_officer)
    page = text_of(client.get(reverse(CHANGE, args=[risk.pk])))
    assert "Assessments were made by these criteria, so they stay as they are." in page
    assert "New version as a copy" in page
    assert "From the register: Medium from £50,000 to £100,000. Cash alone." in page
    assert 'name="title"' not in page


def test_a_post_to_used_criteria_changes_nothing(sign_in, answered, risk, policy_officer, now):
    sign_in(policy_officer).post(reverse(CHANGE, args=[risk.pk]), {"title": "Mine", "confirmed": "yes"})
    assert CriteriaSet.objects.get(pk=risk.pk).title == risk.title
    with pytest.raises(Refused, match="so they stay as they are"):
        CRITERIA.change(risk, {"title": "Mine"}, [], seen=risk.version, by=policy_officer, at=now)


def test_a_new_version_shows_how_many_entries_would_have_another_level_and_is_then_saved(
    sign_in, answered, risk, policy_officer, council
):
    """B15-46: £60,000 is Medium; from £70,000 on it would be Low. Money that nobody knows moves nowhere."""
    factories.partnership(by=policy_officer, council=council, name="Unknown money")
    client = sign_in(policy_officer)
    address = f"{reverse(ADD)}?copy={risk.pk}"
    typed = {"from_on": "1 4 2080", "source": "Council, minute 12", "line-0-medium_from": "70,000"}
    shown = client.post(address, filled(client, address, **typed))
    page = text_of(shown)
    assert "1 entry would have another level for the money." in page
    assert "Medium, then Low" in page
    assert "The words of the levels still name £50,000, which the line no longer uses." in page
    assert CriteriaSet.objects.filter(kind="risk").count() == 1
    confirmed = Page(shown.content.decode()).posted(address) | {"confirmed": "yes"}
    client.post(address, confirmed)
    new = CriteriaSet.objects.get(kind="risk", from_on="2080-04-01")
    assert (new.criteria.count(), new.criteria.get(computed="money").medium_from) == (6, 70_000)
    assert risk.criteria.get(computed="money").medium_from == 50_000


def test_a_criterion_may_be_dropped_from_a_copy_and_another_added(sign_in, answered, risk, policy_officer):
    client = sign_in(policy_officer)
    address = f"{reverse(ADD)}?copy={risk.pk}"
    gone = {f"line-5-{name}": "" for name in ("name", "high", "medium", "low", "source")}
    words = {"name": "Safety", "high": "Much", "medium": "Some", "low": "Little", "source": "Minute 12"}
    new = {f"line-6-{name}": text for name, text in words.items()}
    typed = {"from_on": "1 4 2080", "source": "Council", **gone, **new, "confirmed": "yes"}
    client.post(address, filled(client, address, **typed))
    names = list(CriteriaSet.objects.get(from_on="2080-04-01").criteria.values_list("name", flat=True))
    assert (len(names), names[-1], "The administration" in names) == (6, "Safety", False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"from_on": "1 4 2020"}, "A version begins today or later"),
        ({"source": ""}, "Enter the paragraph."),
        ({"line-1-source": ""}, "Say what stands under “Paragraph” for “Time that the council gives”."),
        ({"line-0-medium_from": "200,000"}, "Say from which sum, and up to which, the answer is Medium."),
    ],
)
def test_a_version_without_day_paragraph_or_bounds_is_refused(sign_in, risk, policy_officer, typed, sentence):
    client = sign_in(policy_officer)
    address = f"{reverse(ADD)}?copy={risk.pk}"
    values = {"from_on": "1 4 2080", "source": "Council", "confirmed": "yes", **typed}
    assert sentence in text_of(client.post(address, filled(client, address, **values)))
    assert CriteriaSet.objects.filter(kind="risk").count() == 1


def test_criteria_that_nobody_used_are_changed_in_place(sign_in, risk, policy_officer):
    client = sign_in(policy_officer)
    address = reverse(CHANGE, args=[risk.pk])
    typed = {"title": "Our risks", "line-1-high": "Most of the week.", "confirmed": "yes"}
    client.post(address, filled(client, address, **typed))
    found = CriteriaSet.objects.get(pk=risk.pk)
    assert (found.title, found.criteria.get(position=2).high) == ("Our risks", "Most of the week.")
    assert found.criteria.count() == 6


def test_a_second_version_of_one_day_is_refused(policy, risk, policy_officer, now):
    line = {"name": "One", "high": "a", "medium": "b", "low": "c", "source": "d"}

    def begin():
        version = CriteriaSet(policy=policy, kind="risk", from_on=now.date(), title="Two", source="Council")
        return CRITERIA.begin(version, [line], by=policy_officer, at=now)

    begin()
    with pytest.raises(ValidationError, match="are in use already"):
        begin()


def test_only_the_policy_team_keeps_criteria(sign_in, risk, administrator, lead_officer):
    for person in (administrator, lead_officer):
        assert sign_in(person).get(reverse(CHANGE, args=[risk.pk])).status_code == 403
