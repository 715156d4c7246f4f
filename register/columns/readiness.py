"""What must be known before the council can leave: for its own use alone."""

from register.columns.column import Column, Kind

NONE = "Write None where there is nothing; left blank, nobody knows."


def inside(field: str, label: str, help: str, source: str, kind: Kind = Kind.LONG_TEXT) -> Column:
    """A column for the council's own use, which no public document shows."""
    return Column(field, label, help, source, kind, (label,), public=False)


READINESS: tuple[Column, ...] = (
    inside(
        "assets_held",
        "Assets held",
        f"Land, equipment, money or rights that it holds, and whose they are once the council leaves. {NONE}",
        "B15-25",
    ),
    inside(
        "liabilities",
        "Guarantees and liabilities",
        f"What the council has guaranteed, or would have to pay: loans, leases, redundancies, claims. {NONE}",
        "B15-25",
    ),
    inside(
        "insurance",
        "Insurance",
        "Which policy covers what it does, and who pays for it.",
        "B15-25",
        Kind.TEXT,
    ),
    inside(
        "data_held",
        "Data and records held",
        f"What it keeps that must be returned, handed over or destroyed, and where that is. {NONE}",
        "B15-25",
    ),
    inside(
        "depends_on_it",
        "What depends on it",
        f"Services, people and other partnerships that would miss it the next day. {NONE}",
        "B15-25",
    ),
    inside(
        "exit_terms",
        "Terms of leaving",
        "What was agreed about leaving: who tells whom, what is shared out, what has to be paid, and in which clause.",
        "B15-25",
    ),
    inside(
        "project_ends_on",
        "Project ends",
        "The last day of a project that was set up for a time. Its exit strategy is due some months before.",
        "H14-35",
        Kind.DATE,
    ),
    inside(
        "exit_owner_post",
        "Answers for the exit strategy",
        "The post that sees to it that the exit strategy is written and carried out.",
        "H14-35",
        Kind.TEXT,
    ),
)
