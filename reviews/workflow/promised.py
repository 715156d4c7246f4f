"""What an approval causes, and what must have happened before a recommendation counts as carried out (H14-41)."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum
from django.utils.timezone import localdate

from partnerships.saving import claimed, create
from register.models import Action, Contribution, Decision, Participation, Partnership
from register.models.choices import ActionStatus, ContributionKind, RecommendationKind
from register.rules.money import CENT, financial_year
from register.rules.words import number_of
from register.workflow.actions import ask
from reviews.models import FollowUp, Recommendation, RecommendationSubject
from reviews.models.choices import FollowUpStatus
from reviews.rules.recommendations import first_follow_up, named


def actions_of(recommendation: Recommendation):
    """Everything that its approval asks for, conditions of the bodies included."""
    found = Action.objects.filter(decision__step__matter=recommendation.matter_id)
    return found if recommendation.matter_id else found.none()


def why_not_carried_out(recommendation: Recommendation) -> list[str]:
    """What is still to be done, in sentences."""
    waiting = actions_of(recommendation).exclude(status__in=ActionStatus.over()).count()
    actions = number_of(waiting, "action is", "actions are")
    passes = recommendation.kind == RecommendationKind.CHANGE_REPRESENTATION
    leaving = ", ".join(each.reference for each in recommendation.exits.under_way())
    found = (
        (waiting, f"{actions} neither verified nor dropped yet."),
        (leaving, f"The exits that it opened are not over yet: {leaving}."),
        (passes and recommendation.passed_on is None, "The place has not passed to its new post yet."),
    )
    return [sentence for stands, sentence in found if stands]


def why_not_closed(recommendation: Recommendation) -> list[str]:
    """A follow-up that is open, or no word on how it ended."""
    found = [] if recommendation.closing_note.strip() else ["Say how it ended."]
    if recommendation.follow_ups.open().exists():
        found.append("A follow-up is open. Record what came of it first.")
    return found


def hours_of(entry: Partnership) -> Decimal | None:
    """Officer hours a month that the councils put in, to hundredths; None where nobody has said."""
    found = Participation.objects.filter(partnership=entry).aggregate(all=Sum("officer_hours_per_month"))["all"]
    return found if found is None else found.quantize(CENT, ROUND_HALF_UP)


def pounds_of(entry: Partnership, day: date) -> Decimal | None:
    """What the councils pay in the financial year of a day; None where nothing is recorded of it."""
    paid = Contribution.objects.filter(
        participation__partnership=entry, removed_at__isnull=True, kind=ContributionKind.CASH
    )
    return paid.filter(financial_year=financial_year(day)).aggregate(all=Sum("amount"))["all"]


def remember(subjects: Iterable[RecommendationSubject], *, by, at: datetime) -> None:
    """What each partnership took on the day of the approval, to be compared a year later."""
    day = localdate(at)
    for each in subjects:
        entry = each.partnership
        before = {"hours_before": hours_of(entry), "pounds_before": pounds_of(entry, day)}
        claimed(RecommendationSubject, each.pk, each.version, before, by=by, at=at)


def ask_for_actions(
    recommendation: Recommendation, subjects: Iterable[RecommendationSubject], decision: Decision, *, by, at: datetime
) -> None:
    """Each planned action becomes an action of every partnership that is no exception."""
    planned = recommendation.planned.filter(removed_at__isnull=True).select_related("owner")
    for each in named(subjects):
        for line in planned:
            values = {name: getattr(line, name) for name in ("text", "owner", "owner_post", "due_on")}
            ask(each.partnership, decision, values, by=by, at=at)


def open_follow_up(recommendation: Recommendation, day: date, *, by, at: datetime) -> FollowUp:
    """The first look at whether it worked, counted from a day (H14-28)."""
    return create(FollowUp(recommendation=recommendation, **first_follow_up(recommendation, day)), by=by, at=at)


def count_from(recommendation: Recommendation, day: date, *, by, at: datetime) -> None:
    """The seat is taken up: the follow-up that waits is counted from that day."""
    waiting = recommendation.follow_ups.filter(status=FollowUpStatus.WAITING).first()
    if waiting:
        counted = {name: value for name, value in first_follow_up(recommendation, day).items() if name != "kind"}
        claimed(FollowUp, waiting.pk, waiting.version, counted, by=by, at=at, reason="The place was taken up")
