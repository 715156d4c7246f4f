"""Forms of rounds: planned, steps of a round, late joiners, what narrows a list of reviews."""

from datetime import date

from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField
from partnerships.forms.versioned import VersionedForm
from partnerships.models import Council, Service
from register.forms.acts import ActForm
from register.forms.base import explain
from register.forms.fields import FinancialYearField
from register.models import PartnershipType
from register.rules.money import financial_year
from register.rules.words import long_day
from reviews.models import ReviewRound
from reviews.models.choices import ReviewStatus, RoundKind
from reviews.rules.rounds import usual_day, usual_title

PAST = "That day is past. Reviews are due on a day to come."
BEFORE_START = "Reviews are due after the round starts. Enter a later day."
# Reviews that a list names by more than the state of each.
MORE_STATES = (
    ("unsettled", "Neither accepted nor waived"),
    ("overdue", "Overdue"),
    ("nobody", "Without a lead officer"),
    ("unrated", "Without a risk rating"),
    ("findings", "With High findings"),
)


class RoundForm(VersionedForm):
    """A round before it is opened. Left blank, its title and its day are the usual ones."""

    financial_year = FinancialYearField(label="Financial year", help_text="Such as 2026/27.")
    title = forms.CharField(label="Title", required=False, max_length=160, help_text="Left blank: after its year.")
    due_on = DayField(label="Reviews are due by", required=False)

    class Meta(CouncilModelForm.Meta):
        model = ReviewRound
        fields = ("kind", "financial_year", "starts_on", "due_on", "title", "message", "endorsed_by_heads")

    def __init__(self, data=None, *, user, today: date, **kwargs):
        self.council, self.today = Council.objects.of(user), today
        super().__init__(data, **kwargs)
        self.fields.pop("reason", None)
        self.fields["kind"].widget = forms.RadioSelect()
        self.fields["kind"].choices = RoundKind.choices
        self.fields["kind"].label = "What it asks"
        self.fields["kind"].help_text = (
            "The annual review asks what the policy asks of each. The other asks of every existing partnership "
            "whether there is a business case, with a risk assessment."
        )
        self.fields["due_on"].help_text = self.days_in_words()
        self.fields["message"].help_text = "Goes into the letter to each lead officer."
        self.fields["endorsed_by_heads"].label = "Heads of service endorse each review before it is accepted"
        if not self.seen:
            self.initial |= {"kind": RoundKind.ANNUAL, "financial_year": financial_year(today), "starts_on": today}
        for field in self.fields.values():
            explain(field, user)

    def annual_council(self, day: date) -> date | None:
        """The next one of the council's calendar after a day."""
        if not self.council:
            return None
        ahead = self.council.municipal_years.filter(annual_council_on__gt=day).order_by("annual_council_on")
        return ahead.values_list("annual_council_on", flat=True).first()

    def days_in_words(self) -> str:
        """What a blank day means."""
        usual = usual_day(RoundKind.ANNUAL, self.today, self.annual_council(self.today))
        return (
            f"For example, 27 3 2027. Left blank: the end of the financial year, or four weeks before Annual Council "
            f"where that is earlier; for a round from today, {long_day(usual)}. Business cases are due after "
            "six months."
        )

    def clean(self):
        cleaned = super().clean()
        kind, starts, year = (cleaned.get(name) for name in ("kind", "starts_on", "financial_year"))
        if kind and starts and not cleaned.get("due_on") and "due_on" not in self.errors:
            cleaned["due_on"] = usual_day(kind, starts, self.annual_council(starts))
        if kind and year and not cleaned.get("title"):
            cleaned["title"] = usual_title(kind, year)
        if starts and cleaned.get("due_on") and cleaned["due_on"] <= starts:
            self.add_error("due_on", BEFORE_START)
        elif cleaned.get("due_on") and cleaned["due_on"] <= self.today:
            self.add_error("due_on", PAST)
        return cleaned

    def round_values(self) -> dict:
        """What is planned, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class CancelRoundForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = ReviewRound


class LateForm(CouncilForm):
    """Which partnerships are taken into an open round."""

    entries = forms.MultipleChoiceField(
        label="Partnerships to take in", error_messages={"required": "Tick the partnerships to take in."}
    )
    submit_text = "Take them in"

    def __init__(self, data=None, *, choices: list[tuple[int, str]], **kwargs):
        super().__init__(data, **kwargs)
        self.fields["entries"].choices = choices
        self.initial.setdefault("entries", [key for key, _ in choices])

    def chosen(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["entries"]]


class ReviewFilterForm(CouncilForm):
    """What narrows a list of reviews. A choice that makes no sense is left aside."""

    form_method = "get"
    round = forms.ModelChoiceField(ReviewRound.objects.none(), label="Round", required=False, empty_label="Any")
    state = forms.ChoiceField(
        label="Where it stands", required=False, choices=[("", "Any"), *ReviewStatus.choices, *MORE_STATES]
    )
    service = forms.ChoiceField(label="Service", required=False)
    type = forms.ChoiceField(label="Type of partnership", required=False)

    def __init__(self, params, *, of_round: bool = False):
        super().__init__(params, auto_id="filter_%s")
        self.fields["service"].choices = any_of(Service.objects.order_by("name"), "No service")
        self.fields["type"].choices = any_of(PartnershipType.objects.all(), "No type")
        self.fields["round"].queryset = ReviewRound.objects.exclude(status="planned")
        if of_round:
            del self.fields["round"]

    def chosen(self) -> dict:
        """What is asked for, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def any_of(records, none: str) -> list[tuple[str, str]]:
    """Any of these, one of them, or those that name none."""
    return [("", "Any"), *((str(pk), name) for pk, name in records.values_list("pk", "name")), ("none", none)]
