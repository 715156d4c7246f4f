"""The list of imports, and the first step: choosing a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.verdict import require
from register import permissions
from register.forms.imports.upload import UploadForm
from register.models import ImportBatch
from register.reports.imports import headline, steps
from register.rules.imports import is_understood
from register.views.imports.loading import awaited
from register.workflow.imports.batches import AlreadyWaiting, upload
from register.workflow.imports.jobs import carry_out


@require_safe
def imports(request):
    """Every import, the latest first."""
    require(permissions.can_see_imports(request.user))
    found = (
        ImportBatch.objects.visible_to(request.user)
        .at_step(request.GET.get("status", ""))
        .select_related("uploaded_by")
    )
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    rows = [(batch, headline(batch.totals) if batch.totals else "Not checked yet") for batch in page]
    verdict = permissions.can_import(request.user)
    return render(request, "register/imports/imports.html", {"page": page, "rows": rows, "verdict": verdict})


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request):
    """Choose a file; it is read and checked at once."""
    require(permissions.can_import(request.user))
    form = UploadForm(request.POST or None, request.FILES or None, cancel_url=reverse("register:imports"))
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, cancel_url=reverse("register:imports"))
        if form.is_valid() and (answer := taken(request, form)):
            return answer
    trail = [("Imports", reverse("register:imports")), ("Upload", "")]
    return render(
        request, "register/imports/import_new.html", {"form": form, "steps": steps(None, "Upload"), "trail": trail}
    )


def taken(request, form: UploadForm):
    """Take the file in and check it, or say on the form why not."""
    chosen, who = form.cleaned_data["file"], {"by": request.user, "at": timezone.now()}
    try:
        batch = upload(chosen.read(), chosen.name, **who)
        checked = carry_out(batch, "check", version=batch.version, **who)
    except AlreadyWaiting as waiting:
        messages.info(
            request, f"The same file was uploaded before, as {waiting.batch.reference}. This is where it stands."
        )
        return redirect("register:import", waiting.batch.reference)
    except ValidationError as error:
        form.add_error("file", error)
        return None
    if checked is None:
        return redirect(awaited(batch, "import_read"))
    return redirect("register:import_check" if is_understood(checked) else "register:import_columns", batch.reference)
