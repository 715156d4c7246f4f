"""Which part of an entry a kind of record belongs to, as its watchers are told, and the page that shows it."""

from register import models

FACTS = ("its facts", "entry")
PEOPLE = ("its people", "people")
MONEY = ("money and time", "money")
GOVERNANCE = ("governance and documents", "governance")
MEETINGS = ("meetings", "meetings")
INFORMATION = ("information", "information")
RISKS = ("risks and benefits", "risks")
DECISIONS = ("decisions and actions", "decisions")
PERFORMANCE = ("performance returns", "entry_partner_papers")
PAPERS = ("partner’s papers", "entry_partner_papers")

# Concerns are read by fewer people than the entry; organisations and rates are about no single entry.
PARTS = {
    models.Partnership: FACTS,
    models.PartnershipName: FACTS,
    models.Link: FACTS,
    models.Participation: PEOPLE,
    models.Partner: PEOPLE,
    models.Seat: PEOPLE,
    models.Appointment: PEOPLE,
    models.Contribution: MONEY,
    models.OtherFunding: MONEY,
    models.Volunteering: MONEY,
    models.Workstream: MONEY,
    models.GoverningDocument: GOVERNANCE,
    models.StoredFile: GOVERNANCE,
    models.AgreedOutcome: GOVERNANCE,
    models.Verification: GOVERNANCE,
    models.Meeting: MEETINGS,
    models.MeetingReport: MEETINGS,
    models.Briefing: MEETINGS,
    models.ActivitySummary: MEETINGS,
    models.ProgrammeItem: MEETINGS,
    models.Recipient: INFORMATION,
    models.PassedOn: INFORMATION,
    models.PartnershipRisk: RISKS,
    models.Benefit: RISKS,
    models.Measure: RISKS,
    models.Matter: DECISIONS,
    models.Decision: DECISIONS,
    models.Action: DECISIONS,
    models.PartnerPaper: PAPERS,
    models.PaperHearing: PAPERS,
    models.PerformanceReturn: PERFORMANCE,
}


def parts_of(kinds: set[type]) -> dict[str, str]:
    """The parts that records of these kinds belong to, in the order of the entry's pages, each with its page."""
    touched = {PARTS[kind] for kind in kinds if kind in PARTS}
    return {words: page for words, page in dict.fromkeys(PARTS.values()) if (words, page) in touched}
