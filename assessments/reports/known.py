"""What the register answers by itself to the questions of a business case, in a few lines each."""

from collections.abc import Iterator

from assessments.models.choices import Fact
from register.models import Partnership
from register.rules.money import year_name

# By fact: the tab of the entry where it stands, and the words of the link.
WHERE = {
    Fact.MEETINGS: "meetings",
    Fact.PEOPLE: "people",
    Fact.PARTNERS: "people",
    Fact.FEEDBACK: "information",
    Fact.HOURS: "money",
    Fact.MONEY: "money",
    Fact.BUDGET: "money",
    Fact.FUNDING: "money",
    Fact.PURPOSE: "entry",
    Fact.PRIORITIES: "entry",
    Fact.STAFF: "governance",
    Fact.HORIZON: "entry",
}


def known(entry: Partnership, fact: Fact) -> Iterator[str]:
    """What the register says, in a few lines."""
    reader = READERS[fact]
    yield from filter(None, reader(entry))


def people(entry: Partnership) -> Iterator[str]:
    yield (
        f"Lead officer: {entry.lead_officer or entry.lead_officer_post}"
        if (entry.lead_officer_id or entry.lead_officer_post)
        else ""
    )
    for seat in entry.seats.filter(removed_at__isnull=True).select_related("holder"):
        yield str(seat)


def partners(entry: Partnership) -> Iterator[str]:
    for partner in entry.partners.filter(removed_at__isnull=True).select_related("organisation"):
        yield str(partner.organisation)


def hours(entry: Partnership) -> Iterator[str]:
    for part in entry.participations.select_related("council"):
        if part.officer_hours_per_month is not None:
            yield f"{part.council.short_name}: {part.officer_hours_per_month.normalize():f} hours a month"


def money(entry: Partnership) -> Iterator[str]:
    for part in entry.participations.select_related("council").prefetch_related("contributions"):
        for line in part.contributions.all():
            if line.removed_at is None and line.amount is not None:
                details = [line.get_period_display(), line.budget_code, line.spent_on]
                yield ", ".join([f"£{line.amount:,.2f} in {year_name(line.financial_year)}", *filter(None, details)])


def budget(entry: Partnership) -> Iterator[str]:
    """Where each sum stands in the council's own budget; a sum of which nobody has said it says so."""
    for part in entry.participations.prefetch_related("contributions"):
        for line in part.contributions.all():
            if line.removed_at is None and line.amount:
                code = f"budget code {line.budget_code}" if line.budget_code else ""
                told = [code, line.strategy_line, line.get_budget_status_display()]
                where = ", ".join(filter(None, told)) or "no budget code, and nothing says which budget"
                yield f"£{line.amount:,.2f} in {year_name(line.financial_year)}: {where}"


def funding(entry: Partnership) -> Iterator[str]:
    for line in entry.other_funding.filter(removed_at__isnull=True):
        yield f"{line.get_direction_display()}: £{line.amount:,.2f}" if line.amount is not None else ""


READERS = {
    Fact.MEETINGS: lambda entry: [entry.meeting_frequency],
    Fact.PEOPLE: people,
    Fact.PARTNERS: partners,
    Fact.FEEDBACK: lambda entry: [entry.information_to_officers],
    Fact.HOURS: hours,
    Fact.MONEY: money,
    Fact.BUDGET: budget,
    Fact.FUNDING: funding,
    Fact.PURPOSE: lambda entry: [entry.function, entry.outcomes_sought],
    Fact.PRIORITIES: lambda entry: [str(each) for each in entry.priorities.all()],
    Fact.STAFF: lambda entry: [{True: "Yes", False: "No", None: ""}[entry.has_own_staff]],
    Fact.HORIZON: lambda entry: [entry.horizon],
}
