#!/usr/bin/env python3
"""The project's command line: `.venv/bin/python manage.py COMMAND`."""

import os
import sys


def main() -> None:
    """Run the named management command, or say what to type when the packages are not installed yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnerships.settings")
    try:
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError as error:
        if error.name != "django":
            raise
        sys.exit("Django is not installed for this Python. Type 'make setup', then use .venv/bin/python manage.py.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
