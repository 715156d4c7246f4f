"""A council's policy is data that one command loads."""

import copy
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from partnerships.models import ChangeSet
from register.columns import BY_FIELD
from register.models import ExclusionClass, FieldGuide, PartnershipType, Policy
from register.workflow import policies
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures/policies"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.json"))


def shipped(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text())


BRECKLAND = shipped("breckland-2015")
SIXTEEN = [
    "name", "lead_partner", "function", "orientation", "is_statutory", "is_attendance_obligatory", "meeting_frequency", "representatives",
    "representative_level", "priorities", "officer_hours_per_month", "contribution", "exit_risk", "risk_rating", "council_position",
    "value_added", "value_rating", "information_sharing",
]  # fmt: skip


def test_one_command_puts_the_policy_in_use(capsys):
    call_command("load_policy", "breckland-2015")
    assert Policy.objects.get(is_current=True).code == "breckland-2015"
    assert "is in use" in capsys.readouterr().out
    assert PartnershipType.objects.count() == 4


def test_all_sixteen_headings_of_appendix_a_are_guided():
    """B15-43: the fourth heading asks two things, and gives two fields."""
    policies.load(BRECKLAND, by=None, at=NOW)
    guided = FieldGuide.objects.filter(field__in=SIXTEEN, source__startswith="Breckland 2015, Appendix A")
    assert set(guided.values_list("field", flat=True)) == set(SIXTEEN)
    assert not guided.filter(help_text="").exists()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_guided_field_is_a_column_of_the_register(name):
    assert {guide["field"] for guide in shipped(name)["guides"]} <= set(BY_FIELD)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_policy_loads_into_an_empty_database(name):
    call_command("load_policy", name)
    policy = Policy.objects.get()
    assert (policy.code, policy.is_current) == (name, True)
    assert set(policy.sources) == set(policies.TERMS)
    kept = [each for model, _ in policies.LISTS.values() for each in model.objects.all()]
    assert not [each for each in [*kept, *policy.guides.all()] if not each.source]
    assert all(line["source"] for line in policy.implications)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_policy_takes_the_place_of_another_which_steps_back(name):
    other = "breckland-2015" if name != "breckland-2015" else "wirral-2009"
    call_command("load_policy", other)
    call_command("load_policy", name)
    assert dict(Policy.objects.values_list("code", "is_current")) == {name: True, other: False}
    call_command("load_policy", other)
    assert dict(Policy.objects.values_list("code", "is_current")) == {name: False, other: True}


@pytest.mark.parametrize("name", SHIPPED)
def test_loading_any_of_them_twice_changes_nothing(name):
    policies.load(shipped(name), by=None, at=NOW)
    counts = policies.load(shipped(name), by=None, at=NOW)
    assert (counts["created"], counts["changed"]) == (0, 0)


@pytest.mark.parametrize("name", SHIPPED)
def test_each_has_the_themes_types_and_implications_of_its_source(name):
    """SH-11, SH-15, H14-42, SH-38, W09-15."""
    data = shipped(name)
    themes = ["Economy", "Homes", "Infrastructure", "Communities", "Wellbeing", "Environment", "Heritage", "Resources"]
    assert [theme["name"] for theme in data["themes"]] == (themes if name.startswith("south-hams") else [])
    assert [kind["code"] for kind in data["types"]] == [
        "strategic", "service_improvement", "community_liaison", "community_delivery",
    ]  # fmt: skip
    assert len(data["implications"]) == (8 if name.startswith("south-hams") else 7)


@pytest.mark.parametrize("part", ["policy", "money", "time", "risks", "factors", "statute"])
def test_a_term_or_a_test_without_a_source_is_refused(part):
    data = shipped("south-hams-west-devon-2016")
    del (data["policy"] if part == "policy" else data["significance"][0][part])["source"]
    with pytest.raises(policies.NoSource, match="say which paragraph"):
        policies.load(data, by=None, at=NOW)
    assert not Policy.objects.exists()


def test_loading_it_again_changes_nothing():
    policies.load(BRECKLAND, by=None, at=NOW)
    counts = policies.load(BRECKLAND, by=None, at=NOW)
    assert (counts["created"], counts["changed"]) == (0, 0)
    assert ChangeSet.objects.count() == 1


def test_a_changed_guidance_is_changed_and_kept_in_history():
    policies.load(BRECKLAND, by=None, at=NOW)
    data = copy.deepcopy(BRECKLAND)
    data["guides"][0]["help_text"] = "Another guidance."
    counts = policies.load(data, by=None, at=NOW)
    assert counts["changed"] == 1
    assert FieldGuide.objects.get(field="name").history.count() == 2


def test_a_value_without_a_source_is_refused_and_nothing_is_loaded():
    data = copy.deepcopy(BRECKLAND)
    del data["exclusion_classes"][0]["source"]
    with pytest.raises(policies.NoSource, match="say which paragraph"):
        policies.load(data, by=None, at=NOW)
    assert not Policy.objects.exists()
    assert not ExclusionClass.objects.exists()


def test_a_borrowed_value_says_from_whom():
    policies.load(BRECKLAND, by=None, at=NOW)
    assert PartnershipType.objects.get(code="strategic").source.startswith("Borrowed from South Hams")


def test_an_unknown_policy_is_refused_with_the_names_of_the_shipped_ones():
    with pytest.raises(CommandError, match="breckland-2015"):
        call_command("load_policy", "atlantis-2020")


def test_the_screen_of_a_policy_says_where_each_term_comes_from_and_who_set_it_since(sign_in, policy_officer):
    policies.load(BRECKLAND, by=None, at=NOW)
    policy = Policy.objects.get()
    address = f"/admin/register/policy/{policy.pk}/change/"
    client = sign_in(policy_officer)
    page = client.get(address)
    assert "Source: Ours: a working week of 37 hours in five days." in page.content.decode()
    form = page.context["adminform"].form
    data = {name: value for name in form.fields if (value := form.get_initial_for_field(form.fields[name], name))}
    client.post(address, {**data, "hours_per_day": "7.25"})
    policy = Policy.objects.get()
    assert (str(policy.hours_per_day), policy.sources["hours_per_day"]) == ("7.25", "Set by the policy team")
    assert policy.sources["weeks_per_year"] == "Ours: the calendar year"
