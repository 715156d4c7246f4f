"""Lines beside the council's own money, and what a contribution says of whom it is paid to."""

from decimal import Decimal

import pytest

from partnerships import saving
from register.models import Contribution, Organisation, OtherFunding, Participation, Volunteering, Workstream
from register.workflow import entries

pytestmark = pytest.mark.django_db


def add(client, entry, noun, **values):
    return client.post(f"/partnerships/{entry.reference}/{noun}/add/", values, follow=True).content.decode()


def tab(client, entry, year=""):
    return client.get(f"/partnerships/{entry.reference}/money/?year={year}").content.decode()


@pytest.fixture
def client_of_policy(sign_in, policy_officer):
    return sign_in(policy_officer)


@pytest.fixture
def part(partnership):
    return partnership.participations.get()


def contribution(part, **values):
    return {"participation": part.pk, "financial_year": "2025/26", "kind": "cash", "status": "verified", **values}


def test_a_contribution_names_whom_it_is_paid_to_what_it_is_spent_on_and_its_lines(client_of_policy, partnership, part):
    """B15-50, B15-10, B15-12: budget code and status, one-off or annual, spend, line of the financial strategy."""
    values = contribution(
        part, amount="4,000", period="annual", new_organisation="Citizens Advice", spent_on="Debt advice",
        strategy_line="MTFS 12", budget_code="ABC1", budget_status="in_principle", source="Finance",
    )  # fmt: skip
    add(client_of_policy, partnership, "contributions", **values)
    line = Contribution.objects.get()
    assert (line.recipient.name, line.amount) == ("Citizens Advice", Decimal(4000))
    text = tab(client_of_policy, partnership)
    for words in (
        "Paid to: Citizens Advice",
        "Spent on: Debt advice",
        "Financial strategy: MTFS 12",
        "Allocated in principle, ABC1",
        "Cash, Every year",
        "Source: Finance",
    ):
        assert words in text, words


def test_an_organisation_that_the_register_knows_is_not_made_twice(
    client_of_policy, partnership, part, policy_officer, now
):
    known = saving.create(Organisation(name="Citizens Advice"), by=policy_officer, at=now)
    add(client_of_policy, partnership, "contributions", **contribution(part, new_organisation="citizens advice"))
    assert Contribution.objects.get().recipient == known
    assert Organisation.objects.count() == 1


def test_a_recipient_is_chosen_or_typed_not_both(client_of_policy, partnership, part, policy_officer, now):
    known = saving.create(Organisation(name="Citizens Advice"), by=policy_officer, at=now)
    values = contribution(part, recipient=known.pk, new_organisation="Another")
    assert "not both" in add(client_of_policy, partnership, "contributions", **values)
    assert not Contribution.objects.exists()


def test_a_recipient_may_be_left_out(client_of_policy, partnership, part):
    add(client_of_policy, partnership, "contributions", **contribution(part, amount="1"))
    assert Contribution.objects.get().recipient is None


def test_the_recipient_of_a_contribution_is_changed(client_of_policy, partnership, part, policy_officer, now):
    known = saving.create(Organisation(name="Citizens Advice"), by=policy_officer, at=now)
    line = Contribution(participation=part, financial_year=2025, amount=Decimal(1))
    line = entries.add_line(line, partnership, by=policy_officer, at=now)
    address = f"/partnerships/{partnership.reference}/contributions/{line.pk}/edit/"
    version = client_of_policy.get(address).context["form"].seen.version
    client_of_policy.post(address, contribution(part, amount="1", recipient=known.pk, version=version))
    assert Contribution.objects.get().recipient == known


def funding(**values):
    return {"direction": "match", "financial_year": "2025/26", "kind": "cash", "status": "estimate", **values}


def test_an_outside_fund_is_kept_with_its_source_and_the_day_it_ends(client_of_policy, partnership):
    """H14-38: a five-year fund of a lottery."""
    values = funding(
        amount="24,000", new_organisation="The Big Lottery Fund", ends_on="31 3 2031", spent_on="A youth worker"
    )
    add(client_of_policy, partnership, "funding", **values)
    text = tab(client_of_policy, partnership, 2025)
    for words in (
        "2025/26: £24,000 (estimate)",
        "Put in by The Big Lottery Fund",
        "Funding ends on 31 Mar 2031",
        "Spent on: A youth worker",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("direction", "with_council", "sentence"),
    [
        ("income", False, "Choose the council that receives the money."),
        ("match", True, "Money that a partner puts in names no council."),
    ],
)
def test_income_names_its_council_and_money_of_partners_none(
    client_of_policy, partnership, council, direction, with_council, sentence
):
    """B15-50: who else contributes, and what the council receives, are kept apart."""
    values = funding(direction=direction, amount="10", council=council.pk if with_council else "")
    assert sentence in add(client_of_policy, partnership, "funding", **values)
    assert not OtherFunding.objects.exists()


def test_money_of_others_is_not_negative(client_of_policy, partnership):
    assert "not below 0" in add(client_of_policy, partnership, "funding", **funding(amount="-5"))


def test_volunteers_hours_are_kept_with_what_an_hour_counts(client_of_policy, partnership):
    """SH-29: 640 hours at 12.25 are 7,840.00."""
    values = {"financial_year": "2025/26", "hours": "640", "hour_worth": "12.25", "status": "estimate"}
    add(client_of_policy, partnership, "volunteering", **values)
    assert Volunteering.objects.get().hours == Decimal(640)
    text = tab(client_of_policy, partnership, 2025)
    assert "2025/26: 640 hours (estimate)" in text
    assert "At £12.25 an hour: £7,840" in text


def test_a_workstream_has_the_saving_it_should_bring_and_what_it_has_brought(client_of_policy, partnership):
    """H14-30: savings through workstreams under a partnership."""
    values = {"name": "Joint records centre", "expected_saving": "12,000", "saving_period": "annual"}
    add(client_of_policy, partnership, "workstreams", **values)
    text = tab(client_of_policy, partnership)
    assert "Joint records centre" in text
    assert "Expected saving: £12,000, every year" in text
    assert "Saving delivered so far: Not known" in text


def test_a_workstream_that_ends_before_it_starts_is_refused(client_of_policy, partnership):
    values = {"name": "Joint waste contract", "starts_on": "1 4 2026", "ends_on": "1 4 2025"}
    text = add(client_of_policy, partnership, "workstreams", **values)
    assert "The workstream ends before it starts." in text
    assert not Workstream.objects.exists()


def test_the_level_of_the_officers_stands_with_their_hours(client_of_policy, partnership, part):
    """SH-22: the level decides the rate."""
    address = f"/partnerships/{partnership.reference}/councils/{part.pk}/edit/"
    version = client_of_policy.get(address).context["form"].seen.version
    values = {"figure": "2", "unit": "days_per_month", "officer_level": "smt", "version": version}
    client_of_policy.post(address, values)
    text = tab(client_of_policy, partnership)
    assert "Level of these officers: Senior management team" in text
    assert "Typed as: 2 days a month" in text
    assert "Officer time: 14.8 hours a month" in text


def test_the_partnership_says_whether_it_employs_anyone_and_where_the_plan_names_it(client_of_policy, partnership):
    """B15-51, B15-10."""
    for section, values in (
        ("resources", {"has_own_staff": "yes", "has_own_budget": "unknown"}),
        ("plan", {"plan_link": "Corporate Plan 2026, page 12"}),
    ):
        address = f"/partnerships/{partnership.reference}/edit/{section}/"
        version = client_of_policy.get(address).context["form"].seen.version
        client_of_policy.post(address, {**values, "version": version})
    partnership.refresh_from_db()
    assert (partnership.has_own_staff, partnership.plan_link) == (True, "Corporate Plan 2026, page 12")


def test_lines_that_are_taken_off_count_no_more_and_can_be_put_back(client_of_policy, partnership, policy_officer, now):
    line = OtherFunding(partnership=partnership, financial_year=2025, amount=Decimal(77))
    line = entries.add_line(line, partnership, by=policy_officer, at=now)
    assert "Money of partners and funders" in tab(client_of_policy, partnership, 2025)
    entries.remove_line(line, partnership, version=line.version, by=policy_officer, at=now)
    text = tab(client_of_policy, partnership)
    assert "Money of partners and funders" not in text
    assert "Put back" in text


def test_level_recipient_and_strategy_line_are_columns_of_the_list_and_its_file(
    client_of_policy, partnership, part, policy_officer, now
):
    saving.claimed(Participation, part.pk, part.version, {"officer_level": "smt"}, by=policy_officer, at=now)
    advice = saving.create(Organisation(name="Citizens Advice"), by=policy_officer, at=now)
    values = {"recipient": advice, "spent_on": "Debt advice", "strategy_line": "MTFS 12", "amount": Decimal(1)}
    line = Contribution(participation=part, financial_year=2025, **values)
    entries.add_line(line, partnership, by=policy_officer, at=now)
    columns = "&".join(f"columns={name}" for name in ("officer_level", "paid_to", "spent_on", "strategy_line"))
    text = client_of_policy.get(f"/partnerships/?{columns}").content.decode()
    response = client_of_policy.post(f"/partnerships/export/csv/?{columns}")
    file = b"".join(response.streaming_content).decode()
    for words in ("Senior management team", "Citizens Advice", "Debt advice", "MTFS 12"):
        assert words in text, words
        assert words in file, words
