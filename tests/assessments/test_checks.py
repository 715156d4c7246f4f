"""Each check finds what it is for, and nothing else; what is found is kept, mended, waived, and comes back."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import CheckSetting, Finding, Waiver
from assessments.reports.findings import may_mend
from assessments.reports.looking import Hit, checked, in_use, loaded, look, look_at_all, of_council, rules
from assessments.workflow import checks as workflow
from partnerships import saving
from partnerships.checking import Looking, checks
from partnerships.models import Event
from partnerships.verdict import Refused
from register.models import GoverningDocument, Partnership, PartnershipType
from register.permissions import editing
from register.workflow import entries
from tests import factories
from tests.assessments.checked import CASES, TODAY, Bench, dated, scrutineers

pytestmark = pytest.mark.django_db
OF_COUNCIL = {"D01", "D34"}
IN_A_MONTH = dated(30)
LATE = {"D02": timedelta(days=400), "D04": timedelta(days=31)}


@pytest.fixture(autouse=True)
def kept_at_once(monkeypatch):
    """A test never keeps what it writes, so what waits for that is done at once."""
    monkeypatch.setattr(workflow, "on_commit", lambda look, robust: look())


def found(bench: Bench, code: str, day: date = TODAY) -> list[Hit]:
    """What this check finds on the entry."""
    wanted = [rule for rule in in_use() if rule.check.code == code]
    return list(look(loaded(checked().filter(pk=bench.entry.pk), wanted), wanted, Looking(day)))


def abouts(bench: Bench, code: str, day: date = TODAY) -> list[str]:
    """On which parts of the entry this check finds something."""
    return [hit.found.about for hit in found(bench, code, day)]


def matches(abouts: list[str], about: str) -> bool:
    """`*` is any part with a key, `*words` one that begins so."""
    if about.startswith("*"):
        return any(each and each.startswith(about[1:]) for each in abouts)
    return about in abouts


EACH = pytest.mark.parametrize(
    ("code", "about", "fails", "passes"), CASES, ids=[f"{case[0]}-{number}" for number, case in enumerate(CASES)]
)


@EACH
def test_each_check_finds_what_it_is_for_and_leads_to_what_mends_it(bench, sign_in, code, about, fails, passes):
    """B15-07, B15-44, SH-09, SH-16, W09-02, W09-06, W09-08 and D02 to D32."""
    fails(bench)
    hits = found(bench, code, TODAY + LATE.get(code, timedelta()))
    assert matches([hit.found.about for hit in hits], about), "it does not find what is wrong"
    entry = Partnership.objects.get(pk=bench.entry.pk)
    for hit in hits:
        place = hit.rule.check.place_of(hit.found.about)
        assert may_mend(place, bench.by, editing(bench.by, entry))
        opens(sign_in(bench.by), place.url(entry.reference, hit.found.about))


def opens(client, address: str) -> None:
    """The page opens, and the box on it is there."""
    answer = client.get(address.split("#")[0])
    assert answer.status_code == 200, address
    if "#" in address:
        assert f'id="{address.split("#")[1]}"' in answer.content.decode(), address


@EACH
@pytest.mark.once
def test_each_check_passes_what_is_right(bench, code, about, fails, passes):
    passes(bench)
    parts = [hit.found.about for hit in found(bench, code)]
    assert not matches(parts, about), "it finds something where nothing is wrong"


def test_every_check_has_an_entry_that_fails_it_and_one_that_passes():
    assert {case[0] for case in CASES} | OF_COUNCIL == set(checks())


def test_every_check_says_what_it_is_where_it_is_from_and_what_mends_it():
    for check in checks().values():
        assert check.title, check.code
        assert check.source, check.code
        assert check.remedy, check.code
        assert bool(check.unit) == (check.limit is not None), check.code


def test_a_service_that_has_not_certified_its_list_is_found(bench):
    """D01."""
    factories.service(bench.council)
    assert [hit.rule.check.code for hit in of_council(TODAY)] == ["D01"]
    bench.certified(factories.NOW)
    assert of_council(TODAY) == []
    assert [hit.rule.check.code for hit in of_council(date(2028, 1, 1))] == ["D01"]


def test_a_policy_that_is_overdue_for_review_is_found(bench):
    """D34, W09-07: the framework itself is reviewed."""
    bench.policy(next_review_due_on=TODAY)
    assert of_council(TODAY) == []
    (hit,) = of_council(dated(1))
    assert hit.rule.check.code == "D34"


def test_a_post_may_be_vacant_for_thirty_days(bench):
    """D04: counted from the day on which nobody was named any more."""
    bench.edit(head_of_service=bench.by)
    now = Partnership.objects.get(pk=bench.entry.pk)
    emptied = {"head_of_service": None, "head_of_service_post": "Head of Leisure"}
    left = factories.NOW + timedelta(days=100)
    saving.claimed(Partnership, now.pk, now.version, emptied, by=bench.by, at=left)
    assert "head_of_service" not in abouts(bench, "D04", dated(130))
    assert "head_of_service" in abouts(bench, "D04", dated(131))


def test_what_reached_nobody_is_found_until_somebody_clears_the_day(bench):
    """D02: a contact that was right on the day is no finding of that day."""
    bench.edit(contact="jo@example.org", contact_failed_on=dated(5))
    assert "contact" not in abouts(bench, "D02", dated(4))
    assert "contact" in abouts(bench, "D02", dated(5))
    bench.edit(contact_failed_on=None)
    assert "contact" not in abouts(bench, "D02", dated(5))


def test_nobody_is_asked_for_scrutiny_where_the_council_named_no_body_for_it(bench):
    """D16."""
    bench.significant()
    assert abouts(bench, "D16b") == []
    scrutineers(bench)
    assert abouts(bench, "D16b") == [""]


def test_an_entry_that_is_no_partnership_is_asked_less(bench):
    bench.edit(classification="network")
    codes = {rule.check.code for rule in in_use() if rule.check.applies(bench.entry, Looking(TODAY))}
    again = Partnership.objects.get(pk=bench.entry.pk)
    assert found(bench, "D24") == []
    assert again.classification == "network"
    assert "D24" in codes


# What is kept.


def open_codes(entry) -> set[str]:
    return set(Finding.objects.filter(partnership=entry, mended_on=None).values_list("code", flat=True))


def test_a_save_runs_the_checks_of_its_own_entry_alone(bench):
    other = factories.partnership(by=bench.by, name="Rivers Trust")
    Finding.objects.all().delete()
    bench.edit(comments="x")
    assert open_codes(bench.entry) >= {"D22", "D24"}
    assert open_codes(other) == set()


def test_what_is_mended_is_gone_and_stays_on_record(bench):
    bench.edit(comments="x")
    assert "D24" in open_codes(bench.entry)
    bench.edit(type=bench.make(PartnershipType(name="Board", code="board")))
    assert "D24" not in open_codes(bench.entry)
    assert Finding.objects.get(partnership=bench.entry, code="D24").mended_on == TODAY


def test_a_line_of_the_entry_runs_its_checks_too(bench):
    bench.document(ends_on=dated(-1))
    (finding,) = Finding.objects.filter(code="D10", mended_on=None)
    document = GoverningDocument.objects.get()
    assert finding.about == str(document.pk)
    entries.remove_line(document, bench.entry, version=document.version, **bench.who)
    assert "D10" not in open_codes(bench.entry)


def test_an_entry_that_ended_has_no_findings(bench):
    bench.edit(comments="x")
    now = Partnership.objects.get(pk=bench.entry.pk)
    entries.end(now, TODAY, "Over", None, "CMT 12/26", version=now.version, **bench.who)
    assert open_codes(bench.entry) == set()


def test_the_night_finds_what_time_alone_brought(bench):
    bench.document(ends_on=dated(200), link="https://example.org/a")
    assert "expired" not in " ".join(Finding.objects.filter(mended_on=None).values_list("evidence", flat=True))
    call_command("keep_register", today=dated(201), stdout=StringIO())
    assert "expired" in Finding.objects.get(code="D10", mended_on=None).evidence
    call_command("keep_register", today=dated(201), stdout=StringIO())
    assert Finding.objects.filter(code="D10", mended_on=None).count() == 1


def test_the_command_says_what_it_found_in_words_and_as_data(bench):
    out = StringIO()
    call_command("run_checks", format="json", stdout=out)
    assert '"check": "D24"' in out.getvalue()
    out = StringIO()
    call_command("run_checks", stdout=out)
    assert "Its type is known" in out.getvalue()


# Settings.


def setting(bench, code: str, **values) -> CheckSetting:
    return bench.make(CheckSetting(policy=bench.policy(), code=code, source="Council, minute 12", **values))


def test_a_check_that_is_switched_off_finds_nothing(bench):
    setting(bench, "D24", is_on=False)
    bench.edit(comments="x")
    assert "D24" not in open_codes(bench.entry)


def test_a_limit_of_the_policy_counts_instead_of_the_usual_one(bench):
    bench.met(dated(-100))
    assert found(bench, "D19") == []
    setting(bench, "D19", limit=3)
    assert [hit.found.about for hit in found(bench, "D19")] == ["met"]


def test_a_severity_of_the_policy_counts_instead_of_the_usual_one(bench):
    setting(bench, "D24", severity="high")
    bench.edit(comments="x")
    assert Finding.objects.get(partnership=bench.entry, code="D24").severity == "high"
    assert rules()["D24"].source == "Council, minute 12"


@pytest.mark.parametrize("name", ["breckland-2015", "harborough-2011", "harborough-2014", "south-hams-west-devon-2016", "wirral-2009"])  # fmt: skip
def test_every_policy_brings_the_paragraphs_of_its_checks(name):
    call_command("load_policy", name, stdout=StringIO())
    settings = CheckSetting.objects.filter(policy__is_current=True)
    assert settings
    assert {each.code for each in settings} <= set(checks())
    assert all(each.source for each in settings)


# Waivers.


@pytest.fixture
def finding(bench):
    bench.edit(comments="x")
    return Finding.objects.get(partnership=bench.entry, code="D24")


def waived(finding, by, now, until: date = IN_A_MONTH) -> Waiver:
    values = {"reason": "The list of types is being written", "authorised_by": "Cabinet", "until_on": until}
    return workflow.waive(finding, values, by=by, at=now)


def tab(sign_in, person, entry) -> str:
    address = reverse("assessments:entry_checks", args=[entry.reference])
    return sign_in(person).get(address).content.decode()


def test_a_waived_finding_is_reported_with_its_reason_and_comes_back(
    bench, finding, sign_in, policy_officer, now, time_machine
):
    time_machine.move_to(now)
    waived(finding, policy_officer, now)
    text = tab(sign_in, policy_officer, bench.entry)
    assert "Waived until 20 December 2026 on the authority of Cabinet: The list of types is being written" in text
    assert "1 finding is waived" in text
    time_machine.move_to(now + timedelta(days=31))
    assert "finding is waived" not in tab(sign_in, policy_officer, bench.entry)


def test_only_the_policy_team_waives(finding, lead_officer, auditor, administrator, now):
    for person in (lead_officer, auditor, administrator):
        with pytest.raises(Refused, match="Only a policy officer"):
            waived(finding, person, now)
    assert not Waiver.objects.exists()


def test_a_waiver_ends_on_a_later_day_and_is_made_once(finding, policy_officer, now):
    with pytest.raises(ValidationError, match="later than today"):
        waived(finding, policy_officer, now, until=TODAY)
    with pytest.raises(ValidationError, match="for two years at most, until 20 November 2028"):
        waived(finding, policy_officer, now, until=date(2028, 11, 21))
    made = waived(finding, policy_officer, now)
    with pytest.raises(ValidationError, match="waived already, until 20 December 2026"):
        waived(finding, policy_officer, now)
    workflow.lift(made, "Written", version=made.version, by=policy_officer, at=now)
    assert waived(finding, policy_officer, now)


def test_what_is_mended_is_not_waived(bench, finding, policy_officer, now):
    bench.edit(type=bench.make(PartnershipType(name="Board", code="board")))
    finding.refresh_from_db()
    with pytest.raises(ValidationError, match="mended already"):
        waived(finding, policy_officer, now)


def test_a_waiver_is_lifted_once_with_a_reason(finding, policy_officer, lead_officer, now):
    made = waived(finding, policy_officer, now)
    with pytest.raises(Refused):
        workflow.lift(made, "No", version=made.version, by=lead_officer, at=now)
    lifted = workflow.lift(made, "The list is here", version=made.version, by=policy_officer, at=now)
    assert lifted.lifted_by == policy_officer
    with pytest.raises(Refused, match="lifted already"):
        workflow.lift(lifted, "Again", version=lifted.version, by=policy_officer, at=now)


# The council as a whole.


@pytest.fixture
def of_the_council(bench) -> Finding:
    """The policy is overdue for review, which the night has kept."""
    bench.policy(next_review_due_on=dated(-1))
    workflow.run_all(TODAY)
    return Finding.objects.get(partnership=None, code="D34", mended_on=None)


def test_what_is_wrong_with_the_council_is_kept_and_mended(bench, of_the_council):
    """D01, D34: once, however often it is found."""
    workflow.run_all(dated(1))
    kept = Finding.objects.get(code="D34")
    assert kept.found_on == TODAY
    bench.policy(next_review_due_on=dated(400))
    workflow.run_all(dated(2))
    kept.refresh_from_db()
    assert kept.mended_on == dated(2)


def test_looking_at_an_entry_leaves_what_is_wrong_with_the_council(bench, of_the_council):
    bench.edit(comments="x")
    of_the_council.refresh_from_db()
    assert of_the_council.mended_on is None


def test_a_finding_on_the_council_is_waived_shown_and_lifted(
    of_the_council, sign_in, policy_officer, now, time_machine
):
    time_machine.move_to(now)
    client, address = sign_in(policy_officer), reverse("assessments:checks")
    asked = reverse("assessments:waive", args=[of_the_council.pk])
    assert asked in client.get(address).content.decode()
    given = {"reason": "The review is under way", "authorised_by": "Cabinet", "until_on": "20 December 2026"}
    assert client.post(asked, given).headers["Location"] == address
    text = client.get(address).content.decode()
    assert "Waived until 20 December 2026 on the authority of Cabinet: The review is under way" in text
    assert asked not in text
    assert "The review is under way" in client.get(address, {"show": "waived"}).content.decode()
    assert "The review is under way" not in client.get(address, {"severity": "high"}).content.decode()
    lifting = reverse("assessments:lift", args=[Waiver.objects.get().pk])
    assert lifting in text
    version = Waiver.objects.get().version
    assert client.post(lifting, {"reason": "Done", "version": version}).headers["Location"] == address
    assert asked in client.get(address).content.decode()


def test_a_finding_on_the_council_goes_out_with_the_whole_list_alone(of_the_council, sign_in, policy_officer):
    client = sign_in(policy_officer)
    whole, part = (
        b"".join(client.post(reverse("assessments:checks_export", args=["csv"]) + query).streaming_content).decode()
        for query in ("", "?severity=low")
    )
    assert "The council as a whole" in whole
    assert "The council as a whole" not in part


def test_an_auditor_reads_what_is_wrong_with_the_council_and_waives_nothing(of_the_council, sign_in, auditor):
    client = sign_in(auditor)
    assert "The review of" in client.get(reverse("assessments:checks")).content.decode()
    assert client.get(reverse("assessments:waive", args=[of_the_council.pk])).status_code == 403


# Pages.


def test_the_tab_says_how_many_checks_passed_and_lists_those_that_failed(bench, sign_in):
    """W09-02: completeness is a measure, and never a bare score."""
    bench.edit(comments="x")
    text = tab(sign_in, bench.by, bench.entry)
    asked = in_use()
    failed = {hit.rule.check.code for hit in look(loaded(checked(), asked), asked, Looking(TODAY))}
    passed = int(re.search(r"Checks that passed \((\d+)\)", text)[1])
    assert f"{passed} of {passed + len(failed)} checks passed" in text
    for code in failed:
        assert checks()[code].title in text


def test_the_list_narrows_by_check_severity_and_owner(bench, sign_in, lead_officer):
    bench.edit(comments="x")
    other = factories.partnership(by=bench.by, name="Rivers Trust")
    client, address = sign_in(lead_officer), reverse("assessments:checks")
    text = client.get(address, {"check": "D24"}).content.decode()
    assert bench.entry.name in text
    assert other.name in text
    text = client.get(address, {"check": "D24", "mine": "yes"}).content.decode()
    assert bench.entry.name in text
    assert other.name not in text
    assert "Nothing is found" in client.get(address, {"check": "D24", "severity": "low"}).content.decode()


def test_the_list_goes_out_as_a_file_and_the_export_is_noted(bench, sign_in):
    bench.edit(comments="x")
    answer = sign_in(bench.by).post(reverse("assessments:checks_export", args=["csv"]) + "?check=D24")
    text = b"".join(answer.streaming_content).decode()
    assert "No type is chosen." in text
    assert "D22" not in text
    assert Event.objects.filter(kind=Event.Kind.EXPORTED, subject="findings").exists()


def test_councillors_do_not_read_findings(bench, sign_in, councillor):
    assert sign_in(councillor).get(reverse("assessments:checks")).status_code == 403


def test_home_counts_high_findings_for_the_lead_officer(bench, sign_in, lead_officer):
    bench.edit(comments="x")
    text = sign_in(lead_officer).get("/").content.decode()
    assert "High findings of the checks" in text


# Cost.


def queries(act) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


@pytest.mark.once
def test_fifty_entries_are_looked_at_in_as_many_queries_as_one(bench):
    wanted = in_use()
    one = queries(lambda: list(look_at_all(TODAY, wanted)))
    for number in range(49):
        factories.partnership(by=bench.by, name=f"Forum {chr(65 + number // 26)}{chr(65 + number % 26)}")
    assert queries(lambda: list(look_at_all(TODAY, wanted))) <= one + 2


def test_what_is_known_of_an_entry_is_found_by_the_entry_and_not_by_reading_all_findings(bench):
    """W09-02: an order would lead SQLite past the index of the entry."""
    with CaptureQueriesContext(connection) as asked:
        workflow.run([bench.entry.pk], at=factories.NOW)
    (known,) = [each["sql"] for each in asked if 'FROM "assessments_finding"' in each["sql"]]
    assert "ORDER BY" not in known


@pytest.mark.once
def test_the_list_asks_the_same_few_questions_however_long_it_is(bench, sign_in):
    client, address = sign_in(bench.by), reverse("assessments:checks")
    bench.edit(comments="x")
    client.get(address)
    one = queries(lambda: client.get(address))
    for number in range(20):
        factories.partnership(by=bench.by, name=f"Forum {chr(65 + number)}")
    assert queries(lambda: client.get(address)) <= one + 1


def test_what_is_kept_together_is_looked_at_once_and_what_is_not_kept_never(
    bench, monkeypatch, django_capture_on_commit_callbacks
):
    looked = []
    monkeypatch.setattr(workflow, "on_commit", transaction.on_commit)
    monkeypatch.setattr(workflow, "run", lambda ids, at: looked.append(set(ids)))
    with django_capture_on_commit_callbacks(execute=True):
        bench.edit(value_for_money="It pays")
        bench.edit(horizon="A new plan")
    assert looked == [{bench.entry.pk}]
    with django_capture_on_commit_callbacks(execute=False):
        bench.edit(horizon="")
    assert len(looked) == 1


def test_a_check_that_breaks_does_not_undo_the_save(bench, monkeypatch, django_capture_on_commit_callbacks, caplog):
    def broken(ids, at):
        raise ValueError("broken")

    monkeypatch.setattr(workflow, "on_commit", transaction.on_commit)
    monkeypatch.setattr(workflow, "run", broken)
    with django_capture_on_commit_callbacks(execute=True):
        bench.edit(value_for_money="It pays")
    assert Partnership.objects.get(pk=bench.entry.pk).value_for_money == "It pays"
    assert "Error calling" in caplog.text
