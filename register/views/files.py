"""Files of documents, meetings and partners’ papers: stored, replaced, taken off, handed out; never shown inside."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.downloads import attached
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from register.forms.files import FileForm
from register.forms.life import RemovalForm
from register.models import GoverningDocument, Meeting, PartnerPaper, StoredFile
from register.permissions import can_change_file, can_keep_files
from register.reports.files import owner_url
from register.views.telling import tell
from register.workflow import files as workflow

Owner = GoverningDocument | Meeting | PartnerPaper


def owner_or_404(user, model: type[Owner], pk: int) -> Owner:
    return get_object_or_404(model.objects.visible_to(user).select_related("partnership"), pk=pk)


def file_or_404(user, pk: int) -> StoredFile:
    """A file of an entry that the person may read."""
    found = StoredFile.objects.visible_to(user).select_related(
        "partnership", "document__partnership", "meeting__partnership", "paper__partnership"
    )
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def document_file_add(request, pk: int):
    """A file of an agreement or other document."""
    return taken(request, owner_or_404(request.user, GoverningDocument, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_file_add(request, pk: int):
    """A paper of a meeting."""
    return taken(request, owner_or_404(request.user, Meeting, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def file_replace(request, pk: int):
    """A newer version of a file; the older ones stay."""
    old = file_or_404(request.user, pk)
    if old.removed_at is not None:
        raise Refused("This file was taken off. Put it back before you replace it.", owner_url(old.owner))
    return taken(request, old.owner, old)


def taken(request, owner: Owner, old: StoredFile | None = None):
    """The page that says what is allowed and takes one file."""
    back = owner_url(owner)
    require(can_keep_files(request.user, owner), instead=back)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*data, initial={"title": old.title if old else ""}, cancel_url=back)
    if form.is_bound and form.is_valid() and (file := kept(request, form, owner, old)):
        what = "a newer version is stored" if old else "file stored"
        tell(request, owner.partnership, f"{owner.partnership.name}: {what}: {file}.")
        return redirect(back)
    context = {"form": form, "owner": owner, "old": old, "entry": owner.partnership, "back": back}
    return render(request, "register/files/add.html", context)


def kept(request, form: FileForm, owner: Owner, old: StoredFile | None) -> StoredFile | None:
    """Store the file, or say on the form why not."""
    chosen, title = form.cleaned_data["file"], form.cleaned_data["title"]
    who = {"by": request.user, "at": timezone.now()}
    try:
        return workflow.store(chosen.name, chosen.read(), owner, title=title, replaces=old, **who)
    except ValidationError as error:
        form.refuse(error)
        return None


@require_safe
def file(request, pk: int):
    """The file as it was uploaded, to be saved and never shown inside the browser. Who downloaded it is noted."""
    found = get_object_or_404(StoredFile.objects.visible_to(request.user).kept().select_related("partnership"), pk=pk)
    headers = {**attached(found.file_name), "Content-Security-Policy": "default-src 'none'; sandbox"}
    if request.method == "HEAD":
        return HttpResponse(content_type=found.media_type, headers=headers)
    content = workflow.download(found, by=request.user, at=timezone.now())
    return HttpResponse(content, content_type=found.media_type, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def file_remove(request, pk: int):
    """Take a file off."""
    return moved(request, pk, workflow.remove, "register/files/remove.html", "Remove")


@require_http_methods(["GET", "HEAD", "POST"])
def file_put_back(request, pk: int):
    """Undo that."""
    return moved(request, pk, workflow.put_back, "register/files/put_back.html", "Put back")


def moved(request, pk: int, verb, template: str, button: str):
    """The page that asks once more and takes the reason, and the act itself."""
    found = file_or_404(request.user, pk)
    back = owner_url(found.owner)
    require(can_change_file(request.user, found), instead=back)
    if bool(found.removed_at) == (button == "Remove"):
        raise Refused(f"This file has been {'taken off' if found.removed_at else 'put back'} already.", back)
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = RemovalForm.over(StoredFile)(request.POST or None, seen=seen, submit_text=button, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(stepped, verb, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(after, request, back), always=True):
            return answer
    return render(request, template, {"form": form, "file": found, "entry": found.partnership, "back": back})


def stepped(verb, file, changes, **who):
    return verb(file, **who)


def after(request, back: str, file: StoredFile, changed: dict):
    word = "removed" if file.removed_at else "put back"
    tell(request, file.partnership, f"{file.partnership.name}: file {word}: {file}.")
    return redirect(back)
