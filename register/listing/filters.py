"""The filters of the list. Each is one choice; together they narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html, format_html_join
from django_filters import CharFilter, ChoiceFilter, FilterSet

from partnerships.forms.base import CouncilForm
from partnerships.models import User
from register.listing.options import Options, led_by, options_for
from register.listing.search import search
from register.listing.state import ListState
from register.models import Participation, Partnership
from register.models.choices import PROPOSALS, Classification, Rating, Significance, Status
from register.querysets import PartnershipQuerySet

ANY = "any"
NONE = "none"
YES = "yes"
PROPOSED = "proposals"
STATUSES = [
    ("", "Active"),
    (PROPOSED, "Proposed"),
    (Status.UNDER_REVIEW, "Involvement under review"),
    (Status.EXITING, "Being left"),
    (Status.REJECTED, "Rejected"),
    (Status.EXITED, "Ended"),
    (Status.NOT_PARTNERSHIP, "Not a partnership"),
    (ANY, "Any status"),
]
REVIEWS = [("overdue", "Overdue"), ("30", "In the next 30 days"), ("90", "In the next 90 days"), (NONE, "No date set")]
ACCEPTANCE = [(YES, "Not yet accepted"), ("no", "Accepted, or not imported")]
ANSWERS = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]
NOTHING_OF = {
    "theme": "No theme",
    "family": "No family",
    "priority": "None",
    "client_group": "Nobody named",
    "type": "Not known",
    "lead_officer": "None named",
    "service": "None named",
}
RATINGS = [*Rating.choices, (NONE, "Not rated")]


class Dropdown(forms.Select):
    """A select written in one go: a list of people can be long, and a template for each option is slow."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = "" if value is None else str(value)
        attributes = format_html_join("", ' {}="{}"', [item for item in (attrs or {}).items() if item[1] is not False])
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, " selected" if str(key) == chosen else "", label) for key, label in self.choices),
        )
        return format_html('<select name="{}"{}>{}</select>', name, attributes, options)


class Choice(ChoiceFilter):
    """One choice of a list, Any coming first."""

    def __init__(
        self, label: str, choices=(), *, method: str = "", field_name: str | None = None, nothing: str = "Any"
    ):
        options = {"method": method} if method else {}
        super().__init__(
            field_name=field_name,
            label=label,
            choices=choices,
            empty_label=nothing,
            widget=Dropdown,
            required=False,
            **options,
        )


class TickBox(forms.CheckboxInput):
    """A box whose tick is written as yes in the address."""

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")

    def render(self, name, value, attrs=None, renderer=None):
        attributes = format_html_join("", ' {}="{}"', [item for item in (attrs or {}).items() if item[1] is not False])
        ticked = " checked" if value == YES else ""
        return format_html('<input type="checkbox" name="{}" value="{}"{}{}>', name, YES, attributes, ticked)


class Tick(ChoiceFilter):
    """A filter that is on or off."""

    def __init__(self, label: str, *, method: str):
        super().__init__(label=label, choices=[(YES, "Yes")], method=method, widget=TickBox, required=False)


class PartnershipFilters(FilterSet):
    """The filters in the order of the panel. Choices that the council keeps are set for each request."""

    q = CharFilter(label="Search", method="by_words")
    status = Choice("Status", STATUSES[1:], method="by_status", nothing=STATUSES[0][1])
    theme = Choice("Theme", method="by_theme")
    family = Choice("Family", method="by_family")
    priority = Choice("Priority or outcome", method="by_priority")
    client_group = Choice("Whom it is for", method="by_client_group")
    type = Choice("Type", method="by_type")
    classification = Choice("Classification", Classification.choices, field_name="classification")
    risk = Choice("Risk", RATINGS, method="by_risk")
    value = Choice("Value", RATINGS, method="by_value")
    significance = Choice("Significance", [*Significance.choices, (NONE, "Not known")], method="by_significance")
    lead_officer = Choice("Lead officer", method="by_lead")
    mine = Tick("One of mine", method="by_part")
    service = Choice("Service", method="by_service")
    statutory = Choice("Statutory", ANSWERS, method="by_statutory")
    review = Choice("Review due", REVIEWS, method="by_review")
    unconfirmed = Tick("Imported, unconfirmed", method="by_gap")
    waiting = Choice("Import", ACCEPTANCE, method="by_acceptance")
    no_lead_officer = Tick("No lead officer named", method="by_gap")
    no_contribution = Tick("No contribution known", method="by_gap")
    no_heading = Tick("Recommendation without a heading", method="by_gap")
    no_recipients = Tick("Nobody on the list of those who hear of it", method="by_gap")
    no_briefing = Tick("Lead of another district, or its briefing, missing", method="by_gap")
    external_review = Tick("External review under way", method="by_gap")
    to_settle = Tick("Significance to confirm", method="by_gap")
    no_agreement = Tick("Agreement expected, none in force", method="by_gap")

    class Meta:
        model = Partnership
        fields: tuple[str, ...] = ()
        form = CouncilForm

    def __init__(
        self, data: Mapping[str, str], queryset: PartnershipQuerySet, *, options: Options, user: User, today: date
    ):
        super().__init__(dict(data), queryset, prefix=None)
        self.user, self.today = user, today
        for name, nothing in NOTHING_OF.items():
            self.filters[name].extra["choices"] = [*options.get(name, ()), (NONE, nothing)]

    def get_form_class(self):
        form = super().get_form_class()
        form.use_required_attribute = False
        return form

    def by_words(self, queryset, name, value):
        return search(queryset, value)

    def by_status(self, queryset, name, value):
        if value == PROPOSED:
            return queryset.filter(status__in=PROPOSALS)
        return queryset if value == ANY else queryset.filter(status=value)

    def by_theme(self, queryset, name, value):
        return queryset.filter(themes=None if value == NONE else value)

    def by_family(self, queryset, name, value):
        return queryset.filter(family=None if value == NONE else value)

    def by_priority(self, queryset, name, value):
        if value == NONE:
            return queryset.filter(priorities=None)
        return queryset.filter(
            pk__in=Partnership.objects.filter(Q(priorities=value) | Q(priorities__parent=value)).values("pk")
        )

    def by_client_group(self, queryset, name, value):
        return queryset.filter(client_groups=None if value == NONE else value)

    def by_type(self, queryset, name, value):
        return queryset.filter(type=None if value == NONE else value)

    def by_risk(self, queryset, name, value):
        return queryset.filter(risk_rating="" if value == NONE else value)

    def by_value(self, queryset, name, value):
        return queryset.filter(value_rating="" if value == NONE else value)

    def by_significance(self, queryset, name, value):
        parts = Participation.objects.filter(partnership=OuterRef("pk"))
        if value == NONE:
            return queryset.filter(~Exists(parts.exclude(significance="")))
        return queryset.filter(Exists(parts.filter(significance=value)))

    def by_lead(self, queryset, name, value):
        if value == NONE:
            return queryset.without_lead_officer()
        return queryset.filter(led_by(value))

    def by_part(self, queryset, name, value):
        return queryset.that_concern(self.user)

    def by_service(self, queryset, name, value):
        return queryset.filter(service=None if value == NONE else value)

    def by_statutory(self, queryset, name, value):
        return queryset.filter(is_statutory={"yes": True, "no": False, "unknown": None}[value])

    def by_review(self, queryset, name, value):
        if value == NONE:
            return queryset.filter(next_review_due_on__isnull=True)
        if value == "overdue":
            return queryset.review_overdue(self.today)
        return queryset.review_due(self.today, self.today + timedelta(days=int(value)))

    def by_acceptance(self, queryset, name, value):
        return queryset.awaiting_acceptance() if value == YES else queryset.accepted()

    def by_gap(self, queryset, name, value):
        question = {
            "unconfirmed": queryset.unconfirmed,
            "no_lead_officer": queryset.without_lead_officer,
            "no_contribution": queryset.without_contribution,
            "no_heading": queryset.without_heading,
            "no_recipients": queryset.without_recipients,
            "no_briefing": queryset.without_briefing,
            "external_review": queryset.under_external_review,
            "to_settle": queryset.significance_to_settle,
            "no_agreement": queryset.without_expected_agreement,
        }
        return question[name]()


@dataclass(frozen=True)
class Found:
    """The entries that answer, the panel that asks, and the state with what made no sense taken out.

    `of_any_theme` are the entries that answer all but the filter of themes, which the tabs count.
    """

    state: ListState
    queryset: PartnershipQuerySet
    form: forms.Form
    of_any_theme: PartnershipQuerySet

    def chosen(self, path: str) -> list[dict[str, str]]:
        """The filters in use, each with the address of the list without it."""
        tags = []
        for name, value in self.state.filters.items():
            field = self.form.fields[name]
            label = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
            tags.append({"label": field.label, "value": label, "url": f"{path}?{self.state.less(name).to_query()}"})
        return tags


def find(state: ListState, user, today: date) -> Found:
    """The entries that a person may read and that answer the state's filters; active ones unless a status is asked."""
    visible = Partnership.objects.visible_to(user)
    asked = {"options": options_for(user), "user": user, "today": today}
    filters = PartnershipFilters(state.filters, visible, **asked)
    if wrong := [name for name in filters.form.errors if name in state.filters]:
        for name in wrong:
            label = filters.form.fields[name].label
            state = state.less(
                name, f"“{state.filters[name]}” is not a choice of the filter {label}, so it was left out."
            )
        filters = PartnershipFilters(state.filters, visible, **asked)
    rest = {name: value for name, value in state.filters.items() if name != "theme"}
    of_any_theme = PartnershipFilters(rest, visible, **asked) if rest != state.filters else filters
    return Found(state, narrowed(filters, state), filters.form, narrowed(of_any_theme, state))


def narrowed(filters: PartnershipFilters, state: ListState) -> PartnershipQuerySet:
    """The entries that answer: active ones alone, unless a status is asked for."""
    return filters.qs if "status" in state.filters else filters.qs.active()
