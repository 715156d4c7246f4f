"""A case manager edits what is on the register and approves nothing of it (SH-20)."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Assessment, BusinessCase
from assessments.permissions import assessments as assessing
from assessments.permissions import cases, checks, criteria
from partnerships import permissions as kernel
from partnerships.roles import EXPLAINED, Role
from partnerships.saving import create
from partnerships.verdict import Refused
from register import permissions
from register.models import Action, GoverningDocument, Partner, Partnership
from register.models.organisations import Organisation
from register.permissions import decisions, proposals, verifications
from register.workflow import agreements, entries
from tests.conftest import NOW
from tests.register.documents import document, drafted

pytestmark = pytest.mark.django_db
OF_ENTRY = (
    permissions.can_confirm_partnership,
    permissions.can_end_partnership,
    permissions.can_exclude_partnership,
    permissions.can_rate_partnership,
    decisions.can_put_matter,
    decisions.can_keep_actions,
    proposals.can_submit_proposal,
    proposals.can_move_proposal,
    proposals.can_carry_out_decision,
    proposals.can_review_involvement,
)
OF_CASE = (
    cases.can_submit_case,
    cases.can_challenge_case,
    cases.can_ask_to_join,
    cases.can_close_case,
    cases.can_withdraw_case,
    cases.can_carry_out_case,
)
OF_COUNCIL = (
    kernel.can_keep_lists,
    kernel.can_manage_people,
    permissions.can_create_partnership,
    permissions.can_import,
    permissions.can_keep_calendar,
    permissions.can_keep_significance_tests,
    permissions.can_open_round,
    permissions.can_roll_forward,
    permissions.can_settle_significance,
    criteria.can_keep_criteria,
    criteria.can_keep_questions,
    verifications.can_plan_verifications,
)


def test_a_case_manager_edits_an_entry_that_others_lead(partnership, case_manager):
    saved = entries.edit(partnership, {"comments": "Asked"}, version=partnership.version, by=case_manager, at=NOW)
    partner = Partner(partnership=saved, organisation=organisation(case_manager))
    assert entries.add_line(partner, saved, by=case_manager, at=NOW).partnership == saved
    assert cases.can_write_case(case_manager, BusinessCase(partnership=saved))
    assert assessing.can_assess(case_manager, saved)


def organisation(by) -> Organisation:
    return create(Organisation(name="The county council"), by=by, at=NOW)


@pytest.mark.parametrize("may", OF_ENTRY, ids=lambda may: may.__name__)
def test_a_case_manager_settles_nothing_about_an_entry(partnership, case_manager, may):
    verdict = may(case_manager, partnership)
    assert not verdict
    assert verdict.reason.endswith(".")


@pytest.mark.parametrize("may", OF_CASE, ids=lambda may: may.__name__)
def test_a_case_manager_writes_a_business_case_and_takes_no_step_with_it(partnership, case_manager, may):
    assert not may(case_manager, BusinessCase(partnership=partnership))


@pytest.mark.parametrize("may", OF_COUNCIL, ids=lambda may: may.__name__)
def test_a_case_manager_decides_nothing_for_the_whole_register(case_manager, may):
    assert not may(case_manager)


def test_a_case_manager_confirms_and_verifies_nothing(partnership, case_manager):
    assert not assessing.can_confirm(case_manager, Assessment(partnership=partnership))
    assert not assessing.can_verify(case_manager, Assessment(partnership=partnership))
    assert not decisions.can_verify_action(case_manager, Action(partnership=partnership))
    assert not checks.can_waive(case_manager)
    assert "Approves, confirms and decides nothing" in EXPLAINED[Role.CASE_MANAGER]


def test_a_case_manager_drafts_an_agreement_and_puts_none_in_force(partnership, case_manager, policy_officer):
    draft = drafted(partnership, case_manager)
    with pytest.raises(Refused, match="put an agreement in force, renew or end it"):
        agreements.put_in_force(draft, date(2026, 5, 1), version=draft.version, by=case_manager, at=NOW)
    standing = document(partnership, policy_officer)
    entry = Partnership.objects.get(pk=partnership.pk)
    with pytest.raises(Refused, match="put an agreement in force, renew or end it"):
        entries.remove_line(standing, entry, version=standing.version, by=case_manager, at=NOW)
    gone = GoverningDocument.objects.get(pk=draft.pk)
    assert entries.remove_line(gone, entry, version=gone.version, by=case_manager, at=NOW).removed_at


def test_the_page_of_a_case_manager_says_what_the_role_is(sign_in, partnership, case_manager):
    client = sign_in(case_manager)
    assert "Reads the register and edits all entries." in client.get("/").content.decode()
    page = client.get(reverse("register:entry", args=[partnership.reference])).content.decode()
    assert reverse("register:edit", args=[partnership.reference, "about"]) in page
    assert reverse("register:end", args=[partnership.reference]) not in page
