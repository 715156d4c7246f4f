"""Who may draft, issue and correct committee papers."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if, refused
from reviews.models import CommitteePaper
from reviews.models.papers import UNCHANGED
from reviews.querysets import DRAFTS_READ_BY


def can_draft_paper(user) -> Verdict:
    """Papers are drafted by the policy team and by democratic services."""
    allowed = user.has_role(Role.POLICY_OFFICER, Role.DEMOCRATIC_SERVICES)
    return allowed_if(allowed, "Only a policy officer or democratic services drafts a paper.")


def can_read_drafts(user) -> bool:
    """Drafts are for those who prepare papers, and for the auditor."""
    return user.has_role(*DRAFTS_READ_BY)


def can_edit_paper(user, paper: CommitteePaper) -> Verdict:
    """A draft is edited by those who may draft; what was issued stands."""
    return can_draft_paper(user) if paper.is_draft else refused(UNCHANGED)


def can_issue_paper(user, paper: CommitteePaper) -> Verdict:
    """Issuing is for a policy officer."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer issues a paper.")


def can_correct_paper(user, paper: CommitteePaper) -> Verdict:
    """A correction is a new draft that, once issued, takes the place of the issued paper."""
    if paper.status == CommitteePaper.Status.DRAFT:
        return refused("This paper is a draft: edit it instead of correcting it.")
    if correction := CommitteePaper.objects.filter(supersedes=paper).first():
        return refused(f"There is a correction of this paper already: {correction.reference}.")
    return can_draft_paper(user)
