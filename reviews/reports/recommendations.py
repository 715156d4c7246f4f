"""Recommendations under their three headings, numbered on across them (H14-02, H14-25, H14-31)."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from register.models import Partnership
from register.models.choices import RecommendationHeading
from register.rules.follow_up import deferral
from reviews.reports import changes, figures
from reviews.reports.shapes import Recommendation, RecommendationGroup, Statement
from reviews.reports.words import sentence

TITLES = {
    RecommendationHeading.INCREASE: "Recommendations to increase resources",
    RecommendationHeading.REDUCE: "Recommendations to reduce resources",
    RecommendationHeading.REVIEW: "Recommendations to review resources",
}


def groups(entries: list[Partnership], section: int, year: int) -> tuple[RecommendationGroup, ...]:
    """The three headings, empty ones too. Families that are recommended as one come first under each."""
    sizes = family_sizes(entries)
    found, number = [], 0
    for heading, title in TITLES.items():
        bundles = bundled([entry for entry in entries if entry.recommendation_heading == heading], sizes)
        numbers = range(number + 1, number + 1 + len(bundles))
        number += len(bundles)
        made = (
            recommendation(f"{section}.{each}", bundle, year) for each, bundle in zip(numbers, bundles, strict=True)
        )
        found.append(RecommendationGroup(title, tuple(made)))
    return tuple(found)


def family_sizes(entries: Iterable[Partnership]) -> dict[int, int]:
    """How many of the reported entries each family has."""
    sizes: dict[int, int] = {}
    for entry in entries:
        if entry.family_id:
            sizes[entry.family_id] = sizes.get(entry.family_id, 0) + 1
    return sizes


def bundled(entries: list[Partnership], sizes: dict[int, int]) -> list[list[Partnership]]:
    """Which entries share a paragraph: a family of which at least half stands here, or a family's with one wording."""
    bundles: dict[object, list[Partnership]] = {}
    for entry in entries:
        bundles.setdefault(bundle_key(entry, entries, sizes), []).append(entry)
    return sorted(bundles.values(), key=lambda bundle: len(bundle) == 1)


def bundle_key(entry: Partnership, entries: list[Partnership], sizes: dict[int, int]) -> object:
    if not entry.family_id:
        return entry.pk
    here = sum(other.family_id == entry.family_id for other in entries)
    if here * 2 >= sizes[entry.family_id]:
        return ("family", entry.family_id)
    return ("wording", entry.family_id, wording(entry).casefold())


def wording(entry: Partnership) -> str:
    """The recommendation as one line of text, with the day or the report that it is deferred to (H14-32)."""
    return " ".join(filter(None, [sentence(" ".join(entry.recommendation.split())), sentence(deferral(entry))]))


def recommendation(number: str, bundle: list[Partnership], year: int) -> Recommendation:
    """One paragraph, with the table of its family's figures where several entries share it and anything is known."""
    family = str(bundle[0].family) if len(bundle) > 1 else ""
    shows_table = len(bundle) > 1 and figures.has_figures(bundle, year)
    table = figures.table(f"{family}: officer time and contribution", bundle, year, number) if shows_table else None
    return Recommendation(number, family, tuple(statements(bundle)), table)


def statements(bundle: list[Partnership]) -> Iterator[Statement]:
    """The wordings of a paragraph in the order of the register, each with the entries that share it."""
    first = {wording(entry): place for place, entry in reversed(list(enumerate(bundle)))}
    ordered = sorted(bundle, key=lambda entry: first[wording(entry)])
    for words, sharing in groupby(ordered, key=wording):
        entries = list(sharing)
        yield Statement(tuple(entry.name for entry in entries), words, ratings(entries), changes.said(entries))


def ratings(entries: list[Partnership]) -> tuple[str, ...]:
    """The ratings that a wording rested on, once where all its entries have the same, and by name where they differ."""
    found = [rated(entry) for entry in entries]
    if len(set(found)) == 1:
        return (f"{found[0]}.",)
    return tuple(f"{entry.name}: {words[:1].lower()}{words[1:]}." for entry, words in zip(entries, found, strict=True))


def rated(entry: Partnership) -> str:
    risk = rating(entry.get_risk_rating_display(), entry.get_risk_rating_source_display())
    value = rating(entry.get_value_rating_display(), entry.get_value_rating_source_display())
    return f"Risk {risk}, value {value}"


def rating(level: str, source: str) -> str:
    if not level:
        return "not rated"
    return f"{level.lower()} ({source[:1].lower()}{source[1:]})" if source else level.lower()
