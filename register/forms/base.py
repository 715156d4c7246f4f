"""What the forms of an entry share: the council's guidance beside each field, and lists without what is retired."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import BLANK_CHOICE_DASH, Q
from django.forms import ModelChoiceField, ModelMultipleChoiceField, Select
from django.urls import reverse

from partnerships.forms.fields import DayField, DescribedRadios
from partnerships.forms.versioned import VersionedForm
from partnerships.roles import OFFICERS, Role
from partnerships.saving import Versioned
from register.guidance import Guidance
from register.models import Organisation, Partnership

# Who can be chosen for what: a lead officer is an officer, a portfolio holder a councillor (vocabulary of the roles).
MAY_BE = {
    "lead_officer": OFFICERS,
    "supporting_officer": OFFICERS,
    "head_of_service": frozenset({Role.HEAD_OF_SERVICE, Role.CORPORATE_MANAGER}),
    "lead_member": frozenset({Role.COUNCILLOR}),
    "holder": OFFICERS | {Role.COUNCILLOR},
}
NOT_FIT = {
    "lead_officer": "A lead officer is an officer of the council. Choose one of those listed, or type the post.",
    "supporting_officer": "A supporting officer is an officer of the council. Choose one of those listed.",
    "head_of_service": "Choose one of the heads of service and corporate managers listed, or type the post.",
    "lead_member": "A portfolio holder is a councillor. Choose one of those listed, or type the post.",
}
BLANK_CHOICE, TO_CHOOSE = "Not known", "Choose one"
DAY_EXAMPLE = "For example, 27 3 2026 or 27 Mar 2026"


class EntryForm(VersionedForm):
    """A form over an entry or one of its lines. `guidance` labels the fields; `user` is who fills it in.

    `goes_along` are columns that the form writes together with another, and that nobody needs to be told of.
    """

    radios: ClassVar[dict[str, dict[str, str]]] = {}
    guided: ClassVar[dict[str, str]] = {}
    goes_along: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, data=None, *, guidance: Guidance, user, entry: Partnership | None = None, **kwargs):
        self.user, self.guidance, self.entry = user, guidance, entry
        super().__init__(data, **kwargs)
        for name, field in self.fields.items():
            self.guide(name, field)
            explain(field, user)
            if name == "council" and not self.seen:
                self.initial[name] = user.council_id
            if hasattr(field, "queryset"):
                field.queryset = offered(field.queryset, kept(self, name), MAY_BE.get(name))
                field.error_messages |= {"invalid_choice": NOT_FIT[name]} if name in NOT_FIT else {}
        for name, hints in self.radios.items():
            if name in self.fields:
                describe(self.fields[name], hints)

    def guide(self, name: str, field) -> None:
        """Label and guidance from the policy. Fields of a line are only guided where `guided` says by which guide."""
        key = name if self._meta.model is Partnership else self.guided.get(name, "")
        if guide := key and self.guidance.of(key):
            field.label = guide.label
            field.guidance = guide.text()

    def label_of(self, name: str) -> str:
        """What the form calls a column, whether it shows it or works it out from another box."""
        if name in self.fields:
            return str(self.fields[name].label)
        words = str(self._meta.model._meta.get_field(name).verbose_name)
        return words[:1].upper() + words[1:]

    def line(self):
        """The new, unsaved line, with every column that the form settles."""
        for name, value in self.values().items():
            setattr(self.instance, self.instance._meta.get_field(name).attname, value)
        return self.instance

    def organisation_to_make(self) -> Organisation | None:
        """An organisation to be made together with the line, unsaved; most lines need none."""

    def lines_along(self, line: Versioned) -> Iterable[Versioned]:
        """Other records to be made together with the line, unsaved; most lines need none."""
        return ()


def explain(field, user) -> None:
    """What a select says for no answer, what stands in the place of boxes to tick, and how a date may be typed."""
    if isinstance(field, DayField) and not field.help_text:
        field.help_text = DAY_EXAMPLE
    if isinstance(field, ModelMultipleChoiceField):
        field.nothing_to_tick = f"The council’s list of {field.queryset.model._meta.verbose_name_plural} is empty."
        field.list_url = list_address(field.queryset.model, user)
    elif isinstance(field, ModelChoiceField):
        field.empty_label = field.empty_label and (TO_CHOOSE if field.required else BLANK_CHOICE)
    elif type(field.widget) is Select:
        blank = ("", TO_CHOOSE if field.required else BLANK_CHOICE)
        field.choices = [blank if each in BLANK_CHOICE_DASH else each for each in field.choices]


def list_address(model, user) -> str:
    """Where this person may keep the values of a list, if it is one that the administration keeps."""
    options = model._meta
    kept = admin.site.is_registered(model) and admin.site.get_model_admin(model).may_keep(user)
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist") if kept else ""


def kept(form: EntryForm, name: str):
    """The value that stands, which stays on offer even when it has been retired."""
    value = form.get_initial_for_field(form.fields[name], name)
    values = value if isinstance(value, list | tuple | frozenset) else [value]
    return [getattr(each, "pk", each) for each in values if each]


def offered(queryset, current: list, roles: frozenset[str] | None = None):
    """What a list offers: what is in use, people of these roles alone, and what the record already holds."""
    model = queryset.model
    if model is get_user_model():
        fit = model.objects.active()
        fit = fit if roles is None else fit.holding(*roles)
        return queryset.filter(Q(pk__in=fit.values("pk")) | Q(pk__in=current))
    if any(field.name == "is_retired" for field in model._meta.fields):
        return queryset.filter(Q(is_retired=False) | Q(pk__in=current))
    return queryset


def describe(field, hints: dict[str, str]) -> None:
    """Radio buttons, each with what it means; the blank answer says so in words, where the field may be blank."""
    choices = [
        (value, label if value else BLANK_CHOICE) for value, label in field.choices if value or not field.required
    ]
    field.widget = DescribedRadios(hints=hints)
    field.choices = choices
