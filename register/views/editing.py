"""Changing one section of an entry, and putting a new entry on the register."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.life import NewForm
from register.forms.sections import FORMS
from register.guidance import Guidance
from register.permissions import can_create_partnership, editing
from register.rules.sections import SECTIONS
from register.rules.themes import defaults, filled_in
from register.views.loading import entry_or_404
from register.views.telling import said
from register.workflow import entries
from register.workflow.proposals import record_existing


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, reference: str, section: str):
    """One section's form, with the council's guidance beside each field."""
    entry = entry_or_404(request.user, reference)
    if not (found := SECTIONS.get(section)):
        raise Http404
    back = reverse(f"register:{found.tab}", args=[reference])
    require(editing(request.user, entry).fields(found.fields), instead=back)
    seen = Seen(entry, request.POST.get("version", "") if request.method == "POST" else entry.version)
    kind = FORMS[section]
    form = kind(request.POST or None, seen=seen, user=request.user, guidance=Guidance.current(), cancel_url=back)
    write = partial(entries.edit, entry, by=request.user, at=timezone.now())
    if form.is_bound and form.is_valid():
        done = partial(said, request, entry, back, form)
        if answer := save_or_merge(request, form, entry, write, done):
            return answer
    return render(request, "register/edit.html", {"form": form, "entry": entry, "title": found.title, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A short form, a warning where the register has a name like it, then straight to the entry."""
    require(can_create_partnership(request.user))
    cancel = reverse("register:list")
    form = NewForm(request.POST or None, user=request.user, guidance=Guidance.current(), cancel_url=cancel)
    if form.is_bound and form.is_valid():
        try:
            councils = form.cleaned_data["councils"]
            entry = record_existing(
                form.facts(),
                form.cleaned_data["recorded_reason"],
                form.cleaned_data["joined_on"],
                councils=councils,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            facts = form.cleaned_data
            told = filled_in(defaults(facts["themes"]), bool(facts["lead_officer"]), councils)
            messages.success(request, f"{entry.name} is on the register as {entry.reference}. {told}".rstrip())
            return redirect("register:entry", entry.reference)
    return render(request, "register/new.html", {"form": form})
