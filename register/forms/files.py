"""The form that takes a file."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from partnerships.forms.base import CouncilForm
from register.rules.files import ALLOWED_WORDS, EMPTY, KINDS, clean_name, name_fault, size_fault


class FileForm(CouncilForm):
    """One file, and what it is. What it holds is looked at when it is stored."""

    submit_text = "Store the file"
    file = forms.FileField(
        label="File",
        help_text=f"One file of up to {settings.FILE_MAX_BYTES // 1024**2} MB: {ALLOWED_WORDS}. Files with macros or a "
        "password are not taken.",
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "invalid": "The selected file could not be uploaded. Try again.",
            "empty": EMPTY,
        },
    )
    title = forms.CharField(
        label="What it is",
        max_length=160,
        required=False,
        help_text="Such as Signed agreement. The file’s own name is shown where this is empty.",
    )
    field_order = ("title", "file")

    def clean_file(self):
        """Refuse by name and size before anything is read, and more than one file at a time."""
        chosen = self.cleaned_data["file"]
        if len(self.files.getlist("file")) > 1:
            raise ValidationError("You can only upload one file at a time. Choose one.")
        if fault := name_fault(clean_name(chosen.name)) or size_fault(chosen.size, settings.FILE_MAX_BYTES):
            raise ValidationError(fault)
        return chosen
