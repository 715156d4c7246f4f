"""Selected partnerships report their performance each quarter: asked for by itself, recorded in a short form (SH-14)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Participation, Partnership, PerformanceReturn, Policy, ReviewFrequency
from register.reports.activity import draft_of
from register.reports.performance import found, of_entry, work
from register.rules.performance import months_of
from register.workflow import entries
from register.workflow import performance as workflow
from reviews.models import Reminder
from reviews.reports.activity import appendix
from reviews.reports.edition_content import contents
from reviews.reports.kept import KeptEntry
from reviews.workflow.reminders import remind
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
MADE = {"by": None, "at": NOW}
TODAY = NOW.date()
JANUARY = NOW + timedelta(days=45)
SAID = {"progress": "planned", "achieved": "Twelve homes are let.\n- Ten to families"}


@pytest.fixture
def policy(db):
    made = saving.create(Policy(code="sh", title="Policy", is_current=True), **MADE)
    line = {"asks": "return", "significance": "significant", "only_selected": True, "every_months": 3}
    saving.create(ReviewFrequency(policy=made, source="3.1", **line), **MADE)
    return made


@pytest.fixture
def selected(partnership, policy, policy_officer):
    part = partnership.participations.get()
    saving.claimed(Participation, part.pk, part.version, {"significance": "significant"}, **MADE)
    return tick(partnership, policy_officer)


def tick(entry, by, is_selected: bool = True) -> Partnership:
    stands = Partnership.objects.get(pk=entry.pk)
    entries.edit(stands, {"is_selected_for_returns": is_selected}, version=stands.version, by=by, at=NOW)
    return Partnership.objects.get(pk=entry.pk)


@pytest.mark.parametrize(
    ("day", "every", "first", "last"),
    [
        (date(2026, 11, 20), 3, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), 3, date(2028, 1, 1), date(2028, 3, 31)),
        (date(2026, 4, 1), 6, date(2026, 4, 1), date(2026, 9, 30)),
        (date(2027, 3, 31), 12, date(2026, 4, 1), date(2027, 3, 31)),
    ],
)
def test_the_months_are_counted_from_the_start_of_the_financial_year(day, every, first, last):
    assert months_of(day, every) == (first, last)


def test_it_is_asked_of_what_is_selected_and_significant_once_for_its_months(
    selected, policy_officer, council, lead_officer
):
    """The tick asks, and taking it off asks no more; what is not significant is not asked."""
    tick(
        factories.partnership(by=policy_officer, council=council, name="Small", lead_officer=lead_officer),
        policy_officer,
    )
    factories.partnership(by=policy_officer, council=council, name="Not selected")
    for _ in range(2):
        workflow.ask_for_what_falls_due(TODAY, at=NOW)
    made = PerformanceReturn.objects.get()
    assert (made.partnership, str(made)) == (selected, "Performance, October 2026 to December 2026")
    assert made.asked_because == "Every quarter, because it is significant and it is selected (3.1)"
    workflow.ask_for_what_falls_due(date(2027, 1, 1), at=JANUARY)
    assert PerformanceReturn.objects.asked().count() == 2
    states = [each.state for each in of_entry(selected, lead_officer, date(2027, 1, 1))]
    assert states == ["Months still running", "To be recorded"]
    tick(selected, policy_officer, is_selected=False)
    assert {each.state for each in of_entry(selected, lead_officer, TODAY)} == {"No longer asked for"}
    assert not PerformanceReturn.objects.asked().exists()


def test_the_lead_officer_is_reminded_records_it_in_a_short_form_and_the_year_is_told(
    selected, lead_officer, officer, policy_officer, sign_in, time_machine
):
    """From the reminder to the entry, the appendix of papers, and the register as an edition keeps it."""
    workflow.ask_for_what_falls_due(TODAY, at=NOW)
    made = PerformanceReturn.objects.get()
    with pytest.raises(Refused, match="until 31 December 2026"):
        workflow.record(made, SAID, version=1, by=lead_officer, at=NOW)
    assert [list(each.records) for each in work(lead_officer, TODAY)] == [[]]
    mine = f"{reverse('register:performance_returns')}?show=mine"
    before = sign_in(lead_officer).get(mine).text
    for words in (
        f'The next one comes on 1 January 2027: <a class="govuk-link" href="{reverse("register:performance_return", args=[made.pk])}">',
        "on whose entry “Selected for quarterly returns” is ticked",
        f"{reverse('assessments:policy')}#frequencies",
    ):
        assert words in before
    assert "No return here" not in before
    time_machine.move_to(JANUARY)
    day = JANUARY.date()
    assert [list(each.records) for each in work(lead_officer, day)] == [[made]]
    assert (remind(day, at=JANUARY), Reminder.objects.get().to) == (1, lead_officer)
    address = reverse("register:performance_return_record", args=[made.pk])
    assert sign_in(officer).get(address).status_code == 403
    client = sign_in(lead_officer)
    assert str(made) in client.get("/my-work/").text
    behind = client.post(address, {"version": 1, "progress": "partly", "achieved": "Twelve homes."}).text
    assert "Say what is behind, and what is done about it." in behind
    page = client.post(address, {"version": 1, **SAID}, follow=True).text
    assert "It is recorded how the partnership performs." in page
    assert "As planned" in client.get(reverse("register:entry_partner_papers", args=[selected.reference])).text
    assert (list(found(lead_officer, "due", day)), list(found(lead_officer, "recorded", day))) == ([], [made])
    said = "Performance, October 2026 to December 2026: as planned."
    assert said in draft_of(selected, 2026)
    assert [each.name for each in appendix([selected], 2026).entries] == [selected.name]
    ((_, content),) = contents(Partnership.objects.filter(pk=selected.pk), None, day)
    assert KeptEntry(selected.pk, content).activity(2026) == f"{said}\n- Twelve homes are let.\n- Ten to families"
    states = {each.state: each.tone for each in of_entry(selected, lead_officer, day)}
    assert states == {"As planned": "green"}
    client.post(address, {"version": 2, **SAID, "achieved": "Thirteen homes are let."})
    assert PerformanceReturn.objects.get().achieved == "Thirteen homes are let."


def test_who_is_late_is_on_the_policy_teams_list_and_nobody_elses(selected, policy_officer, lead_officer):
    workflow.ask_for_what_falls_due(TODAY, at=NOW)
    day = date(2027, 2, 1)
    late = [each for each in work(policy_officer, day) if each.many == "Performance returns overdue"]
    assert [list(each.records) for each in late] == [[PerformanceReturn.objects.get()]]
    assert [each.late for each in work(lead_officer, day)] == [1]
