"""The files of a document, a meeting or a partner’s paper: each with its versions, and what can be done with it."""

from dataclasses import dataclass

from django.urls import reverse

from partnerships.templatetags.council import file_size, moment
from register.models import GoverningDocument, Meeting, PartnerPaper, StoredFile
from register.permissions import can_keep_files

Owner = GoverningDocument | Meeting | PartnerPaper
ADDING = {
    GoverningDocument: "document_file_add",
    Meeting: "meeting_file_add",
    PartnerPaper: "partner_paper_file_add",
}


@dataclass(frozen=True)
class Version:
    """One version of a file: what it is called, what is known of it, and where it is downloaded."""

    name: str
    details: str
    url: str


@dataclass(frozen=True)
class ShelfItem:
    """One file in its newest version, with the older ones behind it."""

    title: str
    newest: Version
    older: tuple[Version, ...]
    replace_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Shelf:
    """All files of one document, meeting or partner's paper; those taken off are apart."""

    items: tuple[ShelfItem, ...]
    removed: tuple[tuple[str, str], ...]
    add_url: str
    refusal: str


def shelf(user, owner: Owner) -> Shelf:
    """What stands on the owner's shelf for this person: two queries, however many files and versions there are."""
    files = list(owner.files.select_related("uploaded_by"))
    verdict = can_keep_files(user, owner)
    kept = {file.pk: file for file in files if file.removed_at is None}
    replaced = {file.replaces_id for file in kept.values()}
    newest = [file for file in kept.values() if file.pk not in replaced]
    return Shelf(
        tuple(item(file, kept, bool(verdict)) for file in newest),
        tuple((str(file), file_url("file_put_back", file) if verdict else "") for file in files if file.removed_at),
        add_url(owner) if verdict else "",
        verdict.reason,
    )


def item(file: StoredFile, kept: dict[int, StoredFile], may_change: bool) -> ShelfItem:
    older, before = [], kept.get(file.replaces_id)
    while before:
        older.append(version(before))
        before = kept.get(before.replaces_id)
    replace, remove = (file_url("file_replace", file), file_url("file_remove", file)) if may_change else ("", "")
    return ShelfItem(str(file), version(file), tuple(older), replace, remove)


def version(file: StoredFile) -> Version:
    """PDF, 214 KB, stored by Lee Lead on 4 June 2026 at 9:32am."""
    kind = file.file_name.rpartition(".")[2].upper()
    details = f"{kind}, {file_size(file.size)}, stored by {file.uploaded_by} on {moment(file.uploaded_at)}"
    return Version(file.file_name, details, file_url("file", file))


def file_url(name: str, file: StoredFile) -> str:
    return reverse(f"register:{name}", args=[file.pk])


def add_url(owner: Owner) -> str:
    return reverse(f"register:{ADDING[type(owner)]}", args=[owner.pk])


def owner_url(owner: Owner) -> str:
    """The page on which the shelf stands."""
    if isinstance(owner, Meeting):
        return reverse("register:meetings", args=[owner.partnership.reference])
    return reverse(
        "register:agreement" if isinstance(owner, GoverningDocument) else "register:partner_paper", args=[owner.pk]
    )
