"""The targets of the Makefile, each in the order a person would do the steps."""

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import frontend, machine, packages
from .console import ROOT, Command, Problem, Step, run_quietly, say, start_log, stepped
from .suite import run_parts


def start(arguments: Sequence[str]) -> int:
    """Carry out one target; the exit status is the target's."""
    targets: dict[str, Callable[[], int]] = {
        "setup": setup,
        "run": run,
        "test": test,
        "bench": bench,
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
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the next start is quick because this one keeps what it compiles
    os.execv(packages.PYTHON, list(map(str, manage("serve", "--port", os.environ.get("PORT", "8000")))))


def test() -> int:
    """The whole suite: in Chromium, on a PostgreSQL of its own, on SQLite, and who may open what."""
    provide_tools()
    return report(run_parts())


def bench() -> int:
    """Every measure of speed as a ratio, with the goal beside it."""
    provide_tools()
    return report([shown("Speed", [packages.PYTHON, "-m", "tests.bench"])])


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


def shown(title: str, command: Command, env: Mapping[str, str] | None = None) -> Step:
    """Run a step with its output on screen."""
    say(f"\n{title}")
    return stepped(title, command, env)


def report(steps: Sequence[Step]) -> int:
    """One line for each step; the exit status is 1 when any of them failed."""
    say("")
    for title, went_well, seconds in steps:
        say(f"{title}: {'passed' if went_well else 'FAILED'} in {seconds:.0f} s")
    return 0 if all(went_well for _, went_well, _ in steps) else 1
