"""The policy team's screen of the criteria: copy a version, change it, see what another money line would do, save."""

from django.utils import timezone

from assessments.forms.criteria import CriteriaForm
from assessments.models.choices import AssessmentKind
from assessments.reports.criteria import Effect, effect
from assessments.version_screen import VersionScreen
from assessments.workflow.criteria import CRITERIA


class CriteriaScreen(VersionScreen):
    """Criteria by which nobody has assessed yet are changed in place."""

    form_page = "admin/criteria.html"
    effect_page = "admin/criteria_effect.html"
    used_page = "admin/criteria_used.html"
    no_policy = "No policy is in use, so there is nothing to add criteria to. Load a policy first."
    first_kind = AssessmentKind.RISK
    form_class = CriteriaForm
    versions = CRITERIA

    def effect(self, form: CriteriaForm) -> Effect:
        return effect(form.instance, form.money_line(), timezone.localdate())
