"""What leaving a partnership taught stands beside what is drawn up about it the next time."""

from decimal import Decimal

from django.core.management import call_command
from django.urls import reverse

from assessments.workflow import assessments, cases
from partnerships import saving
from register.reports.learnt import learnt
from reviews.models import ExitStrategy
from tests.assessments import casing
from tests.conftest import NOW


def left_before(entry, by, number: int, **values) -> None:
    strategy = ExitStrategy(
        reference=f"X-{number:04}", partnership=entry, cause="funding_ends", status="completed", opened_at=NOW,
        completed_at=NOW, completed_by=by, **values,
    )  # fmt: skip
    saving.create(strategy, by=None, at=NOW)


def test_the_lessons_of_an_exit_stand_beside_the_next_assessment_and_the_next_case(
    sign_in, partnership, lead_officer, head_of_service, policy_officer, council, councillor
):
    """B15-41, B15-09: also where it is proposed again; not for those who do not read exit strategies."""
    call_command("load_policy", "breckland-2015")
    proposed = casing.proposal(lead_officer, head_of_service, council)
    said = {"lessons": "Ask about notice early.", "impact_came_true": "Only in part.", "saving_made": Decimal(800)}
    for number, entry in enumerate((partnership, proposed), 1):
        left_before(entry, policy_officer, number, **said, expected_saving=Decimal(1000))
        left_before(entry, policy_officer, number + 10)
    begun = assessments.start(partnership, "risk", by=lead_officer, at=NOW)
    case = cases.open_case(proposed, False, by=lead_officer, at=NOW)
    client = sign_in(lead_officer)
    for name, *args in (("assessment_edit", begun.pk), ("assessment_step", begun.pk, 1), ("case", case.pk)):
        page = client.get(reverse(f"assessments:{name}", args=args)).text
        assert "Ask about notice early." in page
        assert "Did what was predicted come about? Only in part." in page
        assert "Saving made: £800 a year; expected: £1,000" in page
        assert "X-0011" not in page
        assert "X-0012" not in page
    assert learnt(councillor, partnership) is None
