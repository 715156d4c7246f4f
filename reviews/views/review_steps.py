"""Each step of a review on a page of its own: checked and submitted, endorsed, returned, accepted, waived, and more."""

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from register.views.acts import Act, plainly, take, with_reason
from reviews.forms import review_steps as forms
from reviews.models import Review
from reviews.models.choices import RoundKind
from reviews.permissions import reviews as permissions
from reviews.reports import review_page as report
from reviews.views.reviews import address_of, review_or_404, section_or_404
from reviews.workflow import accepting, filling_in
from reviews.workflow import reviews as workflow

ACT = "reviews/review/act.html"


def may(verb: str):
    return lambda user, found: workflow.REVIEWS.may_start(user, found, verb)


def returned(found: Review, form, changes, *, version, reason, **who):
    return workflow.give_back(found, form.comments(), form.cleaned_data["comment"], version=version, **who)


def accepted(found: Review, form, changes, *, version, reason, **who):
    return accepting.accept(found, form.choices(), next_on=form.cleaned_data["next_on"], version=version, **who)


def postponed(found: Review, form, changes, *, version, reason, **who):
    due_on = form.cleaned_data["due_on"]
    return workflow.postpone(found, {"due_on": due_on}, version=version, reason=reason, **who)


def delegated(section, form, changes, *, version, reason, **who):
    return filling_in.delegate(section, form.cleaned_data["delegated_to"], version=version, **who)


def checked(found: Review) -> dict:
    """Everything that was answered, and what is still missing."""
    sections = report.sections_of(found)
    return {
        "tasks": report.tasks(found, sections),
        "missing": workflow.missing(found, timezone.now()),
        "sections": sections,
    }


class AcceptOn(forms.AcceptForm):
    """The next date is proposed by the policy."""

    def __init__(self, data=None, *, seen, **kwargs):
        found, why = report.next_day(seen.instance, timezone.localdate())
        super().__init__(data, seen=seen, next_on=found, **kwargs)
        keeps = " A yearly review that is due earlier keeps its day." if is_baseline(seen.instance) else ""
        self.fields["next_on"].help_text = f"{why}.{keeps} For example, 27 3 2027"


def is_baseline(found: Review) -> bool:
    return found.round.kind == RoundKind.BASELINE


ACTS = {
    "submit": Act(
        may("submit"),
        forms.SubmitForm,
        plainly(workflow.submit),
        "Check and submit",
        "The policy team accepts it or returns it with questions. Until then nothing in it is changed.",
        "Your review is submitted.",
        "reviews/review/check.html",
        checked,
    ),
    "endorse": Act(
        may("endorse"),
        forms.EndorseForm,
        plainly(workflow.endorse),
        "Endorse the review",
        "You stand behind what the lead officer says. The policy team accepts it afterwards.",
        "The review is endorsed.",
    ),
    "return": Act(
        may("return"),
        forms.ReturnForm,
        returned,
        "Return the review",
        "Write at each section concerned what is to be looked at again. Only these open again.",
        "The review is returned, and the lead officer is written to.",
    ),
    "accept": Act(
        may("accept"),
        AcceptOn,
        accepted,
        "Accept the review",
        "Its assessments are confirmed with it, and the facts that it changes are written into the register.",
        "The review is accepted, and the register has what it changes.",
        ACT,
        lambda found: [each for section in report.sections_of(found) for each in report.changes(section)],
    ),
    "waive": Act(
        may("waive"),
        forms.WaiveForm,
        plainly(workflow.waive),
        "Waive the review",
        "It is not held in this round. The report lists it with the reason.",
        "The review is waived.",
    ),
    "postpone": Act(
        permissions.may_postpone,
        forms.PostponeForm,
        postponed,
        "Give the review another day",
        "The lead officer reads the reason beside the date.",
        "The review has another day.",
    ),
    "reopen": Act(
        may("reopen"),
        forms.ReopenForm,
        with_reason(workflow.reopen),
        "Take the review up again",
        "Its sections open again. What was said stays in its history, and what it wrote into the register stays there.",
        "The review is open again, and the lead officer is written to.",
    ),
}


def step(request, pk: int, verb: str):
    found = review_or_404(request.user, pk)
    return take(request, found, ACTS[verb], entry=found.partnership, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def review_check(request, pk: int):
    """The lead officer looks at everything once more and submits."""
    return step(request, pk, "submit")


@require_http_methods(["GET", "HEAD", "POST"])
def review_endorse(request, pk: int):
    """The head of service endorses it."""
    return step(request, pk, "endorse")


@require_http_methods(["GET", "HEAD", "POST"])
def review_return(request, pk: int):
    """A policy officer returns it."""
    return step(request, pk, "return")


@require_http_methods(["GET", "HEAD", "POST"])
def review_accept(request, pk: int):
    """A policy officer accepts it."""
    return step(request, pk, "accept")


@require_http_methods(["GET", "HEAD", "POST"])
def review_waive(request, pk: int):
    """It is not held this time."""
    return step(request, pk, "waive")


@require_http_methods(["GET", "HEAD", "POST"])
def review_postpone(request, pk: int):
    """It has another day."""
    return step(request, pk, "postpone")


@require_http_methods(["GET", "HEAD", "POST"])
def review_reopen(request, pk: int):
    """It is taken up again."""
    return step(request, pk, "reopen")


@require_http_methods(["GET", "HEAD", "POST"])
def review_delegate(request, pk: int, key: str):
    """A section is given to a colleague, or taken back."""
    found = review_or_404(request.user, pk)
    section = section_or_404(found, key)
    act = Act(
        permissions.may_delegate,
        forms.DelegateForm,
        delegated,
        "Ask somebody else to fill in a section",
        "They find it among what waits for them. You still submit the review.",
        "It is said who fills the section in.",
    )
    return take(request, section, act, entry=found.partnership, back=address_of(found), about=str(section))
