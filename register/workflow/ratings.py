"""The one way in which a confirmed assessment's rating comes into the register."""

from datetime import date, datetime

from partnerships.saving import claimed
from register.models import Partnership
from register.models.choices import RatingSource

RATED = ("risk", "value")


def take_over_rating(partnership_id: int, kind: str, rating: str, on: date, *, by, at: datetime) -> Partnership:
    """Write a confirmed rating of `risk` or `value` into the entry, with its source and the day (H14-45, B15-08).

    Called inside the transaction of the confirmation, which has asked who may. Raises KeyError for another kind.
    """
    if kind not in RATED:
        raise KeyError(f"{kind!r} is not rated in the register; {' and '.join(RATED)} are.")
    current = Partnership._base_manager.select_for_update().get(pk=partnership_id)
    values = {
        f"{kind}_rating": rating,
        f"{kind}_rating_source": RatingSource.ASSESSMENT,
        f"{kind}_assessed_on": on,
    }
    reason = "From a confirmed assessment"
    return claimed(Partnership, current.pk, current.version, values, by=by, at=at, reason=reason)
