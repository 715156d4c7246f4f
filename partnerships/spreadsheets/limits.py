"""How large a spreadsheet may be, and the one exception that says why a file was not read."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


class Refused(ValueError):
    """The file is not read. The message is one sentence for the person who chose the file."""


@dataclass(frozen=True)
class Limits:
    """What the reader accepts. Sizes in bytes, times in seconds.

    `unpacked_bytes`, `ratio` and `parts` are looked at before anything is inflated. `rows`, `columns` and
    `cells` count filled cells only, `cells` over the rectangle they span on all tabs together.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 50 * MEGABYTE
    ratio: int = 100
    parts: int = 2_000
    sheets: int = 200
    rows: int = 50_000
    columns: int = 500
    cells: int = 2_000_000
    memory_bytes: int = 1024 * MEGABYTE
    processor_seconds: int = 20
    wall_seconds: int = 60
    open_files: int = 32


DEFAULT_LIMITS = Limits()
