"""The council's policy as the software works by it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.reports.policy import page
from partnerships.permissions import can_keep_lists
from register.models import Policy


@require_safe
def policy(request):
    """Everything that the policy says, with paragraphs; where none is loaded, what to do. Everybody works by it."""
    current = Policy.objects.filter(is_current=True).first()
    found = page(current, timezone.localdate()) if current else None
    return render(request, "assessments/policy/page.html", {"page": found, "may_keep": can_keep_lists(request.user)})
