"""Checks of what a partnership rests on: documents, agreements, procurement, personal data (D09, D10, D27, D31)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from partnerships.checking import HIGH, MEDIUM, Found, Looking, Place
from partnerships.templatetags.council import money
from register.models import GoverningDocument, Partnership, StoredFile
from register.models.choices import AGREEMENT_KINDS, DocumentKind
from register.models.documents import Procurement
from register.rules.agreements import holds, is_agreed, is_expired, is_older_than, is_procurement_open, is_renewal_due
from register.rules.checks.support import above_the_limit
from register.rules.checks.where import OfPartnerships, add, field, kept, line, page, policy_in_use
from register.rules.money import financial_year
from register.rules.words import long_day, number_of

CONSTITUTING = (
    DocumentKind.TERMS_OF_REFERENCE, DocumentKind.CONSTITUTION, DocumentKind.AGREEMENT, DocumentKind.MEMORANDUM,
    DocumentKind.SLA,
)  # fmt: skip


def is_held(document: GoverningDocument) -> bool:
    """Its file or a link to it is here."""
    return bool(document.link) or bool(kept(document.files.all()))


def is_lost(file: StoredFile) -> bool:
    """The register knows of the file, and it is not where files are stored."""
    return not file.content.storage.exists(file.content.name)


class DocumentsHeld(OfPartnerships):
    code = "D09"
    title = "Its terms of reference or agreement are here, and recent"
    today = "which files are in the store"
    source = "Nottingham 2016; Maldon 2021: documents that could not be found or were years old"
    severity = HIGH
    remedy = "Add the document that is in force, with its file or a link to it"
    place = add("documents")
    limit, unit = Decimal(36), "months"
    needs = ("documents__files", "documents__renewed_by")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        held = [each for each in kept(entry.documents.all()) if each.kind in CONSTITUTING and holds(each, looking.day)]
        if not held:
            yield Found("No terms of reference, constitution or agreement is in force.")
        for document in held:
            if not is_held(document):
                yield Found(f"Neither the file of “{document}” nor a link to it is here.", f"file {document.pk}")
            elif lost := [str(each) for each in kept(document.files.all()) if is_lost(each)]:
                yield Found(f"No longer in the store: {', '.join(lost)}, of “{document}”."[:400], f"lost {document.pk}")
        if held and (begun := self.oldest(held, looking)):
            yield Found(f"The newest of its documents is of {long_day(begun)}.", "age")

    def oldest(self, held: list[GoverningDocument], looking: Looking) -> date | None:
        """The day of the newest document, where even that is too old."""
        days = [each.starts_on for each in held]
        newest = max((each for each in days if each), default=None)
        if newest is None or None in days or not is_older_than(newest, int(looking.limit), looking.day):
            return None
        return newest

    def place_of(self, about: str) -> Place:
        if about.startswith(("file", "lost")):
            return Place("register:agreement", (about.split()[1],))
        return page("register:governance", "documents") if about else self.place


class AgreementsCurrent(OfPartnerships):
    code = "D10"
    title = "Its agreements hold, and their outcomes are current"
    source = "South Hams and West Devon 2016, paragraphs 3.6 and 4"
    severity = HIGH
    remedy = "Renew or terminate the agreement, or bring its outcomes up to date"
    place = Place("register:agreement", ("{about}",))
    needs = ("documents__renewed_by", "documents__outcomes")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        policy = looking.once(policy_in_use)
        for document in kept(entry.documents.all()):
            if document.kind not in AGREEMENT_KINDS or not is_agreed(document):
                continue
            if evidence := self.wrong(document, policy, looking.day):
                yield Found(evidence, str(document.pk))

    def wrong(self, document: GoverningDocument, policy, day: date) -> str:
        """The one thing to do first about an agreement, in the words of the Agreements pages."""
        if is_expired(document, day):
            return f"“{document}” expired on {long_day(document.ends_on)}."
        if is_renewal_due(document, day, policy):
            return f"“{document}” ends on {long_day(document.ends_on)}, so its renewal is due."
        if not kept(document.outcomes.all()):
            return f"“{document}” names no outcome."
        updated = document.outcomes_updated_on or document.starts_on
        if updated and is_older_than(updated, policy.outcomes_months, day):
            return f"The outcomes of “{document}” have not been updated since {long_day(updated)}."
        return ""


class ClearedForProcurement(OfPartnerships):
    code = "D27"
    title = "What is paid is cleared under procurement rules"
    source = "South Hams and West Devon 2016, paragraph 3.5"
    severity = HIGH
    remedy = "Have legal or procurement clear it, and say so on the agreement"
    place = line("documents")
    limit, unit = Decimal(25_000), "pounds a year"
    needs = ("documents__outcomes", "participations__contributions")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        paid = self.paid(entry, looking.day)
        for document in kept(entry.documents.all()):
            if is_procurement_open(document):
                yield Found(f"It is unclear what “{document}” is under procurement rules.", str(document.pk))
            elif paid > looking.limit and is_near_a_contract(document) and document.procurement_cleared_on is None:
                evidence = (
                    f"{money(paid)} is paid in the year under “{document}”, which has outcomes; nobody cleared it."
                )
                yield Found(evidence, str(document.pk))

    def paid(self, entry: Partnership, day: date) -> Decimal:
        year = financial_year(day)
        lines = [each for part in entry.participations.all() for each in kept(part.contributions.all())]
        return sum((each.amount for each in lines if each.financial_year == year and each.amount), Decimal(0))


def is_near_a_contract(document: GoverningDocument) -> bool:
    """An SLA or a grant with outcomes may be a contract in all but name (SH-24)."""
    kinds = (DocumentKind.SLA, DocumentKind.GRANT_LETTER)
    near = document.kind in kinds or document.procurement in (Procurement.GRANT, Procurement.SLA)
    return near and is_agreed(document) and bool(kept(document.outcomes.all()))


class WithinTheLimit(OfPartnerships):
    code = "SH-25"
    title = "Nobody receives more than the limit of support across partnerships"
    today = "what organisations receive across partnerships"
    source = "South Hams and West Devon 2016, paragraph 3.5"
    severity = HIGH
    remedy = "Look at all that the organisation receives, and have legal clear it"
    place = Place("register:support", ())
    needs = ("participations__contributions", "partners")
    is_nightly = True

    def found(self, entries: list[Partnership], looking: Looking) -> Iterator[Found]:
        yield from above_the_limit([entry for entry in entries if self.applies(entry, looking)], looking)


class PersonalDataCovered(OfPartnerships):
    code = "D31"
    title = "An agreement covers the personal data that is shared"
    source = "Nottingham 2018"
    severity = MEDIUM
    remedy = "Say which agreement covers the data, and when it was last looked at"
    place = field("data_sharing")
    limit, unit = Decimal(36), "months"

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return super().applies(entry, looking) and bool(entry.shares_information)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        reviewed = entry.data_sharing_reviewed_on
        if not entry.data_sharing:
            yield Found("Partners share information, and no data sharing agreement is named.")
        elif reviewed is None:
            yield Found("It is not known when the data sharing agreement was last looked at.")
        elif is_older_than(reviewed, int(looking.limit), looking.day):
            age = number_of(int(looking.limit), "month")
            yield Found(f"The data sharing agreement was looked at on {long_day(reviewed)}, over {age} ago.")
