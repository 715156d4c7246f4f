"""What narrows the list of all meetings."""

from django import forms

from partnerships.forms.base import CouncilForm
from register.reports.all_meetings import FILTERS


class MeetingFilters(CouncilForm):
    """Words, and one choice of each filter."""

    q = forms.CharField(label="Search", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, options) in FILTERS.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=[("", "Any"), *options], required=False)
