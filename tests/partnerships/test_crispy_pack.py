"""Every kind of field through the template pack: labelled, described, and with its error beside it."""

import re
from html.parser import HTMLParser

import pytest
from crispy_forms.layout import Div, Fieldset, Layout, Row
from django import forms
from django.template import Context, Template

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import DayField, DescribedRadios, HoursField, MoneyField, NumberInput, YesNoUnknownField

ROLES = [("control", "Control"), ("influence", "Influence")]


class Everything(CouncilForm):
    cancel_url = "/back/"
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(max_length=20)
    contact = forms.EmailField(required=False, help_text="Kept inside the council.")
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    agreed_on = DayField(required=False)
    amount = MoneyField(required=False)
    time = HoursField(required=False, widget=NumberInput(suffix="hours"))
    purpose = forms.CharField(widget=forms.Textarea, max_length=200, required=False)
    service = forms.ChoiceField(choices=ROLES)
    themes = forms.MultipleChoiceField(choices=ROLES)
    position = forms.ChoiceField(choices=ROLES, widget=DescribedRadios(hints={"control": "The council decides."}))
    statutory = YesNoUnknownField(required=False)
    agreed = forms.BooleanField(label="I agree")
    paper = forms.FileField(required=False)
    meeting = forms.SplitDateTimeField(required=False)


class Tags(HTMLParser):
    """The start tags of a page, each as (name, attributes)."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[dict]:
        return [attrs for tag, attrs in self.found if tag in names]

    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if "id" in attrs]


def render(form, source: str = "{% crispy form %}") -> str:
    return Template("{% load crispy_forms_tags %}" + source).render(Context({"form": form}))


@pytest.fixture(params=["new", "refused"])
def page(request) -> Tags:
    data = {"agreed_on": "31 2 2026", "amount": "8k", "contact": "nobody"} if request.param == "refused" else None
    return Tags(render(Everything(data)))


def test_every_input_has_a_label(page):
    labelled = {attrs["for"] for attrs in page.named("label")}
    inputs = [attrs for attrs in page.named("input", "select", "textarea") if attrs.get("type") != "hidden"]
    assert len(inputs) > 15
    assert [attrs for attrs in inputs if attrs["id"] not in labelled and "aria-label" not in attrs] == []


def test_every_description_is_on_the_page_once(page):
    ids = page.ids()
    described = [name for _, attrs in page.found for name in (attrs.get("aria-describedby") or "").split()]
    assert described
    assert [name for name in described if ids.count(name) != 1] == []


def test_the_browser_is_not_asked_to_validate(page):
    (form,) = page.named("form")
    assert "novalidate" in form
    for attrs in page.named("input", "select", "textarea"):
        assert not {"required", "maxlength", "placeholder"} & set(attrs)


def test_no_style_stands_in_an_attribute(page):
    assert [attrs for _, attrs in page.found if "style" in attrs] == []


def test_groups_of_choices_have_a_legend(page):
    assert len(page.named("fieldset")) == len(page.named("legend")) == 4


def test_a_form_with_a_file_is_sent_in_parts(page):
    assert page.named("form")[0]["enctype"] == "multipart/form-data"


def test_each_error_is_beside_its_field_and_in_the_summary_in_the_same_words():
    form = Everything({"agreed_on": "31 2 2026", "amount": "8k", "contact": "nobody"})
    beside = render(form)
    summary = render(form, '{% include "council/errors.html" %}')
    ids = Tags(beside).ids()
    assert len(form.errors) == 8
    for errors in form.errors.values():
        assert errors[0] in beside
        assert errors[0] in summary
    links = [attrs["href"].removeprefix("#") for attrs in Tags(summary).named("a")]
    assert len(links) == 8
    assert set(links) <= set(ids)


def test_a_missing_answer_is_asked_for_by_name():
    errors = Everything({}).errors
    assert errors["name"] == ["Enter the name."]
    assert errors["service"] == ["Choose the service."]
    assert errors["agreed"] == ["Tick “I agree” to go on."]


def test_what_was_typed_stays():
    html = render(Everything({"amount": "8k", "name": "Trust", "position": "influence", "themes": ["control"]}))
    assert 'value="8k"' in html
    assert 'value="Trust"' in html
    assert re.findall(r'id="(\w+)"[^>]*? checked', html) == ["id_themes_0", "id_position_1", "id_statutory_2"]


def test_an_answer_carries_its_guidance():
    html = render(Everything())
    assert 'aria-describedby="id_position_0_hint"' in html
    assert "The council decides." in html


def test_pounds_and_hours_stand_beside_their_boxes():
    html = render(Everything())
    assert 'aria-hidden="true">£</div>' in html
    assert 'aria-hidden="true">hours</div>' in html


def test_a_long_answer_says_how_long_it_may_be():
    assert "You can enter up to 200 characters" in render(Everything())


def test_guidance_of_the_policy_opens_above_the_field():
    form = Everything()
    form.fields["purpose"].guidance = "Say <what> would be lost."
    assert "Say &lt;what&gt; would be lost." in render(form)


def test_the_rarer_kind_of_field_is_marked():
    class Mostly(CouncilForm):
        one = forms.CharField()
        two = forms.CharField()
        three = forms.CharField(required=False)

    assert "Three (optional)" in render(Mostly())
    assert "(required)" not in render(Mostly())
    assert "Name (required)" in render(Everything())


def test_fields_can_be_grouped_in_fieldsets_and_rows():
    class Grouped(CouncilForm):
        version = forms.IntegerField(widget=forms.HiddenInput)
        one = forms.CharField()
        two = forms.CharField()

        def layout(self):
            return Layout(Fieldset("Both", Row(Div("one"), Div("two"))))

    html = render(Grouped())
    assert ">Both</legend>" in html
    assert 'class="app-row"' in html
    assert 'name="version"' in html


def test_the_buttons_say_what_they_do():
    html = render(Everything(submit_text="Change 23 partnerships"))
    assert ">Change 23 partnerships</button>" in html
    assert 'href="/back/">Cancel</a>' in html


def test_a_formset_brings_its_management_form_and_every_error():
    class Line(CouncilForm):
        amount = MoneyField()

    lines = forms.formset_factory(Line, extra=2)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-amount": "8k", "form-1-amount": "x"}
    formset = lines(data)
    html = render(formset)
    assert 'name="form-TOTAL_FORMS"' in html
    assert 'name="form-1-amount"' in html
    summary = render(formset, '{% include "council/errors_formset.html" with formset=form %}')
    assert [a["href"] for a in Tags(summary).named("a")] == ["#id_form-0-amount", "#id_form-1-amount"]


def test_an_error_of_the_whole_form_is_in_the_summary_without_a_link():
    class Never(CouncilForm):
        def clean(self):
            raise forms.ValidationError("These two do not go together.")

    summary = render(Never({}), '{% include "council/errors.html" %}')
    assert "<li>These two do not go together.</li>" in summary


def test_what_is_too_long_or_too_large_is_said_with_the_name_of_the_field():
    class Bounded(CouncilForm):
        name = forms.CharField(max_length=5)
        paragraph = forms.IntegerField(max_value=7)

    errors = Bounded({"name": "too long", "paragraph": "8"}).errors
    assert errors["name"] == ["Name can be 5 characters long. You entered 8: shorten it."]
    assert errors["paragraph"] == ["Paragraph must be 7 or less."]
