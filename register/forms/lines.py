"""The form of each kind of line that an entry has."""

from register.forms.base import EntryForm
from register.forms.facts import DocumentForm, LinkForm, NameForm
from register.forms.information import ProgrammeForm, RecipientForm
from register.forms.meetings import MeetingForm, ReportForm, SummaryForm
from register.forms.money import ContributionForm, ParticipationForm
from register.forms.people import PartnerForm, RepresentationForm, SeatForm
from register.forms.resources import FundingForm, VolunteeringForm, WorkstreamForm
from register.forms.risks import BenefitForm, MeasureForm, RiskForm

FORMS: dict[str, type[EntryForm]] = {
    "names": NameForm,
    "links": LinkForm,
    "partners": PartnerForm,
    "seats": SeatForm,
    "representation": RepresentationForm,
    "councils": ParticipationForm,
    "contributions": ContributionForm,
    "funding": FundingForm,
    "volunteering": VolunteeringForm,
    "workstreams": WorkstreamForm,
    "documents": DocumentForm,
    "meetings": MeetingForm,
    "reports": ReportForm,
    "summaries": SummaryForm,
    "recipients": RecipientForm,
    "programme": ProgrammeForm,
    "risks": RiskForm,
    "benefits": BenefitForm,
    "measures": MeasureForm,
}
