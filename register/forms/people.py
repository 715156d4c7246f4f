"""Lines about people and bodies: seats and partner organisations."""

from django.urls import reverse
from django.utils import timezone

from register.forms.base import EntryForm
from register.forms.organisations import OrganisationForm
from register.models import Organisation, Participation, Partner, Seat
from register.models.appointments import Appointment
from register.models.choices import Representation

HELD = ("is_vacant", "holder", "name", "post", "starts_on", "ends_on", "level")


class SeatForm(EntryForm):
    """One seat: the place first, then who sits there."""

    class Meta(EntryForm.Meta):
        model = Seat
        fields = (
            "council",
            "kind",
            "level",
            "required_level",
            "capacity",
            "is_vacant",
            "holder",
            "name",
            "post",
            "starts_on",
            "ends_on",
            "note",
        )

    guided = {"level": "representative_level"}
    radios = {"kind": {}}
    together = (("is_vacant", "holder", "name", "post"),)
    notice = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.seen and (made := self.instance.appointments.in_force(timezone.localdate()).first()):
            self.only_the_place(made)

    def only_the_place(self, made: Appointment) -> None:
        """Who sits here came by an appointment, so that is not changed by hand."""
        self.together = ()
        for name in ("council", *HELD):
            del self.fields[name]
        self.notice = f"{made.who()} holds this place by appointment. To change who sits here, appoint somebody else."
        self.notice_url = reverse("register:seat", args=[self.instance.pk])


class RepresentationForm(EntryForm):
    """How one council is represented: by its own people, or through another council (H14-16, H14-18, H14-39)."""

    class Meta(EntryForm.Meta):
        model = Participation
        fields = (
            "representation",
            "represented_by",
            "district_lead",
            "briefing_arrangement",
            "last_briefed_on",
            "attendance",
        )

    radios = {"representation": {}, "attendance": {}}

    def clean(self):
        """Another council is named only where it is the one that attends."""
        cleaned = super().clean()
        if cleaned.get("represented_by") and cleaned.get("representation") != Representation.THROUGH_ANOTHER:
            through = Representation.THROUGH_ANOTHER.label
            self.add_error("representation", f"A council that takes the lead is named. Choose “{through}”.")
        return cleaned


class PartnerForm(OrganisationForm):
    """An organisation's part. The organisation is chosen from the list or, when it is not there, typed."""

    must_name = True

    class Meta(EntryForm.Meta):
        model = Partner
        fields = ("organisation", "is_lead", "level", "note")

    field_order = ("organisation", "new_organisation", "new_sector")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.seen:
            del self.fields["organisation"]

    def clean(self):
        cleaned = super().clean()
        if not self.seen:
            self.refuse_twice(cleaned.get("organisation"))
        return cleaned

    def refuse_twice(self, organisation: Organisation | None) -> None:
        """An organisation takes part in an entry once."""
        if organisation and self.entry.partners.filter(organisation=organisation, removed_at=None).exists():
            self.add_error("organisation", "This organisation is listed already.")
