"""Reviews of the council's involvement: the list, beginning one, one of them, and each step."""

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
from register.models import Partnership
from register.permissions.proposals import can_review_involvement
from register.views.acts import Act, plainly, take
from register.views.loading import entry_or_404
from register.views.shown import shown
from reviews.forms import involvement as forms
from reviews.models import InvolvementReview, ScrutinyReview
from reviews.permissions.involvement import can_see_involvement
from reviews.reports import involvement as report
from reviews.views import scrutiny
from reviews.views.drawing_up import drawn_up
from reviews.workflow import involvement as workflow
from reviews.workflow.involvement import INVOLVEMENT


def review_or_404(user, pk: int) -> InvolvementReview:
    related = ("partnership", "scrutiny_review", "proposer", "opened_by", "settled_by")
    return get_object_or_404(InvolvementReview.objects.visible_to(user).select_related(*related), pk=pk)


def address_of(review: InvolvementReview) -> str:
    return reverse("reviews:involvement_review", args=[review.pk])


@require_safe
def involvement_reviews(request):
    """All reviews of the council's involvement, by where they stand."""
    require(can_see_involvement(request.user))
    part = shown(request, report.SHOWN)
    listed = report.found(request.user, part.key, timezone.localdate()).select_related("partnership")
    page = Paginator(listed, 25).get_page(request.GET.get("page"))
    context = {"page": page, "rows": report.review_rows(page.object_list), "tabs": part.tabs, "title": part.title}
    return render(request, "reviews/involvement/list.html", context)


@require_safe
def involvement_review(request, pk: int):
    """One review: why, what it found, what was decided."""
    found = review_or_404(request.user, pk)
    back = reverse("reviews:entry_recommendations", args=[found.partnership.reference])
    context = {"review": found, "entry": found.partnership, "back": back, "page": report.page(found, request.user)}
    return render(request, "reviews/involvement/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def involvement_begin(request, reference: str):
    """The policy team opens one by hand; the corporate management team and the head of service propose one."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:entry", args=[reference])
    return begun(request, entry, {}, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def scrutiny_involvement(request, pk: int):
    """Scrutiny's commission agreed to its request, so the council looks again at its involvement."""
    asked = scrutiny.review_or_404(request.user, pk)
    back = scrutiny.address_of(asked)
    require(workflow.agreed(asked), instead=back)
    return begun(request, asked.partnership, {"why": asked.why}, asked, back=back)


def begun(request, entry: Partnership, start: dict, asked: ScrutinyReview | None = None, *, back: str):
    require(workflow.may_begin(request.user, entry), instead=back)
    opens = bool(can_review_involvement(request.user, entry))
    button = "Open the review" if opens else "Propose the review"
    form = forms.BeginForm(request.POST or None, initial=start, submit_text=button, cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            made = workflow.begin(entry, form.begun(), scrutiny_review=asked, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            sentence = "The council’s involvement is under review." if opens else "The review is proposed."
            messages.success(request, sentence)
            return redirect(address_of(made))
    return render(request, "reviews/involvement/begin.html", {"form": form, "entry": entry, "back": back})


def act(verb: str, form, write, title: str, above: str, sentence: str) -> Act:
    def may(user, found):
        return INVOLVEMENT.may_start(user, found, verb)

    return Act(may, form, plainly(write), title, above, sentence)


ACTS = {
    "confirm": act(
        "open",
        forms.ConfirmForm,
        workflow.confirm,
        "Open the review",
        "The entry is under review from now on, and stays in every count until it is decided whether the council "
        "goes on.",
        "The council’s involvement is under review.",
    ),
    "dismiss": act(
        "dismiss",
        forms.NotForm,
        workflow.dismiss,
        "Dismiss it",
        "There is nothing to look at again: say why.",
        "The proposal is dismissed.",
    ),
    "call_off": act(
        "call_off",
        forms.NotForm,
        workflow.call_off,
        "Call it off",
        "It should not have been opened: say why. The entry is active again.",
        "The review is called off and the entry is active.",
    ),
}


def step(request, pk: int, name: str):
    found = review_or_404(request.user, pk)
    return take(request, found, ACTS[name], entry=found.partnership, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def involvement_confirm(request, pk: int):
    """A policy officer opens what was proposed."""
    return step(request, pk, "confirm")


@require_http_methods(["GET", "HEAD", "POST"])
def involvement_dismiss(request, pk: int):
    """A policy officer says why not."""
    return step(request, pk, "dismiss")


@require_http_methods(["GET", "HEAD", "POST"])
def involvement_call_off(request, pk: int):
    """Another policy officer ends what should not have been opened."""
    return step(request, pk, "call_off")


@require_http_methods(["GET", "HEAD", "POST"])
def involvement_write(request, pk: int):
    """What it found, where that was reported, and when next."""
    found = review_or_404(request.user, pk)
    require(workflow.may_write(request.user, found), instead=address_of(found))
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = forms.WriteForm(request.POST or None, seen=seen, user=request.user, cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        write = partial(written, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request)):
            return answer
    context = {"form": form, "entry": found.partnership, "back": address_of(found), "title": "What it found"}
    return render(request, "reviews/form.html", {**context, "about": found})


def written(found: InvolvementReview, changes, *, version: int, reason: str, **who):
    return workflow.write(found, changes, version=version, **who)


def saved(request, found: InvolvementReview, changed: dict):
    messages.success(request, "Saved.")
    return redirect(address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def involvement_recommend(request, pk: int):
    """The recommendation that it ends in."""
    found = review_or_404(request.user, pk)
    require(workflow.may_recommend(request.user, found), instead=address_of(found))
    return drawn_up(request, found, workflow.recommend, back=address_of(found))
