from assessments.models.assessments import Answer, Assessment
from assessments.models.cases import BusinessCase, CaseAnswer
from assessments.models.criteria import CriteriaSet, Criterion
from assessments.models.findings import CheckSetting, Finding, Waiver
from assessments.models.questions import Question, QuestionSet
from assessments.models.screenings import Screening, ScreeningAnswer

__all__ = [
    "Answer",
    "Assessment",
    "BusinessCase",
    "CaseAnswer",
    "CheckSetting",
    "CriteriaSet",
    "Criterion",
    "Finding",
    "Question",
    "QuestionSet",
    "Screening",
    "ScreeningAnswer",
    "Waiver",
]
