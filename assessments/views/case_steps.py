"""Each step of a business case on a page of its own: handed in, returned, challenged, joined, and how it ended."""

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms import cases as forms
from assessments.reports import cases as report
from assessments.views.cases import address_of, case_or_404
from assessments.workflow import cases as workflow
from assessments.workflow import joining
from register.views.acts import Act, plainly, take

ACT = "assessments/cases/act.html"


def challenged(found, form, changes, *, version, reason, **who):
    tier = {name: form.cleaned_data.get(name, "") for name in ("significance", "significance_reason")}
    return workflow.challenge(found, changes, **tier, version=version, **who)


def joined(found, form, changes, *, version, reason, **who):
    cleaned = form.cleaned_data
    return joining.join(found, cleaned["joined_on"], cleaned["no_document_reason"], version=version, **who)


def may(verb: str):
    return lambda user, found: workflow.CASES.may_start(user, found, verb)


ACTS = {
    "submit": Act(
        may("submit"),
        forms.PlainForm,
        plainly(workflow.submit),
        "Hand in the business case",
        "The policy team challenges it. Until they return it, nothing in it is changed.",
        "The business case is handed in.",
        ACT,
        lambda found: report.to_hand_in(found, timezone.now()),
    ),
    "return": Act(
        may("return"),
        forms.ReturnForm,
        plainly(workflow.give_back),
        "Return the business case",
        "The lead officer changes it and hands it in again. What waits before the bodies is taken back with it.",
        "The business case is returned.",
    ),
    "challenge": Act(
        may("challenge"),
        forms.ChallengeForm,
        challenged,
        "End the challenge and put it to the bodies",
        "Which bodies decide follows from the route table of the policy.",
        "The business case is put to the bodies.",
        ACT,
        lambda found: report.before_the_bodies(found, timezone.localdate()),
    ),
    "withdraw": Act(
        may("withdraw"),
        forms.CloseForm,
        plainly(joining.withdraw),
        "Take the business case back",
        "It goes no further. What was said stays on record.",
        "The business case was taken back.",
    ),
    "lapse": Act(
        lambda user, found: joining.may_lapse(user, found, timezone.localdate()),
        forms.CloseForm,
        plainly(joining.lapse),
        "Let it lapse",
        "It was approved, and nobody joined in time.",
        "It has lapsed.",
    ),
    "ask_to_join": Act(
        joining.may_ask_to_join,
        forms.AskToJoinForm,
        plainly(joining.ask_to_join),
        "Say that the council has joined",
        "A policy officer confirms it. Until then the entry is not active.",
        "A policy officer is asked to confirm that the council has joined.",
        ACT,
        report.before_joining,
    ),
    "join": Act(
        joining.may_join,
        forms.JoinForm,
        joined,
        "Confirm that the council has joined",
        "The entry becomes active with everything that is known of it: nothing is typed again.",
        "The council has joined, and the entry is active.",
        ACT,
        report.before_joining,
    ),
    "rejection": Act(
        joining.may_name_rejection,
        forms.RejectionForm,
        plainly(joining.name_rejection),
        "Say why it went no further",
        "Such as that another party is better placed to lead.",
        "It is said why it went no further.",
    ),
}


def step(request, pk: int, verb: str):
    found = case_or_404(request.user, pk)
    return take(request, found, ACTS[verb], entry=found.partnership, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def case_submit(request, pk: int):
    """The lead officer hands it in."""
    return step(request, pk, "submit")


@require_http_methods(["GET", "HEAD", "POST"])
def case_return(request, pk: int):
    """A policy officer returns it."""
    return step(request, pk, "return")


@require_http_methods(["GET", "HEAD", "POST"])
def case_challenge(request, pk: int):
    """A policy officer ends the challenge."""
    return step(request, pk, "challenge")


@require_http_methods(["GET", "HEAD", "POST"])
def case_withdraw(request, pk: int):
    """It is taken back."""
    return step(request, pk, "withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
def case_ask_to_join(request, pk: int):
    """The lead officer says that the council has joined."""
    return step(request, pk, "ask_to_join")


@require_http_methods(["GET", "HEAD", "POST"])
def case_join(request, pk: int):
    """A policy officer confirms that the council has joined."""
    return step(request, pk, "join")


@require_http_methods(["GET", "HEAD", "POST"])
def case_lapse(request, pk: int):
    """Nobody joined in time."""
    return step(request, pk, "lapse")


@require_http_methods(["GET", "HEAD", "POST"])
def case_rejection(request, pk: int):
    """Why it went no further."""
    return step(request, pk, "rejection")
