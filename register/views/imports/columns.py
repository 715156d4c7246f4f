"""Matching columns: which tabs are used, where their headings stand, what each column holds."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.verdict import require
from register.forms.imports.columns import ColumnForms
from register.models import ImportBatch
from register.views.imports.loading import batch_or_404, context, unless_clash, version_of
from register.workflow.imports.batches import PROCEDURE
from register.workflow.imports.checking import arrange


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request, reference: str):
    """Show the guess with samples; a POST sets it by hand and checks the file again."""
    batch = batch_or_404(request.user, reference)
    require(PROCEDURE.may_start(request.user, batch, "check"))
    formset = ColumnForms(request.POST if request.method == "POST" else None, batch)
    if request.method == "POST" and formset.is_valid():
        layout = formset.layout()
        who = {"by": request.user, "at": timezone.now()}
        options = {**batch.options, **formset.options.options()}

        def write() -> ImportBatch:
            return arrange(batch, layout=layout, options=options, version=version_of(request, batch), **who)

        if clash := unless_clash(request, batch, "import_columns", write):
            return clash
        messages.success(request, "The columns are set as you chose, and the file was checked again.")
        unsettled = any(form.cleaned_data["used"] and not form.sheet["columns"] for form in formset.sheets)
        return redirect("register:import_columns" if unsettled else "register:import_check", reference)
    return render(request, "register/imports/import_columns.html", context(batch, "Match columns", formset=formset))
