"""The reporting programme: the list, submitting a report, recording what the body did with it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.information import NoteForm, ReceiveForm, SubmitForm
from register.models import Partnership, ProgrammeReport
from register.permissions import can_see_register, can_submit_programme_report
from register.reports import follow_up
from register.reports import programme as report
from register.rules.programme import may_be_submitted
from register.views.information import sections
from register.views.shown import shown
from register.workflow import programme as workflow


@require_safe
def programme(request):
    """What is overdue, due, to be looked at again, submitted and noted."""
    require(can_see_register(request.user))
    part = shown(request, report.SHOWN)
    show = part.key
    mine, today = request.GET.get("whose") == "mine", timezone.localdate()
    if show in ("overdue", "due"):
        rows = report.due(request.user, today, overdue=show == "overdue", mine=mine)
    elif show == "again":
        rows = follow_up.again(request.user, today, mine=mine)
    else:
        rows = report.sent(request.user, noted=show == "noted")
    context = {
        "pages": Paginator(rows, 25).get_page(request.GET.get("page")),
        "show": show,
        "title": part.title,
        "mine": mine,
        "views": part.tabs,
        "sections": sections(request.user, "programme"),
    }
    return render(request, "register/programme/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_submit(request, pk: int):
    """The person whom the programme names submits the report that is due."""
    item = get_object_or_404(report.items(request.user).select_related("partnership", "responsible", "body"), pk=pk)
    back = reverse("register:information", args=[item.partnership.reference])
    require(can_submit_programme_report(request.user, item), instead=back)
    due = may_be_submitted(item.first_due_on, item.every_months, item.last_due, timezone.localdate())
    form = SubmitForm(request.POST or None, due=due, cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            sent = workflow.submit(item, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("due_on", error)
        else:
            words = f"{item.partnership.name}: the {str(sent)[:1].lower()}{str(sent)[1:]} is submitted."
            messages.success(request, words)
            return redirect(back)
    context = {"form": form, "entry": item.partnership, "item": item, "back": back}
    return render(request, "register/programme/programme_submit.html", context)


def sent_or_404(user, pk: int) -> ProgrammeReport:
    entries = Partnership.objects.visible_to(user).order_by().values("pk")
    found = ProgrammeReport.objects.filter(item__partnership__in=entries)
    return get_object_or_404(found.select_related("item__partnership", "item__body", "submitted_by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_receive(request, pk: int):
    """Democratic services or the policy team record that the body received the report."""
    return recorded(request, pk, "receive", ReceiveForm, received)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_note(request, pk: int):
    """They record that the body noted it."""
    return recorded(request, pk, "note", NoteForm, noted)


def recorded(request, pk: int, verb: str, form_class, write):
    """One step of a report: load, decide, act once."""
    sent = sent_or_404(request.user, pk)
    back = reverse("register:programme") + "?show=submitted"
    require(workflow.PROGRAMME.may_start(request.user, sent, verb), instead=back)
    seen = Seen(sent, request.POST.get("version", "") if request.method == "POST" else sent.version)
    form = form_class(request.POST or None, seen=seen, cancel_url=back)
    if form.is_bound and form.is_valid():
        act = partial(write, sent, form.cleaned_data, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, sent, act, partial(done, request, back), always=True):
            return answer
    context = {"form": form, "entry": sent.item.partnership, "sent": sent, "back": back, "title": form.submit_text}
    return render(request, "register/programme/programme_step.html", context)


def received(sent, cleaned, changes, *, version: int, reason: str, **who):
    return workflow.receive(sent, cleaned["received_on"], cleaned["minute"], version=version, **who)


def noted(sent, cleaned, changes, *, version: int, reason: str, **who):
    return workflow.note(sent, cleaned["noted_on"], cleaned["noted_minute"], version=version, **who)


def done(request, back: str, record: ProgrammeReport, changed):
    state = record.get_status_display().lower()
    messages.success(request, f"{record.item.partnership.name}: the report is recorded as {state}.")
    return redirect(back)
