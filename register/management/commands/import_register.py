"""`manage.py import_register FILE`: what an import would do, or, with --commit, doing it."""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.models import User
from partnerships.saving import Conflict, sentences
from partnerships.spreadsheets.reader import Unreadable, read_workbook
from partnerships.verdict import Refused
from register.interchange.report import report
from register.models import ImportBatch
from register.workflow.imports.assessing import Assessment, assess
from register.workflow.imports.batches import AlreadyWaiting, upload
from register.workflow.imports.checking import arrange, check, use_suggestions
from register.workflow.imports.committing import commit


class Command(BaseCommand):
    """Prints one JSON object, or with --format text a summary. Without --commit nothing is written."""

    help = "Read a spreadsheet of partnerships and say what importing it would do; with --commit, import it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="An .xlsx or .csv file.")
        parser.add_argument(
            "--commit", action="store_true", help="Import what is new or changed, taking every suggestion."
        )
        parser.add_argument(
            "--by", default="", help="E-mail address of the administrator who imports; needed with --commit."
        )
        parser.add_argument("--layout", type=Path, help="A JSON file that maps tabs, header rows and columns by hand.")
        parser.add_argument("--format", choices=["json", "text"], default="json")

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        layout = json.loads(options["layout"].read_text()) if options["layout"] else {}
        try:
            found = assess(
                read_workbook(options["file"], options["file"].name), today=timezone.localdate(now), layout=layout
            )
            batch = self.imported(options, found, layout, now) if options["commit"] else None
        except OSError as error:
            raise CommandError(f"{options['file']} could not be opened. Check the name.") from error
        except (Unreadable, Refused, Conflict, AlreadyWaiting) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(sentences(error))) from error
        self.stdout.write(
            json.dumps(report(found.reading, found.compared), indent=1)
            if options["format"] == "json"
            else summary(found, batch)
        )

    def imported(self, options: dict[str, Any], found: Assessment, layout: dict, now: datetime) -> ImportBatch | None:
        """Upload, check, take every suggestion, commit. Nothing happens when nothing is new or changed."""
        by = User.objects.active().filter(email__iexact=options["by"]).first()
        if by is None:
            raise CommandError("Say who imports: --by followed by the e-mail address of an administrator.")
        if not found.totals["new"] + found.totals["changed"]:
            return None
        batch = upload(options["file"].read_bytes(), options["file"].name, by=by, at=now)
        if layout:
            batch = arrange(batch, layout=layout, version=batch.version, by=by, at=now)
        batch = check(batch, by=by, at=now)
        if batch.totals["open"]:
            batch = use_suggestions(batch, version=batch.version, by=by, at=now)
        return commit(batch, version=batch.version, by=by, at=now)


def summary(found: Assessment, batch: ImportBatch | None) -> str:
    """What the import does or did, in a few lines."""
    counts = ", ".join(f"{number} {word}" for word, number in found.totals.items())
    lines = [f"{found.reading.name}: {counts}."]
    for one in found.compared:
        lines += [
            f"  {one.row.sheet} {issue.cell}: {issue.message}" for issue in one.issues if issue.severity != "note"
        ]
    lines.append(f"Imported as {batch.reference}." if batch else "Nothing was written.")
    return "\n".join(lines)
