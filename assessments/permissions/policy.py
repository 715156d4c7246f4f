"""Who reads the council's partnership policy."""

from partnerships.verdict import ALLOWED, Verdict


def can_see_policy(user) -> Verdict:
    """Everybody who is signed in: it is what they all work by."""
    return ALLOWED
