"""The lines of an exit strategy: added, changed, taken off; and all nine effects on one page."""

from collections.abc import Mapping
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.numbers import whole
from partnerships.saving import Conflict
from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.views.acts import Act, take
from reviews.forms import exits as forms
from reviews.models import ExitEffect, ExitStrategy
from reviews.models.choices import EffectKind
from reviews.reports import exit_parts as parts
from reviews.rules.exits import LINES
from reviews.views.exits import address_of, strategy_or_404
from reviews.views.recommendation_lines import removal
from reviews.workflow import exit_effects as effects
from reviews.workflow import exit_lines as workflow
from reviews.workflow.exits import may_write

FORMS = {
    "reasons": (forms.NewReasonForm, forms.ReasonForm),
    "controls": (forms.ControlForm, forms.ControlForm),
    "messages": (forms.MessageForm, forms.MessageForm),
    "items": (forms.ItemForm, forms.ItemForm),
    "consulted": (forms.ConsulteeForm, forms.ConsulteeForm),
}
MEANWHILE = "These effects were changed in another window. Nothing that you typed is lost: look, and save again."
BY_NOW = "{} says by now: “{}” Saving again puts your words in its place."


def line_or_404(user, noun: str, pk: int):
    """The line and its strategy, as far as the person may see it."""
    if noun not in FORMS:
        raise Http404
    kept = LINES[noun].objects.filter(removed_at__isnull=True)
    found = kept.filter(strategy__in=ExitStrategy.objects.visible_to(user))
    return get_object_or_404(found.select_related("strategy__partnership"), pk=pk)


def page_of(strategy: ExitStrategy, noun: str) -> str:
    """The page of the part in which the lines of a kind stand."""
    key = next(key for key, part in parts.PARTS.items() if noun in part.nouns)
    return parts.address(strategy, key, writes=True)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_line_add(request, pk: int, noun: str):
    """Add a line."""
    found = strategy_or_404(request.user, pk)
    if noun not in FORMS:
        raise Http404
    require(may_write(request.user, found), instead=address_of(found))
    form_class, _ = FORMS[noun]
    back = page_of(found, noun)
    form = form_class(request.POST or None, user=request.user, submit_text="Add it", cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            workflow.add_line(found, LINES[noun], form.line_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Added.")
            return redirect(back)
    return line_page(request, found, form, f"Add a {parts.NOUNS[noun].one}", back)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_line_change(request, noun: str, pk: int):
    """Change a line."""
    line = line_or_404(request.user, noun, pk)
    found = line.strategy
    require(may_write(request.user, found), instead=address_of(found))
    back = page_of(found, noun)
    seen = Seen(line, request.POST.get("version", "") if request.method == "POST" else line.version)
    form = FORMS[noun][1](request.POST or None, seen=seen, user=request.user, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(changed, line, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, line, write, partial(done, request, back)):
            return answer
    return line_page(request, found, form, f"Change the {parts.NOUNS[noun].one}", back, str(line))


def changed(line, changes, *, version: int, reason: str, **who):
    return workflow.edit_line(line, changes, version=version, **who)


def done(request, back: str, line, changes: dict):
    messages.success(request, "Saved.")
    return redirect(back)


def line_page(request, found: ExitStrategy, form, title: str, back: str, about: str = ""):
    context = {"form": form, "entry": found.partnership, "back": back, "title": title, "about": about or found}
    return render(request, "reviews/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_line_remove(request, noun: str, pk: int):
    """Take a line off."""
    line = line_or_404(request.user, noun, pk)
    found, one = line.strategy, parts.NOUNS[noun].one
    act = Act(
        workflow.may_remove,
        removal(type(line)),
        removed,
        f"Remove the {one}",
        "It is taken off the strategy, and stays in its history.",
        "Removed.",
    )
    return take(request, line, act, entry=found.partnership, back=page_of(found, noun))


def removed(line, form, changes, *, version, reason, **who):
    return workflow.remove_line(line, version=version, **who)


@require_http_methods(["GET", "HEAD", "POST"])
def exit_effects(request, pk: int):
    """All nine effects: each described, or said to be none with why (B15-41)."""
    found = strategy_or_404(request.user, pk)
    require(may_write(request.user, found), instead=address_of(found))
    back = parts.address(found, "effects", writes=True)
    form = forms.EffectsForm(request.POST or None, effects=parts.Written(found).effects.values(), cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            effects.describe(found, form.said(), by=request.user, at=timezone.now())
        except Conflict:
            stands = parts.Written(found).effects
            data, told = brought_up(found, request.POST, stands)
            form = forms.EffectsForm(data, effects=stands.values(), cancel_url=back)
            form.refuse(ValidationError([MEANWHILE, *told]))
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Saved.")
            return redirect(back)
    return line_page(request, found, form, "What leaving does", back)


def brought_up(
    strategy: ExitStrategy, sent: QueryDict, stands: Mapping[str, ExitEffect]
) -> tuple[QueryDict, list[str]]:
    """What was typed, on what stands by now: somebody else's words where only they wrote, one's own where both did.

    Of each effect on which both wrote, a sentence says what the other one wrote.
    """
    data, told = sent.copy(), []
    for kind in EffectKind:
        now, shown = stands.get(kind), whole(sent.get(f"{kind}_version", ""))
        if (now.version if now else None) == shown:
            continue
        before = ExitEffect.history.filter(strategy=strategy, kind=kind, version=shown).first()
        theirs = said_by(now)
        if (sent.get(f"{kind}_impact", "").strip(), f"{kind}_is_none" in sent) == said_by(before):
            data[f"{kind}_impact"] = theirs[0]
            data.pop(f"{kind}_is_none", None)
            data.update({f"{kind}_is_none": "on"} if theirs[1] else {})
        else:
            told.append(BY_NOW.format(kind.label, theirs[0] or "nothing"))
        data[f"{kind}_version"] = str(now.version) if now else ""
    return data, told


def said_by(effect) -> tuple[str, bool]:
    return (effect.impact, effect.is_none) if effect else ("", False)
