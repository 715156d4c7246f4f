"""The council's one matrix of risk, who must record risks and benefits, and what a figure says of itself (B15-23)."""

from collections.abc import Iterable
from dataclasses import dataclass

from register.models import Action, Measure, Participation, Partnership, PartnershipRisk, Policy
from register.models.choices import ActionStatus, FigureStatus, Rating, Significance

LIKELIHOODS = {
    3: ("Unlikely", "Possible", "Likely"),
    4: ("Unlikely", "Possible", "Likely", "Almost certain"),
    5: ("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
    6: ("Hardly ever", "Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
}
IMPACTS = {
    3: ("Minor", "Moderate", "Severe"),
    4: ("Minor", "Moderate", "Serious", "Severe"),
    5: ("Hardly any", "Minor", "Moderate", "Serious", "Severe"),
    6: ("Hardly any", "Minor", "Moderate", "Serious", "Severe", "The end of a service"),
}
CAVEATS = {
    FigureStatus.ESTIMATE: "This figure is an estimate.",
    FigureStatus.UNVERIFIED: "Nobody has verified this figure.",
}


@dataclass(frozen=True)
class Level:
    """Where a risk stands in the matrix: its score, which is likelihood times impact, and what that is called."""

    score: int
    of: int
    rating: str

    @property
    def words(self) -> str:
        return f"{Rating(self.rating).label} ({self.score} of {self.of})"


def level(likelihood: int, impact: int, policy: Policy) -> Level:
    """The score is always worked out, never typed."""
    score = likelihood * impact
    is_high, is_medium = score >= policy.matrix_high_from, score >= policy.matrix_medium_from
    return Level(score, policy.matrix_size**2, Rating.HIGH if is_high else Rating.MEDIUM if is_medium else Rating.LOW)


def level_of(risk: PartnershipRisk, policy: Policy) -> Level:
    return level(risk.likelihood, risk.impact, policy)


def residual_of(risk: PartnershipRisk, policy: Policy) -> Level | None:
    """What remains after what is done; None where nobody has said."""
    if risk.residual_likelihood is None or risk.residual_impact is None:
        return None
    return level(risk.residual_likelihood, risk.residual_impact, policy)


def is_significant(parts: Iterable[Participation]) -> bool:
    """Significant to a council, as recorded; where nothing is recorded, as its tests say."""
    return any((part.significance or part.computed_significance) == Significance.SIGNIFICANT for part in parts)


def why_required(entry: Partnership, parts: Iterable[Participation], policy: Policy) -> str:
    """Why risks and benefits must be recorded here; empty where they may be (SH-09, B15-08)."""
    if is_significant(parts):
        return f"it is {policy.significant_label.lower()}"
    return "its overall risk is High" if entry.risk_rating == Rating.HIGH else ""


def caveat(measure: Measure) -> str:
    """What stands beside a figure that nobody has verified, wherever it is shown; empty for a verified one."""
    return "" if measure.figure is None else CAVEATS.get(measure.status, "")


def is_being_done(action: Action) -> bool:
    """Agreed, and neither reported as done nor dropped."""
    return action.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
