"""From when to when an agreement holds: a renewal agreed ahead of its day, what it renews, and what lists say of both."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape

from register.models import GoverningDocument, Policy
from register.reports import governance
from register.rules import agreements as rules
from register.workflow import agreements, entries
from tests import factories
from tests.register.documents import TODAY, document, drafted, fresh

pytestmark = pytest.mark.django_db
POLICY = Policy(renewal_months=6, outcomes_months=12)
BEGINS, DAY = date(2027, 4, 1), timedelta(days=1)
LAST = BEGINS - DAY


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Pages ask the clock what holds: it stands where the tests do."""
    time_machine.move_to(factories.NOW)


@pytest.fixture
def old(partnership, policy_officer):
    return document(partnership, policy_officer, title="The old one", ends_on=LAST)


@pytest.fixture
def new(old, policy_officer, now):
    """Its renewal, put in force some months before it begins."""
    made = agreements.renew(old, BEGINS, date(2030, 3, 31), by=policy_officer, at=now)
    entries.edit_line(made, made.partnership, {"title": "The new one"}, version=made.version, by=policy_officer, at=now)
    return agreements.put_in_force(fresh(made), BEGINS, version=fresh(made).version, by=policy_officer, at=now)


def address(name, record):
    return reverse(f"register:{name}", args=[record.pk])


def says(record, today):
    return rules.standing_in_words(record, rules.standing(record, today, POLICY))


@pytest.mark.parametrize(
    ("today", "of_old", "of_new"),
    [
        (TODAY, "In force until 31 March 2027", "In force from 1 April 2027"),
        (LAST, "In force until 31 March 2027", "In force from 1 April 2027"),
        (BEGINS, "Renewed", "In force"),
        (date(2029, 10, 1), "Renewed", "Renewal due"),
        (date(2031, 1, 1), "Renewed", "Expired"),
    ],
)
def test_a_renewal_agreed_ahead_holds_from_its_day_and_the_old_one_until_the_day_before(
    old, new, today, of_old, of_new
):
    """SH-06, SH-32: the status says what was decided, the dates say what holds."""
    assert (says(fresh(old), today), says(fresh(new), today)) == (of_old, of_new)
    assert [rules.holds(fresh(each), today) for each in (old, new)] == [today < BEGINS, today >= BEGINS]


def test_an_agreement_that_ends_before_its_renewal_begins_holds_to_its_own_end(old, policy_officer, now):
    new = agreements.renew(old, date(2027, 6, 1), None, by=policy_officer, at=now)
    agreements.put_in_force(new, date(2027, 6, 1), version=1, by=policy_officer, at=now)
    assert rules.holds(fresh(old), LAST)
    assert not rules.holds(fresh(old), BEGINS)
    assert says(fresh(old), LAST) == "In force until 31 March 2027"


def test_an_agreement_whose_renewal_was_taken_off_holds_to_its_own_end_and_is_due_again(
    old, new, partnership, policy_officer, now
):
    entries.remove_line(new, partnership, version=fresh(new).version, by=policy_officer, at=now)
    assert says(fresh(old), TODAY) == "Renewal due"
    assert rules.holds(fresh(old), LAST)


def day(number):
    return None if number is None else TODAY + timedelta(days=number)


STARTS, FINISHES = (None, -400, 0, 1, 60), (None, -30, 0, 100, 400)


@pytest.mark.parametrize("shift", [0, 1, 59, 60, 61, 100, 101, 401])
def test_python_and_the_database_say_the_same_of_what_holds_stands_and_is_over(partnership, policy_officer, now, shift):
    """One rule, said twice: whatever the dates, the status and what was taken off."""
    who, today = {"by": policy_officer, "at": now}, TODAY + timedelta(days=shift)
    for starts in STARTS:
        for ends in FINISHES:
            if starts is not None and ends is not None and starts > ends:
                continue
            document(partnership, policy_officer, starts_on=day(starts), ends_on=day(ends))
            first = document(partnership, policy_officer, starts_on=day(-500), ends_on=day(ends))
            new = agreements.renew(first, day(-450), None, **who)
            agreements.put_in_force(new, day(-450 if starts is None else starts), version=1, **who)
            if ends is None:
                entries.remove_line(new, partnership, version=fresh(new).version, **who)
    drafted(partnership, policy_officer)
    over = document(partnership, policy_officer)
    agreements.terminate(over, TODAY, "Wound up", version=1, **who)
    everything = set(GoverningDocument.objects.all())
    asked = GoverningDocument.objects
    holding = {each for each in everything if rules.holds(each, today)}
    assert set(asked.in_force(today)) == holding
    assert set(asked.standing(today)) | set(asked.over(today)) == everything
    assert set(asked.standing(today)) & set(asked.over(today)) == set()
    assert holding <= set(asked.standing(today))
    assert {each for each in everything if rules.is_renewal_due(each, today, POLICY)} == set(
        asked.renewal_due(today, 6)
    )


def test_the_page_and_the_list_show_both_with_their_days(sign_in, old, new, policy_officer):
    client = sign_in(policy_officer)
    page = client.get(reverse("register:agreements")).content.decode()
    assert [
        words for words in ("In force until 31 March 2027", "In force from 1 April 2027") if words not in page
    ] == []
    over = client.get(reverse("register:agreements"), {"show": "over"}).content.decode()
    assert "The old one" not in over
    for show in ("renewal_due", "expired"):
        found = client.get(reverse("register:agreements"), {"show": show}).content.decode()
        assert ("The old one" in found, "The new one" in found) == (False, False)
    assert "In force until 31 March 2027" in client.get(address("agreement", old)).content.decode()


def test_the_register_shows_the_dates_of_what_holds_today(sign_in, old, new, policy_officer, time_machine):
    client, columns = sign_in(policy_officer), "/partnerships/?columns=name&columns=agreement_ends_on"
    page = client.get(columns).content.decode()
    assert ("31 Mar 2027" in page, "31 Mar 2030" in page) == (True, False)
    time_machine.move_to(factories.NOW + timedelta(days=200))
    page = sign_in(policy_officer).get(columns).content.decode()
    assert ("31 Mar 2027" in page, "31 Mar 2030" in page) == (False, True)


def test_the_governance_checklist_counts_no_document_that_has_not_begun(partnership, policy_officer):
    """H11-17."""
    document(partnership, policy_officer, kind="constitution", starts_on=TODAY + DAY)

    def constituted(today):
        rows = governance.build(partnership, policy_officer, today).rows
        return next(row.answer for row in rows if row.name.startswith("A constitution"))

    assert constituted(TODAY) != "Yes"
    assert constituted(TODAY + DAY) == "Yes"


def test_what_was_put_in_force_ahead_is_told_with_its_day(sign_in, partnership, lead_officer):
    made = drafted(partnership, lead_officer)
    data = {"starts_on": "1 4 2027", "version": 1}
    page = sign_in(lead_officer).post(address("agreement_put_in_force", made), data, follow=True).content.decode()
    assert escape("“New agreement” is in force from 1 April 2027.") in page
    assert '<strong class="govuk-tag govuk-tag--blue">In force from 1 April 2027</strong>' in page


def test_the_page_that_puts_in_force_repeats_the_gaps(sign_in, partnership, lead_officer):
    """SH-32: named where the decision is made, and no more than a warning."""
    made = drafted(partnership, lead_officer)
    page = sign_in(lead_officer).get(address("agreement_put_in_force", made)).content.decode()
    for gap in rules.gaps(fresh(made), TODAY, POLICY):
        assert escape(gap.sentence) in page
    assert "They are a warning and stop nothing." in page


def test_a_renewal_is_not_put_in_force_from_before_what_it_renews_began(sign_in, old, lead_officer, now):
    new = agreements.renew(old, BEGINS, None, by=lead_officer, at=now)
    data = {"starts_on": "1 4 2019", "version": 1}
    page = sign_in(lead_officer).post(address("agreement_put_in_force", new), data).content.decode()
    assert "The agreement that it renews began on 1 April 2020. Enter a later day." in page
    assert fresh(new).status == "draft"


def test_an_agreement_cannot_end_before_it_began(sign_in, old, new, lead_officer, now):
    data = {"terminated_on": "20 11 2026", "reason": "The partner closed", "version": fresh(new).version}
    page = sign_in(lead_officer).post(address("agreement_terminate", new), data).content.decode()
    assert "The agreement begins on 1 April 2027, so it cannot end before." in page
    assert "The partner closed" in page
    with pytest.raises(ValidationError, match="begins on 1 April 2020"):
        agreements.terminate(old, date(2019, 1, 1), "Closed", version=1, by=lead_officer, at=now)


def test_a_second_tab_of_the_renewal_shows_what_was_typed_and_what_has_changed(sign_in, old, lead_officer):
    client = sign_in(lead_officer)
    first = {"from_day": "1 4 2027", "until_day": "", "reason": "Agreed at the board", "version": 1}
    client.post(address("agreement_renew", old), first)
    second = {**first, "until_day": "31 3 2031", "reason": "Four years, as the board asked"}
    answer = client.post(address("agreement_renew", old), second)
    page = answer.content.decode()
    assert answer.status_code == 403
    for words in (
        "Its renewal is drafted already",
        "The day on which it ends",
        "31 3 2031",
        "Four years, as the board asked",
    ):
        assert words in page
    assert GoverningDocument.objects.count() == 2
