"""What the form template pack needs to know about a field."""

from django import forms, template
from django.forms.boundfield import BoundField

from partnerships.forms.shapes import error_items, kind

register = template.Library()

CLASSES = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


register.filter(kind)


def input_class(widget: forms.Widget, failed: bool) -> str:
    base = next((name for kind_of, name in CLASSES if isinstance(widget, kind_of)), "govuk-input")
    return f"{base} {base}--error" if failed else base


def described_by(field: BoundField, shape: str) -> str:
    counted = shape == "textarea" and field.field.max_length
    return " ".join(filter(None, [field.aria_describedby, f"{field.auto_id}-info" if counted else ""]))


@register.simple_tag
def control(field: BoundField, classes: str = "") -> str:
    """The field's own input, styled and described by its hint and error.

    Three things are left out on purpose: `required`, whose browser bubble is poorer than our sentence; `maxlength`,
    which cuts pasted text without a word; and placeholders, which vanish when they are needed.
    """
    widget, shape = field.field.widget, kind(field)
    field.form.use_required_attribute = False
    if shape == "multiple":
        names = getattr(field.field, "part_labels", ["date", "time"])
        for name, part in zip(names, getattr(widget, "widgets", []), strict=False):
            part.attrs.update({"class": input_class(part, bool(field.errors)), "aria-label": f"{field.label}: {name}"})
        return field.as_widget()
    own = "" if shape == "checkbox" else input_class(widget, bool(field.errors))
    names = [own, widget.attrs.get("class", ""), classes]
    attrs = {"class": " ".join(filter(None, names)), "maxlength": False, "placeholder": False}
    if description := described_by(field, shape):
        attrs["aria-describedby"] = description
    return field.as_widget(attrs=attrs)


@register.simple_tag
def errors_of(form) -> list[tuple[str, str]]:
    """The errors of a form or formset for the summary: (id of the input, sentence)."""
    return error_items(form) if hasattr(form, "errors") else []
