"""Forms of a committee paper: its header, its words, its implications; correcting and issuing it."""

from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.saving import Edit
from register.forms.files import FileForm
from register.models import Body, Contribution
from register.rules.money import year_name
from reviews.models import CommitteePaper, PaperImplication
from reviews.rules.papers import Stop, stop


class DetailsForm(CouncilModelForm):
    """The header (H14-01) and how the paper is handled (H14-47)."""

    financial_year = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label="Financial year of the contributions",
        help_text="Contributions of other years are left out of the paper.",
    )

    class Meta(CouncilModelForm.Meta):
        model = CommitteePaper
        fields = [
            "title", "body", "meeting_on", "originator", "status_line", "where_from", "where_to_next", "route",
            "objective", "financial_year", "by_theme", "prints_activity", "is_sensitive", "template",
        ]  # fmt: skip
        widgets = {
            "objective": forms.Textarea(attrs={"rows": 3}),
            "route": forms.Textarea(attrs={"rows": 3}),
            "template": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("body", "where_from", "where_to_next"):
            self.fields[name].queryset = Body.objects.filter(is_retired=False)
        self.fields["body"].empty_label = "Choose a body"
        self.fields["body"].error_messages["required"] = "Choose the body that meets."
        self.fields["where_from"].empty_label = self.fields["where_to_next"].empty_label = "Not applicable"
        if "financial_year" in self.fields:
            self.offer_years()

    def clean_route(self) -> str:
        """Each line as the body and its day in words; a line without a day is asked again."""
        lines = [line.strip() for line in self.cleaned_data["route"].splitlines() if line.strip()]
        return "\n".join(str(stop_of(line)) for line in lines)

    def offer_years(self) -> None:
        """The years of which anything is known."""
        known = Contribution.objects.filter(removed_at__isnull=True).values_list("financial_year", flat=True).distinct()
        years = sorted({*known, *filter(None, [self.instance.financial_year])}, reverse=True)
        self.fields["financial_year"].choices = [
            ("", "The latest with figures up to the meeting"),
            *((year, year_name(year)) for year in years),
        ]


def stop_of(line: str) -> Stop:
    """One line of the other bodies. Raises ValidationError where no day stands behind the last comma."""
    found = stop(line)
    if not (found.body and found.on):
        raise forms.ValidationError(f"Write the body, a comma and the day of its meeting, in place of “{line}”.")
    return found


class DecisionForm(CouncilModelForm):
    """What the header of a decision says besides (SH-01)."""

    class Meta(CouncilModelForm.Meta):
        model = CommitteePaper
        fields = (
            "portfolio_area", "wards_affected", "is_urgent", "approval", "next_steps_on", "author", "author_role",
            "contact",
        )  # fmt: skip
        widgets = {"approval": forms.Textarea(attrs={"rows": 3})}


PROMPTS = {
    "outcome_sought": "What the meeting is asked to do: note, discuss, recommend to the Executive. "
    "Each line becomes a numbered paragraph.",
    "background": "Why the register was reviewed, earlier decisions and audits, what has changed since then. "
    "The number of partnerships, families and ratings follow by themselves. Lines that begin with a dash make a list.",
    "discussion": "What members should look at most closely.",
    "next_steps": "What happens after the meeting: action plan, knowledge network, next report.",
    "consulted": "Who was consulted, and when, such as: Corporate Management Team, 4 December 2013.",
    "background_papers": "Documents that the paper relies on. Left empty, the paper says Not applicable.",
    "previous_reports": "Earlier reports on the subject, with body and date. "
    "Left empty, the paper says Not applicable.",
}


class TextForm(CouncilModelForm):
    """The sections that somebody types. What the register says is added by itself."""

    form_class = "app-form--wide"

    class Meta(CouncilModelForm.Meta):
        model = CommitteePaper
        fields = list(PROMPTS)
        help_texts = PROMPTS
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in PROMPTS}


class ImplicationsForm(CouncilForm):
    """Text, or none directly, for each implication (H14-42). Each answer carries the version it was read at."""

    form_class = "app-form--wide"
    submit_text = "Save"

    def __init__(self, *args, paper: CommitteePaper, **kwargs):
        self.rows = list(paper.implications.all())
        super().__init__(*args, **kwargs)
        for row in self.rows:
            text = forms.CharField(
                label=row.heading, required=False, initial=row.text, widget=forms.Textarea(attrs={"rows": 3})
            )
            none = forms.BooleanField(label=f"None directly ({row.heading})", required=False, initial=row.is_none)
            seen = forms.IntegerField(widget=forms.HiddenInput, initial=row.version)
            for part, field in (("text", text), ("none", none), ("version", seen)):
                self.prepare_field(f"{part}_{row.pk}", field)
                self.fields[f"{part}_{row.pk}"] = field

    def clean(self) -> dict:
        data = super().clean()
        for row in self.rows:
            if data.get(f"none_{row.pk}") and data.get(f"text_{row.pk}"):
                self.add_error(
                    f"text_{row.pk}",
                    f"{row.heading}: write what the implications are, or tick that there are none directly, not both.",
                )
        return data

    def edits(self) -> list[Edit]:
        """The answers that differ from what was stored when the page was opened."""
        return [edit for row in self.rows if (edit := self.edit_of(row))]

    def edit_of(self, row: PaperImplication) -> Edit | None:
        wanted = {"text": self.cleaned_data[f"text_{row.pk}"], "is_none": self.cleaned_data[f"none_{row.pk}"]}
        if wanted == {"text": row.text, "is_none": row.is_none}:
            return None
        return Edit(row.pk, self.cleaned_data[f"version_{row.pk}"], wanted)


class AttachForm(FileForm):
    """A file that goes with a draft: under one of its implications, or with all of it (H14-42)."""

    submit_text = "Attach the file"
    heading = forms.ChoiceField(label="Belongs to", required=False)
    field_order = ("heading", "title", "file")

    def __init__(self, *args, paper: CommitteePaper, **kwargs):
        super().__init__(*args, **kwargs)
        headings = paper.implications.values_list("heading", flat=True)
        self.fields["heading"].choices = [("", "The paper as a whole"), *((name, name) for name in headings)]
        self.fields[
            "title"
        ].help_text = "Such as Equality analysis. The paper prints this with the file’s own name, or that name alone."
        self.fields["file"].help_text += (
            " Nobody checks what is in it: once the paper is issued, scrutiny members and everybody else who reads "
            "it can download the file, with any name, telephone or address that it holds."
        )


class CorrectionForm(CouncilForm):
    """Why an issued paper is corrected; printed on the correction."""

    submit_text = "Start the correction"
    reason = forms.CharField(
        label="What is corrected",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        help_text="One or two sentences for members; they stand at the top of the corrected paper.",
        error_messages={"required": "Say what is corrected."},
    )


class YearForm(forms.Form):
    """The municipal year of the list, from the address."""

    year = forms.IntegerField(required=False, min_value=1974, max_value=2100)
