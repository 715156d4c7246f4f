"""Readiness to leave, before anybody leaves: what is known, what is at stake, what ends soon (B15-25, H14-35)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import saving
from partnerships.checking import Looking
from partnerships.work import Task
from register.models import GoverningDocument, Link, OtherFunding, Partnership, Seat
from register.models.appointments import Appointment
from register.reports.agreement_list import policy_in_use
from register.workflow import entries
from reviews.models import ExitStrategy, Reminder
from reviews.models.choices import ExitCause
from reviews.reports import readiness as report
from reviews.rules.checks import ExitPlanned
from reviews.rules.readiness import endings, is_due, stake_of
from reviews.rules.recommendations import after_months
from reviews.workflow import exits
from reviews.workflow.exits_due import open_what_is_due
from reviews.workflow.reminders import remind, reminders
from tests import factories
from tests.assessments.checked import TODAY, Bench, dated, funded

pytestmark = pytest.mark.django_db
HELD = {
    "assets_held": "The boat house",
    "liabilities": "The lease until 2031",
    "insurance": "Policy 12 of the county",
    "data_held": "Records of 300 families",
    "depends_on_it": "The youth service",
    "exit_terms": "Clause 9",
    "project_ends_on": date(2027, 1, 31),
    "exit_owner_post": "Youth Manager",
    "has_own_staff": True,
    "exit_impact": "Young people would not be heard.",
}


@pytest.fixture
def bench(partnership, policy_officer) -> Bench:
    return Bench(partnership, policy_officer, {})


def changed(entry: Partnership, by, **values) -> Partnership:
    now = Partnership.objects.get(pk=entry.pk)
    return entries.edit(now, values, version=now.version, by=by, at=factories.NOW)


def page_of(sign_in, person, entry: Partnership) -> str:
    return sign_in(person).get(reverse("reviews:entry_readiness", args=[entry.reference])).content.decode()


def test_a_page_says_what_is_known_of_leaving_and_leads_to_where_it_is_corrected(sign_in, bench, lead_officer, council):
    """B15-25, B15-51: what stands elsewhere in the register is shown, not asked again."""
    entry, client = bench.entry, sign_in(lead_officer)
    address = reverse("reviews:entry_readiness", args=[entry.reference])
    before = client.get(address)
    assert before.context["readiness"].known == "0 of 13"
    assert before.context["readiness"].stake == ("Nobody has said how to leave",)
    changed(entry, lead_officer, **HELD)
    bench.document(notice_months=6, ends_on=date(2031, 3, 31))
    funded(bench, date(2030, 3, 31))
    other = factories.partnership(by=bench.by, name="Youth Forum")
    bench.make(Link(partnership=other, kind="reports_to", other=entry))
    seat = bench.line(Seat, council=council, holder=lead_officer, is_vacant=False)
    bench.make(Appointment(seat=seat, holder=lead_officer, starts_on=TODAY, cover="council"))
    after = client.get(address)
    words = after.content.decode()
    assert after.context["readiness"].known == "13 of 13"
    for said in (
        *(value for value in HELD.values() if isinstance(value, str)),
        "6 months under “The agreement”", "It employs staff: Yes", "1 representative: Covered by the council’s insurance",
        "Leicestershire County Council, 2026/27", "Leicestershire County Council: 31 March 2030",
        "The project: 31 January 2027", "“The agreement”: 31 March 2031", "These report to it: Youth Forum",
    ):  # fmt: skip
        assert said in words
    for section, name in (("readiness", "assets_held"), ("resources", "has_own_staff"), ("judgement", "exit_impact")):
        edit = reverse("register:edit", args=[entry.reference, section])
        assert f'href="{edit}#div_id_{name}"' in words
        assert f'id="div_id_{name}"' in client.get(edit).content.decode()
    assert after.context["readiness"].is_due
    assert "End of the project: 31 January 2027." in words
    assert after.context["readiness"].stake == (
        "It employs staff", "There are guarantees or liabilities", "Others depend on it",
    )  # fmt: skip


def test_who_may_not_correct_a_fact_reads_it_without_a_link(sign_in, partnership, auditor):
    words = page_of(sign_in, auditor, partnership)
    assert "Assets held" in words
    assert "/edit/readiness/" not in words


def test_the_most_exposed_stands_first_and_saying_none_is_no_liability(sign_in, bench, policy_officer):
    """B15-25: by the number of reasons to worry, then by what it costs a year."""
    dear, lawful, safe = (factories.partnership(by=bench.by, name=name) for name in ("Dear", "Lawful", "Safe"))
    Bench(dear, bench.by, {}).pay(9_000)
    bench.pay(500)
    changed(lawful, policy_officer, is_statutory=True, statutory_basis="An Act", has_own_staff=True)
    bench.make(Link(partnership=safe, kind="reports_to", other=lawful))
    Bench(lawful, bench.by, {}).document(notice_months=3)
    Bench(lawful, bench.by, {}).significant()
    changed(safe, policy_officer, exit_impact="None", liabilities="None.", depends_on_it="none")
    response = sign_in(policy_officer).get(reverse("reviews:readiness"))
    assert [row.entry.name for row in response.context["rows"]] == ["Lawful", "Dear", bench.entry.name, "Safe"]
    assert response.context["rows"][3].stake == ()
    for row in response.context["rows"]:
        assert row.stake == stake_of(Partnership.objects.get(pk=row.entry.pk), TODAY).reasons
    assert "At least £9,000" in response.content.decode()
    sent = sign_in(policy_officer).post(reverse("reviews:readiness_export", args=["csv"]))
    lines = b"".join(sent.streaming_content).decode().splitlines()
    assert [line.split(",")[1] for line in lines] == ["Partnership", "Lawful", "Dear", bench.entry.name, "Safe"]
    assert "Guarantees and liabilities" in lines[0]
    assert lines[1].split(",")[2] == "It is significant; The law asks for it; It employs staff; Others depend on it"


def test_only_those_who_read_the_register_find_the_list(sign_in, policy_officer, councillor):
    register = reverse("register:list")
    assert reverse("reviews:readiness") in sign_in(policy_officer).get(register).content.decode()
    assert sign_in(councillor).get(reverse("reviews:readiness")).status_code == 403


@pytest.mark.once
def test_fifty_partnerships_are_listed_in_as_many_queries_as_one(sign_in, bench, policy_officer, council):
    client = sign_in(policy_officer)

    def queries(show: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{reverse('reviews:readiness')}?show={show}").status_code == 200
        return len(asked)

    def fill(entry: Partnership, number: int) -> None:
        changed(entry, policy_officer, **HELD)
        other = Bench(entry, bench.by, {})
        other.document(notice_months=6)
        funded(other, dated(30))
        other.pay(number)
        seat = other.line(Seat, council=council, holder=policy_officer, is_vacant=False)
        other.make(Appointment(seat=seat, holder=policy_officer, starts_on=TODAY, cover="council"))

    fill(bench.entry, 1)
    queries("all")
    one = queries("all"), queries("due")
    for number in range(2, 50):
        fill(factories.partnership(by=bench.by, name=f"Forum {number}"), number)
    assert (queries("all"), queries("due")) == one


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 11, 20), 6, date(2027, 5, 20)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, last):
    """H14-35."""
    assert after_months(day, months) == last


def test_what_ends_soon_is_the_same_in_the_list_as_on_the_page(bench, policy_officer):
    """H14-35: to the day, by the policy's own number of months; in the database as in memory."""
    bench.policy(exit_months=3)
    last = after_months(TODAY, 3)
    cases = {
        "project on the last day": (lambda b: b.edit(project_ends_on=last), True),
        "project a day later": (lambda b: b.edit(project_ends_on=last + timedelta(days=1)), False),
        "project long over": (lambda b: b.edit(project_ends_on=dated(-900)), True),
        "agreement today": (lambda b: b.document(ends_on=TODAY), True),
        "agreement on the last day": (lambda b: b.document(ends_on=last), True),
        "agreement a day later": (lambda b: b.document(ends_on=last + timedelta(days=1)), False),
        "agreement expired": (lambda b: b.document(ends_on=dated(-1)), False),
        "agreement not begun": (lambda b: b.document(starts_on=dated(1), ends_on=dated(9)), False),
        "draft agreement": (lambda b: b.document(ends_on=dated(9), status="draft"), False),
        "terms of reference": (lambda b: b.document(ends_on=dated(9), kind="terms_of_reference"), False),
        "money on the last day": (lambda b: funded(b, last), True),
        "money that ended": (lambda b: funded(b, dated(-1)), False),
        "money that goes on": (lambda b: (funded(b, dated(9)), funded(b, None, 2027)), False),
        "money of nobody named": (
            lambda b: b.line(OtherFunding, financial_year=2026, ends_on=dated(9)), True,
        ),
        "money of nobody named that goes on": (
            lambda b: [b.line(OtherFunding, financial_year=year, ends_on=end) for year, end in ((2026, dated(9)), (2027, None))],
            False,
        ),
        "income": (
            lambda b: b.line(OtherFunding, financial_year=2026, ends_on=dated(9), direction="income", council=b.council),
            False,
        ),
        "describes several": (lambda b: b.edit(project_ends_on=TODAY, describes_several=True), False),
        "under way": (lambda b: opened(b, TODAY), False),
    }  # fmt: skip
    for name, (put, _) in cases.items():
        put(Bench(factories.partnership(by=bench.by, name=name), bench.by, {}))
    listed = set(report.due(report.current(policy_officer), TODAY).values_list("name", flat=True))
    assert listed == {name for name, (_, is_asked) in cases.items() if is_asked}
    held = report.held(report.current(policy_officer))
    assert {each.name for each in held if is_due(each, TODAY, policy_in_use())} == listed


def opened(bench: Bench, ends_on: date) -> ExitStrategy:
    bench.edit(project_ends_on=ends_on)
    return exits.open_for(bench.entry, ExitCause.PROJECT_ENDS, by=None, at=factories.NOW)


def test_the_night_opens_one_strategy_for_what_ends_first_and_again_nothing(bench, policy_officer):
    """H14-35: an end date raises the exit strategy; what was said to need none is left alone for those months."""
    bench.edit(project_ends_on=date(2027, 1, 31))
    funded(bench, date(2026, 12, 31))
    assert open_what_is_due(date(2026, 6, 1), at=factories.NOW) == "Exit strategies opened: 0."
    assert open_what_is_due(TODAY, at=factories.NOW) == "Exit strategies opened: 1."
    made = ExitStrategy.objects.get()
    assert (made.status, made.cause, made.opened_by) == ("required", "funding_ends", None)
    assert made.cause_note == "End of the money from Leicestershire County Council: 31 December 2026."
    assert open_what_is_due(TODAY, at=factories.NOW) == "Exit strategies opened: 0."
    closed = {
        "status": "closed",
        "closing_note": "The fund goes on.",
        "closed_at": factories.NOW,
        "closed_by": bench.by,
    }
    saving.claimed(ExitStrategy, made.pk, made.version, closed, **bench.who)
    assert open_what_is_due(dated(90), at=factories.NOW) == "Exit strategies opened: 0."
    assert open_what_is_due(dated(300), at=factories.NOW) == "Exit strategies opened: 1."
    assert [each.cause for each in ExitStrategy.objects.order_by("pk")] == ["funding_ends", "project_ends"]


def test_a_decision_to_stay_holds_until_the_end_has_another_day(bench, policy_officer):
    """H14-35: neither the night nor the list nor the check asks again for the end that opened what was reversed."""

    def asked(day: date) -> tuple[bool, bool, bool]:
        read = report.held(Partnership.objects.filter(pk=bench.entry.pk)).get()
        found = ExitPlanned().look(read, Looking(day))
        told = "ends" in {each.about for each in found}
        return is_due(read, day, policy_in_use()), report.due(report.current(policy_officer), day).exists(), told

    money = funded(bench, date(2027, 1, 31))
    assert asked(TODAY) == (True, True, True)
    assert open_what_is_due(TODAY, at=factories.NOW) == "Exit strategies opened: 1."
    made = ExitStrategy.objects.get()
    stay = {"status": "reversed", "reversal": "CMT: stay.", "reversed_at": factories.NOW, "reversed_by": bench.by}
    saving.claimed(ExitStrategy, made.pk, made.version, stay, **bench.who)
    for day in (dated(1), date(2027, 1, 31)):
        assert asked(day) == (False, False, False)
        assert open_what_is_due(day, at=factories.NOW) == "Exit strategies opened: 0."
    saving.claimed(OtherFunding, money.pk, money.version, {"ends_on": date(2027, 2, 28)}, **bench.who)
    assert asked(dated(1)) == (True, True, True)
    assert open_what_is_due(dated(1), at=factories.NOW) == "Exit strategies opened: 1."


def test_the_lead_officer_is_reminded_of_a_strategy_until_it_is_handed_in(bench, lead_officer):
    """H14-35: four weeks before the project ends; of what is handed in, nobody is reminded any more."""
    made = opened(bench, dated(28))
    told = remind(dated(-1), at=factories.NOW), remind(TODAY, at=factories.NOW), remind(TODAY, at=factories.NOW)
    assert told == (0, 1, 0)
    sent = Reminder.objects.get()
    assert (sent.kind, sent.record, sent.due_on, sent.to) == ("exit", made.pk, dated(28), lead_officer)
    assert reminders(sent.letter, factories.NOW).words["subject"] == (
        f"Exit strategy for {bench.entry.name} is due 18 December 2026"
    )
    handed_in = {"status": "submitted", "submitted_at": factories.NOW, "submitted_by": bench.by}
    saving.claimed(ExitStrategy, made.pk, made.version, handed_in, **bench.who)
    assert (reminders(sent.letter, factories.NOW), remind(dated(21), at=factories.NOW)) == (None, 0)


def test_the_lead_officer_is_reminded_before_outside_money_or_an_agreement_ends_too(bench, lead_officer):
    """B15-51, H14-35: what ends first says by when it is written; what ended before it was opened does not."""
    bench.line(GoverningDocument, title="Old agreement", ends_on=dated(-300))
    bench.line(GoverningDocument, title="Agreement", ends_on=dated(60))
    funded(bench, dated(28))
    opened(bench, dated(90))
    assert (remind(dated(-1), at=factories.NOW), remind(TODAY, at=factories.NOW)) == (0, 1)
    assert Reminder.objects.get().due_on == dated(28)


def test_a_strategy_that_is_due_waits_for_the_lead_officer_and_the_policy_team(
    sign_in, bench, lead_officer, policy_officer, officer
):
    """H14-35: the count is that of the list which it opens."""
    bench.edit(project_ends_on=dated(30))
    stranger = factories.partnership(by=bench.by, name="Another", lead_officer=None)
    Bench(stranger, bench.by, {}).edit(project_ends_on=dated(30))

    def waiting(person) -> int:
        (task,) = report.work(person, TODAY)
        assert isinstance(task, Task)
        names = [row.entry.name for row in sign_in(person).get(task.url).context["rows"]]
        assert len(names) == task.records.count()
        return len(names)

    assert [waiting(person) for person in (lead_officer, policy_officer, officer)] == [1, 2, 0]
    assert "Exit strategy due" in sign_in(lead_officer).get(reverse("reviews:work")).content.decode()
    assert endings(report.held(Partnership.objects.filter(pk=bench.entry.pk)).get(), TODAY, policy_in_use())
