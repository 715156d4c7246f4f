"""The first `make run` on a machine, once everything is installed: an empty folder becomes a site that answers."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from partnerships.supervisor import why_not

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
FIRST_START_SECONDS = 600
STOP_SECONDS = 15


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def served(tmp_path, port):
    """The site started over an empty folder; gives the process and the file with what it said."""
    said = tmp_path / "said"
    elsewhere = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**elsewhere, "VAR_DIR": str(tmp_path / "var")},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    yield process, said
    if process.poll() is None:
        process.terminate()
        process.wait(STOP_SECONDS)


def until_announced(process: subprocess.Popen, said: Path) -> str:
    deadline = time.monotonic() + FIRST_START_SECONDS
    while "The register is at" not in said.read_text():
        assert process.poll() is None, said.read_text()
        assert time.monotonic() < deadline, said.read_text()
        time.sleep(0.2)
    time.sleep(0.5)
    return said.read_text()


def test_an_empty_folder_becomes_a_site_with_people_to_sign_in_as(served, port):
    process, said = served
    announced = until_announced(process, said)
    assert f"http://127.0.0.1:{port}/" in announced
    assert "administrator@example.org" in announced
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        assert page.status == 200
        assert "Sign in" in page.read().decode()
    process.terminate()
    assert process.wait(STOP_SECONDS) == 0
    assert why_not(port) == ""
