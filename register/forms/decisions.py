"""Forms of a matter: putting it to bodies, recording what one of them decided, calling in and releasing."""

from collections.abc import Iterable
from typing import ClassVar

from crispy_forms.layout import Fieldset, Layout
from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField
from partnerships.models import User
from partnerships.roles import OFFICERS
from register.forms.acts import ActForm, words
from register.forms.base import EntryForm, explain
from register.models import Decision, Matter, MatterStep
from register.models.choices import BodyKind, BudgetStatus, DecisionManner, DecisionOutcome, Part, Significance
from register.rules.decisions import outcomes

CONDITIONS = range(1, 4)
CONDITIONS_ARE = "Conditions: each becomes an action once the decision takes effect"
NO_EFFECT = "It is deferred, so nothing takes effect yet. Leave this day blank."
DECIDING_ONLY = ("takes_effect_on", "call_in_ends_on", "is_urgent", "alternatives", "deferred_until")
MANNERS = {
    BodyKind.MEETING: DecisionManner.MEETING,
    BodyKind.OFFICE: DecisionManner.VIEW,
    BodyKind.DELEGATED: DecisionManner.DELEGATION,
}


class PutForm(CouncilForm):
    """A change of involvement that bodies are to decide."""

    title = forms.CharField(label="What is to be decided", max_length=250)
    drafted_by = forms.ModelChoiceField(
        label="Who drafted it",
        queryset=User.objects.none(),
        help_text="Whoever drafted it does not record the decision.",
    )
    budget = forms.ChoiceField(
        label="Is the money in the budget",
        required=False,
        choices=[("", "No money is asked for"), *BudgetStatus.choices],
    )
    significance = forms.ChoiceField(
        label="Tier, which nothing else gives",
        required=False,
        choices=[("", "Not said"), *Significance.choices],
    )
    significance_reason = forms.CharField(label="Why that tier", required=False, max_length=300)
    submit_text = "Put it to the bodies"

    def __init__(self, data=None, *, user, stated_budget: str = "", tier: str = "", **kwargs):
        super().__init__(data, **kwargs)
        known = [*(["budget"] if stated_budget else []), *(["significance", "significance_reason"] if tier else [])]
        for name in known:
            del self.fields[name]
        self.fields["drafted_by"].queryset = User.objects.active().holding(*OFFICERS)
        self.initial["drafted_by"] = user.pk
        explain(self.fields["drafted_by"], user)


class DecisionForm(EntryForm):
    """What one body decided. A body that is consulted or reviews gives a view, which takes effect by nothing."""

    link = forms.URLField(label="Link to the minutes", required=False, assume_scheme="https", max_length=200)
    submit_text = "Record it"

    class Meta(CouncilModelForm.Meta):
        model = Decision
        fields = (
            "manner", "decided_on", "minute", "link", "outcome", "deferred_until", "reasons", "alternatives",
            "interests", "consulted", "is_urgent", "call_in_ends_on", "takes_effect_on",
        )  # fmt: skip
        help_texts: ClassVar[dict] = {
            "deferred_until": "Only where it was deferred.",
            "reasons": "A rejection needs them.",
            "call_in_ends_on": "The last day; left blank, it cannot be called in.",
            "takes_effect_on": "Nothing that it causes happens before that day. Left blank where it is deferred.",
        }

    def __init__(self, data=None, *, step: MatterStep, **kwargs):
        super().__init__(data, entry=step.matter.partnership, **kwargs)
        self.instance.step = step
        self.step, said = step, set(outcomes(step))
        self.initial["manner"] = MANNERS[BodyKind(step.body.kind)]
        for name in ("reasons", "alternatives", "interests", "consulted"):
            self.fields[name].widget.attrs["rows"] = 3
        outcome = self.fields["outcome"]
        outcome.choices = [(code, label) for code, label in outcome.choices if code in said or not code]
        outcome.label = "What it decided" if self.decides else "What it said"
        self.fields["decided_on"].label = "Decided on" if self.decides else "Said on"
        if self.numbers():
            self.add_conditions()
        if not self.decides:
            for name in DECIDING_ONLY:
                del self.fields[name]
            self.fields["reasons"].help_text = ""
        else:
            self.fields["takes_effect_on"].required = False

    @property
    def decides(self) -> bool:
        return self.step.part == Part.APPROVES

    def add_conditions(self) -> None:
        """Boxes for a few conditions; each becomes an action with its owner and day."""
        people = User.objects.active().holding(*OFFICERS)
        for number in CONDITIONS:
            boxes = {
                "text": forms.CharField(
                    label=f"Condition {number}", required=False, widget=forms.Textarea({"rows": 2})
                ),
                "owner": forms.ModelChoiceField(label="Who does it", queryset=people, required=False),
                "owner_post": forms.CharField(label="Post, if nobody is named", required=False, max_length=160),
                "due_on": DayField(label="Due on", required=False),
            }
            for name, box in boxes.items():
                self.fields[f"condition_{number}_{name}"] = box
                explain(box, self.user)

    def numbers(self) -> Iterable[int]:
        """The conditions that can be typed: each becomes an action about the partnership, so one is needed."""
        return CONDITIONS if self.decides and self.step.matter.partnership_id else ()

    def layout(self) -> Layout:
        """The decision, then its conditions under a heading of their own."""
        own = [name for name in self.fields if not name.startswith("condition_")]
        boxes = [name for name in self.fields if name.startswith("condition_")]
        return Layout(*own, *([Fieldset(CONDITIONS_ARE, *boxes)] if boxes else []))

    def clean(self):
        cleaned = super().clean()
        if self.decides and cleaned.get("outcome") == DecisionOutcome.DEFERRED and cleaned.get("takes_effect_on"):
            self.add_error("takes_effect_on", NO_EFFECT)
        if not self.decides or cleaned.get("outcome") == DecisionOutcome.DEFERRED:
            self.instance.takes_effect_on = cleaned["takes_effect_on"] = cleaned.get("decided_on")
        elif not cleaned.get("takes_effect_on") and "takes_effect_on" not in self.errors:
            self.add_error("takes_effect_on", self.fields["takes_effect_on"].error_messages["required"])
        for number in self.numbers():
            self.clean_condition(number, cleaned)
        return cleaned

    def clean_condition(self, number: int, cleaned: dict) -> None:
        """A condition that is there has its words, a day, and somebody who does it."""
        given = {name: cleaned.get(f"condition_{number}_{name}") for name in ("text", "owner", "owner_post", "due_on")}
        if not any(given.values()):
            return
        asked = {
            "text": "Say what is to be done.",
            "due_on": "Enter the day by which it is done.",
        }
        for name, sentence in asked.items():
            if not given[name] and f"condition_{number}_{name}" not in self.errors:
                self.add_error(f"condition_{number}_{name}", sentence)
        if not (given["owner"] or given["owner_post"]):
            self.add_error(f"condition_{number}_owner", "Say who does it: a person, or a post.")

    def decision_values(self) -> dict:
        """What the body decided, for the workflow."""
        values = {name: self.cleaned_data[name] for name in self._meta.fields if name in self.cleaned_data}
        return {"takes_effect_on": self.cleaned_data["decided_on"], **values}

    def conditions(self) -> list[dict]:
        """The conditions that are filled in, for the workflow."""
        found = []
        for number in self.numbers():
            names = ("text", "owner", "owner_post", "due_on")
            values = {name: self.cleaned_data[f"condition_{number}_{name}"] for name in names}
            found += [values] if values["text"] else []
        return found


class CallInForm(ActForm):
    call_in_reason = words("Why it was called in, and by whom", "Say why it was called in.")

    class Meta(ActForm.Meta):
        model = Decision


class ReleaseForm(ActForm):
    release_note = words("How the call-in ended", "Say how the call-in ended.")

    class Meta(ActForm.Meta):
        model = Decision


class ConfirmRouteForm(ActForm):
    route_confirmed_reason = words("Why it goes on by this route", "Say why it goes on by this route.")

    class Meta(ActForm.Meta):
        model = Matter
        fields = ("route_confirmed_reason",)


class WithdrawForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = Matter
