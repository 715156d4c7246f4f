"""The whole test suite in parts, one more at once than the machine has processors, each in a folder of its own."""

import os
import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from . import packages
from .console import ROOT, Command, Step, say, stepped

PYTEST = (packages.PYTHON, "-m", "pytest")
SERVER = (packages.PYTHON, "tests/postgres.py", "--")
SECONDS_BETWEEN_NEWS = 60
PERCENT = re.compile(r"\[ *(\d+)%\]")


@dataclass(frozen=True)
class Part:
    """A part of the suite: the tests that its marks select, on a database."""

    key: str
    title: str
    marks: str
    before: Command = ()

    @property
    def folder(self) -> Path:
        return ROOT / "var" / "tests" / self.key

    @property
    def log(self) -> Path:
        return self.folder / "output.log"

    def run(self) -> Step:
        """Run it with its output in its log."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            return stepped(self.title, [*self.before, *PYTEST, "-m", self.marks], {"VAR_DIR": str(self.folder)}, log)

    def news(self) -> str:
        """How far it is, as its log tells."""
        told = PERCENT.findall(self.log.read_text(errors="replace")) if self.log.exists() else []
        return f"{self.title} {told[-1] if told else 0} %"


# The longest first, so that no processor waits for the last part alone.
PARTS = (
    Part("postgresql", "Tests on PostgreSQL", "not browser and not access", SERVER),
    Part("pages", "Every page in Chromium", "browser and once"),
    Part("access", "Who may open what", "access"),
    Part("sqlite", "Tests on SQLite", "not browser and not access"),
    Part("journeys", "Journeys in Chromium", "browser and not once"),
)


def at_once() -> int:
    """How many parts run at the same time: one that drives a browser waits for it half of its time."""
    return (os.cpu_count() or 1) + 1


def run_parts(parts: Sequence[Part] = PARTS, news: Callable[[str], None] = say) -> list[Step]:
    """Run them all; what a failed part printed is shown whole as soon as it ends, of the others one line."""
    with ThreadPoolExecutor(max_workers=min(len(parts), at_once())) as pool:
        running = {pool.submit(part.run): part for part in parts}
        news(f"{len(parts)} parts of the suite; their output is in {parts[0].folder.parent.relative_to(ROOT)}.")
        try:
            return [step for batch in finished(running, news) for step in batch]
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)  # what waits for its turn is not begun any more
            raise


def finished(running: dict[Future, Part], news: Callable[[str], None]):
    """The steps as they end; once a minute, how far those under way are."""
    began, waiting = time.monotonic(), set(running)
    while waiting:
        done, waiting = wait(waiting, timeout=SECONDS_BETWEEN_NEWS, return_when="FIRST_COMPLETED")
        for each in done:
            tell(running[each], each.result(), news)
        yield [each.result() for each in done]
        under_way = [running[each].news() for each in waiting if each.running()]
        if not done and under_way:
            news(f"{(time.monotonic() - began) / 60:.0f} min: {', '.join(under_way)}")


def tell(part: Part, step: Step, news: Callable[[str], None]) -> None:
    """What a part came to: its last line, or everything when it failed."""
    printed = part.log.read_text(errors="replace").strip()
    _, went_well, _ = step
    news(f"{part.title}: {printed.rpartition(chr(10))[2].strip('= ')}" if went_well else f"\n{part.title}\n{printed}\n")
