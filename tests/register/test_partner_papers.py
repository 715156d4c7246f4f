"""Partners' yearly papers: asked for, received, heard, decided; apart from the council's review (SH-04, SH-05, SH-23)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships import saving
from partnerships.models import Letter
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models import Organisation, PaperHearing, Partner, PartnerPaper
from register.models.partner_papers import PaperStatus
from register.reports.partner_papers import work
from register.rules.partner_papers import usual_day
from register.workflow import entries
from register.workflow import partner_papers as papers
from tests import factories
from tests.register.places import body

pytestmark = pytest.mark.django_db
PLAN = {"kind": "business_plan", "financial_year": 2027, "due_on": date(2026, 9, 30)}
SAYS = {"spending": "A second worker", "benefit": "Shorter waits", "value_for_money": "£3 for each £1"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(factories.NOW)


@pytest.fixture
def paper(partnership, policy_officer, now):
    return papers.ask(partnership, PLAN, by=policy_officer, at=now)


@pytest.fixture
def received(paper, lead_officer, now):
    return papers.receive(paper, {"received_on": date(2026, 10, 1), **SAYS}, version=1, by=lead_officer, at=now)


def address(name, paper):
    return reverse(f"register:{name}", args=[paper.pk])


def heard(paper, by, at, part="considered", name="Overview and Scrutiny", day=date(2026, 11, 3), **more):
    values = {"body": body(name), "held_on": day, "minute": "12", "part": part, "words": "Well made.", **more}
    return papers.hear(paper, values, version=paper.version, by=by, at=at)


def fresh(paper):
    return PartnerPaper.objects.get(pk=paper.pk)


def test_a_business_plan_goes_from_the_request_to_the_decision_on_the_budget(
    sign_in, partnership, policy_officer, lead_officer, democratic_services
):
    """SH-04, SH-05: five headings, due by the end of September, scrutiny recommends, Executive and Council decide."""
    saving.create(
        Partner(
            partnership=partnership, organisation=saving.create(Organisation(name="CAB"), by=None, at=factories.NOW)
        ),
        by=None,
        at=factories.NOW,
    )
    for name in ("Overview and Scrutiny", "Executive", "Council"):
        body(name)
    client = sign_in(policy_officer)
    ask = reverse("register:partner_paper_ask", args=[partnership.reference])
    form = client.get(ask).content.decode()
    assert 'value="2028/29"' in form
    posted = {"kind": "business_plan", "financial_year": "2027/28", "due_on": "30 9 2026"}
    page = client.post(ask, {**posted, "organisation": Organisation.objects.get().pk}, follow=True).content.decode()
    assert "Business plan 2027/28" in page
    assert "Overdue" in page
    paper = PartnerPaper.objects.get()
    assert list(Letter.objects.values_list("to__email", "template")) == [(lead_officer.email, "partner_paper_asked")]
    client = sign_in(lead_officer)
    page = client.post(
        address("partner_paper_receive", paper), {"received_on": "1 10 2026", "version": 1, **SAYS}, follow=True
    ).content.decode()
    assert "It says nothing of 2 of its 5 headings." in page
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "application/pdf")
    page = client.post(address("partner_paper_file_add", paper), {"file": file, "title": "The plan"}, follow=True)
    assert "Download" in page.content.decode() or "The plan" in page.content.decode()
    client = sign_in(democratic_services)
    steps = (
        ("Overview and Scrutiny", "3 11 2026", "recommended", "20000", "Recommends £20,000."),
        ("Executive", "10 11 2026", "decided", "18000", "Agrees £18,000."),
        ("Council", "19 11 2026", "decided", "18000", "Sets the budget."),
    )
    for name, day, part, amount, words in steps:
        values = {"body": body(name).pk, "held_on": day, "minute": "7", "part": part, "amount": amount, "words": words}
        shown = {"shown": fresh(paper).version, "copied_on": "20 11 2026"}
        client.post(address("partner_paper_hear", paper), {**values, **shown})
    assert fresh(paper).status == PaperStatus.DECIDED
    amounts = list(PaperHearing.objects.values_list("body__name", "amount"))
    assert amounts == [("Overview and Scrutiny", 20000), ("Executive", 18000), ("Council", Decimal(18000))]
    page = client.get(address("partner_paper", paper)).content.decode()
    assert page.count("20 Nov 2026") == 3


def test_the_annual_report_of_the_partner_is_another_record_than_its_business_plan(
    paper, partnership, policy_officer, now
):
    """SH-23: two documents of one year, kept apart; each is asked for once."""
    report = papers.ask(partnership, {**PLAN, "kind": "annual_report"}, by=policy_officer, at=now)
    assert report.pk != paper.pk
    with pytest.raises(ValidationError, match="asked for already for that year"):
        papers.ask(partnership, PLAN, by=policy_officer, at=now)
    assert PartnerPaper.objects.count() == 2


def test_what_was_taken_back_can_be_asked_for_again(paper, partnership, policy_officer, now):
    papers.take_back(paper, version=1, by=policy_officer, at=now, reason="Merged")
    assert papers.ask(partnership, PLAN, by=policy_officer, at=now).status == PaperStatus.ASKED


VERBS = {
    "receive": lambda paper, who: papers.receive(
        paper, {"received_on": date(2026, 10, 1)}, version=paper.version, **who
    ),
    "complete": lambda paper, who: papers.complete(paper, {"measures": "Waits"}, version=paper.version, **who),
    "postpone": lambda paper, who: papers.postpone(
        paper, {"due_on": date(2026, 12, 1)}, version=paper.version, reason="Ill", **who
    ),
    "take_back": lambda paper, who: papers.take_back(paper, version=paper.version, reason="Merged", **who),
    "hear": lambda paper, who: heard(paper, who["by"], who["at"]),
    "decide": lambda paper, who: heard(paper, who["by"], who["at"], "decided"),
}
EDITORS, RECORDERS, POLICY = (
    {"policy_officer", "lead_officer"},
    {"policy_officer", "democratic_services"},
    {"policy_officer"},
)
MAY = {
    ("asked", "receive"): EDITORS,
    ("asked", "postpone"): POLICY,
    ("asked", "take_back"): POLICY,
    **{(state, "complete"): EDITORS for state in ("received", "considered")},
    **{(state, verb): RECORDERS for state in ("received", "considered", "decided") for verb in ("hear", "decide")},
}
WHO = ("policy_officer", "lead_officer", "democratic_services", "officer", "auditor", "administrator", "councillor")


@pytest.fixture
def in_state(paper, policy_officer, now):
    def made(state):
        who = {"by": policy_officer, "at": now}
        if state == "taken_back":
            return VERBS["take_back"](paper, who)
        steps = {
            "asked": (),
            "received": ("receive",),
            "considered": ("receive", "hear"),
            "decided": ("receive", "decide"),
        }
        for verb in steps[state]:
            VERBS[verb](fresh(paper), who)
        return fresh(paper)

    return made


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", ["asked", "received", "considered", "decided", "taken_back"])
def test_each_step_in_each_state_by_each_person(request, in_state, state, verb, who, now):
    """What is not allowed is refused with a sentence and changes nothing."""
    paper, person = in_state(state), request.getfixturevalue(who)
    if who in MAY.get((state, verb), ()):
        VERBS[verb](paper, {"by": person, "at": now})
        assert fresh(paper).version == paper.version + 1
        return
    with pytest.raises(Refused, match=r"\.$"):
        VERBS[verb](paper, {"by": person, "at": now})
    assert (fresh(paper).version, PaperHearing.objects.count()) == (paper.version, paper.hearings.count())


def test_a_decision_is_not_undone_by_what_a_later_body_considers(received, democratic_services, now):
    heard(received, democratic_services, now, "decided")
    heard(fresh(received), democratic_services, now, "considered", "Council", date(2026, 11, 10))
    assert fresh(received).status == PaperStatus.DECIDED


def test_two_who_record_at_once_leave_one_hearing(received, democratic_services, policy_officer, now):
    heard(received, democratic_services, now)
    with pytest.raises(Conflict):
        heard(received, policy_officer, now, "decided")
    assert PaperHearing.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"held_on": date(2026, 12, 1)}, "still to come"),
        ({"held_on": date(2026, 9, 1)}, "received on 1 October 2026"),
        ({"copied_on": date(2026, 12, 1)}, "still to come"),
        ({"amount": Decimal(-1)}, "less than £0"),
    ],
)
def test_a_hearing_that_cannot_be_is_refused(received, democratic_services, now, values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        heard(
            received,
            democratic_services,
            now,
            **({"day": values.pop("held_on")} if "held_on" in values else {}),
            **values,
        )
    assert (PaperHearing.objects.count(), fresh(received).version) == (0, received.version)


def test_nothing_typed_is_lost_where_a_day_is_wrong(sign_in, paper, lead_officer):
    page = sign_in(lead_officer).post(
        address("partner_paper_receive", paper), {"received_on": "31 11 2026", "spending": "Two workers", "version": 1}
    )
    assert "Two workers" in page.content.decode()
    assert "Error: " in page.content.decode()
    assert fresh(paper).status == PaperStatus.ASKED


def test_several_partners_are_asked_at_once_and_none_twice(
    sign_in, paper, partnership, policy_officer, lead_officer, council, now
):
    """SH-04: of the partnerships that are selected; who has been asked already is not asked again."""
    other = factories.partnership(by=policy_officer, name="Rural Board", council=council, lead_officer=lead_officer)
    factories.partnership(by=policy_officer, name="Not selected", council=council)
    for each in (partnership, other):
        entries.edit(each, {"is_selected_for_returns": True}, version=each.version, by=policy_officer, at=now)
    client = sign_in(policy_officer)
    page = client.get(reverse("register:partner_papers_ask")).content.decode()
    assert "Rural Board" in page
    assert "Not selected" not in page
    values = {"kind": "business_plan", "financial_year": "2027/28", "due_on": "30 9 2027"}
    page = client.post(
        reverse("register:partner_papers_ask"), {**values, "entries": [partnership.pk, other.pk]}, follow=True
    )
    assert "1 paper asked for. 1 other had been asked for already." in page.content.decode()
    assert PartnerPaper.objects.count() == 2


def test_a_partnership_that_has_ended_is_not_asked(partnership, policy_officer, now):
    entries.end(partnership, date(2026, 11, 1), "Over", None, "CMT 12/26", version=1, by=policy_officer, at=now)
    with pytest.raises(Refused, match="is not active"):
        papers.ask(entries.Partnership.objects.get(pk=partnership.pk), PLAN, by=policy_officer, at=now)


def test_who_is_told_what_waits(paper, lead_officer, policy_officer, democratic_services, officer, now):
    def told(person):
        return [task.count for task in work(person, now.date()) if task.count]

    assert (told(lead_officer), told(policy_officer), told(democratic_services), told(officer)) == ([1], [1], [], [])
    papers.receive(paper, {"received_on": date(2026, 10, 1)}, version=1, by=lead_officer, at=now)
    assert (told(lead_officer), told(policy_officer), told(democratic_services)) == ([], [1], [1])


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2027, 9, 30)),
        (date(2028, 2, 29), date(2028, 9, 30)),
    ],
)
def test_papers_are_wanted_by_the_end_of_the_september_that_comes(today, expected):
    """SH-04"""
    assert usual_day(today) == expected


@pytest.mark.once
def test_the_list_takes_the_same_queries_for_one_and_for_many(
    sign_in, partnership, policy_officer, now, django_assert_max_num_queries
):
    client = sign_in(policy_officer)
    for year in range(2000, 2025):
        papers.ask(partnership, {**PLAN, "financial_year": year}, by=policy_officer, at=now)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("register:partner_papers")).content.decode().count("Business plan") == 25


def test_a_button_pressed_twice_records_one_hearing_and_loses_nothing_typed(sign_in, received, democratic_services):
    client, page = sign_in(democratic_services), address("partner_paper_hear", received)
    said = {"held_on": "3 11 2026", "minute": "7", "part": "considered", "words": "Well made."}
    said |= {"body": body("Council").pk, "shown": received.version}
    assert f'name="shown" value="{received.version}"' in client.get(page).content.decode()
    client.post(page, said)
    again = client.post(page, said).content.decode()
    assert "Somebody recorded something of this paper meanwhile." in again
    assert "Well made." in again
    assert PaperHearing.objects.count() == 1
    assert f'name="shown" value="{fresh(received).version}"' in again
    client.post(page, {**said, "minute": "8", "shown": fresh(received).version})
    assert PaperHearing.objects.count() == 2
