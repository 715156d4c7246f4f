"""Facts that a review changes, and the questions of the business case answered anew, each on a page of its own."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.questions import QuestionsForm
from partnerships.numbers import whole
from partnerships.saving import Conflict
from partnerships.snapshots import Seen
from partnerships.verdict import require
from register.forms.sections import FORMS
from register.guidance import Guidance
from register.rules.sections import SECTIONS
from reviews.forms import review_boxes
from reviews.models import ReviewSection
from reviews.models.choices import Honesty, Section
from reviews.permissions import reviews as permissions
from reviews.reports import review_answers
from reviews.rules import reviews as rules
from reviews.views.reviews import address_of, review_or_404, section_or_404, who_was_quicker
from reviews.workflow import filling_in

CHANGED = "{who} changed this section meanwhile, so nothing of yours is saved yet. Save once more what should stand."


def unclashed(request, form, section: ReviewSection, write: Callable) -> bool:
    """Write on the version of the section that the page showed; where somebody was quicker, the form says who."""
    try:
        write(version=whole(request.POST.get("section", "")) or 0, by=request.user, at=timezone.now())
    except Conflict as conflict:
        form.add_error(None, CHANGED.format(who=who_was_quicker(conflict)))
        form.data = form.data.copy()
        form.data["section"] = str(conflict.record.version)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def review_change(request, pk: int, key: str, card: str):
    """A card of the entry as it should be: kept with the review, and written when it is accepted."""
    found = review_or_404(request.user, pk)
    section = section_or_404(found, key)
    if card not in rules.CARDS.get(key, ()):
        raise Http404
    page = rules.page_of(found.tier, [each.key for each in found.sections.all()], key)
    back = f"{reverse('reviews:review_page', args=[pk, page.key])}#{key}"
    require(permissions.may_fill_in(request.user, section), instead=address_of(found))
    entry = found.partnership
    seen = Seen(entry, request.POST.get("version", "") if request.method == "POST" else entry.version)
    staged = {each["field"]: rules.unserial(each["after"]) for each in section.changes}
    form = FORMS[card](
        request.POST or None,
        seen=seen,
        user=request.user,
        guidance=Guidance.current(),
        cancel_url=back,
        initial={name: list(value) if isinstance(value, frozenset) else value for name, value in staged.items()},
    )
    del form.fields["reason"]
    form.fields["section"] = review_boxes.seen(section)
    if form.is_bound and form.is_valid():
        wanted = form.values()
        original = {name: seen.values[name] for name in wanted}
        write = partial(filling_in.stage, section, original, wanted)
        if unclashed(request, form, section, write):
            messages.success(request, "Your change is kept with the review. The register has it once it is accepted.")
            return redirect(back)
    context = {"form": form, "entry": entry, "back": back, "title": SECTIONS[card].title, "review": found}
    return render(request, "reviews/review/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_appendix(request, pk: int):
    """The questions of the business case, answered anew (B15-49)."""
    found = review_or_404(request.user, pk)
    section = section_or_404(found, Section.APPENDIX)
    page = rules.page_of(found.tier, [each.key for each in found.sections.all()], section.key)
    back = f"{reverse('reviews:review_page', args=[pk, page.key])}#{section.key}"
    require(permissions.may_fill_in(request.user, section), instead=address_of(found))
    kept_now = review_answers.given(found, section.key)
    is_kept = any(each.text or each.is_yes is not None for each in kept_now)
    answers = kept_now if is_kept else review_answers.carried(found, section.key)
    questions = [each.question for each in answers if not each.question.fact]
    form = QuestionsForm(
        request.POST or None,
        questions=questions,
        answers={each.question.pk: each for each in answers},
        cancel_url=back,
        submit_text="Save the answers",
    )
    form.fields["section"] = review_boxes.seen(section)
    if form.is_bound and form.is_valid():
        given = form.given()

        def write(*, version: int, **who):
            said = filling_in.Said(section, version, Honesty.CHANGED, section.note, answers=given)
            filling_in.keep(found, [said], is_final=False, **who)

        if unclashed(request, form, section, write):
            messages.success(request, "The answers are saved.")
            return redirect(back)
    context = {"form": form, "entry": found.partnership, "back": back, "title": str(section), "review": found}
    return render(request, "reviews/review/change.html", context)
