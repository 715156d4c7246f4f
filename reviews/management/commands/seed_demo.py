"""Demonstration data: people for every role, and Harborough's register of 2014, or a generated register of any size."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from register.models import Partnership
from reviews.demonstration import generated, harborough, people


class Command(BaseCommand):
    help = "Fill the register with demonstration data. What is there already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "--people-only", action="store_true", help="only the council, its services, the people and the policy"
        )
        parser.add_argument(
            "--partnerships", type=int, metavar="N", help="N generated entries instead of Harborough's register"
        )

    def handle(self, *, people_only: bool, partnerships: int | None, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "This is a production service, and the password of demonstration people is published: none are made."
            )
        if partnerships is not None and not 0 < partnerships <= 15_000:
            raise CommandError("Ask for 1 to 15,000 entries.")
        council = people.seed_people(timezone.now())
        call_command("load_policy", "breckland-2015", stdout=self.stdout)
        if partnerships:
            added = generated.seed(council, partnerships, timezone.now())
            self.stdout.write(f"{added} generated entries were added.")
        elif not people_only and not Partnership.objects.exists():
            harborough.seed(council, timezone.now())
            imported = Partnership.objects.filter(batch__isnull=False).count()
            self.stdout.write(
                f"{imported} entries of Harborough's register of 2014 were imported; "
                "what the source lacks is marked as invented."
            )
