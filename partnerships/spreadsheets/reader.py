"""Reading a spreadsheet that somebody sent, without trusting it.

The file is opened in a child process that has little memory, little time and no environment. Whatever happens
to that process, the caller gets a workbook or one sentence.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from partnerships.spreadsheets import wire
from partnerships.spreadsheets.limits import DEFAULT_LIMITS, Limits
from partnerships.spreadsheets.workbook import Workbook

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parents[2]
COULD_NOT_BE_READ = (
    "This file could not be read. Open it in Excel, copy the table to a new workbook, save that as .xlsx and upload it."
)
TOO_LONG = "Reading this file takes too long. Delete the tabs and rows that are not needed and upload it again."
REFUSED = 3


class Unreadable(ValueError):
    """The file was not read. The message is one sentence for the person who chose the file."""


def read_workbook(path: str | PathLike[str], name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """The workbook in the file at `path`, which its sender called `name`.

    .xlsx, .csv and .tsv are read; the name's ending counts for text files only. Raises Unreadable.
    """
    with open(path, "rb") as file:
        return read_file(file, name, limits)


def read_bytes(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """The workbook in these bytes, which their sender called `name`. Raises Unreadable."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return read_file(file, name, limits)


def read_file(file: BinaryIO, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """The workbook in an open file that has a file descriptor. Raises Unreadable."""
    # A process argument holds no NUL, and the name is shown to people: one line of printable characters.
    shown = "".join(letter for letter in name if letter.isprintable()) or "file"
    try:
        done = subprocess.run(
            [sys.executable, "-E", "-s", "-m", "partnerships.spreadsheets.child", shown, json.dumps(asdict(limits))],
            stdin=file,
            capture_output=True,
            cwd=PROJECT,
            env={},
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG) from error
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> Workbook:
    if done.returncode == REFUSED:
        raise Unreadable(done.stdout.decode("utf-8", "replace"))
    if done.returncode == 0:
        try:
            return wire.loaded(done.stdout)
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(COULD_NOT_BE_READ) from error
    log.warning("The spreadsheet reader ended with code %s.", done.returncode)
    raise Unreadable(COULD_NOT_BE_READ)
