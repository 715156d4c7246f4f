"""The risks and benefits of an entry, and what is done about a risk."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.verdict import require
from register.forms.risks import MitigationForm
from register.guidance import Guidance
from register.models import Partnership
from register.reports.agreement_list import policy_in_use
from register.reports.risks import build
from register.views.entry import tab
from register.views.loading import entry_or_404
from register.views.telling import tell
from register.workflow.risks import may_mitigate, mitigate


@require_safe
def risks(request, reference: str):
    """What could go wrong, what it is to bring, and how it performs."""

    def found(entry: Partnership) -> dict:
        return {"risks": build(entry, request.user, policy_in_use(), timezone.localdate())}

    return tab(request, reference, "risks", "register/risks/risks.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
def risk_action(request, reference: str, pk: int):
    """Agree what is done about a risk."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:risks", args=[reference])
    risk = get_object_or_404(entry.risks.select_related("named", "partnership"), pk=pk)
    require(may_mitigate(request.user, risk), instead=back)
    form = MitigationForm(
        request.POST or None, entry=entry, user=request.user, guidance=Guidance.current(), cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            mitigate(risk, form.action_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            tell(request, entry, f"{entry.name}: an action about the risk “{risk}” was added.")
            return redirect(back)
    return render(request, "register/risks/action.html", {"form": form, "entry": entry, "risk": risk, "back": back})
