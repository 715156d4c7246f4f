"""A past day is judged by what history says of it; a check that rests on something of today says so."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Assessment, Finding, Screening
from assessments.reports.looking import Rule, in_use, look_at_all
from assessments.reports.past import look_back
from partnerships import saving
from register.models import Organisation, Participation, Partnership, PartnershipType
from register.models.base import Removable
from register.rules.checks.where import TIER
from tests import factories
from tests.assessments.checked import CASES, TODAY, dated

pytestmark = pytest.mark.django_db
NEXT_YEAR = TODAY + timedelta(days=365)


def of_history() -> list[Rule]:
    """The rules that read nothing of today, or but the computed tier."""
    return [rule for rule in in_use() if rule.check.today in ("", TIER)]


def said(looks) -> set[tuple]:
    return {(*hit.key, hit.found.evidence) for _, hits in looks for hit in hits}


def overwritten() -> None:
    """Nothing in the register is any more as it was, and history does not know of it."""
    by = factories.person("late@example.org", "Late Comer", "officer").pk
    for model in apps.get_models():
        if issubclass(model, Removable):
            model._base_manager.update(removed_at=factories.NOW, removed_by=by)
    for model in (Participation, Partnership):
        columns = [each for each in model._meta.concrete_fields if each.name not in {"id", *model.derived_fields}]
        blank = [each for each in columns if each.null or each.blank]
        model._base_manager.update(**{each.name: None if each.null else each.get_default() for each in blank})
    entry = Partnership.objects.get(name="Harborough Tourism Partnership")
    for chosen in Partnership._meta.many_to_many:
        getattr(entry, chosen.name).clear()
    Assessment._base_manager.update(status="superseded")
    Screening._base_manager.update(is_partnership=False)
    Organisation._base_manager.update(is_retired=True)


@pytest.mark.parametrize("fails", [case[2] for case in CASES], ids=[f"{c[0]}-{n}" for n, c in enumerate(CASES)])
@pytest.mark.once
def test_a_past_day_is_judged_as_history_says_and_not_as_the_register_stands(bench, fails):
    """W09-02."""
    fails(bench)
    then = said(look_at_all(NEXT_YEAR, of_history()))
    assert then
    overwritten()
    assert said(look_back(NEXT_YEAR, of_history())) == then


def test_what_changed_after_the_day_does_not_count(bench):
    later = factories.NOW + timedelta(days=10)
    made = bench.make(PartnershipType(name="Board", code="board"))
    now = Partnership.objects.get(pk=bench.entry.pk)
    saving.claimed(Partnership, now.pk, now.version, {"type": made}, by=bench.by, at=later)
    wanted = [rule for rule in in_use() if rule.check.code == "D24"]
    assert said(look_back(dated(9), wanted))
    assert not said(look_back(dated(10), wanted))
    assert not said(look_at_all(TODAY, wanted))


def test_what_was_not_yet_in_the_register_is_not_judged(bench):
    assert list(look_back(dated(-1), in_use())) == []


def command(day, form: str) -> str:
    out = StringIO()
    call_command("run_checks", format=form, as_of=day, stdout=out)
    return out.getvalue()


def test_the_command_judges_a_past_day_keeps_nothing_and_names_what_is_of_today(bench):
    before = list(Finding.objects.values())
    text = command(TODAY, "text")
    assert "D24" in text
    assert "D04 is judged with who may sign in as of today." in text
    assert "1 entry as of 20 November 2026" in text
    assert "0 entries as of 19 November 2026" in command(dated(-1), "text")
    assert json.loads(command(TODAY, "json"))["as_of_today"]["D04"] == "who may sign in"
    assert list(Finding.objects.values()) == before


@pytest.mark.once
def test_a_day_is_judged_in_as_many_queries_for_thirty_entries_as_for_one(bench):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            list(look_back(TODAY, in_use()))
        return len(asked)

    one = queries()
    for number in range(29):
        factories.partnership(by=bench.by, name=f"Forum {chr(65 + number % 26)}{number}")
    assert queries() <= one + 2
