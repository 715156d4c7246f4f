"""Partners' yearly papers: of one entry, all of them, one with its story, and each step (SH-04, SH-05, SH-23)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.numbers import whole
from partnerships.saving import Conflict
from partnerships.verdict import require
from register.forms.partner_papers import AskAllForm, AskForm, HearingForm, PostponeForm, ReceiveForm, TakeBackForm
from register.guidance import Guidance
from register.models import PartnerPaper
from register.permissions.partner_papers import can_ask_partners
from register.reports import partner_papers as report
from register.reports.entry import Builder
from register.reports.performance import of_entry
from register.rules.money import financial_year
from register.rules.partner_papers import usual_day
from register.rules.words import number_of
from register.views.acts import Act, plainly, take, with_reason
from register.views.entry import tabs_of
from register.views.files import taken
from register.views.loading import entry_or_404
from register.views.shown import shown
from register.workflow import partner_papers as workflow

MEANWHILE = (
    "Somebody recorded something of this paper meanwhile. Look whether it was this, and record it if it was not."
)


def paper_or_404(user, pk: int) -> PartnerPaper:
    related = ("partnership", "organisation", "asked_by", "received_by")
    return get_object_or_404(PartnerPaper.objects.visible_to(user).select_related(*related), pk=pk)


@require_safe
def tab(request, reference: str):
    """The papers of one entry's partners, and how it performs where it is selected to report that."""
    entry = entry_or_404(request.user, reference)
    today = timezone.localdate()
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("entry_partner_papers"),
        "tabs": tabs_of(request.user, entry, "entry_partner_papers"),
        "rows": report.rows(PartnerPaper.objects.visible_to(request.user).filter(partnership=entry), today),
        "verdict": can_ask_partners(request.user),
        "returns": of_entry(entry, request.user, today),
    }
    return render(request, "register/partner_papers/tab.html", context)


@require_safe
def papers(request):
    """All papers that the person may read, by where they stand."""
    part, today = shown(request, report.SHOWN), timezone.localdate()
    page = Paginator(report.found(request.user, part.key, today), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": report.rows(page.object_list, today),
        "tabs": part.tabs,
        "title": part.title,
        "verdict": can_ask_partners(request.user),
    }
    return render(request, "register/partner_papers/list.html", context)


@require_safe
def paper(request, pk: int):
    """One paper: what it says, what bodies said of it, and what can be done."""
    found = paper_or_404(request.user, pk)
    context = {
        "paper": found,
        "entry": found.partnership,
        "back": tab_url(found.partnership.reference),
        "page": report.page(found, request.user, timezone.localdate()),
    }
    return render(request, "register/partner_papers/paper.html", context)


def tab_url(reference: str) -> str:
    return reverse("register:entry_partner_papers", args=[reference])


def usual() -> dict:
    """What is mostly asked for: by the end of September, for the year that begins next."""
    today = timezone.localdate()
    due = usual_day(today)
    return {"due_on": due, "financial_year": financial_year(due) + 1}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, reference: str):
    """Ask for a paper of one entry's partner."""
    entry, back = entry_or_404(request.user, reference), tab_url(reference)
    require(can_ask_partners(request.user), instead=back)
    form = AskForm(
        request.POST or None,
        entry=entry,
        user=request.user,
        guidance=Guidance.current(),
        initial=usual(),
        cancel_url=back,
    )
    if form.is_bound and form.is_valid():
        try:
            made = workflow.ask(entry, form.paper_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{entry.name}: {made} is asked for.")
            return redirect("register:partner_paper", made.pk)
    return render(request, "register/partner_papers/ask.html", {"form": form, "entry": entry, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def ask_all(request):
    """Ask for the same paper of all partnerships that are selected."""
    back = reverse("register:partner_papers")
    require(can_ask_partners(request.user), instead=back)
    form = AskAllForm(request.POST or None, user=request.user, initial=usual(), cancel_url=back)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["entries"].select_related("lead_officer")
        asked, before = workflow.ask_all(chosen, form.paper_values(), by=request.user, at=timezone.now())
        had = f" {number_of(len(before), 'other')} had been asked for already." if before else ""
        messages.success(request, f"{number_of(len(asked), 'paper')} asked for.{had}")
        return redirect(back)
    return render(request, "register/partner_papers/ask_all.html", {"form": form, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def hear(request, pk: int):
    """Record what a body said."""
    found = paper_or_404(request.user, pk)
    back = reverse("register:partner_paper", args=[pk])
    require(workflow.may_hear(request.user, found), instead=back)
    form = HearingForm(
        request.POST or None,
        entry=found.partnership,
        user=request.user,
        guidance=Guidance.current(),
        initial={"shown": found.version},
        cancel_url=back,
    )
    if form.is_bound and form.is_valid():
        who = {"version": whole(form.cleaned_data["shown"]) or 0, "by": request.user, "at": timezone.now()}
        try:
            made = workflow.hear(found, form.hearing_values(), **who)
        except ValidationError as error:
            form.refuse(error)
        except Conflict as conflict:
            form.data = {**form.data.dict(), "shown": conflict.record.version}
            form.refuse(ValidationError(MEANWHILE))
        else:
            messages.success(request, f"{found}: {made}.")
            return redirect(back)
    context = {"form": form, "paper": found, "entry": found.partnership, "back": back}
    return render(request, "register/partner_papers/hear.html", context)


RECEIVE = Act(
    lambda user, paper: workflow.PAPERS.may_start(user, paper, "receive"),
    ReceiveForm,
    plainly(workflow.receive),
    "Record that it came",
    "Say in a few words what it says under each heading. Its file is added on the next page.",
    "The paper is recorded as received. Add its file below.",
)
EDIT = Act(
    workflow.may_complete,
    ReceiveForm,
    plainly(workflow.complete),
    "Change what it says",
    "What a body has heard already stays as it was recorded.",
    "What the paper says was changed.",
)
POSTPONE = Act(
    workflow.may_postpone,
    PostponeForm,
    lambda paper, form, changes, *, version, reason, **who: workflow.postpone(
        paper, {"due_on": form.cleaned_data["due_on"]}, version=version, reason=reason, **who
    ),
    "Change its day",
    "The lead officer sees the new day at once.",
    "The day was changed.",
)
TAKE_BACK = Act(
    lambda user, paper: workflow.PAPERS.may_start(user, paper, "take_back"),
    TakeBackForm,
    with_reason(workflow.take_back),
    "No longer ask for it",
    "It stays on record as no longer asked for, and can be asked for again.",
    "The paper is no longer asked for.",
)


def step(request, pk: int, act: Act):
    found = paper_or_404(request.user, pk)
    return take(request, found, act, entry=found.partnership, back=reverse("register:partner_paper", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request, pk: int):
    """It came."""
    return step(request, pk, RECEIVE)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    """What it says, put right."""
    return step(request, pk, EDIT)


@require_http_methods(["GET", "HEAD", "POST"])
def postpone(request, pk: int):
    """Another day."""
    return step(request, pk, POSTPONE)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, pk: int):
    """It is no longer needed."""
    return step(request, pk, TAKE_BACK)


@require_http_methods(["GET", "HEAD", "POST"])
def file_add(request, pk: int):
    """The paper itself, as a file."""
    return taken(request, paper_or_404(request.user, pk))
