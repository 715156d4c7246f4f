from reviews.models.audits import Audit
from reviews.models.editions import Edition, EditionEntry, SignOff
from reviews.models.exits import (
    ExitConsultee,
    ExitControl,
    ExitEffect,
    ExitEnd,
    ExitMessage,
    ExitReason,
    ExitStrategy,
    HandoverItem,
)
from reviews.models.follow_ups import FollowUp
from reviews.models.involvement import InvolvementReview
from reviews.models.papers import CommitteePaper, PaperFile, PaperImplication, PaperReceipt
from reviews.models.recommendations import Consultation, PlannedAction, Recommendation, RecommendationSubject
from reviews.models.reminders import Reminder
from reviews.models.rounds import Review, ReviewAnswer, ReviewRound, ReviewSection, SectionAsked
from reviews.models.scrutiny import ScrutinyReview

__all__ = [
    "Audit",
    "CommitteePaper",
    "Consultation",
    "Edition",
    "EditionEntry",
    "ExitConsultee",
    "ExitControl",
    "ExitEffect",
    "ExitEnd",
    "ExitMessage",
    "ExitReason",
    "ExitStrategy",
    "FollowUp",
    "HandoverItem",
    "InvolvementReview",
    "PaperFile",
    "PaperImplication",
    "PaperReceipt",
    "PlannedAction",
    "Recommendation",
    "RecommendationSubject",
    "Reminder",
    "Review",
    "ReviewAnswer",
    "ReviewRound",
    "ReviewSection",
    "ScrutinyReview",
    "SectionAsked",
    "SignOff",
]
