"""Days, money and hours as people type them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from partnerships.days import read_day
from partnerships.forms.fields import DayField, HoursField, MoneyField, YesNoUnknownField


def refusal(field, text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(text)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "27 3 2026",
        "27/3/2026",
        "27/03/26",
        "27.3.2026",
        "27-3-2026",
        "2026-03-27",
        "27 Mar 2026",
        "27 march 2026",
        "27th March 2026",
        "27 Mar. 2026",
        "Friday 27 March 2026",
        "Fri, 27 March 2026",
        " 27\u00a03  2026 ",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert DayField().clean(text) == date(2026, 3, 27)


def test_september_may_be_sept():
    assert read_day("1 Sept 2026") == date(2026, 9, 1)


def test_a_year_of_two_figures_is_the_nearest():
    assert read_day("1 1 85").year == 1985
    assert read_day("1 1 26").year == 2026


def test_a_month_alone_is_refused_with_an_example():
    assert "such as 27 3 2026" in refusal(DayField(), "March 2026")


@pytest.mark.parametrize("text", ["31 2 2026", "1 13 2026", "0 1 2026", "5 Foo 2026"])
def test_a_day_that_does_not_exist_is_refused(text):
    assert refusal(DayField(), text) == f"There is no such day as “{text}”. Check the day and the month."


def test_a_slip_of_the_year_is_noticed():
    assert refusal(DayField(), "1 1 0206") == "Check the year: 206 is too far away."


def test_a_day_is_shown_in_words_and_is_not_taken_for_a_change():
    field = DayField(required=False)
    assert field.prepare_value(date(2026, 3, 27)) == "27 March 2026"
    assert not field.has_changed(date(2026, 3, 27), "27 March 2026")
    assert field.clean("  ") is None


@pytest.mark.parametrize("text", ["8000", "8,000", "£8000", "£ 8,000", "8 000", "8000.00", "£8,000.00"])
def test_money_is_read_with_or_without_pound_sign_and_commas(text):
    assert MoneyField().clean(text) == Decimal(8000)


def test_thousands_are_not_shortened():
    assert refusal(MoneyField(), "8k") == "“8k” is a short form. Write the number in full, such as 8,000 or 1,250.50."


@pytest.mark.parametrize("text", ["eight", "8,00", "1.2.3", "£", "1e5", "NaN", "8–10", "nil"])
def test_what_is_no_amount_is_refused(text):
    assert "is not a number that can be read" in refusal(MoneyField(), text)


def test_a_minus_is_refused_for_money():
    assert refusal(MoneyField(), "-5") == "Enter a number that is not below 0."


def test_blank_is_unknown_and_nought_is_nought():
    field = MoneyField(required=False)
    assert field.clean("") is None
    assert field.clean(" ") is None
    assert field.clean("0") == Decimal(0)


def test_an_amount_shown_and_sent_back_is_no_change():
    field = MoneyField(required=False)
    assert field.prepare_value(Decimal("8000.00")) == "8,000"
    assert field.prepare_value(Decimal("1250.5")) == "1,250.50"
    assert not field.has_changed(Decimal("8000.00"), "8,000")
    assert field.has_changed(None, "0")


@pytest.mark.parametrize("text", ["10", "10 hours", "10 hrs", "10h", "10 h."])
def test_hours_may_carry_their_unit(text):
    assert HoursField().clean(text) == Decimal(10)


@pytest.mark.parametrize(
    ("text", "hours"), [("1½ hours", "1.5"), ("½", "0.5"), ("2 ¼ hrs", "2.25"), ("1 3/4 hours", "1.75")]
)
def test_hours_may_end_in_a_half_or_in_quarters(text, hours):
    assert HoursField().clean(text) == Decimal(hours)


@pytest.mark.parametrize("text", ["11/2", "1½ to 2", "½½"])
def test_a_fraction_that_could_be_something_else_is_refused(text):
    assert "Enter figures, such as 10 or 3.5." in refusal(HoursField(), text)


def test_about_ten_hours_are_to_be_marked_as_an_estimate():
    assert "say that it is an estimate" in refusal(HoursField(), "approx 10")


@pytest.mark.parametrize("period", ["a week", "a month"])
def test_hours_of_another_time_are_not_taken_for_those_that_are_asked(period):
    assert "is not a number that can be read" in refusal(HoursField(), f"10 hours {period}")


def test_hours_are_shown_without_trailing_noughts():
    assert HoursField().prepare_value(Decimal("3.50")) == "3.5"
    assert HoursField().prepare_value(Decimal("100.00")) == "100"


@pytest.mark.parametrize(("answer", "value"), [("yes", True), ("no", False), ("unknown", None), ("", None)])
def test_unknown_is_neither_yes_nor_no(answer, value):
    assert YesNoUnknownField(required=False).clean(answer) is value


def test_an_answer_that_was_not_offered_is_refused():
    assert "is not one of the available choices" in refusal(YesNoUnknownField(), "perhaps")


@pytest.mark.parametrize(
    ("initial", "data", "changed"), [(True, "yes", False), (None, "unknown", False), (None, "no", True)]
)
def test_no_in_place_of_unknown_is_a_change(initial, data, changed):
    assert YesNoUnknownField(required=False).has_changed(initial, data) is changed
