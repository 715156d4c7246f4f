"""How the ground floor reaches up without knowing what is above.

Each app config may declare, under the keys below, dotted names of what it contributes. They are read in the order of
INSTALLED_APPS, so a lower app's contributions come first.
"""

from collections.abc import Callable

from django.apps import apps
from django.utils.module_loading import import_string

KEYS = frozenset(
    {
        "tabs",
        "after_change",
        "holdings",
        "merge",
        "my_work",
        "awaited",
        "checks",
        "nightly",
        "daily",
        "decision_effects",
        "navigation",
        "readiness",
        "machines",
        "words",
        "labels",
        "letters",
        "learnt",
        "about_matter",
        "asks_along",
    }
)


def declared(key: str) -> list[str]:
    """The dotted names that all apps contribute under a key; an unknown key is a mistake of ours."""
    if key not in KEYS:
        raise KeyError(f"{key!r} is not a kind of contribution; the kinds are {', '.join(sorted(KEYS))}.")
    return [name for config in apps.get_app_configs() for name in getattr(config, "contributes", {}).get(key, ())]


def collect(key: str) -> list[Callable]:
    """What all apps contribute under a key, imported."""
    return [import_string(name) for name in declared(key)]
