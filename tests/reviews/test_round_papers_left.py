"""Partnerships left and being left in the report on a round: what was to be saved, what was, what was learnt."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from partnerships import saving
from reviews.models import ExitStrategy
from reviews.reports import frozen, left
from reviews.reports import kept as reading
from reviews.reports import papers as drawn
from reviews.workflow import papers
from tests import pdf_structure
from tests.conftest import NOW
from tests.reviews import editions
from tests.reviews.test_round_papers import issued, ready

TODAY = NOW.date()
IN_YEAR, SINCE = datetime(2026, 2, 3, 10, tzinfo=UTC), datetime(2026, 6, 3, 10, tzinfo=UTC)
EARLIER = datetime(2025, 3, 3, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def exit_of(by, name: str, status: str, *, expected: int | None = None, is_exempt: bool = False, **values) -> None:
    """An exit strategy as it stands at a status; what leads to it is not what the report is about."""
    hidden = {"is_exempt": True, "exempt_paragraph": "3"} if is_exempt else {}
    ended = {"status": "exited", "ended_on": date(2026, 1, 31), "ended_reason": "The grant ended."}
    entry = editions.entry(by, name, **hidden, **(ended if status == "completed" else {}))
    given = {"leaves_on": date(2026, 1, 31), "expected_saving": expected and Decimal(expected)}
    stamps = {f"{key.removesuffix('_at')}_by": by for key in values if key.endswith("_at")}
    number = ExitStrategy.objects.count() + 1
    strategy = ExitStrategy(
        reference=f"X-{number:04}", partnership=entry, cause="funding_ends", status=status, opened_at=EARLIER,
        **given | stamps | values,
    )  # fmt: skip
    saving.create(strategy, by=None, at=NOW)


@pytest.fixture
def edition(policy_officer):
    """Left, left before and looked back on now, left since, being left, reversed, exempt, and begun to be written."""
    round = editions.a_round(policy_officer)
    learnt = {"completed_at": IN_YEAR, "lessons": "Ask about notice early."}
    exit_of(policy_officer, "Rail Forum", "completed", expected=1500, **learnt)
    back = {"looked_back_at": IN_YEAR, "saving_made": Decimal(800), "impact_came_true": "Nobody missed it."}
    exit_of(policy_officer, "Arts Forum", "completed", expected=1000, completed_at=EARLIER, **back)
    exit_of(policy_officer, "Old Forum", "completed", expected=7, completed_at=EARLIER)
    exit_of(policy_officer, "Later Forum", "completed", expected=70, completed_at=SINCE)
    exit_of(policy_officer, "Tourism Partnership", "implementing", leaves_on=None)
    exit_of(
        policy_officer, "Fair Trade Group", "reversed", expected=9, reversed_at=IN_YEAR, reversal="CMT, 3 February."
    )
    exit_of(policy_officer, "Secret Venture", "implementing", expected=9000, is_exempt=True)
    exit_of(policy_officer, "Rivers Trust", "drafting", expected=5)
    return editions.frozen(round, policy_officer)


def test_the_report_reconciles_what_leaving_was_to_save_with_what_it_did(edition, policy_officer):
    """B15-41, H14-47: what is not known is counted and never nought; what is reversed or exempt is in no total."""
    report = drawn.build(ready(edition, policy_officer), as_of=TODAY)
    section = report.sections[6]
    savings, reversed_, lessons = section.grids
    left_on = "31 January 2026"
    assert savings.rows == (
        ("Rail Forum", "Completed on 3 February 2026", left_on, "£1,500", "Not known yet", "Not known yet"),
        (
            "Arts Forum",
            "Completed on 3 March 2025, looked back on 3 February 2026",
            left_on,
            "£1,000",
            "£800",
            "−£200",
        ),
        ("Tourism Partnership", "Being carried out", "Not known yet", *["Not known yet"] * 3),
    )
    sums = ("£2,500, one not known yet", "£800, two not known yet", "−£200, two not known yet")
    assert savings.total == ("All together", "", "", *sums)
    assert savings.notes == ("Totals leave out one exempt entry.",)
    assert reversed_.rows == (("Fair Trade Group", "3 February 2026", "CMT, 3 February."),)
    assert lessons.rows == (("Rail Forum", "Ask about notice early.", ""), ("Arts Forum", "", "Nobody missed it."))
    assert [each.text for each in section.paragraphs[1:]] == [
        "Left after 2025/26, and told of in the report on the year after: Later Forum.",
        "One exit strategy is still being written or checked; no body has been asked yet.",
    ]
    said = json.dumps(frozen.freeze(section))
    assert all(name not in said for name in ("Secret Venture", "Rivers Trust", "Old Forum"))


def test_page_and_pdf_say_the_same_of_exits(edition, policy_officer, scrutiny_member, sign_in):
    paper = issued(edition, policy_officer)
    content = papers.stored_file(paper)
    page = sign_in(scrutiny_member).get(reverse("reviews:paper", args=[paper.reference])).text
    words = re.search(r'<article class="paper.*?</article>', page, re.DOTALL)[0]
    assert "£800, two not known yet" in words
    assert pdf_structure.faults(content) == []
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(f"<body>{words}</body>")


def test_an_older_edition_says_nothing_of_exits_and_a_year_without_any_says_so(edition, policy_officer):
    every = reading.of_council(reading.entries(edition), policy_officer.council)
    assert left.section(7, [], 2025).paragraphs[0].text == left.NOTHING
    del every[0].content["exits"]
    assert left.section(7, every, 2025).paragraphs[0].text == left.NOT_KEPT


def test_the_page_of_an_entry_in_an_edition_shows_the_exits_that_it_keeps(edition, policy_officer, sign_in):
    """B15-41: as they stood when it was frozen."""
    entry = ExitStrategy.objects.get(partnership__name="Arts Forum").partnership
    page = sign_in(policy_officer).get(reverse("reviews:edition_entry", args=[edition.number, entry.reference])).text
    for words in ("Exit strategy X-0002", "Completed on 3 March 2025, looked back on", "£800", "Nobody missed it."):
        assert words in page
