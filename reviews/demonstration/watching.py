"""What is watched in the demonstration: risks, benefits, figures, a finding that is waived, governance on the rota.

Invented, as the workbook holds none of them.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from assessments.models import Finding
from assessments.workflow import checks
from partnerships.models import Council, User
from register.models import Benefit, Measure, NamedRisk, Partnership, PartnershipRisk
from register.models.choices import INVENTED, FigureStatus
from register.reports.governance import facts_of
from register.rules.governance import checklist
from register.workflow import entries, proposals, risks, verifications
from register.workflow.verifications import Found

TOURISM = "Harborough Tourism Partnership"
FOUND_LATE = "Foxton Locks Partnership"


def seed(council: Council, at: datetime) -> None:
    """An entry found late, one whose risks and benefits are kept, some governance to verify, and a waived finding."""
    found_late(council, at)
    entry = Partnership.objects.active().get(name=TOURISM)
    at_stake(entry, at)
    figures(entry, at)
    rota(at)
    waived(at)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def found_late(council: Council, at: datetime) -> None:
    """The council has been in it for years; the register did not know (W09-11)."""
    values = {
        "name": FOUND_LATE,
        "function": "Keeps the locks, the museum and the towpath open to visitors.",
        "lead_officer": person("lead.officer"),
        "comments": INVENTED,
    }
    joined_on = timezone.localdate(at) - timedelta(days=5 * 365)
    reason = "Found when the services returned their lists; nobody had entered it."
    proposals.record_existing(values, reason, joined_on, councils=[council], by=person("policy.officer"), at=at)


def at_stake(entry: Partnership, at: datetime) -> None:
    """Two risks, one with what is done about it; a hard benefit and a softer one."""
    who = {"by": entry.lead_officer, "at": at}
    resources = NamedRisk.objects.get(code="resources")
    levels = {"likelihood": 3, "impact": 3, "residual_likelihood": 2, "residual_impact": 3}
    money = PartnershipRisk(partnership=entry, named=resources, controls="Invoices are sent in April.", **levels)
    made = entries.add_line(money, entry, reason=INVENTED, **who)
    people = PartnershipRisk(partnership=entry, title="The only guide editor leaves", likelihood=2, impact=2)
    entries.add_line(people, entry, reason=INVENTED, **who)
    due_on = timezone.localdate(at) + timedelta(days=60)
    asked = {"text": "Ask the two members for what they owe", "owner": entry.lead_officer, "due_on": due_on}
    risks.mitigate(made, asked, **who)
    hard = Benefit(partnership=entry, kind="hard", text="More nights booked", measure="Nights booked in a year")
    soft = Benefit(partnership=entry, kind="soft", text="One voice for tourism in the district")
    for benefit in (hard, soft):
        entries.add_line(benefit, entry, reason=INVENTED, **who)


def figures(entry: Partnership, at: datetime) -> None:
    """One figure is verified; the other is an estimate, which says so wherever it is printed (B15-23)."""
    nights = {"name": "Nights booked", "unit": "nights", "period": "2025/26", "target": Decimal(50_000)}
    visits = {"name": "Visits to the guide", "unit": "visits", "period": "2025/26", "target": Decimal(20_000)}
    lines = (
        Measure(partnership=entry, figure=Decimal(48_200), source=INVENTED, status=FigureStatus.ESTIMATE, **nights),
        Measure(partnership=entry, figure=Decimal(21_350), source=INVENTED, status=FigureStatus.VERIFIED, **visits),
    )
    for line in lines:
        entries.add_line(line, entry, reason=INVENTED, by=entry.lead_officer, at=at)


def rota(at: datetime) -> None:
    """Six partnerships over half a year, dealt to a policy officer and the auditor; the first is verified."""
    officer, auditor = person("second.policy.officer"), person("auditor")
    asked = {"people": [officer, auditor], "first": timezone.localdate(at), "months": 6, "years": 4, "most": 6}
    first = verifications.deal(asked, 6, by=person("policy.officer"), at=at)[0]
    by = first.verifier
    checks_made = checklist(facts_of(first.partnership, by, timezone.localdate(at)))
    found = [Found(check, "yes" if check.answer else "nothing", note=INVENTED) for check in checks_made]
    verifications.verify(first, found, "Ask the host for the terms.", version=first.version, by=by, at=at)


def waived(at: datetime) -> None:
    """The checks of the first night, and one thing that they found, accepted for a time."""
    today = timezone.localdate(at)
    checks.run_all(today)
    finding = Finding.objects.filter(partnership__name=FOUND_LATE, mended_on=None).order_by("code").first()
    values = {
        "reason": "It is being looked at together with the lease of the museum.",
        "authorised_by": "Director of Community Services",
        "until_on": today + timedelta(days=90),
    }
    checks.waive(finding, values, by=person("policy.officer"), at=at)
