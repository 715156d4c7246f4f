"""The questions that a policy asks: is it a partnership, what speaks for it, on what conditions (B15-49, H11-08)."""

from django.db import models

from assessments.models.choices import AnswerKind, Fact, QuestionKind
from partnerships.history import History
from partnerships.saving import Versioned
from register.models import ExclusionClass, Policy
from register.models.base import chosen, optional
from register.models.choices import Significance


class QuestionSet(Versioned):
    """One version of the questions of one kind, in force from a day until a later one begins."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="question_sets")
    kind = models.CharField(max_length=12, choices=QuestionKind.choices)
    from_on = models.DateField("in force from")
    title = models.CharField(max_length=200)
    source = models.CharField("paragraph", max_length=160)

    history = History()

    class Meta:
        ordering = ["policy", "kind", "-from_on"]
        constraints = [
            chosen("kind", QuestionKind),
            models.UniqueConstraint(
                fields=["policy", "kind", "from_on"],
                name="questions_once_a_day",
                violation_error_message="This policy has such questions from that day already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Question(Versioned):
    """One question. `tier` says which partnerships answer it: blank, all of them."""

    set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField("order")
    group = models.CharField(max_length=80, blank=True)
    text = models.CharField("question", max_length=400)
    help_text = models.TextField("guidance", blank=True)
    answer = models.CharField("answered", max_length=8, choices=AnswerKind.choices, default=AnswerKind.TEXT)
    asks_reason_for_no = models.BooleanField("a no needs a reason", default=False)
    is_for_complex = models.BooleanField("only for large or complex partnerships", default=False)
    tier = optional(Significance, verbose_name="only where it is")
    fact = optional(Fact, verbose_name="answered by the register")
    suggests = models.ForeignKey(
        ExclusionClass,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tests",
        verbose_name="what a no suggests that it is",
    )
    source = models.CharField("paragraph", max_length=160)

    history = History()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            chosen("answer", AnswerKind),
            chosen("fact", Fact),
            models.UniqueConstraint(
                fields=["set", "position"],
                name="question_place_once",
                violation_error_message="Another question has that place in the order.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class QuestionAnswer(Versioned):
    """The answer to one question: yes or no, and words."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="%(class)s_answers")
    is_yes = models.BooleanField("answer", null=True, blank=True)
    text = models.TextField("in words", blank=True)

    class Meta:
        abstract = True
        ordering = ["question__position", "pk"]
