"""Forms of an exit strategy: begun, its parts, its lines, the nine effects, what ends, and each step."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from crispy_forms.layout import Fieldset, Layout
from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField, MoneyField
from partnerships.forms.versioned import VersionedForm
from register.forms.acts import ActForm, TierForm, words
from register.forms.base import explain
from register.forms.fields import EntryField
from register.models import LeavingReason, Partnership
from reviews.forms.editions import RoundDetailsForm
from reviews.forms.recommendations import LineForm
from reviews.models import (
    ExitConsultee,
    ExitControl,
    ExitEffect,
    ExitMessage,
    ExitReason,
    ExitStrategy,
    HandoverItem,
)
from reviews.models.choices import EffectKind, ExitCause, HandoverOutcome
from reviews.rules.ends import Ending
from reviews.rules.exits import seen_as

FOLLOWS = "Needed for a merger, unless the management team has waived it."
TOO_SOON = "The council would leave before the notice ends. Change “Notice ends on” or “The council leaves on”."
POUNDS = {"required": False, "help_text": "Such as 2,500. Blank: not worked out."}


class OpenForm(CouncilModelForm):
    """What opens an exit strategy by hand."""

    submit_text = "Open the exit strategy"

    class Meta(CouncilModelForm.Meta):
        model = ExitStrategy
        fields = ("cause", "cause_note")

    def __init__(self, data=None, *, user, causes: Iterable[ExitCause], **kwargs):
        super().__init__(data, **kwargs)
        self.fields["cause"].choices = [("", "Choose one"), *((cause.value, cause.label) for cause in causes)]
        for field in self.fields.values():
            explain(field, user)


class PartForm(VersionedForm):
    """Some fields of a strategy that is still being written, or that is changed after its approval."""

    class Meta(CouncilModelForm.Meta):
        model = ExitStrategy
        fields: tuple[str, ...] = ()
        help_texts: ClassVar[dict] = {
            "options_considered": "Such as staying on other terms, sharing the place, or leaving later.",
            "equality_document": "Add it there with its file first, under Governance. Blank: it is kept elsewhere.",
            "equality_note": "Where the analysis is kept, or why leaving touches nobody who is protected by law.",
            "short_notice_reason": "Only where the notice ends sooner than an agreement asks for.",
            "waived_by_managers": "Day and minute, where the partnership merges and none of the register follows it.",
            "advice_by": "Needed where the council is obliged to attend, such as: the monitoring officer.",
            "taken_over_by": "Who does from then on what the partnership did, or that nobody does, and why.",
            "saving_note": "What is saved, and what leaving costs.",
        }

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["reason"]
        if "expected_saving" in self.fields:
            self.fields["expected_saving"] = MoneyField(label="Expected saving a year", **POUNDS)
            self.prepare_field("expected_saving", self.fields["expected_saving"])
        if "equality_document" in self.fields:
            own = self.instance.partnership.documents.filter(removed_at__isnull=True)
            self.fields["equality_document"].queryset = own
        if "successor" in self.fields:
            label = "The partnership that follows it"
            followed = EntryField(label=label, required=False, help_text=f"{FOLLOWS} {EntryField().help_text}")
            followed.entries = Partnership.objects.visible_to(user)
            self.fields["successor"] = followed
            self.prepare_field("successor", followed)
        for field in self.fields.values():
            explain(field, user)

    def clean(self):
        cleaned = super().clean()
        ends, leaves = cleaned.get("notice_ends_on"), cleaned.get("leaves_on")
        if ends and leaves and leaves < ends:
            self.add_error("leaves_on", TOO_SOON)
        return cleaned

    @classmethod
    def over(cls, names: tuple[str, ...]) -> type["PartForm"]:
        """The form of these fields."""
        meta = type("Meta", (cls.Meta,), {"fields": names})
        return type(cls)("PartForm", (cls,), {"Meta": meta, "__module__": cls.__module__})


class ReasonForm(LineForm):
    """What a reason means here; another reason is another line."""

    class Meta(LineForm.Meta):
        model = ExitReason
        fields = ("note",)


class NewReasonForm(ReasonForm):
    """One reason of the policy's list (B15-40)."""

    called: ClassVar[dict[str, str]] = {"reason": "leaving_reason"}
    leaving_reason = forms.ModelChoiceField(label="Reason", queryset=LeavingReason.objects.filter(is_retired=False))
    field_order = ("leaving_reason", "note")

    def line_values(self) -> dict:
        return {"reason": self.cleaned_data["leaving_reason"], **super().line_values()}


class DoneByForm(LineForm):
    """A line that a person does, or whoever holds a post."""

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("owner") or cleaned.get("owner_post")) and "owner" not in self.errors:
            self.add_error("owner", "Say who does it: a person, or a post.")
        if cleaned.get("owner") and cleaned.get("owner_post"):
            self.add_error("owner_post", "A person is named, so leave the post blank.")
        return cleaned


class ControlForm(DoneByForm):
    class Meta(LineForm.Meta):
        model = ExitControl
        fields = ("kind", "text", "owner", "owner_post", "due_on")


class ConsulteeForm(LineForm):
    class Meta(LineForm.Meta):
        model = ExitConsultee
        fields = ("who", "is_portfolio_holder", "consulted_on", "said")
        help_texts: ClassVar[dict] = {"consulted_on": "Left blank until they have been."}


class MessageForm(LineForm):
    class Meta(LineForm.Meta):
        model = ExitMessage
        fields = ("audience", "how", "by_whom", "due_on", "told_on")
        help_texts: ClassVar[dict] = {
            "how": "Such as a letter, or a word at the next meeting.",
            "told_on": "Left blank until they have been told.",
        }


class ItemForm(DoneByForm):
    class Meta(LineForm.Meta):
        model = HandoverItem
        fields = ("kind", "text", "outcome", "recipient", "owner", "owner_post", "due_on")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == HandoverOutcome.TRANSFERRED and not cleaned.get("recipient"):
            self.add_error("recipient", "Say to whom it is passed on.")
        return cleaned


class EffectsForm(CouncilForm):
    """All nine effects on one page: each with what leaving does, or ticked that there is none, because.

    What is left blank is not said yet.
    """

    submit_text = "Save the effects"

    def __init__(self, data=None, *, effects: Iterable[ExitEffect], **kwargs):
        self.stands = {effect.kind: effect for effect in effects}
        super().__init__(data, **kwargs)
        for kind in EffectKind:
            for name, field in boxes(kind, self.stands.get(kind)):
                self.fields[name] = field
                self.prepare_field(name, field)

    def layout(self) -> Layout:
        """A heading for each effect, with its two questions."""
        return Layout(
            *(Fieldset(kind.label, f"{kind}_impact", f"{kind}_is_none", f"{kind}_version") for kind in EffectKind)
        )

    def clean(self):
        cleaned = super().clean()
        for kind in EffectKind:
            if cleaned.get(f"{kind}_is_none") and not cleaned.get(f"{kind}_impact"):
                self.add_error(f"{kind}_impact", f"Say why there is none under “{kind.label}”.")
        return cleaned

    def said(self) -> dict[str, tuple[int | None, dict]]:
        """By kind: the version that was shown, and what is to stand; what is as it was is left out."""
        found = {}
        for kind in EffectKind:
            stands = self.stands.get(kind)
            values = {name: self.cleaned_data[f"{kind}_{name}"] for name in ("impact", "is_none")}
            before = {name: getattr(stands, name, blank) for name, blank in (("impact", ""), ("is_none", False))}
            if values != before:
                found[kind.value] = (self.cleaned_data[f"{kind}_version"], values)
        return found


def boxes(kind: EffectKind, stands: ExitEffect | None) -> Iterable[tuple[str, forms.Field]]:
    """What is asked of one effect, and the version that the page shows."""
    box = forms.Textarea(attrs={"rows": 3})
    label = "What leaving does, or why it does nothing"
    yield (
        f"{kind}_impact",
        forms.CharField(label=label, required=False, widget=box, initial=getattr(stands, "impact", "")),
    )
    none = forms.BooleanField(label="There is none", required=False, initial=getattr(stands, "is_none", False))
    yield f"{kind}_is_none", none
    version = getattr(stands, "version", None)
    yield f"{kind}_version", forms.IntegerField(required=False, widget=forms.HiddenInput, initial=version)


class ExitPaperForm(RoundDetailsForm):
    """The header of a paper on an exit strategy, which says the rest."""

    submit_text = "Start the draft"


class PlainForm(ActForm):
    """Nothing to fill in."""

    class Meta(ActForm.Meta):
        model = ExitStrategy


class ReturnForm(ActForm):
    return_comment = words("What is to be changed", "Say what is to be changed.")

    class Meta(ActForm.Meta):
        model = ExitStrategy
        fields = ("return_comment",)


class HavingRead(ActForm):
    """A step that rests on the text of the strategy: it carries which text its page shows."""

    seen_text = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.initial["seen_text"] = seen_as(self.instance)

    def show_again(self, strategy: ExitStrategy) -> None:
        """The page shows the text as it stands by now, so the next answer is about that."""
        now = {"seen_text": seen_as(strategy), "version": str(strategy.version)}
        self.data = {**self.data.dict(), **now}


class PutForm(HavingRead, TierForm):
    """What was said of the tier when it was put before is offered again."""

    class Meta(TierForm.Meta):
        model = ExitStrategy

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        put = self.instance.matter
        if put and put.significance_reason:
            self.initial |= {name: getattr(put, name) for name in ("significance", "significance_reason")}


class ImmaterialForm(HavingRead):
    immaterial_reason = words("Why the change is immaterial", "Say why the change is immaterial.")

    class Meta(ActForm.Meta):
        model = ExitStrategy
        fields = ("immaterial_reason",)


class CompleteForm(ActForm):
    lessons = words("What was learnt", "Say what was learnt.")

    class Meta(ActForm.Meta):
        model = ExitStrategy
        fields = ("lessons",)


class ReverseForm(ActForm):
    reversal = words("Which body reversed it, when, and why", "Say which body reversed it, when, and why.")

    class Meta(ActForm.Meta):
        model = ExitStrategy
        fields = ("reversal",)


class CloseForm(ActForm):
    """Why no strategy is needed any more, what came after it, or that the management team waived it."""

    closing_note = words("Why no strategy is needed any more", "Say why no strategy is needed any more.")
    optional = ("waived_by_managers",)

    class Meta(ActForm.Meta):
        model = ExitStrategy
        fields = ("closing_note", "waived_by_managers")
        help_texts: ClassVar[dict] = {"waived_by_managers": "Needed where it was decided to leave."}


class LookBackForm(ActForm):
    impact_came_true = words("Did what was predicted come about?", "Say whether what was predicted came about.")
    optional = ("saving_made",)

    class Meta(ActForm.Meta):
        model = ExitStrategy
        fields = ("impact_came_true", "saving_made")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["saving_made"] = MoneyField(label="Saving made a year", **POUNDS)
        self.prepare_field("saving_made", self.fields["saving_made"])


class SettleForm(ActForm):
    settled_note = words("How it was settled", "Say how it was settled.")

    class Meta(ActForm.Meta):
        model = HandoverItem
        fields = ("settled_note",)


class EndsForm(CouncilForm):
    """The day on which each thing ends that leaving ends; its key is the name of its box. Without a day it goes on.

    It carries the list that it shows, so that two people do not confirm different ones.
    """

    submit_text = "Confirm what ends"
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, proposed: Iterable[Ending], seen: str, **kwargs):
        super().__init__(data, initial={"seen": seen}, **kwargs)
        for each in proposed:
            field = DayField(label=each.words, initial=each.ends_on, required=False)
            self.fields[each.key] = field
            self.prepare_field(each.key, field)

    def as_it_stands(self) -> dict[str, str]:
        """What the boxes hold before anybody types."""
        return {name: str(self.fields[name].prepare_value(self[name].initial) or "") for name in self.fields}

    def days(self) -> dict[str, date | None]:
        """By the key of what ends, its day; only of what the page asked about."""
        return {key: day for key, day in self.cleaned_data.items() if key != "seen" and key in self.data}
