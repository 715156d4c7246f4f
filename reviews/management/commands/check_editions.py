"""Are the editions of the register as they were frozen?"""

from django.core.management.base import BaseCommand, CommandError

from reviews.models import Edition
from reviews.workflow.editions import faults


class Command(BaseCommand):
    help = "Compare each entry that an edition keeps with its fingerprint. Ends with an error that names what changed."

    def handle(self, **options):
        broken = []
        for edition in Edition.objects.order_by("number"):
            found = faults(edition)
            broken += [f"{edition}: {sentence}" for sentence in found]
            if not found:
                self.stdout.write(f"{edition}: {edition.entry_count} entries, whole.")
        if broken:
            raise CommandError("\n".join(broken))
