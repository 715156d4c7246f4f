"""What every form here shares: sentences for what is missing, native controls, and one layout of buttons."""

from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property

from partnerships.bidi import straight
from partnerships.forms.fields import BELOW, DayField, TypedNumberField, YesNoUnknownField
from partnerships.forms.shapes import kind
from partnerships.words import in_sentence

CHOOSING = (forms.ChoiceField, forms.ModelChoiceField)
WITH_ARTICLE = ("the", "a", "an", "your", "our", "this", "who", "what", "how", "why", "where", "when", "which", "whose")
PREPOSITIONS = ("after", "at", "between", "by", "for", "from", "in", "into", "of", "on", "to", "under", "until", "with")
GONE = "That answer is no longer on offer. Choose one of those listed."
LIMITS = {
    "max_length": "can be %(limit_value)s characters long. You entered %(show_value)s: shorten it.",
    "min_value": "must be %(limit_value)s or more.",
    "max_value": "must be %(limit_value)s or less.",
    "max_digits": "is too large. Check the number of digits.",
    "max_whole_digits": "is too large. Check the number of digits.",
    "max_decimal_places": "can have at most %(max)s figures after the point.",
}


def missing_sentence(field: forms.Field, label: str) -> str:
    """What to say when the field was left empty: what to do, and where."""
    if isinstance(field, forms.FileField):
        return "Choose a file."
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return f"Tick “{label}” to go on."
    if not names_a_thing(label):
        return f"{asked_of(field)} under “{label}”."
    verb = "Choose" if isinstance(field, CHOOSING) else "Enter"
    article = "" if label.split(" ")[0].lower() in WITH_ARTICLE else "the "
    return f"{verb} {article}{in_sentence(label)}."


def asked_of(field: forms.Field) -> str:
    """What to do with a field of this kind."""
    if isinstance(field, CHOOSING):
        return "Choose an answer"
    return "Enter a date" if isinstance(field, forms.DateField) else "Enter an answer"


def names_a_thing(label: str) -> bool:
    """Can a sentence go on with this label, as with “Title”? With “Wanted back by” or “Is it due?” it cannot."""
    words = label.casefold().split()
    begins = words[0] in (*PREPOSITIONS, "is", "are", "did", "does", "has", "every") or words[:2] == ["what", "is"]
    return not (begins or words[-1] in PREPOSITIONS or ("or" in words and "," not in label) or label.endswith("?"))


class CouncilFormMixin:
    """Renders through the council's template pack with `{% crispy form %}`; the page shows the error summary.

    Class attributes that a form may set: `submit_text`, `cancel_url`, `cancel_text`, `form_method`,
    `form_action`, `form_class` ("app-form--wide" for a form as wide as the page). `called` says what the form calls a
    column where its own name for it is another.
    """

    use_required_attribute = False
    submit_text = "Save"
    cancel_url = ""
    cancel_text = "Cancel"
    form_method = "post"
    form_action = ""
    form_class = ""
    called: ClassVar[dict[str, str]] = {}

    def __init__(self, *args, submit_text: str = "", cancel_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.submit_text = submit_text or self.submit_text
        self.cancel_url = cancel_url or self.cancel_url
        for name, field in self.fields.items():
            self.prepare_field(name, field)

    def prepare_field(self, name: str, field: forms.Field) -> None:
        """Say what is missing in a sentence, and list several choices as checkboxes."""
        label = str(field.label or forms.utils.pretty_name(name))
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = missing_sentence(field, label)
        if "choice" in field.error_messages.get("invalid_choice", "") and isinstance(field, CHOOSING):
            field.error_messages["invalid_choice"] = GONE
        said = (label if names_a_thing(label) else f"“{label}”").replace("%", "%%")
        if isinstance(field, TypedNumberField):
            field.error_messages["min_value"] = f"{BELOW} under “{label.replace('%', '%%')}”."
        for code, sentence in LIMITS.items():
            field.error_messages.setdefault(code, f"{said} {sentence}")
        if type(field.widget) is forms.SelectMultiple:
            field.widget = forms.CheckboxSelectMultiple(attrs=field.widget.attrs)
            field.widget.choices = field.choices

    def _clean_fields(self) -> None:
        """Every text without characters that turn round what stands after it, on pages and in papers."""
        super()._clean_fields()
        texts = {name: value for name, value in self.cleaned_data.items() if isinstance(value, str)}
        self.cleaned_data |= {name: straight(value) for name, value in texts.items()}

    def refuse(self, error: ValidationError) -> None:
        """Put what the save refused on the field where it belongs, and on top where it belongs to none."""
        known = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for column, errors in known.items():
            name = self.called.get(column, column)
            for each in errors:
                self.add_error(name if name in self.fields else None, each)

    def layout(self) -> Layout:
        """The fields in the order of the form. Override to group them; name only fields that the form has."""
        return Layout(*self.fields)

    def in_words(self) -> list[tuple[str, str]]:
        """Every text and answer of the form as it was sent, by label: for a page that cannot take it any more."""
        found = []
        for box in self.visible_fields():
            if text := self.data.get(box.html_name, "").strip():
                words = dict(getattr(box.field, "choices", ())) | {"on": "Yes"}
                found.append((str(box.label), str(words.get(text, text))))
        return found

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = self.layout()
        helper.form_method = self.form_method
        helper.form_action = self.form_action
        helper.form_class = f"app-form {self.form_class}".strip()
        helper.attrs = {"novalidate": "novalidate"}
        helper.form_show_errors = True
        helper.render_hidden_fields = True
        return helper

    @cached_property
    def marked(self) -> str:
        """Which fields say so in their label, `optional` or `required`: the fewer of the two."""
        asked = [field.field.required for field in self.visible_fields() if kind(field) != "checkbox"]
        return "required" if asked.count(True) < asked.count(False) else "optional"


class CouncilForm(CouncilFormMixin, forms.Form):
    """A form that is not about one row."""


def council_formfield(column, **kwargs) -> forms.Field | None:
    """The form field of a model column: one box for a date, and three answers for a yes or no that may be unknown."""
    if column.get_internal_type() == "DateField":
        return column.formfield(form_class=DayField, **kwargs)
    if column.get_internal_type() == "BooleanField" and column.null:
        return YesNoUnknownField(label=capitalised(column.verbose_name), help_text=column.help_text, required=False)
    return column.formfield(**kwargs)


def capitalised(label: str) -> str:
    return label[:1].upper() + label[1:]


class CouncilModelForm(CouncilFormMixin, forms.ModelForm):
    """A form over columns of one model. Write `class Meta(CouncilModelForm.Meta)`; never call `save()`.

    Validation writes into the form's instance, so take `cleaned_data` and let a workflow function save the row.
    """

    class Meta:
        formfield_callback = council_formfield
