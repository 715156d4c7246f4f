"""The styles, scripts and fonts: npm packages fetched and built into static/build, when anything changed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import packages, stamps
from .console import ROOT, run_quietly, say

SOURCES = ROOT / "static"
BUILD = SOURCES / "build"
MODULES = SOURCES / "node_modules"
MADE = {BUILD, MODULES}
LOCK = SOURCES / "package-lock.json"
FETCHED = MODULES / ".fetched"
BUILT = MODULES / ".built"
OLDEST_NODE = 20


def build() -> None:
    """Fetch the npm packages when their lock changed, and build when any source did."""
    lock, sources = stamps.digest([LOCK]), stamps.digest(source_files())
    if BUILD.is_dir() and stamps.is_fresh(FETCHED, lock) and stamps.is_fresh(BUILT, sources):
        return
    provide_node()
    if not stamps.is_fresh(FETCHED, lock):
        say("Fetching the front-end packages")
        npm("ci", otherwise="The front-end packages could not be fetched: is the network there?")
        stamps.mark(FETCHED, lock)
    say("Building the front end")
    npm("run", "build", otherwise="The front end could not be built.")
    stamps.mark(BUILT, sources)


def source_files() -> Iterator[Path]:
    """Every file the build can depend on: all under static/ that was not itself fetched or built."""
    for folder, folders, files in os.walk(SOURCES):
        here = Path(folder)
        folders[:] = [name for name in folders if here / name not in MADE]
        yield from (here / name for name in files)


def provide_node() -> None:
    """Use the machine's Node.js when it is new enough and has npm; otherwise install it as a Python package."""
    if not machine_has_node():
        packages.install(packages.NODE_LOCK)


def machine_has_node() -> bool:
    """Debian's node comes without npm and may be too old: both are asked."""
    return shutil.which("npm") is not None and node_version() >= OLDEST_NODE


def node_version() -> int:
    """The major version of the machine's Node.js; 0 when it has none."""
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    major = answer.stdout.removeprefix("v").partition(".")[0]
    return int(major) if major.isdecimal() else 0


def npm(*arguments: str, otherwise: str) -> None:
    """Run npm under static/, the one installed as a Python package first."""
    path = os.pathsep.join([str(packages.PROGRAMS), os.environ.get("PATH", os.defpath)])
    program = shutil.which("npm", path=path) or "npm"
    run_quietly([program, *arguments], otherwise=otherwise, cwd=SOURCES, env={"PATH": path})
