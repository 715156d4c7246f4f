"""The vocabulary of the access table: what a person meets at an address, said in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.access.world import ROLES

PAGE = "page"
DONE = "done"
ELSEWHERE = "sent elsewhere"
SIGN_IN = "sent to sign in"
REFUSED = "refused"
ABSENT = "absent"
NEVER = "not answered"
NEVER_METHODS = ("PUT", "PATCH", "DELETE")
EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
NOBODY = frozenset()


@dataclass(frozen=True)
class Row:
    """One address about one kind of record.

    `see` get the page, `refused` a refusal with its reason, everybody else finds nothing. `act` may post; None when
    nothing is posted there. `fill` is what they type over the page's own form, or all that they send where there is no
    page of its own. `public` pages are there before signing in, and `logged` ones leave a line in the event log.
    """

    about: str
    see: frozenset[str]
    refused: frozenset[str] = NOBODY
    act: frozenset[str] | None = None
    fill: Mapping[str, Any] = field(default_factory=dict)
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    public: bool = False
    has_page: bool = True
    logged: bool = False
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    posts: str = DONE

    def expected(self, role: str, method: str) -> str:
        """What this kind of person meets here with this method."""
        if method in NEVER_METHODS:
            return NEVER
        asked = "GET" if method == "HEAD" else method
        if (role, asked) in self.answers:
            return self.answers[role, asked]
        if role == "anonymous" and not self.public:
            return SIGN_IN
        return self.posting(role) if method == "POST" else self.reading(role)

    def reading(self, role: str) -> str:
        if not self.has_page:
            return NEVER
        return PAGE if role in self.see else self.turned_away(role)

    def posting(self, role: str) -> str:
        if self.act is None:
            return NEVER
        return self.posts if role in self.act else self.turned_away(role)

    def turned_away(self, role: str) -> str:
        return REFUSED if role in self.refused else ABSENT


def page(about: str, see: frozenset[str], refused: frozenset[str] = NOBODY, **more) -> Row:
    """A page to read; nothing is posted to it."""
    return Row(about, see, refused, **more)


def step(about: str, see: frozenset[str], act: frozenset[str], **more) -> Row:
    """A form: who may act gets it and may send it, who may only see the record is refused."""
    return Row(about, act, see - act, act, **more)


def button(about: str, see: frozenset[str], act: frozenset[str], **more) -> Row:
    """A button without a page of its own: answered to POST alone."""
    return Row(about, NOBODY, see - act, act, has_page=False, **more)
