"""Agreements: when they are due, what a renewal would carry on, their life, their outcomes, and who may do what."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from partnerships import saving
from partnerships.verdict import Refused
from register.models import AgreedOutcome, GoverningDocument, PartnershipType, Policy, Seat, StoredFile
from register.models.choices import AGREEMENT_KINDS
from register.reports.agreement_list import tasks
from register.rules import agreements as rules
from register.workflow import agreements, entries, files
from tests import factories
from tests.register.documents import TODAY, document, drafted, fresh, outcome
from tests.register.places import seat

pytestmark = pytest.mark.django_db
POLICY = Policy(renewal_months=6, outcomes_months=12)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def clock(time_machine):
    """Pages ask the clock what is due: it stands where the tests do."""
    time_machine.move_to(factories.NOW)


@pytest.fixture
def agreement(partnership, policy_officer):
    return document(partnership, policy_officer, ends=30)


def address(name, record, *more):
    return reverse(f"register:{name}", args=[record.pk, *more])


def sentences(agreement, today=TODAY, policy=POLICY):
    return [gap.sentence for gap in rules.gaps(fresh(agreement), today, policy)]


# When


ENDS = [
    None,
    -400,
    -1,
    0,
    1,
    29,
    30,
    31,
    59,
    89,
    120,
    150,
    179,
    180,
    181,
    182,
    183,
    184,
    185,
    186,
    200,
    364,
    365,
    366,
    700,
]


@pytest.mark.parametrize("months", [1, 6, 12])
@pytest.mark.parametrize("shift", [0, 9, 40, 71, 100, 101, 102, 128])
def test_python_and_the_database_say_the_same_of_renewal_and_expiry(partnership, policy_officer, months, shift, now):
    """SH-06, SH-32: due and expired are said once in Python and once in SQL, at the ends of months too."""
    today, policy = TODAY + timedelta(days=shift), Policy(renewal_months=months)
    for number, ends in enumerate(ENDS):
        notice = (None, 0, 3, 24)[number % 4]
        document(partnership, policy_officer, ends=ends, notice_months=notice)
    drafted(partnership, policy_officer, ends_on=today)
    removed = document(partnership, policy_officer, ends=1)
    entries.remove_line(removed, partnership, version=1, by=policy_officer, at=now)
    everything = list(GoverningDocument.objects.all())
    asked = GoverningDocument.objects
    assert {each.pk for each in everything if rules.is_renewal_due(each, today, policy)} == {
        each.pk for each in asked.renewal_due(today, months)
    }
    assert {each.pk for each in everything if rules.is_expired(each, today)} == {
        each.pk for each in asked.expired(today)
    }


@pytest.mark.parametrize("procurement", ["", "grant", "unclear"])
@pytest.mark.parametrize("cleared", [None, TODAY])
def test_python_and_the_database_say_the_same_of_open_procurement(
    partnership, policy_officer, procurement, cleared, now
):
    """SH-24."""
    values = {"procurement": procurement, "procurement_cleared_on": cleared}
    document(partnership, policy_officer, **values)
    drafted(partnership, policy_officer, **values)
    gone = document(partnership, policy_officer, **values)
    entries.remove_line(gone, partnership, version=1, by=policy_officer, at=now)
    over = document(partnership, policy_officer, **values)
    agreements.terminate(over, TODAY, "Wound up", version=1, by=policy_officer, at=now)
    found = {each.pk for each in GoverningDocument.objects.all() if rules.is_procurement_open(each)}
    assert found == {each.pk for each in GoverningDocument.objects.procurement_open()}
    assert len(found) == (2 if procurement == "unclear" and cleared is None else 0)


@pytest.mark.parametrize(
    ("ends", "notice", "standing"),
    [
        (date(2027, 5, 20), None, "renewal_due"),
        (date(2027, 5, 21), None, "in_force"),
        (date(2027, 5, 21), 12, "renewal_due"),
        (date(2026, 11, 20), None, "renewal_due"),
        (date(2026, 11, 19), None, "expired"),
        (None, 12, "in_force"),
    ],
)
def test_an_agreement_is_due_six_months_before_its_end_or_at_its_notice(ends, notice, standing):
    """The day is 20 November 2026; on its last day an agreement has not expired."""
    made = GoverningDocument(ends_on=ends, notice_months=notice)
    assert rules.standing(made, TODAY, POLICY) == standing


@pytest.mark.parametrize("status", ["draft", "renewed", "terminated"])
def test_what_is_not_in_force_is_neither_due_nor_expired(status):
    made = GoverningDocument(ends_on=TODAY - timedelta(days=1), status=status)
    assert rules.standing(made, TODAY, POLICY) == status


def expecting(policy_officer, now):
    kind = PartnershipType(name="Delivery", code="delivery", expects_agreement=True)
    return saving.create(kind, by=policy_officer, at=now)


@pytest.mark.parametrize("kind", [*AGREEMENT_KINDS, "constitution", "equality"])
def test_python_and_the_database_say_the_same_of_an_agreement_that_is_expected(council, policy_officer, now, kind):
    """SH-15: the type of the partnership says whether an agreement is expected."""
    entry = factories.partnership(by=policy_officer, council=council, type=expecting(policy_officer, now))
    entries_without = type(entry).objects.without_expected_agreement
    drafted(entry, policy_officer)
    assert rules.lacks_expected_agreement(entry, entry.documents.all())
    assert list(entries_without()) == [entry]
    document(entry, policy_officer, kind=kind)
    lacks = rules.lacks_expected_agreement(entry, entry.documents.all())
    assert lacks == entries_without().exists() == (kind not in AGREEMENT_KINDS)


# The checklist


def test_everything_that_is_missing_is_named_before_a_renewal(partnership, policy_officer):
    """SH-06, SH-27, SH-32, B15-36."""
    bare = document(partnership, policy_officer, starts_on=None)
    assert sentences(bare) == [
        "No outcome is agreed.",
        "No end is set.",
        "No notice is set.",
        "It is not known whether it was made from the standard template.",
        "Neither its file nor a link to it is here.",
        "Nobody has looked at what it is under procurement rules.",
        "The partners’ safeguarding policies have not been seen.",
        "Nothing is said of data sharing.",
        "It is not known whether there is a protocol for disputes.",
        "The efficiencies that partners owe are not stated.",
        "Nobody is named with the level at which they attend.",
    ]


def test_an_agreement_that_lacks_nothing_has_no_gap(partnership, policy_officer, council, now):
    whole = document(
        partnership, policy_officer, ends=30, notice_months=0, is_standard=True, procurement="grant",
        link="https://example.org/a",
    )  # fmt: skip
    outcome(whole, policy_officer, theme=factories.theme(), localities="All")
    said = {
        "safeguarding": "not_applicable", "data_sharing": "None needed", "has_dispute_protocol": True,
        "efficiencies_expected": "One office instead of two",
    }  # fmt: skip
    entries.edit(partnership, said, version=1, by=policy_officer, at=now)
    seat = Seat(partnership=partnership, council=council, post="Director", level="cmt")
    entries.add_line(seat, partnership, by=policy_officer, at=now)
    assert sentences(whole) == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"is_standard": False}, "It was not made from the standard template."),
        (
            {"procurement": "unclear"},
            "It is unclear what it is under procurement rules, and neither legal nor procurement has cleared it.",
        ),
    ],
)
def test_a_wrong_answer_is_a_gap_as_well(partnership, policy_officer, values, sentence):
    assert sentence in sentences(document(partnership, policy_officer, **values))


def test_cleared_procurement_is_no_gap(partnership, policy_officer):
    """SH-24: open until legal or procurement clears it."""
    cleared = document(partnership, policy_officer, procurement="unclear", procurement_cleared_on=TODAY)
    assert not any("procurement" in sentence for sentence in sentences(cleared))


def test_an_outcome_without_theme_or_place_is_named(agreement, policy_officer):
    """SH-06: outcomes tied to themes and to Locality work."""
    outcome(agreement, policy_officer, text="More visitors")
    assert "The outcome “More visitors” is tied to no theme." in sentences(agreement)
    assert "The outcome “More visitors” names no place." in sentences(agreement)


@pytest.mark.parametrize(("today", "is_old"), [(date(2027, 11, 20), False), (date(2027, 11, 21), True)])
def test_outcomes_are_old_after_the_months_of_the_policy(agreement, policy_officer, today, is_old):
    """SH-27: twelve months after 20 November 2026 they are not old, a day later they are."""
    outcome(agreement, policy_officer)
    words = "The outcomes were last updated on 20 November 2026, more than 12 months ago."
    assert (words in sentences(agreement, today)) == is_old


def test_a_missing_dispute_protocol_and_lead_officer_are_named(partnership, policy_officer, now):
    entries.edit(
        partnership, {"has_dispute_protocol": False, "lead_officer": None}, version=1, by=policy_officer, at=now
    )
    made = document(partnership, policy_officer)
    assert "There is no protocol for disputes." in sentences(made)
    assert "No lead officer is named." in sentences(made)


def test_a_file_or_a_link_fills_the_gap(agreement, policy_officer, now):
    words = "Neither its file nor a link to it is here."
    assert words in sentences(agreement)
    files.store("a.txt", b"Signed", agreement, by=policy_officer, at=now)
    assert words not in sentences(agreement)


def test_each_gap_links_to_the_page_that_mends_it(sign_in, agreement, policy_officer):
    """SH-18, SH-32: the renewal page names the gaps and warns; it can be sent all the same."""
    made = outcome(agreement, policy_officer)
    client = sign_in(policy_officer)
    page = client.get(address("agreement_renew", agreement)).content.decode()
    edit = reverse("register:line_edit", args=[agreement.partnership.reference, "documents", agreement.pk])
    for link in (
        f"{address('agreement_outcome_edit', made)}#div_id_theme",
        f"{edit}#div_id_notice_months",
        address("document_file_add", agreement),
        "/edit/safeguards/#div_id_safeguarding",
        "/edit/sharing/#div_id_data_sharing",
        "/edit/running/#div_id_has_dispute_protocol",
        "/edit/efficiencies/#div_id_efficiencies_expected",
    ):
        assert link in page
    posted = client.post(
        address("agreement_renew", agreement), {"from_day": "1 1 2027", "version": agreement.version + 1}
    )
    assert posted.status_code == 302


# The life


def test_an_agreement_begins_as_a_draft_with_its_facts(sign_in, partnership, lead_officer):
    data = {"kind": "sla", "title": "Tourism SLA", "ends_on": "31 3 2029", "notice_months": "6", "is_standard": "yes",
            "procurement": "sla"}  # fmt: skip
    page = sign_in(lead_officer).post(
        reverse("register:agreement_new", args=[partnership.reference]), data, follow=True
    )
    made = GoverningDocument.objects.get()
    assert (made.status, made.notice_months, made.is_standard, made.procurement) == ("draft", 6, True, "sla")
    assert "“Tourism SLA” is a draft." in page.content.decode()


def test_a_plain_document_is_in_force(partnership, policy_officer):
    assert document(partnership, policy_officer).status == "in_force"


def test_a_draft_is_put_in_force_from_a_day_on(sign_in, partnership, lead_officer):
    made = drafted(partnership, lead_officer)
    page = sign_in(lead_officer).post(
        address("agreement_put_in_force", made), {"starts_on": "1 December 2026", "version": 1}, follow=True
    )
    assert (fresh(made).status, fresh(made).starts_on) == ("in_force", date(2026, 12, 1))
    assert escape("“New agreement” is in force from 1 December 2026.") in page.content.decode()


def test_without_a_first_day_it_cannot_be_put_in_force(sign_in, partnership, lead_officer, now):
    made = drafted(partnership, lead_officer)
    page = sign_in(lead_officer).post(address("agreement_put_in_force", made), {"starts_on": "", "version": 1})
    assert "Enter the day from which the agreement holds." in page.content.decode()
    with pytest.raises(Refused, match="Enter the day from which the agreement holds"):
        agreements.put_in_force(made, None, version=1, by=lead_officer, at=now)
    assert fresh(made).status == "draft"


def test_it_cannot_hold_from_a_day_after_its_end(sign_in, partnership, lead_officer):
    made = drafted(partnership, lead_officer, ends_on=date(2027, 3, 31))
    page = sign_in(lead_officer).post(address("agreement_put_in_force", made), {"starts_on": "1 4 2027", "version": 1})
    assert "The agreement ends on 31 March 2027. Enter a day before that." in page.content.decode()


def test_a_renewal_is_a_draft_with_the_same_outcomes_and_the_old_one_stands(
    agreement, policy_officer, lead_officer, now
):
    """SH-06, SH-24: what it is under procurement rules is carried on and must be cleared again."""
    theme = factories.theme()
    entries.edit_line(
        agreement, agreement.partnership, {"procurement": "unclear", "procurement_cleared_on": TODAY},
        version=1, by=policy_officer, at=now,
    )  # fmt: skip
    kept = outcome(agreement, policy_officer, text="More visitors", theme=theme, localities="All")
    gone = outcome(agreement, policy_officer, text="A new website")
    agreements.remove_outcome(gone, version=1, by=policy_officer, at=now)
    new = agreements.renew(fresh(agreement), date(2027, 1, 1), None, by=lead_officer, at=now)
    assert (new.status, new.renews, new.procurement, new.procurement_cleared_on) == (
        "draft",
        agreement,
        "unclear",
        None,
    )
    assert [(each.text, each.theme, each.localities) for each in new.outcomes.all()] == [
        ("More visitors", theme, "All")
    ]
    assert kept.document_id == agreement.pk
    assert fresh(agreement).status == "in_force"


def test_putting_the_renewal_in_force_shows_the_old_one_as_renewed(sign_in, agreement, lead_officer, now):
    new = agreements.renew(agreement, date(2027, 1, 1), None, by=lead_officer, at=now)
    client = sign_in(lead_officer)
    client.post(address("agreement_put_in_force", new), {"starts_on": "1 1 2027", "version": 1})
    assert (fresh(new).status, fresh(agreement).status) == ("in_force", "renewed")
    page = client.get(address("agreement", agreement)).content.decode()
    assert "Renewed by" in page
    assert address("agreement_renew", agreement) not in page


def test_a_renewal_of_what_was_terminated_meanwhile_leaves_it_terminated(agreement, lead_officer, now):
    new = agreements.renew(agreement, date(2027, 1, 1), None, by=lead_officer, at=now)
    agreements.terminate(fresh(agreement), TODAY, "Wound up", version=1, by=lead_officer, at=now)
    agreements.put_in_force(new, date(2027, 1, 1), version=1, by=lead_officer, at=now)
    assert (fresh(new).status, fresh(agreement).status) == ("in_force", "terminated")


def test_a_second_renewal_is_refused_and_names_the_first(agreement, lead_officer, now):
    agreements.renew(agreement, date(2027, 1, 1), None, by=lead_officer, at=now)
    with pytest.raises(Refused, match="Its renewal is drafted already: “Tourism agreement”"):
        agreements.renew(agreement, date(2027, 1, 1), None, by=lead_officer, at=now)


@pytest.mark.parametrize("is_put_in_force", [False, True])
def test_an_agreement_whose_renewal_was_taken_off_is_renewed_again(
    agreement, partnership, lead_officer, now, sign_in, is_put_in_force
):
    who = {"by": lead_officer, "at": now}
    first = agreements.renew(agreement, date(2027, 1, 1), None, **who)
    if is_put_in_force:
        first = agreements.put_in_force(first, date(2027, 1, 1), version=first.version, **who)
    entries.remove_line(first, partnership, version=first.version, **who)
    page = sign_in(lead_officer).get(reverse("register:agreement", args=[agreement.pk])).content.decode()
    assert reverse("register:agreement_renew", args=[agreement.pk]) in page
    second = agreements.renew(fresh(agreement), date(2027, 2, 1), None, **who)
    assert second.renews == agreement
    assert fresh(first).renews is None
    agreements.put_in_force(second, date(2027, 2, 1), version=second.version, **who)
    assert fresh(agreement).status == "renewed"
    with pytest.raises(Refused):
        agreements.renew(fresh(agreement), date(2028, 2, 1), None, **who)


def test_two_renewals_of_one_agreement_are_not_both_put_in_force(sign_in, agreement, partnership, lead_officer, now):
    who = {"by": lead_officer, "at": now}
    first = agreements.renew(agreement, date(2027, 1, 1), None, **who)
    entries.remove_line(first, partnership, version=1, **who)
    second = agreements.renew(fresh(agreement), date(2027, 2, 1), None, **who)
    first = entries.put_back_line(fresh(first), partnership, version=fresh(first).version, **who)
    assert first.renews is None
    agreements.put_in_force(second, date(2027, 2, 1), version=1, **who)
    words = "Another renewal of “Tourism agreement”, from 1 February 2027, is in force: “Tourism agreement”."
    with pytest.raises(Refused, match=words):
        agreements.put_in_force(fresh(first), date(2027, 1, 1), version=first.version, **who)
    answer = sign_in(lead_officer).get(address("agreement_put_in_force", first))
    assert (answer.status_code, words in answer.content.decode()) == (403, True)
    entries.remove_line(fresh(second), partnership, version=fresh(second).version, **who)
    agreements.put_in_force(fresh(first), date(2027, 1, 1), version=first.version, **who)
    assert (fresh(first).renews, fresh(second).renews, fresh(agreement).status) == (agreement, None, "renewed")
    with pytest.raises(Refused, match="Another renewal of “Tourism agreement”, from 1 January 2027, is in force"):
        entries.put_back_line(fresh(second), partnership, version=fresh(second).version, **who)


def test_a_draft_that_is_put_back_renews_again_what_nothing_else_renews(agreement, partnership, lead_officer, now):
    who = {"by": lead_officer, "at": now}
    first = agreements.renew(agreement, date(2027, 1, 1), None, **who)
    entries.remove_line(first, partnership, version=1, **who)
    second = agreements.renew(fresh(agreement), date(2027, 2, 1), None, **who)
    entries.remove_line(second, partnership, version=1, **who)
    entries.put_back_line(fresh(first), partnership, version=fresh(first).version, **who)
    assert (fresh(first).renews, fresh(second).renews) == (agreement, None)


def test_taking_off_a_renewal_in_force_leaves_the_old_agreement_as_it_was(sign_in, agreement, lead_officer, now):
    """SH-32: due again, with what its renewal would carry on, and it can be terminated."""
    who, entry = {"by": lead_officer, "at": now}, agreement.partnership
    client = sign_in(lead_officer)
    before = client.get(address("agreement_renew", agreement)).content.decode()
    new = agreements.renew(agreement, date(2027, 1, 1), None, **who)
    agreements.put_in_force(new, date(2027, 1, 1), version=1, **who)
    entries.remove_line(fresh(new), entry, version=2, **who)
    assert rules.standing(fresh(agreement), TODAY, POLICY) == "renewal_due"
    assert address("agreement_terminate", agreement) in client.get(address("agreement", agreement)).content.decode()
    after = client.get(address("agreement_renew", agreement)).content.decode()
    assert after.count("No notice is set.") == before.count("No notice is set.") == 1
    entries.put_back_line(fresh(new), entry, version=3, **who)
    assert (fresh(new).status, fresh(agreement).status) == ("in_force", "renewed")


@pytest.mark.parametrize("status", ["draft", "in_force"])
def test_who_attends_takes_off_drafts_alone(
    sign_in, partnership, agreement, council, officer, policy_officer, now, status
):
    """An agreement past its draft is taken off, with what that changes, by who settles agreements."""
    seat(partnership, council, holder=officer)
    new = agreements.renew(agreement, date(2027, 1, 1), None, by=policy_officer, at=now)
    if status == "in_force":
        new = agreements.put_in_force(new, date(2027, 1, 1), version=1, by=policy_officer, at=now)
    page = reverse("register:line_remove", args=[partnership.reference, "documents", new.pk])
    client = sign_in(officer)
    tab = client.get(reverse("register:governance", args=[partnership.reference])).content.decode()
    assert (page in tab) == (status == "draft")
    assert client.get(page).status_code == (200 if status == "draft" else 403)
    client.post(page, {"reason": "Not agreed", "version": new.version})
    assert bool(fresh(new).removed_at) == (status == "draft")


def test_a_renewal_that_ends_before_it_starts_is_refused_and_nothing_is_lost(sign_in, agreement, lead_officer):
    data = {"from_day": "1 1 2028", "until_day": "1 1 2027", "reason": "New terms", "version": 1}
    page = sign_in(lead_officer).post(address("agreement_renew", agreement), data).content.decode()
    assert "The renewal ends before it starts." in page
    assert "New terms" in page
    assert GoverningDocument.objects.count() == 1


def test_an_agreement_is_terminated_with_its_day_and_reason(sign_in, agreement, lead_officer):
    data = {"terminated_on": "20 11 2026", "reason": "The partner closed", "version": 1}
    page = sign_in(lead_officer).post(address("agreement_terminate", agreement), data, follow=True).content.decode()
    assert "The partner closed" in page
    assert (fresh(agreement).status, fresh(agreement).terminated_on) == ("terminated", TODAY)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"terminated_on": "", "reason": "Closed"}, "Enter the day on which it was terminated."),
        ({"terminated_on": "1 1 2026", "reason": ""}, "Say why it was terminated."),
        ({"terminated_on": "1 1 2199", "reason": "Closed"}, "That day is still to come."),
    ],
)
def test_terminating_asks_for_a_day_that_has_come_and_for_a_reason(sign_in, agreement, lead_officer, data, sentence):
    page = sign_in(lead_officer).post(address("agreement_terminate", agreement), {**data, "version": 1})
    assert sentence in page.content.decode()
    assert fresh(agreement).status == "in_force"


def test_a_day_to_come_is_refused_by_the_workflow_too(agreement, lead_officer, now):
    with pytest.raises(ValidationError, match="That day is still to come"):
        agreements.terminate(agreement, TODAY + timedelta(days=1), "Closed", version=1, by=lead_officer, at=now)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("put_in_force", "This agreement is in force already: somebody else, or you in another window, was quicker."),
        ("renew", "This agreement is a draft, so it cannot be renewed."),
        ("terminate", "This agreement is a draft, so it cannot be terminated."),
    ],
)
def test_a_step_that_its_status_does_not_allow_is_refused(sign_in, partnership, lead_officer, verb, words):
    made = document(partnership, lead_officer) if verb == "put_in_force" else drafted(partnership, lead_officer)
    answer = sign_in(lead_officer).get(address(f"agreement_{verb}", made))
    assert answer.status_code == 403
    assert words in answer.content.decode()


@pytest.mark.parametrize("verb", ["put_in_force", "renew", "terminate", "confirm"])
def test_nothing_is_done_with_an_agreement_that_was_taken_off(sign_in, partnership, lead_officer, verb, now):
    made = drafted(partnership, lead_officer) if verb == "put_in_force" else document(partnership, lead_officer)
    entries.remove_line(made, partnership, version=1, by=lead_officer, at=now)
    answer = sign_in(lead_officer).get(address(f"agreement_{verb}", made))
    assert answer.status_code == 403
    assert "Put it back first" in answer.content.decode()


def test_who_only_attends_adds_outcomes_and_does_not_renew(sign_in, agreement, council, officer, policy_officer, now):
    place = Seat(partnership=agreement.partnership, council=council, holder=officer)
    entries.add_line(place, agreement.partnership, by=policy_officer, at=now)
    client = sign_in(officer)
    page = client.get(address("agreement", agreement)).content.decode()
    assert address("agreement_outcome_add", agreement) in page
    assert "Only the policy team, the lead officer and the head of service put an agreement in force" in page
    assert client.get(address("agreement_renew", agreement)).status_code == 403


@pytest.mark.parametrize("who", ["auditor", "administrator", "officer", "democratic_services"])
def test_who_only_reads_sees_the_gaps_and_changes_nothing(request, sign_in, agreement, policy_officer, who):
    made = outcome(agreement, policy_officer)
    client = sign_in(request.getfixturevalue(who))
    page = client.get(address("agreement", agreement)).content.decode()
    assert "No notice is set." in page
    assert "/edit/" not in page
    for route, record in (
        ("agreement_outcome_add", agreement),
        ("agreement_renew", agreement),
        ("agreement_terminate", agreement),
        ("agreement_confirm", agreement),
        ("agreement_outcome_edit", made),
        ("agreement_outcome_remove", made),
        ("document_file_add", agreement),
    ):
        assert client.get(address(route, record)).status_code == 403


@pytest.mark.parametrize("who", ["scrutiny_member", "councillor"])
def test_an_agreement_of_an_entry_that_one_may_not_read_is_not_there(request, sign_in, agreement, policy_officer, who):
    made = outcome(agreement, policy_officer)
    client = sign_in(request.getfixturevalue(who))
    steps = ("agreement", "agreement_renew", "agreement_terminate", "agreement_confirm", "agreement_put_in_force")
    addresses = [address(name, agreement) for name in (*steps, "agreement_outcome_add", "document_file_add")]
    addresses += [address(f"agreement_outcome_{verb}", made) for verb in ("edit", "remove", "put_back")]
    assert {client.get(each).status_code for each in addresses} == {404}


# Outcomes


def test_an_outcome_is_added_with_its_theme_and_places(sign_in, agreement, lead_officer):
    """SH-06, SH-27: and the agreement says when its outcomes were last updated."""
    theme = factories.theme("Economy")
    data = {"text": "More visitors", "theme": theme.pk, "localities": "Kibworth"}
    page = sign_in(lead_officer).post(address("agreement_outcome_add", agreement), data, follow=True).content.decode()
    assert "outcome added: More visitors." in page
    assert [word for word in ("Economy", "Kibworth", "Last updated:") if word not in page] == []
    assert fresh(agreement).outcomes_updated_on is not None


@pytest.mark.parametrize("verb", ["edit", "remove", "put_back", "confirm"])
def test_every_change_of_the_outcomes_updates_their_day(agreement, policy_officer, now, verb):
    """SH-27."""
    made = outcome(agreement, policy_officer)
    later = now + timedelta(days=10)
    who = {"by": policy_officer, "at": later}
    if verb == "put_back":
        made = agreements.remove_outcome(made, version=1, by=policy_officer, at=now)
    match verb:
        case "edit":
            agreements.edit_outcome(made, {"localities": "All"}, version=1, **who)
        case "remove":
            agreements.remove_outcome(made, version=1, **who)
        case "put_back":
            agreements.put_back_outcome(made, version=2, **who)
        case "confirm":
            agreements.confirm_outcomes(fresh(agreement), version=fresh(agreement).version, **who)
    assert fresh(agreement).outcomes_updated_on == TODAY + timedelta(days=10)


def test_an_outcome_is_taken_off_and_put_back_on_pages(sign_in, agreement, lead_officer):
    made = outcome(agreement, lead_officer)
    client = sign_in(lead_officer)
    page = client.post(
        address("agreement_outcome_remove", made), {"version": 1, "reason": "Reached"}, follow=True
    ).content.decode()
    assert "outcome removed: More visitors." in page
    assert "Removed (1)" in page
    assert client.get(address("agreement_outcome_remove", made)).status_code == 403
    page = client.post(address("agreement_outcome_put_back", made), {"version": 2}, follow=True).content.decode()
    assert "outcome put back: More visitors." in page
    history = client.get(reverse("register:history", args=[agreement.partnership.reference])).content.decode()
    assert "Reached" in history


def test_two_people_who_change_the_same_outcome_merge(sign_in, agreement, policy_officer, lead_officer, now):
    made = outcome(agreement, policy_officer)
    agreements.edit_outcome(made, {"text": "Twice the visitors"}, version=1, by=policy_officer, at=now)
    data = {"text": "Half the visitors", "theme": "", "localities": "", "version": 1}
    answer = sign_in(lead_officer).post(address("agreement_outcome_edit", made), data)
    assert answer.status_code == 409
    assert "Twice the visitors" in answer.content.decode()


@pytest.mark.parametrize("verb", ["renewed", "terminated"])
def test_the_outcomes_of_an_agreement_that_is_over_stay_as_they_are(agreement, policy_officer, now, verb):
    made = outcome(agreement, policy_officer)
    version = fresh(agreement).version
    if verb == "terminated":
        agreements.terminate(agreement, TODAY, "Closed", version=version, by=policy_officer, at=now)
    else:
        new = agreements.renew(agreement, TODAY, None, by=policy_officer, at=now)
        agreements.put_in_force(new, TODAY, version=1, by=policy_officer, at=now)
    with pytest.raises(Refused, match=f"This agreement is {verb}, so its outcomes stay as they are"):
        agreements.edit_outcome(fresh(made), {"text": "Other"}, version=1, by=policy_officer, at=now)
    assert AgreedOutcome.objects.get(pk=made.pk).text == "More visitors"


# The document's own facts


def test_the_procurement_screen_is_filled_in_and_its_flag_stays_until_it_is_cleared(sign_in, agreement, lead_officer):
    """SH-24."""
    client = sign_in(lead_officer)
    edit = reverse("register:line_edit", args=[agreement.partnership.reference, "documents", agreement.pk])
    data = {"kind": "agreement", "title": "Tourism agreement", "starts_on": "1 4 2020", "ends_on": "20 12 2026",
            "is_standard": "unknown", "procurement": "unclear"}  # fmt: skip
    client.post(edit, {**data, "version": 1})
    page = client.get(address("agreement", agreement)).content.decode()
    assert "Procurement unclear" in page
    client.post(edit, {**data, "procurement_cleared_on": "2 11 2026", "version": 2})
    assert "Procurement unclear" not in client.get(address("agreement", agreement)).content.decode()


@pytest.mark.parametrize("typed", ["-1", "121", "1.5", "six"])
def test_a_notice_that_is_no_number_of_months_is_refused(sign_in, agreement, lead_officer, typed):
    edit = reverse("register:line_edit", args=[agreement.partnership.reference, "documents", agreement.pk])
    data = {"kind": "agreement", "title": "T", "is_standard": "unknown", "notice_months": typed, "version": 1}
    page = sign_in(lead_officer).post(edit, data)
    assert page.status_code == 200
    assert page.content.decode().count("govuk-error-message") == 1
    assert fresh(agreement).version == 1


# The list and the tasks


def listed(client, **query):
    return client.get(reverse("register:agreements"), query).content.decode()


def test_the_list_shows_what_is_due_expired_unclear_and_over(sign_in, partnership, council, policy_officer, now):
    made = {
        "renewal_due": document(partnership, policy_officer, title="Due soon", ends=30),
        "expired": document(partnership, policy_officer, title="Past its end", ends=-300),
        "procurement": document(partnership, policy_officer, title="Grant or contract", procurement="unclear"),
        "draft": drafted(partnership, policy_officer, title="Not yet signed"),
        "over": document(partnership, policy_officer, title="Wound up early"),
    }
    agreements.terminate(made["over"], TODAY, "Closed", version=1, by=policy_officer, at=now)
    document(partnership, policy_officer, title="Our constitution", kind="constitution", ends=30)
    client = sign_in(policy_officer)
    for show, each in made.items():
        page = listed(client, show=show)
        assert each.title in page
        others = [other.title for key, other in made.items() if key != show and other.title in page]
        assert others == []
    everything = listed(client)
    assert made["over"].title not in everything
    assert "Our constitution" not in everything


def test_the_list_shows_entries_whose_type_expects_an_agreement_and_have_none(
    sign_in, council, policy_officer, partnership, now
):
    factories.partnership(by=policy_officer, council=council, name="Without One", type=expecting(policy_officer, now))
    page = listed(sign_in(policy_officer), show="missing")
    assert "Without One" in page
    assert "Delivery: an agreement is expected" in page
    assert partnership.name not in page


def test_the_list_is_sorted_by_end_with_blanks_last_and_either_way(sign_in, partnership, policy_officer):
    for title, ends in (("Later", 900), ("Sooner", 20), ("Never", None)):
        document(partnership, policy_officer, title=title, ends=ends)
    client = sign_in(policy_officer)
    for sort, order in (
        ("", "Sooner Later Never"),
        ("-ends_on", "Later Sooner Never"),
        ("rubbish", "Sooner Later Never"),
    ):
        page = listed(client, sort=sort)
        assert sorted(order.split(), key=page.index) == order.split()


def test_each_person_is_told_of_their_agreements_and_the_policy_team_of_all(
    sign_in, partnership, council, policy_officer, lead_officer
):
    document(partnership, policy_officer, title="Mine", ends=30)
    other = factories.partnership(by=policy_officer, council=council, name="Other")
    document(other, policy_officer, title="Not mine", ends=30)
    counts = {task.url: task.count for task in tasks(lead_officer, TODAY) if task.count}
    (url,) = counts
    assert counts[url] == 1
    page = sign_in(lead_officer).get(url).content.decode()
    assert "Mine" in page
    assert "Not mine" not in page
    assert max(task.count for task in tasks(policy_officer, TODAY)) == 2


def test_a_councillor_sees_agreements_of_what_they_sit_on_alone(
    sign_in, partnership, council, councillor, scrutiny_member, policy_officer, now
):
    document(partnership, policy_officer, title="Seated")
    other = factories.partnership(by=policy_officer, council=council, name="Other")
    document(other, policy_officer, title="Elsewhere")
    seat = Seat(partnership=partnership, council=council, holder=councillor)
    entries.add_line(seat, partnership, by=policy_officer, at=now)
    page = listed(sign_in(councillor))
    assert "Seated" in page
    assert "Elsewhere" not in page
    assert sign_in(scrutiny_member).get(reverse("register:agreements")).status_code == 403


@pytest.mark.parametrize("show", ["", "renewal_due", "missing"])
@pytest.mark.once
def test_the_list_takes_the_same_queries_for_one_and_for_many(
    sign_in, partnership, policy_officer, council, now, show, django_assert_num_queries
):

    kind = expecting(policy_officer, now)
    client = sign_in(policy_officer)

    def make(number):
        entry = factories.partnership(by=policy_officer, council=council, name=f"Entry {number}", type=kind)
        if show != "missing":
            made = document(entry, policy_officer, title=f"Agreement {number}", ends=30)
            outcome(made, policy_officer)

    make(0)
    listed(client, show=show)
    with CaptureQueriesContext(connection) as one:
        listed(client, show=show)
    for number in range(1, 50):
        make(number)
    with django_assert_num_queries(len(one)):
        listed(client, show=show)


@pytest.mark.once
def test_the_page_of_an_agreement_takes_the_same_queries_for_one_and_for_many_outcomes_and_files(
    sign_in, agreement, policy_officer, now, django_assert_num_queries
):

    theme, client = factories.theme(), sign_in(policy_officer)

    def make(number):
        outcome(agreement, policy_officer, text=f"Outcome {number}", theme=theme)
        files.store("a.txt", f"File {number}".encode(), agreement, by=policy_officer, at=now)

    make(0)
    client.get(address("agreement", agreement))
    with CaptureQueriesContext(connection) as one:
        client.get(address("agreement", agreement))
    for number in range(1, 50):
        make(number)
    assert StoredFile.objects.count() == 50
    with django_assert_num_queries(len(one)):
        client.get(address("agreement", agreement))


def test_reading_writes_nothing(sign_in, agreement, policy_officer):
    outcome(agreement, policy_officer)
    before = fresh(agreement).version, GoverningDocument.history.count()
    client = sign_in(policy_officer)
    for name in ("agreement", "agreement_renew", "agreement_terminate", "agreement_confirm", "document_file_add"):
        assert client.get(address(name, agreement)).status_code == 200
    assert (fresh(agreement).version, GoverningDocument.history.count()) == before


def test_the_register_shows_the_dates_of_the_agreement_in_force_and_not_of_a_draft(
    sign_in, agreement, policy_officer, now
):
    agreements.renew(agreement, date(2031, 4, 1), date(2035, 3, 31), by=policy_officer, at=now)
    page = sign_in(policy_officer).get("/partnerships/?columns=name&columns=agreement_ends_on").content.decode()
    assert "20 Dec 2026" in page
    assert "2035" not in page
