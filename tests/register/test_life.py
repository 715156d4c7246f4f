"""New entries, and the life of an entry: not a partnership and back, ended and reopened, confirmed."""

import html
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships import saving
from partnerships.verdict import Refused
from register.models import ExclusionClass, ImportBatch, Partnership
from register.rules.leaving import NO_STRATEGY
from register.workflow import entries
from tests import factories

READERS = [
    "auditor",
    "administrator",
    "officer",
    "head_of_service",
    "corporate_manager",
    "democratic_services",
    "lead_officer",
]


def url(entry, verb):
    return reverse(f"register:{verb}", args=[entry.reference])


def fresh(entry):
    return Partnership.objects.get(pk=entry.pk)


@pytest.fixture
def network(now, db):
    return saving.create(ExclusionClass(name="Officer network", code="network"), by=None, at=now)


@pytest.fixture
def imported(policy_officer, administrator, lead_officer, now):
    """An entry that an import made, not yet confirmed."""
    batch = ImportBatch(
        reference="IMP-0001", file="imports/a.xlsx", file_name="register.xlsx", sha256="0", uploaded_at=now
    )
    batch.uploaded_by = administrator
    saving.create(batch, by=administrator, at=now)
    return entries.make({"name": "Imported", "batch": batch, "lead_officer": lead_officer}, by=administrator, at=now)


def new_data(council, **values):
    return {
        "name": "Leicestershire Together",
        "function": "Brings partners together.",
        "joined_on": "1 4 2009",
        "recorded_reason": "Joined long ago",
        "councils": [council.pk],
        **values,
    }


def test_a_new_entry_gets_a_reference_and_a_part_for_each_council(sign_in, policy_officer, council, other_council):
    data = new_data(council) | {"councils": [council.pk, other_council.pk]}
    answer = sign_in(policy_officer).post(reverse("register:new"), data, follow=True)
    entry = Partnership.objects.get()
    assert f"Leicestershire Together is on the register as {entry.reference}." in answer.content.decode()
    assert {part.council for part in entry.participations.all()} == {council, other_council}


@pytest.mark.parametrize("who", READERS)
def test_adding_an_entry_is_refused_to_all_but_the_policy_team(request, sign_in, council, who):
    client = sign_in(request.getfixturevalue(who))
    for answer in (client.get(reverse("register:new")), client.post(reverse("register:new"), new_data(council))):
        assert answer.status_code == 403
        assert "Only a policy officer adds an entry to the register." in answer.content.decode()
    assert Partnership.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["Harborough Tourism Partnership", "harborough  tourism partnership", "Harborough Turism Partnership"]
)
def test_a_name_like_one_on_the_register_is_asked_about_before_it_is_added(
    sign_in, policy_officer, partnership, council, name
):
    client = sign_in(policy_officer)
    text = client.post(reverse("register:new"), new_data(council, name=name)).content.decode()
    assert "Is it one of these?" in text
    assert partnership.reference in text
    assert Partnership.objects.count() == 1
    client.post(reverse("register:new"), new_data(council, name=name, is_another="on"))
    assert Partnership.objects.count() == 2


def test_a_new_entry_without_a_name_is_refused_with_what_to_do(sign_in, policy_officer, council):
    text = sign_in(policy_officer).post(reverse("register:new"), new_data(council, name="")).content.decode()
    assert "Enter the partnership name." in text
    assert "Brings partners together." in text


def test_an_entry_is_marked_as_not_a_partnership_and_taken_back(sign_in, partnership, policy_officer, network):
    client = sign_in(policy_officer)
    data = {"exclusion_class": network.pk, "reason": "Officers share practice", "version": 1}
    client.post(url(partnership, "exclude"), data)
    entry = fresh(partnership)
    assert (entry.status, entry.exclusion_class, entry.exclusion_reason) == (
        "not_partnership",
        network,
        "Officers share practice",
    )
    text = client.get(url(partnership, "entry")).content.decode()
    assert "Officers share practice" in text
    assert "Take back into the register" in text
    client.post(url(partnership, "readmit"), {"reason": "It decides after all", "version": 2})
    entry = fresh(partnership)
    assert (entry.status, entry.exclusion_class, entry.exclusion_reason) == ("active", None, "")


def test_an_entry_is_ended_with_what_follows_it_and_reopened(sign_in, partnership, policy_officer, council):
    heir = factories.partnership(by=policy_officer, council=council, name="Visit Leicestershire")
    client = sign_in(policy_officer)
    data = {"ended_on": "31 March 2026", "reason": "Merged", "successor": heir.reference, "version": 1}
    client.post(url(partnership, "end"), data)
    entry = fresh(partnership)
    assert (entry.status, entry.ended_on, entry.successor) == ("exited", date(2026, 3, 31), heir)
    assert "31 March 2026" in client.get(url(partnership, "entry")).content.decode()
    client.post(url(partnership, "reopen"), {"reason": "Recorded by mistake", "version": 2})
    assert (fresh(partnership).status, fresh(partnership).ended_on) == ("active", None)


def test_nobody_leaves_without_what_follows_or_a_waiver_or_an_exit_strategy(sign_in, partnership, policy_officer, now):
    """B15-41: what others ended has a successor or the management team's waiver, on the page and in the domain."""
    client = sign_in(policy_officer)
    data = {"ended_on": "31 March 2026", "reason": "Wound up", "version": 1}
    assert NO_STRATEGY in html.unescape(client.post(url(partnership, "end"), data).content.decode())
    with pytest.raises(Refused, match="Nobody leaves without an exit strategy"):
        entries.end(partnership, date(2026, 3, 31), "Wound up", None, " ", version=1, by=policy_officer, at=now)
    client.post(url(partnership, "end"), {**data, "waived": "20 March 2026, minute 14"})
    assert (fresh(partnership).status, fresh(partnership).leaving_waived) == ("exited", "20 March 2026, minute 14")
    assert "20 March 2026, minute 14" in client.get(url(partnership, "entry")).content.decode()
    entries.reopen(fresh(partnership), "A slip", version=2, by=policy_officer, at=now)
    assert fresh(partnership).leaving_waived == ""


def test_an_entry_is_not_ended_on_a_day_still_to_come(sign_in, partnership, policy_officer):
    client = sign_in(policy_officer)
    data = {"ended_on": f"1 1 {timezone.localdate().year + 1}", "reason": "It closed.", "version": partnership.version}
    page = client.post(url(partnership, "end"), data).content.decode()
    assert "That day is still to come. End the entry once it has ended." in page
    assert fresh(partnership).status == "active"


def test_an_entry_cannot_be_its_own_successor(sign_in, partnership, policy_officer):
    data = {"ended_on": "31 March 2026", "reason": "Merged", "successor": partnership.reference, "version": 1}
    text = sign_in(policy_officer).post(url(partnership, "end"), data).content.decode()
    assert "A partnership cannot be its own successor. Choose another one." in text
    assert fresh(partnership).status == "active"


@pytest.mark.parametrize(
    ("verb", "data"),
    [("exclude", {"reason": "x"}), ("exclude", {}), ("end", {"ended_on": "1 1 2026"}), ("end", {"reason": "x"})],
)
def test_a_step_without_what_it_needs_is_refused_and_asked_for(
    sign_in, partnership, policy_officer, network, verb, data
):
    answer = sign_in(policy_officer).post(url(partnership, verb), {**data, "version": 1})
    assert answer.context["form"].errors
    assert (fresh(partnership).status, fresh(partnership).version) == ("active", 1)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("exclude", "Only a policy officer says that an entry is not a partnership."),
        ("end", "Only a policy officer ends an entry."),
    ],
)
def test_the_page_shows_the_refusal_that_the_server_gives(request, sign_in, partnership, network, who, verb, sentence):
    client = sign_in(request.getfixturevalue(who))
    assert sentence in client.get(url(partnership, "entry")).content.decode()
    data = {"exclusion_class": network.pk, "ended_on": "1 1 2026", "reason": "x", "version": 1}
    answer = client.post(url(partnership, verb), data)
    assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
    assert fresh(partnership).status == "active"


def test_a_step_that_the_state_does_not_allow_is_refused_in_words(sign_in, partnership, policy_officer):
    answer = sign_in(policy_officer).post(url(partnership, "reopen"), {"reason": "x", "version": 1})
    assert answer.status_code == 403
    assert (
        "This entry is active already: somebody else, or you in another window, was quicker." in answer.content.decode()
    )


def test_the_lead_officer_confirms_an_imported_entry_once(sign_in, imported, lead_officer):
    client = sign_in(lead_officer)
    assert "Imported, unconfirmed" in client.get(url(imported, "entry")).content.decode()
    client.post(url(imported, "confirm"), {"version": 1})
    assert fresh(imported).confirmed_by == lead_officer
    assert "Imported, unconfirmed" not in client.get(url(imported, "entry")).content.decode()
    answer = client.post(url(imported, "confirm"), {"version": 2})
    assert answer.status_code == 403
    assert "There is nothing to confirm" in answer.content.decode()


def test_confirming_is_refused_to_who_does_not_lead_it_and_the_page_says_so(sign_in, imported, policy_officer):
    client = sign_in(policy_officer)
    sentence = "The lead officer confirms this entry; where none signs in here, a policy officer does."
    assert sentence in client.get(url(imported, "entry")).content.decode()
    answer = client.post(url(imported, "confirm"), {"version": 1})
    assert (answer.status_code, sentence in answer.content.decode()) == (403, True)
    assert fresh(imported).confirmed_at is None


@pytest.mark.parametrize("verb", ["exclude", "end", "edit"])
def test_opening_a_page_writes_nothing(sign_in, partnership, policy_officer, network, verb):
    address = (
        reverse("register:edit", args=[partnership.reference, "about"]) if verb == "edit" else url(partnership, verb)
    )
    assert sign_in(policy_officer).get(address).status_code == 200
    assert (fresh(partnership).version, Partnership.history.count()) == (1, 1)
