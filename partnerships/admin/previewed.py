"""Screens of what judges the whole register: a change is shown with what it would do before it is saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone

from partnerships.admin.base import CLASH, PolicyAdmin, PolicyForm
from partnerships.saving import Conflict, Versioned
from partnerships.views.merge import carried


class PreviewedAdmin(PolicyAdmin):
    """The form; then its effect; then it is saved. Subclasses name both templates and write the record."""

    change_list_template = "admin/change_list.html"
    form_page = ""
    effect_page = ""

    def pages(self) -> dict:
        """No import: it would go round the preview."""
        return {tail: page for tail, page in super().pages().items() if page[0] not in ("import", "export")}

    def without_policy(self, request, sentence: str):
        """Back to the list, which says that a policy is loaded first."""
        messages.warning(request, sentence)
        return HttpResponseRedirect(self.list_address())

    def previewed(self, request, form: PolicyForm, effect: Callable[[], dict[str, Any]], **more):
        """The page for a form as it was sent; `effect` gives what its second page shows."""
        context = {"form": form, "original": form.instance if form.instance.pk else None, **more}
        if not form.is_bound or "back" in request.POST or not form.is_valid():
            return self.page(request, self.form_page, context)
        if "confirmed" in request.POST and (answer := self.saved(request, form)):
            return answer
        if form.errors:
            return self.page(request, self.form_page, context)
        return self.page(request, self.effect_page, {**context, **effect(), "carried": carried(request.POST)})

    def saved(self, request, form: PolicyForm):
        """Saved and back to the list; None where the save was refused, which the form then says."""
        try:
            record = self.write(form, by=request.user, at=timezone.now())
        except ValidationError as error:
            self.refuse(form, error)
            return None
        except Conflict:
            form.add_error(None, CLASH)
            return None
        messages.success(request, self.sentence(record))
        return HttpResponseRedirect(self.list_address())

    def refuse(self, form: PolicyForm, error: ValidationError) -> None:
        form.add_error(None, error.messages)

    def write(self, form: PolicyForm, *, by, at) -> Versioned:
        """Change the record, or begin it."""
        raise NotImplementedError

    def sentence(self, record: Versioned) -> str:
        return f"{record} is saved."
