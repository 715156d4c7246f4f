"""The sections of a draft that can be edited, each with its form and how it is saved when two people edit at once."""

from datetime import datetime

from django.http import Http404
from django.urls import reverse

from partnerships.merging import decided, three_way
from partnerships.numbers import whole
from partnerships.saving import Conflict
from reviews.forms import papers as forms
from reviews.forms.editions import RoundDetailsForm
from reviews.models import CommitteePaper
from reviews.workflow import papers as workflow

CLASHED = (
    "Somebody else saved this part while you were writing. What you typed is kept below; beside it stands what was "
    "saved meanwhile. Bring both together, then save again."
)


def screen(section: str, paper: CommitteePaper, data):
    """The screen of a section by its name in the address; 404 for a name that there is not."""
    if section == "implications":
        return Implications(paper, data)
    if section not in FIELDS:
        raise Http404
    return Fields(section, paper, data)


FIELDS = {
    "details": ("Header", forms.DetailsForm),
    "decision": ("Header of a decision", forms.DecisionForm),
    "text": ("Text", forms.TextForm),
}
# A report on a round, and a paper on an exit, have less to choose.
DRAWN_UP = {"details": RoundDetailsForm}


class Fields:
    """Columns of the paper itself."""

    def __init__(self, section: str, paper: CommitteePaper, data):
        self.section, (self.title, kind) = section, FIELDS[section]
        if not paper.is_register_report:
            kind = DRAWN_UP.get(section, kind)
        self.paper, self.http_status, self.version = paper, 200, paper.version
        self.form = kind(
            data,
            instance=CommitteePaper.objects.get(pk=paper.pk),
            cancel_url=reverse("reviews:paper", args=[paper.reference]),
        )
        if data:
            self.version = whole(data.get("version", "")) or 0

    def save(self, *, by, at: datetime) -> bool:
        """Save what was typed; after a clash, what does not clash is joined, and the rest is asked."""
        values = {name: self.form.cleaned_data[name] for name in self.form.fields}
        try:
            workflow.edit(self.paper, values, version=self.version, by=by, at=at)
        except Conflict as conflict:
            return self.merge(conflict.record, values, by=by, at=at)
        return True

    def merge(self, current: CommitteePaper, mine: dict, *, by, at: datetime) -> bool:
        original = current.history.filter(version=self.version).first()
        seen = {name: getattr(original, name) for name in mine} if original else {}
        merge = three_way(seen, {name: getattr(current, name) for name in mine}, mine)
        if original and not merge.clashes:
            workflow.edit(current, decided(merge, mine, {}), version=current.version, by=by, at=at)
            return True
        self.ask(current, merge.clashes if original else tuple(mine))
        return False

    def ask(self, current: CommitteePaper, names: tuple[str, ...]) -> None:
        self.form.add_error(None, CLASHED)
        for name in names:
            self.form.add_error(
                name, f"{self.form.fields[name].label}, saved meanwhile: {getattr(current, name) or 'nothing'}"
            )
        self.version, self.http_status = current.version, 409


class Implications:
    """The implications, a row each."""

    section, title = "implications", "Implications"
    version = 0

    def __init__(self, paper: CommitteePaper, data):
        self.paper, self.http_status = paper, 200
        self.form = forms.ImplicationsForm(
            data, paper=paper, cancel_url=reverse("reviews:paper", args=[paper.reference])
        )

    def save(self, *, by, at: datetime) -> bool:
        """Save the answers that changed; one that somebody else changed meanwhile is asked again."""
        try:
            workflow.answer_implications(self.paper, self.form.edits(), by=by, at=at)
        except Conflict as conflict:
            self.ask(conflict.record)
            return False
        return True

    def ask(self, current) -> None:
        self.form.add_error(None, CLASHED)
        words = "none directly" if current.is_none else current.text or "nothing"
        self.form.add_error(f"text_{current.pk}", f"{current.heading}, saved meanwhile: {words}")
        self.form.data = self.form.data.copy()
        self.form.data[f"version_{current.pk}"] = current.version
        self.http_status = 409
