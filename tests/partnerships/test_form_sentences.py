"""What a form says when something is left out or cannot be taken, where the sentence is made from the label."""

from decimal import Decimal

import pytest
from django import forms

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import DayField, TypedNumberField
from partnerships.machine import Machine
from register.models import GoverningDocument


def said(field, value="") -> list[str]:
    form = type("OneForm", (CouncilForm,), {"it": field})({"it": value})
    form.is_valid()
    return form.errors.get("it", [])


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Title", "Enter the title."),
        ("The day from which it holds", "Enter the day from which it holds."),
        ("What it did", "Enter what it did."),
        ("The report, or where it is", "Enter the report, or where it is."),
        ("In one line", "Enter an answer under “In one line”."),
        ("Every … months", "Enter an answer under “Every … months”."),
        ("What is the concern", "Enter an answer under “What is the concern”."),
    ],
)
def test_what_is_missing_is_a_sentence_whatever_the_label(label, sentence):
    assert said(forms.CharField(label=label)) == [sentence]


@pytest.mark.parametrize("label", ["Appointments begin on", "Wanted back by", "From", "Used until"])
def test_a_missing_date_is_asked_for_under_a_label_that_names_no_thing(label):
    assert said(DayField(label=label)) == [f"Enter a date under “{label}”."]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Kind", "Choose the kind."),
        ("Whose money", "Choose whose money."),
        ("Merge into", "Choose an answer under “Merge into”."),
        ("Cash or in kind", "Choose an answer under “Cash or in kind”."),
        ("Did you attend?", "Choose an answer under “Did you attend?”."),
    ],
)
def test_a_missing_choice_is_a_sentence_whatever_the_label(label, sentence):
    assert said(forms.ChoiceField(label=label, choices=[("a", "A")])) == [sentence]


def test_an_answer_that_is_gone_is_said_in_plain_words():
    assert said(forms.ChoiceField(choices=[("a", "A")]), "b") == [
        "That answer is no longer on offer. Choose one of those listed."
    ]


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        ("99999999", ["Hours must be 200 or less."]),
        ("1.125", ["Hours can have at most 2 figures after the point."]),
        ("-1", ["Enter a number that is not below 0 under “Hours”."]),
        ("2.5", []),
    ],
)
def test_one_sentence_is_said_of_a_number(typed, sentences):
    field = TypedNumberField(label="Hours", max_digits=5, decimal_places=2, max_value=Decimal(200))
    assert said(field, typed) == sentences


def test_a_state_reads_well_in_the_middle_of_a_sentence():
    machine = Machine(GoverningDocument, "agreement", "draft")
    assert [machine.state_name(state) for state in ("draft", "in_force")] == ["a draft", "in force"]


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_what_turns_the_text_after_it_round_is_taken_out(code):
    form = type("OneForm", (CouncilForm,), {"it": forms.CharField()})({"it": f"Trust {chr(code)}fdp.exe"})
    assert form.is_valid()
    assert form.cleaned_data == {"it": "Trust fdp.exe"}
