"""Measure every line, or those that are named: `python -m tests.bench L1 I2`."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.bench.measures import MEASURES, Measure

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
PAIRS = 5


def environment(entries: int) -> dict[str, str]:
    """A register of its own for each size, kept from run to run."""
    settings = {"DJANGO_SETTINGS_MODULE": "partnerships.settings", "DATABASE_URL": ""}
    return {**os.environ, **settings, "VAR_DIR": str(FOLDER / str(entries))}


class Child:
    """A process that samples work over a register of one size."""

    def __init__(self, entries: int, is_peer: bool):
        prepare(entries)
        work = "tests.bench.peer" if is_peer else "tests.bench.work"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.child", work],
            env=environment(entries),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def sample(self, work: str) -> float:
        print(work, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"“{work}” could not be measured; what went wrong stands above.")
        return float(answer)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def prepare(entries: int) -> None:
    """Make the register of this size, unless it is there. It is marked as made once it is whole."""
    made = FOLDER / str(entries) / "made"
    made.parent.mkdir(parents=True, exist_ok=True)
    manage(entries, "migrate", "--verbosity", "0")
    if made.exists():
        return
    print(f"Making a register of {entries:,} entries", flush=True)
    manage(entries, "seed_demo", "--partnerships", str(entries))
    manage(entries, "run_checks")
    made.touch()


def manage(entries: int, *command: str) -> None:
    """Run a command over the register of this size, with what it says kept for a failure alone."""
    subprocess.run(
        [sys.executable, "manage.py", *command],
        env=environment(entries),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def pairs(measure: Measure, children: dict[tuple[int, bool], Child]) -> list[tuple[float, float]]:
    """Both sides in turn: ours first, then the other first."""
    found = []
    for number in range(PAIRS):
        order = (measure.ours, measure.floor) if number % 2 == 0 else (measure.floor, measure.ours)
        took = {side: children[side.entries, side.is_peer].sample(side.work) for side in order}
        found.append((took[measure.ours], took[measure.floor]))
    return found


def line(measure: Measure, found: list[tuple[float, float]]) -> str:
    """The measure with its figures and whether the goal is met."""
    ratio = median(ours / floor for ours, floor in found)
    ours, floor = (median(each) * 1000 for each in zip(*found, strict=True))
    verdict = "met" if ratio <= measure.goal else "NOT MET"
    return f"{measure.key:4} {measure.what:58} {ratio:6.2f} {measure.goal:6.2f}  {verdict:8} {ours:9.1f} {floor:9.1f}"


def main(keys: list[str]) -> None:
    """Measure and print, one line after another."""
    chosen = [each for each in MEASURES if not keys or each.key in keys]
    needed = dict.fromkeys((side.entries, side.is_peer) for each in chosen for side in (each.ours, each.floor))
    children = {key: Child(*key) for key in needed}
    print(f"{'':4} {'':58} {'ratio':>6} {'goal':>6}  {'':8} {'ours ms':>9} {'floor ms':>9}", flush=True)
    try:
        for measure in chosen:
            print(line(measure, pairs(measure, children)), flush=True)
    finally:
        for child in children.values():
            child.end()


if __name__ == "__main__":
    main(sys.argv[1:])
