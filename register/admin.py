"""The lists that the policy team keeps, and the guidance of every field."""

from django.contrib import admin

from partnerships.admin.base import PolicyAdmin
from register.models import (
    Body,
    ClientGroup,
    EntryReason,
    ExclusionClass,
    Family,
    FieldGuide,
    HourlyRate,
    InternalGroup,
    Organisation,
    PartnershipType,
    PlanItem,
    Policy,
    Theme,
)


@admin.register(Theme, Family, ClientGroup, InternalGroup)
class ListScreen(PolicyAdmin):
    list_display = ["name", "source", "position", "is_retired"]
    search_fields = ["name", "help_text"]


@admin.register(PartnershipType, ExclusionClass, EntryReason)
class CodedListScreen(ListScreen):
    list_display = ["name", "code", "source", "position", "is_retired"]


@admin.register(Body)
class BodyScreen(ListScreen):
    list_display = ["name", "short_name", "source", "position", "is_retired"]


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


@admin.register(Policy)
class PolicyScreen(PolicyAdmin):
    list_display = ["title", "code", "effective_on", "next_review_due_on", "is_current"]
    list_filter = ["is_current"]
    exclude = ["implications", "sources"]


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
