"""What the lists of money are narrowed by."""

from django import forms
from django.utils.http import urlencode

from partnerships.forms.base import CouncilForm
from partnerships.models import Council
from register.models import Theme
from register.reports.years import Years


class MoneyFilterForm(CouncilForm):
    """A year, and one council or theme. A choice that makes no sense is left aside, and `remarks` says so."""

    year = forms.ChoiceField(label="Financial year", required=False)
    council = forms.ModelChoiceField(
        Council.objects.none(), label="Council", required=False, empty_label="All councils"
    )
    theme = forms.ModelChoiceField(Theme.objects.none(), label="Theme", required=False, empty_label="All themes")

    def __init__(self, params, years: Years, *, only_year: bool = False):
        chosen = {name: params.get(name, "") for name in ("council", "theme")}
        super().__init__({**chosen, "year": str(years.chosen)}, auto_id="filter_%s")
        self.fields["year"].choices = years.choices
        councils = Council.objects.all()
        self.fields["council"].queryset, self.fields["theme"].queryset = councils, Theme.objects.all()
        if only_year:
            del self.fields["council"], self.fields["theme"]
        elif len(councils) < 2:
            del self.fields["council"]
        self.remarks = [years.remark] if years.remark else []
        self.remarks += [f"There is no such {name}, so all are shown." for name in self.errors]

    def chosen(self, path: str, years: Years) -> list[dict[str, str]]:
        """The filters in use beside the year, each with the address that takes it off."""
        keys = {name: each.pk for name, each in self.cleaned_data.items() if name != "year" and each}
        found = []
        for name in keys:
            rest = {"year": years.chosen} | {other: key for other, key in keys.items() if other != name}
            words = {"label": str(self.fields[name].label or name.capitalize()), "value": str(self.cleaned_data[name])}
            found.append({**words, "url": f"{path}?{urlencode(rest)}"})
        return found

    def key(self, name: str) -> int | None:
        """The key of the council or theme that was chosen."""
        return getattr(self.cleaned_data.get(name), "pk", None)
