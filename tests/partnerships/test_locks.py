"""The locks belong to what is asked for, and name no host."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)", re.MULTILINE)
GROUPS = PROJECT["dependency-groups"]
WANTED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": [*PROJECT["project"]["dependencies"], *GROUPS["dev"]],
    "requirements-node.txt": GROUPS["node"],
}


def pins(lock: str) -> dict[str, str]:
    """The version of each package in a lock."""
    found = PIN.findall((ROOT / lock).read_text())
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("lock", WANTED)
def test_a_lock_satisfies_what_pyproject_asks_for(lock):
    locked = pins(lock)
    for line in WANTED[lock]:
        wanted = Requirement(line)
        version = locked.get(canonicalize_name(wanted.name))
        assert version is not None, f"{lock} lacks {wanted.name}: type 'make lock'"
        assert wanted.specifier.contains(version), f"{lock} has {wanted.name} {version}: type 'make lock'"


@pytest.mark.parametrize("lock", WANTED)
def test_every_pin_has_its_hashes(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())
    assert entries
    assert [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_development_has_the_very_versions_that_run():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("lock", [*WANTED, "static/package-lock.json"])
def test_a_lock_names_no_host(lock):
    text = (ROOT / lock).read_text()
    assert "resolved" not in text
    assert not re.search(r"^\s*(--index-url|--extra-index-url|--find-links)|@ file:", text, re.MULTILINE)
    assert lock.endswith(".json") or not re.search(r":/{2}", text)


def test_the_npm_lock_belongs_to_the_package_file():
    package = json.loads((ROOT / "static" / "package.json").read_text())
    locked = json.loads((ROOT / "static" / "package-lock.json").read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert locked.get(kind, {}) == package.get(kind, {})
