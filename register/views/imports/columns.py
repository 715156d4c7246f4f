"""Matching columns: which tabs are used, where their headings stand, what each column holds."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from register.forms.imports.columns import ColumnForms
from register.views.imports.loading import awaited, batch_or_404, carried_out, context, require_step
from register.workflow.imports.batches import PROCEDURE
from register.workflow.imports.jobs import progress


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request, reference: str):
    """Show the guess with samples; a POST sets it by hand and checks the file again."""
    batch = batch_or_404(request.user, reference)
    require_step(PROCEDURE.may_start(request.user, batch, "check"), batch)
    if (going := progress(batch)) and going.running:
        return redirect(awaited(batch, "import_columns"))
    formset = ColumnForms(request.POST if request.method == "POST" else None, batch)
    if request.method == "POST" and formset.is_valid():
        layout = formset.layout()
        options = {**batch.options, **formset.options.options()}
        if answer := carried_out(request, batch, "arrange", "import_columns", layout=layout, options=options):
            return answer
        messages.success(request, "The columns are set as you chose, and the file was checked again.")
        unsettled = any(form.cleaned_data["used"] and not form.sheet["columns"] for form in formset.sheets)
        return redirect("register:import_columns" if unsettled else "register:import_check", reference)
    return render(request, "register/imports/import_columns.html", context(batch, "Match columns", formset=formset))
