"""Every step of a procedure tried by everybody: refused with its sentence, and nothing changed; or taken."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import transaction

from partnerships.machine import Machine
from partnerships.verdict import Refused
from reviews.models import ExitStrategy


@dataclass(frozen=True)
class Step:
    """From which states, by whom, the sentence for all others, and another for who may not do it to their own work."""

    sources: set[str]
    people: set[str]
    others: str
    own: str = ""
    target: str = ""


def out_of_turn(machine: Machine, verb: str, status: str, target: str) -> str:
    """What is said of a step that this state does not have."""
    state = machine.state_name(status)
    if status == target:
        return (
            f"This {machine.noun} is {state} already: somebody else, or you in another window, was quicker. "
            "Open its page again to see where it stands."
        )
    return f"This {machine.noun} is {state}, so it cannot be {machine.transitions[verb].label}."


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(take: Callable[[], object]) -> str:
    """The sentence with which a step is refused."""
    with pytest.raises(Refused) as refusal:
        take()
    return refusal.value.reason


KEPT = [
    model
    for label in ("register", "reviews")
    for model in apps.get_app_config(label).get_models()
    if not model.__name__.startswith("Historical") or model is ExitStrategy.history.model
]


def kept() -> dict[str, list]:
    """All that is recorded of partnerships and of what is done about them."""
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in KEPT}


def tried(
    sentences: Mapping[tuple[str, str], str], take: Callable[[str, str], object], taken: Callable[[str], object]
) -> None:
    """Each step by each person: with a sentence it is refused and changes nothing, without one it is taken, and undone.

    `taken` looks whether the step has done what it does.
    """
    before = kept()
    for (verb, name), sentence in sentences.items():
        if sentence:
            assert refused(lambda verb=verb, name=name: take(verb, name)) == sentence, (verb, name)
    assert kept() == before
    for (verb, name), sentence in sentences.items():
        if not sentence:
            with undone():
                take(verb, name)
                taken(verb)


def everything(steps: Iterable[str], people: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((verb, name) for verb in steps for name in people)
