"""What one organisation receives across partnerships, against the policy's limit (SH-25)."""

from collections.abc import Iterator

from django.db.models import Q

from partnerships.checking import Found, Looking
from partnerships.templatetags.council import money
from register.models import Organisation, Partnership, Policy
from register.reports.support import payments
from register.rules.checks.where import kept, policy_in_use
from register.rules.money import financial_year
from register.rules.recipients import Standing, Support, against, received, years_added_up


def above_the_limit(entries: list[Partnership], looking: Looking) -> Iterator[Found]:
    """The entries through which somebody receives more than the limit."""
    policy = looking.once(policy_in_use)
    if policy.support_limit is None:
        return
    reached = {entry.pk: recipients(entry) for entry in entries}
    totals = of_recipients(set().union(*reached.values()), policy, looking) if reached else {}
    for pk, organisations in reached.items():
        for organisation in sorted(organisations & totals.keys()):
            name, support = totals[organisation]
            years = len(support.by_year)
            words = f"{name} receives {money(support.total.amount)} over {years} financial years"
            evidence = f"{words}, more than the limit of {money(policy.support_limit)}."
            yield Found(evidence, f"support {organisation}", pk)


def recipients(entry: Partnership) -> set[int]:
    """Whom the contributions of an entry reach: whom they name, else the lead partner."""
    lead = next((each.organisation_id for each in kept(entry.partners.all()) if each.is_lead), None)
    lines = [each for part in entry.participations.all() for each in kept(part.contributions.all())]
    return {each.recipient_id or lead for each in lines} - {None}


def of_recipients(wanted: set[int], policy: Policy, looking: Looking) -> dict[int, tuple[str, Support]]:
    """Those of them that receive more than the limit, each added up once in a run."""
    known = looking.memory.setdefault("support", {})
    if missing := wanted - known.keys():
        years = years_added_up(financial_year(looking.day), policy.support_years)
        named = Q(participations__contributions__recipient__in=missing)
        led = Q(partners__organisation__in=missing, partners__is_lead=True)
        entries = Partnership.objects.accepted().filter(pk__in=Partnership.objects.filter(named | led).values("pk"))
        names = dict(Organisation.objects.filter(pk__in=missing).values_list("pk", "name"))
        known |= dict.fromkeys(missing)
        for each in received(payments(entries, years), years):
            is_above = against(each.total, policy.support_limit) == Standing.ABOVE
            if each.recipient in missing and is_above:
                known[each.recipient] = (names[each.recipient], each)
    return {pk: known[pk] for pk in wanted if known[pk]}
