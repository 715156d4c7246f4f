"""Who may do what: one row for each address and each kind of record that changes the answer.

Read it as sentences: the address, the record, who sees it, who may act there. Everybody who is not named finds nothing
(404), who sees but may not act is refused with a reason (403), and who has not signed in is sent to do so.
"""

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.models import CheckSetting, CriteriaSet, QuestionSet
from partnerships.models import Council, Service, User
from register.models import (
    Body,
    ClientGroup,
    EntryReason,
    ExclusionClass,
    Family,
    FieldGuide,
    HourlyRate,
    InternalGroup,
    LeavingReason,
    NamedRisk,
    Organisation,
    PartnershipType,
    PlanItem,
    Policy,
    ReviewFrequency,
    Route,
    SignificanceTests,
    Theme,
)
from register.rules.lines import LINES
from register.rules.sections import SECTIONS
from tests import factories
from tests.access import (
    agreements,
    assessing,
    checks,
    decisions,
    editions,
    exits,
    joining,
    leaving,
    meetings,
    noticing,
    partner_papers,
    places,
    procedures,
    recommending,
    reviewing,
    risks,
    rounds,
    scrutinising,
    verifying,
)
from tests.access.rows import DONE, ELSEWHERE, EVERYBODY, NOBODY, PAGE, REFUSED, SIGNED_IN, Row, button, page, step
from tests.access.world import SHEET

POLICY = frozenset({"policy_officer"})
ADMINISTRATOR = frozenset({"administrator"})
OFFICERS = frozenset(
    {"officer", "lead_officer", "representative", "case_manager", "head_of_service", "corporate_manager"}
)
READERS = OFFICERS | POLICY | ADMINISTRATOR | {"portfolio_holder", "democratic_services", "auditor"}
EXPORTERS = READERS - {"portfolio_holder"}
SITTING = READERS | {"councillor"}
LEAD = frozenset({"lead_officer"})
WHOLE = POLICY | {"case_manager"}
EDITORS = WHOLE | LEAD | {"head_of_service"}
ATTENDING = EDITORS | {"representative"}
ATTENDED = {"purpose", "meetings", "information", "names", "partners", "documents"}
PREPARERS = POLICY | {"democratic_services"}
DRAFT_READERS = PREPARERS | {"auditor"}
ANYBODY = {"see": EVERYBODY, "public": True}
IMPORT_READERS = POLICY | ADMINISTRATOR | {"auditor"}

TABS = ("entry", "people", "money", "governance", "meetings", "information")
WORDS = {
    "about": {"acronym": "HTB"},
    "purpose": {"outcomes_sought": "More visitors"},
    "plan": {"area": "The district"},
    "judgement": {"value_added": "A say in what is decided"},
    "future": {"comments": "Under way"},
    "publication": {"is_exempt": "on", "exempt_paragraph": "3"},
    "lead": {"lead_partner_note": "Hosted by the county"},
    "resources": {"in_kind_support": "A room"},
    "governance": {"legal_basis": "Localism Act 2011"},
    "meetings": {"meeting_frequency": "Quarterly"},
    "information": {"information_between": "By e-mail"},
    "running": {"decision_powers": "To spend up to £5,000"},
    "sharing": {"shares_risks": "yes"},
    "safeguards": {"safeguarding": "not_applicable"},
    "options": {"delivery_option": "either"},
    "external": {"external_review_by": "The county council"},
    "efficiencies": {"has_pooled_budget": "no"},
    "readiness": {"exit_owner_post": "Tourism Manager"},
}
NEW_LINES = {
    "names": {"name": "The Tourism Board", "kind": "alias"},
    "links": {"kind": "reports_to", "other": lambda world: world.records["ended entry"].reference},
    "partners": {"organisation": "", "new_organisation": "Leicester City Council", "new_sector": "council"},
    "seats": {"council": lambda world: world.council.pk, "kind": "officer", "post": "Tourism Officer"},
    "representation": {},
    "councils": {"council": lambda world: world.second_council.pk},
    "contributions": {"financial_year": "2025/26", "amount": "100"},
    "funding": {"direction": "match", "financial_year": "2025/26", "amount": "100"},
    "volunteering": {"financial_year": "2025/26", "hours": "40"},
    "workstreams": {"name": "Joint records centre"},
    "documents": {"title": "Terms of reference", "kind": "terms_of_reference"},
    **meetings.NEW_LINES,
    **risks.NEW_LINES,
}
CHANGED_LINES = {
    "names": {"name": "The Board"},
    "links": {"note": "Since May"},
    "partners": {"note": "Since May"},
    "seats": {"note": "Since May"},
    "representation": {"representation": "none"},
    "councils": {"officer_hours_source": "Timesheets"},
    "contributions": {"note": "Since May"},
    "funding": {"note": "Since May"},
    "volunteering": {"source": "The partners"},
    "workstreams": {"description": "One store for all"},
    "documents": {"note": "Since May"},
    **meetings.CHANGED_LINES,
    **risks.CHANGED_LINES,
}
FIXED = frozenset({"councils", "representation"})
NEW_ENTRY = {
    "name": "Welland Rivers Trust",
    "councils": lambda world: [world.council.pk],
    "joined_on": "1 April 2009",
    "recorded_reason": "Found late",
}
REASON = {"reason": "Recorded by mistake"}


def tab_rows(undone: frozenset[str] = NOBODY) -> list[Row]:
    """A tab of an entry: readers see all entries, councillors those that they sit on; hardly anybody an undone one."""
    return [
        page("own entry", SITTING),
        page("entry of others", READERS),
        page("exempt entry", READERS),
        page("entry of an undone import", undone),
    ]


def editors(key: str) -> frozenset[str]:
    """Who may change a section or a kind of line: who attends for the council keeps the facts that they hear there."""
    return ATTENDING if key in ATTENDED else EDITORS


def line_editors(key: str) -> frozenset[str]:
    """The same of lines: who sits there, councillors too, keeps its meetings."""
    return meetings.KEEPERS if key in meetings.KEPT else editors(key)


def line_movers(key: str) -> frozenset[str]:
    """Who takes a line off and puts it back: an agreement past its draft, nobody who only edits."""
    return line_editors(key) - ({"case_manager", "representative"} if key == "documents" else NOBODY)


def section_rows() -> list[Row]:
    """The forms of an entry's facts."""
    own = [step("own entry", SITTING, editors(key), kwargs={"section": key}, fill=WORDS[key]) for key in SECTIONS]
    about = {"kwargs": {"section": "about"}, "fill": WORDS["about"]}
    return [
        *own,
        step("entry of others", READERS, WHOLE, **about),
        step("exempt entry", READERS, WHOLE, **about),
        step("imported entry", READERS, EDITORS, **about),
        step("entry of an undone import", NOBODY, NOBODY, **about),
    ]


def life_rows(about: str, fill: dict, see: frozenset[str] = READERS) -> list[Row]:
    """A step in an entry's life, which is the policy team's; in another state it is refused to all."""
    return [step(about, see, POLICY, fill=fill), step("entry of an undone import", NOBODY, NOBODY, fill=fill)]


def line_rows(record: str, fills: dict, fixed: frozenset[str] = NOBODY, who=line_editors) -> list[Row]:
    """Lines of an entry, kind by kind. What is `fixed` is refused to all: a council's part is never taken off."""
    rows = []
    for noun in LINES:
        about = record.format(noun)
        if noun in fixed:
            rows.append(step(f"{noun} of own entry", SITTING, NOBODY, kwargs={"noun": noun}))
        else:
            rows.append(step(about, SITTING, who(noun), kwargs={"noun": noun}, fill=fills[noun]))
    return rows


REGISTER = {
    "register:list": [page("no record", SITTING, SIGNED_IN - SITTING)],
    "register:export": [
        button("no record", SIGNED_IN, EXPORTERS, kwargs={"file_format": "csv"}, posts=PAGE, logged=True),
        button("no record", SIGNED_IN, EXPORTERS, kwargs={"file_format": "xlsx"}, posts=PAGE, logged=True),
        button("no record", SIGNED_IN, EXPORTERS, kwargs={"file_format": "themes"}, posts=PAGE, logged=True),
    ],
    "register:new": [step("no record", SIGNED_IN, POLICY, fill=NEW_ENTRY)],
    "register:spent": [page("no record", EXPORTERS, SIGNED_IN - EXPORTERS)],
    "assessments:policy": [page("no record", SIGNED_IN)],
    "register:picture": [page("no record", EXPORTERS, SIGNED_IN - EXPORTERS)],
    "register:support": [page("no record", EXPORTERS, SIGNED_IN - EXPORTERS)],
    **{
        f"register:{name}_export": [
            button("no record", SIGNED_IN, EXPORTERS, kwargs={"file_format": kind}, posts=PAGE, logged=True)
            for kind in ("csv", "xlsx")
        ]
        for name in ("spent", "support")
    },
    "register:carry_forward": [step("no record", SIGNED_IN, POLICY, posts=PAGE)],
    **{f"register:{tab}": tab_rows() for tab in TABS},
    "register:history": tab_rows(undone=IMPORT_READERS),
    "register:entry": [
        *tab_rows(),
        *(page(f"{state} entry", READERS) for state in ("ended", "excluded", "imported")),
    ],
    "register:edit": section_rows(),
    "register:exclude": [
        *life_rows("own entry", {"exclusion_class": lambda world: world.contract.pk, **REASON}, SITTING),
        step("ended entry", READERS, NOBODY),
    ],
    "register:readmit": [*life_rows("excluded entry", REASON), step("own entry", SITTING, NOBODY)],
    "register:end": [
        *life_rows("own entry", {"ended_on": "1 May 2026", "waived": "CMT 12/26", **REASON}, SITTING),
        step("excluded entry", READERS, NOBODY),
    ],
    "register:reopen": [*life_rows("ended entry", REASON), step("own entry", SITTING, NOBODY)],
    "register:confirm": [
        step("imported entry", READERS, LEAD),
        step("imported entry without lead officer", READERS, POLICY),
        step("own entry", SITTING, NOBODY),
    ],
    "register:significance_settle": [
        step("councils of own entry", SITTING, POLICY, fill={"significance": "desirable", "reason": "It is small"}),
    ],
    "register:significance_risks": [
        step("councils of own entry", SITTING, POLICY | LEAD, fill={"risk_kinds": ["legal"]}),
    ],
    "register:line_add": line_rows("own entry", NEW_LINES, frozenset({"representation"})),
    "register:line_edit": line_rows("{} of own entry", CHANGED_LINES),
    "register:line_remove": line_rows("{} of own entry", {noun: {} for noun in LINES}, FIXED, line_movers),
    "register:line_put_back": line_rows("removed {} of own entry", {noun: {} for noun in LINES}, FIXED, line_movers),
}

SHOWN_VERSION = {"version": lambda world: world.records["checked import"].version}
NEW_FILE = {"file": lambda world: SimpleUploadedFile("new.csv", SHEET.format("New Forum").encode())}
IMPORTS = {
    "register:imports": [page("no record", IMPORT_READERS, SIGNED_IN - IMPORT_READERS)],
    "register:import_new": [step("no record", SIGNED_IN, ADMINISTRATOR, fill=NEW_FILE)],
    "register:import": [
        page(f"{state} import", IMPORT_READERS) for state in ("uploaded", "checked", "committed", "accepted", "undone")
    ],
    "register:import_columns": [
        step("uploaded import", IMPORT_READERS, ADMINISTRATOR, fill={"options-financial_year": "2026/27"}),
        step("checked import", IMPORT_READERS, ADMINISTRATOR),
        step("accepted import", IMPORT_READERS, NOBODY),
    ],
    "register:import_check": [
        step("checked import", IMPORT_READERS, ADMINISTRATOR),
        step("accepted import", IMPORT_READERS, NOBODY),
    ],
    "register:import_suggestions": [button("checked import", IMPORT_READERS, ADMINISTRATOR, fill=SHOWN_VERSION)],
    "register:import_again": [button("checked import", IMPORT_READERS, ADMINISTRATOR, fill=SHOWN_VERSION)],
    "register:import_commit": [
        step("checked import", IMPORT_READERS, ADMINISTRATOR),
        step("undone import", IMPORT_READERS, NOBODY, answers={("administrator", "POST"): ELSEWHERE}),
    ],
    "register:import_discard": [
        step("checked import", IMPORT_READERS, ADMINISTRATOR),
        step("committed import", IMPORT_READERS, NOBODY),
    ],
    "register:import_accept": [
        step("committed import", IMPORT_READERS, POLICY),
        step("accepted import", IMPORT_READERS, NOBODY),
    ],
    "register:import_undo": [
        step("committed import", IMPORT_READERS, POLICY | ADMINISTRATOR),
        step("undone import", IMPORT_READERS, NOBODY),
    ],
    "register:import_problems": [
        page("accepted import", IMPORT_READERS, kwargs={"file_format": file_format}) for file_format in ("csv", "xlsx")
    ],
}

PAPER_HEAD = {
    "title": "Register report",
    "body": lambda world: world.body.pk,
    "meeting_on": "1 December 2026",
    "originator": "Head of Policy",
}
REVIEWS = {
    "reviews:home": [page("no record", SIGNED_IN)],
    "reviews:papers": [page("no record", SIGNED_IN)],
    "reviews:paper_new": [step("no record", SIGNED_IN, PREPARERS, fill=PAPER_HEAD)],
    "reviews:paper": [
        page("draft paper", DRAFT_READERS),
        page("issued paper", SIGNED_IN),
        page("superseded paper", SIGNED_IN),
    ],
    "reviews:paper_pdf": [
        page("draft paper", DRAFT_READERS),
        page("issued paper", SIGNED_IN, logged=True),
        page("superseded paper", SIGNED_IN, logged=True),
    ],
    "reviews:paper_files": [
        step("draft paper", DRAFT_READERS, PREPARERS, fill={"file": agreements.new_file}),
        step("issued paper", SIGNED_IN, NOBODY),
    ],
    "reviews:paper_file": [
        page("file of the draft paper", DRAFT_READERS, logged=True),
        page("file of the issued paper", SIGNED_IN, logged=True),
    ],
    "reviews:paper_file_remove": [
        step("file of the draft paper", DRAFT_READERS, PREPARERS),
        step("file of the issued paper", SIGNED_IN, NOBODY),
    ],
    "reviews:paper_colour": [
        page("draft paper", DRAFT_READERS),
        page("issued paper", SIGNED_IN),
        page("superseded paper", SIGNED_IN),
    ],
    "reviews:paper_logo": [page("issued paper", NOBODY)],
    "reviews:paper_edit": [
        *(
            step("draft paper", DRAFT_READERS, PREPARERS, kwargs={"section": key}, fill=fill)
            for key, fill in {
                "details": {"title": "Another title"},
                "decision": {"author": "A. Author"},
                "text": {"next_steps": "An action plan"},
            }.items()
        ),
        step("issued paper", SIGNED_IN, NOBODY, kwargs={"section": "details"}),
    ],
    "reviews:paper_issue": [step("draft paper", DRAFT_READERS, POLICY), step("issued paper", SIGNED_IN, NOBODY)],
    "reviews:paper_correct": [
        step("issued paper", SIGNED_IN, PREPARERS, fill={"reason": "A wrong sum"}),
        step("superseded paper", SIGNED_IN, NOBODY),
        step("draft paper", DRAFT_READERS, NOBODY),
    ],
}

OPEN_PAGES = ("help", "accessibility", "privacy", "branding_css", "health")
KERNEL = {
    **{f"kernel:{name}": [page("no record", **ANYBODY)] for name in OPEN_PAGES},
    "kernel:logo": [page("no record", NOBODY, public=True)],
    "kernel:preferences": [Row("no record", SIGNED_IN, act=SIGNED_IN, fill={"shortcuts": "off"})],
}


def only_before(fill: dict, **more) -> Row:
    """A page for people who have not signed in; who has, is sent to the first page."""
    signed_in = {(role, method): ELSEWHERE for role in SIGNED_IN for method in ("GET", "POST")}
    return Row(
        "no record",
        frozenset({"anonymous"}),
        act=frozenset({"anonymous"}),
        fill=fill,
        public=True,
        answers=signed_in,
        **more,
    )


NEW_PASSWORD = "three green boats on a lake"
PASSWORDS = {"oldpassword": factories.PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
ACCOUNT = {
    "account_login": [only_before({"login": "officer@example.org", "password": factories.PASSWORD})],
    "account_logout": [
        Row("no record", SIGNED_IN, act=SIGNED_IN, answers={("anonymous", verb): ELSEWHERE for verb in ("GET", "POST")})
    ],
    "account_stay": [button("no record", SIGNED_IN, SIGNED_IN, posts=PAGE)],
    "account_signup": [only_before({}, posts=PAGE)],
    "account_inactive": [page("no record", **ANYBODY)],
    "account_reauthenticate": [
        Row("no record", SIGNED_IN, act=SIGNED_IN, posts=ELSEWHERE, fill={"password": factories.PASSWORD})
    ],
    "account_change_password": [
        Row("no record", SIGNED_IN, act=SIGNED_IN, fill=PASSWORDS),
    ],
    "account_reset_password": [
        Row("no record", **ANYBODY, act=EVERYBODY, posts=ELSEWHERE, fill={"email": "officer@example.org"})
    ],
    "account_reset_password_done": [page("no record", **ANYBODY)],
    "account_reset_password_from_key": [
        Row("no record", **ANYBODY, act=EVERYBODY, posts=PAGE, kwargs={"uidb36": "1", "key": "spent-key"})
    ],
    "account_reset_password_from_key_done": [page("no record", **ANYBODY)],
}


def admin_rows() -> dict[str, list[Row]]:
    """By who keeps which model: people are kept by administrators, all else by the policy team."""
    keepers = POLICY | ADMINISTRATOR
    rows = {
        "admin:index": [Row("no record", keepers, SIGNED_IN - keepers, keepers, posts=PAGE)],
        "admin:app_list": [
            Row("no record", keepers, SIGNED_IN - keepers, keepers, posts=PAGE, kwargs={"app_label": "partnerships"}),
            Row("no record", POLICY, SIGNED_IN - keepers, POLICY, posts=PAGE, kwargs={"app_label": "register"}),
        ],
    }
    for model in admin.site._registry:
        rows |= model_rows(model, ADMINISTRATOR if model is User else POLICY)
    return rows


def model_rows(model, keepers: frozenset[str]) -> dict[str, list[Row]]:
    """The screens of one model: list, new, change and history, for its keepers alone."""
    name, about = f"admin:{model._meta.app_label}_{model._meta.model_name}", f"kept {model._meta.model_name}"
    who = {"see": keepers, "refused": SIGNED_IN - keepers, "act": keepers}
    exchange = {
        f"{name}_export": [
            Row(
                "no record",
                **who,
                has_page=False,
                logged=True,
                fill={"format": "csv"},
                posts=PAGE,
                answers={(role, "GET"): REFUSED for role in SIGNED_IN - keepers},
            )
        ],
        f"{name}_import": [Row("no record", **who, posts=PAGE)],
        f"{name}_merge": [Row(about, **who, posts=PAGE)],
    }
    posts = PAGE if model in SHOWN_FIRST else DONE
    mounted = {f"{name}_{page}" for page, _ in admin.site._registry[model].pages().values()}
    return {address: rows for address, rows in exchange.items() if address in mounted} | {
        f"{name}_changelist": [Row("no record", **who, posts=PAGE)],
        f"{name}_add": [Row("no record", **who, fill=NEW_VALUES[model], posts=posts)],
        f"{name}_change": [Row(about, **who, fill=CHANGED_VALUES.get(model, {"name": "Another name"}), posts=posts)],
        f"{name}_history": [Row(about, **who, posts=PAGE)],
    }


SHOWN_FIRST = {SignificanceTests, CriteriaSet, QuestionSet, CheckSetting}
NAMED = {"name": "A new name"}
CODED = {**NAMED, "code": "a_new_code"}
NEW_VALUES = {
    User: {"email": "new@example.org", "full_name": "New Person", "roles": ["officer"]},
    Council: {**NAMED, "short_name": "New"},
    Service: {**NAMED, "council": lambda world: world.council.pk},
    **dict.fromkeys((Theme, Family, Body, Organisation, ClientGroup, InternalGroup), NAMED),
    **dict.fromkeys((PartnershipType, ExclusionClass, EntryReason, LeavingReason, NamedRisk), CODED),
    PlanItem: {"number": "9", "title": "A new priority"},
    Policy: {"code": "new", "title": "A new policy"},
    HourlyRate: {
        "council": lambda world: world.council.pk,
        "level": "officer",
        "from_on": "1 April 2027",
        "amount": "22.50",
        "source": "Finance, pay scales of 2027",
    },
    CheckSetting: {"code": "D24", "is_on": "on", "source": "Council"},
    SignificanceTests: {"from_on": "1 April 2090", "source": "Council", "money_amount": "9000", "money_source": "3.1"},
    FieldGuide: {"policy": lambda world: world.policy.pk, "field": "comments", "label": "Comments"},
    CriteriaSet: {"from_on": "1 April 2090", "source": "Council"},
    QuestionSet: {"from_on": "1 April 2090", "source": "Council"},
    Route: {
        "policy": lambda world: world.policy.pk,
        "event": "retain",
        "body": lambda world: world.body.pk,
        "source": "2",
    },
    ReviewFrequency: {"policy": lambda world: world.policy.pk, "asks": "return", "every_months": "3", "source": "2"},
}
CHANGED_VALUES = {
    User: {"post": "Another post"},
    PlanItem: {"title": "Another title"},
    Policy: {"title": "Another title"},
    HourlyRate: {"amount": "23.10"},
    FieldGuide: {"label": "Another label"},
    CheckSetting: {"source": "Cabinet"},
    SignificanceTests: {"money_amount": "9000"},
    CriteriaSet: {"title": "Another title"},
    QuestionSet: {"title": "Another title"},
    Route: {"source": "Policy, 2"},
    ReviewFrequency: {"every_months": "6"},
}

DECISIONS = decisions.rows(SITTING, READERS)
JOINING = joining.rows(SITTING, READERS, EDITORS)
PLACES = places.rows(SITTING, READERS, EXPORTERS)
MEETINGS = meetings.rows(SITTING, READERS, EXPORTERS)
AGREEMENTS = agreements.rows(SITTING, READERS, EDITORS, ATTENDING, POLICY)
ROWS: dict[str, list[Row]] = {
    **REGISTER,
    **DECISIONS,
    **JOINING,
    **PLACES,
    **MEETINGS,
    **AGREEMENTS,
    **partner_papers.rows(SITTING, READERS, EDITORS),
    **verifying.rows(SITTING, READERS, EXPORTERS, POLICY),
    **risks.rows(SITTING, READERS, EDITORS),
    **noticing.rows(SITTING, READERS),
    **checks.rows(EXPORTERS),
    **assessing.rows(SITTING, READERS, EXPORTERS, EDITORS, POLICY),
    **procedures.PROCEDURES,
    **recommending.rows(SITTING, EXPORTERS),
    **leaving.rows(SITTING, EXPORTERS),
    **exits.rows(SITTING, EXPORTERS),
    **rounds.rows(SITTING, EXPORTERS),
    **scrutinising.rows(SITTING, EXPORTERS),
    **reviewing.rows(EXPORTERS),
    **editions.rows(EXPORTERS, DRAFT_READERS),
    **IMPORTS,
    **REVIEWS,
    **KERNEL,
    **ACCOUNT,
    **admin_rows(),
}
