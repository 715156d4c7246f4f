"""Run the policy checks over the whole register, and say what they found."""

import json
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.reports.looking import Hit, Rule, in_use, look_at_all, of_council
from assessments.reports.past import look_back
from assessments.workflow.checks import keep_all
from register.models import Partnership
from register.rules.words import long_day, number_of


class Command(BaseCommand):
    help = (
        "Run the policy checks over every entry. What they find is kept and shown on the Checks pages; with --as-of "
        "nothing is kept, and the entries are judged as history says that they stood on that day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DATE", help="judge by this day, such as 2026-04-01"
        )

    def handle(self, *, as_of: date | None, **options):
        day = as_of or timezone.localdate()
        looks = list(look_back(day, in_use()) if as_of else look_at_all(day, in_use()))
        council = of_council(day)
        kept = "" if as_of else keep_all(looks, council, day)
        hits = [hit for _, found in looks for hit in found] + council
        say = self.as_data if options["format"] == "json" else self.in_words
        say(day, [*in_use(), *in_use(of_council=True)], hits, is_past=bool(as_of))
        if options["format"] == "text":
            looked = number_of(sum(len(pks) for pks, _ in looks), "entry", "entries")
            self.stdout.write(kept or f"{looked} as of {long_day(day)}, findings: {len(hits):,}. Nothing was kept.")

    def as_data(self, day: date, rules: list[Rule], hits: list[Hit], *, is_past: bool) -> None:
        names = dict(Partnership.objects.values_list("pk", "reference"))
        found = [told(hit, names) for hit in hits]
        data = {"day": day.isoformat(), "findings": found}
        if is_past:
            data["as_of_today"] = {rule.check.code: rule.check.today for rule in rules if rule.check.today}
        self.stdout.write(json.dumps(data, indent=1, ensure_ascii=False))

    def in_words(self, day: date, rules: list[Rule], hits: list[Hit], *, is_past: bool) -> None:
        for rule in rules:
            mine = [hit for hit in hits if hit.rule == rule]
            if mine:
                self.stdout.write(f"{rule.check.code:8} {rule.severity:7} {len(mine):6,}  {rule.check.title}")
        for rule in rules if is_past else ():
            if rule.check.today:
                self.stdout.write(f"{rule.check.code} is judged with {rule.check.today} as of today.")


def told(hit: Hit, names: dict[int, str]) -> dict:
    return {
        "check": hit.rule.check.code,
        "severity": hit.rule.severity,
        "partnership": names.get(hit.found.entry),
        "about": hit.found.about,
        "evidence": hit.found.evidence,
        "paragraph": hit.rule.source,
    }
