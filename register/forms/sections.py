"""The form behind the Change of each section of an entry."""

from django import forms

from partnerships.forms.fields import DayField, MoneyField, NumberInput, TypedNumberField
from register.forms.base import DAY_EXAMPLE, EntryForm
from register.interchange.names import key
from register.models import Partnership
from register.models.choices import RATINGS
from register.permissions import can_rate_by_hand
from register.rules.saying import SCHEDULE_12A, paragraph
from register.rules.sections import SECTIONS

RISK_HINTS = {
    "high": "Likely to fail the council, or costly if it does.",
    "medium": "Some risk, which is being managed.",
    "low": "Little could go wrong, or little would follow.",
}
VALUE_HINTS = {
    "high": "The council gains much that it could not have otherwise.",
    "medium": "The council gains something for what it puts in.",
    "low": "The council gains little for what it puts in.",
}
POSITION_HINTS = {
    "control": "The council chairs, leads or decides.",
    "influence": "The council has an effect on what is decided.",
    "information": "The council learns from it and gains expertise.",
}
RATED_ALREADY = "It is rated already. Say why another rating is right, or assess the partnership."
ORIENTATION_HINTS = {"strategic": "Sets a direction.", "operational": "Delivers something."}


class AboutForm(EntryForm):
    """What the entry is called, and what kind of thing it is."""

    radios = {"orientation": ORIENTATION_HINTS}

    def clean_name(self) -> str:
        """Two entries of one name cannot be told apart in lists and papers."""
        name = self.cleaned_data["name"]
        if key(name) == self.instance.name_key:
            return name
        same = Partnership.objects.visible_to(self.user).exclude(pk=self.instance.pk).filter(name_key=key(name))
        if other := same.first():
            raise forms.ValidationError(
                f"{other.reference} has this name already. Add what tells the two apart, such as the area or the year."
            )
        return name


class JudgementForm(EntryForm):
    """Ratings are for those alone who may rate the entry, until an assessment sets them."""

    radios = {"risk_rating": RISK_HINTS, "value_rating": VALUE_HINTS, "council_position": POSITION_HINTS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in RATINGS:
            if not can_rate_by_hand(self.user, self.instance, name):
                del self.fields[name]

    def clean(self):
        """A rating that somebody saw and does not leave has its reason (H14-45)."""
        cleaned = super().clean()
        for name in RATINGS:
            before = self.seen.values[name]
            if before and name in cleaned and cleaned[name] != before and not cleaned.get("reason"):
                self.add_error("reason", RATED_ALREADY)
        return cleaned


class FutureForm(EntryForm):
    """What is to become of the entry, and when somebody looks at it again."""

    together = (
        ("recommendation_kind", "deferred_until_on", "deferred_to"),
        ("look_again_meetings", "look_again_from"),
    )
    hours_change = TypedNumberField(
        required=False,
        min_value=None,
        max_digits=7,
        decimal_places=2,
        widget=NumberInput(suffix="hours a month", attrs={"class": "govuk-input--width-5"}),
        help_text="Such as 4, or -4 for what it saves. Blank: not worked out.",
    )
    pounds_change = MoneyField(
        required=False, min_value=None, help_text="Such as 2,500, or -2,500 for what it saves. Blank: not worked out."
    )
    deferred_until_on = DayField(required=False, help_text=f"Where the kind is Defer. {DAY_EXAMPLE}.")
    deferred_to = forms.CharField(
        required=False,
        max_length=200,
        help_text="Where the kind is Defer: the report that takes it up, such as the budget report of 2027.",
    )
    look_again_meetings = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=24,
        widget=NumberInput(suffix="meetings", attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"invalid": "Enter a whole number, such as 2."},
    )
    look_again_from = DayField(
        required=False, help_text=f"Left blank, the day on which you save the number of meetings. {DAY_EXAMPLE}."
    )


class PublicationForm(EntryForm):
    """Exempt, or not, with the paragraph of the Act."""

    together = (("is_exempt", "exempt_paragraph"),)
    exempt_paragraph = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Not exempt"), *[(number, paragraph(number)) for number in SCHEDULE_12A]],
        help_text="The paragraph, 1 to 7, of Schedule 12A to the Local Government Act 1972 that makes it exempt.",
    )


def section(name: str, form: type[EntryForm] = EntryForm, **more) -> type[EntryForm]:
    """The form of a section: its fields, shown by `form`; `more` says which are radio buttons and which go together."""
    meta = type("Meta", (EntryForm.Meta,), {"model": Partnership, "fields": SECTIONS[name].fields})
    return type(form)(f"{name.title()}Form", (form,), {"Meta": meta, **more})


FORMS: dict[str, type[EntryForm]] = {
    "about": section("about", AboutForm),
    "purpose": section("purpose", radios={"decision_role": {}, "origin": {}}),
    "plan": section("plan"),
    "judgement": section("judgement", JudgementForm),
    "future": section("future", FutureForm),
    "publication": section("publication", PublicationForm),
    "lead": section(
        "lead",
        together=(
            ("lead_officer", "lead_officer_post"),
            ("head_of_service", "head_of_service_post"),
            ("contact", "contact_failed_on"),
        ),
    ),
    "resources": section("resources"),
    "governance": section(
        "governance", radios={"governance_form": {}}, together=(("is_statutory", "statutory_basis"),)
    ),
    "meetings": section("meetings", radios={"formality": {}}, together=(("meeting_frequency", "meetings_per_year"),)),
    "information": section("information"),
    "running": section(
        "running",
        together=(
            ("has_dispute_protocol", "dispute_protocol_note"),
            ("has_complaints_route", "complaints_route_note"),
        ),
    ),
    "sharing": section("sharing"),
    "safeguards": section(
        "safeguards",
        radios={"legal_advice_on_joining": {}, "legal_advice_on_leaving": {}, "safeguarding": {}},
        together=(("safeguarding", "safeguarding_seen_on"),),
    ),
    "options": section("options", radios={"delivery_option": {}, "review_method": {}}),
    "external": section("external", together=(SECTIONS["external"].fields,)),
    "efficiencies": section("efficiencies"),
    "readiness": section("readiness"),
}
