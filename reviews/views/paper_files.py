"""Files that go with a paper: attached to a draft, taken off it, handed out; never shown inside (H14-42)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.downloads import attached
from partnerships.saving import Conflict
from partnerships.verdict import require
from reviews.forms.papers import AttachForm
from reviews.models import CommitteePaper, PaperFile
from reviews.permissions import can_edit_paper
from reviews.views.papers import visible
from reviews.workflow import paper_files as workflow

MEANWHILE = "Somebody else changed this paper at the same moment, so nothing was done. Do it again."


def file_or_404(request, reference: str, pk: int) -> PaperFile:
    """A file of a paper that the person may read; one that was taken off is not there."""
    files = visible(request, reference).files.kept()
    return get_object_or_404(files.select_related("paper"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_files(request, reference: str):
    """What is attached to a draft, and the form that attaches another."""
    paper = visible(request, reference)
    back = reverse("reviews:paper", args=[reference])
    require(can_edit_paper(request.user, paper), instead=back)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AttachForm(*data, paper=paper, cancel_url=back)
    if form.is_bound and form.is_valid() and (file := kept(request, form, paper)):
        messages.success(request, f"Attached to {reference}: {file}.")
        return redirect("reviews:paper_files", reference)
    return render(request, "reviews/papers/files.html", {"paper": paper, "files": paper.files.kept(), "form": form})


def kept(request, form: AttachForm, paper: CommitteePaper) -> PaperFile | None:
    """Attach the file, or say on the form why not."""
    chosen = form.cleaned_data["file"]
    told = {"heading": form.cleaned_data["heading"], "title": form.cleaned_data["title"]}
    try:
        return workflow.attach(paper, chosen.name, chosen.read(), **told, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.refuse(error)
    except Conflict:
        form.refuse(ValidationError(MEANWHILE))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def paper_file_remove(request, reference: str, pk: int):
    """Take a file off a draft."""
    file = file_or_404(request, reference, pk)
    require(can_edit_paper(request.user, file.paper), instead=reverse("reviews:paper", args=[reference]))
    if request.method == "POST":
        return taken_off(request, file)
    return render(request, "reviews/papers/remove_file.html", {"paper": file.paper, "file": file})


def taken_off(request, file: PaperFile):
    try:
        workflow.take_off(file, by=request.user, at=timezone.now())
    except Conflict:
        messages.error(request, MEANWHILE)
    else:
        messages.success(request, f"Taken off {file.reference}: {file}.")
    return redirect("reviews:paper_files", file.reference)


@require_safe
def paper_file(request, reference: str, pk: int):
    """The file as it was attached, to be saved and never shown inside the browser. Who downloaded it is noted."""
    file = file_or_404(request, reference, pk)
    headers = {**attached(file.file_name), "Content-Security-Policy": "default-src 'none'; sandbox"}
    if request.method == "HEAD":
        return HttpResponse(content_type=file.media_type, headers=headers)
    content = workflow.download(file, by=request.user, at=timezone.now())
    return HttpResponse(content, content_type=file.media_type, headers=headers)
