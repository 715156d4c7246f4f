"""What linters cannot see: import direction, who sets a status, paired stamps, unused templates, stale documents."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from partnerships import contributions
from partnerships.history import History
from partnerships.management.commands.write_diagrams import PAGE, page
from partnerships.saving import Versioned

ROOT = Path(settings.BASE_DIR)
APPS = ("partnerships", "register", "assessments", "reviews")
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in APPS and not hasattr(model, "history_type")
]
COMPOSERS = {"partnerships/settings.py", "partnerships/urls.py"}


def sources(folder: str = "") -> list[Path]:
    return [path for app in APPS for path in (ROOT / app / folder).rglob("*.py") if "migrations" not in path.parts]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a module names in its imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return frozenset(found)


def packages(path: Path) -> set[str]:
    """The top-level packages among them."""
    return {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("app", APPS)
def test_imports_only_ever_point_towards_the_register_and_the_kernel(app):
    above = set(APPS[APPS.index(app) + 1 :])
    wrong = {
        name_of(path): sorted(packages(path) & above)
        for path in sources()
        if path.relative_to(ROOT).parts[0] == app and name_of(path) not in COMPOSERS and packages(path) & above
    }
    assert wrong == {}


ROOMS_ABOVE = {
    "rules": {"forms", "reports", "views", "workflow", "resources", "admin"},
    "reports": {"forms", "views", "resources", "admin"},
}


@pytest.mark.parametrize("room", ROOMS_ABOVE)
def test_rules_and_reports_know_nothing_of_the_rooms_above_them(room):
    wrong = []
    for path in sources():
        if path.relative_to(ROOT).parts[1].removesuffix(".py") == room:
            parts = [name.split(".") for name in imported(path) if name.split(".")[0] in APPS]
            wrong += [f"{name_of(path)}: {'.'.join(part)}" for part in parts if ROOMS_ABOVE[room] & set(part[1:2])]
    assert wrong == []


def test_only_the_engine_and_the_workflow_assign_a_status():
    pattern = re.compile(r"\.status\s*=[^=]|status=F\(|\.update\([^)]*status=")
    allowed = ("partnerships/machine.py", "/workflow/", "/workflow.py", "partnerships/mail.py")
    wrong = [
        name_of(path)
        for path in sources()
        if pattern.search(path.read_text()) and not any(part in name_of(path) for part in allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_moment_and_its_person_come_together(model):
    """Each nullable `x_at` that has an `x_by` is tied to it by a constraint."""
    fields = {field.name: field for field in model._meta.fields}
    pairs = {
        name[:-3]
        for name, field in fields.items()
        if name.endswith("_at") and name[:-3] + "_by" in fields and field.null
    }
    tied = {constraint.name for constraint in model._meta.constraints}
    assert {pair for pair in pairs if f"{model.__name__.lower()}_{pair}_at_and_by" not in tied} == set()


@pytest.mark.parametrize(
    "model", [model for model in OURS if issubclass(model, Versioned)], ids=lambda model: model.__name__
)
def test_every_editable_record_keeps_history(model):
    assert isinstance(model.history_writer, History)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_constraint_speaks_to_people(model):
    silent = [
        constraint.name
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
        and issubclass(model, Versioned)
    ]
    assert silent == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_nothing_that_others_rely_on_is_deleted_along(model):
    cascades = [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascades == [] or model.__name__ in {"RoleGrant", "ImportRow"}


def test_every_contribution_resolves():
    for key in contributions.KEYS:
        found = contributions.collect(key)
        assert key in {"machines", "checks"} or all(map(callable, found))


def test_every_template_is_used():
    texts = "\n".join(
        path.read_text()
        for path in [*sources(), *(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    )
    found_by_django = {"400.html", "403.html", "404.html", "500.html"}
    by_library = ("account/", "admin/", "import_export/", "simple_history/", "council/", "mail/")
    unused = []
    for path in (ROOT / "templates").rglob("*.*"):
        name = str(path.relative_to(ROOT / "templates"))
        if name not in found_by_django and not name.startswith(by_library) and name not in texts:
            unused.append(name)
    assert unused == []


def test_no_text_is_marked_as_safe_by_hand():
    pattern = re.compile(r"mark_safe|\|\s*safe\b|autoescape off")
    paths = [*sources(), *(ROOT / "templates").rglob("*.html")]
    assert [name_of(path) for path in paths if pattern.search(path.read_text())] == []


def test_the_state_diagrams_in_the_documentation_are_fresh():
    assert PAGE.read_text() == page(), "Run manage.py write_diagrams and commit docs/states.md."


def test_the_clock_is_asked_outside_the_domain_alone():
    """Rules, workflow and reports are told what time it is; a job, which nobody calls, looks for itself."""
    pattern = re.compile(r"timezone\.now\(|date\.today\(|datetime\.now\(|localdate\(\)")
    rooms = ("/rules", "/workflow", "/reports", "/querysets", "machine.py", "saving.py")
    wrong = [
        name_of(path)
        for path in sources()
        if any(room in name_of(path) for room in rooms) and path.name != "jobs.py" and pattern.search(path.read_text())
    ]
    assert wrong == []


REQUIREMENTS = ROOT / "docs" / "requirements.md"
ROW = re.compile(r"^\| ((?:H14|H11|SH|W09|B15)-\d\d) \| (works|later|n/a) \| (.+) \|$", re.MULTILINE)


def test_every_requirement_has_a_row_with_its_state():
    rows = ROW.findall(REQUIREMENTS.read_text())
    counts = {"H14": 48, "H11": 28, "SH": 39, "W09": 15, "B15": 54}
    expected = [f"{prefix}-{number:02d}" for prefix, last in counts.items() for number in range(1, last + 1)]
    assert [row[0] for row in rows] == expected


def test_the_tests_that_a_requirement_names_exist():
    """A row that works names at least one test as `path::test_name`."""
    for requirement, state, reason in ROW.findall(REQUIREMENTS.read_text()):
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", reason)
        assert named or state != "works", f"{requirement} works, but names no test."
        for path, test in named:
            assert f"def {test}(" in (ROOT / path).read_text(), (
                f"{requirement} names {path}::{test}, which does not exist."
            )
