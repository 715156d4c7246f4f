"""What the set-up says, and how it runs other programs: quietly, with their output kept in a log."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "var" / "setup.log"
LOG_LINES_SHOWN = 40

DECIDED_HERE = ("DATABASE_URL", "DJANGO_ENV", "DJANGO_SETTINGS_MODULE")

Command = Sequence[str | Path]
Step = tuple[str, bool, float]


class Problem(Exception):
    """Something the person at the keyboard has to put right; the message says what, in one sentence."""


def say(text: str) -> None:
    """Print one line at once, also where output is a file."""
    print(text, flush=True)


def start_log() -> None:
    """Begin an empty log for this run; makes `var/`, where everything local to a checkout lives."""
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_bytes(b"")


def run_quietly(command: Command, *, otherwise: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run a program with its output in the log; raise Problem with the sentence `otherwise` when it fails."""
    if not succeeds(command, cwd=cwd, env=env):
        show_log_where_nobody_can_open_it()
        raise Problem(f"{otherwise} The details are in {LOG.relative_to(ROOT)}.")


def succeeds(command: Command, *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> bool:
    """Run a program with its output in the log; tell whether it went well. One that cannot be started did not."""
    with LOG.open("ab") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n".encode())
        log.flush()
        try:
            done = subprocess.run(
                command,
                cwd=cwd,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        except OSError as error:
            log.write(f"{error}\n".encode())
            return False
    return done.returncode == 0


def stepped(title: str, command: Command, env: Mapping[str, str] | None = None, log: BinaryIO | None = None) -> Step:
    """Run a step, its output on screen or in `log`. Gives its title, whether it went well and its seconds."""
    neutral = {name: value for name, value in os.environ.items() if name not in DECIDED_HERE}
    began = time.monotonic()
    done = subprocess.run(
        command, env={**neutral, **(env or {})}, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
    )
    return title, done.returncode == 0, time.monotonic() - began


def show_log_where_nobody_can_open_it() -> None:
    """On a build server (CI is set) the end of the log goes to the output, for the file is lost with the machine."""
    if os.environ.get("CI"):
        lines = LOG.read_text(errors="replace").splitlines()
        print("\n".join(lines[-LOG_LINES_SHOWN:]), file=sys.stderr, flush=True)
