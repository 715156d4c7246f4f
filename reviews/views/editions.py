"""Editions of the register: the list, one with what can be done about it, one entry as it was, and as a workbook."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.downloads import attached
from partnerships.models import Council
from partnerships.saving import Conflict
from partnerships.verdict import Refused, require
from register.listing.columns import columns_for
from register.models import Matter
from register.permissions import can_export_register
from register.reports.decisions import rows as matter_rows
from reviews.forms import editions as forms
from reviews.models import CommitteePaper, Edition
from reviews.permissions import editions as permissions
from reviews.reports import editions as report
from reviews.reports import kept, round_report
from reviews.reports.edition_sheet import export
from reviews.workflow import editions as workflow
from reviews.workflow import papers


def edition_or_404(user, number: int) -> Edition:
    found = Edition.objects.visible_to(user).select_related("round", "made_by", "adopted_by", "matter")
    return get_object_or_404(found, number=number)


def address_of(edition: Edition) -> str:
    return reverse("reviews:edition", args=[edition.number])


@require_safe
def editions(request):
    """All editions, the latest first."""
    require(permissions.can_see_editions(request.user))
    found = Edition.objects.visible_to(request.user).select_related("round")
    rows = [(edition, report.TONES[edition.status]) for edition in found]
    return render(request, "reviews/editions/list.html", {"rows": rows})


@require_safe
def edition(request, number: int):
    """One edition: what it keeps, whether it is whole, who was consulted, what is put to the bodies."""
    found = edition_or_404(request.user, number)
    rows = workflow.rows_of(found)
    entries = [kept.read(row) for row in rows]
    context = {
        "edition": found,
        "tone": report.TONES[found.status],
        "card": report.facts(found, entries),
        "faults": workflow.faults(found, rows),
        "totals": round_report.totals(found, entries, Council.objects.of(request.user)),
        "steps": list(report.steps(found, request.user)),
        "papers": CommitteePaper.objects.visible_to(request.user).filter(edition=found).select_related("body"),
        "matters": matter_rows(Matter.objects.visible_to(request.user).filter(edition=found), timezone.localdate()),
        "submitted": report.submitted(found, request.user),
        "sign_offs": found.sign_offs.all(),
        "sign_off": permissions.can_sign_off(request.user, found),
        "may_export": can_export_register(request.user),
        "page": Paginator([report.row(entry) for entry in entries], 25).get_page(request.GET.get("page")),
    }
    return render(request, "reviews/editions/edition.html", context)


@require_safe
def edition_entry(request, number: int, reference: str):
    """One entry of an edition, as it was."""
    found = edition_or_404(request.user, number)
    row = get_object_or_404(found.entries, partnership__reference=reference)
    entry = kept.read(row)
    context = {
        "edition": found,
        "entry": entry,
        "is_kept": workflow.digest(row.text) == row.sha256,
        "of_day": report.of_day(found),
        "cards": report.cards(entry, columns_for(request.user)),
        "sha256": row.sha256,
    }
    return render(request, "reviews/editions/entry.html", context)


@require_POST
def edition_export(request, number: int):
    """The edition as a workbook; the export is noted in the event log."""
    made = export(edition_or_404(request.user, number), by=request.user, at=timezone.now())
    return StreamingHttpResponse(made.content, content_type=made.content_type, headers=attached(made.name))


@require_http_methods(["GET", "HEAD", "POST"])
def edition_sign_off(request, number: int):
    """Keep who was consulted, when, and what they said."""
    found = edition_or_404(request.user, number)
    require(permissions.can_sign_off(request.user, found), instead=address_of(found))
    form = forms.SignOffForm(request.POST or None, cancel_url=address_of(found))
    if form.is_bound and form.is_valid():
        made = workflow.sign_off(found, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"It is kept that {made.who} was consulted.")
        return redirect(address_of(found))
    context = {"edition": found, "form": form, "title": "Who was consulted"}
    return render(request, "reviews/editions/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_put(request, number: int):
    """Put its adoption to the bodies that the policy's route names."""
    found = edition_or_404(request.user, number)
    back = address_of(found)
    require(workflow.may_put(request.user, found), instead=back)
    form = forms.SubmissionForm(
        request.POST or None,
        initial={"version": found.version},
        recommendations=workflow.before_bodies().visible_to(request.user),
        cancel_url=back,
    )
    if form.is_bound and form.is_valid() and (answer := put(request, found, form)):
        return answer
    context = {"edition": found, "asked": workflow.route_of_adoption(), "form": form}
    return render(request, "reviews/editions/put.html", context)


def put(request, found: Edition, form: forms.SubmissionForm):
    """Put what was ticked; None where the form is shown again with what was ticked and what is wrong."""
    try:
        matter = workflow.put(found, **form.cleaned_data, by=request.user, at=timezone.now())
    except (Conflict, Refused) as hindrance:
        stands = edition_or_404(request.user, found.number)
        require(workflow.may_put(request.user, stands), instead=address_of(found))
        if isinstance(hindrance, Conflict):
            form.seen_again(stands.version)
        else:
            form.refuse(ValidationError(hindrance.reason))
    except ValidationError as error:
        form.refuse(error)
    else:
        messages.success(request, f"{matter}: put to the bodies.")
        return redirect("register:matter", matter.pk)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def edition_report(request, number: int):
    """Begin the report on its round with its header."""
    found = edition_or_404(request.user, number)
    require(permissions.can_draw_up_report(request.user), instead=address_of(found))
    initial = {
        "title": round_report.suggested_title(found.round),
        "originator": request.user.post,
        "status_line": "For decision",
        "objective": "To receive the outcome of the reviews, and to decide on what they recommend.",
    }
    form = forms.RoundDetailsForm(
        request.POST or None, initial=initial, submit_text="Start the draft", cancel_url=address_of(found)
    )
    if form.is_bound and form.is_valid():
        council = Council.objects.of(request.user)
        made = papers.draft_on(found, form.cleaned_data, council, by=request.user, at=timezone.now())
        messages.success(request, f"{made.reference} was started as a draft. Its figures are those of {found}.")
        return redirect("reviews:paper", made.reference)
    return render(
        request, "reviews/editions/form.html", {"edition": found, "form": form, "title": "Draw up the report"}
    )
