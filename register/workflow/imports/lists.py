"""The register's lists by comparison key, loaded once for a batch; what a list lacks is added in one go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from partnerships.models import ChangeSet, Council, Service, User
from partnerships.saving import Edit, claimed_many, create_many
from register.interchange.names import key
from register.interchange.vocabulary import TYPES
from register.models import EntryReason, Family, Organisation, OrganisationName, PartnershipType, PlanItem, Theme
from register.models.choices import Classification
from register.workflow.imports.staged import Facts

GROWING = {"family": Family, "theme": Theme, "organisation": Organisation}


class Lists:
    """Families, themes, organisations, services and people by name; plan items by number; types and reasons by code."""

    def __init__(self) -> None:
        self.councils = {council.name: council for council in Council.objects.all()}
        self.found: dict[str, dict[str, Any]] = {name: by_name(model.objects.all()) for name, model in GROWING.items()}
        for other in OrganisationName.objects.filter(removed_at__isnull=True).select_related("organisation"):
            self.found["organisation"].setdefault(key(other.name), other.organisation)
        self.services = {(service.council_id, key(service.name)): service for service in Service.objects.all()}
        self.plan = {item.number.casefold(): item for item in PlanItem.objects.all()}
        self.types = {kind.code: kind for kind in PartnershipType.objects.all()}
        self.reasons = by_name(EntryReason.objects.all()) | {
            key(reason.code): reason for reason in EntryReason.objects.all()
        }
        self.people = unambiguous(User.objects.active())
        self.classifications = {key(str(label)): code for code, label in Classification.choices}

    def get(self, kind: str, name: str) -> Any:
        """The value of a growing list under this name, or None."""
        return self.found[kind].get(key(name))

    def person(self, text: str) -> User | None:
        """The one person of that full name or e-mail address who may sign in; never guessed from a post or initials."""
        return self.people.get(text.strip().casefold())

    def reason(self, text: str) -> EntryReason | None:
        """A reason for entering by name or code."""
        return self.reasons.get(key(text))

    def classification(self, text: str) -> str:
        """The code of a classification given by code or label; blank when there is none such."""
        code = str(text).strip().casefold().replace(" ", "_")
        return code if code in Classification.values else self.classifications.get(key(str(text)), "")

    def add_missing(self, rows: Iterable[Facts], *, by, at: datetime, change_set: ChangeSet) -> None:
        """Add every family, theme, organisation and service that the rows name and the lists lack."""
        rows, who = list(rows), {"by": by, "at": at, "change_set": change_set}
        for kind, model in GROWING.items():
            wanted = unique(name for facts in rows for name in names_of(kind, facts))
            known = [value for name in wanted if (value := self.get(kind, name))]
            self.found[kind] |= by_name(revive(model, known, who))
            new = [model(name=name[: limit(model)]) for name in wanted if self.get(kind, name) is None]
            self.found[kind] |= by_name(create_many(new, **who))
        self._add_councils(rows, who)
        self._add_services(rows, who)
        self._add_types(rows, who)

    def _add_councils(self, rows: list[Facts], who: dict) -> None:
        """A council that shares the spreadsheet and that the register does not know yet."""
        named = dict.fromkeys(
            name for facts in rows for name in [*facts.by_council, *(item["council"] for item in facts.contributions)]
        )
        new = [
            Council(name=name[:120], short_name=name[:30], column_prefix=name[:10])
            for name in named
            if name not in self.councils
        ]
        self.councils |= {council.name: council for council in create_many(new, **who)}
        revived = revive(Council, [self.councils[name] for name in named if name in self.councils], who)
        self.councils |= {council.name: council for council in revived}

    def _add_types(self, rows: list[Facts], who: dict) -> None:
        """The types that every reader of spreadsheets knows, where no policy has listed its own yet."""
        wanted = {facts.values.get("partnership_type") for facts in rows} & set(TYPES)
        new = [PartnershipType(code=code, name=TYPES[code]) for code in sorted(wanted - set(self.types))]
        self.types |= {kind.code: kind for kind in create_many(new, **who)}
        revived = revive(PartnershipType, [self.types[code] for code in wanted], who)
        self.types |= {kind.code: kind for kind in revived}

    def _add_services(self, rows: list[Facts], who: dict) -> None:
        for facts in rows:
            name, council = facts.values.get("service"), self.host
            if name and council and (council.pk, key(name)) not in self.services:
                [service] = create_many([Service(council=council, name=name[:120])], **who)
                self.services[council.pk, key(name)] = service

    @property
    def host(self) -> Council | None:
        """The council whose services the register's service column means: the first."""
        return next(iter(sorted(self.councils.values(), key=lambda council: council.pk)), None)

    def service(self, name: str) -> Service | None:
        return self.services.get((self.host.pk, key(name))) if self.host else None


def revive(model, records: Iterable, who: dict) -> list:
    """Take values into use again that an undone import retired; what the policy team retired stays retired."""
    retired = {record.pk: record for record in records if record.is_retired}
    undone = model.history.filter(id__in=retired, change_set__kind=ChangeSet.Kind.UNDO, is_retired=True)
    edits = [
        Edit(pk, version, {"is_retired": False})
        for pk, version in undone.values_list("id", "version")
        if retired[pk].version == version
    ]
    return claimed_many(model, edits, **who)


def names_of(kind: str, facts: Facts) -> list[str]:
    """The names of one growing list that a row needs."""
    values = facts.values
    if kind == "family":
        return [values["parent"]] if values.get("parent") else []
    if kind == "theme":
        return values.get("themes", [])
    paid = [part.get("paid_to") for part in facts.by_council.values()]
    return [name for name in [values.get("lead_partner"), *values.get("partners", []), *paid] if name]


def by_name(records: Iterable) -> dict[str, Any]:
    """Records of a list by the comparison key of their name."""
    return {key(record.name): record for record in records}


def unique(names: Iterable[str]) -> list[str]:
    """One spelling, the first, of each name."""
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(key(name), name)
    return list(spelt.values())


def limit(model) -> int:
    return model._meta.get_field("name").max_length


def unambiguous(people: Iterable[User]) -> dict[str, User]:
    """People by full name and by e-mail address, in small letters; a name that two people share finds neither."""
    found: dict[str, User | None] = {}
    for person in people:
        name = person.full_name.casefold()
        found[name] = None if name in found else person
        found[person.email.casefold()] = person
    return {name: person for name, person in found.items() if person}
