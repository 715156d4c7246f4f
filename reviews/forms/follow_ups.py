"""Forms of a follow-up: how it went, what came of it, not yet."""

from partnerships.forms.fields import DayField
from register.forms.acts import ActForm, words
from register.forms.base import explain
from reviews.models import FollowUp


class ReportForm(ActForm):
    report = words("How it went", "Say how it went.")

    class Meta(ActForm.Meta):
        model = FollowUp
        fields = ("report",)


class RecordForm(ActForm):
    """What came of it; a day only where it is looked at again."""

    outcome_note = words("Why", "Say why.")
    again_on = DayField(label="Look at it again on", required=False)
    field_order = ("outcome", "outcome_note", "again_on")

    class Meta(ActForm.Meta):
        model = FollowUp
        fields = ("outcome", "outcome_note")

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, user=user, **kwargs)
        self.fields["outcome"].label = "What came of it"
        self.fields["again_on"].help_text = "Only where it is too early to say."
        explain(self.fields["again_on"], user)


class WaitForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = FollowUp
