"""The follow-up of a recommendation: how it went, what came of it, not yet."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from register.views.acts import Act, plainly, take, with_reason
from reviews.forms import follow_ups as forms
from reviews.models import FollowUp
from reviews.reports.recommendation_cards import address_of
from reviews.views.recommendations import entry_of
from reviews.workflow import follow_ups as workflow
from reviews.workflow.follow_ups import FOLLOW_UPS


def recorded(found, form, changes, *, version, reason, **who):
    return workflow.record(found, changes, form.cleaned_data["again_on"], version=version, **who)


REPORT = Act(
    lambda user, found: FOLLOW_UPS.may_start(user, found, "report"),
    forms.ReportForm,
    plainly(workflow.report),
    "Say how it went",
    "The policy team records what comes of it.",
    "Thank you. The policy team records what comes of it.",
)
RECORD = Act(
    lambda user, found: FOLLOW_UPS.may_start(user, found, "record"),
    forms.RecordForm,
    recorded,
    "Record what came of it",
    "What did not work begins a recommendation to withdraw, about the same partnerships.",
    "What came of it is recorded.",
)
WAIT = Act(
    workflow.may_wait,
    forms.WaitForm,
    with_reason(workflow.wait),
    "Say that it has not happened yet",
    "It is asked after again in three months.",
    "It is asked after again in three months.",
)


def step(request, pk: int, act: Act):
    visible = FollowUp.objects.visible_to(request.user).select_related("recommendation")
    found = get_object_or_404(visible, pk=pk)
    about = found.recommendation
    return take(request, found, act, entry=entry_of(about), back=address_of(about), about=str(about))


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_report(request, pk: int):
    """A lead officer says how it went."""
    return step(request, pk, REPORT)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_record(request, pk: int):
    """A policy officer records what came of it."""
    return step(request, pk, RECORD)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_wait(request, pk: int):
    """The event has not come about."""
    return step(request, pk, WAIT)
