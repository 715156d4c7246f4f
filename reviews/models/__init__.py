from reviews.models.audits import Audit
from reviews.models.follow_ups import FollowUp
from reviews.models.papers import CommitteePaper, PaperImplication
from reviews.models.recommendations import Consultation, PlannedAction, Recommendation, RecommendationSubject

__all__ = [
    "Audit",
    "CommitteePaper",
    "Consultation",
    "FollowUp",
    "PaperImplication",
    "PlannedAction",
    "Recommendation",
    "RecommendationSubject",
]
