"""Is it a partnership? The answers of an entry, the test, and what the policy team says of what fails it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms.screenings import OutcomeForm, ScreeningForm
from assessments.models import Screening
from assessments.permissions.assessments import can_see_assessments
from assessments.permissions.screenings import can_screen, can_settle_screening
from assessments.reports import screenings as report
from assessments.rules.questions import suggested_class
from assessments.workflow import screenings as workflow
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from register.forms.life import ExcludeForm
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404


def address_of(entry) -> str:
    return reverse("assessments:entry_screenings", args=[entry.reference])


@require_safe
def entry_screenings(request, reference: str):
    """What was answered about one entry, and the way to answer."""
    entry = entry_or_404(request.user, reference)
    require(can_see_assessments(request.user, entry), instead=reverse("register:entry", args=[reference]))
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("screenings"),
        "tabs": tabs_of(request.user, entry, "screenings"),
        "kept": report.kept(entry, request.user),
        "verdict": can_screen(request.user, entry),
    }
    return render(request, "assessments/screenings/tab.html", context)


@require_safe
def screenings(request):
    """What fails the test by its answers, and waits for the policy team."""
    require(can_see_assessments(request.user))
    related = ("partnership", "exclusion_class", "made_by")
    found = Screening.objects.visible_to(request.user).to_settle().select_related(*related)
    return render(request, "assessments/screenings/list.html", {"found": found})


@require_http_methods(["GET", "HEAD", "POST"])
def screen(request, reference: str):
    """Answer the tests; where one fails, say what it is instead."""
    entry = entry_or_404(request.user, reference)
    back = address_of(entry)
    require(can_screen(request.user, entry), instead=back)
    try:
        questions = workflow.tests(timezone.now())
    except ValidationError as error:
        raise Refused(error.messages[0], back) from error
    form_class = OutcomeForm if request.POST.get("stage") else ScreeningForm
    form = form_class(request.POST or None, questions=questions.questions.all(), cancel_url=back)
    if form.is_bound and form.is_valid():
        given = form.given()
        failed = not all(each.is_yes for each in given)
        if failed and not isinstance(form, OutcomeForm):
            form = carried(form, given, back)
        elif answer := keep(request, entry, form, given):
            return answer
    context = {"form": form, "entry": entry, "back": back, "questions": questions}
    return render(request, "assessments/screenings/screen.html", context)


def carried(form: ScreeningForm, given: list, back: str) -> OutcomeForm:
    """The second page: the same answers, and what the first no suggests."""
    suggested = suggested_class(given)
    answers = {each.question.pk: each for each in given}
    outcome = OutcomeForm(questions=form.questions, answers=answers, cancel_url=back)
    outcome.initial["exclusion_class"] = suggested.pk if suggested else None
    return outcome


def keep(request, entry, form, given):
    """Keep the answers and say what came of them; None where they were refused."""
    said = [form.cleaned_data.get("exclusion_class"), form.cleaned_data.get("reason", "")]
    try:
        made = workflow.screen(entry, given, *said, by=request.user, at=timezone.now())
    except ValidationError as error:
        for sentence in error.messages:
            form.add_error(None, sentence)
        return None
    entry.refresh_from_db()
    if made.is_partnership:
        messages.success(request, f"{entry.name} passes the test. The answers are kept.")
    elif entry.status == "not_partnership":
        messages.success(request, f"{entry.name} is marked as not a partnership. The answers are kept.")
    else:
        messages.success(request, f"The answers are kept. A policy officer says whether {entry.name} is a partnership.")
    return redirect(address_of(entry))


@require_http_methods(["GET", "HEAD", "POST"])
def screening_settle(request, pk: int):
    """A policy officer marks what fails the test as not a partnership."""
    related = ("partnership", "exclusion_class", "made_by")
    found = get_object_or_404(Screening.objects.visible_to(request.user).select_related(*related), pk=pk)
    entry = found.partnership
    back = address_of(entry)
    require(can_settle_screening(request.user, found), instead=back)
    seen = Seen(entry, request.POST.get("version", "") if request.method == "POST" else entry.version)
    form = ExcludeForm(
        request.POST or None,
        seen=seen,
        user=request.user,
        submit_text="Mark as not a partnership",
        cancel_url=back,
    )
    form.initial |= {"exclusion_class": found.exclusion_class_id, "reason": found.reason}
    if form.is_bound and form.is_valid():
        write = partial(settled, found, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, entry, write, partial(done, request), always=True):
            return answer
    context = {"form": form, "entry": entry, "back": back, "screening": found}
    return render(request, "assessments/screenings/settle.html", context)


def settled(screening, form, changes, *, version, reason, **who):
    return workflow.settle(screening, form.cleaned_data["exclusion_class"], reason, version=version, **who)


def done(request, entry, changed: dict):
    messages.success(request, f"{entry.name} is marked as not a partnership. The answers are kept.")
    return redirect(address_of(entry))
