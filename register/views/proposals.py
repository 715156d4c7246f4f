"""Proposing a partnership, and proposing one again."""

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


PROPOSE_AGAIN = Act(
    lambda user, entry: LIFE.may_start(user, entry, "propose_again"),
    ReasonAct,
    with_reason(workflow.propose_again),
    "Propose it again",
    "It starts anew on the same entry, with everything that is known of it.",
    "It is proposed again.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_again(request, reference: str):
    """A new episode of what was turned down or left."""
    entry = entry_or_404(request.user, reference)
    return take(request, entry, PROPOSE_AGAIN, entry=entry, back=reverse("register:entry", args=[reference]))
