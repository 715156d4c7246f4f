"""Forms of a recommendation: begun, its parts, its lines, and each step."""

from typing import ClassVar

from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField, MoneyField, NumberInput, TypedNumberField
from partnerships.forms.versioned import VersionedForm
from partnerships.models import User
from partnerships.roles import OFFICERS
from register.forms.acts import ActForm, TierForm, words
from register.forms.base import explain
from register.forms.fields import EntryField
from register.models import Family, Partnership, Seat
from register.models.choices import RecommendationHeading
from reviews.models import Consultation, PlannedAction, Recommendation, RecommendationSubject
from reviews.models.choices import KINDS, RecommendationStatus, Source

SAVES = "blank: not worked out."


def figures() -> dict[str, forms.Field]:
    """What it changes, in hours and pounds; both may be negative, and blank is not nought."""
    time = NumberInput(suffix="hours a month", attrs={"class": "govuk-input--width-5"})
    hours = {"max_digits": 7, "decimal_places": 2, "widget": time, "label": "Change of officer hours a month"}
    common = {"required": False, "min_value": None}
    return {
        "hours_change": TypedNumberField(help_text=f"Such as 4, or -4 for what it saves; {SAVES}", **hours, **common),
        "pounds_change": MoneyField(
            help_text=f"Such as 2,500, or -2,500 for what it saves; {SAVES}", label="Change of pounds a year", **common
        ),
    }


class BeginForm(CouncilModelForm):
    """The few things without which there is nothing to recommend; `entry` is known, or typed."""

    submit_text = "Begin the recommendation"

    class Meta(CouncilModelForm.Meta):
        model = Recommendation
        fields = ("kind", "heading", "text", "hours_change", "pounds_change")

    def __init__(self, data=None, *, user, entry: Partnership | None = None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields |= figures()
        if entry is None:
            asked = EntryField(label="Partnership", help_text="Its reference, such as P-0042, or its whole name.")
            asked.entries = Partnership.objects.visible_to(user)
            self.fields = {"entry": asked, **self.fields}
        self.fields["kind"].choices = [("", "Choose one"), *KINDS]
        for name, field in self.fields.items():
            self.prepare_field(name, field)
            explain(field, user)

    def recommended(self) -> dict:
        """What is recommended, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class PartForm(VersionedForm):
    """Some fields of a recommendation that is still being written."""

    class Meta(CouncilModelForm.Meta):
        model = Recommendation
        fields: tuple[str, ...] = ()
        help_texts: ClassVar[dict] = {
            "group_name": "Where it is about a group, such as the LLEP and its partnerships.",
            "plan": "A plan other than the corporate plan, such as the Open for Business Action Plan.",
            "source_number": "Such as 30.",
            "condition": "Such as: if the bid succeeds, then membership matters more.",
            "reopening_event": "Such as: the result of the bid is known.",
            "from_post": "Left blank, the post that holds the place now.",
            "follow_up_months": "Counted from the approval, or from the day on which a place is taken up.",
            "follow_up_until": "Where it waits for an event, or holds under a condition.",
        }

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["reason"]
        for name, field in figures().items():
            if name in self.fields:
                self.fields[name] = field
                self.prepare_field(name, field)
        self.offer(user)

    def offer(self, user) -> None:
        """Only what fits this recommendation."""
        if "kind" in self.fields:
            self.fields["kind"].choices = KINDS
        if "follows" in self.fields:
            others = Recommendation.objects.visible_to(user).exclude(pk=self.instance.pk)
            self.fields["follows"].queryset = others
        if "seat" in self.fields:
            named = {"partnership__recommended__recommendation": self.instance.pk}
            kept = {"partnership__recommended__removed_at__isnull": True, "removed_at__isnull": True}
            self.fields["seat"].queryset = Seat.objects.filter(**named, **kept).select_related("partnership", "holder")
            self.fields["seat"].label_from_instance = lambda seat: f"{seat.partnership}: {seat.who()}"
        for field in self.fields.values():
            explain(field, user)

    def clean(self):
        cleaned = super().clean()
        if (seat := cleaned.get("seat")) and not cleaned.get("from_post"):
            cleaned["from_post"] = seat.post or (seat.holder.post if seat.holder else "")
        return cleaned

    @classmethod
    def over(cls, names: tuple[str, ...]) -> type["PartForm"]:
        """The form of these fields."""
        meta = type("Meta", (cls.Meta,), {"fields": names})
        return type(cls)("PartForm", (cls,), {"Meta": meta, "__module__": cls.__module__})


class LineForm(VersionedForm):
    """A line of a recommendation, new or changed."""

    submit_text = "Save"

    class Meta(CouncilModelForm.Meta):
        fields: tuple[str, ...] = ()

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields.pop("reason", None)
        if "owner" in self.fields:
            self.fields["owner"].queryset = User.objects.active().holding(*OFFICERS)
        for field in self.fields.values():
            explain(field, user)

    def line_values(self) -> dict:
        """What the line says, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class SubjectForm(LineForm):
    class Meta(LineForm.Meta):
        model = RecommendationSubject
        fields = ("is_exception", "note")


class NewSubjectForm(SubjectForm):
    """One partnership by its reference, or all of a family."""

    partnership = EntryField(label="Partnership", required=False)
    family = forms.ModelChoiceField(
        label="Or all partnerships of a family", queryset=Family.objects.none(), required=False
    )
    field_order = ("partnership", "family", "is_exception", "note")

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, user=user, **kwargs)
        self.fields["partnership"].entries = Partnership.objects.visible_to(user)
        self.fields["family"].queryset = Family.objects.filter(partnerships__isnull=False).distinct()
        self.fields["family"].empty_label = "None"

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("partnership")) == bool(cleaned.get("family")) and not self.errors:
            self.add_error("partnership", "Enter a partnership, or choose a family.")
        return cleaned


class ConsultationForm(LineForm):
    class Meta(LineForm.Meta):
        model = Consultation
        fields = ("role", "consulted_on", "said")
        help_texts: ClassVar[dict] = {
            "role": "The name of the role, such as Portfolio holder for tourism.",
            "consulted_on": "Left blank until they have been.",
        }


class PlannedActionForm(LineForm):
    class Meta(LineForm.Meta):
        model = PlannedAction
        fields = ("text", "owner", "owner_post", "due_on")


class PlainForm(ActForm):
    """Nothing to fill in."""

    class Meta(ActForm.Meta):
        model = Recommendation


class ReturnForm(ActForm):
    class Meta(ActForm.Meta):
        model = Recommendation
        fields = ("return_comment",)


class ProposeForm(TierForm):
    class Meta(TierForm.Meta):
        model = Recommendation


class CloseForm(ActForm):
    closing_note = words("How it ended", "Say how it ended.")

    class Meta(ActForm.Meta):
        model = Recommendation
        fields = ("closing_note",)


class WithdrawForm(ActForm):
    closing_note = words("Why it is taken back", "Say why it is taken back.")

    class Meta(ActForm.Meta):
        model = Recommendation
        fields = ("closing_note",)


class NoteChangesForm(ActForm):
    """The wording and the figures as the bodies approved them."""

    amended_text = words("As it was approved", "Enter the wording as it was approved.")
    optional = ("hours_change", "pounds_change")

    class Meta(ActForm.Meta):
        model = Recommendation
        fields = ("amended_text", "hours_change", "pounds_change")

    def __init__(self, data=None, *, seen, **kwargs):
        stands = seen.instance
        start = {
            "amended_text": stands.words,
            "hours_change": stands.hours_change,
            "pounds_change": stands.pounds_change,
        }
        super().__init__(data, seen=seen, initial={"version": seen.version, **start}, **kwargs)
        for name, field in figures().items():
            self.fields[name] = field
            self.prepare_field(name, field)


class PassOnForm(ActForm):
    """On which day the place passes, and to whom."""

    starts_on = DayField(label="The place passes on", error_messages={"required": "Enter the day on which it passes."})
    holder = forms.ModelChoiceField(label="Person in the new post", queryset=User.objects.none(), required=False)
    name = forms.CharField(label="Name, if they do not sign in here", required=False, max_length=120)

    class Meta(ActForm.Meta):
        model = Recommendation

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, user=user, **kwargs)
        self.fields["holder"].queryset = User.objects.active().holding(*OFFICERS)
        for field in self.fields.values():
            explain(field, user)

    def values(self) -> dict:
        return {}

    def person(self) -> dict:
        """Who takes the place, where somebody is named."""
        return {name: self.cleaned_data[name] for name in ("holder", "name") if self.cleaned_data[name]}


class FilterForm(CouncilForm):
    """What narrows the list of recommendations."""

    form_method = "get"
    heading = forms.ChoiceField(
        label="Reported under", required=False, choices=[("", "Any"), *RecommendationHeading.choices]
    )
    kind = forms.ChoiceField(label="What should happen", required=False, choices=[("", "Any"), *KINDS])
    source = forms.ChoiceField(label="Where it comes from", required=False, choices=[("", "Any"), *Source.choices])
    status = forms.ChoiceField(
        label="Where it stands", required=False, choices=[("", "Any"), *RecommendationStatus.choices]
    )
