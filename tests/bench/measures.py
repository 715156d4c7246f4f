"""What is measured: our side, what it is held against, and the ratio that it must not exceed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Side:
    """One piece of work, by its name in `work`, or in `peer` for Django's admin, over a register of so many entries."""

    entries: int
    work: str

    @property
    def is_peer(self) -> bool:
        return self.work.startswith("admin_")


@dataclass(frozen=True)
class Measure:
    """Ours against a floor or a peer; `key` is the line of the performance goals."""

    key: str
    what: str
    ours: Side
    floor: Side
    goal: float


LARGE, MIDDLE, SMALL = 10_000, 1_000, 100


def at(entries: int, ours: str, floor: str) -> tuple[Side, Side]:
    """Both over the same register."""
    return Side(entries, ours), Side(entries, floor)


MEASURES = (
    Measure(
        "L1", "List, first page: 10,000 entries against 100", Side(LARGE, "list_first"), Side(SMALL, "list_first"), 1.1
    ),
    Measure(
        "L2",
        "List, last page with two filters: 10,000 against 1,000",
        Side(LARGE, "list_last"),
        Side(MIDDLE, "list_last"),
        1.2,
    ),
    Measure("L3a", "List, first page, against Django's admin", *at(LARGE, "list_first", "admin_first"), 0.30),
    Measure("L3b", "List, last page, against Django's admin", *at(LARGE, "list_end", "admin_end"), 0.15),
    Measure("L4a", "Search with many hits against the admin's", *at(LARGE, "search", "admin_search"), 0.25),
    Measure("L4b", "Search with many hits against the plain list", *at(LARGE, "search", "list_first"), 2.0),
    Measure("L7", "Entry page against the admin's form", *at(LARGE, "entry", "admin_entry"), 0.7),
    Measure("L8a", "Home against the list", *at(LARGE, "home", "list_first"), 1.5),
    Measure("L8b", "My work against the list", *at(LARGE, "my_work", "list_first"), 1.5),
    Measure(
        "I1", "Import of 5,000 rows, checked, against reading the file", *at(SMALL, "check_file", "read_file"), 1.0
    ),
    Measure("I2", "The same, with everything written", *at(SMALL, "import_file", "read_file"), 2.0),
    Measure("E1", "Excel file of 10,000 entries against openpyxl", *at(LARGE, "export_xlsx", "plain_xlsx"), 1.0),
    Measure("E2", "CSV file of 10,000 entries against reading them", *at(LARGE, "export_csv", "plain_values"), 3.5),
    Measure(
        "R1", "A round opened for all, against inserting its rows", *at(LARGE, "open_round", "insert_reviews"), 3.0
    ),
    Measure("R2", "All checks over all entries against loading them", *at(LARGE, "all_checks", "load_all"), 6.0),
    Measure("R3", "Checks of one entry against saving it", *at(LARGE, "own_checks", "save_entry"), 1.0),
    Measure(
        "R4", "Freezing an edition against writing the same JSON", *at(MIDDLE, "freeze_edition", "write_json"), 3.0
    ),
    Measure("S1", "manage.py check against a bare project's", *at(SMALL, "check_project", "check_bare"), 2.5),
)
