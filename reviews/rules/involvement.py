"""What a review of the council's involvement must say before something is recommended (SH-07, H14-36)."""

from register.models.choices import RecommendationKind
from reviews.models import InvolvementReview
from reviews.models.choices import InvolvementKind, InvolvementSource, Source

# What puts the entry back among the active ones; to explore or to review more leaves the review open.
STAYING = (
    RecommendationKind.RETAIN,
    RecommendationKind.INCREASE,
    RecommendationKind.REDUCE,
    RecommendationKind.CHANGE_REPRESENTATION,
)
FROM = {
    InvolvementSource.CHECK: Source.CHECK,
    InvolvementSource.ANNUAL_REVIEW: Source.ANNUAL_REVIEW,
    InvolvementSource.SCRUTINY: Source.SCRUTINY,
}


def source_of(review: InvolvementReview) -> Source:
    """Where a recommendation that it ends in comes from."""
    return FROM.get(InvolvementSource(review.source), Source.REGISTER)


def lacks_to_recommend(review: InvolvementReview) -> list[str]:
    """What it found, and for delivery options what they are and how they fit the council's own rules."""
    asked = [("found", "Write down what the review found.")]
    if review.kind == InvolvementKind.DELIVERY_OPTIONS:
        asked += [
            ("options", "Write down which delivery options there are."),
            ("finance_view", "Say how the options fit the finance rules."),
            ("procurement_view", "Say how the options fit the procurement rules."),
        ]
    return [sentence for name, sentence in asked if not getattr(review, name).strip()]
