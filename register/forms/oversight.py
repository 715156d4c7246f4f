"""The forms of how an entry is run, watched and bound."""

from register.forms.base import EntryForm
from register.models import Partnership
from register.rules.sections import SECTIONS


class RunningForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = SECTIONS["running"].fields

    together = (("has_dispute_protocol", "dispute_protocol_note"),)


class SharingForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = SECTIONS["sharing"].fields


class SafeguardsForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = SECTIONS["safeguards"].fields

    radios = {"legal_advice_on_joining": {}, "legal_advice_on_leaving": {}, "safeguarding": {}}
    together = (("safeguarding", "safeguarding_seen_on"),)


class OptionsForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = SECTIONS["options"].fields

    radios = {"delivery_option": {}, "review_method": {}}


class ExternalForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = SECTIONS["external"].fields

    together = (SECTIONS["external"].fields,)


class EfficienciesForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = SECTIONS["efficiencies"].fields


OVERSIGHT: dict[str, type[EntryForm]] = {
    "running": RunningForm,
    "sharing": SharingForm,
    "safeguards": SafeguardsForm,
    "options": OptionsForm,
    "external": ExternalForm,
    "efficiencies": EfficienciesForm,
}
