"""The history of an entry and of its lines."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnerships import timeline
from register.models import ImportBatch
from register.models.choices import Status
from register.reports.entry import Builder
from register.reports.history import tracks
from register.views.entry import tabs_of
from register.views.loading import with_history_or_404


class HistoryFilter(forms.Form):
    """Whose changes, and to what."""

    by = forms.TypedChoiceField(label="Who", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="What", required=False)

    def __init__(self, data, *, people, kinds):
        super().__init__(data)
        self.fields["by"].choices = [("", "Everybody"), *people]
        self.fields["kind"].choices = [("", "Everything"), *kinds]


@require_safe
def history(request, reference: str):
    """Newest first; filtered by person and kind, a page at a time. A filter that does not exist is left out."""
    entry = with_history_or_404(request.user, reference)
    found = tracks(entry, request.user)
    form = HistoryFilter(request.GET, people=timeline.people(found), kinds=[(track.key, track.noun) for track in found])
    form.is_valid()
    by, kind = form.cleaned_data.get("by"), form.cleaned_data.get("kind") or ""
    pages, items = timeline.page(found, request.GET.get("page"), by=by, kind=kind)
    page = Builder(entry, request.user).page("history")
    is_undone = entry.status == Status.IMPORT_UNDONE
    tabs = [tab for tab in tabs_of(request.user, entry, "history") if tab["current"] or not is_undone]
    context = {"page": page, "entry": entry, "tabs": tabs, "filter_form": form, "is_undone": is_undone}
    return render(request, "register/history.html", {**context, "pages": pages, "items": linked(items, request.user)})


def linked(items: list[timeline.Entry], user) -> list[dict]:
    """Each item with the act that it was part of, as a link where the person may read that."""
    acts = {item.change_set.pk for item in items if item.change_set}
    batches = ImportBatch.objects.visible_to(user).filter(change_set__in=acts).values_list("change_set", "reference")
    addresses = {act: reverse("register:import", args=[reference]) for act, reference in (batches if acts else ())}
    return [vars(item) | act_of(item, addresses) for item in items]


def act_of(item: timeline.Entry, addresses: dict[int, str]) -> dict[str, str]:
    if item.change_set is None:
        return {}
    return {"link": f"Part of: {item.change_set.label}", "url": addresses.get(item.change_set.pk, "")}
