"""Councils with their branding, and services."""

from django import forms

from partnerships.admin.base import PolicyAdmin, PolicyForm
from partnerships.models import Council


class CouncilForm(PolicyForm):
    """Name, branding and contact of a council."""

    class Meta(PolicyForm.Meta):
        model = Council
        fields = [
            "name",
            "short_name",
            "column_prefix",
            "logo",
            "brand_colour",
            "contact_email",
            "contact_phone",
            "is_retired",
        ]
        widgets = {"logo": forms.FileInput(attrs={"accept": "image/png,image/jpeg"})}


class CouncilScreen(PolicyAdmin):
    form = CouncilForm
    list_display = ["name", "short_name", "column_prefix", "is_retired"]
    search_fields = ["name", "short_name"]


class ServiceScreen(PolicyAdmin):
    list_display = ["name", "council", "is_retired"]
    list_filter = ["council", "is_retired"]
    search_fields = ["name"]
    list_select_related = ["council"]
