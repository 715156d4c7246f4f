"""What the operating system must offer. Asked by capability, so that any way of installing it will do."""

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .console import Problem, run_quietly, say

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
POSTGRESQL_FOLDER = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Need:
    """One thing the system must offer, the question whether it does, and the Debian package that brings it."""

    what: str
    package: str
    is_met: Callable[[], bool]


def can_make_environments() -> bool:
    """Debian keeps the part of Python that virtual environments need in a package of its own."""
    return importlib.util.find_spec("ensurepip") is not None


def can_load(library: str) -> bool:
    """Whether the shared library can be loaded by name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def chromium() -> str | None:
    """Where a browser of the Chromium family is; None when there is none on the path."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def has_postgresql() -> bool:
    """Whether the PostgreSQL server programs are there; Debian does not put them on the path."""
    return shutil.which("initdb") is not None or any(POSTGRESQL_FOLDER.glob("*/bin/initdb"))


TO_RUN = (
    Need("virtual environments", f"python3.{sys.version_info.minor}-venv", can_make_environments),
    Need("Pango", "libpango-1.0-0", partial(can_load, "libpango-1.0.so.0")),
    Need("PangoFT2", "libpangoft2-1.0-0", partial(can_load, "libpangoft2-1.0.so.0")),
    Need("HarfBuzz subsetting", "libharfbuzz-subset0", partial(can_load, "libharfbuzz-subset.so.0")),
)
TO_TEST = (
    *TO_RUN,
    Need("Chromium", "chromium", lambda: chromium() is not None),
    Need("PostgreSQL", "postgresql", has_postgresql),
)


def provide(needs: Iterable[Need]) -> None:
    """Install what is missing when allowed to; raise Problem with the line to type when not."""
    missing = unmet(needs)
    if not missing:
        return
    packages = [need.package for need in missing]
    if shutil.which("apt-get") is None:
        raise Problem(f"This system lacks {names(missing)}: install them and repeat the command.")
    if os.geteuid() != 0:
        raise Problem(
            f"This system lacks {names(missing)}. Type: sudo apt-get install --yes {' '.join(packages)}"
            " and repeat the command."
        )
    say(f"Installing system packages: {', '.join(packages)}")
    install(packages)
    still = unmet(missing)
    if still:
        raise Problem(f"This system still lacks {names(still)} after installing {', '.join(packages)}.")


def install(packages: list[str]) -> None:
    """Install Debian packages, with the list of what is available brought up to date first."""
    otherwise = f"The system packages could not be installed ({' '.join(packages)}): is the network there?"
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(["apt-get", "update"], otherwise=otherwise, env=env)
    run_quietly(["apt-get", "install", "--yes", "--no-install-recommends", *packages], otherwise=otherwise, env=env)


def unmet(needs: Iterable[Need]) -> list[Need]:
    """The needs that the system does not meet now."""
    return [need for need in needs if not need.is_met()]


def names(needs: Iterable[Need]) -> str:
    """The needs as a list to read out."""
    return ", ".join(need.what for need in needs)
