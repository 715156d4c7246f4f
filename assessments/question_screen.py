"""The policy team's screen of the questions: copy a version, change it, see who would be asked what, save."""

from django.utils import timezone

from assessments.forms.question_sets import QuestionSetForm
from assessments.models import Question
from assessments.models.choices import QuestionKind
from assessments.reports.question_sets import Effect, effect
from assessments.version_screen import VersionScreen
from assessments.workflow.questions import QUESTIONS


class QuestionScreen(VersionScreen):
    """Questions that nobody has answered yet are changed in place."""

    form_page = "admin/question_set.html"
    effect_page = "admin/question_set_effect.html"
    used_page = "admin/question_set_used.html"
    no_policy = "No policy is in use, so there is nothing to add questions to. Load a policy first."
    first_kind = QuestionKind.CASE
    form_class = QuestionSetForm
    versions = QUESTIONS

    def effect(self, form: QuestionSetForm) -> Effect:
        proposed = [Question(**values) for _, values in form.told()]
        return effect(form.instance, proposed, timezone.localdate())
