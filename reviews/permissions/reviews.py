"""Who answers a review, endorses, returns, accepts, waives, postpones and reopens it."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Partnership
from register.permissions.entries import editing
from reviews.models import Review, ReviewSection
from reviews.models.choices import ANSWERED_NOW, RoundStatus, Section
from reviews.permissions.rounds import can_run_rounds

NOT_YOURS = "The lead officer of the partnership answers its review; sections of it may be given to others."
OWN = "You submitted this review, so somebody else {} it."
NOT_OPEN = "This review is {}, so its answers stay as they are."


def can_read_review(user) -> Verdict:
    """Officers and auditors; councillors read what came of it in the papers."""
    return allowed_if(
        user.reads_register, "Reviews are read by officers; councillors read what came of them in papers."
    )


def can_answer_review(user, review: Review) -> Verdict:
    """The lead officer; the policy team never answers for them."""
    return allowed_if(user.pk == review.partnership.lead_officer_id, NOT_YOURS)


def can_answer_section(user, section: ReviewSection) -> Verdict:
    """The lead officer, the colleague to whom the section was given, and of the facts who attends for the council."""
    if section.delegated_to_id == user.pk:
        return ALLOWED
    if section.key == Section.FACTS and editing(user, section.review.partnership).attends:
        return ALLOWED
    return can_answer_review(user, section.review)


def can_begin_review(user, review: Review) -> Verdict:
    """Whoever fills in one of its sections."""
    found = review.sections.select_related("review__partnership")
    return allowed_if(any(can_answer_section(user, section) for section in found), NOT_YOURS)


def may_fill_in(user, section: ReviewSection) -> Verdict:
    """Is the review open for answers, and is this the person?"""
    review = section.review
    if review.status not in ANSWERED_NOW:
        return refused(NOT_OPEN.format(review.get_status_display().lower()))
    return can_answer_section(user, section)


def may_delegate(user, section: ReviewSection) -> Verdict:
    """The lead officer gives a section to a colleague, and takes it back, as long as the review is open."""
    if section.review.status not in ANSWERED_NOW:
        return refused(NOT_OPEN.format(section.review.get_status_display().lower()))
    return can_answer_review(user, section.review)


def can_endorse_review(user, review: Review) -> Verdict:
    """The head of service of the entry or of its service, never who submitted it, and once."""
    if user.pk == review.submitted_by_id:
        return refused(OWN.format("endorses"))
    if not heads(user, review.partnership):
        return refused("Only the head of service of the partnership endorses its review.")
    return allowed_if(review.endorsed_at is None, "It is endorsed already.")


def heads(user, entry: Partnership) -> bool:
    """Named on the entry as its head of service, or heading the service that it belongs to."""
    of_service = user.service_id is not None and user.service_id == entry.service_id
    return user.pk == entry.head_of_service_id or (user.has_role(Role.HEAD_OF_SERVICE) and of_service)


def can_settle_review(user, review: Review) -> Verdict:
    """A policy officer returns and accepts, never who submitted it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer returns and accepts reviews.")
    return allowed_if(user.pk != review.submitted_by_id, OWN.format("returns or accepts"))


def can_waive_review(user, review: Review) -> Verdict:
    """A policy officer records that a review is waived, on the authority of the corporate management team."""
    return can_run_rounds(user)


def can_reopen_review(user, review: Review) -> Verdict:
    """A policy officer takes it up again, until its round is closed."""
    if review.round.status == RoundStatus.CLOSED:
        return refused("Its round is closed, so what has changed since is said in the next one.")
    return can_run_rounds(user)


def can_run_round_of(user, review: Review) -> Verdict:
    """Accepted reviews are reported and closed along with their round."""
    return can_run_rounds(user)


def may_postpone(user, review: Review) -> Verdict:
    """A policy officer gives a review that is still open another day."""
    if review.status not in ANSWERED_NOW:
        return refused(NOT_OPEN.format(review.get_status_display().lower()))
    return can_run_rounds(user)
