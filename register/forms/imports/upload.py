"""The file."""

from django import forms
from django.conf import settings

from partnerships.forms.base import CouncilForm
from register.rules.imports import file_fault


class UploadForm(CouncilForm):
    """One spreadsheet."""

    submit_text = "Upload and check"
    file = forms.FileField(
        label="Spreadsheet",
        help_text=f"An .xlsx or .csv file of up to {settings.IMPORT_MAX_BYTES // 1024**2} MB. Several tabs are fine.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Choose a spreadsheet.",
            "missing": "Choose a spreadsheet.",
            "invalid": "The selected file could not be uploaded. Try again.",
            "empty": "The selected file is empty. Choose the file that holds the table.",
        },
    )

    def clean_file(self):
        """Refuse by name and size before anything is read, and more than one file at a time."""
        chosen = self.cleaned_data["file"]
        if len(self.files.getlist("file")) > 1:
            raise forms.ValidationError("You can only upload one file at a time. Choose one.")
        if fault := file_fault(chosen.name, chosen.size, most=settings.IMPORT_MAX_BYTES):
            raise forms.ValidationError(fault)
        return chosen
