"""Where partnerships stand in the picture of value against full cost. Pure geometry, in the units of the drawing.

Down the side stand the values, High above; along the foot the cost, each step ten times the one before. Partnerships
that would touch are moved into lanes of their own, so that every number stays readable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, log10
from statistics import median

from register.models.choices import Rating

WIDTH, LEFT, RIGHT = 700, 74, 676
LANE, HEAD, FOOT = 30, 26, 84
APART = 27
LEAST = 100.0
BANDS = (Rating.HIGH, Rating.MEDIUM, Rating.LOW)
KEY = (
    ("high", "High risk", 12.0),
    ("medium", "Medium risk", 108.0),
    ("low", "Low risk", 224.0),
    ("none", "Risk not rated", 318.0),
    ("ring", "Statutory", 446.0),
    ("trail", "From a year before", 538.0),
)
# For each value: what speaks of those that cost less than half of them, and of those that cost more.
ZONES = {
    Rating.HIGH: ("Worth more than it costs", "Worth it, while it stays so"),
    Rating.MEDIUM: ("Fair for what it costs", "Could it cost less?"),
    Rating.LOW: ("Little gained, little spent", "Question these first"),
}


@dataclass(frozen=True)
class Place:
    """One partnership: value and risk as codes, pounds in the year; None and blank mean that nobody knows."""

    number: int
    name: str
    url: str
    value: str
    risk: str
    cost: Decimal | None
    is_whole: bool
    is_statutory: bool
    value_before: str = ""
    cost_before: Decimal | None = None

    @property
    def is_drawn(self) -> bool:
        return bool(self.value) and self.cost is not None


@dataclass(frozen=True)
class Mark:
    """A place on the drawing, and from where it came since last year, where it moved."""

    place: Place
    x: float
    y: float
    came_from: tuple[float, float] | None

    @property
    def text_y(self) -> float:
        """Where its number is written: lower in a triangle, which is wider there."""
        return self.y + (8 if self.place.risk == Rating.HIGH else 5)

    @property
    def shape(self) -> str:
        return corners(self.place.risk, self.x, self.y, 12)


def corners(risk: str, x: float, y: float, size: float) -> str:
    """The corners of the shape that tells a risk: three for High, four for Medium; none, which is a circle, else."""
    if risk == Rating.HIGH:
        found = ((x, y - size * 1.25), (x + size * 1.25, y + size * 0.85), (x - size * 1.25, y + size * 0.85))
    elif risk == Rating.MEDIUM:
        reach = size * 0.92
        found = ((x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach))
    else:
        found = ()
    return " ".join(f"{across:.1f},{down:.1f}" for across, down in found)


@dataclass(frozen=True)
class Band:
    """One value: from where to where it reaches, and what its two halves are called."""

    value: str
    top: float
    bottom: float
    zones: tuple[str, str]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def title_y(self) -> float:
        return self.top + 17


@dataclass(frozen=True)
class Tick:
    x: float
    words: str


@dataclass(frozen=True)
class Sign:
    """One line of the key: a shape, and what it means."""

    kind: str
    words: str
    x: float
    y: float

    @property
    def points(self) -> str:
        return corners(self.kind, self.x, self.y, 9)

    @property
    def words_x(self) -> float:
        return self.x + (26 if self.kind == "trail" else 16)

    @property
    def words_y(self) -> float:
        return self.y + 4

    @property
    def low(self) -> float:
        return self.y + 6

    @property
    def high(self) -> float:
        return self.y - 6

    @property
    def right(self) -> float:
        return self.x + 18


@dataclass(frozen=True)
class Drawing:
    """Everything that the drawing needs."""

    height: float
    foot: float
    half: float
    half_cost: Decimal
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The key, below the foot."""
        return tuple(Sign(kind, words, x, self.foot + 58) for kind, words, x in KEY)

    @property
    def tick_end(self) -> float:
        return self.foot + 6

    @property
    def words_y(self) -> float:
        return self.foot + 24


def draw(places: Iterable[Place]) -> Drawing | None:
    """The drawing of those whose value and cost are known; None where there are none."""
    shown = [place for place in places if place.is_drawn]
    if not shown:
        return None
    reach = highest(shown)
    bands, lanes = banded(shown, reach)
    foot = bands[-1].bottom
    half_cost = median(place.cost for place in shown)
    half = across(half_cost, reach)
    by_value = {band.value: band for band in bands}
    marks = tuple(mark(place, lane, by_value, reach) for place, lane in lanes)
    return Drawing(foot + FOOT, foot, half, half_cost, bands, marks, ticks(reach))


def highest(places: Sequence[Place]) -> int:
    """The power of ten at which the foot ends."""
    sums = [float(cost) for place in places for cost in (place.cost, place.cost_before) if cost]
    return max(4, ceil(log10(max([LEAST, *sums]))))


def across(cost: Decimal, reach: int) -> float:
    """How far along the foot a cost stands; everything up to a hundred pounds at its beginning."""
    share = (log10(max(float(cost), LEAST)) - 2) / (reach - 2)
    return LEFT + 22 + share * (RIGHT - LEFT - 44)


def banded(shown: Sequence[Place], reach: int) -> tuple[tuple[Band, ...], list[tuple[Place, int]]]:
    """The three bands, as high as their lanes ask, and the lane of each place."""
    bands, placed, top = [], [], 4.0
    for value in BANDS:
        own = sorted((place for place in shown if place.value == value), key=lambda place: (place.cost, place.number))
        lanes: list[float] = []
        for place in own:
            x = across(place.cost, reach)
            free = next((lane for lane, last in enumerate(lanes) if x - last >= APART), len(lanes))
            lanes[free : free + 1] = [x]
            placed.append((place, free))
        bottom = top + HEAD + LANE * max(len(lanes), 1) + 6
        bands.append(Band(value, top, bottom, ZONES.get(value, ("", ""))))
        top = bottom
    return tuple(bands), placed


def mark(place: Place, lane: int, bands: dict[str, Band], reach: int) -> Mark:
    x, y = across(place.cost, reach), bands[place.value].top + HEAD + LANE * lane + LANE / 2
    return Mark(place, x, y, moved(place, x, bands, reach))


def moved(place: Place, x: float, bands: dict[str, Band], reach: int) -> tuple[float, float] | None:
    """Where it stood a year before; None where nobody knows, or it has hardly moved."""
    if not place.value_before or place.cost_before is None:
        return None
    before = across(place.cost_before, reach)
    if place.value_before == place.value and abs(before - x) < APART:
        return None
    return before, bands[place.value_before].middle


def ticks(reach: int) -> tuple[Tick, ...]:
    """The powers of ten along the foot."""
    words = {2: "£100 or less", 3: "£1,000", 4: "£10,000", 5: "£100,000", 6: "£1m"}
    return tuple(
        Tick(across(Decimal(10) ** power, reach), words.get(power, f"£{10 ** (power - 6):,}m"))
        for power in range(2, reach + 1)
    )
