"""When a change of the day of an action goes to the corporate management team (vocabulary of actions)."""

from register.models import Action
from register.models.choices import OFTEN_MOVED

AGREED_BY = "Its day was changed twice already. Say on which day the corporate management team agreed, and the minute."


def is_often_moved(action: Action) -> bool:
    """Would the next change of its day be the third, or a later one?"""
    return action.times_moved + 1 >= OFTEN_MOVED
