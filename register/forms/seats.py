"""Forms about places: which to list, who is appointed, who leaves, who stays for another term."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField
from partnerships.forms.versioned import VersionedForm
from partnerships.models import Council, User
from partnerships.roles import OFFICERS, Role
from register.forms.base import EntryForm, offered
from register.models import Body, Seat
from register.models.appointments import Appointment, ExpectedRole, Term
from register.models.choices import Level, PersonKind
from register.rules import appointments as rules

MAY_SIT = {PersonKind.MEMBER: frozenset({Role.COUNCILLOR}), PersonKind.OFFICER: OFFICERS}
NOT_FIT = {
    PersonKind.MEMBER: "This place is for a member. Choose one of the councillors listed, or type a name below.",
    PersonKind.OFFICER: "This place is for an officer. Choose one of the officers listed, or type a name below.",
    PersonKind.UNKNOWN: "Choose one of the people listed, or type a name below.",
}
TERMS = [("", "Not known"), *Term.choices]
UNTIL_HELP = "Leave it empty for an annual or a four-year term: the municipal calendar says when it ends."


class PlacesForm(CouncilForm):
    """Which places the list shows."""

    form_method = "get"
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "All places"), ("vacant", "Vacant"), ("ending", "Ending soon, or over")],
    )
    kind = forms.ChoiceField(label="Member or officer", required=False, choices=[("", "Any"), *PersonKind.choices])
    what = forms.ChoiceField(
        label="Place on",
        required=False,
        choices=[("", "Any"), ("partnerships", "Partnerships"), ("bodies", "Outside bodies")],
    )
    council = forms.ModelChoiceField(
        label="Council", required=False, queryset=Council.objects.none(), empty_label="Any"
    )
    group = forms.CharField(label="Political group", required=False, max_length=80)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils = Council.objects.current()
        if len(councils) < 2:
            del self.fields["council"]


def in_office(body: str) -> Body | None:
    """The body that is usually meant by this word; bodies have the council's own names (B15-54)."""
    called = Q(name__icontains=body) | Q(short_name__iexact=body)
    return Body.objects.filter(called, is_retired=False).order_by("position", "pk").first()


class EndOfTerm:
    """Works out the last day from the term and the municipal calendar, where no day was typed."""

    def settle_end(self, council: Council) -> None:
        cleaned = self.cleaned_data
        starts_on, ends_on, term = cleaned.get("starts_on"), cleaned.get("ends_on"), cleaned.get("term", "")
        if not starts_on or "ends_on" not in cleaned:
            return
        if ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The appointment ends before it begins. Swap the dates, or correct one.")
        elif not ends_on and rules.ends_by_calendar(term):
            cleaned["ends_on"] = rules.term_end(term, starts_on, council.municipal_years.all())
            if not cleaned["ends_on"]:
                self.add_error("ends_on", rules.missing_meeting(term, starts_on, council))
        elif ends_on and (sentence := rules.contradiction(term, starts_on, ends_on, council.municipal_years.all())):
            self.add_error("ends_on", sentence)


class AppointForm(EndOfTerm, EntryForm):
    """Somebody is appointed to a place. `seat_version` is the place as it was when the form was opened."""

    level = forms.ChoiceField(label="Level", required=False, choices=[("", "Not known"), *Level.choices])
    expected_roles = forms.MultipleChoiceField(
        label="What they are there to do", required=False, choices=ExpectedRole.choices,
        widget=forms.CheckboxSelectMultiple, help_text="Tick all that apply.",
    )  # fmt: skip
    seat_version = forms.IntegerField(widget=forms.HiddenInput)
    submit_text = "Appoint"

    class Meta(EntryForm.Meta):
        model = Appointment
        fields = (
            "holder",
            "name",
            "post",
            "term",
            "starts_on",
            "ends_on",
            "body",
            "minute",
            "expected_roles",
            "role_explained_on",
        )

    field_order = ("holder", "name", "post", "level")
    radios: ClassVar[dict] = {"term": {}}

    def __init__(self, data=None, *, seat: Seat, **kwargs):
        self.seat = seat
        body = in_office("Executive") or in_office("Cabinet") if seat.kind == PersonKind.MEMBER else None
        usual = {PersonKind.MEMBER: Term.ANNUAL, PersonKind.OFFICER: Term.OFFICER}.get(seat.kind, "")
        initial = {"seat_version": seat.version, "level": seat.required_level, "term": usual, "body": body}
        super().__init__(data, instance=Appointment(seat=seat), initial=initial, **kwargs)
        holder = self.fields["holder"]
        holder.queryset = offered(User.objects.all(), [], MAY_SIT.get(seat.kind, OFFICERS | {Role.COUNCILLOR}))
        holder.error_messages["invalid_choice"] = NOT_FIT[seat.kind]
        self.fields["ends_on"].help_text = UNTIL_HELP

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "holder" in cleaned and bool(cleaned["holder"]) == bool(cleaned.get("name")):
            both = "Choose a person or type a name, not both." if cleaned["holder"] else ""
            self.add_error("holder", both or "Choose who is appointed, or type a name.")
        self.settle_end(self.seat.council)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The appointment's own values and the person's level, for the workflow."""
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "level")}

    def show_again(self, seat: Seat) -> None:
        """Somebody else changed the place meanwhile: say how it stands now, and keep what was typed."""
        self.add_error(
            None,
            f"Somebody changed this place while you were filling this in. It now says: {seat.who()}. Look at what you "
            "typed, and appoint again if it still holds.",
        )
        self.data = self.data.copy()
        self.data["seat_version"] = seat.version


class DetailsForm(EntryForm):
    """What is known of an appointment besides who and when (B15-29, B15-30)."""

    expected_roles = AppointForm.base_fields["expected_roles"]

    class Meta(EntryForm.Meta):
        model = Appointment
        fields = (
            "expected_roles",
            "role_explained_on",
            "conduct_acknowledged_on",
            "interests",
            "cover",
            "body",
            "minute",
        )

    radios: ClassVar[dict] = {"cover": {}}


class StepForm(VersionedForm):
    """A step of an appointment: it changes no field by itself, so nothing can clash."""

    class Meta(CouncilModelForm.Meta):
        model = Appointment
        fields = ()


class LeaveForm(StepForm):
    """Somebody leaves a place: on which day, and why."""

    leaves_on = DayField(label="Leaves on", error_messages={"required": "Enter the day on which they leave."})
    reason = forms.CharField(
        label="Reason", max_length=200, error_messages={"required": "Say why."}, help_text="Shown with the appointment."
    )
    called: ClassVar[dict] = {"ends_on": "leaves_on"}
    field_order = ("leaves_on", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaves_on"].help_text = "The place is vacant from this day. For example, 27 3 2026"


class RenewForm(EndOfTerm, StepForm):
    """Another term for the same person."""

    term = forms.ChoiceField(label="Term", required=False, choices=TERMS)
    starts_on = DayField(label="From", error_messages={"required": "Enter the day on which the new term begins."})
    ends_on = DayField(label="Until", required=False)
    body = forms.ModelChoiceField(
        label="Appointed by", required=False, queryset=Body.objects.filter(is_retired=False), empty_label="Not known"
    )
    minute = forms.CharField(label="Minute or decision reference", required=False, max_length=120)
    field_order = ("term", "starts_on", "ends_on", "body", "minute")
    submit_text = "Renew"

    def __init__(self, data=None, *, appointment: Appointment, **kwargs):
        self.appointment = appointment
        begins = appointment.ends_on + rules.DAY if appointment.ends_on else None
        initial = {"term": appointment.term, "starts_on": begins, "body": appointment.body_id}
        super().__init__(data, initial=initial, **kwargs)
        del self.fields["reason"]
        self.fields["ends_on"].help_text = UNTIL_HELP

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.settle_end(self.appointment.seat.council)
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("term", "starts_on", "ends_on", "body", "minute")}
