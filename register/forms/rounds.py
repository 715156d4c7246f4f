"""Forms of a round of appointments, and of the municipal calendar."""

from datetime import date

from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from partnerships.models import Council, User
from partnerships.roles import Role
from register.forms.base import offered
from register.forms.seats import in_office
from register.models import Body
from register.models.appointments import AppointmentRound, Nomination, Term
from register.models.calendar import MunicipalYear
from register.rules.appointments import ends_by_calendar

NO_COUNCILLOR = "Choose one of the councillors listed, or type a name below."
TERMS = [(term.value, term.label) for term in Term if ends_by_calendar(term)]


class RoundForm(VersionedForm):
    """A round: whose, from which day, by whom. A new one suggests the next Annual Council of the calendar."""

    class Meta(CouncilModelForm.Meta):
        model = AppointmentRound
        fields = ("council", "title", "starts_on", "nominations_by", "body", "minute")

    submit_text = "Save"

    def __init__(self, data=None, *, user, today: date, **kwargs):
        super().__init__(data, **kwargs)
        councils = Council.objects.current()
        self.fields["council"].queryset, self.fields["council"].empty_label = councils, "Choose one"
        bodies = self.fields["body"]
        bodies.queryset = offered(Body.objects.all(), [self.instance.body_id] if self.seen else [])
        bodies.empty_label = "Choose one"
        self.fields["title"].help_text = "Such as Appointments at Annual Council 2027."
        self.fields[
            "minute"
        ].help_text = "Often known only after the meeting. It goes to all appointments of the round."
        if self.seen:
            del self.fields["council"]
        else:
            self.suggest(user.council or councils.first(), today)

    def suggest(self, council: Council | None, today: date) -> None:
        """The next Annual Council, and the body that appoints there."""
        ahead = (
            council.municipal_years.filter(annual_council_on__gte=today) if council else MunicipalYear.objects.none()
        )
        next_year = ahead.order_by("annual_council_on").first()
        self.initial |= {"council": council, "body": in_office("Council")}
        if next_year:
            year = next_year.annual_council_on.year
            self.initial |= {
                "starts_on": next_year.annual_council_on,
                "title": f"Appointments at Annual Council {year}",
            }


class PlacesChoiceForm(CouncilForm):
    """Which places a round asks for."""

    places = forms.MultipleChoiceField(
        label="Places in this round",
        required=False,
        help_text="Ticked to begin with: places that are vacant, or whose appointment ends by the day of the round.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    submit_text = "Save the places"

    def __init__(self, data=None, *, choices: list[tuple[int, str]], **kwargs):
        super().__init__(data, **kwargs)
        self.fields["places"].choices = choices

    def wanted(self) -> set[int]:
        return {int(key) for key in self.cleaned_data["places"]}


class NominationForm(VersionedForm):
    """Whom a group names for a place. Left empty, the place stays unfilled."""

    class Meta(CouncilModelForm.Meta):
        model = Nomination
        fields = ("group", "nominee", "name", "term", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nominee = self.fields["nominee"]
        held = [self.instance.nominee_id] if self.instance.nominee_id else []
        nominee.queryset = offered(User.objects.all(), held, frozenset({Role.COUNCILLOR}))
        nominee.error_messages["invalid_choice"] = NO_COUNCILLOR
        nominee.empty_label = "Nobody yet"
        self.fields["term"].choices = TERMS
        self.fields["note"].help_text = "For those who prepare the round. It is never on the printed schedule."
        groups = self.instance.round.nominations.exclude(group="").order_by("group")
        known = list(groups.values_list("group", flat=True).distinct())
        self.fields["group"].help_text = f"Known in this round: {', '.join(known)}." if known else ""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("nominee") and cleaned.get("name"):
            self.add_error("nominee", "Choose a councillor or type a name, not both.")
        return cleaned


class CancelForm(VersionedForm):
    """Why a round is given up."""

    class Meta(CouncilModelForm.Meta):
        model = AppointmentRound
        fields = ()

    reason = forms.CharField(label="Reason", max_length=200, error_messages={"required": "Say why."})
    submit_text = "Cancel the round"
    cancel_text = "Keep it open"


class ConfirmForm(VersionedForm):
    """Nothing to fill in; `shown` are the nominations that the page shows."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta(CouncilModelForm.Meta):
        model = AppointmentRound
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class YearForm(VersionedForm):
    """One year of the municipal calendar."""

    class Meta(CouncilModelForm.Meta):
        model = MunicipalYear
        fields = ("council", "year", "annual_council_on", "follows_election")

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["council"].queryset, self.fields["council"].empty_label = Council.objects.current(), "Choose one"
        self.fields["year"].widget.attrs["class"] = "govuk-input--width-4"
        if self.seen:
            del self.fields["council"]
        else:
            self.initial["council"] = user.council_id
