"""Versions of the questions that a policy asks: one that was answered stays as it is, and another follows it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from assessments.models import Question, QuestionSet
from assessments.models.questions import QuestionAnswer
from assessments.permissions.criteria import can_keep_questions
from assessments.rules.criteria import in_force
from assessments.rules.questions import LINE_FIELDS, SET_FIELDS, content, line_content
from assessments.workflow.versions import Versions
from partnerships.verdict import Verdict, allowed_if
from register.models import ExclusionClass, Policy
from register.workflow.policies import origin

TAKEN = "Such questions that begin on this day are in use already. Choose another day."
USED = "These questions were answered, so they stay as they are. Add a new version, which begins as a copy of them."


def may_change(version: QuestionSet) -> Verdict:
    """Questions that somebody has answered stay as they are."""
    asked = version.questions.all()
    kinds = (each.related_model for each in Question._meta.related_objects)
    answers = [kind.objects.filter(question__in=asked) for kind in kinds if issubclass(kind, QuestionAnswer)]
    return allowed_if(not any(each.exists() for each in (version.screenings, *answers)), USED)


QUESTIONS = Versions(
    QuestionSet, Question, "set", "questions", line_content, LINE_FIELDS, can_keep_questions, may_change, TAKEN
)


def load_questions(policy: Policy, data: Mapping[str, Any], counts: Counter, who: dict) -> None:
    """The questions of a policy from its file. A question without a paragraph of its own has that of its set.

    Raises NoSource for a set without a paragraph.
    """
    classes = {each.code: each for each in ExclusionClass.objects.all()}
    for given in data.get("questions", ()):
        values = {"title": given["title"], "source": origin({"name": given["title"], **given})}
        lines = [line_of(line, values["source"], classes) for line in given["questions"]]
        versions = list(policy.question_sets.filter(kind=given["kind"]).prefetch_related("questions__suggests"))
        told = (tuple(values[name] for name in SET_FIELDS), tuple(map(line_content, lines)))
        if any(content(version) == told for version in versions):
            counts["unchanged"] += 1
            continue
        begins = date.fromisoformat(given["from_on"])
        day = localdate(who["at"]) if begins in {version.from_on for version in versions} else begins
        QUESTIONS.make(QuestionSet(policy=policy, kind=given["kind"], from_on=day, **values), lines, who)
        counts["created"] += 1


def line_of(given: Mapping[str, Any], source: str, classes: Mapping[str, ExclusionClass]) -> dict[str, Any]:
    """The columns of one question."""
    plain = Question()
    values = {name: given.get(name, getattr(plain, name)) for name in LINE_FIELDS if name != "suggests"}
    own = origin(given) if given.keys() & {"source", "borrowed_from"} else source
    return {**values, "suggests": classes.get(given.get("suggests", "")), "source": own}


def current(kind: str, at: datetime) -> QuestionSet | None:
    """The questions of one kind of the policy in use, as they are in force."""
    versions = QuestionSet.objects.filter(policy__is_current=True, kind=kind).prefetch_related("questions__suggests")
    return in_force(versions, localdate(at))
