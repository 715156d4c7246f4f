"""Serves the site on this machine: web server and job worker together, until Ctrl-C."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

from partnerships.supervisor import LOOPBACK, Supervisor, why_not

OPTIONS = {
    "worker_class": "gthread",
    "workers": 2,
    "threads": 4,
    "preload_app": True,
    "graceful_timeout": 5,
    "loglevel": "warning",
    "control_socket_disable": True,
}


class Command(BaseCommand):
    """For one person's machine; a real service runs gunicorn and the worker under its own process manager."""

    help = "Serve the site and work on its jobs on this machine, with the database brought up to date first."
    requires_system_checks = ()  # they load every page, which the web server is about to do anyway

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The port is all that can be chosen: the address is always this machine's own."""
        parser.add_argument("--port", type=int, default=8000, help="the port on 127.0.0.1 (default: 8000)")

    def handle(self, *, port: int, **options: object) -> None:
        """Check the port before anything is started, then prepare, serve and announce."""
        if reason := why_not(port):
            sys.exit(reason)
        call_command("prepare_database", stdout=self.stdout, skip_checks=True)
        connections.close_all()  # the two processes to come may not share one
        supervisor = Supervisor(partial(web, port), worker, port=port, say=self.say)
        sys.exit(supervisor.run(when_up=lambda: self.announce(port)))

    def announce(self, port: int) -> None:
        """Where to go, and as whom."""
        self.say(f"\nThe register is at http://{LOOPBACK}:{port}/ (Ctrl-C stops it).")
        people = [] if settings.PRODUCTION else list(demonstration_people())
        if people:
            self.say("\nSign in as:")
            width = max(len(email) for _, email, _ in people)
            for who, email, password in people:
                self.say(f"  {email:<{width}}  {password}  {who}")

    def say(self, text: str) -> None:
        """One line, at once."""
        self.stdout.write(text)
        self.stdout.flush()


def demonstration_people() -> Iterable[tuple[str, str, str]]:
    """The people of the demonstration data as (who, e-mail, password).

    They belong to the top layer, unknown to the kernel: DEMONSTRATION_PEOPLE in the settings names the function.
    """
    name = getattr(settings, "DEMONSTRATION_PEOPLE", "")
    return import_string(name)() if name else ()


class Web(BaseApplication):
    """The web server: the application is loaded once and shared by two processes of four threads."""

    def __init__(self, port: int):
        self.options = {"bind": f"{LOOPBACK}:{port}", **OPTIONS}
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        return import_string("partnerships.wsgi.application")


def web(port: int) -> None:
    """Serve until told to stop."""
    Web(port).run()


def worker() -> None:
    """Work on the jobs until told to stop."""
    call_command("worker", skip_checks=True)
