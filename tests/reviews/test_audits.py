"""Audits: in progress, reported with an opinion, implemented once every finding is closed (H11-04, H14-10, W09-04)."""

import pytest
from django.urls import reverse

from partnerships.verdict import Refused
from reviews.models import Audit
from reviews.models.choices import AuditStatus
from reviews.workflow import audits, recommendations
from reviews.workflow.audits import AUDITS
from tests.conftest import NOW
from tests.reviews import recommending

pytestmark = pytest.mark.django_db
AUDITED = {
    "title": "Partnership governance",
    "auditor": "Audit Commission",
    "is_external": True,
    "audited_on": NOW.date(),
}


def reported(audit: Audit, by) -> Audit:
    return audits.report(audit, {"opinion": "Sound"}, version=audit.version, by=by, at=NOW)


def test_an_audit_goes_from_in_progress_to_implemented_with_its_findings(auditor, partnership, policy_officer):
    """H11-04, H14-06, H14-10, W09-04: auditor, date, title, opinion in the auditor's words; findings are recommendations."""
    made = audits.enter(AUDITED, by=auditor, at=NOW)
    assert (made.status, made.is_external) == ("in_progress", True)
    with pytest.raises(Refused, match="Say which opinion the auditor gave"):
        audits.report(made, {}, version=made.version, by=auditor, at=NOW)
    made = reported(made, auditor)
    finding = recommending.begun(partnership, auditor, source="audit", audit=made, source_number="2")
    assert made.findings.get() == finding
    with pytest.raises(Refused, match="1 finding is not closed yet"):
        audits.implement(made, {}, version=made.version, by=policy_officer, at=NOW)
    note = {"closing_note": "Covered by another"}
    recommendations.withdraw(finding, note, version=finding.version, by=policy_officer, at=NOW)
    assert audits.implement(made, {}, version=made.version, by=policy_officer, at=NOW).status == "implemented"


ROLES = ("auditor", "policy_officer", "administrator", "democratic_services", "lead_officer", "corporate_manager")


@pytest.mark.parametrize("status", AuditStatus.values)
def test_each_step_is_for_auditors_and_the_policy_team(request, status):
    audit = Audit(status=status, **AUDITED)
    for verb, step in AUDITS.transitions.items():
        for role in ROLES:
            verdict = AUDITS.may_start(request.getfixturevalue(role), audit, verb)
            assert bool(verdict) is (status in step.sources and role in ("auditor", "policy_officer")), (verb, role)
            assert verdict or verdict.reason.endswith(".")


def test_nobody_else_enters_one(officer):
    with pytest.raises(Refused, match="Only auditors and the policy team keep the record of audits"):
        audits.enter(AUDITED, by=officer, at=NOW)


def test_the_pages_lead_through_an_audit(sign_in, auditor, partnership):
    client = sign_in(auditor)
    assert "No audit is entered" in client.get(reverse("reviews:audits")).content.decode()
    data = {"title": "Partnership governance", "auditor": "Internal Audit", "audited_on": "6 1 2014"}
    assert "The audit is entered." in client.post(reverse("reviews:audit_new"), data, follow=True).content.decode()
    made = Audit.objects.get()
    report = reverse("reviews:audit_report", args=[made.pk])
    text = client.post(report, {"version": made.version, "opinion": "Sound"}, follow=True).content.decode()
    assert "The audit is recorded as reported." in text
    recommending.begun(partnership, auditor, source="audit", audit=made)
    assert "R-0001" in client.get(reverse("reviews:audit", args=[made.pk])).content.decode()
    assert "Sound" in client.get(reverse("reviews:audits")).content.decode()
