"""Load one of the shipped policies and put it in use."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assessments.workflow import policies as assessments
from register.workflow import policies
from reviews.workflow import policies as reviews

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "policies"


def shipped() -> list[str]:
    """The names of the policies that come with the product."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


class Command(BaseCommand):
    help = "Load one of the shipped policies: terms, lists and the guidance of every field. Twice is once."

    def add_arguments(self, parser):
        parser.add_argument("name", help="one of: " + ", ".join(shipped()))

    def handle(self, *, name: str, **options):
        if name not in shipped():
            raise CommandError(f"There is no policy {name!r}. The shipped ones are: {', '.join(shipped())}.")
        data = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        who = {"by": None, "at": timezone.now()}
        with transaction.atomic():
            counts = policies.load(data, **who) + assessments.load(data, **who) + reviews.load(data, **who)
        self.stdout.write(f"{data['policy']['title']} is in use. {policies.summary(counts)}")
