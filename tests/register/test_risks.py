"""Risks, benefits and measures of an entry: the one matrix, what must be there, and figures with their caveat."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Action, Benefit, Measure, NamedRisk, Participation, PartnershipRisk, Policy
from register.rules.risks import level
from register.workflow import entries, risks

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer_client(sign_in, policy_officer):
    return sign_in(policy_officer)


def add(client, entry, noun, **values):
    """Send the form that adds a line, and read the page that answers."""
    return client.post(reverse("register:line_add", args=[entry.reference, noun]), values, follow=True).content.decode()


def tab(client, entry) -> str:
    return client.get(reverse("register:risks", args=[entry.reference])).content.decode()


def risk(entry, by, now, **values) -> PartnershipRisk:
    line = PartnershipRisk(partnership=entry, **{"title": "The host leaves", "likelihood": 3, "impact": 4, **values})
    return entries.add_line(line, entry, by=by, at=now)


def test_the_nine_named_risks_are_on_offer_with_what_they_mean(officer_client, partnership):
    """B15-08: a library of nine to pick from."""
    call_command("load_policy", "breckland-2015")
    assert NamedRisk.objects.count() == 9
    text = officer_client.get(reverse("register:line_add", args=[partnership.reference, "risks"])).content.decode()
    for named in NamedRisk.objects.all():
        assert named.name in text
        assert named.help_text in text


@pytest.mark.parametrize(
    "name", ["harborough-2011", "harborough-2014", "south-hams-west-devon-2016", "wirral-2009", "breckland-2015"]
)
def test_every_policy_says_where_its_matrix_and_its_named_risks_are_from(name):
    call_command("load_policy", name)
    policy = Policy.objects.get(is_current=True)
    assert policy.sources["matrix_size"] == "Ours: four levels; the policy says nothing of a matrix"
    assert all("Breckland 2015" in each.source for each in NamedRisk.objects.all())


@pytest.mark.parametrize(
    ("likelihood", "impact", "words"),
    [(1, 3, "Low (3 of 16)"), (2, 2, "Medium (4 of 16)"), (2, 4, "Medium (8 of 16)"), (3, 3, "High (9 of 16)")],
)
def test_the_level_is_likelihood_times_impact(likelihood, impact, words):
    """D08: the score is computed, so it cannot differ from its factors."""
    assert level(likelihood, impact, Policy()).words == words


def test_a_risk_is_recorded_and_shown_with_its_level_and_what_remains(officer_client, partnership):
    add(
        officer_client, partnership, "risks", title="The host leaves", likelihood="3", impact="4",
        controls="A second host", residual_likelihood="1", residual_impact="2",
    )  # fmt: skip
    text = tab(officer_client, partnership)
    for words in ("The host leaves", "3 Likely", "4 Severe", "High (12 of 16)", "Low (2 of 16)", "A second host"):
        assert words in text, words


def test_a_score_cannot_be_typed(officer_client, partnership):
    """D08."""
    add(officer_client, partnership, "risks", title="The host leaves", likelihood="2", impact="3", score="99")
    assert PartnershipRisk.objects.get().score == 6


@pytest.mark.parametrize("field", ["likelihood", "impact", "residual_likelihood"])
def test_a_number_of_another_scale_is_refused_by_the_form(officer_client, partnership, field):
    """D08: a council has one matrix."""
    values = {"likelihood": "2", "impact": "2", "residual_likelihood": "1", "residual_impact": "1", field: "5"}
    text = add(officer_client, partnership, "risks", title="The host leaves", **values)
    assert "The council’s matrix has 4 levels" in text
    assert not PartnershipRisk.objects.exists()


def test_a_number_of_another_scale_is_refused_whoever_writes_it(partnership, policy_officer, now):
    """D08: not only in the form."""
    with pytest.raises(ValidationError, match="matrix has 4 levels"):
        risk(partnership, policy_officer, now, impact=5)


def test_the_matrix_does_not_become_smaller_than_its_risks(partnership, policy_officer, now):
    call_command("load_policy", "breckland-2015")
    risk(partnership, policy_officer, now, impact=4)
    policy = Policy.objects.get(is_current=True)
    with pytest.raises(ValidationError, match="1 risk has a level above 3"):
        saving.claimed(Policy, policy.pk, policy.version, {"matrix_size": 3}, by=policy_officer, at=now)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": "", "likelihood": "2", "impact": "2"}, "Choose one of the named risks, or say"),
        ({"title": "Rain", "likelihood": "", "impact": "2"}, "Choose the likelihood."),
        (
            {"title": "Rain", "likelihood": "2", "impact": "2", "residual_likelihood": "1"},
            "Give both the likelihood and the impact that remain, or neither.",
        ),
    ],
)
def test_what_a_risk_lacks_is_said(officer_client, partnership, values, sentence):
    assert sentence in add(officer_client, partnership, "risks", **values)
    assert not PartnershipRisk.objects.exists()


def test_an_action_about_a_risk_has_an_owner_and_a_day(officer_client, partnership, policy_officer, lead_officer, now):
    """H11-22: risks with mitigating actions, owner and date."""
    line = risk(partnership, policy_officer, now)
    address = reverse("register:risk_action", args=[partnership.reference, line.pk])
    assert "Say who does it: a person, or a post." in officer_client.post(
        address, {"text": "Find a second host", "due_on": "1 3 2027"}
    ).content.decode().replace("&#x27;", "'")
    values = {"text": "Find a second host", "owner": lead_officer.pk, "due_on": "1 3 2027"}
    text = officer_client.post(address, values, follow=True).content.decode()
    assert Action.objects.get().risk == line
    assert "Find a second host" in text
    assert "Lee Lead, by 1 Mar 2027: Open" in text


def test_only_who_keeps_the_entry_says_what_is_done(partnership, policy_officer, officer, now):
    line = risk(partnership, policy_officer, now)
    with pytest.raises(Refused):
        risks.mitigate(line, {"text": "Pray", "owner": officer, "due_on": now.date()}, by=officer, at=now)
    gone = entries.remove_line(line, partnership, version=line.version, by=policy_officer, at=now)
    with pytest.raises(Refused, match="taken off the entry"):
        risks.mitigate(gone, {"text": "Act", "owner": officer, "due_on": now.date()}, by=policy_officer, at=now)
    assert not Action.objects.exists()


def test_a_hard_benefit_says_how_it_is_measured(officer_client, partnership):
    """B15-07: benefits, hard or softer, with their measure."""
    text = add(officer_client, partnership, "benefits", kind="hard", text="Cheaper waste")
    assert "A hard benefit can be measured: say how, or call it a softer one." in text
    add(officer_client, partnership, "benefits", kind="hard", text="Cheaper waste", measure="Pounds a tonne")
    add(officer_client, partnership, "benefits", kind="soft", text="Trust")
    assert Benefit.objects.count() == 2
    assert "Measured by: Pounds a tonne" in tab(officer_client, partnership)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("estimate", "This figure is an estimate."),
        ("unverified", "Nobody has verified this figure."),
        ("verified", ""),
    ],
)
def test_a_figure_comes_with_its_source_and_its_caveat(officer_client, partnership, status, said):
    """B15-22, B15-23: measures per partnership; a caveat prints by itself."""
    values = {"name": "Visitors", "period": "2025/26", "figure": "1,200", "unit": "people", "source": "Tourist office"}
    add(officer_client, partnership, "measures", status=status, **values)
    text = tab(officer_client, partnership)
    assert "1,200 people" in text
    assert "Source: Tourist office" in text
    caveats = [words for words in ("This figure is an estimate.", "Nobody has verified this figure.") if words in text]
    assert caveats == ([said] if said else [])


def test_a_figure_says_how_sure_it_is(officer_client, partnership):
    """B15-23."""
    text = add(officer_client, partnership, "measures", name="Visitors", period="2025/26", figure="12")
    assert "Say whether the figure is verified, an estimate or unverified." in text
    assert not Measure.objects.exists()


def test_risks_and_benefits_are_a_must_where_much_is_at_stake_and_may_be_elsewhere(
    officer_client, partnership, policy_officer, now
):
    """SH-09, H14-06: in proportion."""
    assert "may be recorded here" in tab(officer_client, partnership)
    part = partnership.participations.get()
    saving.claimed(Participation, part.pk, 1, {"significance": "significant"}, by=policy_officer, at=now)
    assert "must be recorded here, because it is significant" in tab(officer_client, partnership)


@pytest.mark.once
def test_the_tab_asks_the_same_few_questions_however_many_risks(officer_client, partnership, policy_officer, now):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            tab(officer_client, partnership)
        return len(found)

    tab(officer_client, partnership)
    one = [risk(partnership, policy_officer, now)]
    few = asked()
    one += [risk(partnership, policy_officer, now, title=f"Risk {number}") for number in range(49)]
    for line in one:
        values = {"text": "Act", "owner": policy_officer, "due_on": now.date()}
        risks.mitigate(line, values, by=policy_officer, at=now)
    assert asked() <= few + 1
