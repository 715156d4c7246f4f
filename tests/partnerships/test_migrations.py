"""The migrations make the database that the models describe. The other tests make theirs from the models."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def test_the_migrations_make_the_database_that_the_models_describe(tmp_path):
    def manage(*arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    env = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    manage("makemigrations", "--check", "--dry-run")
    manage("migrate", "--verbosity", "0")
    manage("migrate", "--check")
