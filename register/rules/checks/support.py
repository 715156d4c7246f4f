"""What one organisation receives across partnerships, against the policy's limit (SH-25)."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q, Sum

from partnerships.checking import Found, Looking
from partnerships.templatetags.council import money
from register.models import Contribution, Organisation, Partner, Partnership, Policy
from register.rules.checks.where import kept, policy_in_use
from register.rules.money import financial_year
from register.rules.recipients import years_added_up
from register.rules.words import number_of

Above = tuple[str, Decimal, int]


def above_the_limit(entries: list[Partnership], looking: Looking) -> Iterator[Found]:
    """The entries through which somebody receives more than the limit."""
    policy = looking.once(policy_in_use)
    if policy.support_limit is None:
        return
    reached = {entry.pk: recipients(entry) for entry in entries}
    totals = of_recipients(set().union(*reached.values()), policy, looking) if reached else {}
    for pk, organisations in reached.items():
        for organisation in sorted(organisations & totals.keys()):
            name, amount, years = totals[organisation]
            words = f"{name} receives {money(amount)} over {number_of(years, 'financial year')}"
            evidence = f"{words}, more than the limit of {money(policy.support_limit)}."
            yield Found(evidence, f"support {organisation}", pk)


def recipients(entry: Partnership) -> set[int]:
    """Whom the contributions of an entry reach: whom they name, else the lead partner."""
    leading = [each for each in kept(entry.partners.all()) if each.is_lead]
    lead = min(leading, key=lambda each: each.pk).organisation_id if leading else None
    lines = [each for part in entry.participations.all() for each in kept(part.contributions.all())]
    return {each.recipient_id or lead for each in lines} - {None}


def of_recipients(wanted: set[int], policy: Policy, looking: Looking) -> dict[int, Above]:
    """Those of them that receive more than the limit, each added up once in a run."""
    known = looking.memory.setdefault("support", {})
    if missing := wanted - known.keys():
        years = years_added_up(financial_year(looking.day), policy.support_years)
        sums = added_up(missing, years)
        names = dict(Organisation.objects.filter(pk__in=missing).values_list("pk", "name"))
        above = {pk: amount for pk, amount in sums.items() if amount > policy.support_limit}
        known |= {pk: (names[pk], above[pk], len(years)) if pk in above else None for pk in missing}
    return {pk: known[pk] for pk in wanted if known[pk]}


def added_up(organisations: set[int], years: tuple[int, ...]) -> dict[int, Decimal]:
    """What these receive in these years, as the Support page adds it up: whom a sum names, else the lead partner."""
    sums = Contribution.objects.filter(removed_at=None, financial_year__in=years).order_by()
    waiting = Q(participation__partnership__batch__isnull=False, participation__partnership__batch__accepted_at=None)
    named = sums.exclude(waiting).filter(recipient__in=organisations)
    found = dict(named.values_list("recipient").annotate(total=Sum("amount")))
    for organisation, entries in led_by(organisations).items():
        unnamed = sums.filter(recipient=None, participation__partnership__in=entries)
        total = unnamed.aggregate(total=Sum("amount"))["total"]
        found[organisation] = (found.get(organisation) or 0) + (total or 0)
    return {pk: amount for pk, amount in found.items() if amount}


def led_by(organisations: set[int]) -> dict[int, list[int]]:
    """The accepted entries that each of these leads; where several lead one, it is the first."""
    leading = Partner.objects.filter(is_lead=True, removed_at=None)
    entries = Partnership.objects.accepted().order_by().values("pk")
    wanted = leading.filter(organisation__in=organisations, partnership__in=entries).values("partnership")
    lines = leading.filter(partnership__in=wanted).order_by("-pk").values_list("partnership", "organisation")
    found: dict[int, list[int]] = {pk: [] for pk in organisations}
    for entry, organisation in dict(lines).items():
        if organisation in found:
            found[organisation].append(entry)
    return found
