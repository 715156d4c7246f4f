"""Findings and waivers of the world of the access tests."""

from datetime import date

from assessments.models import Finding
from assessments.workflow import checks


def plant(world) -> None:
    """What the checks found on the entry that everybody has to do with; one of it is waived."""
    own = world.records["own entry"]
    checks.run([own.pk], at=world.by["at"])
    type_, why = Finding.objects.filter(partnership=own, mended_on=None, code__in=["D11", "D24"]).order_by("-code")
    values = {"reason": "The list is being written", "authorised_by": "Cabinet", "until_on": date(2028, 5, 1)}
    world.records |= {"finding on own entry": type_, "waiver on own entry": checks.waive(why, values, **world.by)}
    policy, service = (
        Finding.objects.create(code=code, severity="medium", evidence="Long overdue", found_on=date(2026, 5, 1))
        for code in ("D34", "D01")
    )
    waiver = checks.waive(service, values, **world.by)
    world.records |= {"finding on the council": policy, "waiver on the council": waiver}
