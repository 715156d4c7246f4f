"""Forms of the yearly collection: opening one, a service's return, sending it back, naming its chief officer."""

from django import forms

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from partnerships.models import Council, User
from partnerships.roles import Role
from partnerships.saving import Edit
from register.forms.fields import FinancialYearField
from register.models import CollectionRound, Questionnaire, ServiceReturn
from register.rules.money import year_name
from register.rules.returns import NOT_NIL, contradicts_nil

MEANWHILE = "Somebody else answered “{}” meanwhile. Choose again."


class CollectionForm(CouncilModelForm):
    """What is asked, by when."""

    submit_text = "Open the collection"

    class Meta(CouncilModelForm.Meta):
        model = CollectionRound
        fields = ("council", "title", "due_on", "financial_year", "message")

    financial_year = FinancialYearField(label="Budgets of which year to confirm", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["financial_year"].help_text = (
            "Such as 2027/28. Each service then says whether each contribution of that year is in the budget. "
            "Left blank, nobody is asked."
        )
        self.fields["council"].queryset = Council.objects.current()
        self.fields["council"].empty_label = "Choose one"
        self.fields["title"].help_text = "Such as: Partnerships 2027."
        self.fields["message"].help_text = "Goes into the letter to each chief officer."

    def collection_values(self) -> dict:
        """What the collection says, without its council."""
        return {name: value for name, value in self.cleaned_data.items() if name != "council"}


class ReturnForm(VersionedForm):
    """A service's return: an answer for each partnership on its list, what the list lacks, or nil."""

    class Meta(CouncilModelForm.Meta):
        model = ServiceReturn
        fields = ("missing", "is_nil", "note", "answer")

    def __init__(self, data=None, *, rows: list[Questionnaire], **kwargs):
        self.rows = rows
        super().__init__(data, **kwargs)
        del self.fields["reason"]
        if not self.instance.question:
            del self.fields["answer"]
        year = self.instance.round.financial_year
        self.asked = ("answer", "budget_status", "note") if year else ("answer", "note")
        self.fields["missing"].help_text = "One to a line: the name, and whom to ask about it."
        for row in rows:
            self.fields[f"answer-{row.pk}"] = forms.ChoiceField(
                label=f"Is {row.partnership} right?",
                choices=Questionnaire.Answer.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=row.answer,
            )
            if year:
                self.fields[f"budget_status-{row.pk}"] = forms.ChoiceField(
                    label=f"Is the contribution of {year_name(year)} to {row.partnership} in the budget?",
                    choices=Questionnaire.Budget.choices,
                    widget=forms.RadioSelect,
                    required=False,
                    initial=row.budget_status,
                )
            self.fields[f"note-{row.pk}"] = forms.CharField(
                label=f"Note about {row.partnership}", max_length=300, required=False, initial=row.note
            )
            self.fields[f"seen-{row.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, initial=row.version
            )

    def cards(self) -> list[dict]:
        """Each partnership with its fields, for the page."""
        return [{"row": row, **{name: self[f"{name}-{row.pk}"] for name in (*self.asked, "seen")}} for row in self.rows]

    def clean(self):
        cleaned = super().clean()
        for row in self.rows:
            if self.typed(row) and self.was_answered_meanwhile(row):
                self.add_error(f"answer-{row.pk}", MEANWHILE.format(row.get_answer_display() or "nothing yet"))
                self.show_as_it_stands(row)
        if cleaned.get("is_nil") and contradicts_nil(
            self.cleaned_data.get(f"answer-{row.pk}", "") for row in self.rows
        ):
            self.add_error("is_nil", NOT_NIL)
        return cleaned

    def show_as_it_stands(self, row: Questionnaire) -> None:
        """The form that is shown again has seen what somebody else answered, so that choosing again is enough."""
        self.data = self.data.copy()
        self.data[f"seen-{row.pk}"] = row.version

    def typed(self, row: Questionnaire) -> dict[str, str]:
        """What this person changed of one row against what the page showed them."""
        shown = self.shown(row)
        now = {name: self.cleaned_data.get(f"{name}-{row.pk}", "") for name in self.asked}
        return {name: value for name, value in now.items() if value != getattr(shown, name)}

    def shown(self, row: Questionnaire):
        """The row as the page showed it."""
        seen = self.cleaned_data.get(f"seen-{row.pk}")
        if seen in (None, row.version):
            return row
        return Questionnaire.history.filter(id=row.pk, version=seen).first() or row

    def was_answered_meanwhile(self, row: Questionnaire) -> bool:
        """Did somebody else change to another answer what this person changed too?"""
        shown, mine = self.shown(row), self.typed(row)
        return any(getattr(row, name) not in (getattr(shown, name), value) for name, value in mine.items())

    def answers(self) -> list[Edit]:
        """What is to be written of each row."""
        edits = [(row, self.typed(row)) for row in self.rows]
        return [Edit(row.pk, row.version, changes) for row, changes in edits if changes]


class SendBackForm(VersionedForm):
    """Why a return is asked for again."""

    submit_text = "Send it back"

    class Meta(CouncilModelForm.Meta):
        model = ServiceReturn
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label="Why it is sent back, or what you ask",
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": "Say why it is sent back."},
            help_text="The chief officer reads this in the letter; what the policy team asks, the service answers.",
        )


class AcceptForm(VersionedForm):
    """The policy team accepts: nothing to fill in."""

    submit_text = "Accept the return"

    class Meta(CouncilModelForm.Meta):
        model = ServiceReturn
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class ChiefOfficerForm(VersionedForm):
    """Who certifies a return."""

    class Meta(CouncilModelForm.Meta):
        model = ServiceReturn
        fields = ("chief_officer",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["chief_officer"]
        heads = User.objects.active().holding(Role.HEAD_OF_SERVICE, Role.CORPORATE_MANAGER)
        field.queryset, field.required, field.empty_label = heads, True, "Choose one"
        field.error_messages["required"] = "Choose who certifies this return."


class CertifyForm(VersionedForm):
    """The declaration of the chief officer."""

    submit_text = "Certify"
    declared = forms.BooleanField(
        label="I certify that this list is complete",
        error_messages={"required": "Tick the box to certify that the list is complete."},
    )

    class Meta(CouncilModelForm.Meta):
        model = ServiceReturn
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
