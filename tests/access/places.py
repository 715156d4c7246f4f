"""Places, appointments, rounds and the municipal calendar: who sees them, and who acts there."""

from tests.access.rows import NOBODY, SIGNED_IN, Row, page, step

RECORDERS = frozenset({"policy_officer", "democratic_services"})


def rows(sitting: frozenset[str], readers: frozenset[str], whole: frozenset[str]) -> dict[str, list[Row]]:
    """`sitting` see the own entry, `readers` every entry, `whole` read the register by role."""
    others = SIGNED_IN - whole
    appointing = {"name": "Cllr Somebody", "starts_on": "1 December 2028", "ends_on": "1 May 2029"}
    leaving = {"leaves_on": "20 November 2026", "reason": "Moved away"}
    renewing = {"starts_on": "18 May 2027", "ends_on": "15 May 2028"}
    council = {"council": lambda world: world.second_council.pk}
    round = {"title": "Annual Council", "starts_on": "18 May 2027", "body": lambda world: world.body.pk}

    def of_round(fill: dict, closed: frozenset[str] = NOBODY) -> list[Row]:
        return [
            step("open round of appointments", SIGNED_IN, RECORDERS, fill=fill),
            step("closed round of appointments", SIGNED_IN, closed),
        ]

    def of_appointment(fill: dict) -> list[Row]:
        return [
            step("appointment", sitting, RECORDERS, fill=fill),
            step("ended appointment", sitting, NOBODY),
        ]

    return {
        "register:seats": [page("no record", whole, others)],
        "register:outside_bodies": [page("no record", whole, others)],
        "register:seat": [page("vacant place", sitting), page("place of others", readers)],
        "register:seat_appoint": [
            step("vacant place", sitting, RECORDERS, fill=appointing),
            step("place of others", readers, RECORDERS, fill=appointing),
        ],
        "register:appointment_edit": [step("appointment", sitting, RECORDERS, fill={"interests": "None"})],
        "register:appointment_renew": of_appointment(renewing),
        "register:appointment_end": of_appointment(leaving),
        "register:appointment_resign": of_appointment(leaving),
        "register:rounds": [page("no record", whole, others)],
        "register:round_new": [step("no record", SIGNED_IN, RECORDERS, fill={**council, **round})],
        "register:round": [
            page("open round of appointments", whole, others),
            page("closed round of appointments", whole, others),
        ],
        "register:round_edit": of_round({"minute": "12/2027"}),
        "register:round_places": of_round({}),
        "register:round_appoint": of_round({}),
        "register:round_cancel": of_round({"reason": "Put off"}),
        "register:round_schedule": [page("open round of appointments", whole, others)],
        "register:round_pdf": [page("closed round of appointments", whole, others, logged=True)],
        "register:nomination": [
            step("nomination", SIGNED_IN, RECORDERS, fill={"group": "Independents"}),
            step("closed nomination", SIGNED_IN, NOBODY),
        ],
        "register:calendar": [page("no record", whole, others)],
        "register:calendar_add": [
            step("no record", SIGNED_IN, RECORDERS, fill={"year": "2030", "annual_council_on": "21 May 2030"})
        ],
        "register:calendar_edit": [
            step("municipal year", SIGNED_IN, RECORDERS, fill={"annual_council_on": "19 May 2027"})
        ],
    }
