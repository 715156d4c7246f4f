"""Councils with their branding, and services."""

from django import forms
from django.core.exceptions import ValidationError

from partnerships.admin.base import PolicyAdmin, PolicyForm
from partnerships.models import Council

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class CouncilForm(PolicyForm):
    """Name, branding and contact of a council."""

    take_off_logo = forms.BooleanField(label="Take the logo off", required=False)

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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.logo:
            self.fields["logo"].help_text = "There is a logo. Another PNG or JPEG, up to 500 KB, takes its place."

    def clean_logo(self):
        """A picture by what it holds, whatever it is called."""
        logo = self.cleaned_data["logo"]
        if "logo" in self.changed_data and logo:
            beginning = logo.read(8)
            logo.seek(0)
            if not beginning.startswith(PICTURES):
                raise ValidationError("The logo must be a PNG or JPEG picture. Choose another file.")
        return logo

    def changes(self) -> dict:
        """What the person changed; taking the logo off leaves none."""
        changed = super().changes()
        taken_off = changed.pop("take_off_logo", False)
        return {**changed, "logo": ""} if taken_off and "logo" not in changed else changed


class CouncilScreen(PolicyAdmin):
    form = CouncilForm
    list_display = ["name", "short_name", "column_prefix", "is_retired"]
    search_fields = ["name", "short_name"]

    def get_fields(self, request, obj=None) -> list[str]:
        """A logo can be taken off where there is one, below the field for another."""
        names = [name for name in super().get_fields(request, obj) if name != "take_off_logo"]
        place = names.index("logo") + 1
        return [*names[:place], *(["take_off_logo"] if obj and obj.logo else []), *names[place:]]


class ServiceScreen(PolicyAdmin):
    list_display = ["name", "council", "is_retired"]
    list_filter = ["council", "is_retired"]
    search_fields = ["name"]
    list_select_related = ["council"]
