"""A PostgreSQL server for one command: `python tests/postgres.py -- COMMAND…`.

The cluster lives in a temporary folder, listens on a socket there and nowhere else, and is gone when the command ends.
The command finds it in DATABASE_URL; its exit status is this program's. Nothing is kept, so nothing is made durable.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

POSTGRESQL_FOLDER = Path("/usr/lib/postgresql")
SERVER_USER = "postgres"
DATABASE = "partnerships"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "jit": "off",
    "autovacuum": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


class Unavailable(Exception):
    """PostgreSQL cannot be started here; the message says why."""


def main(arguments: Sequence[str]) -> int:
    """Run the command after `--` with a server of its own; the exit status is the command's."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("Name a command: python tests/postgres.py -- COMMAND…", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        with cluster() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except Unavailable as error:
        print(error, file=sys.stderr)
        return 1


def leave(number: int, _frame: object) -> None:
    """End by way of the context managers, so that the cluster is stopped and removed."""
    sys.exit(128 + number)


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; gives its DATABASE_URL, and stops and removes it in any case."""
    programs = program_folder()
    folder = Path(tempfile.mkdtemp(prefix="partnerships-pg-"))
    try:
        if as_server_user():
            shutil.chown(folder, SERVER_USER)
        data = folder / "data"
        call(programs / "initdb", "-D", data, "-U", SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        call(programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", server_options(folder))
        try:
            call(programs / "createdb", "-h", folder, "-U", SERVER_USER, DATABASE)
            yield f"postgresql://{SERVER_USER}@/{DATABASE}?host={folder}"
        finally:
            call(programs / "pg_ctl", "stop", "-m", "immediate", "-D", data)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_options(socket_folder: Path) -> str:
    """What the server is started with: a socket in the folder, no port, and speed before durability."""
    settings = {**SETTINGS, "unix_socket_directories": str(socket_folder)}
    return " ".join(f"-c {name}='{value}'" for name, value in settings.items())


def program_folder() -> Path:
    """The folder of the newest PostgreSQL server programs on this machine."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(POSTGRESQL_FOLDER.glob("*/bin"), key=version_in)
    if not folders:
        raise Unavailable("PostgreSQL is not installed: type 'make setup'.")
    return folders[-1]


def version_in(programs: Path) -> int:
    """The version a Debian program folder is named after, as in /usr/lib/postgresql/15/bin."""
    return int(re.sub(r"\D", "", programs.parent.name) or 0)


def as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root, so root lends the work to the user that the Debian package made."""
    return ["runuser", "-u", SERVER_USER, "--"] if os.geteuid() == 0 else []


def call(program: Path, *arguments: str | Path) -> None:
    """Run one of the server's programs, silently unless it fails."""
    command = [*as_server_user(), program, *arguments]
    done = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        raise Unavailable(f"PostgreSQL: {program.name} failed.\n{done.stdout.decode(errors='replace')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
