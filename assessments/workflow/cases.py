"""Every write about a business case, in the order of its life (B15-13 to B15-17, B15-49, H11-02, W09-09, W09-11)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from assessments.models import BusinessCase, CaseAnswer
from assessments.models.choices import CASE_UNDER_WAY, AssessmentStatus, CaseStatus, RejectionKind
from assessments.permissions import cases as permissions
from assessments.reports import case_text
from assessments.rules import cases as rules
from assessments.rules.questions import Given
from assessments.workflow.carrying_over import begins_with_last, carried, carry_answers, last_case
from assessments.workflow.case_contents import is_partnership, states, unconfirmed
from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Verdict, refused, require
from register.models import Decision, Matter, Partnership
from register.models.choices import DecisionEvent, Status
from register.rules.decisions import deciding
from register.workflow import decisions, proposals, resting


def says_what(case: BusinessCase) -> list[str]:
    return [] if case.return_comment.strip() else ["Say what is to be changed."]


def is_challenged(case: BusinessCase) -> list[str]:
    """The challenge says what it found."""
    return [] if case.challenge_note.strip() else ["Say what the challenge found."]


def why_not(case: BusinessCase) -> list[str]:
    return [] if case.closing_note.strip() else ["Say why it went no further."]


CASES = Machine(
    BusinessCase,
    "business case",
    CaseStatus.DRAFT,
    Transition(
        "submit",
        "handed in",
        (CaseStatus.DRAFT, CaseStatus.RETURNED),
        CaseStatus.SUBMITTED,
        permissions.can_submit_case,
        stamp="submitted",
    ),
    Transition(
        "return",
        "returned",
        (CaseStatus.SUBMITTED, CaseStatus.AWAITING_DECISION),
        CaseStatus.RETURNED,
        permissions.can_challenge_case,
        says_what,
        stamp="returned",
    ),
    Transition(
        "challenge",
        "put to the bodies",
        (CaseStatus.SUBMITTED,),
        CaseStatus.AWAITING_DECISION,
        permissions.can_challenge_case,
        is_challenged,
        stamp="challenged",
    ),
    Transition(
        "approve",
        "approved",
        (CaseStatus.AWAITING_DECISION,),
        CaseStatus.APPROVED,
        permissions.can_carry_out_case,
        stamp="approved",
    ),
    Transition(
        "reject",
        "rejected",
        (CaseStatus.AWAITING_DECISION,),
        CaseStatus.REJECTED,
        permissions.can_carry_out_case,
        why_not,
        stamp="closed",
    ),
    Transition(
        "ask_to_join",
        "reported as joined",
        (CaseStatus.APPROVED,),
        CaseStatus.APPROVED,
        permissions.can_ask_to_join,
        stamp="join_asked",
    ),
    Transition(
        "conclude",
        "concluded",
        (CaseStatus.APPROVED,),
        CaseStatus.CONCLUDED,
        permissions.can_carry_out_case,
        stamp="closed",
    ),
    Transition(
        "lapse",
        "let lapse",
        (CaseStatus.APPROVED,),
        CaseStatus.REJECTED,
        permissions.can_close_case,
        why_not,
        stamp="closed",
    ),
    Transition(
        "withdraw",
        "taken back",
        CASE_UNDER_WAY,
        CaseStatus.WITHDRAWN,
        permissions.can_withdraw_case,
        why_not,
        stamp="closed",
    ),
)


def may_open(user, entry: Partnership) -> Verdict:
    """Can a business case be begun, and by this person?"""
    if entry.business_cases.filter(status__in=[*CASE_UNDER_WAY, CaseStatus.APPROVED]).exists():
        return refused("A business case for this entry is under way already. Go on with that one.")
    if is_partnership(entry) is False:
        return refused(rules.FAILED_TEST)
    return permissions.can_open_case(user, entry)


def open_case(entry: Partnership, is_complex: bool, *, by, at: datetime) -> BusinessCase:
    """Begin a business case: for joining what is proposed, for staying in what the council is in (W09-09).

    What is proposed once more begins with what its last case said, each part to be looked at and saved again.
    """
    require(may_open(by, entry))
    event = DecisionEvent.JOIN if entry.status == Status.PROPOSED else DecisionEvent.RETAIN
    case = BusinessCase(partnership=entry, event=event, is_complex=is_complex, started_at=at, started_by=by)
    if not begins_with_last(entry, event):
        return create(case, by=by, at=at)
    with transaction.atomic(), announced_once(by=by, at=at):
        last = last_case(entry)
        made = create(carried(case, last), by=by, at=at, lists={"writers": last.writers.all()})
        carry_answers(made, by=by, at=at)
    return made


def may_write(user, case: BusinessCase) -> Verdict:
    """Is it still written, and by this person?"""
    if case.status not in CASES.transitions["submit"].sources:
        return refused(f"This business case is {CASES.state_name(case.status)}, so it stays as it is.")
    return permissions.can_write_case(user, case)


def write(
    case: BusinessCase,
    changes: Mapping[str, Any],
    answers: Iterable[Given] = (),
    *,
    part: str = "",
    version: int,
    by,
    at: datetime,
) -> BusinessCase:
    """Keep some fields of the case, and answers to its questions. Raises Refused or Conflict.

    `part` is what the person looked at: where it was carried over from the last case, it is confirmed by that.
    Whoever writes is a drafter from then on.
    """

    def guard(stands: BusinessCase) -> None:
        require(may_write(by, stands))

    left = [each for each in case.to_confirm if each != part]
    writers = {*case.writers.all(), by}
    with transaction.atomic():
        values = {**changes, "to_confirm": left, "writers": writers}
        found = claimed(BusinessCase, case.pk, version, values, by=by, at=at, guard=guard)
        kept = {each.question_id: each for each in found.answers.all()}
        for each in answers:
            keep(found, each, kept.get(each.question.pk), by=by, at=at)
    return found


def keep(case: BusinessCase, given: Given, own: CaseAnswer | None, *, by, at: datetime) -> None:
    """One answer: made, changed, or left as it is."""
    values = {"is_yes": given.is_yes, "text": given.text}
    if own is None:
        if given.text or given.is_yes is not None:
            create(CaseAnswer(case=case, question=given.question, **values), by=by, at=at)
    elif values != {"is_yes": own.is_yes, "text": own.text}:
        claimed(CaseAnswer, own.pk, own.version, values, by=by, at=at)


def submit(case: BusinessCase, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> BusinessCase:
    """The lead officer hands it in; what it says then is kept with it.

    Raises ValidationError with a sentence for each thing that is missing.
    """
    require(CASES.may_start(by, case, "submit"))
    if lacking := rules.missing(states(case, at)):
        raise ValidationError(lacking)
    kept = {"handed_in": case_text.copy(case, at), "writers": {*case.writers.all(), by}}
    with transaction.atomic():
        case = CASES.perform("submit", case, by=by, at=at, version=version, changes=kept)
        if case.event == DecisionEvent.JOIN:
            proposals.advance(case.partnership_id, "submit_case", by=by, at=at)
    return case


def give_back(case: BusinessCase, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> BusinessCase:
    """A policy officer returns it with what is to be changed; what waits before the bodies is taken back with it."""
    matter = case.matter
    with transaction.atomic():
        case = CASES.perform("return", case, by=by, at=at, version=version, changes={**changes, "matter": None})
        if matter:
            decisions.take_back(matter, by=by, at=at, reason=case.return_comment)
        if case.event == DecisionEvent.JOIN:
            proposals.advance(case.partnership_id, "return_case", by=by, at=at, reason=case.return_comment)
    return case


def challenge(
    case: BusinessCase,
    changes: Mapping[str, Any],
    significance: str = "",
    significance_reason: str = "",
    *,
    version: int,
    by,
    at: datetime,
) -> BusinessCase:
    """A policy officer, who wrote nothing of it, ends the challenge and puts it to the bodies of the route (B15-17).

    Risk and value are confirmed by assessments that still count. Raises Refused, or ValidationError with what lacks.
    """
    with transaction.atomic():
        entry = Partnership.objects.get(pk=case.partnership_id)
        require(CASES.may_start(by, case, "challenge"))
        if lacking := unconfirmed(entry, localdate(at)):
            raise ValidationError(lacking)
        case = CASES.perform("challenge", case, by=by, at=at, version=version, changes=changes)
        verb = "Joining" if case.event == DecisionEvent.JOIN else "Staying in"
        matter = decisions.put(
            entry,
            DecisionEvent(case.event),
            f"{verb} {entry.name}"[:250],
            drafted_by=case.submitted_by,
            also_drafted_by=case.writers.exclude(pk=case.submitted_by_id),
            budget=resting.stated_budget(entry, localdate(at)) or case.budget,
            significance=significance,
            significance_reason=significance_reason,
            by=by,
            at=at,
        )
        rested_on = {
            f"{kind}_assessment": entry.assessments.filter(kind=kind, status=AssessmentStatus.CONFIRMED).first()
            for kind in ("risk", "value")
        }
        case = claimed(BusinessCase, case.pk, case.version, {"matter": matter, **rested_on}, by=by, at=at)
        if case.event == DecisionEvent.JOIN:
            proposals.advance(entry.pk, "challenge_case", by=by, at=at)
    return case


def decided(matter: Matter, *, approved: bool, by, at: datetime) -> None:
    """What the bodies' decision causes, once it has taken effect. Contributed under `decision_effects`."""
    case = BusinessCase.objects.filter(matter=matter, status=CaseStatus.AWAITING_DECISION).first()
    if case is None:
        return
    if not approved:
        turn_down(case, matter, by=by, at=at)
        return
    case = CASES.perform("approve", case, by=by, at=at)
    if case.event == DecisionEvent.JOIN:
        proposals.advance(case.partnership_id, "approve", by=by, at=at)
    else:
        CASES.perform("conclude", case, by=by, at=at)
        proposals.note_business_case(case.partnership_id, True, by=by, at=at, reason="Business case approved")


def turn_down(case: BusinessCase, matter: Matter, *, by, at: datetime) -> None:
    """Rejected: a proposal ends there, and staying in a partnership is looked at again (W09-09)."""
    rejecting: list[Decision] = deciding(decisions.steps_of(matter))
    why = " ".join(each.reasons for each in rejecting)
    changes = {"rejection": RejectionKind.DECIDED, "closing_note": why}
    CASES.perform("reject", case, by=by, at=at, changes=changes)
    verb = "reject" if case.event == DecisionEvent.JOIN else "review_by_decision"
    proposals.advance(case.partnership_id, verb, by=by, at=at, reason=why)
