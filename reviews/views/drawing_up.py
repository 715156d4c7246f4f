"""The page on which a recommendation is drawn up from a review: of scrutiny, or of the council's involvement."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from reviews.forms.recommendations import BeginForm
from reviews.models import InvolvementReview, Recommendation, ScrutinyReview
from reviews.reports.recommendation_cards import address_of


def drawn_up(request, review: ScrutinyReview | InvolvementReview, begin: Callable[..., Recommendation], *, back: str):
    """The form of a recommendation about the partnership of the review, or, once it is begun, its page."""
    entry = review.partnership
    form = BeginForm(request.POST or None, user=request.user, entry=entry, cancel_url=back)
    if form.is_bound and form.is_valid():
        made = begin(review, form.recommended(), by=request.user, at=timezone.now())
        messages.success(request, f"{made.reference} is begun as a draft.")
        return redirect(address_of(made))
    return render(request, "reviews/recommendations/begin.html", {"form": form, "entry": entry, "back": back})
