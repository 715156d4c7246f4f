"""One review from begun to accepted: who may, what must be said, what acceptance writes (B15-21 to B15-24, W09-05)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partnerships import saving
from partnerships.saving import Conflict
from partnerships.verdict import Refused
from register.models import ActivitySummary, Partnership
from register.workflow import entries
from reviews.models import Recommendation, Review
from reviews.rules.reviews import lacks_of_recommendation
from reviews.rules.rounds import next_review
from reviews.workflow import accepting, filling_in, reviews
from reviews.workflow.reviews import REVIEWS
from tests import factories
from tests.conftest import NOW
from tests.reviews import reviewing
from tests.reviews.reviewing import NEXT, filled, fresh, opened, opened_round, said, section, submitted

SMALL = ("facts", "money", "questions", "added_value", "activity", "recommendation")
LATER = NOW + timedelta(days=30)


@pytest.fixture
def round_(policy_officer):
    return opened_round(policy_officer)


@pytest.fixture
def review(round_, partnership, policy_officer):
    return opened(partnership, round_, policy_officer, SMALL)


@pytest.fixture
def handed_in(review, lead_officer):
    return submitted(filled(review, lead_officer), lead_officer)


def accept(review: Review, by, choices=None, at=NOW, next_on=NEXT) -> Review:
    return accepting.accept(review, choices or {}, next_on=next_on, version=review.version, by=by, at=at)


def test_the_first_answer_begins_it_and_a_page_is_kept_half_filled_in(review, lead_officer):
    kept = said(review, "facts", honesty="", note="I shall ask the chair")
    begun = filling_in.keep(review, [kept], is_final=False, by=lead_officer, at=NOW)
    assert (begun.status, begun.started_by) == ("in_progress", lead_officer)
    assert (section(review, "facts").state, section(review, "facts").note) == ("in_progress", "I shall ask the chair")


def test_what_is_kept_for_later_changes_nothing_that_it_does_not_say_anew(review, lead_officer):
    """A completed section stays completed, with how it was looked at, until something in it is typed."""
    found = filled(review, lead_officer)
    before = {each.key: (each.state, each.honesty, each.version) for each in found.sections.all()}
    same = [said(found, key, honesty="" if key in ("questions", "activity") else "confirmed") for key in before]
    filling_in.keep(found, same, is_final=False, by=lead_officer, at=NOW)
    assert {each.key: (each.state, each.honesty, each.version) for each in found.sections.all()} == before
    typed = said(found, "activity", honesty="", about={"activity": "It met five times."})
    filling_in.keep(found, [typed], is_final=False, by=lead_officer, at=NOW)
    assert section(found, "activity").state == "in_progress"
    assert "Fill in “The year’s activity”." in reviews.missing(fresh(found), NOW)


def test_who_endorses_is_whose_list_it_stands_on(review, head_of_service, policy_officer, lead_officer, council):
    service = factories.service(council, "Leisure")
    of_service = factories.person("h@example.org", "Hal", "head_of_service", council=council, service=service)
    named = {"head_of_service": head_of_service, "service": service}
    entry = fresh(review.partnership)
    entries.edit(entry, named, version=entry.version, by=policy_officer, at=NOW)
    asked = opened(fresh(entry), opened_round(policy_officer, "B", 2020, endorsed_by_heads=True), policy_officer, SMALL)
    found = fresh(submitted(filled(asked, lead_officer), lead_officer))
    for person, may in ((head_of_service, True), (of_service, True), (policy_officer, False), (lead_officer, False)):
        assert bool(REVIEWS.verdict(person, found, "endorse")) is may
        assert Review.objects.to_endorse_by(person).filter(pk=found.pk).exists() is may


def test_what_is_missing_is_said_section_by_section_and_nothing_is_taken_as_answered(review, lead_officer):
    begun = filling_in.keep(review, [said(review, "facts")], is_final=True, by=lead_officer, at=NOW)
    missing = " ".join(reviews.missing(fresh(begun), NOW))
    for words in (
        "Fill in “Costs and time”",
        "Answer yes or no: “Does it still meet its aims?”",
        "Say whether there is clear added value.",
        "Say what it did in the year.",
        "Choose what should happen.",
    ):
        assert words in missing
    with pytest.raises(Refused, match="Choose what should happen"):
        submitted(fresh(begun), lead_officer)


@pytest.mark.parametrize("answer", [True, False])
def test_each_of_the_three_questions_needs_what_shows_it_B15_21(review, lead_officer, answer):
    found = filled(review, lead_officer)
    questions = section(review, "questions")
    given = [filling_in.Given(each.question, answer, "") for each in found.answers.select_related("question")]
    said_again = filling_in.Said(questions, questions.version, "changed", answers=given)
    filling_in.keep(found, [said_again], is_final=True, by=lead_officer, at=NOW)
    assert reviews.missing(fresh(found), NOW) == [
        "Say what shows it: “Does it still meet its aims?”",
        "Say what shows it: “Does it work effectively?”",
        "Say what shows it: “Is it in line with the council’s priorities?”",
    ]


def test_no_added_value_needs_its_reason_and_a_reduction_its_figure_W09_05(review, lead_officer):
    changed = {
        "added_value": {"about": {"adds_value": False, "added_value_note": ""}},
        "recommendation": {"about": {"recommendation_kind": "reduce", "recommendation": "Attend less often."}},
    }
    found = filled(review, lead_officer, **changed)
    assert reviews.missing(found, NOW) == [
        "Say why there is no clear added value.",
        "Say what changes in hours or in pounds.",
    ]


def test_only_who_leads_or_was_asked_fills_in_a_section(review, lead_officer, officer, policy_officer):
    facts, money = said(review, "facts"), said(review, "money")
    for person in (officer, policy_officer):
        with pytest.raises(Refused, match="The lead officer of the partnership answers"):
            filling_in.keep(review, [facts], is_final=True, by=person, at=NOW)
    with pytest.raises(Refused):
        filling_in.delegate(section(review, "money"), officer, version=1, by=policy_officer, at=NOW)
    given = filling_in.delegate(section(review, "money"), officer, version=1, by=lead_officer, at=NOW)
    own = said(review, "money", version=given.version)
    filling_in.keep(review, [own], is_final=True, by=officer, at=NOW)
    assert section(review, "money").state == "completed"
    with pytest.raises(Refused):
        filling_in.keep(review, [facts], is_final=True, by=officer, at=NOW)
    with pytest.raises(Conflict):
        filling_in.keep(review, [money], is_final=True, by=lead_officer, at=NOW)


def test_what_was_submitted_meanwhile_stays_as_it_was_submitted(review, lead_officer, officer, policy_officer):
    """A colleague’s page was opened before; the review is asked as it stands, not as it was when the page was shown.
    What is not whole any more is not accepted.
    """
    found = filled(review, lead_officer)
    given = filling_in.delegate(section(found, "facts"), officer, version=2, by=lead_officer, at=NOW)
    stale = section(found, "facts")
    assert stale.review.status == "in_progress"
    handed_in = submitted(found, lead_officer)
    with pytest.raises(Refused, match="This review is submitted, so its answers stay as they are"):
        filling_in.keep(found, [filling_in.Said(stale, given.version, "changed")], is_final=True, by=officer, at=NOW)
    stale.review.status = "in_progress"
    with pytest.raises(Refused, match="This review is submitted"):
        filling_in.stage(stale, {"acronym": ""}, {"acronym": "X"}, version=given.version, by=officer, at=NOW)
    stale.review.status = "in_progress"
    with pytest.raises(Refused, match="This review is submitted"):
        filling_in.delegate(stale, None, version=given.version, by=lead_officer, at=NOW)
    saving.claimed(type(given), given.pk, given.version, {"state": "in_progress"}, by=officer, at=NOW)
    with pytest.raises(Refused, match="Fill in “Facts”"):
        accept(fresh(handed_in), policy_officer)


def test_the_submitter_neither_accepts_nor_returns_nor_endorses(handed_in, lead_officer, policy_officer):
    lead = factories.person("both@example.org", "Bo Both", "officer", "policy_officer", council=lead_officer.council)
    handed_in.submitted_by = lead
    assert "You submitted this review" in REVIEWS.may_start(lead, handed_in, "accept").reason
    assert "You submitted this review" in REVIEWS.may_start(lead, handed_in, "return").reason
    assert REVIEWS.may_start(policy_officer, handed_in, "accept")


def test_what_is_returned_opens_only_the_sections_that_are_asked_about(
    handed_in, lead_officer, policy_officer, mailoutbox
):
    with pytest.raises(Refused, match="Say what is to be looked at again"):
        reviews.give_back(handed_in, {}, "", version=handed_in.version, by=policy_officer, at=NOW)
    comments = {"money": "Whose hours are these?", "facts": ""}
    back = reviews.give_back(handed_in, comments, "", version=handed_in.version, by=policy_officer, at=NOW)
    states = {each.key: each.state for each in back.sections.all()}
    assert (back.status, states.pop("money"), set(states.values())) == ("in_progress", "in_progress", {"completed"})
    assert reviews.missing(fresh(back), NOW) == ["Look again at “Costs and time”: Whose hours are these?"]
    filling_in.keep(back, [said(back, "money", honesty="with_note", note="The team’s.")], is_final=True,
                    by=lead_officer, at=NOW)  # fmt: skip
    assert submitted(fresh(back), lead_officer).status == "submitted"


def test_where_heads_of_service_endorse_nothing_is_accepted_before(
    partnership, policy_officer, lead_officer, head_of_service
):
    entries.edit(
        partnership, {"head_of_service": head_of_service}, version=partnership.version, by=policy_officer, at=NOW
    )
    asked = opened(fresh(partnership), opened_round(policy_officer, endorsed_by_heads=True), policy_officer, SMALL)
    found = submitted(filled(asked, lead_officer), lead_officer)
    with pytest.raises(Refused, match="has not endorsed it yet"):
        accept(found, policy_officer)
    with pytest.raises(Refused, match="Only the head of service"):
        reviews.endorse(found, {}, version=found.version, by=policy_officer, at=NOW)
    endorsed = reviews.endorse(found, {"endorsement": "Agreed."}, version=found.version, by=head_of_service, at=NOW)
    assert accept(endorsed, policy_officer).status == "accepted"


def test_accepting_writes_the_recommendation_the_next_day_and_the_year_into_the_register_H11_06(
    review, lead_officer, policy_officer
):
    less = {"recommendation_kind": "reduce", "recommendation": "Attend less often.", "hours_change": Decimal(-4)}
    found = submitted(filled(review, lead_officer, recommendation={"about": less}), lead_officer)
    accept(found, policy_officer)
    entry = Partnership.objects.get(pk=review.partnership_id)
    assert (entry.recommendation_kind, entry.recommendation_heading, entry.hours_change) == ("reduce", "reduce", -4)
    assert entry.next_review_due_on == NEXT
    assert entry.summaries.get(financial_year=reviewing.YEAR).text == "It met four times."
    made = Recommendation.objects.get()
    assert (made.source, made.kind, made.drafted_by, made.status) == ("annual_review", "reduce", lead_officer, "draft")


def test_facts_wait_for_acceptance_and_what_others_changed_meanwhile_is_merged(
    review, partnership, lead_officer, policy_officer
):
    original = {"function": "", "acronym": ""}
    facts = section(review, "facts")
    wanted = {"function": "Brings visitors", "acronym": "HTP"}
    filling_in.stage(facts, original, wanted, version=facts.version, by=lead_officer, at=NOW)
    assert fresh(partnership).function == ""
    found = submitted(filled(fresh(review), lead_officer, facts={"honesty": "changed"}), lead_officer)
    other = {"acronym": "TP", "outcomes_sought": "More visitors"}
    entries.edit(fresh(partnership), other, version=fresh(partnership).version, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="Others changed the same facts"):
        accept(found, policy_officer)
    assert fresh(found).status == "submitted"
    assert accepting.merge(found).clashes == ("acronym",)
    accept(fresh(found), policy_officer, {"acronym": "theirs"})
    now = fresh(partnership)
    assert (now.function, now.acronym, now.outcomes_sought) == ("Brings visitors", "TP", "More visitors")
    assert [each["field"] for each in section(review, "facts").changes if each.get("is_left")] == ["acronym"]


def test_a_fact_that_is_set_back_is_no_longer_a_change(review, partnership, lead_officer):
    facts = section(review, "facts")
    seen = {"by": lead_officer, "at": NOW}
    staged = filling_in.stage(facts, {"acronym": ""}, {"acronym": "HTP"}, version=facts.version, **seen)
    assert (len(staged.changes), staged.honesty) == (1, "changed")
    back = filling_in.stage(section(review, "facts"), {"acronym": ""}, {"acronym": ""}, version=staged.version, **seen)
    assert (back.changes, back.honesty) == ([], "")


def test_an_assessment_that_still_holds_is_renewed_and_confirmed_with_the_review_B15_24(
    partnership, lead_officer, policy_officer
):
    reviewing.with_criteria()
    last = reviewing.assessed(partnership, "risk", lead_officer, policy_officer, NOW - timedelta(days=300))
    asked = opened(partnership, opened_round(policy_officer), policy_officer, (*SMALL, "risk"))
    found = submitted(filled(asked, lead_officer), lead_officer)
    assert partnership.assessments.filter(kind="risk").count() == 1
    accepted = accept(found, policy_officer)
    renewed = fresh(accepted).risk_assessment
    assert (renewed.status, renewed.overall, renewed.submitted_by) == ("confirmed", "medium", lead_officer)
    assert (fresh(last).status, fresh(partnership).risk_assessed_on) == ("superseded", NOW.date())
    assert renewed.answers.count() == last.answers.count()


def test_without_an_assessment_that_could_stand_it_is_handed_in_with_the_review(
    partnership, lead_officer, policy_officer
):
    reviewing.with_criteria()
    asked = opened(partnership, opened_round(policy_officer), policy_officer, (*SMALL, "risk"))
    found = filled(asked, lead_officer)
    with pytest.raises(Refused, match="No confirmed assessment of risk"):
        submitted(found, lead_officer)
    found = filled(asked, lead_officer, risk={"honesty": "changed"})
    assert reviews.missing(found, NOW) == ["Hand in the new assessment of risk."]
    reviewing.assessed(partnership, "risk", lead_officer, None)
    handed_in = submitted(fresh(found), lead_officer)
    back = reviews.give_back(
        handed_in, {"risk": "Why Medium?"}, "", version=handed_in.version, by=policy_officer, at=NOW
    )
    assert partnership.assessments.get(kind="risk").status == "returned"
    assert reviews.missing(fresh(back), NOW) == ["Look again at “Risk”: Why Medium?"]
    again = said(back, "risk", honesty="changed")
    filling_in.keep(back, [again], is_final=True, by=lead_officer, at=NOW)
    assert reviews.missing(fresh(back), NOW) == ["Hand in the new assessment of risk."]


def test_a_review_that_is_waived_says_why_on_whose_word_and_when_it_is_next(review, policy_officer, lead_officer):
    said_why = {"waiver_reason": "It ends in March.", "waiver_authority": "CMT, 3 November 2026", "next_on": NEXT}
    for name in said_why:
        with pytest.raises(Refused):
            reviews.waive(
                review, {**said_why, name: None if name == "next_on" else ""}, version=1, by=policy_officer, at=NOW
            )
    with pytest.raises(Refused):
        reviews.waive(review, said_why, version=1, by=lead_officer, at=NOW)
    assert reviews.waive(review, said_why, version=1, by=policy_officer, at=NOW).status == "waived"
    assert fresh(review.partnership).next_review_due_on == NEXT


def test_another_day_is_a_day_to_come_with_its_reason(review, policy_officer, lead_officer):
    with pytest.raises(ValidationError):
        reviews.postpone(review, {"due_on": NOW.date()}, version=1, by=policy_officer, at=NOW, reason="Illness")
    with pytest.raises(Refused):
        reviews.postpone(review, {"due_on": NEXT}, version=1, by=lead_officer, at=NOW, reason="Illness")
    moved = reviews.postpone(review, {"due_on": NEXT}, version=1, by=policy_officer, at=NOW, reason="Illness")
    assert (moved.due_on, moved.due_reason, moved.status) == (NEXT, "Illness", "opened")


def test_an_accepted_review_is_reopened_with_its_reason_and_keeps_what_it_said(handed_in, lead_officer, policy_officer):
    accepted = accept(handed_in, policy_officer)
    again = reviews.reopen(
        accepted, version=accepted.version, by=policy_officer, at=LATER, reason="The accounts came late"
    )
    assert (again.status, again.episode, again.submitted_at) == ("in_progress", 1, None)
    assert Review.history.filter(id=again.pk, status="accepted").count() == 1
    done = submitted(filled(fresh(again), lead_officer, LATER), lead_officer, LATER)
    assert accept(done, policy_officer, at=LATER).status == "accepted"


def test_a_review_taken_up_again_that_retains_takes_its_recommendation_back(review, lead_officer, policy_officer):
    more = {"recommendation_kind": "increase", "recommendation": "Give it more.", "hours_change": Decimal(4)}
    found = submitted(filled(review, lead_officer, recommendation={"about": more}), lead_officer)
    accepted = accept(found, policy_officer)
    again = reviews.reopen(accepted, version=accepted.version, by=policy_officer, at=LATER, reason="The accounts")
    same = {"recommendation_kind": "retain", "recommendation": "", "hours_change": None}
    done = filled(fresh(again), lead_officer, LATER, recommendation={"about": same})
    accept(submitted(done, lead_officer, LATER), policy_officer, at=LATER)
    assert (Recommendation.objects.get().status, fresh(review.partnership).recommendation_kind) == (
        "withdrawn",
        "retain",
    )


@pytest.mark.parametrize(
    ("kind", "hours", "sentence"),
    [
        ("retain", 4, "Nothing changes"),
        ("reduce", 4, "takes hours"),
        ("increase", -4, "adds hours"),
        ("reduce", -4, ""),
    ],
)
def test_figures_say_what_should_happen_H14_44(kind, hours, sentence):
    said_so = {"recommendation_kind": kind, "recommendation": "So.", "hours_change": Decimal(hours)}
    assert sentence in " ".join(lacks_of_recommendation(said_so))
    assert bool(lacks_of_recommendation(said_so)) is bool(sentence)


def test_a_waiver_of_the_baseline_leaves_the_day_of_the_yearly_review(partnership, policy_officer):
    asked = opened(partnership, opened_round(policy_officer, kind="baseline"), policy_officer, ("case",))
    said_why = {"waiver_reason": "It ends in March.", "waiver_authority": "CMT", "next_on": NEXT}
    assert reviews.waive(asked, said_why, version=1, by=policy_officer, at=NOW).status == "waived"
    assert fresh(partnership).next_review_due_on is None


def test_the_next_day_is_asked_for_and_is_to_come(handed_in, policy_officer):
    for day in (None, NOW.date()):
        with pytest.raises(ValidationError):
            accept(handed_in, policy_officer, next_on=day)
    assert fresh(handed_in).status == "submitted"


def test_the_programme_of_business_cases_never_puts_the_yearly_review_off(
    partnership, policy_officer, lead_officer, sign_in
):
    """W09-09, W09-10: it gives an entry its first day, and leaves a day that is earlier."""
    early = NEXT - timedelta(days=100)
    assert next_review("baseline", NEXT, None) == next_review("annual", NEXT, early) == NEXT
    assert next_review("baseline", NEXT, NEXT + timedelta(days=1)) == NEXT
    entry = fresh(partnership)
    entries.edit(entry, {"next_review_due_on": early}, version=entry.version, by=policy_officer, at=NOW)
    asked = opened(partnership, opened_round(policy_officer, kind="baseline"), policy_officer, ("case",))
    handed_in = submitted(filled(asked, lead_officer), lead_officer)
    page = sign_in(policy_officer).get(f"/reviews/{handed_in.pk}/accept/").text
    assert "A yearly review that is due earlier keeps its day." in page
    found = accept(handed_in, policy_officer)
    assert (fresh(partnership).next_review_due_on, found.next_on) == (early, early)


def test_words_on_the_year_that_somebody_wrote_meanwhile_are_not_overwritten_unasked(
    review, lead_officer, policy_officer, sign_in
):
    """H11-06: who accepts says whose stand, and the history of the review says so."""
    found = submitted(filled(review, lead_officer), lead_officer)
    own = ActivitySummary(partnership=review.partnership, financial_year=reviewing.YEAR, text="It met five times.")
    saving.create(own, by=policy_officer, at=LATER)
    with pytest.raises(ValidationError, match="Others changed the same facts"):
        accept(found, policy_officer)
    page = sign_in(policy_officer).get(f"/reviews/{found.pk}/accept/").text
    assert "As somebody wrote it meanwhile: It met five times." in page
    accepted = accept(fresh(found), policy_officer, {"activity": "theirs"})
    assert fresh(own).text == "It met five times."
    assert "meanwhile stands" in Review.history.get(id=found.pk, status="accepted").history_change_reason
    again = reviews.reopen(accepted, version=accepted.version, by=policy_officer, at=LATER, reason="The accounts")
    done = submitted(filled(again, lead_officer, LATER), lead_officer, LATER)
    accept(done, policy_officer, {"activity": "mine"}, at=LATER)
    assert fresh(own).text == "It met four times."


def test_an_assessment_still_holds_although_another_officer_leads_by_now(
    partnership, lead_officer, officer, policy_officer
):
    """B15-24: who submitted the review said so; who accepts it makes the assessment of the new year."""
    reviewing.with_criteria()
    reviewing.assessed(partnership, "risk", lead_officer, policy_officer, NOW - timedelta(days=300))
    asked = opened(partnership, opened_round(policy_officer), policy_officer, (*SMALL, "risk"))
    found = submitted(filled(asked, lead_officer), lead_officer)
    entry = fresh(partnership)
    entries.edit(entry, {"lead_officer": officer}, version=entry.version, by=policy_officer, at=NOW)
    made = accept(fresh(found), policy_officer).risk_assessment
    assert (made.status, made.submitted_by, made.confirmed_by) == ("confirmed", lead_officer, policy_officer)
