"""Who may do what with concerns, handovers, collections, guidance and briefings."""

from collections.abc import Callable

from register.rules.guides import GUIDES
from tests.access.rows import NOBODY, SIGNED_IN, Row, button, page, step

POLICY = frozenset({"policy_officer"})
MANAGER = frozenset({"corporate_manager"})
CHIEF = frozenset({"head_of_service"})
OFFICERS = frozenset(
    {"officer", "lead_officer", "representative", "case_manager", "head_of_service", "corporate_manager"}
)
REGISTER = OFFICERS | POLICY | {"democratic_services", "auditor", "administrator"}
READERS = REGISTER | {"portfolio_holder"}
SITTING = READERS | {"councillor"}
RAISERS = POLICY | {"lead_officer", "representative", "councillor"}
OVERSEERS = POLICY | {"administrator", "auditor"}
COLLECTORS = POLICY | MANAGER | {"auditor"}
OF_SERVICE = COLLECTORS | CHIEF
BRIEFERS = POLICY | {"auditor"}


def version(about: str) -> dict[str, Callable]:
    """The version that the button was shown for."""
    return {"version": lambda world: world.records[about].version}


def person(role: str) -> Callable:
    return lambda world: world.people[role].pk


def closed(about: str, see: frozenset[str], **more) -> Row:
    """A page for those who oversee something; everybody else is told so."""
    return page(about, see, SIGNED_IN - see, **more)


CONCERN = {"title": "No quorum", "text": "Twice.", "addressed_to": person("corporate_manager")}
HANDOVER = {"takes_effect_on": "1 December 2040", "reason": "Leaves", "confirmed": "yes"}
COLLECTION = {"council": lambda world: world.second_council.pk, "title": "2040", "due_on": "1 December 2040"}
BRIEFING = {"topics": ["money"], "people": lambda world: [world.people["officer"].pk], "held_on": "1 November 2026"}

PROCEDURES = {
    "register:concerns": [
        page("own entry", SITTING),
        page("entry of others", READERS),
        page("exempt entry", READERS),
        page("entry of an undone import", NOBODY),
    ],
    "register:concern_raise": [
        step("own entry", SITTING, RAISERS, fill=CONCERN),
        step("ended entry", READERS, NOBODY),
        step("entry of an undone import", NOBODY, NOBODY),
    ],
    "register:concern_list": [page("no record", SIGNED_IN)],
    "register:concern": [
        *(page(f"{state} concern", READERS) for state in ("raised", "advised", "resolved")),
        page("concern about an exempt entry", REGISTER),
    ],
    "register:concern_advise": [
        step("raised concern", READERS, MANAGER, fill={"advice": "Wait."}),
        step("resolved concern", READERS, NOBODY),
    ],
    "register:concern_escalate": [
        step(
            "advised concern",
            READERS,
            POLICY | MANAGER | {"representative"},
            fill={"escalated_to": person("portfolio_holder"), "escalation": "They refuse."},
        ),
        step("resolved concern", READERS, NOBODY),
    ],
    "register:concern_resolve": [
        step("advised concern", READERS, POLICY | MANAGER, fill={"resolution": "Over."}),
        step("raised concern", READERS, NOBODY),
    ],
    "register:handovers": [closed("no record", OVERSEERS)],
    "register:holdings": [Row("leaver", OVERSEERS, SIGNED_IN - POLICY, POLICY, fill=HANDOVER)],
    "register:handover": [closed("waiting handover", OVERSEERS), closed("cancelled handover", OVERSEERS)],
    "register:handover_cancel": [
        button("waiting handover", SIGNED_IN, POLICY, fill=version("waiting handover")),
        button("cancelled handover", SIGNED_IN, NOBODY),
    ],
    "register:handover_carry_out": [
        button("waiting handover", SIGNED_IN, POLICY),
        button("cancelled handover", SIGNED_IN, NOBODY),
    ],
    "register:collections": [closed("no record", OF_SERVICE)],
    "register:collection_new": [step("no record", SIGNED_IN, POLICY, fill=COLLECTION)],
    "register:collection": [closed("open collection", COLLECTORS)],
    "register:collection_close": [
        button("open collection", SIGNED_IN, POLICY, fill=version("open collection")),
    ],
    "register:service_return": [
        Row("sent return", OF_SERVICE, COLLECTORS, CHIEF, fill={"note": "Half done"}),
        Row("returned return", OF_SERVICE, OF_SERVICE, NOBODY),
        Row("certified return", OF_SERVICE, OF_SERVICE, NOBODY),
    ],
    "register:return_certify": [
        step("returned return", OF_SERVICE, CHIEF, fill={"declared": "on"}),
        step("sent return", OF_SERVICE, NOBODY),
    ],
    "register:return_accept": [
        step("certified return", OF_SERVICE, POLICY),
        step("returned return", OF_SERVICE, NOBODY),
    ],
    "register:return_send_back": [
        step("certified return", OF_SERVICE, POLICY, fill={"reason": "A new board."}),
        step("returned return", OF_SERVICE, POLICY | CHIEF, fill={"reason": "Look again."}),
        step("sent return", OF_SERVICE, NOBODY),
    ],
    "register:return_chief_officer": [
        step("sent return", OF_SERVICE, POLICY, fill={"chief_officer": person("corporate_manager")}),
        step("certified return", OF_SERVICE, NOBODY),
    ],
    "register:procedures": [page("no record", SIGNED_IN)],
    "register:guide": [page("no record", SIGNED_IN, kwargs={"slug": slug}) for slug in GUIDES],
    "register:briefings": [closed("no record", BRIEFERS)],
    "register:briefing_new": [step("no record", SIGNED_IN, POLICY, fill=BRIEFING)],
    "register:briefing_remove": [button("a briefing", SIGNED_IN, POLICY, fill=version("a briefing"))],
}
ASKING = {
    "register:briefing_new",
    "register:collection_new",
    "register:concern_advise",
    "register:concern_escalate",
    "register:concern_raise",
    "register:concern_resolve",
    "register:holdings",
    "register:return_certify",
    "register:return_send_back",
}
