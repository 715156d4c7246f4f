"""The form of each step of a review."""

from datetime import date
from typing import Any, ClassVar

from partnerships.merging import MINE, THEIRS
from partnerships.models import User
from partnerships.roles import OFFICERS
from partnerships.snapshots import values_of
from partnerships.words import BLANK, Names, in_words, shortened
from register.forms.acts import ActForm
from register.models import Partnership
from reviews.forms import review_boxes as boxes
from reviews.models import Review, ReviewSection
from reviews.rules.reviews import unserial
from reviews.workflow import accepting

LONG = 300


class ReviewAct(ActForm):
    class Meta(ActForm.Meta):
        model = Review


class SubmitForm(ReviewAct):
    """The declaration, never ticked beforehand."""

    declaration = boxes.declaration()
    hours_spent = boxes.hours_spent()

    def values(self) -> dict[str, Any]:
        return {"hours_spent": self.cleaned_data["hours_spent"]}


class EndorseForm(ReviewAct):
    optional = ("endorsement",)

    class Meta(ReviewAct.Meta):
        fields = ("endorsement",)


class ReturnForm(ReviewAct):
    """What is asked at each section, and of the review as a whole."""

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        for section in self.instance.sections.all():
            self.add(f"ask_{section.key}", f"{section}: what is to be looked at again")
        self.add("comment", "Of the review as a whole")

    def add(self, name: str, label: str) -> None:
        self.fields[name] = boxes.words(label)
        self.prepare_field(name, self.fields[name])

    def comments(self) -> dict[str, str]:
        return {name.removeprefix("ask_"): text for name, text in self.cleaned_data.items() if name.startswith("ask_")}


class AcceptForm(ReviewAct):
    """When it is reviewed next; and, of facts that somebody else changed meanwhile, whose value stands."""

    class Meta(ReviewAct.Meta):
        fields = ("next_on",)
        labels: ClassVar[dict] = {"next_on": "Reviewed next on"}

    def __init__(self, data=None, *, next_on: date | None = None, **kwargs):
        super().__init__(data, initial={"next_on": next_on}, **kwargs)
        found, names = accepting.merge(self.instance), Names()
        mine = {each["field"]: unserial(each["after"]) for each in accepting.staged_of(self.instance)}
        now = values_of(accepting.entry_of(self.instance))
        for name in found.clashes:
            field = Partnership._meta.get_field(name)
            said = {MINE: mine[name], THEIRS: now[name]}
            label = str(field.verbose_name)
            choices = [
                (MINE, f"As the review says: {in_words(field, said[MINE], names) or BLANK}"),
                (THEIRS, f"As the register says now: {in_words(field, said[THEIRS], names) or BLANK}"),
            ]
            self.ask(name, label, choices)
        if words := accepting.activity_meanwhile(self.instance):
            own = shortened(self.instance.activity, LONG)
            choices = [
                (MINE, f"As the review says: {own}"),
                (THEIRS, f"As somebody wrote it meanwhile: {shortened(words, LONG)}"),
            ]
            self.ask(accepting.ACTIVITY, "what it did in the year", choices)

    def ask(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[f"keep_{name}"] = boxes.radios(
            label[:1].upper() + label[1:], choices, f"Say which stands for “{label}”."
        )
        self.prepare_field(f"keep_{name}", self.fields[f"keep_{name}"])

    def choices(self) -> dict[str, str]:
        return {
            name.removeprefix("keep_"): value for name, value in self.cleaned_data.items() if name.startswith("keep_")
        }


class WaiveForm(ReviewAct):
    class Meta(ReviewAct.Meta):
        fields = ("waiver_reason", "waiver_authority", "next_on")
        help_texts: ClassVar[dict] = {"waiver_authority": "Such as: Corporate Management Team, 3 November 2026."}


class PostponeForm(ReviewAct):
    asks_reason = True

    class Meta(ReviewAct.Meta):
        fields = ("due_on",)


class ReopenForm(ReviewAct):
    asks_reason = True


class DelegateForm(ActForm):
    """Who fills in this section; blank, the lead officer."""

    optional = ("delegated_to",)

    class Meta(ActForm.Meta):
        model = ReviewSection
        fields = ("delegated_to",)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, initial={}, **kwargs)
        box = self.fields["delegated_to"]
        lead = self.instance.review.partnership.lead_officer_id
        box.queryset = User.objects.active().holding(*OFFICERS).exclude(pk=lead)
        box.empty_label = "Nobody else: I fill it in"
