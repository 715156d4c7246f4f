"""Guidance for each procedure: what it is for, and who does what in which order (SH-18, W09-12). Its words stand in
`guides.toml`.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerships.roles import Role

May = Callable[[Any], bool]


def anybody(user) -> bool:
    """Who has signed in."""
    return user.is_authenticated


def reader(user) -> bool:
    """Who reads the whole register."""
    return user.reads_register


def holding(*roles: str) -> May:
    """People who hold any of these roles."""
    return lambda user: user.has_role(*roles)


OVERSEERS = holding(Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR)
COLLECTORS = holding(Role.POLICY_OFFICER, Role.CORPORATE_MANAGER, Role.AUDITOR)
# Where each procedure is done, and who may open that page.
PLACES: dict[str, tuple[str, May]] = {
    "importing": ("register:imports", OVERSEERS),
    "editing": ("register:list", reader),
    "appointments": ("register:seats", reader),
    "money": ("register:spent", reader),
    "agreements": ("register:agreements", reader),
    "meetings": ("register:all_meetings", reader),
    "concerns": ("register:concern_list", reader),
    "handover": ("register:handovers", OVERSEERS),
    "certificate": ("register:collections", COLLECTORS),
    "papers": ("reviews:papers", anybody),
}


@dataclass(frozen=True)
class Act:
    """One step: who takes it, and what they do."""

    who: str
    what: str


@dataclass(frozen=True)
class Guide:
    """One procedure. `route` is where it is done, for those who `may` open that page; `start` leads there."""

    slug: str
    title: str
    about: str
    steps: tuple[Act, ...]
    notes: tuple[str, ...]
    route: str
    start: str
    may: May


def read(slug: str, words: dict[str, Any]) -> Guide:
    """One procedure from its words."""
    route, may = PLACES[slug]
    steps = tuple(Act(who, what) for who, what in words["steps"])
    return Guide(slug, words["title"], words["about"], steps, tuple(words["notes"]), route, words["start"], may)


WORDS = tomllib.loads(Path(__file__).with_name("guides.toml").read_text(encoding="utf-8"))
GUIDES = {slug: read(slug, words) for slug, words in WORDS.items()}
TOPICS = {"policy": "The partnership policy as a whole", **{slug: guide.title for slug, guide in GUIDES.items()}}
