"""Lines of an entry: added, changed, taken off, put back. One record to a page."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from partnerships.words import BRIEF, shortened
from register.forms.base import EntryForm
from register.forms.life import RemovalForm
from register.forms.lines import FORMS
from register.guidance import Guidance
from register.models import Partnership
from register.permissions import editing
from register.reports.lines import WORDS
from register.rules.lines import Line
from register.views.loading import entry_or_404, kind_or_404, line_or_404
from register.views.telling import said, tell
from register.workflow import entries


def opened(request, reference: str, noun: str) -> tuple[Partnership, Line, str]:
    """The entry that the person may edit, the kind of line, and where it is read."""
    entry = entry_or_404(request.user, reference)
    kind = kind_or_404(noun)
    back = reverse(f"register:{kind.tab}", args=[reference])
    require(editing(request.user, entry).lines(kind.model), instead=back)
    return entry, kind, back


def bound(request, entry: Partnership, kind: Line, back: str, seen: Seen | None = None) -> EntryForm:
    """The form of a line, filled in by what was posted; that of a new one begins with what the address says."""
    options = {"seen": seen} if seen else {"instance": kind.new(entry), "initial": request.GET.dict()}
    return FORMS[kind.key](
        request.POST or None, entry=entry, user=request.user, guidance=Guidance.current(), cancel_url=back, **options
    )


def seen_by(request, record) -> Seen:
    return Seen(record, request.POST.get("version", "") if request.method == "POST" else record.version)


@require_http_methods(["GET", "HEAD", "POST"])
def line_add(request, reference: str, noun: str):
    """A new line."""
    entry, kind, back = opened(request, reference, noun)
    if not kind.addable:
        raise Refused("Each council that takes part has its line already. Change that one instead.", back)
    form = bound(request, entry, kind, back)
    if form.is_bound and form.is_valid():
        try:
            line, new = form.line(), form.organisation_to_make()
            entries.add_line(line, entry, organisation=new, along=form.lines_along, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            tell(request, entry, f"{entry.name}: {kind.noun} added: {named(kind, line)}.")
            return redirect(back)
    return render(request, "register/line_add.html", {"form": form, "entry": entry, "kind": kind, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def line_edit(request, reference: str, noun: str, pk: int):
    """Change a line."""
    entry, kind, back = opened(request, reference, noun)
    line = line_or_404(entry, kind, pk)
    form = bound(request, entry, kind, back, seen_by(request, line))
    write = partial(entries.edit_line, line, entry, by=request.user, at=timezone.now())
    if form.is_bound and form.is_valid():
        done = partial(said, request, entry, back, form)
        if answer := save_or_merge(request, form, line, write, done):
            return answer
    context = {"form": form, "entry": entry, "kind": kind, "title": WORDS[kind.key](line)[0], "back": back}
    return render(request, "register/line_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def line_remove(request, reference: str, noun: str, pk: int):
    """Take a line off, after a page that says what stays."""
    entry, kind, back = opened(request, reference, noun)
    if not kind.removable:
        raise Refused("A council’s part is not taken off the register: its hours and money stay on record.")
    return moved(request, entry, kind, line_or_404(entry, kind, pk), back, remove=True)


@require_http_methods(["GET", "HEAD", "POST"])
def line_put_back(request, reference: str, noun: str, pk: int):
    """Undo a removal."""
    entry, kind, back = opened(request, reference, noun)
    if not kind.removable:
        raise Refused("A council’s part is never taken off the register, so there is nothing to put back.")
    return moved(request, entry, kind, line_or_404(entry, kind, pk), back, remove=False)


def moved(request, entry: Partnership, kind: Line, line, back: str, *, remove: bool):
    """The page that asks once more and takes the reason, and the act itself."""
    require(editing(request.user, entry).moving(line), instead=back)
    if bool(line.removed_at) == remove:
        raise Refused(f"This {kind.noun} has been {'taken off' if remove else 'put back'} already.", back)
    verb, template = (
        (entries.remove_line, "register/line_remove.html")
        if remove
        else (entries.put_back_line, "register/line_put_back.html")
    )
    text = "Remove" if remove else "Put back"
    form = RemovalForm.over(kind.model)(
        request.POST or None, seen=seen_by(request, line), submit_text=text, cancel_url=back
    )
    if form.is_bound and form.is_valid():
        write = partial(stepped, verb, line, entry, by=request.user, at=timezone.now())
        what = f"{kind.noun} {'removed' if remove else 'put back'}: {named(kind, line)}."
        done = partial(after, request, entry, what, back)
        if answer := save_or_merge(request, form, line, write, done, always=True):
            return answer
    title, details, _ = WORDS[kind.key](line)
    return render(
        request,
        template,
        {"form": form, "entry": entry, "kind": kind, "title": title, "details": details, "back": back},
    )


def stepped(verb, line, entry, changes, **who):
    return verb(line, entry, **who)


def after(request, entry: Partnership, what: str, back: str, record, changed):
    tell(request, entry, f"{entry.name}: {what}")
    return redirect(back)


def named(kind: Line, line) -> str:
    """The line as lists call it, short enough for a sentence."""
    return shortened(WORDS[kind.key](line)[0], BRIEF)
