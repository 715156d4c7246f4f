"""Write the whole register to a file."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from register.columns import every_column
from register.listing.export import written
from register.listing.record import plain, text
from register.listing.records import records
from register.listing.sorting import DEFAULT_SORT, in_order
from register.models import Partnership
from register.models.choices import Status
from register.querysets import PartnershipQuerySet


class Command(BaseCommand):
    help = "Write every entry of the register with all its columns, contacts included. The file can be imported again."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["xlsx", "csv", "json"], required=True)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *, format: str, output: Path, **options):
        today = timezone.localdate()
        entries = in_order(Partnership.objects.exclude(status=Status.IMPORT_UNDONE), DEFAULT_SORT, today)
        content = as_json(entries, today) if format == "json" else written(entries, every_column(), format, today)
        with output.open("wb") as file:
            for piece in content:
                file.write(piece)
        self.stdout.write(f"{entries.count()} entries written to {output}.")


def as_json(entries: PartnershipQuerySet, today: date) -> Iterator[bytes]:
    """The entries as one JSON document, an entry a line; what each council has of its own stands under its key."""
    yield f'{{"exported_on": "{today.isoformat()}", "entries": [\n'.encode()
    for number, record in enumerate(records(entries, every_column(), today)):
        yield (",\n" if number else "").encode() + json.dumps(plain(record), ensure_ascii=False, default=text).encode()
    yield b"\n]}\n"
