"""Real processes on a loopback port: what starts together stops together."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from partnerships.supervisor import why_not

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 8

DRIVER = """
import json, os, sys
from functools import partial
from partnerships import supervisor
supervisor.GRACE_SECONDS = 1.5
port, *commands = json.loads(sys.argv[1])
web, worker = (partial(os.execv, command[0], command) for command in commands)
print_line = lambda text: print(text, flush=True)
sys.exit(supervisor.Supervisor(web, worker, port=port, say=print_line).run(lambda: print_line("up")))
"""
WEB = """
import os, socket, sys, time
server = socket.create_server(("127.0.0.1", int(sys.argv[2])))
open(sys.argv[1], "a").write(f"started {os.getpid()}\\n")
time.sleep(60)
"""
WORKER = """
import os, signal, sys, time
def note(line):
    with open(sys.argv[1], "a") as diary:
        diary.write(line + "\\n")
def leave(number, frame):
    note(f"got {signal.Signals(number).name}")
    time.sleep(0.3)
    sys.exit()
for each in (signal.SIGTERM, signal.SIGINT):
    signal.signal(each, leave)
note(f"started {os.getpid()}")
time.sleep(60)
"""
WORKER_THAT_ENDS = """
import os, sys
open(sys.argv[1], "a").write(f"started {os.getpid()}\\n")
"""
WORKER_THAT_IGNORES = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "a").write(f"started {os.getpid()}\\n")
time.sleep(60)
"""


class Pair:
    """A supervisor with a web server and a worker, and the diaries that the two keep."""

    def __init__(self, folder: Path, web: str = WEB, worker: str = WORKER):
        self.web_diary, self.worker_diary = folder / "web", folder / "worker"
        self.port = free_port()
        commands = [
            self.port,
            [sys.executable, "-c", web, str(self.web_diary), str(self.port)],
            [sys.executable, "-c", worker, str(self.worker_diary)],
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, json.dumps(commands)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def until_up(self) -> None:
        """Wait for both to have started and for the supervisor to have said so."""
        assert self.process.stdout.readline() == "up\n"
        eventually(lambda: starts(self.worker_diary))

    def wait(self) -> int:
        """The supervisor's exit status."""
        return self.process.wait(PATIENCE_SECONDS)

    def pids(self) -> list[int]:
        """Every process that either diary knows of."""
        return starts(self.web_diary) + starts(self.worker_diary)

    def clean_up(self) -> None:
        """Leave nothing behind, whatever the test found."""
        for pid in (self.process.pid, *self.pids()):
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)
        self.process.stdout.close()


@pytest.fixture
def pair(tmp_path):
    pairs = []

    def start(**programs: str) -> Pair:
        pairs.append(Pair(tmp_path, **programs))
        return pairs[-1]

    yield start
    for each in pairs:
        each.clean_up()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def starts(diary: Path) -> list[int]:
    lines = diary.read_text().splitlines() if diary.exists() else []
    return [int(line.split()[1]) for line in lines if line.startswith("started")]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(question) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not question():
        assert time.monotonic() < deadline, "nothing happened in time"
        time.sleep(0.05)


def test_one_term_stops_web_server_and_worker(pair):
    both = pair()
    both.until_up()
    both.process.terminate()
    assert both.wait() == 0
    assert len(both.pids()) == 2
    assert not any(map(is_alive, both.pids()))
    assert both.worker_diary.read_text().count("got SIGTERM") == 1


def test_ctrl_c_reaches_the_worker_as_a_single_term(pair):
    both = pair()
    both.until_up()
    os.killpg(both.process.pid, signal.SIGINT)
    assert both.wait() == 0
    assert [line for line in both.worker_diary.read_text().splitlines() if line.startswith("got")] == ["got SIGTERM"]
    assert not any(map(is_alive, both.pids()))


def test_a_worker_that_ends_is_started_again(pair):
    both = pair(worker=WORKER_THAT_ENDS)
    both.until_up()
    eventually(lambda: len(starts(both.worker_diary)) >= 3)
    assert both.process.poll() is None
    both.process.terminate()
    assert both.wait() == 0
    said = both.process.stdout.read()
    assert "The job worker has stopped; it is started again in 1 s." in said
    assert "started again in 2 s." in said


def test_everything_stops_when_the_web_server_ends(pair):
    both = pair()
    both.until_up()
    os.kill(starts(both.web_diary)[0], signal.SIGKILL)
    assert both.wait() == 1
    assert "The web server has stopped" in both.process.stdout.read()
    assert not any(map(is_alive, both.pids()))


def test_a_worker_that_does_not_listen_is_ended_after_the_grace_period(pair):
    both = pair(worker=WORKER_THAT_IGNORES)
    both.until_up()
    began = time.monotonic()
    both.process.terminate()
    assert both.wait() == 0
    assert time.monotonic() - began < 4
    assert not any(map(is_alive, both.pids()))


def test_nothing_is_left_when_the_supervisor_itself_is_killed(pair):
    both = pair()
    both.until_up()
    both.process.kill()
    eventually(lambda: not any(map(is_alive, both.pids())))


def test_a_free_port_has_nothing_against_it():
    assert why_not(free_port()) == ""


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_named_with_the_remedy(address):
    with socket.create_server((address, 0)) as server:
        port = server.getsockname()[1]
        assert why_not(port) == (
            f"Port {port} is in use by another program. Stop that program, or type: make run PORT={port + 1}"
        )


def test_a_port_that_cannot_exist_is_refused_in_words():
    assert why_not(70_000) == "Port 70000 does not exist: choose one from 1024 to 65535."
