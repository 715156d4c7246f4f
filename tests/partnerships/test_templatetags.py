"""Money, time and states as pages and papers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from partnerships.templatetags import council


def render(source: str, address: str = "/", **context) -> str:
    context["request"] = RequestFactory().get(address)
    return Template("{% load council %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("8000"), "£8,000"),
        (Decimal("1234.5"), "£1,234.50"),
        (Decimal("1234.00"), "£1,234"),
        (Decimal("100"), "£100"),
        (Decimal("-20"), "−£20"),
        (538000, "£538,000"),
        (Decimal(0), "£0"),
    ],
)
def test_money_is_written_in_pounds_with_pence_only_when_there_are_any(amount, words):
    assert council.money(amount) == words


@pytest.mark.parametrize(
    "filter_", [council.money, council.hours, council.day, council.moment, council.financial_year, council.yes_no]
)
def test_what_nobody_told_us_is_not_known_and_never_nought(filter_):
    assert filter_(None) == "Not known"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("104.00"), "104 hours a month"),
        (Decimal("3.50"), "3.5 hours a month"),
        (Decimal("1"), "1 hour a month"),
        (Decimal("0"), "0 hours a month"),
        (Decimal("1200"), "1,200 hours a month"),
        (100, "100 hours a month"),
    ],
)
def test_officer_time_is_written_in_hours_a_month(amount, words):
    assert council.hours(amount) == words


@pytest.mark.parametrize(("amount", "words"), [(Decimal("1.00"), "1 hour"), (Decimal("1200.5"), "1,200.5 hours")])
def test_one_hour_is_an_hour(amount, words):
    assert council.in_hours(amount) == words


def test_a_day_has_no_leading_nought():
    assert council.day(date(2026, 11, 1)) == "1 November 2026"
    assert council.short_day(date(2026, 11, 1)) == "1 Nov 2026"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 21, 9, 32, tzinfo=UTC), "21 November 2026 at 9:32am"),
        (datetime(2026, 6, 4, 8, 5, tzinfo=UTC), "4 June 2026 at 9:05am"),
        (datetime(2026, 6, 4, 11, 0, tzinfo=UTC), "4 June 2026 at 12:00pm"),
        (datetime(2026, 1, 10, 0, 3, tzinfo=UTC), "10 January 2026 at 12:03am"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026 at 12:30am"),
    ],
)
def test_a_moment_follows_the_clocks_of_the_united_kingdom(at, words):
    assert council.moment(at) == words


@pytest.mark.parametrize(("starts", "words"), [(2013, "2013/14"), (1999, "1999/00"), (2008, "2008/09")])
def test_a_financial_year_names_both_of_its_years(starts, words):
    assert council.financial_year(starts) == words


def test_nought_and_no_are_values_and_not_missing():
    assert council.or_missing(0) == 0
    assert council.or_missing(False) is False
    assert council.or_missing("", "nothing") == "nothing"
    assert council.yes_no(False) == "No"


def test_a_tag_carries_its_words_and_a_state_has_one_colour_everywhere():
    assert 'govuk-tag--orange">High<' in render('{% tag "High" "high" %}')
    assert 'govuk-tag--purple">Odd<' in render('{% tag "Odd" "purple" %}')
    assert 'govuk-tag--blue">New<' in render('{% tag "New" "something else" %}')


def test_red_is_kept_for_what_is_overdue_or_went_wrong():
    assert {state for state, colour in council.TONES.items() if colour == "red"} == {"overdue", "failed"}


def test_a_tag_escapes_what_people_typed():
    assert "&lt;b&gt;" in render("{% tag label %}", label="<b>")


def test_an_empty_tag_prints_nothing():
    assert render('{% tag "" "high" %}').strip() == ""


def test_a_sort_link_keeps_the_filters_and_goes_back_to_the_first_page():
    html = render('{% sort_header "Name" "name" %}', "/list?theme=2&page=3&sort=risk")
    assert 'aria-sort="none"' in html
    assert 'href="?theme=2&amp;sort=name"' in html


def test_sorting_again_by_the_same_column_turns_the_order():
    html = render('{% sort_header "Name" "name" %}', "/list?sort=name")
    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-name"' in html


def test_removing_one_of_two_values_keeps_the_other():
    assert render('{% address_without "risk" "h" %}', "/?risk=h&risk=m&q=a&page=2") == "?q=a&amp;risk=m"
    assert render('{% address_without "risk" %}', "/?risk=h&risk=m&q=a") == "?q=a"


def test_pages_are_linked_with_the_rest_of_the_address():
    html = render("{% pagination page %}", "/?q=trust&page=2", page=Paginator(range(200), 50).page(2))
    assert 'href="?q=trust&amp;page=3"' in html
    assert 'aria-current="page">2<' in html


def test_a_single_page_has_no_page_links():
    assert "<nav" not in render("{% pagination page %}", page=Paginator(range(3), 50).page(1))


def test_a_chart_has_a_title_and_its_longest_bar_fills_it():
    bars = [("Economy", Decimal(200), "£200"), ("Health", Decimal(100), "£100"), ("Art", None, "Not known")]
    html = render('{% bar_chart "Contribution by theme" bars %}', bars=bars)
    assert "<title>Contribution by theme</title>" in html
    assert [part.split('"')[0] for part in html.split('" width="')[1:]] == ["500.0", "250.0", "0.0"]


def test_a_chart_of_nothing_but_noughts_can_be_drawn():
    assert 'width="25.0"' in render("{% bar 5 20 %}")
    assert 'width="0.0"' in render("{% bar 0 0 %}")
    assert 'width="0.0"' in render('{% bar_chart "Nothing" bars %}', bars=[("A", Decimal(0), "£0")])


@pytest.mark.parametrize(("size", "words"), [(812, "812 bytes"), (214_000, "214 KB"), (1_240_000, "1.2 MB")])
def test_a_file_size_is_written_as_people_say_it(size, words):
    assert council.file_size(size) == words


def test_the_arrow_of_a_heading_keeps_to_its_last_word():
    html = render('{% sort_header "Hours a month" "hours" %}', "/list?sort=-hours")
    assert (
        'Hours a <span class="app-nowrap">month<span class="app-sort__arrow" aria-hidden="true">▼</span></span>' in html
    )
