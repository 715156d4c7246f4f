"""Exit strategies: written, approved, carried out, reversed and closed (B15-40 to B15-42, H14-31, H14-32, SH-20)."""

import pytest

from reviews.models.choices import ExitStatus
from reviews.workflow import exits
from tests.reviews import exiting


@pytest.fixture
def strategy(partnership, policy_officer, lead_officer):
    exiting.table()
    return exiting.written(exiting.opened(partnership, policy_officer), lead_officer)


def test_smoke(strategy, lead_officer, policy_officer, democratic_services):
    exiting.submitted(strategy, lead_officer)
    made = exiting.put(strategy, policy_officer)
    assert made.status == ExitStatus.WITH_BODIES
    assert not exits.differs(made)
    print(list(made.matter.also_drafted_by.all()), made.matter.drafted_by, exits.text_of(made))
