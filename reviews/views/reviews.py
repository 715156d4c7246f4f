"""One review: its task list, its pages, the facts that it changes, and the questions of the business case."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assessments.reports.entry import form_address
from assessments.workflow import assessments
from partnerships.saving import Conflict
from partnerships.verdict import Refused, require
from partnerships.words import BRIEF, shortened
from reviews.forms.reviews import PageForm
from reviews.models import Review, ReviewSection
from reviews.models.choices import ANSWERED_NOW, ReviewStatus
from reviews.permissions import reviews as permissions
from reviews.reports import review_answers, review_list
from reviews.reports import review_page as report
from reviews.rules import reviews as rules
from reviews.workflow import filling_in
from reviews.workflow import reviews as workflow

MEANWHILE = (
    "{who} saved this meanwhile, so nothing of yours is saved yet. What you typed is still here, with what they saved "
    "where it is otherwise. Save once more what should stand."
)
THEIRS = "Saved meanwhile: {}"
KEEPING = {"later", "autosave", "assess"}


def review_or_404(user, pk: int) -> Review:
    require(permissions.can_read_review(user))
    related = ("partnership__lead_officer", "partnership__head_of_service", "round__policy", "submitted_by")
    return get_object_or_404(Review.objects.visible_to(user).select_related(*related), pk=pk)


def section_or_404(review: Review, key: str) -> ReviewSection:
    found = next((section for section in report.sections_of(review) if section.key == key), None)
    if found is None:
        raise Http404
    return found


def address_of(review: Review) -> str:
    return reverse("reviews:review", args=[review.pk])


@require_safe
def review(request, pk: int):
    """Where it stands, what is to be done next and by whom, and everything that was said."""
    found = review_or_404(request.user, pk)
    sections = report.sections_of(found)
    is_open = found.status in ANSWERED_NOW
    context = {
        "review": found,
        "tone": review_list.TONES[ReviewStatus(found.status)],
        "entry": found.partnership,
        "back": reverse("register:entry", args=[found.partnership.reference]),
        "tasks": report.tasks(found, sections, request.user),
        "sections": sections,
        "shown": [] if is_open else report.shown(found, sections, request.user),
        "is_open": is_open,
        "answers_it": is_open and bool(permissions.can_answer_review(request.user, found)),
        "given_to_me": [each for each in sections if each.delegated_to_id == request.user.pk],
        "steps": report.steps(found, request.user),
        "story": report.story(found),
        "last": review_answers.last_review(found),
    }
    return render(request, "reviews/review/review.html", context)


@require_safe
def review_answer(request, pk: int):
    """Straight to the first page that this person still fills in; from letters, and from what waits for them."""
    found = review_or_404(request.user, pk)
    sections = report.sections_of(found)
    for task in report.tasks(found, sections):
        own = [section for section in task.sections if permissions.may_fill_in(request.user, section)]
        if own and report.state_of(own) != "Completed":
            return redirect(task.url)
    return redirect(address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request, pk: int, page: str):
    """Some sections together. Saving goes on to the next page; what is kept for later is not asked for the rest."""
    found = review_or_404(request.user, pk)
    sections = report.sections_of(found)
    pages = rules.pages_of(found.tier, [section.key for section in sections])
    shown = next((each for each in pages if each.key == page), None)
    if shown is None:
        raise Http404
    members = [section for key in shown.sections for section in sections if section.key == key]
    own = [section for section in members if permissions.may_fill_in(request.user, section)]
    is_later = bool(request.POST.keys() & KEEPING)
    is_whole = shown.key == rules.WHOLE.key and bool(permissions.can_answer_review(request.user, found))
    last = review_answers.last_review(found)
    starts = report.starts(found, last)
    asked = partial(PageForm, review=found, starts=starts, is_whole=is_whole, cancel_url=address_of(found))
    if not own:
        typed = asked(request.POST, sections=members).in_words() if request.POST else ()
        require(permissions.may_fill_in(request.user, members[0]), instead=address_of(found), typed=typed)
    form = asked(request.POST or None, sections=own, is_later=is_later)
    if form.is_bound and form.is_valid():
        if answer := kept(request, found, form, pages, shown):
            return answer
    elif form.is_bound and not is_later:
        keep_what_is_right(request, found, form, asked(request.POST, sections=own, is_later=True))
    if "autosave" in request.POST:
        return HttpResponse("Not saved", status=409, content_type="text/plain; charset=utf-8")
    boxes = {section.key: form.fields_of(section.key) for section in own}
    context = {
        "review": found,
        "entry": found.partnership,
        "back": address_of(found),
        "page": shown,
        "form": form,
        "parts": [
            {"shown": each, "boxes": boxes.get(each.key, [])} for each in report.shown(found, members, request.user)
        ],
        "whole": form.fields_of("") if is_whole else [],
        "last": last,
        "number": pages.index(shown) + 1,
        "total": len(pages),
        "steps": trail(report.tasks(found, sections, request.user), shown.key),
    }
    return render(request, "reviews/review/page.html", context)


def trail(tasks: list[report.Task], key: str) -> list[dict]:
    return [
        {"label": task.title, "url": task.url, "done": task.state == "Completed", "current": task.key == key}
        for task in tasks
    ]


def kept(request, found: Review, form: PageForm, pages: list[rules.ReviewPage], shown: rules.ReviewPage):
    """Keep the page and go on; None where the form is shown again with what is wrong."""
    at, is_final = timezone.now(), not form.is_later
    try:
        stands = filling_in.keep(found, form.said(), is_final=is_final, by=request.user, at=at)
        if "declaration" in form.fields and is_final:
            hours = {"hours_spent": form.cleaned_data["hours_spent"]}
            stands = Review.objects.select_related("partnership", "round").get(pk=stands.pk)
            workflow.submit(stands, hours, version=stands.version, by=request.user, at=at)
            messages.success(request, f"Your review of {found.partnership} is submitted.")
            return redirect(address_of(found))
    except Conflict as conflict:
        meanwhile(request, form, conflict)
        return None
    except Refused as refusal:
        require(permissions.can_read_review(request.user))
        form.add_error(None, f"Your answers are saved, and nothing is submitted yet. {refusal}")
        renumber(form)
        return None
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if "autosave" in request.POST:
        return saved_by_itself(found, form)
    if "assess" in request.POST:
        return assess(request, found, form, at)
    if form.is_later:
        messages.success(request, "Your answers are saved. Nothing is submitted yet.")
        return redirect(address_of(found))
    following = pages[pages.index(shown) + 1 :]
    if following and permissions.can_answer_review(request.user, found):
        return redirect("reviews:review_page", found.pk, following[0].key)
    if permissions.can_answer_review(request.user, found):
        return redirect("reviews:review_check", found.pk)
    messages.success(request, "Your answers are saved. The lead officer submits the review.")
    return redirect(address_of(found))


def keep_what_is_right(request, found: Review, form: PageForm, draft: PageForm) -> None:
    """The page is shown again with what is wrong; meanwhile what could be read is kept, so that no way off loses it."""
    if not draft.is_valid():
        return
    try:
        filling_in.keep(found, draft.said(), is_final=False, by=request.user, at=timezone.now())
    except (Conflict, Refused, ValidationError):
        return
    renumber(form)


def assess(request, found: Review, form: PageForm, at):
    """What was answered is kept; now the assessment of one kind is begun, and its form shown."""
    kind = request.POST["assess"]
    if kind not in form.sections or kind not in rules.ASSESSED:
        raise Http404
    verdict = assessments.may_start(request.user, found.partnership, kind, at)
    require(verdict, instead=address_of(found))
    return redirect(form_address(assessments.start(found.partnership, kind, by=request.user, at=at)))


def who_was_quicker(conflict: Conflict) -> str:
    row = ReviewSection.history.filter(id=conflict.record.pk).order_by("-version").first()
    return row.history_by_name if row else "Somebody else"


def meanwhile(request, form: PageForm, conflict: Conflict) -> None:
    """Say who was quicker and what they saved; what was typed stays, and counts as looked at again."""
    form.add_error(None, MEANWHILE.format(who=who_was_quicker(conflict)))
    stands = review_or_404(request.user, form.review.pk)
    sections = [section for section in report.sections_of(stands) if section.key in form.sections]
    starts = report.starts(stands, review_answers.last_review(stands))
    theirs = PageForm(review=stands, sections=sections, starts=starts)
    for name, words in theirs.standing().items():
        if name in form.fields and words and words != theirs.said_of(name, form.data.get(name, "")):
            form.add_error(name, THEIRS.format(shortened(words, BRIEF)))
    renumber(form)


def renumber(form: PageForm) -> None:
    """The form that is shown again has seen its sections as they stand now."""
    form.data = form.data.copy()
    for key, version in form.review.sections.values_list("key", "version"):
        if key in form.sections:
            form.data[f"seen_{key}"] = str(version)


def saved_by_itself(found: Review, form: PageForm) -> HttpResponse:
    """What the page needs to know to save again by itself: the versions that stand now."""
    rows = found.sections.filter(key__in=form.sections).values_list("key", "version")
    said = "\n".join(f"seen_{key}={version}" for key, version in rows)
    return HttpResponse(said, content_type="text/plain; charset=utf-8")
