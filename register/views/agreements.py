"""Agreements: the list, the page of each, a new one."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.verdict import require
from register.forms.agreements import AgreementFilter, AgreementForm
from register.guidance import Guidance
from register.models import GoverningDocument
from register.permissions import can_keep_agreements, can_see_register
from register.reports.agreement_list import build as build_list
from register.reports.agreement_list import policy_in_use
from register.reports.agreements import build
from register.views.loading import entry_or_404
from register.views.telling import tell
from register.workflow import agreements as workflow


def document_or_404(user, pk: int) -> GoverningDocument:
    """The document of a key, as far as the person may read its entry, with what its page shows."""
    documents = GoverningDocument.objects.visible_to(user).select_related("partnership__type", "renews")
    return get_object_or_404(documents.prefetch_related("outcomes__theme", "files", "partnership__seats"), pk=pk)


@require_safe
def agreements(request):
    """What is in force, due, expired, unclear or not there, by its end."""
    require(can_see_register(request.user))
    form = AgreementFilter(request.GET)
    form.is_valid()
    show, mine = form.cleaned_data.get("show", ""), form.cleaned_data.get("mine") == "yes"
    sort = request.GET.get("sort", "")
    page = build_list(request.user, show, mine, sort, request.GET.get("page"), timezone.localdate())
    return render(request, "register/agreements/agreements.html", {"page": page, "filter_form": form, "sort": sort})


@require_safe
def agreement(request, pk: int):
    """One agreement or other document, its outcomes, its files and what its renewal would carry on."""
    document = document_or_404(request.user, pk)
    page = build(document, request.user, timezone.localdate(), policy_in_use())
    return render(request, "register/agreements/agreement.html", {"page": page, "entry": document.partnership})


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request, reference: str):
    """A draft, which is put in force later."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:governance", args=[reference])
    require(can_keep_agreements(request.user, entry), instead=back)
    form = AgreementForm(
        request.POST or None, entry=entry, user=request.user, guidance=Guidance.current(), cancel_url=back,
        instance=GoverningDocument(partnership=entry),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            made = workflow.draft(form.line(), entry, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            tell(
                request,
                entry,
                f"{entry.name}: “{made}” is a draft. Add its outcomes and its file, then put it in force.",
            )
            return redirect("register:agreement", made.pk)
    return render(request, "register/agreements/agreement_new.html", {"form": form, "entry": entry, "back": back})
