"""Who leads and answers by default for what stands under a theme (SH-11)."""

from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.models import Council, User
from partnerships.roles import OFFICERS, Role
from register.models import Theme


@dataclass(frozen=True)
class Defaults:
    """The lead officer and the portfolio holder that themes name, each with the theme that does."""

    lead_officer: User | None = None
    officer_theme: Theme | None = None
    lead_member: User | None = None
    member_theme: Theme | None = None

    def member_of(self, council: Council) -> User | None:
        """The portfolio holder, for their own council alone: two councils may share a theme (SH-08)."""
        return self.lead_member if self.lead_member and self.lead_member.council_id in (None, council.pk) else None


def defaults(themes: Iterable[Theme]) -> Defaults:
    """Of several themes the first one that names somebody counts. Who has left, or no longer fits, is passed over."""
    themes = list(themes)
    officer = next((each for each in themes if fits(each.lead_officer, *OFFICERS)), None)
    member = next((each for each in themes if fits(each.lead_member, Role.COUNCILLOR)), None)
    return Defaults(officer and officer.lead_officer, officer, member and member.lead_member, member)


def fits(person: User | None, *roles: str) -> bool:
    """Is somebody named who is still there, in one of these roles?"""
    return person is not None and person.is_active and person.has_role(*roles)


def filled_in(found: Defaults, named: bool, councils: Iterable[Council]) -> str:
    """What was filled in on a new entry, in sentences; empty where nothing was. `named` says that somebody had named
    its lead officer.
    """
    said = []
    if found.lead_officer and not named:
        said.append(f"{found.lead_officer} is its lead officer, as for the theme {found.officer_theme}.")
    if any(found.member_of(council) for council in councils):
        said.append(f"{found.lead_member} is its portfolio holder, as for the theme {found.member_theme}.")
    return " ".join(said)
