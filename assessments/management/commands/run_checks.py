"""Run the policy checks over the whole register, and say what they found."""

import json
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.reports.looking import Hit, in_use, look_at_all, of_council
from assessments.workflow.checks import keep_all
from register.models import Partnership


class Command(BaseCommand):
    help = (
        "Run the policy checks over every entry. What they find is kept and shown on the Checks pages; with --as-of "
        "nothing is kept, and what the register holds now is judged as of that day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="judge by this day, such as 2026-04-01"
        )

    def handle(self, *, as_of: date | None, **options):
        day = as_of or timezone.localdate()
        looks = list(look_at_all(day, in_use()))
        council = of_council(day)
        kept = "" if as_of else keep_all(looks, council, day)
        hits = [hit for _, found in looks for hit in found] + council
        if options["format"] == "json":
            names = dict(Partnership.objects.values_list("pk", "reference"))
            found = [told(hit, names) for hit in hits]
            self.stdout.write(json.dumps({"day": day.isoformat(), "findings": found}, indent=1, ensure_ascii=False))
            return
        for rule in [*in_use(), *in_use(of_council=True)]:
            mine = [hit for hit in hits if hit.rule == rule]
            if mine:
                self.stdout.write(f"{rule.check.code:8} {rule.severity:7} {len(mine):6,}  {rule.check.title}")
        self.stdout.write(kept or f"Findings as of {day:%-d %B %Y}: {len(hits)}. Nothing was kept.")


def told(hit: Hit, names: dict[int, str]) -> dict:
    return {
        "check": hit.rule.check.code,
        "severity": hit.rule.severity,
        "partnership": names.get(hit.found.entry),
        "about": hit.found.about,
        "evidence": hit.found.evidence,
        "paragraph": hit.rule.source,
    }
