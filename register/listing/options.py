"""What the drop-downs of the filters offer: the council's lists and the people who lead, read in one query."""

from collections import defaultdict

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from partnerships.models import Service, User
from partnerships.numbers import whole
from register.models import ClientGroup, Family, Partnership, PartnershipType, PlanItem, Theme

Options = dict[str, list[tuple[str, str]]]
POST = "post:"


def options_for(user) -> Options:
    """The choices of each drop-down as (value, label). Of people, those who lead an entry that the user may read."""
    entries = Partnership.objects.visible_to(user)
    posts = entries.filter(lead_officer__isnull=True).exclude(lead_officer_post="").distinct()
    first, *others = (
        choice("theme", Theme.objects.all(), F("name"), F("position")),
        choice("family", Family.objects.filter(pk__in=entries.values("family")), F("name"), F("position")),
        choice("type", PartnershipType.objects.all(), F("name"), F("position")),
        choice("priority", PlanItem.objects.all(), Concat("number", Value(" "), "title"), F("position")),
        choice("client_group", ClientGroup.objects.all(), F("name"), F("position")),
        choice("service", Service.objects.all(), F("name"), Value(0)),
        choice("lead_officer", User.objects.filter(pk__in=entries.values("lead_officer")), F("full_name"), Value(0)),
        choice("lead_officer", posts, F("lead_officer_post"), Value(1), Concat(Value(POST), "lead_officer_post")),
    )
    found = defaultdict(list)
    for name, value, label, _ in sorted(
        first.union(*others, all=True), key=lambda row: (row[0], row[3], row[2].casefold())
    ):
        found[name].append((value, label.strip()))
    return found


def choice(
    name: str, queryset: QuerySet, label: Combinable, place: Combinable, value: Combinable | None = None
) -> QuerySet:
    """One list as rows of filter, value, label and place, so that several lists join."""
    return (
        queryset.order_by()
        .annotate(
            option_of=Value(name, output_field=CharField()),
            option_value=Cast(value or F("pk"), CharField()),
            option_label=Cast(label, CharField()),
            option_place=Cast(place, IntegerField()),
        )
        .values_list("option_of", "option_value", "option_label", "option_place")
    )


def led_by(value: str) -> Q | None:
    """The entries that a person or the holder of a post leads; None when the value names neither."""
    if value.startswith(POST):
        return Q(lead_officer__isnull=True, lead_officer_post=value.removeprefix(POST))
    number = whole(value)
    return None if number is None else Q(lead_officer=number)
