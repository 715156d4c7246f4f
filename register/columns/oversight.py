"""How the partnership is run, what is shared in it, and what the law asks: what officers and auditors watch."""

from register.columns.column import Column, Kind
from register.models.choices import Delivery, LegalAdvice, ReviewMethod, Safeguarding


def inside(field: str, label: str, help: str, source: str, kind: Kind = Kind.TEXT, headings=(), choices=()) -> Column:
    """A column for the council's own use, which no public document shows."""
    return Column(field, label, help, source, kind, (label, *headings), public=False, choices=choices)


OVERSIGHT: tuple[Column, ...] = (
    inside(
        "plan_link",
        "Where the plan names it",
        "The page or paragraph of the corporate plan that names the partnership.",
        "B15-10",
        headings=("Corporate plan reference",),
    ),
    inside(
        "decision_powers",
        "Decision powers",
        "What the partnership, or the council's representative on it, may decide without asking the council first.",
        "H11-13",
        Kind.LONG_TEXT,
        ("Delegated powers",),
    ),
    inside(
        "has_dispute_protocol",
        "Protocol for disputes",
        "Yes if it is written down how partners settle a disagreement. Without one the entry has a governance gap.",
        "H11-20",
        Kind.YES_NO,
        ("Dispute resolution protocol",),
    ),
    inside(
        "dispute_protocol_note",
        "Where the protocol is",
        "The document or the paragraph that holds it. Its file belongs under Agreements and documents.",
        "H11-20",
    ),
    inside(
        "has_complaints_route",
        "Route for complaints",
        "Yes if people can find out how to complain about the partnership, and who answers them.",
        "H11-20",
        Kind.YES_NO,
    ),
    inside(
        "complaints_route_note",
        "How to complain",
        "The page, the document or the person that people turn to.",
        "H11-20",
    ),
    inside(
        "shares_information",
        "Partners share information",
        "Yes if the partners have undertaken to share what is needed to judge performance and value for money.",
        "H11-19",
        Kind.YES_NO,
    ),
    inside(
        "shares_information_evidence",
        "Evidence of sharing",
        "How we know that it is shared: a clause of the agreement, a yearly return, minutes.",
        "H11-19",
    ),
    inside("shares_risks", "Partners share risks", "Yes if risks are carried together.", "H11-26", Kind.YES_NO),
    inside("shares_planning", "Partners plan together", "Yes if plans are made together.", "H11-26", Kind.YES_NO),
    inside(
        "shares_decisions", "Partners decide together", "Yes if decisions are taken together.", "H11-26", Kind.YES_NO
    ),
    inside("shares_resources", "Partners share resources", "Yes if money or people are pooled.", "H11-26", Kind.YES_NO),
    inside(
        "data_sharing",
        "Data sharing agreement",
        "Which agreement covers personal data, or why none is needed.",
        "H11-19",
        headings=("Information sharing protocol",),
    ),
    inside(
        "data_sharing_reviewed_on",
        "Data sharing last looked at",
        "The day on which somebody last checked that the data sharing agreement still fits.",
        "H11-19",
        Kind.DATE,
    ),
    inside(
        "has_pooled_budget",
        "Pooled budget",
        "Yes if partners put money into one budget.",
        "H11-25",
        Kind.YES_NO,
    ),
    inside(
        "efficiencies_expected",
        "Efficiencies expected",
        "What working together should save or do better, with the sum where there is one.",
        "H11-25",
        Kind.LONG_TEXT,
    ),
    inside(
        "efficiencies_delivered",
        "Efficiencies delivered",
        "What of that has come about, and how we know.",
        "H11-25",
        Kind.LONG_TEXT,
    ),
    inside(
        "legal_advice_on_joining",
        "Legal advice on joining",
        "Whether the council needed advice before it joined, and whether it took it.",
        "H14-43",
        Kind.CHOICE,
        choices=tuple(LegalAdvice.choices),
    ),
    inside(
        "legal_advice_on_leaving",
        "Legal advice on leaving",
        "Needed before the council leaves a partnership that it is obliged to attend.",
        "H14-43",
        Kind.CHOICE,
        choices=tuple(LegalAdvice.choices),
    ),
    inside(
        "legal_advice_note",
        "Who advised",
        "Who gave the legal advice, and when.",
        "H14-43",
    ),
    inside(
        "safeguarding",
        "Safeguarding policies",
        "Whether partners who work with children or vulnerable adults run adopted safeguarding policies.",
        "SH-37",
        Kind.CHOICE,
        choices=tuple(Safeguarding.choices),
    ),
    inside(
        "safeguarding_seen_on",
        "Safeguarding policies seen",
        "The day on which an officer last saw them.",
        "SH-37",
        Kind.DATE,
    ),
    inside(
        "delivery_option",
        "Who else could deliver",
        "Whether the council itself, or another provider, could do what the partnership does.",
        "SH-26",
        Kind.CHOICE,
        choices=tuple(Delivery.choices),
    ),
    inside(
        "options_looked_at_on",
        "Other ways last looked at",
        "The day on which somebody last asked who else could deliver it.",
        "SH-34",
        Kind.DATE,
    ),
    inside(
        "review_method",
        "How it is reviewed",
        "Significant partners are heard in a structured session; others are reviewed by officers from papers.",
        "SH-28",
        Kind.CHOICE,
        choices=tuple(ReviewMethod.choices),
    ),
    inside(
        "external_review_by",
        "External review led by",
        "Who outside the council is reviewing the structure or governance. Clear it once the review is over.",
        "H14-15",
    ),
    inside(
        "external_review_ends_on",
        "External review expected to end",
        "The day by which its outcome is expected.",
        "H14-15",
        Kind.DATE,
    ),
    inside(
        "external_review_waits",
        "What waits on the external review",
        "What the council will not decide before the review is over.",
        "H14-15",
    ),
    inside(
        "value_for_money",
        "Value for money",
        "How the council knows that it is worth the money: on joining, from performance, from the yearly reports.",
        "SH-23",
        Kind.LONG_TEXT,
        ("VfM statement", "Value for money statement"),
    ),
    inside(
        "horizon",
        "Emerging agendas",
        "New policy or political agendas that it can help the council with, as far as they can be seen.",
        "B15-52",
        Kind.LONG_TEXT,
        ("Horizon", "Emerging strategic agendas"),
    ),
    inside(
        "is_selected_for_returns",
        "Selected for quarterly returns",
        "Whether the policy team has selected it to report its performance each quarter. It is never automatic.",
        "SH-14",
        Kind.YES_NO,
        ("Quarterly reporting", "Quarterly performance reporting"),
    ),
)
