"""Tabs as themes: what the name or the title of a tab says about every row in it."""

import re
from collections.abc import Sequence

from register.interchange.fold import plain, tidy
from register.interchange.reading import ReadSheet
from register.interchange.vocabulary import Vocabulary

_GENERIC = re.compile(
    r"^(?:sheet|tab|table|page|list|data|register|partnerships?|partnership register|all|main|master|export|import|"
    r"full register|current|live|draft|copy|new|old|summary|worksheet)?[\s\d()._\-/]*$"
)
_WRAPPING = re.compile(
    r"^\s*(?:\d+[\s.):_\-]+)?(?P<core>.*?)(?:[\s_\-]*(?:theme|tab|partnerships?|\(?(?:19"
    r"|20)\d\d(?:[/\-]\d\d)?\)?))*\s*$",
    re.I,
)
_TAIL = re.compile(r"^.*\b(?:register|partnerships?|theme)\b[^:–—-]*(?::|\s[–—-]\s)\s*(?P<tail>[^:]{3,60})$", re.I)


def themes(sheets: Sequence[ReadSheet], vocabulary: Vocabulary) -> dict[str, str]:
    """The theme each used tab stands for. One tab alone is a theme only if the policy knows it as one."""
    known = {plain(theme): theme for theme in vocabulary.themes}
    used = [sheet for sheet in sheets if sheet.used]
    found: dict[str, str] = {}
    for sheet in used:
        if any("themes" in column.fields for column in sheet.columns):
            continue
        theme = _core(sheet.name) or _title(sheet)
        if theme and (plain(theme) in known or len(used) > 1):
            found[sheet.name] = known.get(plain(theme), theme)
    return found if len(set(found.values())) > 1 or any(plain(theme) in known for theme in found.values()) else {}


def _core(name: str) -> str | None:
    match = _WRAPPING.match(tidy(name.replace("_", " ")))
    core = match["core"].strip(" -_.") if match else ""
    return _cased(core) if core and not _GENERIC.match(plain(core)) else None


def _title(sheet: ReadSheet) -> str | None:
    for title in sheet.titles:
        if match := _TAIL.match(tidy(title)):
            return _cased(match["tail"].strip())
    return None


def _cased(text: str) -> str:
    return text.capitalize() if text.isupper() and len(text) > 4 else text
