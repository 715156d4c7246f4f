"""May this person do this? A refusal is a value with a reason, shown on the page and raised by the server alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """Allowed, or refused with the sentence that the person reads."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refused(reason: str) -> Verdict:
    """A refusal; `reason` is a whole sentence that says why and, where there is one, what would help."""
    return Verdict(False, reason)


def allowed_if(condition: bool, reason: str) -> Verdict:
    """Allowed when the condition holds, otherwise refused with the reason."""
    return ALLOWED if condition else refused(reason)


class Refused(PermissionDenied):
    """Raised by the server where a verdict refuses; the 403 page shows `reason`, and links to `instead` if given.

    It repeats what was typed: `typed`, pairs of label and text, or else the texts of the form as they were sent.
    """

    def __init__(self, reason: str, instead: str = "", typed: Sequence[tuple[str, str]] = ()):
        super().__init__(reason)
        self.reason, self.instead, self.typed = reason, instead, typed


def require(verdict: Verdict, instead: str = "", typed: Sequence[tuple[str, str]] = ()) -> None:
    """Raise Refused unless the verdict allows; `instead` is the address of what the person may look at."""
    if not verdict:
        raise Refused(verdict.reason, instead, typed)
