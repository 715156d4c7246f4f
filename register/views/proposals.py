"""Proposing a partnership, proposing one again, and looking again at the council's involvement."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.verdict import require
from register.forms.acts import ActForm
from register.forms.life import ProposeForm
from register.guidance import Guidance
from register.models import Partnership
from register.permissions.proposals import can_propose
from register.views.acts import Act, take, with_reason
from register.views.loading import entry_or_404
from register.workflow import proposals as workflow
from register.workflow.entries import LIFE


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request):
    """A short form, a warning where the register has a name like it, then straight to the entry."""
    require(can_propose(request.user))
    guidance, cancel = Guidance.current(), reverse("register:list")
    form = ProposeForm(request.POST or None, user=request.user, guidance=guidance, cancel_url=cancel)
    if form.is_bound and (made := pressed_twice(request, form)):
        messages.info(request, f"{made.name} is proposed already, as {made.reference}: you pressed the button twice.")
        return redirect("register:entry", made.reference)
    if form.is_bound and form.is_valid():
        try:
            councils = form.cleaned_data["councils"]
            entry = workflow.propose(form.facts(), councils=councils, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{entry.name} is proposed as {entry.reference}. It is counted nowhere yet.")
            return redirect("register:entry", entry.reference)
    return render(request, "register/propose.html", {"form": form})


def pressed_twice(request, form: ProposeForm) -> Partnership | None:
    """What the first press has made, where only its own name stands in the way of the second."""
    if form.is_valid() or set(form.errors) != {"is_another"}:
        return None
    return workflow.just_proposed(form.cleaned_data, by=request.user, at=timezone.now())


class ReasonAct(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = Partnership


def act(verb: str, write, title: str, above: str, sentence: str) -> Act:
    """The page of a step in an entry's life that needs its reason alone."""

    def may(user, entry):
        return LIFE.may_start(user, entry, verb)

    return Act(may, ReasonAct, with_reason(write), title, above, sentence)


PROPOSE_AGAIN = act(
    "propose_again",
    workflow.propose_again,
    "Propose it again",
    "It starts anew on the same entry, with everything that is known of it.",
    "It is proposed again.",
)
OPEN_REVIEW = act(
    "open_review",
    workflow.open_review,
    "Look again at our involvement",
    "The entry stays in every count until it is decided whether the council goes on.",
    "The council's involvement is under review.",
)
CLOSE_REVIEW = act(
    "close_review",
    workflow.close_review,
    "End the review of our involvement",
    "The council goes on taking part.",
    "The review has ended and the entry is active.",
)


def step(request, reference: str, taken: Act):
    entry = entry_or_404(request.user, reference)
    return take(request, entry, taken, entry=entry, back=reverse("register:entry", args=[reference]))


@require_http_methods(["GET", "HEAD", "POST"])
def propose_again(request, reference: str):
    """A new episode of what was turned down or left."""
    return step(request, reference, PROPOSE_AGAIN)


@require_http_methods(["GET", "HEAD", "POST"])
def open_review(request, reference: str):
    """Whether to go on is looked at."""
    return step(request, reference, OPEN_REVIEW)


@require_http_methods(["GET", "HEAD", "POST"])
def close_review(request, reference: str):
    """The council goes on."""
    return step(request, reference, CLOSE_REVIEW)
