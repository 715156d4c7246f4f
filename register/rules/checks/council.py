"""Checks of the council as a whole (D01, D34)."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Max

from partnerships.checking import HIGH, CouncilCheck, Found, Looking, Place
from partnerships.models import Service
from register.models import Partnership, Policy, ServiceReturn
from register.rules.checks.where import months_before
from register.rules.words import long_day


class ServicesCertify(CouncilCheck):
    code = "D01"
    title = "Every service certifies its list, a nil return included"
    today = "the services, and their returns"
    source = "Audit Commission 2005, paragraph 54; Wirral 2009, paragraph 2.9"
    severity = HIGH
    remedy = "Collect the returns of the services"
    place = Place("register:collections", ())
    limit, unit = Decimal(12), "months"

    def of_council(self, looking: Looking) -> Iterator[Found]:
        cut = months_before(looking.day, looking.limit)
        answered = ServiceReturn.objects.filter(status__in=ServiceReturn.ANSWERED, certified_at__date__lte=looking.day)
        last = dict(answered.order_by().values_list("service").annotate(Max("certified_at")))
        listed = set(Partnership.objects.active().filter(service__isnull=False).values_list("service", flat=True))
        for service in Service.objects.filter(is_retired=False).order_by("name", "pk"):
            none = "" if service.pk in listed else " No partnership is listed for it."
            moment = last.get(service.pk)
            if moment is None:
                yield Found(f"{service} has never certified its list.{none}", str(service.pk))
            elif moment.date() < cut:
                yield Found(f"{service} certified its list last on {long_day(moment.date())}.{none}", str(service.pk))


class FrameworkOverdue(CouncilCheck):
    code = "D34"
    title = "The policy itself is reviewed in time"
    today = "the policy in use"
    source = "Herefordshire 2021: the framework itself was years overdue"
    remedy = "Review the policy, and set when its next review is due"
    place = Place("admin:register_policy_change", ("{about}",), "div_id_next_review_due_on", is_of_policy_team=True)

    def of_council(self, looking: Looking) -> Iterator[Found]:
        policy = Policy.objects.filter(is_current=True).first()
        if policy is None:
            return
        due = policy.next_review_due_on
        if due is None:
            yield Found(f"It is not known when {policy} is to be reviewed.", str(policy.pk))
        elif due < looking.day:
            yield Found(f"The review of {policy} was due on {long_day(due)}.", str(policy.pk))
