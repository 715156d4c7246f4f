"""What the forms of an entry share: the council's guidance beside each field, and lists without what is retired."""

from typing import ClassVar

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms import ModelChoiceField, Select

from partnerships.forms.fields import DayField, DescribedRadios
from partnerships.forms.versioned import VersionedForm
from register.guidance import Guidance
from register.models import Organisation, Partnership

BLANK_CHOICE, TO_CHOOSE = "Not known", "Choose one"
DAY_EXAMPLE = "For example, 27 3 2026 or 27 Mar 2026"


class EntryForm(VersionedForm):
    """A form over an entry or one of its lines. `guidance` labels the fields; `user` is who fills it in."""

    radios: ClassVar[dict[str, dict[str, str]]] = {}
    guided: ClassVar[dict[str, str]] = {}

    def __init__(self, data=None, *, guidance: Guidance, user, entry: Partnership | None = None, **kwargs):
        self.user, self.guidance, self.entry = user, guidance, entry
        super().__init__(data, **kwargs)
        for name, field in self.fields.items():
            self.guide(name, field)
            explain(field)
            if name == "council" and not self.seen:
                self.initial[name] = user.council_id
            if hasattr(field, "queryset"):
                field.queryset = offered(field.queryset, kept(self, name))
        for name, hints in self.radios.items():
            if name in self.fields:
                describe(self.fields[name], hints)

    def guide(self, name: str, field) -> None:
        """Label and guidance from the policy. Fields of a line are only guided where `guided` says by which guide."""
        key = name if self._meta.model is Partnership else self.guided.get(name, "")
        if guide := key and self.guidance.of(key):
            field.label = guide.label
            field.guidance = guide.text()

    def line(self):
        """The new, unsaved line, with every column that the form settles."""
        for name, value in self.values().items():
            setattr(self.instance, self.instance._meta.get_field(name).attname, value)
        return self.instance

    def organisation_to_make(self) -> Organisation | None:
        """An organisation to be made together with the line, unsaved; most lines need none."""


def explain(field) -> None:
    """What a select says for no answer, and how a date may be typed."""
    if isinstance(field, DayField) and not field.help_text:
        field.help_text = DAY_EXAMPLE
    if isinstance(field, ModelChoiceField):
        field.empty_label = field.empty_label and (TO_CHOOSE if field.required else BLANK_CHOICE)
    elif type(field.widget) is Select and not field.required:
        field.choices = [(value, label if value else BLANK_CHOICE) for value, label in field.choices]


def kept(form: EntryForm, name: str):
    """The value that stands, which stays on offer even when it has been retired."""
    value = form.get_initial_for_field(form.fields[name], name)
    values = value if isinstance(value, list | tuple | frozenset) else [value]
    return [getattr(each, "pk", each) for each in values if each]


def offered(queryset, current: list):
    """What a list offers: what is in use, and what the record already holds."""
    model = queryset.model
    if model is get_user_model():
        return queryset.filter(Q(is_active=True) | Q(pk__in=current))
    if any(field.name == "is_retired" for field in model._meta.fields):
        return queryset.filter(Q(is_retired=False) | Q(pk__in=current))
    return queryset


def describe(field, hints: dict[str, str]) -> None:
    """Radio buttons, each with what it means; the blank answer says so in words."""
    choices = [(value, label if value else BLANK_CHOICE) for value, label in field.choices]
    field.widget = DescribedRadios(hints=hints)
    field.choices = choices
