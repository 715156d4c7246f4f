"""Help, the accessibility statement, privacy and cookies, and a person's own preferences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import workflow


@login_not_required
@require_safe
def guidance(request):
    return render(request, "kernel/help.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "kernel/accessibility.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "kernel/privacy.html")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """A person's own settings: whether keyboard shortcuts are on (WCAG 2.1.4)."""
    if request.method == "POST":
        workflow.set_shortcuts(request.user, off=request.POST.get("shortcuts") == "off")
        messages.success(request, "Your preferences were saved.")
        return redirect("kernel:preferences")
    return render(request, "kernel/preferences.html")
