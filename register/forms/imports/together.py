"""Several forms on one page."""

from django import forms


class SeveralForms:
    """Forms of one page, which together look like a formset to the error summary."""

    forms: list[forms.Form]

    def non_form_errors(self) -> list[str]:
        return []

    @property
    def errors(self) -> list:
        return [form.errors for form in self.forms if form.is_bound]

    @property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self.forms if form.is_bound)

    def is_valid(self) -> bool:
        """Whether all are valid; each is asked, so that every error of the page is said at once."""
        verdicts = [form.is_valid() for form in self.forms]
        return all(verdicts)
