"""The short form of a performance return (SH-14)."""

from typing import ClassVar

from register.forms.acts import ActForm
from register.forms.base import describe
from register.models import PerformanceReturn
from register.models.performance import Progress

HINTS = {
    Progress.PLANNED: "It does what was agreed, in time and within its money.",
    Progress.PARTLY: "Some of it is late, or costs more.",
    Progress.BEHIND: "What was agreed will not be reached without a change.",
}


class RecordForm(ActForm):
    """How it goes, what was achieved, how it did against its measures, and what is behind."""

    optional = ("measured", "concerns")

    class Meta(ActForm.Meta):
        model = PerformanceReturn
        fields = ("progress", "achieved", "measured", "concerns")
        help_texts: ClassVar[dict] = {
            "measured": "The figures of the months, beside what was aimed at.",
            "concerns": "Needed where it is not as planned.",
        }
        error_messages: ClassVar[dict] = {
            "progress": {"required": "Choose how it goes."},
            "achieved": {"required": "Say what was achieved."},
        }

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **{"initial": {}, **kwargs})
        describe(self.fields["progress"], HINTS)
        for name in ("achieved", "measured", "concerns"):
            self.fields[name].widget.attrs["rows"] = 4
