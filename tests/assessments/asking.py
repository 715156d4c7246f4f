"""A policy with its questions, for tests: what a council asks before it takes something in."""

import json
from pathlib import Path

from django.conf import settings

from assessments.models import QuestionSet
from assessments.rules.questions import Given
from assessments.workflow import policies as questions
from register.workflow import policies
from tests.conftest import NOW

FOLDER = Path(settings.BASE_DIR) / "fixtures/policies"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.json"))


def shipped(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text())


def loaded(name: str = "breckland-2015") -> None:
    """One of the shipped policies, in use."""
    data = shipped(name)
    policies.load({**data, "guides": [], "significance": []}, by=None, at=NOW)
    questions.load({**data, "criteria": []}, by=None, at=NOW)


def answers(kind: str = "definition", *no: int) -> list[Given]:
    """Yes to every question of a kind, except to those in these places."""
    found = QuestionSet.objects.get(policy__is_current=True, kind=kind).questions.all()
    return [
        Given(each, number not in no, "It is not so." if number in no else "") for number, each in enumerate(found, 1)
    ]
