"""The policy team's screen of the tests of significance: draft, see what would change, save."""

from django.forms import CheckboxSelectMultiple, HiddenInput, MultipleChoiceField, RadioSelect
from django.http import Http404
from django.utils import timezone

from partnerships.admin.base import PolicyForm
from partnerships.admin.previewed import PreviewedAdmin
from partnerships.forms.fields import MoneyField, TypedNumberField
from partnerships.verdict import Verdict
from partnerships.words import Names, in_words
from register.models import SignificanceTests
from register.models.choices import RiskFactor, RiskKind
from register.permissions import can_keep_significance_tests
from register.reports.significance import effect
from register.rules.significance import in_force
from register.workflow import significance_tests
from register.workflow.significance import Standard

NO_POLICY = "No policy is in use, so there is nothing to add tests to. Load a policy first."
NONE = "Leave it empty for no such test."


class TestsForm(PolicyForm):
    """One version of the tests of the policy in use."""

    money_amount = MoneyField(label="Money: pounds", required=False, help_text=NONE)
    time_number = TypedNumberField(
        label="Officer time: how much", required=False, max_digits=7, decimal_places=2, help_text=NONE
    )
    risk_kinds = MultipleChoiceField(
        label="Risks that are judged", required=False, choices=RiskKind.choices, widget=CheckboxSelectMultiple
    )
    risk_factors = MultipleChoiceField(
        label="Factors taken into account when risks are judged",
        required=False,
        choices=RiskFactor.choices,
        widget=CheckboxSelectMultiple,
        help_text="They are evidence, and no test of their own.",
    )
    submit_text = "See what changes"
    field_order = (
        "from_on", "is_on", "source", "money_amount", "money_operator", "money_basis", "money_years", "money_source",
        "time_number", "time_operator", "time_unit", "time_source", "risk_kinds", "risk_source", "risk_factors",
        "factor_source", "statute_counts", "statute_source",
    )  # fmt: skip

    class Meta(PolicyForm.Meta):
        model = SignificanceTests
        exclude = ("policy",)
        widgets = {"money_operator": RadioSelect, "money_basis": RadioSelect, "time_operator": RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_on"].help_text = "Today or later. The tests before it stay in force until then."
        self.fields["source"].help_text = "Such as Council, 3 May 2026, minute 12."
        self.fields["is_on"].help_text = "Without the tick nothing is tested from that day on."
        self.fields["seen"].widget = HiddenInput()

    def clean(self):
        """The day is refused before the effect is shown."""
        cleaned = super().clean()
        if cleaned.get("from_on"):
            significance_tests.refuse_past(cleaned["from_on"], timezone.localdate())
        return cleaned

    def proposed(self) -> SignificanceTests:
        """The version as the form has it."""
        return self.instance


class SignificanceTestsScreen(PreviewedAdmin):
    """Tests that have begun are shown; those to come are changed, each time with what they would change."""

    form = TestsForm
    form_page = "admin/significance_tests.html"
    effect_page = "admin/significance_tests_effect.html"
    list_display = ("from_on", "policy", "is_on", "source")
    list_filter = ("policy",)
    list_select_related = ("policy",)

    def may_keep(self, user) -> Verdict:
        return can_keep_significance_tests(user)

    def add_view(self, request, form_url="", extra_context=None):
        """Another version of the policy in use; it begins as a copy of what is in force."""
        standard = Standard.current()
        if standard.policy is None:
            return self.without_policy(request, NO_POLICY)
        today = timezone.localdate()
        now = in_force(standard.versions, today) or SignificanceTests()
        copied = {name: getattr(now, name) for name in TestsForm.field_order} | {"from_on": None, "source": ""}
        record = SignificanceTests(policy=standard.policy)
        return self.asked(request, standard, record, copied)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        verdict = significance_tests.may_change(record, timezone.localdate())
        if not verdict:
            names = Names()
            rows = [
                (self.label_of(name), in_words(record._meta.get_field(name), getattr(record, name), names))
                for name in TestsForm.field_order
            ]
            context = {"original": record, "rows": rows, "reason": verdict.reason}
            return self.page(request, "admin/significance_tests_begun.html", context)
        return self.asked(request, Standard.current(), record, {})

    def asked(self, request, standard: Standard, record: SignificanceTests, initial: dict):
        """The form; then what it would change; then it is saved."""
        form = TestsForm(request.POST or None, instance=record, initial=initial, cancel_url=self.list_address())

        def found() -> dict:
            return {"effect": effect(form.proposed(), standard, timezone.localdate()), "proposed": form.proposed()}

        return self.previewed(request, form, found)

    def write(self, form: TestsForm, *, by, at) -> SignificanceTests:
        record, who = form.instance, {"by": by, "at": at}
        if record.pk:
            return significance_tests.change(record, form.changes(), version=form.cleaned_data["seen"], **who)
        return significance_tests.begin(record, **who)

    def sentence(self, record: SignificanceTests) -> str:
        return f"{record} are saved."
