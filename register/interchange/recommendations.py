"""What a recommendation asks for and the heading it stands under, guessed from its wording alone.

Only a wording in which one direction speaks is given a heading. A wrong heading is worse than a question.
"""

import re
from dataclasses import dataclass

from register.interchange.fold import plain

_UP = re.compile(
    r"\b(?:increas\w*|expand\w*|strengthen\w*|additional resources?|more resources?|more (?:officer )?time"
    r"|step up|greater involvement|invest more|raise our)\b"
)
_OUT = re.compile(
    r"\b(?:withdraw\w*|leave the partnership|cease\w*|exit from|terminate\w*|discontinue\w*|resign from"
    r"|pull out|end (?:our|the council's) involvement|remove)\b"
)
_DOWN = re.compile(
    r"\b(?:reduc\w*|decreas\w*|scale (?:back|down)|scaling (?:back|down)|less (?:officer )?time|fewer"
    r"|cut (?:back|our)|step back|lower (?:our|the))\b"
)
_LOOK = re.compile(r"\b(?:review\w*|reconsider\w*|re-?assess\w*|evaluat\w*|monitor whether|options?)\b")
_EXPLORE = re.compile(r"\b(?:explor\w*|ascertain\w*|investigat\w*|consider (?:how|whether)|find out|scope)\b")
_STAY = re.compile(r"\b(?:remain\w*|retain\w*|continue\w*|maintain\w*|keep|no change|stay)\b")
_JOIN = re.compile(r"\b(?:join|become a (?:member|partner)|enter (?:into )?the partnership)\b")
_SEAT = re.compile(
    r"\b(?:delegat\w*|nominat\w*|appoint\w*|identify a|represent\w*|attend\w*|in support|replace (?:the"
    r"|our) rep\w*|change of rep\w*)\b"
)
_LATER = re.compile(r"\b(?:further consideration|defer\w*|consider(?:ed)? (?:further|again))\b")
_FIRST = re.compile(
    r"^(?:to |formally |please )?(?:review|re-?assess|reconsider|evaluate|explore|ascertain|investigate)\b"
)
_DENIAL = r"not|no(?! longer)|cannot|never|avoid\w*|oppos\w*|resist\w*|against|stop\w*|prevent\w*|refus\w*|freez\w*"
_DENIED = re.compile(rf"\b(?:{_DENIAL})\b")
_DOUBTED = re.compile(
    rf"\b(?:{_DENIAL}|whether|if|no longer|instead of|rather than|unless|subject to|depend\w*|without"
    r"|(?:number|frequency) of)\b"
)
_EXCEPTION = re.compile(r"\b(?:with the exception|except|apart from|other than)\b")


@dataclass(frozen=True, slots=True)
class Guess:
    """The kind of a recommendation, the heading where the wording decides it, and why, in a sentence."""

    kind: str | None
    heading: str | None
    why: str


@dataclass(frozen=True, slots=True)
class _Signals:
    up: bool
    out: bool
    down: bool
    look: bool
    explore: bool
    stay: bool
    join: bool
    seat: bool
    first: bool
    later: bool
    doubted: bool
    denied: bool
    excepted: bool


_PATTERNS = {
    "up": _UP,
    "out": _OUT,
    "down": _DOWN,
    "look": _LOOK,
    "explore": _EXPLORE,
    "stay": _STAY,
    "join": _JOIN,
    "seat": _SEAT,
    "first": _FIRST,
    "later": _LATER,
    "doubted": _DOUBTED,
    "denied": _DENIED,
    "excepted": _EXCEPTION,
}


def guess(text: str) -> Guess:
    """Guess kind and heading (`H14-02`). A heading of None has to be asked."""
    wording = plain(text[:5_000])
    if not wording:
        return Guess(None, None, "There is no recommendation.")
    said = _Signals(**{name: bool(pattern.search(wording)) for name, pattern in _PATTERNS.items()})
    return Guess(_kind(said), *_heading(said))


def _kind(said: _Signals) -> str | None:
    if said.denied:
        return None
    ordered = (
        (said.out, "withdraw"),
        (said.explore, "explore"),
        (said.join, "join"),
        (said.up, "increase"),
        (said.down, "reduce"),
        (said.look and said.first, "review"),
        (said.seat and not said.stay, "change_representation"),
        (said.look or said.later, "review"),
        (said.stay, "retain"),
    )
    return next((kind for signal, kind in ordered if signal), None)


def _heading(said: _Signals) -> tuple[str | None, str]:
    less = said.out or said.down
    if said.up and less:
        return None, "The wording speaks of more and of less at once, so the heading has to be chosen."
    if (said.up or less) and said.doubted:
        return None, "The wording puts the direction in doubt, so the heading has to be chosen."
    if less:
        return _less(said)
    return _more(said) if said.up else _neither(said)


def _less(said: _Signals) -> tuple[str | None, str]:
    if (said.stay and not said.excepted) or said.explore or said.look:
        return None, "The wording speaks of less and of staying or looking, so the heading has to be chosen."
    return "reduce", "The wording asks to withdraw or to do less, and nothing in it points elsewhere."


def _more(said: _Signals) -> tuple[str | None, str]:
    if said.explore:
        return None, "The wording asks to find out first and speaks of more, so the heading has to be chosen."
    return "increase", "The wording speaks of more resources, and of no less."


def _neither(said: _Signals) -> tuple[str | None, str]:
    if said.first and not said.join:
        return "review", "The wording begins with a review or an enquiry and speaks of no direction."
    if said.seat or said.stay or said.join:
        return None, "The wording is about who attends or about staying, which stands under no heading by itself."
    if said.look or said.explore:
        return "review", "The wording asks to review or to find out, and speaks of no direction."
    return None, "The wording speaks of no direction, so the heading has to be chosen."
