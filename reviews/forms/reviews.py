"""Filling in a review: one form for the sections of a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from assessments.models.choices import AnswerKind
from assessments.rules.questions import Given
from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import MoneyField, NumberInput, TypedNumberField
from partnerships.numbers import whole
from register.models.choices import RecommendationHeading
from reviews.forms.review_boxes import declaration, hours_spent, radios, words
from reviews.models import Review, ReviewSection
from reviews.models.choices import KINDS, Honesty, Section
from reviews.reports import review_answers
from reviews.rules import reviews as rules
from reviews.workflow.filling_in import Said

YES_NO = [("yes", "Yes"), ("no", "No")]
WORDS = {True: "yes", False: "no", None: ""}
ANSWERS = {"yes": True, "no": False}
HOW = [
    (Honesty.CONFIRMED, "Still right"),
    (Honesty.CONFIRMED_WITH_NOTE, "Still right, with a note"),
    (Honesty.CHANGED, "Something has changed"),
]
AGAIN = [
    (Honesty.CONFIRMED, "The assessment still holds"),
    (Honesty.CONFIRMED_WITH_NOTE, "It still holds, with a note"),
    (Honesty.CHANGED, "It is assessed again"),
]
STILL = {
    Section.FACTS: "Are the facts still right?",
    Section.MONEY: "Are costs and time still right?",
    Section.OUTCOMES: "Are outcomes and measures still right?",
    Section.APPENDIX: "Are these answers still right?",
    Section.RISK: "Does the assessment of risk still hold?",
    Section.VALUE: "Does the assessment of value still hold?",
    Section.EXIT: "Is this still what leaving would mean?",
    Section.GOVERNANCE: "Is the governance still right?",
    Section.REPRESENTATION: "Are these still the right people to represent the council?",
}
SAY_CHANGE = "Change above what is no longer right, or say in the note what has changed."
NOTE_MISSING = "Write the note with which you confirm it."
NEVER_ANSWERED = "These questions were never answered, so there is nothing that is still right. Answer them first."


class PageForm(CouncilForm):
    """The sections of one page. `is_later` keeps what is there without asking for the rest."""

    form_class = "app-form--wide"

    def __init__(
        self,
        data=None,
        *,
        review: Review,
        sections: Iterable[ReviewSection],
        starts: Mapping[str, Any],
        is_whole: bool = False,
        is_later: bool = False,
        **kwargs,
    ):
        super().__init__(data, **kwargs)
        self.review, self.is_later, self.last = review, is_later, starts["last"]
        self.sections = {section.key: section for section in sections}
        self.names: dict[str, list[str]] = {key: [] for key in self.sections}
        self.earlier = {
            key: review_answers.carried(review, key) for key in review_answers.KINDS if key in self.sections
        }
        for key, section in self.sections.items():
            self.add(key, f"seen_{key}", forms.CharField(widget=forms.HiddenInput, required=False), section.version)
            for name, (field, initial) in self.boxes(section, starts).items():
                self.add(key, name, field, initial)
        if is_whole:
            self.add("", "hours_spent", hours_spent(), review.hours_spent)
            self.add("", "declaration", declaration(), False)

    def add(self, key: str, name: str, field: forms.Field, initial) -> None:
        if self.is_later:
            field.required = False
        self.fields[name], self.initial[name] = field, initial
        self.prepare_field(name, field)
        self.names.setdefault(key, []).append(name)

    def boxes(self, section: ReviewSection, starts: Mapping[str, Any]) -> dict[str, tuple[forms.Field, Any]]:
        """The fields of one section, each with what it starts with. Nothing that counts is chosen beforehand."""
        review, key = self.review, section.key
        if key in rules.LOOKED_AT:
            choices = AGAIN if key in rules.ASSESSED else HOW
            how = radios(STILL[key], choices, f"Choose an answer under “{STILL[key]}”")
            return {f"how_{key}": (how, section.honesty), f"note_{key}": (words("Note"), section.note)}
        if key == Section.QUESTIONS:
            return self.questions()
        if key == Section.ADDED_VALUE:
            label = "Is there clear added value, and do the benefits outweigh the risks?"
            return {
                "adds_value": (
                    radios(label, YES_NO, "Say whether there is clear added value."),
                    WORDS[review.adds_value],
                ),
                "added_value_note": (words("Where it lies, or why there is none"), starts["added_value_note"]),
            }
        if key == Section.CASE:
            label = "Is there a business case for this partnership?"
            return {
                "has_business_case": (
                    radios(label, YES_NO, "Say whether there is a business case."),
                    WORDS[review.has_business_case],
                ),
                "business_case_note": (words("Where it is, or why there is none"), review.business_case_note),
            }
        if key == Section.ACTIVITY:
            box = words("What it did in the year", "Drafted from the meetings of the year. Make it your own.", 8)
            box.required = True
            return {"activity": (box, starts["activity"])}
        return self.recommendation(starts)

    def questions(self) -> dict[str, tuple[forms.Field, Any]]:
        """Yes or no to each question, with what shows it (B15-21)."""
        kept, found = review_answers.kept(self.review), {}
        for earlier in self.earlier[Section.QUESTIONS]:
            question, own = earlier.question, kept.get(earlier.question.pk)
            if question.answer == AnswerKind.YES_NO:
                field = radios(question.text, YES_NO, f"Answer yes or no: “{question.text}”", question.help_text)
                found[f"q{question.pk}"] = (field, WORDS[own.is_yes] if own else "")
            shows = words(f"What shows it: {question.text}")
            shows.required = True
            shows.error_messages = {"required": f"Say what shows it: “{question.text}”"}
            found[f"q{question.pk}_text"] = (shows, own.text if own else earlier.text)
        return found

    def recommendation(self, starts: Mapping[str, Any]) -> dict[str, tuple[forms.Field, Any]]:
        """What should happen, in words, and what it changes (H14-44)."""
        review = self.review
        headings = [("", "As it follows from what should happen"), *RecommendationHeading.choices]
        hours = TypedNumberField(
            label="Change of officer hours a month",
            required=False,
            min_value=None,
            max_digits=7,
            decimal_places=2,
            widget=NumberInput(suffix="hours a month", attrs={"class": "govuk-input--width-5"}),
            help_text="Such as 4, or -4 for what it saves.",
        )
        pounds = MoneyField(
            label="Change of pounds a year",
            required=False,
            min_value=None,
            help_text="Such as 2,500, or -2,500 for what it saves.",
        )
        return {
            "recommendation_kind": (
                radios("What should happen?", KINDS, "Choose what should happen."),
                review.recommendation_kind,
            ),
            "recommendation": (
                words("Recommendation", "Not needed where it is retained as it is."),
                starts["recommendation"],
            ),
            "recommendation_heading": (
                forms.ChoiceField(label="Reported under", choices=headings, required=False),
                review.recommendation_heading,
            ),
            "hours_change": (hours, review.hours_change),
            "pounds_change": (pounds, review.pounds_change),
        }

    def clean(self):
        """What depends on two answers is asked for where it is missing; nothing is asked of what is kept for later."""
        cleaned = super().clean()
        if self.is_later:
            return cleaned
        for key, section in self.sections.items():
            if key in rules.LOOKED_AT:
                self.check_looked_at(section)
        pairs = (
            ("adds_value", "added_value_note", rules.lacks_of_added_value),
            ("has_business_case", "business_case_note", rules.lacks_of_case),
        )
        for name, note, lacks in pairs:
            if cleaned.get(name) and (found := lacks(ANSWERS[cleaned[name]], cleaned.get(note, ""))):
                self.add_error(note, found[0])
        self.check_recommendation(cleaned)
        return cleaned

    def check_looked_at(self, section: ReviewSection) -> None:
        """A note where one is promised, and a change where one is claimed."""
        key = section.key
        how, note = self.cleaned_data.get(f"how_{key}", ""), self.cleaned_data.get(f"note_{key}", "")
        if how == Honesty.CONFIRMED_WITH_NOTE and not note.strip():
            self.add_error(f"note_{key}", NOTE_MISSING)
        says_nothing = how == Honesty.CHANGED and not section.changes and not note.strip()
        if says_nothing and key not in (*rules.ASSESSED, Section.APPENDIX):
            self.add_error(f"how_{key}", SAY_CHANGE)
        if key == Section.APPENDIX and how and how != Honesty.CHANGED and self.never_answered():
            self.add_error(f"how_{key}", NEVER_ANSWERED)

    def never_answered(self) -> bool:
        return bool(rules.lacks_of_appendix(self.earlier[Section.APPENDIX]))

    def check_recommendation(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("recommendation_kind"):
            return
        for sentence in rules.lacks_of_recommendation(cleaned):
            self.add_error("recommendation" if sentence.startswith("Write") else "hours_change", sentence)

    def said(self) -> list[Said]:
        """What was said, section by section."""
        return [self.said_in(section) for section in self.sections.values()]

    def said_in(self, section: ReviewSection) -> Said:
        key, cleaned = section.key, self.cleaned_data
        seen = whole(cleaned.get(f"seen_{key}", "")) or 0
        if key in rules.LOOKED_AT:
            how = cleaned.get(f"how_{key}", "")
            if self.is_later and how == Honesty.CONFIRMED_WITH_NOTE and not cleaned[f"note_{key}"].strip():
                how = ""
            answers = self.earlier[key] if key == Section.APPENDIX and how and how != Honesty.CHANGED else ()
            return Said(section, seen, how, cleaned.get(f"note_{key}", ""), answers=answers)
        about = {name: self.about(name) for name in self.names[key] if name in ABOUT}
        answers = self.answers() if key == Section.QUESTIONS else ()
        return Said(section, seen, "" if self.is_later else self.honesty(key, about, answers), "", about, answers)

    def honesty(self, key: str, about: Mapping[str, Any], answers: list[Given]) -> str:
        """Whether what is asked anew each year was answered as the last time."""
        if key == Section.QUESTIONS:
            is_same = answers == self.earlier[key]
        else:
            is_same = self.last is not None and all(getattr(self.last, name) == value for name, value in about.items())
        return Honesty.CONFIRMED if is_same else Honesty.CHANGED

    def about(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        return ANSWERS.get(value) if name in ("adds_value", "has_business_case") else value

    def answers(self) -> list[Given]:
        cleaned = self.cleaned_data
        return [
            Given(
                each.question,
                ANSWERS.get(cleaned.get(f"q{each.question.pk}", "")),
                cleaned.get(f"q{each.question.pk}_text", ""),
            )
            for each in self.earlier[Section.QUESTIONS]
        ]

    def standing(self) -> dict[str, str]:
        """What stands in each box, in words; versions and the declaration aside."""
        named = {name for key, names in self.names.items() if key for name in names if not name.startswith("seen_")}
        return {name: self.said_of(name, self[name].value()) for name in named}

    def said_of(self, name: str, value: Any) -> str:
        """A value of one box in words, by which two can be compared."""
        text = str(self.fields[name].prepare_value(value) or "").replace("\r\n", "\n").strip()
        return str(dict(getattr(self.fields[name], "choices", ())).get(text, text))

    def fields_of(self, key: str) -> list:
        """The boxes of one section, as the page shows them."""
        return [self[name] for name in self.names[key]]


ABOUT = frozenset(
    {
        "adds_value",
        "added_value_note",
        "has_business_case",
        "business_case_note",
        "activity",
        "recommendation_kind",
        "recommendation",
        "recommendation_heading",
        "hours_change",
        "pounds_change",
    }
)
