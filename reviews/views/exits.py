"""Exit strategies: the list, an entry's own, opened by hand, one of them, its parts, as a whole, its history."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import timeline
from partnerships.downloads import attached
from partnerships.events import log
from partnerships.models import Council, Event
from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from reviews import rendering
from reviews.forms import exits as forms
from reviews.models import ExitStrategy
from reviews.permissions import exits as permissions
from reviews.reports import exit_list as listing
from reviews.reports import exit_pack, exit_report
from reviews.reports import exit_page as report
from reviews.reports import exit_parts as parts
from reviews.workflow import exits as workflow
from reviews.workflow import papers


def strategy_or_404(user, pk: int) -> ExitStrategy:
    related = ("partnership", "recommendation", "matter", "opened_by", "returned_by", "immaterial_by")
    return get_object_or_404(ExitStrategy.objects.visible_to(user).select_related(*related), pk=pk)


def address_of(strategy: ExitStrategy) -> str:
    return reverse("reviews:exit_strategy", args=[strategy.pk])


@require_safe
def exits(request):
    """All exit strategies, by what is to be done with them."""
    require(permissions.can_see_exits(request.user))
    part = shown(request, listing.SHOWN)
    is_mine = request.GET.get("mine") == "yes"
    found = listing.found(request.user, part.key, timezone.localdate(), is_mine)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    title = f"{part.title}{', of partnerships that you lead' if is_mine else ''}"
    context = {"page": page, "rows": listing.rows(page.object_list), "tabs": part.tabs, "title": title}
    return render(request, "reviews/exits/list.html", context)


@require_safe
def entry_exits(request, reference: str):
    """How the council leaves one entry, or left it, and the way to open a strategy by hand."""
    entry = entry_or_404(request.user, reference)
    require(permissions.can_see_exits(request.user, entry), instead=reverse("register:entry", args=[reference]))
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("leaving"),
        "tabs": tabs_of(request.user, entry, "leaving"),
        "rows": listing.of_entry(entry, request.user),
        "opening": listing.opening(entry, request.user),
    }
    return render(request, "reviews/exits/tab.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_open(request, reference: str):
    """Open one by hand: what opened it, and more about that."""
    entry = entry_or_404(request.user, reference)
    back = reverse("reviews:entry_exits", args=[reference])
    require(listing.may_open(request.user, entry), instead=back)
    causes = listing.causes(request.user, entry)
    form = forms.OpenForm(request.POST or None, user=request.user, causes=causes, cancel_url=back)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        made = workflow.open_for(entry, said["cause"], note=said["cause_note"], by=request.user, at=timezone.now())
        messages.success(request, f"{made.reference} is opened. It is to be written next.")
        return redirect(address_of(made))
    return render(request, "reviews/exits/open.html", {"form": form, "entry": entry, "back": back})


@require_safe
def exit_strategy(request, pk: int):
    """One strategy: where it stands, its task list, what can be done."""
    found = strategy_or_404(request.user, pk)
    context = {
        "strategy": found,
        "entry": found.partnership,
        "back": reverse("reviews:entry_exits", args=[found.partnership.reference]),
        "page": report.page(found, request.user, timezone.localdate()),
    }
    return render(request, "reviews/exits/strategy.html", context)


@require_safe
def exit_whole(request, pk: int):
    """The strategy whole, for readers and for print."""
    found = strategy_or_404(request.user, pk)
    context = {
        "strategy": found,
        "entry": found.partnership,
        "back": address_of(found),
        "parts": report.whole(found),
        "facts": report.standing(found, request.user),
        "bodies": report.put_to(found),
        "ends": report.ends(found),
    }
    return render(request, "reviews/exits/whole.html", context)


@require_safe
def exit_pdf(request, pk: int):
    """The exit pack as PDF. Who downloaded it is noted."""
    found = strategy_or_404(request.user, pk)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    council = Council.objects.of(request.user)
    content = rendering.pack(exit_pack.build(found, council, timezone.localdate()), "Exit pack")
    log(Event.Kind.DOWNLOADED, f"exit pack {found.reference}", by=request.user, at=timezone.now(), bytes=len(content))
    return HttpResponse(content, content_type="application/pdf", headers=attached(f"{found.reference}-exit-pack.pdf"))


@require_http_methods(["GET", "HEAD", "POST"])
def exit_paper(request, pk: int):
    """Begin the committee paper on it with its header."""
    found = strategy_or_404(request.user, pk)
    back = address_of(found)
    require(permissions.can_draft_exit_paper(request.user, found), instead=back)
    initial = {
        "title": exit_report.suggested_title(found),
        "originator": request.user.post,
        "status_line": "For decision",
        "objective": f"To decide whether the council leaves {found.partnership.name}, and how.",
    }
    form = forms.ExitPaperForm(request.POST or None, initial=initial, cancel_url=back)
    if form.is_bound and form.is_valid():
        council = Council.objects.of(request.user)
        made = papers.draft_on_exit(found, form.cleaned_data, council, by=request.user, at=timezone.now())
        messages.success(
            request, f"{made.reference} was started as a draft. What it says of leaving is the strategy’s."
        )
        return redirect("reviews:paper", made.reference)
    context = {"form": form, "entry": found.partnership, "back": back, "about": found}
    return render(request, "reviews/form.html", {**context, "title": "Draft a committee paper"})


@require_safe
def exit_history(request, pk: int):
    """What became of it and of its lines, newest first."""
    found = strategy_or_404(request.user, pk)
    pages, items = timeline.page(report.tracks(found), request.GET.get("page"))
    context = {"strategy": found, "entry": found.partnership, "back": address_of(found)}
    return render(request, "reviews/exits/history.html", {**context, "pages": pages, "items": items})


@require_safe
def exit_part(request, pk: int, part: str):
    """One part with its lines, and the ways to write it."""
    found = strategy_or_404(request.user, pk)
    if part not in parts.PARTS or not parts.PARTS[part].nouns:
        raise Http404
    written = parts.Written(found)
    context = {
        "strategy": found,
        "entry": found.partnership,
        "back": address_of(found),
        "part": parts.shown(written, part, bool(workflow.may_write(request.user, found))),
        "state": written.state(part),
        "tone": parts.TONES[written.state(part)],
    }
    return render(request, "reviews/exits/part.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_edit(request, pk: int, part: str):
    """The fields of one part."""
    found = strategy_or_404(request.user, pk)
    if part not in parts.PARTS or not parts.PARTS[part].fields:
        raise Http404
    onward = parts.address(found, part, writes=True) if parts.PARTS[part].nouns else address_of(found)
    require(workflow.may_write(request.user, found), instead=address_of(found))
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form_class = forms.PartForm.over(parts.PARTS[part].fields)
    form = form_class(request.POST or None, seen=seen, user=request.user, cancel_url=onward)
    if form.is_bound and form.is_valid():
        write = partial(written, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request, onward)):
            return answer
    context = {"form": form, "entry": found.partnership, "back": address_of(found), "about": found}
    return render(request, "reviews/form.html", {**context, "title": parts.PARTS[part].title})


def written(found: ExitStrategy, changes, *, version: int, reason: str, **who):
    return workflow.write(found, changes, version=version, **who)


def saved(request, onward: str, found: ExitStrategy, changed: dict):
    messages.success(request, "Saved.")
    return redirect(onward)
