"""The policy team's screen of the checks: set one, see what it would find, save."""

from dataclasses import dataclass

from django.forms import ChoiceField, HiddenInput
from django.http import Http404
from django.utils import timezone

from assessments.models import CheckSetting
from assessments.reports.looking import Rule, counted, look_at_all, of_council, rule_of, rules
from assessments.workflow import check_settings
from partnerships.admin.base import PolicyForm
from partnerships.admin.previewed import PreviewedAdmin
from partnerships.checking import checks
from register.models import Policy
from register.rules.words import number_of

NO_POLICY = "No policy is in use, so there is nothing to set. Load a policy first."


@dataclass(frozen=True)
class Effect:
    """On how many entries a check finds something now, and would as it is proposed."""

    before: int
    after: int

    @property
    def sentence(self) -> str:
        return f"{number_of(self.after, 'entry', 'entries')} would have a finding; now it is {self.before:,}."


def effect(proposed: Rule) -> Effect:
    """What the check would find today."""
    code = proposed.check.code
    return Effect(number(rules()[code]), number(proposed))


def number(rule: Rule) -> int:
    today = timezone.localdate()
    if not rule.is_on:
        return 0
    if rule.check.is_of_council:
        return sum(hit.rule.check.code == rule.check.code for hit in of_council(today))
    hits = (hit for _, found in look_at_all(today, [rule]) for hit in found)
    return counted(hits).get(rule.check.code, 0)


class SettingForm(PolicyForm):
    """How the policy in use sets one check."""

    code = ChoiceField(label="Check")
    submit_text = "See what changes"
    field_order = ("code", "is_on", "severity", "limit", "source")

    class Meta(PolicyForm.Meta):
        model = CheckSetting
        exclude = ("policy",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(each.code, f"{each.code} {each.title}") for each in checks().values()]
        self.fields["limit"].help_text = "Left blank, the usual one. " + "; ".join(
            f"{each.code}: {each.limit:,} {each.unit}" for each in checks().values() if each.limit is not None
        )
        self.fields["source"].help_text = "Such as Council, 3 May 2026, minute 12."
        self.fields["source"].required = True
        self.fields["seen"].widget = HiddenInput()

    def clean(self):
        """What the workflow would refuse is said before the effect is shown."""
        cleaned = super().clean()
        self.instance.code, self.instance.limit = cleaned.get("code", ""), cleaned.get("limit")
        self.instance.source = cleaned.get("source", "")
        if not self.errors:
            check_settings.refuse(self.instance)
        return cleaned


class CheckScreen(PreviewedAdmin):
    """Settings of the policy in use, each shown with its effect before it is saved."""

    form = SettingForm
    form_page = "admin/check_setting.html"
    effect_page = "admin/check_setting_effect.html"
    list_display = ("code", "policy", "is_on", "severity", "limit", "source")
    list_filter = ("policy",)
    list_select_related = ("policy",)

    def add_view(self, request, form_url="", extra_context=None):
        policy = Policy.objects.filter(is_current=True).first()
        if policy is None:
            return self.without_policy(request, NO_POLICY)
        return self.asked(request, CheckSetting(policy=policy))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        return self.asked(request, record)

    def asked(self, request, record: CheckSetting):
        """The form; then what it would find; then it is saved."""
        form = SettingForm(request.POST or None, instance=record, cancel_url=self.list_address())

        def found() -> dict:
            proposed = rule_of(checks()[form.instance.code], form.instance)
            return {"effect": effect(proposed), "check": proposed.check}

        return self.previewed(request, form, found)

    def write(self, form: SettingForm, *, by, at) -> CheckSetting:
        record, who = form.instance, {"by": by, "at": at}
        if record.pk:
            return check_settings.change(record, form.changes(), version=form.cleaned_data["seen"], **who)
        return check_settings.add(record, **who)

    def sentence(self, record: CheckSetting) -> str:
        return f"Check {record.code} is set, and all checks were run."
