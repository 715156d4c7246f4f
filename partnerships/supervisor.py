"""Runs the web server and the job worker side by side, for one person's machine.

Each gets a session of its own, so that Ctrl-C reaches only this process, which passes on a single TERM. A worker that
ends is started again; when the web server ends, everything does. Where the system can, children also get a TERM if this
process is killed outright.
"""

import ctypes
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from threading import Event

Task = Callable[[], object]
FORK = multiprocessing.get_context("fork")
ASK_FOR_SIGNAL_AT_PARENTS_DEATH = 1
LOOPBACK = "127.0.0.1"
TICK_SECONDS = 0.25
GRACE_SECONDS = 10.0
SHORTEST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """A task in a process and a session of its own. It is forked: what this program has loaded, it need not load."""

    def __init__(self, task: Task):
        self.task = task
        self.process: ForkProcess | None = None
        self.started_at = 0.0

    def start(self) -> None:
        """Start the task, or start it again."""
        self.started_at = time.monotonic()
        self.process = FORK.Process(target=self.enter)
        self.process.start()

    def enter(self) -> None:
        """The task, in its process: out of reach of the terminal, and with no handler of this program's."""
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        follow_parent()
        self.task()

    @property
    def is_running(self) -> bool:
        """Whether the task was started and has not ended."""
        return self.process is not None and self.process.is_alive()

    @property
    def seconds(self) -> float:
        """How long ago the task was last started."""
        return time.monotonic() - self.started_at

    def ask_to_stop(self) -> None:
        """Send the one TERM."""
        if self.is_running:
            self.process.terminate()

    def kill(self) -> None:
        """End the process and whatever it started in its session."""
        if self.process is not None:
            self.process.kill()
            with_all_it_started(self.process.pid)
            self.process.join()


class Supervisor:
    """The two tasks and the loop that watches them."""

    def __init__(self, web: Task, worker: Task, *, port: int, say: Callable[[str], None]):
        self.web, self.worker = Child(web), Child(worker)
        self.port, self.say = port, say
        self.asked_to_stop = Event()
        self.pause = SHORTEST_PAUSE_SECONDS
        self.restart_at: float | None = None

    def run(self, when_up: Callable[[], None]) -> int:
        """Watch until told to stop or the web server ends; `when_up` is called once, when it first answers.

        The status is 0 when told to stop, otherwise 1.
        """
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: self.asked_to_stop.set())
        try:
            self.web.start()
            self.watch(when_up)
        finally:
            self.stop()
        return 0 if self.asked_to_stop.is_set() else 1

    def watch(self, when_up: Callable[[], None]) -> None:
        """The loop: announce once, keep the worker alive, leave when the web server has ended.

        The worker waits for the web server to answer, so that the two do not compete for the processor at the start.
        """
        announced = False
        while not self.asked_to_stop.wait(TICK_SECONDS):
            if not self.web.is_running:
                self.say("The web server has stopped; see above for the reason.")
                return
            if announced:
                self.keep_worker()
            elif answers(self.port):
                announced = True
                when_up()
                self.worker.start()

    def keep_worker(self) -> None:
        """Start an ended worker again, after a pause that doubles as long as it does not stay up."""
        if self.worker.is_running:
            return
        if self.restart_at is None:
            if self.worker.seconds > STEADY_SECONDS:
                self.pause = SHORTEST_PAUSE_SECONDS
            self.say(f"The job worker has stopped; it is started again in {self.pause:.0f} s.")
            self.restart_at = time.monotonic() + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        elif time.monotonic() >= self.restart_at:
            self.restart_at = None
            self.worker.start()

    def stop(self) -> None:
        """One TERM to each, ten seconds to finish, then an end to whatever is left."""
        children = (self.web, self.worker)
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + GRACE_SECONDS
        while any(child.is_running for child in children) and time.monotonic() < deadline:
            time.sleep(TICK_SECONDS)
        for child in children:
            child.kill()


def follow_parent() -> None:
    """Have Linux send this process a TERM when its parent dies; other systems have no such call."""
    system = ctypes.CDLL(None)
    if hasattr(system, "prctl"):
        system.prctl(ASK_FOR_SIGNAL_AT_PARENTS_DEATH, signal.SIGTERM)


def with_all_it_started(session: int) -> None:
    """End every process of a child's session; one that has ended already is no matter."""
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        return


def answers(port: int) -> bool:
    """Whether something accepts connections on the port of this machine."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex((LOOPBACK, port)) == 0


def why_not(port: int) -> str:
    """Why the port of this machine cannot be served on, in a sentence; empty when it can."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((LOOPBACK, port))
        except PermissionError:
            return f"Port {port} is reserved for the system. Type: make run PORT=8001"
        except OverflowError:
            return f"Port {port} does not exist: choose one from 1024 to 65535."
        except OSError:
            return f"Port {port} is in use by another program. Stop that program, or type: make run PORT={port + 1}"
    return ""
