"""Who hears of what: the tab of an entry, passing something on, and what has no partnership."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.permissions import can_keep_lists
from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.information import CoverForm, PassOnForm
from register.models import Recipient
from register.permissions import can_keep_meetings, can_see_coverage, editing
from register.reports import coverage as coverage_report
from register.reports import information as report
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.telling import tell
from register.workflow import knowledge

SECTIONS = (("all_meetings", "Meetings"), ("programme", "Reporting programme"), ("coverage", "Coverage"))


def sections(user, current: str) -> list[dict]:
    """The pages that belong together under Meetings; coverage is for those who read the whole register."""
    kept = [(key, label) for key, label in SECTIONS if key != "coverage" or can_see_coverage(user)]
    return [{"label": label, "url": reverse(f"register:{key}"), "current": key == current} for key, label in kept]


@require_safe
def information(request, reference: str):
    """The four prompts, the distribution list, what was passed on, the reporting programme."""
    entry = entry_or_404(request.user, reference)
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("information"),
        "tabs": tabs_of(request.user, entry, "information"),
        "information": report.build(entry, request.user, timezone.localdate()),
    }
    return render(request, "register/information/information.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request, reference: str):
    """Send something to those on the list who need to hear it."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:information", args=[reference])
    require(can_keep_meetings(request.user, entry), instead=back)
    form = PassOnForm(
        request.POST or None, entry=entry, initial={"meeting": request.GET.get("meeting")}, cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            sent = knowledge.pass_on(entry, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("recipients", error)
        else:
            names = ", ".join(recipient.who() for recipient in sent.recipients.all())
            tell(request, entry, f"{entry.name}: passed on to {names}.")
            return redirect(back)
    may_add = bool(editing(request.user, entry).lines(Recipient))
    context = {"form": form, "entry": entry, "back": back, "may_add": may_add}
    return render(request, "register/information/pass_on.html", context)


@require_safe
def coverage(request):
    """Themes, priorities and client groups with the number of their partnerships, those with none first."""
    require(can_see_coverage(request.user))
    tables = coverage_report.build(request.user)
    return render(
        request,
        "register/information/coverage.html",
        {"tables": tables, "sections": sections(request.user, "coverage")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def covered_by(request, kind: str, pk: int):
    """Say what covers a gap."""
    if kind not in coverage_report.KINDS:
        raise Http404
    require(can_keep_lists(request.user))
    model, _, noun = coverage_report.KINDS[kind]
    value, back = get_object_or_404(model, pk=pk), reverse("register:coverage")
    seen = Seen(value, request.POST.get("version", "") if request.method == "POST" else value.version)
    form = CoverForm.over(model)(request.POST or None, seen=seen, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(covers, value, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, value, write, partial(said, request, back)):
            return answer
    return render(request, "register/information/covered_by.html", {"form": form, "value": value, "noun": noun})


def covers(value, changes, *, version: int, reason: str, **who):
    return knowledge.say_what_covers(value, changes["covered_by"], version=version, **who)


def said(request, back: str, record, changed):
    if changed:
        messages.success(request, f"{record}: saved what covers it.")
    else:
        messages.info(request, f"{record}: nothing was changed, so nothing was saved.")
    return redirect(back)
