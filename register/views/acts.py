"""One page for each step of a procedure: load, decide, ask for what it needs, act once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone

from partnerships.numbers import whole
from partnerships.saving import Conflict, Versioned, sentences
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, Verdict, require
from partnerships.views.merge import save_or_merge
from register.forms.acts import ActForm


@dataclass(frozen=True)
class Act:
    """The page of a step: who may, its form, the workflow's verb, its words above and the sentence afterwards.

    `write(record, form, changes, version=…, by=…, at=…)` takes the step.
    """

    may: Callable[[Any, Any], Verdict]
    form: type[ActForm]
    write: Callable[..., Versioned]
    title: str
    above: str
    sentence: str
    template: str = "register/acts/act.html"
    # What its page shows besides, of the record.
    shows: Callable[[Any], Any] = lambda record: ()


def plainly(verb: Callable[..., Versioned]) -> Callable[..., Versioned]:
    """A verb that takes the form's changes."""

    def write(record, form, changes, *, version, reason, **who):
        return verb(record, changes, version=version, **who)

    return write


def with_reason(verb: Callable[..., Versioned]) -> Callable[..., Versioned]:
    """A verb that takes the reason alone."""

    def write(record, form, changes, *, version, reason, **who):
        return verb(record, reason=reason, version=version, **who)

    return write


def take(request, record: Versioned, act: Act, *, entry, back: str, about: str = "", onward: str = ""):
    """The page of one step, or, once it was taken, the page `onward`: by default where it came from."""
    if not (verdict := act.may(request.user, record)):
        raise Refused(verdict.reason, back, typed(request, record, act))
    seen = Seen(record, request.POST.get("version", "") if request.method == "POST" else record.version)
    form = act.form(request.POST or None, seen=seen, user=request.user, submit_text=act.title, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(act.write, record, form, by=request.user, at=timezone.now())
        try:
            if answer := save_or_merge(
                request, form, record, write, partial(done, request, act, onward or back), always=True
            ):
                return answer
        except Refused as missing:
            # The person may take the step: what is missing is said on its page, not on one of refusal.
            stands = type(record)._base_manager.get(pk=record.pk)
            require(act.may(request.user, stands), instead=back, typed=form.in_words())
            form.refuse(ValidationError(str(missing)))
    context = {"form": form, "entry": entry, "back": back, "act": act, "about": about or str(record)}
    context["shows"] = act.shows(record)
    return render(request, act.template, context)


def typed(request, record: Versioned, act: Act) -> list[tuple[str, str]]:
    """What somebody filled in for a step that can no longer be taken, such as in a second tab."""
    if not request.POST:
        return []
    return act.form(request.POST, seen=Seen(record, record.version), user=request.user).in_words()


def done(request, act: Act, onward: str, record: Versioned, changed: dict):
    messages.success(request, act.sentence)
    return redirect(onward)


def press(request, record: Versioned, write: Callable[..., Any], sentence: str | Callable[[Any], str], back: str):
    """A button without a page: act once on the version that it was shown for, and go back.

    `sentence` is what is said afterwards, or says it of what was written.
    """
    version = whole(request.POST.get("version", "")) or 0
    try:
        written = write(record, version=version, by=request.user, at=timezone.now())
    except Conflict:
        messages.error(request, "Somebody else changed this meanwhile. Look at it again.")
    except ValidationError as error:
        for each in sentences(error):
            messages.error(request, each)
    else:
        messages.success(request, sentence if isinstance(sentence, str) else sentence(written))
    return redirect(back)
