"""The lines of a recommendation: added, changed, taken off."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.acts import ActForm
from register.views.acts import Act, plainly, take
from reviews.forms import recommendations as forms
from reviews.models import Recommendation
from reviews.reports.recommendation_cards import address_of
from reviews.views.recommendations import entry_of, recommendation_or_404
from reviews.workflow import recommended_lines as workflow

NOUNS = {
    "subjects": ("partnership", forms.NewSubjectForm, forms.SubjectForm),
    "consultations": ("consultation", forms.ConsultationForm, forms.ConsultationForm),
    "actions": ("planned action", forms.PlannedActionForm, forms.PlannedActionForm),
}


def line_or_404(user, noun: str, pk: int):
    """The line and its recommendation, as far as the person may see it."""
    if noun not in NOUNS:
        raise Http404
    kept = workflow.LINES[noun].objects.filter(removed_at__isnull=True)
    found = kept.filter(recommendation__in=Recommendation.objects.visible_to(user))
    return get_object_or_404(found.select_related("recommendation"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_line_add(request, pk: int, noun: str):
    """Add a partnership or an exception, somebody to consult, something to do."""
    found = recommendation_or_404(request.user, pk)
    if noun not in NOUNS:
        raise Http404
    require(workflow.may_change_lines(request.user, found, noun), instead=address_of(found))
    one, form_class, _ = NOUNS[noun]
    form = form_class(request.POST or None, user=request.user, submit_text="Add it", cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        try:
            added(found, noun, form, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Added.")
            return redirect(address_of(found))
    return line_page(request, found, form, f"Add a {one}")


def added(found: Recommendation, noun: str, form, *, by, at) -> None:
    values = form.line_values()
    if noun != "subjects":
        workflow.add(found, noun, values, by=by, at=at)
    elif family := form.cleaned_data["family"]:
        workflow.add_family(found, family, values, by=by, at=at)
    else:
        entry = form.cleaned_data["partnership"]
        workflow.add(found, noun, {"partnership": entry, **values}, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_line_change(request, noun: str, pk: int):
    """Change a line."""
    line = line_or_404(request.user, noun, pk)
    found = line.recommendation
    require(workflow.may_change_lines(request.user, found, noun), instead=address_of(found))
    one, _, form_class = NOUNS[noun]
    seen = Seen(line, request.POST.get("version", "") if request.method == "POST" else line.version)
    form = form_class(request.POST or None, seen=seen, user=request.user, cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        write = partial(changed, line, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, line, write, partial(done, request)):
            return answer
    return line_page(request, found, form, f"Change the {one}", str(line))


def changed(line, changes, *, version: int, reason: str, **who):
    return workflow.change(line, changes, version=version, **who)


def done(request, line, changes: dict):
    messages.success(request, "Saved.")
    return redirect(address_of(line.recommendation))


def line_page(request, found: Recommendation, form, title: str, about: str = ""):
    context = {"form": form, "entry": entry_of(found), "back": address_of(found), "title": title}
    return render(request, "reviews/form.html", {**context, "about": about or found})


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_line_remove(request, noun: str, pk: int):
    """Take a line off."""
    line = line_or_404(request.user, noun, pk)
    found = line.recommendation
    one = NOUNS[noun][0]
    act = Act(
        lambda user, each: workflow.may_change_lines(user, found, noun),
        removal(type(line)),
        plainly(workflow.remove),
        f"Remove the {one}",
        "It is taken off the recommendation, and stays in its history.",
        "Removed.",
    )
    return take(request, line, act, entry=entry_of(found), back=address_of(found))


def removal(model) -> type[ActForm]:
    """A form that asks for nothing."""
    return type(ActForm)("RemoveForm", (ActForm,), {"Meta": type("Meta", (ActForm.Meta,), {"model": model})})
