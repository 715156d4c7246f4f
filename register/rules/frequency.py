"""How often the policy asks for a review or a performance return, and why (SH-14, B15-24, W09-10)."""

from collections.abc import Iterable
from dataclasses import dataclass

from register.models import ReviewFrequency
from register.models.choices import Asked
from register.rules.words import in_list

EVERY = {1: "Every month", 3: "Every quarter", 6: "Every half year", 12: "Every year"}
TIERS = {"significant": "it is significant", "desirable": "it is not significant"}
RISKS = {"high": "its risk is high", "medium": "its risk is medium", "low": "its risk is low"}


@dataclass(frozen=True)
class Asking:
    """After how many months, the reasons that this partnership has for it, and the paragraph."""

    months: int
    reasons: tuple[str, ...]
    source: str

    @property
    def sentence(self) -> str:
        """`Every quarter, because it is significant and selected (South Hams …, paragraph 3.1)`."""
        often = EVERY.get(self.months, f"Every {self.months} months")
        because = f", because {in_list(self.reasons)}" if self.reasons else ""
        return f"{often}{because} ({self.source})"


def asked(
    frequencies: Iterable[ReviewFrequency], what: Asked, *, tiers: Iterable[str], risk: str, is_selected: bool
) -> Asking | None:
    """What the policy asks of one partnership: of the lines that fit, the most frequent. None where none fits.

    `tiers` are its tiers for the councils that take part; the line fits when one of them does.
    """
    tiers = set(tiers)
    fitting = [
        line
        for line in frequencies
        if line.asks == what
        and (not line.significance or line.significance in tiers)
        and (not line.risk or line.risk == risk)
        and (is_selected or not line.only_selected)
    ]
    if not fitting:
        return None
    line = min(fitting, key=lambda each: each.every_months)
    reasons = [
        TIERS.get(line.significance, ""),
        RISKS.get(line.risk, ""),
        "it is selected" if line.only_selected else "",
    ]
    return Asking(line.every_months, tuple(filter(None, reasons)), line.source)
