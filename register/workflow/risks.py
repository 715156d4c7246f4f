"""What is to be done about a risk becomes an action with an owner and a day (H11-22)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from partnerships.saving import create
from partnerships.verdict import Verdict, refused, require
from register.models import Action, PartnershipRisk
from register.permissions import editing

GONE = "This risk was taken off the entry. Put it back first, then say what is done about it."


def may_mitigate(user, risk: PartnershipRisk) -> Verdict:
    """Who keeps the entry's risks says what is done about one that stands."""
    return refused(GONE) if risk.removed_at else editing(user, risk.partnership).lines(PartnershipRisk)


def mitigate(risk: PartnershipRisk, values: Mapping[str, Any], *, by, at: datetime) -> Action:
    """Agree what is done about a risk, by whom and until when. Raises Refused for who may not."""
    require(may_mitigate(by, risk))
    return create(Action(partnership=risk.partnership, risk=risk, **values), by=by, at=at)
