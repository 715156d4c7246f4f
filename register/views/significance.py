"""How significant a partnership is to one council: settled by the policy team, risks judged by those who rate."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.forms.significance import RisksForm, SettleForm
from register.models import Partnership
from register.permissions import can_rate_partnership, can_settle_significance
from register.reports.significance import Judged, judged
from register.rules.significance import in_force
from register.views.loading import entry_or_404
from register.views.telling import tell, tell_unchanged
from register.workflow import significance


def part_or_404(entry: Partnership, pk: int) -> Judged:
    """The council's part with the answer of the tests."""
    found = next((each for each in judged(entry, timezone.localdate()) if each.part.pk == pk), None)
    if found is None:
        raise Http404
    return found


def seen_by(request, record) -> Seen:
    return Seen(record, request.POST.get("version", "") if request.method == "POST" else record.version)


@require_http_methods(["GET", "HEAD", "POST"])
def significance_settle(request, reference: str, pk: int):
    """Confirm what the tests say, or keep another tier with a reason."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:entry", args=[reference])
    require(can_settle_significance(request.user), instead=back)
    each = part_or_404(entry, pk)
    seen = seen_by(request, each.part)
    form = SettleForm(request.POST or None, judged=each, seen=seen, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(settled, each.part, form, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, each.part, write, partial(done, request, entry, each), always=True):
            return answer
    return render(request, "register/significance/settle.html", {"form": form, "entry": entry, "judged": each})


def settled(part, form, changes, *, version, reason, **who):
    cleaned = form.cleaned_data
    return significance.settle(part, cleaned["significance"], reason, shown=cleaned["shown"], version=version, **who)


def done(request, entry: Partnership, each: Judged, part, changed: dict):
    name = each.name(part.significance) or part.get_significance_display()
    return told(request, entry, part, f"{entry.name}: {name} is recorded for {each.part.council.name}.")


def told(request, entry: Partnership, part, sentence: str):
    tell(request, entry, sentence)
    return back_to(entry, part)


def back_to(entry: Partnership, part):
    address = reverse("register:entry", args=[entry.reference])
    return redirect(f"{address}#significance-{part.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def significance_risks(request, reference: str, pk: int):
    """Judge which kinds of risk are significant."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:entry", args=[reference])
    require(can_rate_partnership(request.user, entry), instead=back)
    each = part_or_404(entry, pk)
    tests = in_force(each.standard.versions, timezone.localdate())
    seen = seen_by(request, each.part)
    form = RisksForm(request.POST or None, tests=tests, seen=seen, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(significance.judge_risks, each.part, by=request.user, at=timezone.now())
        finish = partial(judged_now, request, entry, each)
        if answer := save_or_merge(request, form, each.part, write, finish):
            return answer
    return render(request, "register/significance/risks.html", {"form": form, "entry": entry, "judged": each})


def judged_now(request, entry: Partnership, each: Judged, part, changed: dict):
    if not changed:
        tell_unchanged(request, entry)
        return back_to(entry, part)
    return told(request, entry, part, f"{entry.name}: the risks judged for {each.part.council.name} are saved.")
