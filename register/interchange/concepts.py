"""Words of headings, gathered by what they mean, so that a wording never met before is still understood."""

from register.interchange.fold import plain

PHRASES = (
    ("value for money", "vfm"),
    ("head of service", "servicehead"),
    ("service head", "servicehead"),
    ("heads of service", "servicehead"),
    ("chief officer", "servicehead"),
    ("assistant director", "servicehead"),
    ("group head", "servicehead"),
    ("portfolio holder", "leadmember"),
    ("portfolio lead", "leadmember"),
    ("lead member", "leadmember"),
    ("lead councillor", "leadmember"),
    ("cabinet member", "leadmember"),
    ("executive member", "leadmember"),
    ("how often", "frequency"),
    ("how frequently", "frequency"),
    ("terms of reference", "purpose"),
    ("what does", "purpose"),
    ("follow up", "preparation"),
    ("wte", "hour"),
    ("fte", "hour"),
    ("p a", "annual"),
    ("per annum", "annual"),
    ("a year", "annual"),
    ("per year", "annual"),
    ("h m l", "hml"),
    ("high medium low", "hml"),
    ("high medium or low", "hml"),
    ("y n", "yesno"),
    ("yes no", "yesno"),
    ("yes or no", "yesno"),
    ("cmt smt", "level cmt"),
    ("tel no", "contact"),
    ("e mail", "contact"),
    ("one off", "oneoff"),
    ("cost code", "budgetcode"),
    ("cost centre", "budgetcode"),
    ("budget code", "budgetcode"),
    ("ledger code", "budgetcode"),
    ("agreement from", "agreement start"),
    ("agreement to", "agreement end"),
    ("date from", "date start"),
    ("date to", "date end"),
    ("valid from", "agreement start"),
    ("valid to", "agreement end"),
    ("non statutory", "statutory"),
)

GROUPS = {
    "name": "name title called",
    "partnership": "partnership partnerships group groups board boards body bodies forum arrangement",
    "council": "council council's councils our we us authority's bc dc hdc borough district's corporate",
    "lead": "champion lead leads leading led host hosts hosted hosting accountable chaired chairs",
    "officer": "officer officers staff employee employees specialist manager",
    "member": "member members councillor councillors cllr cllrs elected",
    "leadmember": "leadmember pfh portfolio cabinet executive",
    "hour": "hour hours hrs hr time day days",
    "month": "month monthly months",
    "week": "week weekly weeks",
    "annual": "annual annually yearly year years pa",
    "estimate": "estimate estimation estimated approximate approx",
    "preparation": "preparation prep inc including incl",
    "money": "£ gbp money budget budgets contribution contributions cost costs financial finance finances funding fund "
    "grant grants subscription spend spending expenditure amount cash fee fees paid payment payments monetary sum",
    "risk": "risk risks riskiness",
    "value": "value worth valued",
    "benefit": "benefit benefits gain gains added advantage advantages enhancing reputation",
    "rating": "rating rated assessment assessed overall score scored rag hml grading graded judgement",
    "impact": "mean means impact impacts effect effects consequence consequences implication implications",
    "exit": "exit exiting leave leaving left withdrawal withdraw withdrawing quit",
    "purpose": "function functions purpose purposes aim aims objective objectives remit description describe why do "
    "does",
    "frequency": "pattern frequency frequently often regularity cycle interval schedule",
    "meeting": "meeting meetings meet meets mtg mtgs met",
    "rep": "rep reps representative representatives representation represent represents representing attend attends "
    "attending attendee attendees attended attendance nominee nominees appointee appointees delegate delegates",
    "who": "who whom",
    "level": "level levels tier grade seniority senior cmt smt slt",
    "priority": "priority priorities outcome outcomes critical plan",
    "theme": "theme themes topic topics subject category heading policy",
    "role": "role roles position standing",
    "control": "control controlling",
    "influence": "influence influencing influential",
    "information": "information info intelligence knowledge news",
    "share": "shared share shares sharing disseminated dissemination disseminate communicated communication feedback "
    "feed cascade cascaded reporting reported briefing briefed fed informed",
    "statutory": "statutory statute legally law obligatory mandatory required compulsory",
    "obliged": "obliged must oblige",
    "act": "act legislation provision regulation",
    "strategic": "strategic strategy",
    "operational": "operational tactical",
    "type": "type kind sort",
    "area": "area areas geography geographical geographic coverage covered covers locality localities place places "
    "district districts where region",
    "ward": "ward wards",
    "partner": "partner partners agency agencies organisation organisations organization organizations involved "
    "membership",
    "agreement": "agreement agreements sla contract term",
    "duration": "duration period",
    "start": "start starts started starting commencement commenced begins began established joined commences",
    "end": "end ends ending expiry expires expire finish finishes termination until ended terminates",
    "date": "date dates dated",
    "responsible": "responsible charge answerable owner named",
    "significant": "significant significance desirable sig des",
    "contact": "contact contacts email telephone phone tel address mobile",
    "comment": "comment comments note notes remark remarks observation observations additional further other any "
    "anything",
    "recommend": "recommendation recommendations recommended proposed proposal action actions future next steps "
    "recommend",
    "review": "review reviewed reviews",
    "family": "family parent umbrella",
    "acronym": "acronym abbreviation initials short",
    "alias": "alias aliases formerly former previously",
    "reference": "reference ref id",
    "status": "status state",
    "service": "service department directorate division team",
    "servicehead": "servicehead director",
    "governance": "governance governed",
    "legal": "legal power powers",
    "reason": "reason reasons joining entering entered join",
    "exempt": "exempt confidential sensitive",
    "classification": "classification class",
}
EMPTY = frozenset(
    [
        "from",
        "number",
        "numbers",
        "no",
        "key",
        "main",
        "input",
        "inputs",
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "is",
        "are",
        "was",
        "be",
        "by",
        "with",
        "this",
        "that",
        "these",
        "it",
        "its",
        "at",
        "as",
        "per",
        "what",
        "which",
        "how",
        "currently",
        "current",
        "please",
        "give",
        "state",
        "list",
        "s",
        "i",
        "ii",
        "there",
        "their",
        "them",
        "s",
    ]
)
CONCEPT = {word: concept for concept, group in GROUPS.items() for word in group.split()}
_ORDER = sorted(PHRASES, key=lambda pair: -len(pair[0]))


def concepts(words: list[str]) -> list[str]:
    """The meanings of a heading's words in order, words that carry none left out, unknown words as they stand."""
    text = f" {' '.join(words)} "
    for phrase, concept in _ORDER:
        text = text.replace(f" {phrase} ", f" {concept} ")
    return [CONCEPT.get(word, CONCEPT.get(word.rstrip("s"), word)) for word in text.split() if word not in EMPTY]


def is_known(word: str) -> bool:
    """Whether a word has a meaning in headings."""
    word = plain(word)
    return word in EMPTY or word in CONCEPT or word.rstrip("s") in CONCEPT or word.isdigit()


def is_concept(word: str) -> bool:
    """Whether a result of `concepts` is a meaning, not a word that passed through unknown."""
    return word in GROUPS
