"""Forms about an edition and the papers made from it: who was consulted, the report's header, a receipt."""

from django import forms
from django.core.exceptions import ValidationError

from partnerships.forms.base import CouncilForm, CouncilModelForm
from register.models import Body
from reviews.forms.papers import DetailsForm
from reviews.models import PaperReceipt, Recommendation, SignOff

CHANGED = "Somebody else changed this edition meanwhile. What you chose is still here: put it once more."


class RecommendationsField(forms.ModelMultipleChoiceField):
    """Each recommendation under its heading: to increase, reduce or review resources."""

    def label_from_instance(self, recommendation: Recommendation) -> str:
        return f"{recommendation.get_heading_display()}: {recommendation}"


class SignOffForm(CouncilModelForm):
    """Who was consulted on the edition, when, and what they said (H14-46)."""

    submit_text = "Keep it"

    class Meta(CouncilModelForm.Meta):
        model = SignOff
        fields = ("who", "on", "words")
        help_texts = {"who": "A body, a team or a post, such as the Senior Management Team."}
        labels = {"on": "Day on which they were consulted"}


class SubmissionForm(CouncilForm):
    """What the bodies consider together with an edition: recommendations, and the policy itself (H14-02)."""

    submit_text = "Put it to the bodies"

    recommendations = RecommendationsField(
        queryset=Recommendation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Recommendations that go with it",
        help_text="Those on which bodies are still to decide. What they decide is recorded at each of them.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    with_policy = forms.BooleanField(required=False, initial=True, label="The partnership policy goes with it")

    def __init__(self, *args, recommendations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = recommendations
        self.initial.setdefault("recommendations", recommendations)
        if not recommendations.exists():
            del self.fields["recommendations"]

    def seen_again(self, version: int) -> None:
        """Somebody was quicker: what was ticked stays, and counts for the edition as it stands now."""
        self.data = self.data.copy()
        self.data["version"] = str(version)
        self.refuse(ValidationError(CHANGED))


class RoundDetailsForm(DetailsForm):
    """The header of a report on a round. It is drawn up from its edition, so there is less to choose."""

    financial_year = None

    class Meta(DetailsForm.Meta):
        fields = [
            "title", "body", "meeting_on", "originator", "status_line", "where_from", "where_to_next", "route",
            "objective", "is_sensitive", "template",
        ]  # fmt: skip


class ReceiptForm(CouncilModelForm):
    """That a body received an issued paper (B15-33, B15-35)."""

    submit_text = "Record the receipt"

    class Meta(CouncilModelForm.Meta):
        model = PaperReceipt
        fields = ("body", "received_on", "minute", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.paper = paper
        received = paper.receipts.values("body")
        self.fields["body"].queryset = Body.objects.filter(is_retired=False).exclude(pk__in=received)
        self.fields["body"].empty_label = "Choose a body"
