"""Who sees how ready the council is to leave."""

from partnerships.verdict import Verdict, allowed_if


def can_see_readiness(user) -> Verdict:
    """Those who read the whole register: what leaving would cost the council is for its own use."""
    return allowed_if(user.reads_register, "People who read the whole register see how ready the council is to leave.")
