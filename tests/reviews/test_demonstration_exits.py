"""The demonstration of leaving: a project whose funding ends raises its own exit strategy."""

from decimal import Decimal

from django.core.management import call_command

from partnerships import saving
from partnerships.models import User
from register.models import OtherFunding
from reviews.demonstration import exits, people
from reviews.models import ExitStrategy
from tests import factories
from tests.conftest import NOW


def test_the_youth_project_of_the_demonstration_raises_its_own_exit_strategy(db):
    """H14-35: nobody opens it; its lead officer begins to write it."""
    people.seed_people(NOW)
    call_command("load_policy", "breckland-2015")
    lead, policy_officer = (
        User.objects.get(email=f"{name}@example.org") for name in ("lead.officer", "policy.officer")
    )
    entry = factories.partnership(by=policy_officer, name=exits.YOUTH, lead_officer=lead)
    grant = OtherFunding(partnership=entry, financial_year=2026, amount=Decimal(24000), source="Invented")
    saving.create(grant, by=None, at=NOW)
    exits.being_written(NOW)
    strategy = ExitStrategy.objects.get()
    assert (strategy.status, strategy.cause, strategy.opened_by) == ("drafting", "funding_ends", None)
    assert (strategy.begun_by, strategy.cause_note) == (
        lead,
        "End of the money from a funder who is not named: 19 April 2027.",
    )
