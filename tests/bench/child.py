"""One process over one register: it does a piece of work when told its name, and answers how long it took.

Time is that of the processor, user and system, of the process and of those that it started.
"""

import resource
import sys
from collections.abc import Callable
from importlib import import_module

import django

LEAST = 0.02


def spent() -> float:
    """Seconds of processor time so far, of children that have ended too."""
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def sample(work: Callable[[], object], times: int) -> float:
    """Seconds that the work takes, done so many times in a row."""
    began = spent()
    for _ in range(times):
        work()
    return (spent() - began) / times


def times_needed(work: Callable[[], object]) -> int:
    """How often it is done for one sample, so that the clock's grain does not show; the first one warms up."""
    work()
    return max(1, round(LEAST / max(sample(work, 1), 0.0001)))


def main() -> None:
    """Answer each line of the input with the work of the module that is named."""
    django.setup()
    work = import_module(sys.argv[1])
    prepared: dict[str, tuple[Callable[[], object], int]] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in prepared:
            made = work.WORK[name]()
            prepared[name] = made, times_needed(made)
        print(sample(*prepared[name]), flush=True)


if __name__ == "__main__":
    main()
