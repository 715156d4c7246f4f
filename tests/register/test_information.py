"""Who hears of what: distribution lists, items passed on, links from others, coverage."""

import pytest
from django.urls import reverse

from partnerships import saving
from partnerships.models import Letter
from partnerships.verdict import Refused
from register.models import (
    ClientGroup,
    InternalGroup,
    Link,
    Partnership,
    PassedOn,
    PlanItem,
    Recipient,
    Seat,
)
from register.reports import coverage
from register.workflow import entries, knowledge
from tests import factories


def tab(entry, name="information"):
    return reverse(f"register:{name}", args=[entry.reference])


@pytest.fixture
def listed(partnership, policy_officer, now):
    """`listed(person=…)` puts somebody on the distribution list."""

    def add(entry=partnership, **who):
        return entries.add_line(Recipient(partnership=entry, **who), entry, by=policy_officer, at=now)

    return add


@pytest.fixture
def group(db, now):
    return saving.create(InternalGroup(name="Economic Prosperity Board"), by=None, at=now)


def test_something_is_passed_on_to_a_person_a_group_and_a_name_and_stays_on_record(
    sign_in, partnership, listed, group, officer, lead_officer
):
    """H14-05, H14-20, H14-26: persons get an e-mail, an internal group is recorded, and the entry keeps the log."""
    chosen = [listed(person=officer), listed(group=group), listed(name="The parish clerks")]
    data = {"text": "Two hotels close.", "direction": "out", "recipients": [each.pk for each in chosen]}
    answer = sign_in(lead_officer).post(tab(partnership, "pass_on"), data, follow=True)
    page = answer.content.decode()
    assert "passed on to Olly Officer, Economic Prosperity Board, The parish clerks." in page
    assert "Two hotels close." in page
    assert "by Lee Lead" in page
    assert [letter.to for letter in Letter.objects.all()] == [officer]
    assert Letter.objects.get().context["text"] == "Two hotels close."


def test_a_button_pressed_twice_passes_on_once(sign_in, partnership, listed, officer, lead_officer):
    data = {"text": "Two hotels close.", "direction": "out", "recipients": [listed(person=officer).pk]}
    client = sign_in(lead_officer)
    for _ in range(2):
        assert client.post(tab(partnership, "pass_on"), data).status_code == 302
    assert (PassedOn.objects.count(), Letter.objects.count()) == (1, 1)


def test_passing_on_to_nobody_is_refused_and_the_text_is_kept(sign_in, partnership, lead_officer):
    data = {"text": "Two hotels close.", "direction": "out"}
    page = sign_in(lead_officer).post(tab(partnership, "pass_on"), data).content.decode()
    assert "Tick at least one recipient." in page
    assert "Two hotels close." in page


def test_what_an_exempt_entry_says_goes_to_nobody_who_may_not_read_it(
    sign_in, partnership, listed, councillor, policy_officer, now
):
    entries.edit(partnership, {"is_exempt": True, "exempt_paragraph": 3}, version=1, by=policy_officer, at=now)
    data = {"text": "Secret.", "direction": "out", "recipients": [listed(person=councillor).pk]}
    page = sign_in(policy_officer).post(tab(partnership, "pass_on"), data).content.decode()
    assert "This entry is exempt, and Cllr Member A may not read it. Untick them." in page
    assert not PassedOn.objects.exists()
    assert not Letter.objects.exists()


def test_passing_on_is_refused_to_who_has_nothing_to_do_with_the_entry(partnership, listed, officer, now):
    with pytest.raises(Refused, match="Only who attends it for the council"):
        knowledge.pass_on(partnership, "News", [listed(name="Clerks")], direction="out", by=officer, at=now)


def test_a_recipient_is_one_of_person_group_and_name(sign_in, partnership, lead_officer, officer, group):
    address = reverse("register:line_add", args=[partnership.reference, "recipients"])
    client = sign_in(lead_officer)
    for data in ({"direction": "out"}, {"direction": "out", "person": officer.pk, "group": group.pk}):
        page = client.post(address, data).content.decode()
        assert "Choose one: a person, an internal group, or the name of somebody else." in page
    client.post(address, {"direction": "in", "group": group.pk, "note": "Plans for the town"})
    text = client.get(tab(partnership)).content.decode()
    assert "Economic Prosperity Board" in text
    assert "From the council to the partnership" in text


def test_an_entry_with_nobody_on_its_list_is_a_gap(sign_in, partnership, listed, policy_officer, officer):
    """H14-20: a report of gaps; hearing from the council is not hearing of the partnership."""
    listed(person=officer, direction="in")
    address = reverse("register:list") + "?no_recipients=yes"
    assert partnership.name in sign_in(policy_officer).get(address).content.decode()
    listed(person=officer)
    assert list(Partnership.objects.without_recipients()) == []


def test_an_internal_group_is_no_partnership_and_is_not_counted(partnership, listed, group):
    """H14-26: it receives information without standing on the register."""
    listed(group=group)
    assert Partnership.objects.counted().count() == 1
    assert group.receives.get().partnership == partnership


@pytest.mark.parametrize(
    ("kind", "words"),
    [("reports_to", "Is reported to by Rivers Trust"), ("succeeded_by", "Follows Rivers Trust")],
)
def test_a_link_shows_on_the_other_entry_in_its_own_words(
    sign_in, partnership, policy_officer, council, officer, now, kind, words
):
    """H11-16: the other partnerships are understood from either side."""
    other = factories.partnership(by=policy_officer, council=council, name="Rivers Trust")
    link = entries.add_line(Link(partnership=other, kind=kind, other=partnership), other, by=policy_officer, at=now)
    assert words in sign_in(officer).get(tab(partnership, "entry")).content.decode()
    entries.remove_line(link, other, version=1, by=policy_officer, at=now)
    assert words not in sign_in(officer).get(tab(partnership, "entry")).content.decode()


def test_a_link_from_an_entry_that_a_councillor_may_not_read_stays_hidden(
    sign_in, partnership, policy_officer, council, councillor, now
):
    other = factories.partnership(by=policy_officer, council=council, name="Joint Land Company")
    entries.add_line(Link(partnership=other, kind="related", other=partnership), other, by=policy_officer, at=now)
    seat = Seat(partnership=partnership, council=council, holder=councillor)
    entries.add_line(seat, partnership, by=policy_officer, at=now)
    assert "Joint Land Company" not in sign_in(councillor).get(tab(partnership, "entry")).content.decode()


def test_what_has_no_partnership_stands_first_with_what_covers_it(sign_in, partnership, policy_officer, now):
    """H14-19: no partnership is for older people alone; what serves them instead is said by the policy team."""
    young, older = (saving.create(ClientGroup(name=name), by=None, at=now) for name in ("Young people", "Older people"))
    item = saving.create(PlanItem(number="1", title="A thriving economy"), by=None, at=now)
    entries.edit(partnership, {"client_groups": [young.pk]}, version=1, by=policy_officer, at=now)
    groups, _, plan = coverage.build(policy_officer)
    assert [(row.name, row.count) for row in groups.rows] == [("Older people", 0), ("Young people", 1)]
    assert (groups.missing, [row.name for row in plan.rows]) == (1, [str(item)])
    client = sign_in(policy_officer)
    data = {"covered_by": "The council’s wardens", "version": 1}
    client.post(reverse("register:covered_by", args=["groups", older.pk]), data)
    page = client.get(reverse("register:coverage")).content.decode()
    assert "The council’s wardens" in page
    assert "Client groups: 1 of 2 without a partnership" in page
    found = client.get(reverse("register:list") + f"?client_group={young.pk}").content.decode()
    assert partnership.name in found


def test_saying_again_what_covers_a_gap_is_no_success(sign_in, policy_officer, now):
    older = saving.create(ClientGroup(name="Older people"), by=None, at=now)
    data = {"covered_by": "", "version": 1}
    answer = sign_in(policy_officer).post(reverse("register:covered_by", args=["groups", older.pk]), data, follow=True)
    said = [(each.level_tag, str(each)) for each in answer.context["messages"]]
    assert said == [("info", "Older people: nothing was changed, so nothing was saved.")]


def test_what_is_not_counted_covers_nothing(partnership, policy_officer, now):
    young = saving.create(ClientGroup(name="Young people"), by=None, at=now)
    changes = {"client_groups": [young.pk], "is_to_be_removed": True}
    entries.edit(partnership, changes, version=1, by=policy_officer, at=now)
    assert coverage.build(policy_officer)[0].rows[0].count == 0


def test_saying_what_covers_a_gap_is_for_the_policy_team(sign_in, lead_officer, now):
    older = saving.create(ClientGroup(name="Older people"), by=None, at=now)
    answer = sign_in(lead_officer).post(reverse("register:covered_by", args=["groups", older.pk]), {"covered_by": "x"})
    assert answer.status_code == 403
    assert ClientGroup.objects.get().covered_by == ""


@pytest.mark.once
def test_coverage_takes_as_many_queries_for_fifty_values_as_for_one(
    sign_in, policy_officer, now, django_assert_num_queries, django_assert_max_num_queries
):
    client, address = sign_in(policy_officer), reverse("register:coverage")
    saving.create(ClientGroup(name="Older people"), by=None, at=now)
    client.get(address)
    with django_assert_max_num_queries(20) as one:
        client.get(address)
    saving.create_many([ClientGroup(name=f"Group {number}") for number in range(50)], by=None, at=now)
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(address)
