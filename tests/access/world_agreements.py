"""Agreements, outcomes and files of the world of the access tests, in each state that changes an answer."""

from datetime import date

from register.models import AgreedOutcome, GoverningDocument
from register.workflow import agreements, files


def plant(world) -> None:
    """On the entry that everybody has to do with, and on an exempt one."""
    own, exempt = world.records["own entry"], world.records["exempt entry"]
    standing = held(world, own, "Standing agreement")
    old = held(world, own, "Old agreement")
    renewal = agreements.renew(old, date(2026, 10, 1), None, **world.by)
    agreements.put_in_force(renewal, date(2026, 10, 1), version=renewal.version, **world.by)
    hidden = held(world, exempt, "Hidden agreement")
    outcome, gone = promised(world, standing, "More visitors"), promised(world, standing, "A new website")
    file, old_file = kept(world, standing, "signed.txt"), kept(world, standing, "draft.txt")
    draft = GoverningDocument(partnership=own, title="Draft agreement")
    world.records |= {
        "draft agreement": agreements.draft(draft, own, **world.by),
        "agreement in force": standing,
        "renewed agreement": old,
        "agreement of an exempt entry": hidden,
        "outcome": outcome,
        "removed outcome": agreements.remove_outcome(gone, version=1, **world.by),
        "stored file": file,
        "removed file": files.remove(old_file, version=1, **world.by),
        "file of an exempt entry": kept(world, hidden, "hidden.txt"),
    }


def held(world, entry, title: str) -> GoverningDocument:
    return world.line(GoverningDocument(partnership=entry, title=title, starts_on=date(2025, 4, 1)), entry)


def promised(world, agreement: GoverningDocument, text: str) -> AgreedOutcome:
    return agreements.add_outcome(AgreedOutcome(document=agreement, text=text), **world.by)


def kept(world, owner: GoverningDocument, name: str):
    return files.store(name, f"The words of {name}.".encode(), owner, **world.by)
