"""What ends only where the council leaves, and comes back only where it stays after all."""

from partnerships.verdict import Verdict, allowed_if
from register.models import Link, Partnership
from register.models.choices import Status
from register.permissions.proposals import can_carry_out_decision

NOT_LEFT = "No decision to leave this partnership is in effect, so nothing ends by leaving it."


def entries_of(record) -> list[Partnership]:
    """The entry that an appointment, an agreement or any other line belongs to; a link belongs to both its ends."""
    if isinstance(record, Link):
        return [record.partnership, record.other]
    for owner in ("seat", "participation"):
        record = getattr(record, owner, record)
    return [record.partnership]


def only_by_leaving(user, record) -> Verdict:
    """What a decision to leave ends, it ends for whoever carries it out; without one in effect, for nobody."""
    return allowed_if(any(entry.status == Status.EXITING for entry in entries_of(record)), NOT_LEFT)


def only_by_staying(user, record) -> Verdict:
    """What leaving had ended comes back where the decision was reversed, for who records decisions."""
    return can_carry_out_decision(user, entries_of(record)[0])
