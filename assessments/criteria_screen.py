"""The policy team's screen of the criteria: copy a version, change it, see what another money line would do, save."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from assessments.forms.criteria import VersionForm
from assessments.models import CriteriaSet
from assessments.models.choices import AssessmentKind
from assessments.permissions.criteria import can_keep_criteria
from assessments.reports.criteria import effect
from assessments.rules.criteria import in_force
from assessments.workflow import criteria as workflow
from partnerships.admin.previewed import PreviewedAdmin
from partnerships.verdict import Verdict
from register.models import Policy

NO_POLICY = "No policy is in use, so there is nothing to add criteria to. Load a policy first."


class CriteriaScreen(PreviewedAdmin):
    """Versions by which somebody has assessed are shown; others are changed. A new version begins as a copy."""

    form_page = "admin/criteria.html"
    effect_page = "admin/criteria_effect.html"
    list_display = ("title", "kind", "from_on", "policy", "source")
    list_filter = ("policy", "kind")
    list_select_related = ("policy",)

    def may_keep(self, user) -> Verdict:
        return can_keep_criteria(user)

    def add_view(self, request, form_url="", extra_context=None):
        """A new version of the policy in use, as a copy of the one in force, or of the one that was asked for."""
        policy = Policy.objects.filter(is_current=True).first()
        if policy is None:
            return self.without_policy(request, NO_POLICY)
        copied = self.to_copy(request, policy)
        kind = copied.kind if copied else AssessmentKind.RISK
        record = CriteriaSet(policy=policy, kind=kind)
        return self.asked(request, record, copied)

    def to_copy(self, request, policy: Policy) -> CriteriaSet | None:
        """The version named in the address, else the criteria of risk in force."""
        versions = CriteriaSet.objects.prefetch_related("criteria")
        wanted = request.GET.get("copy", "")
        if wanted.isdigit():
            return versions.filter(pk=wanted).first()
        return in_force(versions.filter(policy=policy, kind=AssessmentKind.RISK), timezone.localdate())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        verdict = workflow.may_change(record)
        if not verdict:
            lines = list(record.criteria.all())
            context = {"original": record, "lines": lines, "reason": verdict.reason}
            return self.page(request, "admin/criteria_used.html", context)
        return self.asked(request, record, record)

    def asked(self, request, record: CriteriaSet, shown: CriteriaSet | None):
        """The form; then what it would change; then it is saved."""
        form = VersionForm(request.POST or None, instance=record, shown=shown, cancel_url=self.list_address())

        def found() -> dict:
            return {"effect": effect(record, form.money_line(), timezone.localdate()), "proposed": form.instance}

        return self.previewed(request, form, found, kind=record.get_kind_display())

    def refuse(self, form: VersionForm, error: ValidationError) -> None:
        form.refuse(error)

    def write(self, form: VersionForm, *, by, at) -> CriteriaSet:
        record, who = form.instance, {"by": by, "at": at}
        if record.pk:
            return workflow.change(record, form.changes(), form.told(), seen=form.cleaned_data["seen"], **who)
        return workflow.begin(record, [values for _, values in form.told()], **who)
