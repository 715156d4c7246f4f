"""Choosing who takes over what somebody holds, from which day."""

from django import forms

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import DayField
from partnerships.holdings import Holding, judges, kinds
from partnerships.models import User

NOBODY, KEEP = "nobody", "keep"


class LeaverForm(CouncilForm):
    """Whose things are looked at."""

    person = forms.ModelChoiceField(
        label="Person",
        queryset=User.objects.all(),
        empty_label="Choose one",
        help_text="People whose sign-in is switched off can be chosen too.",
    )
    form_method, submit_text = "get", "Show what they hold"


class HandoverForm(CouncilForm):
    """The day, one successor for everything, and another choice for any line."""

    takes_effect_on = DayField(label="From which day", error_messages={"required": "Enter the day."})
    reason = forms.CharField(
        max_length=300,
        error_messages={"required": "Say why, such as: leaves the council."},
        help_text="For the history.",
    )
    everything = forms.ChoiceField(label="Who takes over what you leave open below", required=False)
    submit_text = "Go on and check"

    def __init__(self, data=None, *, leaver: User, held: list[Holding], **kwargs):
        super().__init__(data, **kwargs)
        self.leaver, self.held = leaver, held
        people = list(User.objects.active().exclude(pk=leaver.pk).prefetch_related("grants"))
        self.people = {str(person.pk): person for person in people}
        judge = judges(held)
        fit = {each: [person for person in people if not judge[each.kind](person, each.record)] for each in held}
        some = set().union(*fit.values())
        anybody = [person for person in people if person in some]
        self.fields["everything"].choices = [("", "Nobody: it shows as a gap"), *options(anybody)]
        for holding in held:
            self.fields[key(holding)] = self.line(holding, fit[holding])

    def line(self, holding: Holding, fit: list[User]) -> forms.ChoiceField:
        """The choice for one thing: those who may hold it, nobody where that is possible, or the leaver as before."""
        nobody = [(NOBODY, "Nobody: it shows as a gap")] if kinds()[holding.kind].may_be_nobody else []
        choices = [("", "As chosen above"), *nobody, (KEEP, f"Stays with {self.leaver}"), *options(fit)]
        return forms.ChoiceField(label=holding.name, choices=choices, required=False)

    def choices(self) -> list[tuple[Holding, User | None]]:
        """Each thing that is handed over, with its successor; what stays is left out."""
        chosen = {holding: self.cleaned_data[key(holding)] for holding in self.held}
        rest = self.cleaned_data["everything"]
        return [(holding, self.people.get(value or rest)) for holding, value in chosen.items() if value != KEEP]


def key(holding: Holding) -> str:
    """The name of a line's choice."""
    return f"{holding.kind}-{holding.record}"


def options(people: list[User]) -> list[tuple[str, str]]:
    """People with what tells them apart."""
    return [(str(person.pk), f"{person}, {person.post}" if person.post else str(person)) for person in people]
