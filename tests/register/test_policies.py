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
BRECKLAND = json.loads((Path(settings.BASE_DIR) / "fixtures/policies/breckland-2015.json").read_text())
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


def test_every_guided_field_is_a_column_of_the_register():
    assert {guide["field"] for guide in BRECKLAND["guides"]} <= set(BY_FIELD)


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
