"""What papers, reviews and recommendations add to the checks of an entry (D03, D06, D14, D16, D25, D26)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from assessments.models.choices import AssessmentKind, AssessmentStatus
from partnerships.checking import HIGH, Check, Found, Looking, Place
from register.interchange.names import key
from register.models import Action, Body, Decision, Partnership
from register.models.choices import ActionStatus, Rating, RecommendationKind
from register.rules.checks.where import (
    TIER,
    OfPartnerships,
    OfSignificant,
    field,
    kept,
    months_before,
    page,
    policy_in_use,
    significant,
)
from register.rules.words import long_day
from reviews.models import CommitteePaper, Review
from reviews.models.choices import ANSWERED_NOW, FollowUpStatus, ReviewStatus
from reviews.rules.printed import names
from reviews.rules.readiness import is_planned, unanswered

Told = tuple[date, frozenset[str]]


def is_scrutinised() -> bool:
    """Has the council said where its members scrutinise?"""
    return Body.objects.filter(scrutinises=True).exists()


def papers(until: date) -> list[Told]:
    """The meetings up to a day at which members scrutinised a paper, each with the names that it reports on."""
    issued = CommitteePaper.objects.issued().filter(body__scrutinises=True, meeting_on__lte=until)
    kept = issued.values_list("meeting_on", "frozen__excerpt", "frozen__outcomes")
    return [(day, frozenset(map(key, names(excerpt, outcomes)))) for day, excerpt, outcomes in kept]


class ReportedToScrutiny(OfSignificant):
    """Read from issued papers and from received reports of the programme. What joined in the year has time yet."""

    code = "D16b"
    title = "Members have scrutinised it in the year"
    source = "Community Care 2005; Durham: scrutiny of partnerships was patchy"
    severity = HIGH
    remedy = "Take it to a body where members scrutinise, by a paper or a report of the programme"
    place = Place("reviews:papers", ())
    limit, unit = Decimal(12), "months"
    needs = (*OfSignificant.needs, "programme__reports", "programme__body", "other_names")
    is_nightly = True

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        if not super().applies(entry, looking) or not looking.once(is_scrutinised):
            return False
        return entry.joined_on is None or entry.joined_on < months_before(looking.day, looking.limit)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        last = max(self.told(entry, looking), default=None)
        if last is None:
            yield Found("It is significant, and no report of it to members who scrutinise is known.")
        elif last < months_before(looking.day, looking.limit):
            yield Found(f"It is significant, and members scrutinised it last on {long_day(last)}.")

    def told(self, entry: Partnership, looking: Looking) -> Iterator[date]:
        for item in kept(entry.programme.all()):
            if item.body_id and item.body.scrutinises:
                received = (each.received_on for each in item.reports.all())
                yield from (day for day in received if day and day <= looking.day)
        if papers not in looking.memory:
            looking.memory[papers] = papers(looking.day)
        called = {key(entry.name), *(key(other.name) for other in kept(entry.other_names.all()))}
        yield from (day for day, reported in looking.memory[papers] if called & reported)


UNDER_WAY = (*ANSWERED_NOW, ReviewStatus.SUBMITTED)
ACCEPTED = (ReviewStatus.ACCEPTED, ReviewStatus.REPORTED, ReviewStatus.CLOSED)
# Breckland's Appendix B asks last whether the benefit outweighs what is put in.
NINTH = 9


class ReturnedInTime(Check):
    code = "D03"
    title = "Its annual review is held, and returned in time"
    source = "Lancaster: the programme of evaluations slipped; Darlington"
    severity = HIGH
    remedy = "Answer the review and submit it, or give it another day with a reason"
    place = Place("reviews:review", ("{about}",))
    needs = ("reviews__round",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        reviews = list(entry.reviews.all())
        for review in reviews:
            if review.status in ANSWERED_NOW and review.due_on < looking.day:
                evidence = f"Its review in {review.round} was due on {long_day(review.due_on)}, and is not returned."
                yield Found(evidence, str(review.pk))
        due = entry.next_review_due_on
        if due and due < looking.day and not any(review.status in UNDER_WAY for review in reviews):
            yield Found(f"A review was due on {long_day(due)}, and no round asks for it.", "due")

    def place_of(self, about: str) -> Place:
        return self.place if about.isdigit() else field("next_review_due_on")


def last_accepted(entry: Partnership, day: date) -> Review | None:
    """The review that was accepted last, by a day."""
    held = [each for each in entry.reviews.all() if each.status in ACCEPTED and each.accepted_at]
    by_then = [each for each in held if localdate(each.accepted_at) <= day]
    return max(by_then, key=lambda each: each.accepted_at, default=None)


class WorthStaying(OfPartnerships):
    """The reason that is asked for is that of the waiver; a review of involvement is proposed otherwise."""

    code = "D14"
    title = "What costs more than it brings is not simply retained"
    source = "Breckland 2015, Appendix B; Audit Commission 2005, recommendation 14"
    severity = HIGH
    remedy = "Recommend a change, or waive this with the reason why the council stays"
    place = page("reviews:entry_recommendations")
    needs = ("assessments__answers__criterion", "reviews")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        review = last_accepted(entry, looking.day)
        kind = (review and review.recommendation_kind) or entry.recommendation_kind
        if kind != RecommendationKind.RETAIN:
            return
        if self.costs_more(entry):
            yield Found("More is put in than comes back, by its assessment, and it is to be retained.", "benefit")
        if entry.value_rating == Rating.LOW and entry.risk_rating == Rating.HIGH:
            yield Found("Its value is Low and its risk High, and it is to be retained.", "ratings")

    def costs_more(self, entry: Partnership) -> bool:
        """Is the ninth criterion Low in the assessment of its value that stands?"""
        return any(
            answer.criterion.position == NINTH and answer.level == Rating.LOW
            for each in entry.assessments.all()
            if each.kind == AssessmentKind.VALUE and each.status == AssessmentStatus.CONFIRMED
            for answer in each.answers.all()
        )


class FollowedUp(Check):
    code = "D25b"
    title = "What was approved is looked at again on its day"
    source = "Maldon: follow-ups of recommendations"
    severity = HIGH
    remedy = "Say how it went"
    place = Place("reviews:recommendation", ("{about}",))
    needs = ("recommended__recommendation__follow_ups",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        named = (line.recommendation for line in kept(entry.recommended.all()) if not line.is_exception)
        for recommendation in named:
            for follow_up in recommendation.follow_ups.all():
                late = follow_up.due_on is not None and follow_up.due_on < looking.day
                if late and follow_up.status == FollowUpStatus.WAITING:
                    due = long_day(follow_up.due_on)
                    evidence = f"The follow-up of {recommendation.reference} was due on {due}, and nobody reported."
                    yield Found(evidence, str(recommendation.pk))


class ConditionsReviewed(Check):
    code = "D26b"
    title = "A review looks whether the conditions of a decision are met"
    source = "Harborough 2014, paragraphs 4.4 and 4.12"
    remedy = "Have it done and verified, or drop it with a reason"
    place = Place("register:action", ("{about}",))
    needs = ("actions", "reviews")

    def found(self, entries: list[Partnership], looking: Looking) -> Iterator[Found]:
        """Conditions in effect on the day of the last review, and not verified. Most entries have none to ask about."""
        passed = [(each, held(entry, looking.day)) for entry in entries for each in unmet(entry)]
        passed = [(action, review) for action, review in passed if review]
        effect = in_effect_since({action.decision_id for action, _ in passed}) if passed else {}
        for action, (on, words) in passed:
            since = effect.get(action.decision_id)
            if since and since <= on:
                evidence = f"{words} {long_day(on)}, and this condition is not met and verified: {action.text}"
                yield Found(evidence, str(action.pk), action.partnership_id)


def unmet(entry: Partnership) -> list[Action]:
    """What decisions ask for and nobody has verified."""
    return [each for each in entry.actions.all() if each.decision_id and each.status not in ActionStatus.over()]


def held(entry: Partnership, day: date) -> tuple[date, str] | None:
    """The day of the last review that was accepted, or that should have been returned by then."""
    accepted = last_accepted(entry, day)
    late = [each.due_on for each in entry.reviews.all() if each.status in ANSWERED_NOW and each.due_on < day]
    found = [(localdate(accepted.accepted_at), "A review was accepted on")] if accepted else []
    return max([*found, *((on, "A review was due on") for on in late)], default=None)


def in_effect_since(decisions: set[int]) -> dict[int, date]:
    """When what these decided was carried out; those that are not in effect are left out."""
    found = Decision.objects.filter(pk__in=decisions, step__matter__carried_out_on__isnull=False).order_by()
    return dict(found.values_list("pk", "step__matter__carried_out_on"))


class ExitPlanned(OfPartnerships):
    """What was agreed about leaving is plan enough for a significant partnership of which nothing ends soon."""

    code = "D06"
    title = "It is known what leaving would mean, and planned where it must be"
    source = "Chichester 2018; Stafford; Audit Commission 2005: no exit strategies"
    severity = HIGH
    remedy = "Open an exit strategy, or write down what was agreed about leaving and what it would mean"
    place = page("reviews:entry_readiness")
    needs = ("exit_strategies", "participations", "documents__renewed_by", "other_funding__organisation")
    today = f"{TIER}; the months of the policy in use"

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        policy = looking.once(policy_in_use)
        if found := unanswered(entry, looking.day, policy):
            yield Found(f"{found[0].words} No exit strategy is under way.", "ends")
        elif significant(entry) and not entry.exit_terms.strip() and not is_planned(entry, looking.day, policy):
            yield Found("It is significant, and neither an exit strategy nor terms of leaving are there.", "plan")
        if not entry.exit_impact.strip():
            yield Found("Nothing says what leaving would mean.", "impact")

    def place_of(self, about: str) -> Place:
        return {"impact": field("exit_impact"), "plan": field("exit_terms")}.get(about, self.place)


CHECKS = (ReturnedInTime(), ExitPlanned(), WorthStaying(), ReportedToScrutiny(), FollowedUp(), ConditionsReviewed())
