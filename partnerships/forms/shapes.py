"""Which shape a field takes on the page, and where its errors lead."""

from django import forms
from django.forms.boundfield import BoundField


def kind(field: BoundField) -> str:
    """One of hidden, radios, checkboxes, checkbox, multiple, password, file, textarea, select and input."""
    widget = field.field.widget
    shapes = (
        ("hidden", widget.is_hidden),
        ("checkboxes", isinstance(widget, forms.CheckboxSelectMultiple)),
        ("radios", isinstance(widget, forms.RadioSelect)),
        ("checkbox", isinstance(widget, forms.CheckboxInput)),
        ("multiple", isinstance(widget, forms.MultiWidget | forms.SelectDateWidget)),
        ("password", isinstance(widget, forms.PasswordInput)),
        ("file", isinstance(widget, forms.FileInput)),
        ("textarea", isinstance(widget, forms.Textarea)),
        ("select", isinstance(widget, forms.Select)),
    )
    return next((name for name, fits in shapes if fits), "input")


def field_target(field: BoundField) -> str:
    """The id of the input, or of the first of several; empty for a hidden field."""
    shape = kind(field)
    if shape == "hidden":
        return ""
    return f"{field.auto_id}_0" if shape in ("radios", "checkboxes", "multiple") else field.id_for_label


def error_items(form) -> list[tuple[str, str]]:
    """Every error of a form or formset as (id of the input to go to, sentence), in the order of the page.

    The id is empty for an error of the whole form.
    """
    if hasattr(form, "forms"):
        own = [("", text) for text in form.non_form_errors()]
        return own + [item for each in form.forms for item in error_items(each)]
    if not form.is_bound:
        return []
    whole = [("", text) for text in form.non_field_errors()]
    return whole + [(field_target(field), text) for field in form for text in field.errors]
