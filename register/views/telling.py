"""What is said after a change: the fact, and the way to the history."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from partnerships.saving import Versioned
from partnerships.words import told
from register.forms.base import EntryForm
from register.models import Partnership


def tell(request, entry: Partnership, sentence: str) -> None:
    """A sentence about an entry, with a link to its history."""
    address = reverse("register:history", args=[entry.reference])
    words = format_html('{} <a class="govuk-link" href="{}">See the history</a>', sentence, address)
    messages.success(request, words)


def said(request, entry: Partnership, back: str, form: EntryForm, record: Versioned, changed: dict[str, tuple]):
    """Say what was changed from what to what, in the form's own words, and go back to where it is read."""
    current = record if isinstance(record, Partnership) else entry
    if changed:
        tell(request, current, f"{current.name}: {told(labelled(form, record, changed))}")
    else:
        tell_unchanged(request, current)
    return redirect(back)


def tell_unchanged(request, entry: Partnership) -> None:
    messages.info(request, f"{entry.name}: nothing was changed, so nothing was saved.")


def labelled(form: EntryForm, record: Versioned, changed: dict[str, tuple]) -> list[tuple[str, Any, Any, Any]]:
    """(label, field, old, new) in the order of the form, without what only goes along with another field."""
    names = [name for name in changed if name not in form.goes_along] or list(changed)
    order = list(form.fields)
    names.sort(key=lambda name: order.index(name) if name in order else len(order))
    return [(form.label_of(name), record._meta.get_field(name), *changed[name]) for name in names]
