"""Recommendations: the list, an entry's own, one of them, its parts, and each step."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.numbers import whole
from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.models import Partnership
from register.reports.entry import Builder
from register.views.acts import Act, plainly, take
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from reviews.forms import recommendations as forms
from reviews.models import Recommendation
from reviews.permissions import recommendations as permissions
from reviews.reports import involvement
from reviews.reports import recommendation_list as listing
from reviews.reports import recommendation_page as report
from reviews.reports.recommendation_cards import PARTS, address_of
from reviews.rules.recommendations import leading
from reviews.workflow import decided
from reviews.workflow import recommendations as workflow
from reviews.workflow.recommendations import RECOMMENDATIONS, subjects_of

# What an entry says of its own future, as a recommendation says it.
FROM_ENTRY = {
    "kind": "recommendation_kind",
    "heading": "recommendation_heading",
    "text": "recommendation",
    "hours_change": "hours_change",
    "pounds_change": "pounds_change",
}


def recommendation_or_404(user, pk: int) -> Recommendation:
    related = ("drafted_by", "audit", "follows", "matter", "seat__partnership", "seat__holder")
    return get_object_or_404(Recommendation.objects.visible_to(user).select_related(*related), pk=pk)


def entry_of(recommendation: Recommendation) -> Partnership:
    """The partnership under which its pages stand."""
    return leading(subjects_of(recommendation)).partnership


@require_safe
def recommendations(request):
    """All recommendations by what is to be done with them, narrowed, with their totals."""
    require(permissions.can_see_recommendations(request.user))
    part = shown(request, listing.SHOWN)
    form = forms.FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = listing.narrowed(listing.found(request.user, part.key, timezone.localdate()), chosen)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": listing.rows(page.object_list),
        "totals": listing.totals(found),
        "tabs": part.tabs,
        "title": part.title,
        "form": form,
        "kept": [("show", part.key)],
        "chosen": [name for name in listing.FILTERS if chosen.get(name)],
        "clear": f"{request.path}?show={part.key}",
        "draft": permissions.can_draft(request.user),
    }
    return render(request, "reviews/recommendations/list.html", context)


@require_safe
def entry_recommendations(request, reference: str):
    """The recommendations about one entry, and the way to begin one."""
    entry = entry_or_404(request.user, reference)
    require(permissions.can_see_recommendations(request.user), instead=reverse("register:entry", args=[reference]))
    found = Recommendation.objects.visible_to(request.user).about(entry)
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("recommendations"),
        "tabs": tabs_of(request.user, entry, "recommendations"),
        "rows": listing.rows(found),
        "draft": permissions.can_draft_about(request.user, entry),
        "involvement": involvement.of_entry(entry, request.user),
        "look_again": involvement.beginning(entry, request.user),
    }
    return render(request, "reviews/recommendations/tab.html", context)


@require_safe
def recommendation(request, pk: int):
    """One recommendation: what it says, where it stands, what is to be done."""
    found = recommendation_or_404(request.user, pk)
    entry = entry_of(found)
    context = {
        "recommendation": found,
        "entry": entry,
        "back": reverse("reviews:entry_recommendations", args=[entry.reference]),
        "page": report.page(found, request.user, timezone.localdate()),
    }
    return render(request, "reviews/recommendations/recommendation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_new(request):
    """Begin one about any partnership, or one that follows from another (H14-37)."""
    require(permissions.can_draft(request.user), instead=reverse("reviews:recommendations"))
    follows = whole(request.GET.get("follows", ""))
    earlier = None if follows is None else recommendation_or_404(request.user, follows)
    entry = entry_of(earlier) if earlier else None
    back = address_of(earlier) if earlier else reverse("reviews:recommendations")
    return begin(request, entry, back, {"follows": earlier} if earlier else {})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_begin(request, reference: str):
    """Begin one about an entry, from what the entry says of its own future."""
    entry = entry_or_404(request.user, reference)
    back = reverse("reviews:entry_recommendations", args=[reference])
    require(permissions.can_draft_about(request.user, entry), instead=back)
    start = {name: getattr(entry, column) for name, column in FROM_ENTRY.items()}
    return begin(request, entry, back, {}, start)


def begin(request, entry, back: str, more: dict, start: dict | None = None):
    form = forms.BeginForm(request.POST or None, user=request.user, entry=entry, initial=start or {}, cancel_url=back)
    if form.is_bound and form.is_valid():
        about = entry or form.cleaned_data["entry"]
        made = workflow.begin(about, {**form.recommended(), **more}, by=request.user, at=timezone.now())
        messages.success(request, f"{made.reference} is begun as a draft.")
        return redirect(address_of(made))
    return render(request, "reviews/recommendations/begin.html", {"form": form, "entry": entry, "back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_edit(request, pk: int, part: str):
    """One part of a recommendation that is still being written."""
    found = recommendation_or_404(request.user, pk)
    if part not in PARTS:
        raise Http404
    require(permissions.can_write(request.user, found), instead=address_of(found))
    title, names = PARTS[part]
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = forms.PartForm.over(names)(request.POST or None, seen=seen, user=request.user, cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        write = partial(written, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request)):
            return answer
    context = {"form": form, "entry": entry_of(found), "back": address_of(found), "title": title, "about": found}
    return render(request, "reviews/form.html", context)


def written(found: Recommendation, changes, *, version: int, reason: str, **who):
    return workflow.write(found, changes, version=version, **who)


def saved(request, found: Recommendation, changed: dict):
    messages.success(request, "Saved.")
    return redirect(address_of(found))


def proposed(found, form, changes, *, version, reason, **who):
    tier = {name: form.cleaned_data[name] for name in ("significance", "significance_reason")}
    return workflow.propose(found, changes, **tier, version=version, **who)


def passed(found, form, changes, *, version, reason, **who):
    return decided.pass_on(found, form.cleaned_data["starts_on"], form.person(), version=version, **who)


def may(verb: str):
    return lambda user, found: RECOMMENDATIONS.may_start(user, found, verb)


ACTS = {
    "submit": Act(
        may("submit"),
        forms.PlainForm,
        plainly(workflow.submit),
        "Hand in the recommendation",
        "The policy team puts it to the bodies, or returns it. Until then nothing in it is changed.",
        "The recommendation is handed in.",
    ),
    "return": Act(
        may("return"),
        forms.ReturnForm,
        plainly(workflow.give_back),
        "Return the recommendation",
        "Its drafter changes it and hands it in again.",
        "The recommendation is returned.",
    ),
    "propose": Act(
        may("propose"),
        forms.ProposeForm,
        proposed,
        "Put the recommendation to the bodies",
        "Which bodies decide follows from the route table of the policy. The risk that it rests on is kept with it.",
        "The recommendation is put to the bodies.",
    ),
    "withdraw": Act(
        may("withdraw"),
        forms.WithdrawForm,
        plainly(workflow.withdraw),
        "Take the recommendation back",
        "It goes no further. What was said stays on record.",
        "The recommendation was taken back.",
    ),
    "note_changes": Act(
        decided.may_note_changes,
        forms.NoteChangesForm,
        plainly(decided.note_changes),
        "Write down what was changed",
        "The wording and the figures as the bodies approved them. What was put to them stays in the history.",
        "What was changed is written down.",
    ),
    "pass_on": Act(
        decided.may_pass_on,
        forms.PassOnForm,
        passed,
        "Carry out the change of representation",
        "The place passes to its new post on that day. Who held it before stays in its history.",
        "The place passes to its new post.",
    ),
    "carry_out": Act(
        may("carry_out"),
        forms.PlainForm,
        plainly(decided.carry_out),
        "Say that it is carried out",
        "Every action is verified or dropped, and every place has passed.",
        "The recommendation is carried out.",
    ),
    "close": Act(
        may("close"),
        forms.CloseForm,
        plainly(decided.close),
        "Close the recommendation",
        "It was followed up, and nothing more is to be done about it.",
        "The recommendation is closed.",
    ),
}


def step(request, pk: int, verb: str):
    found = recommendation_or_404(request.user, pk)
    return take(request, found, ACTS[verb], entry=entry_of(found), back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_submit(request, pk: int):
    """Its drafter or a lead officer hands it in."""
    return step(request, pk, "submit")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_return(request, pk: int):
    """A policy officer returns it."""
    return step(request, pk, "return")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_propose(request, pk: int):
    """A policy officer puts it to the bodies."""
    return step(request, pk, "propose")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_withdraw(request, pk: int):
    """A policy officer takes it back."""
    return step(request, pk, "withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_note_changes(request, pk: int):
    """A policy officer writes down what the bodies changed."""
    return step(request, pk, "note_changes")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_pass_on(request, pk: int):
    """The place passes to its new post."""
    return step(request, pk, "pass_on")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_carry_out(request, pk: int):
    """A policy officer says that it is carried out."""
    return step(request, pk, "carry_out")


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_close(request, pk: int):
    """It is closed."""
    return step(request, pk, "close")
