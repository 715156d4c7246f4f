"""What is to become of an entry: what a recommendation changes, until when it is put off, when to look again."""

from register.columns.column import Column, Kind
from register.models.choices import RecommendationKind

FUTURE: tuple[Column, ...] = (
    Column(
        "recommendation_kind",
        "Kind of recommendation",
        "What should happen next in one word, such as Withdraw or Defer.",
        "H14-32",
        Kind.CHOICE,
        ("Kind of recommendation",),
        public=False,
        choices=tuple(RecommendationKind.choices),
    ),
    Column(
        "deferred_until_on",
        "Deferred until",
        "Where the decision is put off: the day on which it is due.",
        "H14-32",
        Kind.DATE,
        ("Deferred until",),
        public=False,
    ),
    Column(
        "deferred_to",
        "Deferred to",
        "Where the decision is put off: the report that takes it up, such as the budget report of 2027.",
        "H14-32",
        headings=("Deferred to",),
        public=False,
    ),
    Column(
        "hours_change",
        "Change of officer hours a month",
        "What the recommendation would add a month, or save with a minus before it. Blank means that nobody has worked "
        "it out; 0 means no change.",
        "H14-44",
        Kind.CHANGE,
        ("Change of officer hours a month",),
    ),
    Column(
        "pounds_change",
        "Change of pounds a year",
        "What the recommendation would add a year, or save with a minus before it. Blank means that nobody has worked "
        "it out; 0 means no change.",
        "H14-44",
        Kind.CHANGE,
        ("Change of pounds a year",),
    ),
    Column(
        "look_again_meetings",
        "Look at it again after (meetings)",
        "Beside the day of the next review, or in its place: 2 means once two more meetings have been held.",
        "H14-39",
        Kind.COUNT,
        ("Look at it again after (meetings)",),
        public=False,
    ),
    Column(
        "look_again_from",
        "Counting meetings held after",
        "The day after which meetings count. Left blank, the day on which their number is saved.",
        "H14-39",
        Kind.DATE,
        ("Counting meetings held after",),
        public=False,
    ),
)
