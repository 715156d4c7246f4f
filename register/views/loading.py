"""Finding what an address names, as far as the person may see it; anything else is as good as absent."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from partnerships.saving import Versioned
from register.models import Partnership
from register.rules.lines import LINES, Line

RELATED = (
    "family", "type", "lead_officer", "supporting_officer", "head_of_service", "service__council", "batch",
    "successor", "exclusion_class", "confirmed_by",
)  # fmt: skip


def entry_or_404(user, reference: str) -> Partnership:
    """The entry of a reference; what belongs to it is read with it only when it is asked for."""
    entries = Partnership.objects.visible_to(user).select_related(*RELATED)
    return get_object_or_404(entries, reference=reference)


def with_history_or_404(user, reference: str) -> Partnership:
    """The entry of a reference for who reads its history, also where the import that made it was undone."""
    entries = Partnership.objects.with_history_for(user).select_related(*RELATED, "batch__undone_by")
    return get_object_or_404(entries, reference=reference)


def kind_or_404(noun: str) -> Line:
    if noun not in LINES:
        raise Http404
    return LINES[noun]


def line_or_404(entry: Partnership, kind: Line, pk: int) -> Versioned:
    return get_object_or_404(kind.of(entry), pk=pk)
