"""Guidance on each procedure, and the record of who was briefed on it (SH-18, W09-12)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.numbers import whole
from partnerships.saving import Conflict
from partnerships.verdict import require
from register.forms.briefings import BriefingForm, TopicForm, to_brief
from register.models import Briefing
from register.permissions.briefings import can_record_briefing, can_see_briefings
from register.rules.guides import GUIDES, TOPICS, Guide
from register.rules.words import number_of
from register.workflow import briefings as workflow


def address(guide: Guide, user) -> str:
    """Where the procedure is done, for those who may open that page."""
    return reverse(guide.route) if guide.may(user) else ""


@require_safe
def procedures(request):
    """Every procedure in a line, with where it is done and how it works."""
    found = [(guide, address(guide, request.user)) for guide in GUIDES.values()]
    context = {"guides": found, "sees_briefings": can_see_briefings(request.user)}
    return render(request, "register/guides/procedures.html", context)


@require_safe
def guide(request, slug: str):
    """One procedure: who does what, in order."""
    if slug not in GUIDES:
        raise Http404
    found = GUIDES[slug]
    own = Briefing.objects.filter(person=request.user, topic=slug, removed_at__isnull=True).first()
    context = {"guide": found, "address": address(found, request.user), "briefed": own}
    return render(request, "register/guides/guide.html", context)


@require_safe
def briefings(request):
    """Who was briefed on what, and who has not been briefed on a topic."""
    require(can_see_briefings(request.user))
    form = TopicForm(request.GET)
    topic = form.cleaned_data["topic"] if form.is_valid() else ""
    found = Briefing.objects.filter(removed_at__isnull=True).select_related("person")
    found = found.filter(topic=topic) if topic else found
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "filter_form": form,
        "topic": TOPICS.get(topic, ""),
        "page": page,
        "rows": [(briefing, TOPICS.get(briefing.topic, briefing.topic)) for briefing in page],
        "not_briefed": to_brief().exclude(pk__in=found.values("person")),
        "verdict": can_record_briefing(request.user),
    }
    return render(request, "register/guides/briefings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def briefing_new(request):
    """Record that several people were briefed."""
    require(can_record_briefing(request.user))
    back = reverse("register:briefings")
    form = BriefingForm(request.POST or None, cancel_url=back)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            made = workflow.record(
                told["people"], told["topics"], told["held_on"], told["note"], by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{number_of(len(made), 'briefing')} recorded.")
            return redirect(back)
    return render(request, "register/guides/briefing_new.html", {"form": form, "back": back})


@require_POST
def briefing_remove(request, pk: int):
    """Take a briefing off the record that never was."""
    require(can_see_briefings(request.user))
    found = get_object_or_404(Briefing.objects.select_related("person"), pk=pk, removed_at__isnull=True)
    version = whole(request.POST.get("version", "")) or 0
    try:
        workflow.remove(found, version=version, by=request.user, at=timezone.now())
    except Conflict:
        messages.error(request, "Somebody else changed this record meanwhile. Look at it again.")
    else:
        messages.success(request, f"The briefing of {found.person} was taken off the record.")
    return redirect("register:briefings")
