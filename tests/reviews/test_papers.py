"""A committee paper's life: who may do what, what issuing freezes, what a correction does."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnerships import saving
from partnerships.models import Event
from partnerships.saving import Conflict, Edit
from partnerships.verdict import Refused
from register.models import Partnership, Policy
from register.workflow import entries
from reviews.models import CommitteePaper, PaperImplication
from reviews.models.papers import UNCHANGED
from reviews.reports import frozen, register_report
from reviews.reports import papers as drawn
from reviews.rules import papers as rules
from reviews.workflow import papers as workflow
from tests import factories
from tests.reviews import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def paper(policy_officer):
    return papers.issued(by=policy_officer)


def test_a_paper_gets_a_reference_and_the_policys_implications(policy_officer, now):
    policy = Policy(
        code="own", title="Own policy", is_current=True, implications=[{"name": "Safeguarding"}, "Planning"]
    )
    saving.create(policy, by=policy_officer, at=now)
    paper = papers.draft(by=policy_officer)
    assert paper.reference == "CP-0001"
    assert [row.heading for row in paper.implications.all()] == ["Safeguarding", "Planning"]


@pytest.mark.parametrize("who", ["policy_officer", "democratic_services"])
def test_drafting_is_for_the_policy_team_and_democratic_services(who, request, policy_officer):
    assert papers.draft(by=request.getfixturevalue(who)).is_draft


@pytest.mark.parametrize(
    "who", ["officer", "scrutiny_member", "councillor", "auditor", "administrator", "corporate_manager"]
)
def test_drafting_is_refused_to_others(who, request):
    with pytest.raises(Refused, match="Only a policy officer or democratic services drafts a paper"):
        papers.draft(by=request.getfixturevalue(who))


def test_issuing_is_refused_to_democratic_services(democratic_services):
    paper = papers.ready(by=democratic_services)
    with pytest.raises(Refused, match="Only a policy officer issues a paper"):
        workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=democratic_services, at=factories.NOW)


def test_issuing_says_everything_that_is_missing(policy_officer, now):
    paper = papers.draft(by=policy_officer, objective="", outcome_sought="")
    with pytest.raises(Refused) as refusal:
        workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=policy_officer, at=now)
    assert "Say what the objective of the paper is." in refusal.value.reason
    assert "Say what outcome is sought from the meeting." in refusal.value.reason
    assert "Say what the implications are under Legal, or that there are none directly." in refusal.value.reason


def test_issuing_is_refused_while_a_recommendation_has_no_heading(policy_officer, now):
    entry = factories.partnership(by=policy_officer, name="Welland Audit Partnership", recommendation="Remain")
    paper = papers.ready(by=policy_officer)
    sentence = f"{entry.name} has a recommendation but no heading: say whether it is to increase, reduce or review."
    assert rules.missing(paper) == [rules.Missing(sentence, entry=entry)]
    with pytest.raises(Refused, match="has a recommendation but no heading"):
        workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=policy_officer, at=now)


def test_a_heading_missing_on_an_exempt_entry_does_not_stop_the_paper(policy_officer):
    factories.partnership(by=policy_officer, recommendation="Leave", is_exempt=True, exempt_paragraph=3)
    assert rules.missing(papers.ready(by=policy_officer)) == []


def test_issuing_stores_file_hash_figures_and_who(paper, policy_officer):
    assert paper.status == CommitteePaper.Status.ISSUED
    assert (paper.issued_by, paper.issued_at, paper.as_of) == (policy_officer, factories.NOW, papers.AS_OF)
    assert len(paper.pdf_sha256) == 64
    assert paper.pdf_bytes == len(workflow.stored_file(paper))
    assert paper.pdf_pages > 2
    assert Event.objects.about("paper CP-0001").filter(kind=Event.Kind.PAPER_ISSUED).count() == 1


def test_an_issued_paper_stays_as_it_was_when_the_register_changes(policy_officer, partnership, now):
    paper = papers.issued(by=policy_officer)
    before, content = drawn.report(paper, as_of=papers.AS_OF), workflow.stored_file(paper)
    entries.edit(partnership, {"name": "Renamed since"}, version=1, by=policy_officer, at=now)
    factories.partnership(by=policy_officer, name="Added since")
    paper = CommitteePaper.objects.get(pk=paper.pk)
    assert drawn.report(paper, as_of=date(2020, 1, 1)) == before
    assert workflow.stored_file(paper) == content


def test_an_issued_paper_cannot_be_edited(paper, policy_officer, now):
    with pytest.raises(Refused, match="An issued paper is never changed"):
        workflow.edit(paper, {"title": "Other"}, version=paper.version, by=policy_officer, at=now)


def test_an_issued_paper_cannot_be_changed_behind_the_workflow(paper, policy_officer, now):
    with pytest.raises(ValidationError, match="An issued paper is never changed"):
        saving.claimed(CommitteePaper, paper.pk, paper.version, {"title": "Other"}, by=policy_officer, at=now)


def test_the_implications_of_an_issued_paper_cannot_be_changed(paper, policy_officer, now):
    row = paper.implications.first()
    with pytest.raises(ValidationError) as refusal:
        saving.claimed(
            PaperImplication, row.pk, row.version, {"text": "Other", "is_none": False}, by=policy_officer, at=now
        )
    assert UNCHANGED in refusal.value.messages


def test_the_database_refuses_an_issued_paper_without_its_file(paper):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteePaper.objects.filter(pk=paper.pk).update(pdf="")


def test_issuing_twice_is_refused(paper, policy_officer, now):
    with pytest.raises(Refused, match="This paper is issued already"):
        workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=policy_officer, at=now)


def test_issuing_an_older_version_is_a_conflict_and_leaves_no_file(policy_officer, now, settings):
    paper = papers.ready(by=policy_officer)
    workflow.edit(paper, {"title": "Newer title"}, version=paper.version, by=policy_officer, at=now)
    with pytest.raises(Conflict):
        workflow.issue(paper, version=paper.version, as_of=papers.AS_OF, by=policy_officer, at=now)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_issuing_is_refused_when_the_register_changed_since_the_page_was_read(policy_officer, now):
    paper = papers.ready(by=policy_officer)
    seen = frozen.digest(register_report.build(paper, as_of=papers.AS_OF))
    factories.partnership(by=policy_officer)
    with pytest.raises(Refused, match="changed since you looked"):
        workflow.issue(paper, version=paper.version, seen=seen, as_of=papers.AS_OF, by=policy_officer, at=now)


def test_a_stored_file_that_was_tampered_with_is_not_handed_out(paper):
    with open(paper.pdf.path, "ab") as file:
        file.write(b"more")
    with pytest.raises(Refused, match="is not the one that was issued"):
        workflow.stored_file(paper)


def test_a_stored_file_that_is_lost_is_a_refusal_not_a_crash(paper):
    paper.pdf.storage.delete(paper.pdf.name)
    with pytest.raises(Refused, match="is not the one that was issued"):
        workflow.stored_file(paper)


def test_a_correction_takes_the_place_of_the_paper_once_it_is_issued(paper, policy_officer, now):
    correction = workflow.correct(paper, "The total was wrong.", by=policy_officer, at=now)
    assert CommitteePaper.objects.get(pk=paper.pk).status == "issued"
    issued = workflow.issue(correction, version=correction.version, as_of=papers.AS_OF, by=policy_officer, at=now)
    assert CommitteePaper.objects.get(pk=paper.pk).status == "superseded"
    assert issued.frozen["corrects"] == "This paper takes the place of CP-0001. Corrected: The total was wrong."
    assert [row.is_none for row in issued.implications.all()] == [True] * 7


def test_a_second_correction_is_refused_and_names_the_first(paper, policy_officer, now):
    workflow.correct(paper, "The total was wrong.", by=policy_officer, at=now)
    with pytest.raises(Refused, match="There is a correction of this paper already: CP-0002"):
        workflow.correct(paper, "The date was wrong.", by=policy_officer, at=now)


def test_a_draft_is_edited_and_not_corrected(policy_officer, now):
    with pytest.raises(Refused, match="edit it instead"):
        workflow.correct(papers.draft(by=policy_officer), "Something", by=policy_officer, at=now)


def test_an_implication_is_text_or_none_but_not_both(policy_officer, now):
    row = papers.draft(by=policy_officer).implications.first()
    with pytest.raises(ValidationError, match="but not both"):
        workflow.answer_implications(
            row.paper, [Edit(row.pk, row.version, {"text": "Some", "is_none": True})], by=policy_officer, at=now
        )


def test_every_version_of_a_paper_is_kept(paper):
    assert sorted(paper.history.values_list("version", flat=True)) == list(range(1, paper.version + 1))


def test_the_file_is_named_after_paper_and_meeting(policy_officer):
    assert rules.file_name(papers.draft(by=policy_officer)) == "CP-0001-partnership-register-16-january-2014.pdf"


@pytest.mark.parametrize(("day", "start"), [(date(2014, 4, 30), 2013), (date(2014, 5, 1), 2014)])
def test_the_municipal_year_begins_in_may(day, start, policy_officer):
    assert rules.municipal_year(papers.draft(by=policy_officer, meeting_on=day)) == start


def test_issuing_changes_no_entry(policy_officer, partnership):
    papers.issued(by=policy_officer)
    assert Partnership.objects.get(pk=partnership.pk).version == partnership.version
