"""The virtual environment and the Python packages in it, exactly those of the hashed locks."""

import sys
from pathlib import Path

from . import stamps
from .console import ROOT, run_quietly, say, succeeds

ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / "bin"
PYTHON = PROGRAMS / "python"
UV = PROGRAMS / "uv"

RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
NODE_LOCK = ROOT / "requirements-node.txt"
COVERS = {DEV_LOCK: (DEV_LOCK, RUN_LOCK)}


def install(lock: Path) -> None:
    """Install the packages of a lock, unless it is the very lock that was installed last."""
    if is_installed(lock):
        return
    make_environment()
    say(f"Installing Python packages from {lock.name}")
    fetch(lock)
    for each in COVERS.get(lock, (lock,)):
        stamps.mark(stamp_of(each), stamps.digest([each]))


def is_installed(lock: Path) -> bool:
    """Whether the environment works and was last filled from the lock as it stands."""
    return PYTHON.exists() and stamps.is_fresh(stamp_of(lock), stamps.digest([lock]))


def make_environment() -> None:
    """Make the virtual environment when there is none that works, for instance after the system's Python went."""
    if PYTHON.exists() and succeeds([PYTHON, "-m", "pip", "--version"]):
        return
    say(f"Making a virtual environment in {ENVIRONMENT.name}")
    run_quietly(
        [sys.executable, "-m", "venv", "--clear", ENVIRONMENT],
        otherwise="The virtual environment could not be made.",
    )


def fetch(lock: Path) -> None:
    """Install with uv where an earlier lock brought it; otherwise, and when uv cannot, with pip."""
    locked = ["--quiet", "--require-hashes", "--requirement", lock]
    if UV.exists() and succeeds([UV, "pip", "install", "--python", PYTHON, *locked]):
        return
    run_quietly(
        [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", *locked],
        otherwise="The Python packages could not be installed: is the network there?",
    )


def write_locks() -> None:
    """Work the locks out from pyproject.toml. They carry hashes and no host names."""
    compile_lock(RUN_LOCK, "pyproject.toml")
    compile_lock(DEV_LOCK, "pyproject.toml", "--group", "dev", "--constraint", RUN_LOCK.name)
    compile_lock(NODE_LOCK, "--group", "node")


def compile_lock(lock: Path, *source: str) -> None:
    """Write one lock, keeping the versions it has where they still fit."""
    say(f"Working out {lock.name}")
    command = [UV, "pip", "compile", "--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    run_quietly(
        [*command, *source, "--output-file", lock.name],
        otherwise=f"{lock.name} could not be worked out from pyproject.toml.",
    )


def stamp_of(lock: Path) -> Path:
    """Where it is remembered that a lock is installed; inside the environment, so that both go together."""
    return ENVIRONMENT / "installed" / lock.name
