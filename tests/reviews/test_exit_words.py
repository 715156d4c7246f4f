"""What the pages of exit strategies say, and what their forms do not take."""

import pytest
from django.urls import reverse

from register.models import MatterStep
from register.models.choices import Significance
from reviews.models import ExitControl
from reviews.reports import exit_pack
from reviews.workflow import exit_lines
from tests.conftest import NOW
from tests.reviews import exiting
from tests.reviews.exiting import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategy(partnership, lead_officer, policy_officer):
    exiting.table()
    return exiting.written(exiting.opened(partnership, policy_officer), lead_officer)


def post(client, name: str, args: list, **data) -> str:
    return client.post(reverse(f"reviews:{name}", args=args), data, follow=True).content.decode()


def test_what_was_typed_in_a_second_tab_is_shown_and_nothing_that_was_hidden(
    sign_in, strategy, lead_officer, policy_officer
):
    """B15-42: the tier and its reason are not lost where another was quicker."""
    made = exiting.submitted(strategy, lead_officer)
    exiting.put(made, policy_officer)
    tier = {"significance": Significance.SIGNIFICANT, "significance_reason": "It is by far the largest."}
    text = post(sign_in(policy_officer), "exit_put", [made.pk], seen_text="ab12", version=made.version, **tier)
    for words in ("What you typed", "Why that tier", "It is by far the largest.", Significance.SIGNIFICANT.label):
        assert words in text
    assert "Seen text" not in text
    assert fresh(made).put_at == NOW


def test_a_strategy_that_is_handed_in_says_how_to_leave(sign_in, strategy, lead_officer, policy_officer):
    """B15-25: from then on it is no reason to worry that nobody has said how, and the page leads to it."""
    entry, client = strategy.partnership, sign_in(policy_officer)
    page, listed = reverse("reviews:entry_readiness", args=[entry.reference]), reverse("reviews:readiness")
    blind = "<li>Nobody has said how to leave</li>"
    assert all(blind in client.get(each).text for each in (page, listed))
    made = exiting.submitted(strategy, lead_officer)
    for address in (page, listed):
        text = client.get(address).text
        assert blind not in text
        assert f'href="{reverse("reviews:exit_strategy", args=[made.pk])}">Exit strategy {made.reference}</a>' in text


def test_who_does_it_to_whom_it_goes_and_what_is_late_is_said_once(sign_in, strategy, lead_officer):
    """B15-41: a person or a post, never both; what is passed on has who takes it; a day after leaving is marked."""
    client, owner = sign_in(lead_officer), {"owner_post": "Clerk", "due_on": "31 1 2028"}
    item = {"kind": "asset", "text": "The minibus", "outcome": "transferred", **owner}
    assert "Say to whom it is passed on." in post(client, "exit_line_add", [strategy.pk, "items"], **item)
    both = {**item, "recipient": "The trust", "owner": lead_officer.pk}
    refused = post(client, "exit_line_add", [strategy.pk, "items"], **both)
    assert "A person is named, so leave the post blank." in refused
    added = post(client, "exit_line_add", [strategy.pk, "items"], **{**item, "recipient": "The trust"})
    assert added.count("That is after the council leaves, on 31 March 2027") == 1


def test_each_wrong_day_is_named_and_what_it_was_returned_with_stands_beside_what_is_missing(
    sign_in, strategy, lead_officer, policy_officer
):
    """B15-40: three bad days are three sentences; the comment is read again before it is handed in."""
    exiting.returned(exiting.submitted(strategy, lead_officer), policy_officer)
    client, made = sign_in(lead_officer), fresh(strategy)
    assert "Say who pays the last invoice." in client.get(reverse("reviews:exit_submit", args=[made.pk])).text
    long_ago = {"notice_given_on": "1 1 2010", "notice_ends_on": "1 2 2010", "leaves_on": "1 3 2010"}
    text = post(client, "exit_edit", [made.pk, "notice"], version=made.version, **long_ago)
    for label in ("Notice given on", "Notice ends on", "The council leaves on"):
        assert f"“{label}” is more than a year ago. Check the year." in text
    soon = {"notice_given_on": "1 1 2027", "notice_ends_on": "1 3 2027", "leaves_on": "1 2 2027"}
    text = post(client, "exit_edit", [made.pk, "notice"], version=made.version, **soon)
    assert "The council would leave before the notice ends." in text
    assert fresh(made).leaves_on == strategy.leaves_on


def test_the_history_tells_what_was_changed_and_when_and_a_long_line_is_told_whole(
    sign_in, strategy, lead_officer, policy_officer, democratic_services
):
    """B15-42: that actions ask for lines by now changes nothing in them; bodies that give a view reject nothing."""
    long = {"kind": "money", "text": "Settle it " * 12, "owner_post": "Clerk", "due_on": NOW.date()}
    line = exit_lines.add_line(strategy, ExitControl, long, by=lead_officer, at=NOW)
    made = exiting.put(exiting.submitted(strategy, lead_officer), policy_officer)
    client, needs = sign_in(democratic_services), "A rejection needs them."
    for step in MatterStep.objects.select_related("body"):
        form = client.get(reverse("register:decision_record", args=[step.pk])).text
        assert (needs in form) == (step.body.name == "CMT")
    exiting.approved(made, democratic_services)
    assert fresh(line).action_id
    assert str(fresh(line).action).endswith("…")
    rows = exit_pack.history(fresh(made)).rows
    assert not [row for row in rows if " changed" in row[1] and not row[3]]
    assert rows[0][0] == "20 November 2026 at 10:00am"
    assert long["text"].strip() in client.get(reverse("reviews:exit_whole", args=[made.pk])).text
    assert "Control measure changed" not in client.get(reverse("reviews:exit_history", args=[made.pk])).text
