"""Reviews that scrutiny asks for: the list, asking, one of them, and each step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.verdict import require
from register.permissions.decisions import records_decisions
from register.views.acts import Act, plainly, take
from register.views.shown import shown
from reviews.forms import scrutiny as forms
from reviews.models import ScrutinyReview
from reviews.permissions import scrutiny as permissions
from reviews.reports import scrutiny as report
from reviews.views.drawing_up import drawn_up
from reviews.workflow import scrutiny as workflow
from reviews.workflow.scrutiny import SCRUTINY


def review_or_404(user, pk: int) -> ScrutinyReview:
    related = ("partnership", "paper", "member", "asked_by", "commission", "panel", "settled_by")
    return get_object_or_404(ScrutinyReview.objects.visible_to(user).select_related(*related), pk=pk)


def address_of(review: ScrutinyReview) -> str:
    return reverse("reviews:scrutiny_review", args=[review.pk])


@require_safe
def scrutiny_reviews(request):
    """A member's own requests; to officers all, by where they stand."""
    require(permissions.can_see_scrutiny(request.user))
    part, today = shown(request, report.SHOWN), timezone.localdate()
    page = Paginator(report.found(request.user, part.key, today), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": report.request_rows(page.object_list, today),
        "tabs": part.tabs if request.user.reads_register else (),
        "may_ask": bool(permissions.can_ask_scrutiny(request.user)),
    }
    return render(request, "reviews/scrutiny/list.html", context)


@require_safe
def scrutiny_review(request, pk: int):
    """One request, where it stands and what came of it."""
    found = review_or_404(request.user, pk)
    context = {"review": found, "page": report.page(found, request.user)}
    return render(request, "reviews/scrutiny/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_ask(request):
    """A scrutiny member asks; who records decisions writes down what was asked elsewhere."""
    back = reverse("reviews:scrutiny_reviews")
    require(permissions.can_ask_scrutiny(request.user))
    recording = records_decisions(request.user)
    form = recording_form(request, back) if recording else asking_form(request, back)
    if form.is_bound and form.is_valid():
        try:
            made = asked(request.user, form, recording)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "The request is made. Scrutiny’s commission answers it.")
            return redirect(address_of(made))
    context = {"form": form, "recording": recording, "papers": recording or len(form.fields["named"].choices) > 1}
    return render(request, "reviews/scrutiny/ask.html", context)


def recording_form(request, back: str) -> forms.RecordForm:
    return forms.RecordForm(request.POST or None, user=request.user, cancel_url=back)


def asking_form(request, back: str) -> forms.AskForm:
    """The names of one paper where the address gives its reference, else of all that stand."""
    papers = forms.readable(request.user)
    if reference := request.GET.get("paper"):
        papers = papers.filter(reference=reference)
    return forms.AskForm(request.POST or None, papers=papers, cancel_url=back)


def asked(user, form, recording: bool) -> ScrutinyReview:
    who = {"by": user, "at": timezone.now()}
    if recording:
        return workflow.record(form.cleaned_data["entry"], form.request_values(), **who)
    return workflow.ask(form.cleaned_data["named"], form.cleaned_data["why"], **who)


def act(verb: str, form, write, title: str, above: str, sentence: str) -> Act:
    def may(user, found):
        return SCRUTINY.may_start(user, found, verb)

    return Act(may, form, plainly(write), title, above, sentence, "reviews/scrutiny/act.html")


ACTS = {
    "agree": act(
        "agree",
        forms.AgreeForm,
        workflow.agree,
        "Record that it is agreed",
        "The commission agreed to the review. A panel holds it.",
        "The request is agreed.",
    ),
    "decline": act(
        "decline",
        forms.DeclineForm,
        workflow.decline,
        "Record that it is declined",
        "Who asked reads the reason.",
        "The request is declined.",
    ),
    "begin": act(
        "begin",
        forms.BeginForm,
        workflow.begin,
        "Give it to a panel",
        "The panel looks at the performance of this one partnership, and reports.",
        "The panel is named, and the review is in progress.",
    ),
    "report": act(
        "report",
        forms.ReportForm,
        workflow.report,
        "Record the report",
        "What the panel found. Recommendations are drawn up from it afterwards.",
        "The report is recorded.",
    ),
}


def step(request, pk: int, verb: str):
    found = review_or_404(request.user, pk)
    return take(request, found, ACTS[verb], entry=None, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_agree(request, pk: int):
    """The commission agreed."""
    return step(request, pk, "agree")


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_decline(request, pk: int):
    """The commission declined."""
    return step(request, pk, "decline")


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_begin(request, pk: int):
    """A panel holds it."""
    return step(request, pk, "begin")


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_report(request, pk: int):
    """The panel has reported."""
    return step(request, pk, "report")


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_recommend(request, pk: int):
    """A recommendation that rests on what the panel found."""
    found = review_or_404(request.user, pk)
    require(workflow.may_recommend(request.user, found), instead=address_of(found))
    return drawn_up(request, found, workflow.recommend, back=address_of(found))
