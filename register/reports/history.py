"""What belongs to the history of an entry: the entry itself and every kind of line."""

from dataclasses import replace

from partnerships.timeline import Track
from register.guidance import Guidance
from register.models import AgreedOutcome, Partnership, PassedOn, ProgrammeReport, StoredFile, Verification
from register.models.appointments import Appointment
from register.permissions import can_see_contacts
from register.rules.lines import LINES

NAMING = {
    "names": ("name",),
    "links": ("kind", "other"),
    "partners": ("organisation",),
    "seats": ("holder", "name", "post"),
    "representation": ("council",),
    "councils": ("council",),
    "contributions": ("participation", "financial_year"),
    "funding": ("direction", "organisation", "financial_year"),
    "volunteering": ("financial_year",),
    "workstreams": ("name",),
    "documents": ("kind", "title"),
    "meetings": ("held_on", "title"),
    "reports": ("meeting", "person"),
    "summaries": ("financial_year",),
    "recipients": ("person", "group", "name"),
    "programme": ("first_due_on", "body"),
    "risks": ("named", "title"),
    "benefits": ("text",),
    "measures": ("name", "period"),
}


def tracks(entry: Partnership, user) -> list[Track]:
    """The entry's own history and that of each kind of line, without what this person does not see: contacts, and
    entries that they may not read.
    """
    hidden = frozenset({"reference", "batch", *(() if can_see_contacts(user, entry) else ("contact", "successor"))})
    guidance = Guidance.current()
    own = Track("entry", Partnership, {"id": entry.pk}, "Entry", hidden=hidden, label=guidance.label)
    found = {key: track(key, entry) for key in LINES if key != "representation"}
    if not can_see_contacts(user, entry):
        found["councils"] = replace(found["councils"], hidden=found["councils"].hidden | {"district_lead"})
    found["links"].of["other__in"] = Partnership.objects.visible_to(user).values("pk")
    return [own, *found.values(), appointments(entry), verifications(entry), *under_documents(entry), *knowledge(entry)]


def appointments(entry: Partnership) -> Track:
    """Who was appointed to the places, and what became of it."""
    of = {"seat__partnership_id": entry.pk}
    hidden = frozenset({"seat", "nomination"})
    return Track("appointments", Appointment, of, "Appointment", ("holder", "name"), hidden, labelled(Appointment))


def verifications(entry: Partnership) -> Track:
    """Who was to hold its governance against its documents, and when it was done."""
    hidden = frozenset({"partnership", "verified_at", "verified_by"})
    of = {"partnership_id": entry.pk}
    return Track("verifications", Verification, of, "Governance check", ("due_on",), hidden, labelled(Verification))


def under_documents(entry: Partnership) -> list[Track]:
    """What agreements promise, and the files of the entry."""
    outcomes = {"document__partnership_id": entry.pk}
    plain = frozenset({"partnership", "sha256", "media_type", "content"})
    return [
        Track("outcomes", AgreedOutcome, outcomes, "Outcome", ("text",), label=labelled(AgreedOutcome)),
        Track(
            "files",
            StoredFile,
            {"partnership_id": entry.pk},
            "File",
            ("title", "file_name"),
            plain,
            labelled(StoredFile),
        ),
    ]


def knowledge(entry: Partnership) -> list[Track]:
    """What was passed on, and the reports of the programme, from submitted to noted."""
    of = {"partnership_id": entry.pk}
    passed, submitted = frozenset({"partnership", "sent_by"}), frozenset({"item", "submitted_by"})
    reported = {"item__partnership_id": entry.pk}
    return [
        Track("passed_on", PassedOn, of, "Item passed on", ("direction",), passed, labelled(PassedOn)),
        Track(
            "programme_reports", ProgrammeReport, reported, "Programme report", ("due_on",), submitted,
            labelled(ProgrammeReport),
        ),
    ]  # fmt: skip


def track(key: str, entry: Partnership) -> Track:
    line = LINES[key]
    of, formats = {"partnership_id": entry.pk}, {}
    if line.path == "meeting__partnership":
        of = {"meeting__partnership_id": entry.pk}
    elif line.path != "partnership":
        councils = {part.pk: part.council.name for part in entry.participations.all()}
        of = {"participation_id__in": list(councils)}
        formats = {"participation": lambda pk: councils[pk]}
    noun = line.noun[:1].upper() + line.noun[1:]
    return Track(key, line.model, of, noun, NAMING[key], frozenset({"partnership"}), labelled(line.model), formats)


def labelled(model):
    def label(name: str) -> str:
        words = "council" if name == "participation" else str(model._meta.get_field(name).verbose_name)
        return words[:1].upper() + words[1:]

    return label
