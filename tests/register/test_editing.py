"""Changing an entry and its lines through the pages: what is written, refused, kept."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships import saving, workflow
from partnerships.verdict import Refused
from register.models import Contribution, GoverningDocument, Organisation, Partner, Partnership, Seat
from register.models.choices import HoursUnit
from register.rules.lines import LINES
from register.rules.sections import SECTIONS
from register.workflow import entries
from tests import factories


def section(entry, key):
    return reverse("register:edit", args=[entry.reference, key])


def line(entry, noun, *where, verb="edit"):
    return reverse(f"register:line_{verb}", args=[entry.reference, noun, *where])


@pytest.fixture
def seat(partnership, council, policy_officer, now):
    return entries.add_line(
        Seat(partnership=partnership, council=council, kind="officer", post="Director"),
        partnership,
        by=policy_officer,
        at=now,
    )


def seat_data(seat, **values):
    return {"council": seat.council_id, "kind": seat.kind, "post": seat.post, "version": seat.version, **values}


def fresh(entry):
    return Partnership.objects.get(pk=entry.pk)


def last(record):
    return type(record).history.filter(id=record.pk).order_by("-version").first()


@pytest.mark.parametrize(
    "key",
    [
        "about",
        "purpose",
        "plan",
        "judgement",
        "future",
        "publication",
        "lead",
        "resources",
        "governance",
        "meetings",
        "information",
    ],
)
def test_saving_a_section_as_it_was_opened_writes_nothing(sign_in, partnership, policy_officer, key):
    client = sign_in(policy_officer)
    form = client.get(section(partnership, key)).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    answer = client.post(section(partnership, key), data, follow=True)
    assert "nothing was changed, so nothing was saved" in answer.content.decode()
    assert fresh(partnership).version == 1


def test_only_what_was_changed_is_written_with_its_reason(sign_in, partnership, lead_officer):
    data = {"function": "Brings visitors.", "version": 1, "reason": "From the annual report"}
    answer = sign_in(lead_officer).post(section(partnership, "purpose"), data, follow=True)
    assert "Harborough Tourism Partnership: Function set to “Brings visitors.”." in answer.content.decode()
    entry = fresh(partnership)
    assert (entry.function, entry.version) == ("Brings visitors.", 2)
    assert last(entry).history_change_reason == "From the annual report"
    assert last(entry).history_by_name == "Lee Lead"


def test_other_fields_posted_along_change_nothing(sign_in, partnership, lead_officer):
    data = {
        "function": "Brings visitors.", "version": 1, "status": "exited", "reference": "P-9999", "name": "Mine now",
        "risk_rating": "low", "confirmed_by": lead_officer.pk, "is_exempt": "on", "batch": 1,
    }  # fmt: skip
    sign_in(lead_officer).post(section(partnership, "purpose"), data)
    entry = fresh(partnership)
    assert (entry.status, entry.name, entry.risk_rating, entry.is_exempt) == (
        "active",
        "Harborough Tourism Partnership",
        "",
        False,
    )
    assert entry.reference == partnership.reference


def test_a_rating_by_hand_is_the_policy_teams_with_a_reason_once_there_is_one(
    sign_in, partnership, policy_officer, lead_officer
):
    """H14-45: everybody else assesses, and the entry says that nobody has assessed this rating."""
    address = section(partnership, "judgement")
    client = sign_in(lead_officer)
    assert 'name="risk_rating"' not in client.get(address).content.decode()
    client.post(address, {"risk_rating": "low", "version": 1})
    assert fresh(partnership).risk_rating == ""
    client = sign_in(policy_officer)
    client.post(address, {"risk_rating": "high", "version": 1})
    assert (fresh(partnership).risk_rating, fresh(partnership).risk_rating_source) == ("high", "officer")
    page = client.post(address, {"risk_rating": "low", "version": fresh(partnership).version}).content.decode()
    assert "It is rated already. Say why another rating is right" in page
    assert fresh(partnership).risk_rating == "high"
    said = {"risk_rating": "low", "reason": "A slip", "version": fresh(partnership).version}
    client.post(address, said)
    assert fresh(partnership).risk_rating == "low"
    assert (
        "By hand, not assessed" in client.get(reverse("register:entry", args=[partnership.reference])).content.decode()
    )


def test_who_may_edit_but_not_rate_is_not_asked_for_ratings(sign_in, council, policy_officer, head_of_service):
    partnership = factories.partnership(by=policy_officer, council=council, head_of_service=head_of_service)
    client = sign_in(head_of_service)
    text = client.get(section(partnership, "judgement")).content.decode()
    assert 'name="value_added"' in text
    assert 'name="risk_rating"' not in text
    client.post(section(partnership, "judgement"), {"risk_rating": "high", "value_added": "Much", "version": 1})
    assert (fresh(partnership).risk_rating, fresh(partnership).value_added) == ("", "Much")


@pytest.mark.parametrize(
    "who", ["auditor", "administrator", "officer", "head_of_service", "corporate_manager", "democratic_services"]
)
def test_editing_is_refused_with_the_reason_to_who_only_reads(request, sign_in, partnership, who):
    answer = sign_in(request.getfixturevalue(who)).post(
        section(partnership, "purpose"), {"function": "x", "version": 1}
    )
    assert answer.status_code == 403
    assert "Only the policy team, the lead officer" in answer.content.decode()
    assert fresh(partnership).version == 1


@pytest.mark.parametrize("who", ["councillor", "scrutiny_member"])
def test_an_invisible_entry_cannot_be_edited_because_it_is_not_there(request, sign_in, partnership, who):
    answer = sign_in(request.getfixturevalue(who)).post(
        section(partnership, "purpose"), {"function": "x", "version": 1}
    )
    assert answer.status_code == 404


def test_a_section_that_does_not_exist_is_not_found(sign_in, partnership, policy_officer):
    assert sign_in(policy_officer).get(section(partnership, "secrets")).status_code == 404


def test_what_a_constraint_refuses_is_said_and_everything_typed_is_kept(sign_in, partnership, policy_officer):
    data = {"is_exempt": "on", "exempt_paragraph": "", "version": 1, "reason": "Legal advice"}
    text = sign_in(policy_officer).post(section(partnership, "publication"), data).content.decode()
    assert "An exempt entry names its paragraph of Schedule 12A" in text
    assert "Legal advice" in text
    assert fresh(partnership).version == 1


def test_an_act_without_statutory_is_refused_in_words(sign_in, partnership, policy_officer):
    data = {
        "is_statutory": "no",
        "statutory_basis": "Crime and Disorder Act 1998",
        "is_attendance_obligatory": "unknown",
        "version": 1,
    }
    text = sign_in(policy_officer).post(section(partnership, "governance"), data).content.decode()
    assert "An Act is named, so answer Yes" in text
    assert "Crime and Disorder Act 1998" in text


@pytest.mark.parametrize("version", ["", "abc", "99"])
def test_a_form_without_a_version_that_ever_was_is_refused(sign_in, partnership, policy_officer, version):
    answer = sign_in(policy_officer).post(section(partnership, "purpose"), {"function": "x", "version": version})
    assert answer.status_code == 400
    assert fresh(partnership).function == ""


def test_a_reason_longer_than_two_hundred_characters_is_refused(sign_in, partnership, policy_officer):
    data = {"function": "x", "version": 1, "reason": "y" * 201}
    assert sign_in(policy_officer).post(section(partnership, "purpose"), data).status_code == 200
    assert fresh(partnership).version == 1


def test_the_policys_guidance_and_its_paragraph_stand_beside_the_field(sign_in, partnership, policy_officer, now):
    from register.models import FieldGuide, Policy

    policy = saving.create(Policy(code="p", title="P", is_current=True), by=None, at=now)
    guide = FieldGuide(
        policy=policy,
        field="function",
        label="What it is for",
        help_text="Its purpose.",
        source="Appendix A, heading 3",
    )
    saving.create(guide, by=None, at=now)
    text = sign_in(policy_officer).get(section(partnership, "purpose")).content.decode()
    assert "What it is for" in text
    assert "Source: Appendix A, heading 3" in text


def test_a_retired_value_stays_on_the_entry_that_has_it_and_is_offered_to_no_other(
    sign_in, partnership, policy_officer, now
):
    from register.models import Family

    old = saving.create(Family(name="Old family", is_retired=True), by=None, at=now)
    client = sign_in(policy_officer)
    assert "Old family" not in client.get(section(partnership, "about")).content.decode()
    entries.edit(partnership, {"family": old}, version=1, by=policy_officer, at=now)
    assert "Old family" in client.get(section(partnership, "about")).content.decode()


@pytest.mark.parametrize("key", ["about", "purpose", "plan", "judgement", "lead", "governance"])
@pytest.mark.once
def test_opening_a_section_takes_at_most_fourteen_queries(
    sign_in, partnership, council, lead_officer, policy_officer, now, key, django_assert_max_num_queries
):
    for number in range(6):
        post = Seat(partnership=partnership, council=council, post=f"Post {number}")
        entries.add_line(post, partnership, by=policy_officer, at=now)
    client = sign_in(lead_officer)
    client.get(section(partnership, key))
    with django_assert_max_num_queries(14):
        client.get(section(partnership, key))


def test_a_seat_is_added_changed_removed_and_put_back(sign_in, partnership, council, policy_officer):
    client = sign_in(policy_officer)
    client.post(
        line(partnership, "seats", verb="add"), {"council": council.pk, "kind": "member", "post": "Chair of Scrutiny"}
    )
    seat = Seat.objects.get()
    client.post(line(partnership, "seats", seat.pk), seat_data(seat, capacity="deputy"))
    client.post(line(partnership, "seats", seat.pk, verb="remove"), {"version": 2, "reason": "No longer meets"})
    seat.refresh_from_db()
    assert (seat.capacity, seat.removed_by, seat.version) == ("deputy", policy_officer, 3)
    assert last(seat).history_change_reason == "No longer meets"
    client.post(line(partnership, "seats", seat.pk, verb="put_back"), {"version": 3})
    seat.refresh_from_db()
    assert (seat.removed_at, seat.version) == (None, 4)


def test_removing_a_line_twice_is_refused(sign_in, partnership, seat, policy_officer):
    client = sign_in(policy_officer)
    client.post(line(partnership, "seats", seat.pk, verb="remove"), {"version": 1})
    answer = client.get(line(partnership, "seats", seat.pk, verb="remove"))
    assert answer.status_code == 403
    assert "This seat has been taken off already." in answer.content.decode()


def test_a_line_of_another_entry_is_not_found(sign_in, partnership, seat, policy_officer, council):
    other = factories.partnership(by=policy_officer, council=council, name="Another")
    assert sign_in(policy_officer).get(line(other, "seats", seat.pk)).status_code == 404


@pytest.mark.parametrize("verb", ["edit", "remove"])
def test_lines_are_refused_to_who_may_not_edit_the_entry(sign_in, partnership, seat, auditor, verb):
    assert (
        sign_in(auditor).post(line(partnership, "seats", seat.pk, verb=verb), seat_data(seat, post="Me")).status_code
        == 403
    )
    seat.refresh_from_db()
    assert (seat.post, seat.version) == ("Director", 1)


def test_a_vacant_seat_that_names_somebody_is_refused_in_words(sign_in, partnership, seat, policy_officer):
    text = (
        sign_in(policy_officer)
        .post(line(partnership, "seats", seat.pk), seat_data(seat, is_vacant="on", name="Cllr A"))
        .content.decode()
    )
    assert "A vacant seat names nobody. Clear the person, or untick vacant." in text
    assert "Cllr A" in text


def test_a_new_organisation_is_made_with_its_line(sign_in, partnership, policy_officer):
    data = {"new_organisation": "Leicestershire Police", "new_sector": "police_fire", "is_lead": "on"}
    sign_in(policy_officer).post(line(partnership, "partners", verb="add"), data)
    partner = Partner.objects.get()
    assert (partner.organisation.name, partner.organisation.sector, partner.is_lead) == (
        "Leicestershire Police",
        "police_fire",
        True,
    )


def test_an_organisation_that_is_known_under_another_spelling_is_not_made_twice(
    sign_in, partnership, policy_officer, now
):
    known = saving.create(Organisation(name="Leicestershire Police"), by=None, at=now)
    sign_in(policy_officer).post(
        line(partnership, "partners", verb="add"), {"new_organisation": "leicestershire  police"}
    )
    assert Partner.objects.get().organisation == known
    assert Organisation.objects.count() == 1


def test_an_organisation_is_chosen_or_typed_not_both(sign_in, partnership, policy_officer, now):
    known = saving.create(Organisation(name="Leicestershire Police"), by=None, at=now)
    data = {"organisation": known.pk, "new_organisation": "Rutland Police"}
    text = sign_in(policy_officer).post(line(partnership, "partners", verb="add"), data).content.decode()
    assert "Choose an organisation or type a new one, not both." in text
    assert Partner.objects.count() == 0


def test_the_same_organisation_twice_is_refused_and_no_organisation_is_left_behind(
    sign_in, partnership, policy_officer, now
):
    known = saving.create(Organisation(name="Leicestershire Police"), by=None, at=now)
    client = sign_in(policy_officer)
    client.post(line(partnership, "partners", verb="add"), {"organisation": known.pk})
    text = client.post(line(partnership, "partners", verb="add"), {"organisation": known.pk}).content.decode()
    assert "This organisation is listed already." in text
    assert Partner.objects.count() == 1


@pytest.mark.parametrize(
    ("figure", "unit", "hours"),
    [
        ("3", "hours_per_week", "13.00"),
        ("1", "days_per_month", "7.40"),
        ("10", "hours_per_month", "10.00"),
        ("0", "hours_per_month", "0.00"),
    ],
)
def test_officer_time_is_kept_as_typed_and_as_hours_a_month(sign_in, partnership, policy_officer, figure, unit, hours):
    part = partnership.participations.get()
    sign_in(policy_officer).post(line(partnership, "councils", part.pk), {"figure": figure, "unit": unit, "version": 1})
    part.refresh_from_db()
    assert part.officer_hours_per_month == Decimal(hours)
    assert part.officer_hours_as_typed == f"{figure} {HoursUnit(unit).label}"


def test_officer_time_may_end_in_a_half_as_in_a_spreadsheet(sign_in, partnership, policy_officer):
    """B15-53: a fraction is read; words that name another unit than the one that is ticked are not."""
    part = partnership.participations.get()
    address, client = line(partnership, "councils", part.pk), sign_in(policy_officer)
    page = client.post(address, {"figure": "1½ days", "unit": "hours_per_month", "version": 1}).content.decode()
    assert "Enter figures, such as 10 or 3.5." in page
    client.post(address, {"figure": "1½", "unit": "days_per_month", "version": 1})
    part.refresh_from_db()
    assert (part.officer_hours_per_month, part.officer_hours_as_typed) == (Decimal("11.1"), "1.5 days a month")


def test_hours_left_blank_are_unknown_and_not_nought(sign_in, partnership, policy_officer):
    part = partnership.participations.get()
    data = {"figure": "", "unit": "hours_per_month", "officer_hours_is_estimate": "on", "version": 1}
    sign_in(policy_officer).post(line(partnership, "councils", part.pk), data)
    part.refresh_from_db()
    assert (part.officer_hours_per_month, part.officer_hours_is_estimate) == (None, True)


def test_hours_typed_in_the_spreadsheet_stay_as_typed_when_another_field_is_changed(
    sign_in, partnership, policy_officer, now
):
    part = partnership.participations.get()
    typed = {"officer_hours_per_month": Decimal("10"), "officer_hours_as_typed": "approx 10"}
    entries.edit_line(part, partnership, typed, version=1, by=policy_officer, at=now)
    client = sign_in(policy_officer)
    assert "Typed as: approx 10" in client.get(reverse("register:money", args=[partnership.reference])).content.decode()
    client.post(
        line(partnership, "councils", part.pk),
        {"figure": "10", "unit": "hours_per_month", "lead_member_post": "Leader", "version": 2},
    )
    part.refresh_from_db()
    assert (part.lead_member_post, part.officer_hours_as_typed) == ("Leader", "approx 10")


def test_a_councils_part_is_not_removed(sign_in, partnership, policy_officer):
    part = partnership.participations.get()
    answer = sign_in(policy_officer).post(line(partnership, "councils", part.pk, verb="remove"), {"version": 1})
    assert answer.status_code == 403
    assert "its hours and money stay on record" in answer.content.decode()


def test_money_and_its_year_are_taken_as_people_write_them(sign_in, partnership, policy_officer):
    part = partnership.participations.get()
    data = {
        "participation": part.pk,
        "financial_year": "2025/26",
        "amount": "£8,000",
        "kind": "cash",
        "status": "verified",
    }
    sign_in(policy_officer).post(line(partnership, "contributions", verb="add"), data)
    money = Contribution.objects.get()
    assert (money.financial_year, money.amount, money.amount_as_typed) == (2025, Decimal("8000"), "£8,000")


def test_the_very_same_sum_twice_is_refused_and_another_budget_is_not(sign_in, partnership, policy_officer):
    part = partnership.participations.get()
    data = {
        "participation": part.pk,
        "financial_year": "2025/26",
        "amount": "1500",
        "kind": "cash",
        "status": "verified",
    }
    client, address = sign_in(policy_officer), line(partnership, "contributions", verb="add")
    client.post(address, data)
    again = client.post(address, data)
    assert "recorded already for that year" in str(again.context["form"].errors["amount"])
    assert Contribution.objects.count() == 1
    client.post(address, {**data, "budget_code": "B200"})
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize("year", ["2025/27", "25", "next year", "2500/01"])
def test_a_year_that_is_none_is_refused(sign_in, partnership, policy_officer, year):
    part = partnership.participations.get()
    data = {"participation": part.pk, "financial_year": year, "amount": "1", "kind": "cash", "status": "verified"}
    answer = sign_in(policy_officer).post(line(partnership, "contributions", verb="add"), data)
    assert answer.context["form"].errors["financial_year"]
    assert Contribution.objects.count() == 0


def test_money_for_another_entrys_part_is_refused(sign_in, partnership, council, policy_officer):
    other = factories.partnership(by=policy_officer, council=council, name="Another").participations.get()
    data = {"participation": other.pk, "financial_year": "2025", "amount": "1", "kind": "cash", "status": "verified"}
    sign_in(policy_officer).post(line(partnership, "contributions", verb="add"), data)
    assert Contribution.objects.count() == 0


def test_an_organisation_is_not_made_a_partner_twice(sign_in, partnership, policy_officer):
    client = sign_in(policy_officer)
    client.post(line(partnership, "partners", verb="add"), {"new_organisation": "Rutland County Council"})
    again = client.post(line(partnership, "partners", verb="add"), {"new_organisation": "rutland county council"})
    assert "This organisation is listed already." in again.content.decode()
    assert partnership.partners.count() == 1


def test_a_document_of_which_nothing_is_said_is_refused(sign_in, partnership, policy_officer):
    page = sign_in(policy_officer).post(line(partnership, "documents", verb="add"), {"kind": "agreement"})
    assert "Enter the title of the document" in page.content.decode()
    assert GoverningDocument.objects.count() == 0


def test_a_document_that_ends_before_it_starts_is_refused_in_words(sign_in, partnership, policy_officer):
    data = {"kind": "agreement", "starts_on": "1 4 2026", "ends_on": "1 4 2025"}
    text = sign_in(policy_officer).post(line(partnership, "documents", verb="add"), data).content.decode()
    assert "The document ends before it starts." in text
    assert GoverningDocument.objects.count() == 0


def test_a_link_is_made_by_reference_or_name_and_never_to_itself(sign_in, partnership, council, policy_officer):
    other = factories.partnership(by=policy_officer, council=council, name="Leicestershire Together")
    client = sign_in(policy_officer)
    client.post(line(partnership, "links", verb="add"), {"kind": "reports_to", "other": "leicestershire together"})
    assert partnership.links.get().other == other
    text = client.post(
        line(partnership, "links", verb="add"), {"kind": "related", "other": partnership.reference}
    ).content.decode()
    assert "Choose another partnership than this one." in text
    text = client.post(line(partnership, "links", verb="add"), {"kind": "related", "other": "Nowhere"}).content.decode()
    assert "No entry is called “Nowhere”." in text


def section_answers(client, partnership) -> dict[str, int]:
    return {key: client.get(section(partnership, key)).status_code for key in SECTIONS}


def test_an_officer_who_attends_changes_facts_and_nothing_else(
    sign_in, partnership, seat, policy_officer, officer, now
):
    entries.edit_line(seat, partnership, {"holder": officer}, version=1, by=policy_officer, at=now)
    client = sign_in(officer)
    answers = section_answers(client, partnership)
    assert {key for key, status in answers.items() if status == 200} == {"purpose", "meetings", "information"}
    lines = {noun: client.get(line(partnership, noun, verb="add")).status_code for noun in LINES}
    assert {noun for noun, status in lines.items() if status == 200} == {
        "names",
        "partners",
        "documents",
        "meetings",
        "reports",
    }
    refused = client.post(section(partnership, "about"), {"name": "Mine now", "version": 1})
    assert refused.status_code == 403
    assert "You attend it for the council, so you change its purpose" in refused.content.decode()
    with pytest.raises(Refused):
        entries.edit(partnership, {"function": "x", "name": "Mine now"}, version=1, by=officer, at=now)


def test_an_officer_who_attends_is_shown_the_buttons_that_work_and_why_there_are_no_others(
    sign_in, partnership, seat, policy_officer, officer, now
):
    entries.edit_line(seat, partnership, {"holder": officer}, version=1, by=policy_officer, at=now)
    text = sign_in(officer).get(reverse("register:entry", args=[partnership.reference])).content.decode()
    assert section(partnership, "purpose") in text
    assert section(partnership, "about") not in text
    assert "You attend it for the council, so you change its purpose" in text


def shown(answer) -> str:
    """The words of the banner, with the link's address."""
    return re.search(r'<p class="app-banner__text">(.*?)</p>', answer.content.decode(), re.DOTALL)[1]


def test_after_a_change_the_banner_says_from_what_to_what_and_leads_to_the_history(
    sign_in, partnership, policy_officer, now
):
    rated = entries.edit(partnership, {"risk_rating": "low"}, version=1, by=policy_officer, at=now)
    data = {"risk_rating": "high", "reason": "A slip", "version": rated.version}
    words = shown(sign_in(policy_officer).post(section(partnership, "judgement"), data, follow=True))
    history = reverse("register:history", args=[partnership.reference])
    assert ": Risk rating changed from Low to High. " in words
    assert f'<a class="govuk-link" href="{history}">See the history</a>' in words


def test_after_a_renaming_the_banner_speaks_of_the_new_name_and_nothing_in_it_is_markup(
    sign_in, partnership, policy_officer
):
    client = sign_in(policy_officer)
    form = client.get(section(partnership, "about")).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in (None, False)}
    words = shown(client.post(section(partnership, "about"), {**data, "name": "<b>Rivers</b> Forum"}, follow=True))
    new = "&lt;b&gt;Rivers&lt;/b&gt; Forum"
    assert words.startswith(f"{new}: ")
    assert f"changed from “Harborough Tourism Partnership” to “{new}”." in words


def test_of_many_changes_the_banner_says_three_and_how_many_more_and_cuts_what_is_long(
    sign_in, partnership, policy_officer
):
    long = "Brings visitors to the market towns of the district and keeps the museums open all the year round."
    data = {"function": long, "outcomes_sought": "More visitors", "entry_reason_note": "Duty", "version": 1}
    answer = sign_in(policy_officer).post(
        section(partnership, "purpose"), {**data, "decision_role": "advises", "origin": "others"}, follow=True
    )
    words = shown(answer)
    assert "Function set to “Brings visitors to the market towns of the district and keeps the museums open…”;" in words
    assert "; and 2 more. " in words
    assert "all the year round" not in words


def test_the_banner_says_hours_as_people_typed_them_and_nothing_of_the_columns_beside(
    sign_in, partnership, policy_officer
):
    part = partnership.participations.get()
    data = {"figure": "3", "unit": "hours_per_week", "version": 1}
    words = shown(sign_in(policy_officer).post(line(partnership, "councils", part.pk), data, follow=True))
    assert ": Officer hours a month set to 13 hours a month. " in words


def test_the_banner_names_the_line_that_was_added_and_taken_off(sign_in, partnership, council, policy_officer):
    client = sign_in(policy_officer)
    seat = {"council": council.pk, "kind": "member", "post": "Chair of Scrutiny"}
    words = shown(client.post(line(partnership, "seats", verb="add"), seat, follow=True))
    assert "Harborough Tourism Partnership: seat added: Chair of Scrutiny. " in words
    removal = line(partnership, "seats", Seat.objects.get().pk, verb="remove")
    assert "seat removed: Chair of Scrutiny. " in shown(client.post(removal, {"version": 1}, follow=True))


def offered(client, address: str, field: str) -> set[str]:
    """The names of people that a list offers."""
    choices = client.get(address).context["form"].fields[field].choices
    return {label for value, label in choices if value}


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("lead_officer", {"Pat Policy", "Olly Officer", "Hetty Head", "Chris Corporate", "Dee Democratic", "Lee Lead"}),
        ("head_of_service", {"Hetty Head", "Chris Corporate"}),
    ],
)
def test_only_officers_are_offered_as_lead_officer_and_only_their_managers_above_them(
    sign_in, partnership, policy_officer, officer, head_of_service, corporate_manager, democratic_services,
    councillor, scrutiny_member, auditor, administrator, field, names,
):  # fmt: skip
    assert offered(sign_in(policy_officer), section(partnership, "lead"), field) == names


def test_who_is_no_officer_any_more_stays_on_the_entry_that_names_them(
    sign_in, partnership, policy_officer, lead_officer, auditor
):
    workflow.grant_roles(lead_officer, {"auditor"}, by=None, at=factories.NOW)
    client = sign_in(policy_officer)
    assert "Lee Lead" in offered(client, section(partnership, "lead"), "lead_officer")
    refused = client.post(section(partnership, "lead"), {"lead_officer": auditor.pk, "version": 1})
    assert refused.context["form"].errors["lead_officer"]
    assert fresh(partnership).lead_officer == lead_officer


def test_a_portfolio_holder_is_a_councillor(sign_in, partnership, policy_officer, officer, councillor):
    part = partnership.participations.get()
    found = offered(sign_in(policy_officer), line(partnership, "councils", part.pk), "lead_member")
    assert found == {"Cllr Member A"}


def test_the_kind_of_a_link_must_be_said_so_not_known_is_not_offered(sign_in, partnership, policy_officer):
    text = sign_in(policy_officer).get(line(partnership, "links", verb="add")).content.decode()
    assert "Reports to" in text
    assert "Not known" not in text


@pytest.mark.parametrize(("who", "link"), [("policy_officer", True), ("lead_officer", False)])
def test_an_empty_list_of_the_council_says_so_and_leads_there_who_keeps_it(request, sign_in, partnership, who, link):
    text = sign_in(request.getfixturevalue(who)).get(section(partnership, "plan")).content.decode()
    assert "The council’s list of priorities and outcomes is empty." in text
    assert (reverse("admin:register_planitem_changelist") in text) == link
    assert ("The policy team keeps it." in text) != link


def test_the_paragraph_of_an_exemption_is_chosen_by_what_it_means(sign_in, partnership, policy_officer):
    client = sign_in(policy_officer)
    text = client.get(section(partnership, "publication")).content.decode()
    assert '<option value="3">Paragraph 3: financial or business affairs of a person or body</option>' in text
    data = {"is_exempt": "on", "exempt_paragraph": "3", "version": 1}
    words = shown(client.post(section(partnership, "publication"), data, follow=True))
    assert fresh(partnership).exempt_paragraph == 3
    assert "Paragraph 3: financial or business affairs of a person or body" in words


def test_an_entry_is_not_renamed_to_the_name_of_another(sign_in, partnership, council, policy_officer):
    factories.partnership(by=policy_officer, council=council, name="Harborough Innovation Centre")
    client, address = sign_in(policy_officer), section(partnership, "about")
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"version": partnership.version}
    answer = client.post(address, typed | {"name": "harborough innovation centre"})
    assert "has this name already. Add what tells the two apart" in answer.content.decode()
    assert client.post(address, typed | {"acronym": "HIC"}).status_code == 302


def test_a_contribution_without_its_council_asks_for_the_council(sign_in, partnership, policy_officer):
    answer = sign_in(policy_officer).post(line(partnership, "contributions", verb="add"), {"amount": "5"})
    assert "Choose the council." in answer.content.decode()
