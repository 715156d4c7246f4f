"""Checks of the council's places on a partnership, by the same sentences as the People tab (D18, D29, D32, SH-16)."""

from collections.abc import Iterator

from partnerships.checking import LOW, Check, Found, Looking, Place
from register.models import Partnership, Seat
from register.models.choices import Capacity, PersonKind
from register.rules.checks.people import councillors
from register.rules.checks.where import OfPartnerships, add, kept, page
from register.rules.representation import fit_for_purpose, fit_for_rating, needed_by_type, of_seat
from register.rules.words import long_day

TRUSTED = (Capacity.TRUSTEE, Capacity.DIRECTOR)


def own(entry: Partnership) -> list[Seat]:
    """The council's own places."""
    return [seat for seat in kept(entry.seats.all()) if seat.capacity != Capacity.OTHER]


def occupied(entry: Partnership) -> list[Seat]:
    return [seat for seat in own(entry) if not seat.is_vacant]


class PlacesFilled(Check):
    code = "D18"
    title = "Every place of the council is filled, by somebody who may hold it"
    today = "who is a councillor, and who may sign in"
    source = "Sefton 2023; Breckland 2015, Council Representation"
    remedy = "Appoint somebody, or look at the appointment again"
    place = Place("register:seat", ("{about}",))
    needs = ("seats__holder", "seats__council")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        for seat in own(entry):
            if evidence := self.wrong(seat, looking):
                yield Found(evidence, str(seat.pk))

    def wrong(self, seat: Seat, looking: Looking) -> str:
        if seat.is_vacant:
            return " ".join(of_seat(seat))
        if seat.ends_on and seat.ends_on < looking.day:
            return f"The term of {seat.who()} ended on {long_day(seat.ends_on)}."
        if seat.holder and not seat.holder.is_active:
            return f"{seat.holder.full_name}, who holds a place, has left."
        if seat.holder and seat.kind == PersonKind.MEMBER and seat.holder_id not in looking.once(councillors):
            return f"{seat.holder.full_name} holds a member’s place and is no longer a councillor."
        return ""


class LevelFitsRating(OfPartnerships):
    code = "D29"
    title = "The level of representation fits what is at stake"
    source = "Harborough 2014, paragraphs 4.5 and 4.6"
    severity = LOW
    remedy = "Look at who should attend"
    place = page("register:people", "seats")
    needs = ("seats",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        yield from map(Found, fit_for_rating(entry, occupied(entry)))


class LevelFitsPurpose(OfPartnerships):
    code = "B15-44"
    title = "Strategic or operational decides the level of representation"
    source = "Breckland 2015, Appendix A"
    severity = LOW
    remedy = "Look at who should attend"
    place = page("register:people", "seats")
    needs = ("seats",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        yield from map(Found, fit_for_purpose(entry, occupied(entry)))


class LevelFitsType(OfPartnerships):
    code = "SH-16"
    title = "Somebody of the level that its type needs attends"
    source = "South Hams and West Devon 2016, paragraph 3.1"
    remedy = "Add a place for somebody of that level"
    place = add("seats")
    needs = ("seats",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        yield from map(Found, needed_by_type(entry, occupied(entry)))


class InterestsNoted(Check):
    code = "D32"
    title = "Interests of trustees and directors are noted where money is paid"
    source = "West Devon 2022; Plymouth"
    remedy = "Note the interests on the appointment"
    place = Place("register:seat", ("{about}",))
    needs = ("seats__appointments", "seats__holder", "participations__contributions")

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return any(seat.capacity in TRUSTED for seat in occupied(entry))

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        lines = [each for part in entry.participations.all() for each in kept(part.contributions.all())]
        if not any(each.amount for each in lines):
            return
        for seat in occupied(entry):
            if seat.capacity in TRUSTED and not self.is_noted(seat, looking):
                capacity = seat.get_capacity_display().lower()
                yield Found(f"{seat.who()} is {capacity}, the council pays, and no interests are noted.", str(seat.pk))

    def is_noted(self, seat: Seat, looking: Looking) -> bool:
        return any(
            each.interests.strip()
            for each in seat.appointments.all()
            if each.starts_on <= looking.day and (each.ends_on is None or each.ends_on >= looking.day)
        )
