"""Write the state diagrams of all procedures into the documentation, from the transition tables themselves."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from partnerships import contributions
from partnerships.machine import Machine

PAGE = Path(settings.BASE_DIR) / "docs" / "states.md"
INTRODUCTION = """# States and transitions

Written by `manage.py write_diagrams` from the transition tables in the code; a test fails when this page is stale.
"""


def page() -> str:
    """The whole page: for each procedure its diagram and its table of transitions."""
    return "\n".join([INTRODUCTION, *(section(machine) for machine in contributions.collect("machines"))])


def section(machine: Machine) -> str:
    """One procedure."""
    states = dict(machine.model._meta.get_field("status").choices)
    lines = [
        f"## {machine.noun.capitalize()}",
        "",
        "```mermaid",
        machine.mermaid(),
        "```",
        "",
        "| step | from | to | who |",
        "|---|---|---|---|",
    ]
    for step in machine.transitions.values():
        sources = ", ".join(states[source] for source in step.sources)
        who = (step.who.__doc__ or "").strip().splitlines()[0]
        lines.append(f"| {step.verb.replace('_', ' ')} | {sources} | {states[step.target]} | {who} |")
    return "\n".join([*lines, ""])


class Command(BaseCommand):
    help = "Write docs/states.md from the transition tables."

    def handle(self, **options):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page())
        self.stdout.write(f"Wrote {PAGE.relative_to(settings.BASE_DIR)}.")
