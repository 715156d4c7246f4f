"""The lists that the policy team keeps, and the guidance of every field."""

from django.contrib import admin
from django.utils import timezone

from partnerships.admin.base import PolicyAdmin, PolicyForm
from register.models import (
    Body,
    ClientGroup,
    EntryReason,
    ExclusionClass,
    Family,
    FieldGuide,
    HourlyRate,
    InternalGroup,
    LeavingReason,
    NamedRisk,
    Organisation,
    PartnershipType,
    PlanItem,
    Policy,
    ReviewFrequency,
    Route,
    SignificanceTests,
    Theme,
)
from register.significance_screen import SignificanceTestsScreen
from register.workflow.significance import recompute_all

BY_POLICY_TEAM = "Set by the policy team"

admin.site.register(SignificanceTests, SignificanceTestsScreen)


@admin.register(Theme, Family, ClientGroup, InternalGroup)
class ListScreen(PolicyAdmin):
    list_display = ["name", "source", "position", "is_retired"]
    search_fields = ["name", "help_text"]


@admin.register(PartnershipType, ExclusionClass, EntryReason, LeavingReason, NamedRisk)
class CodedListScreen(ListScreen):
    list_display = ["name", "code", "source", "position", "is_retired"]


@admin.register(Body)
class BodyScreen(ListScreen):
    list_display = ["name", "short_name", "kind", "source", "position", "is_retired"]


@admin.register(PlanItem)
class PlanItemScreen(PolicyAdmin):
    list_display = ["number", "title", "parent", "position", "is_retired"]
    search_fields = ["number", "title"]
    list_select_related = ["parent"]


@admin.register(Organisation)
class OrganisationScreen(PolicyAdmin):
    list_display = ["name", "sector", "is_retired"]
    list_filter = ["sector", "is_retired"]
    search_fields = ["name", "other_names__name"]


class PolicyTermsForm(PolicyForm):
    """The terms of a policy, each with the paragraph that it comes from or whose it is."""

    class Meta(PolicyForm.Meta):
        model = Policy
        exclude = ("implications", "sources")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, source in self.instance.sources.items():
            if name in self.fields:
                self.fields[name].help_text = f"{self.fields[name].help_text} Source: {source}.".strip()

    def changes(self) -> dict:
        """A term that the policy team sets is its own from then on."""
        changed = super().changes()
        own = {name: BY_POLICY_TEAM for name in changed if name in self.instance.sources}
        return {**changed, "sources": {**self.instance.sources, **own}} if own else changed


@admin.register(Policy)
class PolicyScreen(PolicyAdmin):
    form = PolicyTermsForm
    list_display = ["title", "code", "effective_on", "next_review_due_on", "is_current"]
    list_filter = ["is_current"]

    def save_model(self, request, obj, form, change):
        """What a policy counts as a day, or as much money, judges the whole register from now on."""
        super().save_model(request, obj, form, change)
        recompute_all(by=request.user, at=timezone.now())


@admin.register(Route)
class RouteScreen(PolicyAdmin):
    can_merge = False
    list_display = ["event", "body", "part", "significance", "budget", "risk", "value", "source", "is_retired"]
    list_filter = ["policy", "event", "is_retired"]
    search_fields = ["source", "body__name"]
    list_select_related = ["body", "policy"]


@admin.register(ReviewFrequency)
class ReviewFrequencyScreen(PolicyAdmin):
    list_display = ["asks", "every_months", "significance", "risk", "only_selected", "source", "policy"]
    list_filter = ["policy", "asks"]
    search_fields = ["source"]
    list_select_related = ["policy"]


@admin.register(FieldGuide)
class FieldGuideScreen(PolicyAdmin):
    list_display = ["label", "field", "source", "policy"]
    list_filter = ["policy"]
    search_fields = ["label", "field", "help_text"]
    list_select_related = ["policy"]


@admin.register(HourlyRate)
class HourlyRateScreen(PolicyAdmin):
    list_display = ["council", "level", "from_on", "amount", "source"]
    list_display_links = ["council", "level"]
    list_filter = ["council", "level"]
    search_fields = ["source"]
    list_select_related = ["council"]
