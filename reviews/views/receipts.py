"""That a body received an issued paper."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from partnerships.verdict import require
from reviews.forms.editions import ReceiptForm
from reviews.views.papers import visible
from reviews.workflow import receipts as workflow


@require_http_methods(["GET", "HEAD", "POST"])
def paper_receive(request, reference: str):
    """Record which body received a paper, when, and by which minute."""
    paper = visible(request, reference)
    back = reverse("reviews:paper", args=[reference])
    require(workflow.may_record(request.user, paper), instead=back)
    form = ReceiptForm(request.POST or None, paper=paper, cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            made = workflow.record(paper, form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"It is recorded that {made.body} received {paper.reference}.")
            return redirect(back)
    return render(request, "reviews/papers/receive.html", {"paper": paper, "form": form})
