"""How an entry is run, watched and bound: its facts, the nine features, the five shares, the tag of an external review."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import saving
from register.models import Link, Organisation, Partner, Partnership, PartnershipType
from register.rules.gaps import gaps
from register.rules.governance import FEATURES, Facts, checklist, is_gap, scorecard
from register.rules.sections import SECTIONS
from register.workflow import entries
from tests import factories
from tests.register.documents import document

pytestmark = pytest.mark.django_db
# One fact of each kind, the section that holds it, and the words in which the entry says it.
FACTS = (
    ("running", {"decision_powers": "To spend up to £5,000"}, ("To spend up to £5,000",)),
    ("running", {"has_dispute_protocol": "yes", "dispute_protocol_note": "Section 9"}, ("Yes", "Section 9")),  # H11-20
    ("sharing", {"shares_information": "yes", "shares_information_evidence": "A yearly return"}, ("A yearly return",)),
    ("sharing", {"data_sharing": "County protocol", "data_sharing_reviewed_on": "3 March 2026"}, ("3 March 2026",)),
    (
        "safeguards",
        {"legal_advice_on_joining": "taken", "legal_advice_on_leaving": "needed", "legal_advice_note": "J Lawson, May"},
        ("Taken", "Needed, and not yet taken", "J Lawson, May"),
    ),
    ("safeguards", {"safeguarding": "held", "safeguarding_seen_on": "3 March 2026"}, ("Held and seen", "3 March 2026")),
    ("safeguards", {"safeguarding": "not_applicable"}, ("Not applicable",)),
    ("options", {"delivery_option": "in_house", "options_looked_at_on": "3 March 2026"}, ("The council itself could", "3 March 2026")),
    ("options", {"review_method": "hearing"}, ("The partner is heard",)),
    (
        "external",
        {"external_review_by": "The county", "external_review_ends_on": "31 March 2027", "external_review_waits": "Our seat"},
        ("The county", "31 March 2027", "Our seat"),
    ),
    ("governance", {"legal_basis": "Localism Act 2011, section 1"}, ("Localism Act 2011, section 1",)),  # SH-35
)  # fmt: skip


def saved(client, entry: Partnership, section: str, values: dict) -> str:
    """Open a section, fill in some of it, save, and read the page that it leads to."""
    address = reverse("register:edit", args=[entry.reference, section])
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    return client.post(address, {**data, **values}, follow=True).content.decode()


def tab(client, entry: Partnership, key: str = "governance") -> str:
    return client.get(reverse(f"register:{key}", args=[entry.reference])).content.decode()


def changed(entry: Partnership, by, now, **values) -> Partnership:
    return entries.edit(entry, values, version=entry.version, by=by, at=now)


def facts(entry: Partnership) -> Facts:
    return Facts(*(entry, *(tuple(getattr(entry, name).all()) for name in ("partners", "links", "documents"))))


def answers(entry: Partnership) -> list[bool | None]:
    return [check.answer for check in checklist(facts(entry))]


# Facts


@pytest.mark.parametrize(("section", "values", "words"), FACTS)
def test_a_fact_of_governance_is_saved_with_its_section_and_shown(
    sign_in, partnership, lead_officer, section, values, words
):
    """H11-19, H11-20, H14-15, H14-43, SH-26, SH-28, SH-34, SH-35, SH-37."""
    page = saved(sign_in(lead_officer), partnership, section, values)
    assert [word for word in words if word not in page] == []
    assert Partnership.objects.get(pk=partnership.pk).version == 2


def test_pooling_and_efficiencies_stand_with_the_money(sign_in, partnership, lead_officer):
    """H11-25: expected, delivered, and whether budgets are pooled."""
    client = sign_in(lead_officer)
    values = {"has_pooled_budget": "yes", "efficiencies_expected": "One office", "efficiencies_delivered": "£4,000"}
    saved(client, partnership, "efficiencies", values)
    page = tab(client, partnership, "money")
    assert [word for word in ("Pooled budget", "One office", "£4,000") if word not in page] == []


def test_a_day_on_which_policies_were_seen_needs_policies_that_are_held(sign_in, partnership, lead_officer):
    """SH-37."""
    page = saved(sign_in(lead_officer), partnership, "safeguards", {"safeguarding_seen_on": "3 March 2026"})
    assert "answer that they are held" in page
    assert "3 March 2026" in page
    assert Partnership.objects.get(pk=partnership.pk).version == 1


def test_what_waits_on_a_review_needs_somebody_who_leads_it(partnership, lead_officer, now):
    """H14-15."""
    with pytest.raises(ValidationError, match="Say who leads the external review"):
        changed(partnership, lead_officer, now, external_review_waits="Our seat")


def test_every_field_of_oversight_that_is_the_entrys_own_is_guided(sign_in, partnership, lead_officer):
    client = sign_in(lead_officer)
    for key in ("running", "sharing", "safeguards", "options", "external", "efficiencies"):
        form = client.get(reverse("register:edit", args=[partnership.reference, key])).context["form"]
        assert [name for name in SECTIONS[key].fields if not form.fields[name].guidance] == []


def test_the_list_shows_and_exports_facts_of_governance(sign_in, partnership, policy_officer, now):
    changed(partnership, policy_officer, now, safeguarding="not_seen", shares_risks=True)
    client = sign_in(policy_officer)
    page = client.get("/partnerships/?columns=name&columns=safeguarding&columns=shares_risks").content.decode()
    assert "Not yet seen" in page
    answer = client.post("/partnerships/export/csv/?columns=name&columns=safeguarding&columns=shares_risks")
    assert "Yes,Not yet seen" in answer.getvalue().decode()


# The nine features


def test_an_entry_of_which_nothing_is_known_has_no_feature_and_one_gap(partnership):
    """H11-20: a protocol for disputes that nobody knows of is a governance gap; nothing else is taken for no."""
    found = checklist(facts(partnership))
    assert [check.answer for check in found] == [None] * 9
    assert [check.feature.name for check in found if is_gap(check)] == ["A protocol for disputes"]


def test_each_feature_is_read_from_its_facts(partnership, policy_officer, council, now):
    """H11-12 to H11-20."""
    other = factories.partnership(by=policy_officer, council=council, name="Other")
    body = saving.create(Organisation(name="Leicestershire County Council"), by=policy_officer, at=now)
    lines = (
        Partner(partnership=partnership, organisation=body, is_lead=True, level="Director"),
        Link(partnership=partnership, kind="overlaps", other=other),
    )
    for line in lines:
        entries.add_line(line, partnership, by=policy_officer, at=now)
    document(partnership, policy_officer, kind="terms_of_reference")
    entry = changed(
        partnership, policy_officer, now, function="Brings visitors", outcomes_sought="More visitors",
        decision_role="decides", origin="local", has_own_budget=True, shares_information=True,
        has_dispute_protocol=True,
    )  # fmt: skip
    assert answers(entry) == [True] * len(FEATURES)


@pytest.mark.parametrize(
    ("values", "feature", "answer"),
    [
        ({"function": "Brings visitors"}, 0, None),
        ({"has_own_staff": False, "has_own_budget": False}, 6, False),
        ({"has_own_staff": False}, 6, None),
        ({"has_own_staff": False, "has_own_budget": False, "in_kind_support": "A room"}, 6, True),
        ({"shares_information": False}, 7, False),
        ({"has_dispute_protocol": False}, 8, False),
    ],
)
def test_no_is_said_only_where_somebody_said_no(partnership, policy_officer, now, values, feature, answer):
    assert answers(changed(partnership, policy_officer, now, **values))[feature] is answer


@pytest.mark.parametrize(
    ("kind", "constituted", "settles"),
    [("constitution", True, None), ("equality", None, None), ("disputes", None, True)],
)
def test_a_document_counts_for_what_it_is(partnership, policy_officer, kind, constituted, settles):
    """H11-17, H11-20: a protocol kept as a document with its file is one."""
    document(partnership, policy_officer, kind=kind)
    assert (answers(partnership)[5], answers(partnership)[8]) == (constituted, settles)


def test_the_tab_says_how_many_features_are_there_and_links_to_what_mends_the_rest(
    sign_in, partnership, lead_officer, now
):
    """SH-18: a checklist that leads to the form behind each answer."""
    changed(partnership, lead_officer, now, shares_information=True, has_dispute_protocol=False)
    page = tab(sign_in(lead_officer), partnership)
    assert "Features of its governance: 1 of 9" in page
    assert "Governance gap" in page
    for link in (
        "purpose/#div_id_outcomes_sought",
        "partners/add/",
        "links/add/",
        "running/#div_id_has_dispute_protocol",
    ):
        assert link in page
    assert "sharing/#div_id_shares_information" not in page


def test_who_may_not_edit_reads_the_features_without_links(sign_in, partnership, auditor):
    page = tab(sign_in(auditor), partnership)
    assert "Features of its governance: 0 of 9" in page
    assert "#div_id_" not in page


# The five shares


def test_the_five_shares_are_counted_with_what_is_not_known(sign_in, partnership, lead_officer, now):
    """H11-26: information, risks, planning, decisions and resources."""
    entry = changed(partnership, lead_officer, now, shares_information=True, shares_risks=True, shares_planning=False)
    card = scorecard(entry)
    assert (card.count(True), card.count(False), card.count(None)) == (2, 1, 2)
    assert "2 of 5; 2 not known" in tab(sign_in(lead_officer), entry)


# Flags


def test_an_external_review_is_a_tag_on_every_page_of_the_entry_and_a_filter(
    sign_in, partnership, policy_officer, council, now
):
    """H14-15."""
    factories.partnership(by=policy_officer, council=council, name="Not Reviewed")
    client = sign_in(policy_officer)
    assert "External review under way" not in tab(client, partnership, "entry")
    changed(partnership, policy_officer, now, external_review_by="The county council")
    assert all(
        "External review under way" in tab(client, partnership, key) for key in ("entry", "people", "governance")
    )
    page = client.get("/partnerships/?external_review=yes").content.decode()
    assert partnership.name in page
    assert "Not Reviewed" not in page


def test_an_entry_whose_type_expects_an_agreement_says_so_until_it_has_one(sign_in, policy_officer, council, now):
    """SH-15."""
    kind = PartnershipType(name="Delivery", code="delivery", expects_agreement=True)
    entry = factories.partnership(
        by=policy_officer, council=council, type=saving.create(kind, by=policy_officer, at=now)
    )
    client = sign_in(policy_officer)
    words = "A partnership of the type Delivery is expected to have an agreement"
    assert words in tab(client, entry)
    assert entry.name in client.get("/partnerships/?no_agreement=yes").content.decode()
    document(entry, policy_officer)
    assert words not in tab(client, entry)
    assert entry.name not in client.get("/partnerships/?no_agreement=yes").content.decode()


def test_how_long_it_has_stood_and_when_options_were_last_looked_at_stand_together(
    sign_in, partnership, lead_officer, now, time_machine
):
    """SH-34."""
    time_machine.move_to(now)
    changed(partnership, lead_officer, now, started_on="2004-11-21", options_looked_at_on="2019-03-03")
    page = tab(sign_in(lead_officer), partnership)
    assert "Set up on 21 November 2004, 21 years ago" in page
    assert "Other ways of delivery last looked at: 3 March 2019" in page


def test_a_statutory_entry_asks_whether_the_council_must_attend(partnership, policy_officer, now):
    """H14-32."""
    entry = changed(partnership, policy_officer, now, is_statutory=True)
    assert "is_attendance_obligatory" in {gap.field for gap in gaps(entry)}
    entry = changed(entry, policy_officer, now, is_attendance_obligatory=False)
    assert "is_attendance_obligatory" not in {gap.field for gap in gaps(entry)}


def test_leaving_what_the_council_must_attend_asks_for_legal_advice(policy_officer, now):
    """H14-32, H14-43."""
    values = {"is_statutory": True, "is_attendance_obligatory": True, "recommendation_kind": "withdraw"}
    entry = entries.make({"name": "From a spreadsheet", **values}, by=policy_officer, at=now)
    assert "legal_advice_on_leaving" in {gap.field for gap in gaps(entry)}
    entry = changed(entry, policy_officer, now, legal_advice_on_leaving="taken")
    assert "legal_advice_on_leaving" not in {gap.field for gap in gaps(entry)}


@pytest.mark.once
def test_the_tab_takes_the_same_queries_for_one_and_for_many_documents(
    sign_in, partnership, policy_officer, django_assert_num_queries
):

    client = sign_in(policy_officer)
    document(partnership, policy_officer, ends=30)
    tab(client, partnership)
    with CaptureQueriesContext(connection) as one:
        tab(client, partnership)
    for number in range(49):
        document(partnership, policy_officer, title=f"Agreement {number}", ends=number)
    with django_assert_num_queries(len(one)):
        tab(client, partnership)
