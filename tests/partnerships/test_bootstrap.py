"""The set-up, with the system's programs played by small scripts of the test."""

import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

from partnerships.bootstrap import console, frontend, machine, packages, stamps, suite, targets
from partnerships.bootstrap.console import Problem

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
AS_OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 2)
runpy.run_module("partnerships.bootstrap", run_name="__main__")
"""


@pytest.fixture(autouse=True)
def log(tmp_path, monkeypatch):
    """The set-up keeps its log in the test's folder; this machine is nobody's build server."""
    monkeypatch.setattr(console, "ROOT", tmp_path)
    monkeypatch.setattr(console, "LOG", tmp_path / "var" / "setup.log")
    monkeypatch.delenv("CI", raising=False)
    console.start_log()
    return console.LOG


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder that is the whole PATH; gives a function that puts a shell script there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name: str, body: str) -> None:
        script = folder / name
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)

    return add


def need(is_met=lambda: False) -> machine.Need:
    return machine.Need("Pango", "libpango-1.0-0", is_met)


# --- the system ---


def test_nothing_is_installed_when_nothing_is_missing(programs):
    programs("apt-get", "exit 1")
    assert machine.provide([need(lambda: True)]) is None


def test_someone_who_is_not_root_is_told_the_line_to_type(programs, monkeypatch):
    programs("apt-get", "exit 1")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    with pytest.raises(Problem) as problem:
        machine.provide([need(), machine.Need("Chromium", "chromium", lambda: False)])
    assert str(problem.value) == (
        "This system lacks Pango, Chromium. Type: sudo apt-get install --yes libpango-1.0-0 chromium"
        " and repeat the command."
    )


def test_root_has_the_missing_packages_installed(programs, monkeypatch, tmp_path):
    calls = tmp_path / "calls"
    programs("apt-get", f'echo "$@" >> {calls}')
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    machine.provide([need(lambda: calls.exists())])
    assert calls.read_text().splitlines() == [
        "update",
        "install --yes --no-install-recommends libpango-1.0-0",
    ]


def test_a_package_that_does_not_help_is_reported(programs, monkeypatch):
    programs("apt-get", "exit 0")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    with pytest.raises(Problem, match=r"still lacks Pango after installing libpango-1\.0-0"):
        machine.provide([need()])


def test_a_failing_installation_names_packages_and_log(programs, monkeypatch):
    programs("apt-get", "echo no route to host; exit 100")
    monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
    with pytest.raises(Problem, match=r"could not be installed \(libpango-1\.0-0\).*var/setup.log"):
        machine.provide([need()])
    assert "no route to host" in console.LOG.read_text()


def test_a_system_without_apt_is_told_what_it_lacks(programs):
    with pytest.raises(Problem, match="This system lacks Pango: install them"):
        machine.provide([need()])


def test_libraries_are_asked_for_by_loading_them():
    assert machine.can_load("libc.so.6")
    assert not machine.can_load("libno-such-thing.so.0")


def test_a_browser_is_found_under_any_of_its_names(programs):
    assert machine.chromium() is None
    programs("google-chrome", "exit 0")
    assert machine.chromium().endswith("/google-chrome")


def test_what_tests_need_includes_what_running_needs():
    assert set(machine.TO_RUN) < set(machine.TO_TEST)


# --- the output ---


def test_a_failing_step_is_one_sentence_and_its_output_is_in_the_log(log, capsys):
    with pytest.raises(Problem) as problem:
        console.run_quietly(["sh", "-c", "echo the reason; exit 4"], otherwise="It went wrong.")
    assert str(problem.value) == "It went wrong. The details are in var/setup.log."
    assert "the reason" in log.read_text()
    assert capsys.readouterr() == ("", "")


def test_on_a_build_server_the_end_of_the_log_is_shown(monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Problem):
        console.run_quietly(["sh", "-c", "echo the reason; exit 4"], otherwise="It went wrong.")
    assert "the reason" in capsys.readouterr().err


def test_a_program_that_is_not_there_is_a_failed_step(log):
    assert not console.succeeds(["no-such-program"])
    assert "No such file" in log.read_text()


# --- stamps ---


def test_a_digest_depends_on_names_and_contents_and_not_on_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = stamps.digest([one, two])
    assert stamps.digest([two, one]) == before
    assert stamps.digest([one]) != before
    two.write_text("c")
    assert stamps.digest([one, two]) != before


def test_a_stamp_is_fresh_for_the_value_it_was_marked_with(tmp_path):
    stamp = tmp_path / "folder" / "stamp"
    assert not stamps.is_fresh(stamp, "a")
    stamps.mark(stamp, "a")
    assert stamps.is_fresh(stamp, "a")
    assert not stamps.is_fresh(stamp, "b")


# --- Python packages ---


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """An environment that works, and the list of locks fetched into it."""
    fetched = []
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    monkeypatch.setattr(packages, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(packages, "PYTHON", python)
    monkeypatch.setattr(packages, "fetch", fetched.append)
    return fetched


def test_a_lock_is_installed_once_and_again_when_it_changed(environment, tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5.2.19")
    packages.install(lock)
    packages.install(lock)
    assert environment == [lock]
    lock.write_text("django==5.2.20")
    packages.install(lock)
    assert environment == [lock, lock]


def test_installing_for_development_covers_running(environment):
    packages.install(packages.DEV_LOCK)
    packages.install(packages.RUN_LOCK)
    assert environment == [packages.DEV_LOCK]


def test_a_vanished_environment_is_filled_again(environment):
    packages.install(packages.RUN_LOCK)
    packages.PYTHON.unlink()
    assert not packages.is_installed(packages.RUN_LOCK)


# --- the front end ---


def test_what_was_fetched_or_built_is_no_source(tmp_path, monkeypatch):
    for name in ("scss/main.scss", "package.json", "node_modules/a/b.js", "build/main.css"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(frontend, "SOURCES", tmp_path)
    monkeypatch.setattr(frontend, "MADE", {tmp_path / "node_modules", tmp_path / "build"})
    found = {path.relative_to(tmp_path).as_posix() for path in frontend.source_files()}
    assert {"scss/main.scss", "package.json"} <= found
    assert not {name for name in found if name.startswith(("node_modules", "build"))}


@pytest.mark.parametrize(
    ("node", "npm", "enough"),
    [
        ("echo v20.1.0", "exit 0", True),
        ("echo v18.19.0", "exit 0", False),
        ("echo v24.0.0", None, False),
        (None, None, False),
        ("exit 1", "exit 0", False),
        ("echo nonsense", "exit 0", False),
    ],
)
def test_the_machines_node_is_used_when_new_enough_and_with_npm(programs, node, npm, enough):
    for name, body in (("node", node), ("npm", npm)):
        if body is not None:
            programs(name, body)
    assert frontend.machine_has_node() is enough


# --- the targets ---


def test_an_unknown_target_is_answered_with_the_list():
    with pytest.raises(Problem, match="Name one target: setup, run, test, bench, check, format, lock"):
        targets.start(["deploy"])


def test_an_old_python_is_refused_in_one_sentence():
    done = subprocess.run([sys.executable, "-c", AS_OLD_PYTHON], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or later is needed and this is 3.9. Type, for instance: make run PYTHON=python3.11\n"
    )


def test_the_set_up_needs_nothing_but_the_standard_library():
    without_packages = [sys.executable, "-S", "-c", "import partnerships.bootstrap.targets"]
    assert subprocess.run(without_packages, cwd=ROOT, check=False).returncode == 0


def test_one_failed_step_fails_the_target(capsys):
    assert targets.report([("Lint", True, 1.0), ("Migrations", False, 2.4)]) == 1
    assert "Migrations: FAILED in 2 s" in capsys.readouterr().out
    assert targets.report([("Lint", True, 1.0)]) == 0


def test_steps_do_not_inherit_the_database_of_the_shell(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://live/register")
    _, unset, _ = targets.shown("Shell", ["sh", "-c", 'test -z "$DATABASE_URL"'])
    assert unset
    _, given, _ = targets.shown("Shell", ["sh", "-c", 'test "$DATABASE_URL" = mine'], {"DATABASE_URL": "mine"})
    assert given


def test_the_parts_of_the_suite_run_apart_and_what_fails_is_shown_whole(tmp_path, monkeypatch):
    script = "import os, sys; print('first'); print('= last 50% ='); sys.exit(sys.argv[2] == 'bad' or 'VAR_DIR' not in os.environ)"
    monkeypatch.setattr(suite, "PYTEST", (sys.executable, "-c", script))
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    said = []
    steps = suite.run_parts([suite.Part("one", "Good part", "good"), suite.Part("two", "Bad part", "bad")], said.append)
    assert {title: went_well for title, went_well, _ in steps} == {"Good part": True, "Bad part": False}
    assert "Good part: last 50%" in said
    assert "\nBad part\nfirst\n= last 50% =\n" in said


def test_a_part_of_the_suite_says_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    part = suite.Part("one", "Tests", "any")
    assert part.news() == "Tests 0 %"
    part.folder.mkdir(parents=True)
    part.log.write_text("..... [ 14%]\n..... [ 29%]\n...")
    assert part.news() == "Tests 29 %"


@pytest.mark.parametrize("marks", [set(), {"once"}, {"postgresql"}, {"access"}, {"browser"}, {"browser", "once"}])
def test_every_test_belongs_to_a_part_of_the_suite(marks):
    """What one part leaves out, another holds. What is about a database is in a part of each, and chosen there."""
    parts = [part for part in suite.PARTS if Expression.compile(part.marks).evaluate(marks.__contains__)]
    assert [part.key for part in parts] if marks & {"access", "browser"} else len(parts) == 2
    assert len(parts) == len({bool(part.before) for part in parts})


def test_parts_that_wait_are_not_begun_once_somebody_stops_the_suite(tmp_path, monkeypatch):
    monkeypatch.setattr(suite, "PYTEST", (sys.executable, "-c", "import time; time.sleep(0.5)"))
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    monkeypatch.setattr(suite.os, "cpu_count", lambda: 1)

    def stopped(part, step, news):
        raise KeyboardInterrupt

    monkeypatch.setattr(suite, "tell", stopped)
    parts = [suite.Part(key, key, "any") for key in ("one", "two", "three", "four", "five", "six")]
    with pytest.raises(KeyboardInterrupt):
        suite.run_parts(parts, lambda text: None)
    assert not parts[-1].log.exists()
