"""Checks of what was agreed to be done (D25)."""

from collections.abc import Iterator
from decimal import Decimal

from partnerships.checking import HIGH, Check, Found, Looking, Place
from register.models import Action, Partnership
from register.rules.risks import is_being_done
from register.rules.words import long_day


class ActionsDone(Check):
    """Conditions of a decision that are overdue are another check's (D26)."""

    code = "D25"
    title = "What was agreed is done, on its day and by somebody who is here"
    today = "who may sign in"
    source = "Herefordshire 2021 and 2022; Maldon: recommendations not carried out for years"
    severity = HIGH
    remedy = "Do it and report it as done, or give it to somebody who is here"
    place = Place("register:action", ("{about}",))
    limit, unit = Decimal(2), "times that a day may be changed"
    needs = ("actions__owner",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        for action in entry.actions.all():
            if is_being_done(action):
                yield from self.of(action, looking)

    def of(self, action: Action, looking: Looking) -> Iterator[Found]:
        if action.due_on < looking.day and not action.decision_id:
            yield Found(f"This was due on {long_day(action.due_on)}: {action.text}", str(action.pk))
        if action.times_moved > looking.limit:
            evidence = f"Its day was changed {action.times_moved} times, and it is not done: {action.text}"
            yield Found(evidence, f"{action.pk} moved")
        if action.owner and not action.owner.is_active:
            evidence = f"{action.owner.full_name}, who is to do it, no longer signs in here: {action.text}"
            yield Found(evidence, f"{action.pk} owner")

    def place_of(self, about: str) -> Place:
        return Place("register:action", (about.split(" ")[0],)) if about else self.place
