"""All nine effects of leaving, kept together as their page shows them (B15-41)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships.saving import Conflict, announced_once
from partnerships.verdict import require
from reviews.models import ExitEffect, ExitStrategy
from reviews.workflow.exit_lines import add_line, edit_line, remove_line
from reviews.workflow.exits import may_write

Said = Mapping[str, tuple[int | None, Mapping[str, Any]]]


def describe(strategy: ExitStrategy, said: Said, *, by, at: datetime) -> None:
    """Keep what was said of each kind: by the version that the page showed, None where nothing stood there.

    Words that were taken away take the effect off. All or nothing is kept. Raises Refused, Conflict or ValidationError.
    """
    require(may_write(by, strategy))
    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        for kind, (version, values) in said.items():
            stands = strategy.effects.filter(kind=kind, removed_at__isnull=True).first()
            if (stands.version if stands else None) != version:
                raise Conflict(stands or strategy, version or 0)
            if stands is None:
                add_line(strategy, ExitEffect, {"kind": kind, **values}, **who)
            elif values["impact"]:
                edit_line(stands, values, version=version, **who)
            else:
                remove_line(stands, version=version, **who)
