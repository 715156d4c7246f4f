"""What a person is asked to do. Every app contributes its part under `my_work`; nothing is stored."""

from dataclasses import dataclass
from datetime import date

from partnerships import contributions


@dataclass(frozen=True)
class Task:
    """Some records that wait for this person: how many, what one and what several are called, and the list that
    shows exactly these.
    """

    count: int
    one: str
    many: str
    url: str
    note: str = ""

    @property
    def label(self) -> str:
        """What waits, to be read after the count."""
        return self.one if self.count == 1 else self.many


def tasks(user, today: date) -> list[Task]:
    """Everything that waits for this person, in the order of the apps; what has nothing waiting is left out."""
    found = [task for part in contributions.collect("my_work") for task in part(user, today)]
    return [task for task in found if task.count]
