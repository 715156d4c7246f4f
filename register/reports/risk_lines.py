"""Risks, benefits and measures of an entry in words."""

from decimal import Decimal

from partnerships.templatetags.council import plain_number
from register.models import Benefit, Measure, PartnershipRisk
from register.rules.risks import caveat

Words = tuple[str, tuple[str, ...], str]


def said(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def risk(line: PartnershipRisk) -> Words:
    """Without its level, which depends on the policy: the tab shows that beside it."""
    return str(line), said(line.description, line.controls and f"In place: {line.controls}"), ""


def benefit(line: Benefit) -> Words:
    kind = "Hard" if line.kind == "hard" else "Softer"
    return line.text, said(kind, line.measure and f"Measured by: {line.measure}"), ""


def measure(line: Measure) -> Words:
    """The figure never stands without its caveat (B15-23)."""
    target = "" if line.target is None else f" (target: {with_unit(line.target, line.unit)})"
    figure = f"{with_unit(line.figure, line.unit)}{target}"
    details = (figure, caveat(line), line.source and f"Source: {line.source}", line.comment)
    return str(line), said(*details), ""


def with_unit(figure: Decimal | None, unit: str) -> str:
    if figure is None:
        return "Not known yet"
    number = plain_number(figure)
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()
