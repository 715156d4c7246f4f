"""What is known of one register column, wherever it is shown, printed, written or read."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NAME = "name"
    LIST = "list"
    NUMBERS = "numbers"
    ORGANISATIONS = "organisations"
    YES_NO = "yes_no"
    ORIENTATION = "orientation"
    TYPE = "type"
    FREQUENCY = "frequency"
    NUMBER = "number"
    PEOPLE = "people"
    LEVELS = "levels"
    HOURS = "hours"
    MONEY = "money"
    PERIOD = "period"
    RATING = "rating"
    POSITION = "position"
    SIGNIFICANCE = "significance"
    DATE = "date"
    START = "start"
    END = "end"
    CONTACT = "contact"
    CHOICE = "choice"
    CHANGE = "change"
    COUNT = "count"


@dataclass(frozen=True)
class Column:
    """One column of the register.

    `source` is the requirement it comes from, `headings` are wordings met in councils' own sheets, `council` says
    that each council sharing the register has its own value, `public` that anybody may see it, `shown` that
    the list page shows it unless told otherwise, `imported` that a spreadsheet may set it, `choices` the codes and
    labels of a closed list that no policy changes.
    """

    field: str
    label: str
    help: str
    source: str
    kind: Kind = Kind.TEXT
    headings: tuple[str, ...] = ()
    public: bool = True
    shown: bool = False
    council: bool = False
    imported: bool = True
    choices: tuple[tuple[str, str], ...] = ()
