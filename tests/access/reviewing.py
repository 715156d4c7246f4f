"""Who may do what with one review: its sections, and each step of its life."""

from tests.access.rows import ELSEWHERE, NOBODY, SIGNED_IN, Row, page, step

POLICY = frozenset({"policy_officer"})
LEAD = frozenset({"lead_officer"})
HEAD = frozenset({"head_of_service"})
ATTENDING = LEAD | {"representative"}
STATES = ("opened", "submitted", "accepted")
NEXT = {"next_on": "1 December 2090"}
WAIVED = {"waiver_reason": "It ends in March.", "waiver_authority": "CMT, 3 November 2026", **NEXT}


def rows(officers: frozenset[str]) -> dict[str, list[Row]]:
    """By address. Officers read reviews, councillors are told why not; who attends fills in the facts alone."""

    def steps(about: str, act: frozenset[str], **more) -> Row:
        return step(about, SIGNED_IN, act, **more)

    later = {"later": "yes"}
    return {
        "reviews:review": [page(f"{state} review", officers, SIGNED_IN - officers) for state in STATES],
        "reviews:review_answer": [
            Row(
                "opened review",
                NOBODY,
                SIGNED_IN - officers,
                answers={(role, "GET"): ELSEWHERE for role in officers},
            )
        ],
        "reviews:review_page": [
            steps("opened review", ATTENDING, kwargs={"page": "answers"}, fill=later),
            steps("submitted review", NOBODY, kwargs={"page": "answers"}),
        ],
        "reviews:review_change": [
            steps(
                "opened review",
                ATTENDING,
                kwargs={"key": "facts", "card": "purpose"},
                fill={"function": "Brings visitors"},
            ),
            steps("accepted review", NOBODY, kwargs={"key": "facts", "card": "purpose"}),
        ],
        "reviews:review_appendix": [steps("opened review", LEAD, fill=later)],
        "reviews:review_delegate": [
            steps("opened review", LEAD, kwargs={"key": "facts"}),
            steps("submitted review", NOBODY, kwargs={"key": "facts"}),
        ],
        "reviews:review_check": [
            steps("filled-in review", LEAD, fill={"declaration": "on"}),
            steps("submitted review", NOBODY),
        ],
        "reviews:review_endorse": [steps("submitted review", HEAD), steps("endorsed review", NOBODY)],
        "reviews:review_return": [steps("submitted review", POLICY, fill={"comment": "Whose hours are these?"})],
        "reviews:review_accept": [
            steps("endorsed review", POLICY, fill=NEXT),
            steps("accepted review", NOBODY),
        ],
        "reviews:review_waive": [steps("opened review", POLICY, fill=WAIVED), steps("submitted review", NOBODY)],
        "reviews:review_postpone": [
            steps("opened review", POLICY, fill={"due_on": "1 December 2090", "reason": "Illness"}),
            steps("accepted review", NOBODY),
        ],
        "reviews:review_reopen": [
            steps("accepted review", POLICY, fill={"reason": "The accounts came late"}),
            steps("opened review", NOBODY),
        ],
    }
