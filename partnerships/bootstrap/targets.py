"""The targets of the Makefile, each in the order a person would do the steps."""

import os
import secrets
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from . import frontend, machine, packages
from .console import ROOT, Command, Problem, run_quietly, say, start_log

ON_SQLITE = "not postgresql and not browser"
ON_POSTGRESQL = "not browser and not access and not once"
DECIDED_HERE = ("DATABASE_URL", "DJANGO_ENV", "DJANGO_SETTINGS_MODULE")


def start(arguments: Sequence[str]) -> int:
    """Carry out one target; the exit status is the target's."""
    targets: dict[str, Callable[[], int]] = {
        "setup": setup,
        "run": run,
        "test": test,
        "check": check,
        "format": rewrite,
        "lock": lock,
    }
    name = arguments[0] if arguments else ""
    if name not in targets:
        raise Problem(f"Name one target: {', '.join(targets)}.")
    os.chdir(ROOT)
    start_log()
    return targets[name]()


def setup() -> int:
    """What run and test need, with nothing started."""
    provide_tools()
    say("Preparing the database")
    run_quietly(manage("prepare_database"), otherwise="The database could not be prepared.")
    say("Ready: 'make run' starts the site, .venv/bin/python manage.py takes commands.")
    return 0


def run() -> int:
    """The site and its worker, until Ctrl-C. The server takes this process's place, so that signals reach it."""
    machine.provide(machine.TO_RUN)
    packages.install(packages.RUN_LOCK)
    frontend.build()
    os.execv(packages.PYTHON, list(map(str, manage("serve", "--port", os.environ.get("PORT", "8000")))))


def test() -> int:
    """The whole suite on SQLite, and again, without what needs it only once, on a PostgreSQL of its own.

    The tests in Chromium take about as long as the others, so they run beside them in a folder of their own; what they
    said is shown when all is done.
    """
    provide_tools()
    pytest = [packages.PYTHON, "-m", "pytest"]
    on_sqlite = [*pytest, "-m", ON_SQLITE]
    on_postgresql = [packages.PYTHON, "tests/postgres.py", "--", *pytest, "-m", ON_POSTGRESQL]
    in_chromium = [*pytest, "-m", "browser"]
    own_folder = {"VAR_DIR": str(ROOT / "var" / "browser")}
    with ThreadPoolExecutor() as beside, (ROOT / "var" / "browser.log").open("w+b") as log:
        browser = beside.submit(shown, "Tests in Chromium (shown at the end)", in_chromium, own_folder, log)
        others = [shown("Tests on SQLite", on_sqlite), shown("Tests on PostgreSQL", on_postgresql)]
        steps = [*others, browser.result()]
        log.seek(0)
        say(f"\nTests in Chromium\n{log.read().decode(errors='replace')}")
    return report(steps)


def check() -> int:
    """Format, lint, migrations, locks and deployment settings; nothing is changed."""
    packages.install(packages.DEV_LOCK)
    ruff = [packages.PYTHON, "-m", "ruff"]
    locks = [packages.PYTHON, "-m", "pytest", "--quiet", "tests/partnerships/test_locks.py"]
    return report(
        [
            shown("Format", [*ruff, "format", "--check", "."]),
            shown("Lint", [*ruff, "check", "."]),
            shown("Migrations", manage("makemigrations", "--check", "--dry-run")),
            shown("Locks", locks),
            shown("Deployment", manage("check", "--deploy", "--fail-level", "WARNING"), as_in_production()),
        ]
    )


def rewrite() -> int:
    """Put the Python files into the common format, with what lint finds mended where that is safe."""
    packages.install(packages.DEV_LOCK)
    ruff = [packages.PYTHON, "-m", "ruff"]
    run_quietly([*ruff, "check", "--fix", "--exit-zero", "."], otherwise="The files could not be read.")
    run_quietly([*ruff, "format", "."], otherwise="The files could not be formatted.")
    return 0


def lock() -> int:
    """Work the Python locks out again from pyproject.toml."""
    packages.install(packages.DEV_LOCK)
    packages.write_locks()
    return 0


def provide_tools() -> None:
    """System packages, Python packages and front end, for running and for testing."""
    machine.provide(machine.TO_TEST)
    packages.install(packages.DEV_LOCK)
    frontend.build()


def manage(*arguments: str) -> list[str | Path]:
    """A management command in the project's own environment."""
    return [packages.PYTHON, "manage.py", *arguments]


def as_in_production() -> dict[str, str]:
    """An environment in which every safety switch is on, with a key that nobody keeps."""
    return {
        "DJANGO_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "register.example.org",
        "SITE_URL": "https://register.example.org",
    }


def shown(
    title: str, command: Command, env: Mapping[str, str] | None = None, log: BinaryIO | None = None
) -> tuple[str, bool, float]:
    """Run a step with its output on screen, or in `log`. Gives its title, whether it went well and its seconds."""
    say(f"\n{title}")
    neutral = {name: value for name, value in os.environ.items() if name not in DECIDED_HERE}
    began = time.monotonic()
    done = subprocess.run(
        command, env={**neutral, **(env or {})}, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
    )
    return title, done.returncode == 0, time.monotonic() - began


def report(steps: Sequence[tuple[str, bool, float]]) -> int:
    """One line for each step; the exit status is 1 when any of them failed."""
    say("")
    for title, went_well, seconds in steps:
        say(f"{title}: {'passed' if went_well else 'FAILED'} in {seconds:.0f} s")
    return 0 if all(went_well for _, went_well, _ in steps) else 1
