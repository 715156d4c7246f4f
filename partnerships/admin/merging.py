"""Two values of a list become one: choose, see what changes, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone

from partnerships.forms.base import CouncilForm
from partnerships.lists.values import ITSELF, merge, refuse_unless_alike, uses
from partnerships.saving import Conflict


class KeepForm(CouncilForm):
    """Which value stays."""

    submit_text = "See what changes"
    form_method = "get"
    keep = forms.ModelChoiceField(queryset=None, label="Merge into", help_text="This value stays, under its own name.")

    def __init__(self, *args, gone, **kwargs):
        super().__init__(*args, **kwargs)
        others = type(gone)._default_manager.filter(is_retired=False).exclude(pk=gone.pk)
        self.fields["keep"].queryset = others
        if self.data.get("keep") == str(gone.pk):
            self.fields["keep"].error_messages["invalid_choice"] = ITSELF.format(gone)


class Merging:
    """The page on which a value is merged into another, for a screen of the administration."""

    def merge_view(self, request, object_id: str):
        """GET shows the choice and then what would change; POST merges what was shown."""
        gone = self.get_object(request, object_id)
        if gone is None:
            raise Http404
        back = self.admin_site_change(gone)
        form = KeepForm(request.POST or request.GET or None, gone=gone, cancel_url=back)
        chosen = form.cleaned_data["keep"] if form.is_bound and form.is_valid() else None
        if chosen and request.method == "POST":
            return self.merged(request, chosen, gone, form)
        context = {"form": form, "original": gone, "keep": chosen, "uses": uses(gone) if chosen else [], "back": back}
        return self.page(request, "admin/merge.html", context)

    def merged(self, request, keep, gone, form):
        try:
            refuse_unless_alike(keep, gone)
            version = int(request.POST.get("seen", 0))
            changed = merge(keep, gone, version=version, by=request.user, at=timezone.now())
        except (ValidationError, ValueError) as error:
            sentences = getattr(error, "messages", ["Open this page again: it came without the version it showed."])
            form.add_error("keep", sentences)
            return self.page(
                request, "admin/merge.html", {"form": form, "original": gone, "back": self.admin_site_change(gone)}
            )
        except Conflict:
            messages.warning(request, f"Somebody changed {gone} meanwhile, so nothing was merged. Look at it again.")
            return HttpResponseRedirect(self.admin_site_change(gone))
        noun = "record names" if changed == 1 else "records name"
        messages.success(request, f"{gone} was merged into {keep}: {changed} {noun} {keep} now, and {gone} is retired.")
        return HttpResponseRedirect(self.list_address())
